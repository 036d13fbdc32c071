"""The actions of minutes as people type them: whatever form a line has, what, who and when are found."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.minutes_lines import Lines, read_actions, typed_actions
from dialogs.understanding.interpret import Interpreter
from strategy.actions.minuting import MOST_ACTIONS
from strategy.minutes import ActionText, Sitting
from strategy.people import Person, Role
from strategy.policy_reporting import Body
from tests.strategy.builders import MARLOW, OAK_BANK, a_school, a_trust, somebody

HEAD, PARTNER, CHAIR, DEPUTY = (
    Person(1, "s@x", "Sarah Whitlock"),
    Person(2, "d@x", "David Ormerod"),
    Person(3, "g@x", "Geoffrey Lumb"),
    somebody(4, Role.DEPUTY_CEO),
)
TRUST = a_trust(
    [HEAD, PARTNER, CHAIR, DEPUTY, Person(5, "d2@x", "David Archer")],
    [
        a_school(OAK_BANK, headteacher=HEAD.id, sip=PARTNER.id, chair=CHAIR.id),
        a_school(MARLOW, headteacher=DEPUTY.id, sip=PARTNER.id),
    ],
)
READER = Interpreter()
BOARD = Lines(
    TRUST, READER, DEPUTY, date(2026, 11, 24), Sitting(Body.PROGRESS_BOARD, OAK_BANK, date(2026, 11, 12))
)
FRIDAY, DECEMBER = date(2026, 11, 27), date(2026, 12, 4)


@pytest.mark.parametrize(
    ("line", "what", "who", "by"),
    [
        ("Visit maths; David Ormerod; 4 December", "Visit maths", PARTNER, DECEMBER),
        ("Visit maths | David Ormerod | 04/12/2026", "Visit maths", PARTNER, DECEMBER),
        ("Visit maths\tDavid Ormerod\t2026-12-04", "Visit maths", PARTNER, DECEMBER),
        ("- Visit maths - David Ormerod - 4 Dec", "Visit maths", PARTNER, DECEMBER),
        ("1. Visit maths \u2013 David Ormerod \u2013 by 4 Dec", "Visit maths", PARTNER, DECEMBER),
        ("David Ormerod; visit maths; 4 December", "Visit maths", PARTNER, DECEMBER),
        ("David Ormerod to visit maths by 4 December.", "Visit maths", PARTNER, DECEMBER),
        ("David Ormerod will visit maths, by the 4th December", "Visit maths", PARTNER, DECEMBER),
        ("Sarah Whitlock to send the plan before Fri 27 Nov", "Send the plan", HEAD, FRIDAY),
        ("Visit maths (David Ormerod, by 4 December)", "Visit maths", PARTNER, DECEMBER),
        ("Visit maths [David Ormerod by 4 December]", "Visit maths", PARTNER, DECEMBER),
        ("Visit maths, David Ormerod, by 4 December", "Visit maths", PARTNER, DECEMBER),
        ("Check safes, doors, gates; SIP; 4 December", "Check safes, doors, gates", PARTNER, DECEMBER),
        ("HT to check the central record by 27 November", "Check the central record", HEAD, FRIDAY),
        ("Write to parents; the chair of governors; 27 Nov", "Write to parents", CHAIR, FRIDAY),
        ("Agree the days; Deputy CEO; 27 Nov", "Agree the days", DEPUTY, FRIDAY),
    ],
)
def test_a_line_says_what_who_and_by_when(line: str, what: str, who: Person, by: date) -> None:
    [action] = read_actions(line, BOARD)
    assert (action.what, action.owner, action.by, action.school) == (what, who.id, by, OAK_BANK)


def test_who_is_not_in_the_directory_is_kept_in_words() -> None:
    [action] = read_actions("Mend the gate; the caretaker; 4 December", BOARD)
    assert (action.owner, action.owner_words) == (None, "the caretaker")


def test_a_first_name_that_several_have_is_asked_about() -> None:
    with pytest.raises(ValueError, match=r"Line 2 of the actions: do you mean .*David"):
        read_actions("One; Sarah Whitlock; 4 December\nTwo; David; 4 December", BOARD)


@pytest.mark.parametrize(
    "line", ["Visit maths", "Visit maths; David Ormerod", "Visit maths; David Ormerod; soon", "4 December"]
)
def test_a_line_that_leaves_something_out_is_pointed_out(line: str) -> None:
    with pytest.raises(ValueError, match="I couldn't read line 1 of the actions"):
        read_actions(line, BOARD)


def test_a_day_is_that_after_the_meeting_however_late_the_minutes_are() -> None:
    [action] = read_actions("Send it; Sarah Whitlock; 20 November", BOARD)
    assert action.by == date(2026, 11, 20)


def test_more_lines_than_can_be_kept_are_refused() -> None:
    with pytest.raises(ValueError, match="at most"):
        read_actions("A; Sarah Whitlock; 4 December\n" * (MOST_ACTIONS + 1), BOARD)


@given(st.text(max_size=200))
def test_whatever_is_typed_is_read_or_refused_with_a_sentence(typed: str) -> None:
    try:
        found = read_actions(typed, BOARD)
    except ValueError:
        return
    assert all(action.by >= date(2026, 11, 12) and action.what for action in found)


whats = st.text(st.characters(categories=["L", "N"], include_characters=" ,-()"), min_size=1, max_size=60)


@given(
    whats.map(lambda what: f"X{what}x"),
    st.sampled_from([*(person.id for person in (HEAD, PARTNER, CHAIR)), None]),
    st.dates(date(2026, 11, 12), date(2027, 7, 31)),
)
def test_actions_come_back_from_the_words_that_the_form_shows(what: str, owner: int | None, by: date) -> None:
    words = "" if owner else "the caretaker"
    action = ActionText(" ".join(what.split()), owner, words, by, OAK_BANK)
    assert read_actions(typed_actions([action], TRUST), BOARD) == (action,)

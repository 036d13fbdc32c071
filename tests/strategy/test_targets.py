"""Targets: who owes their proposal and sign-off by when, and the lines in which they are typed."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.target_lines import LineFault, enquiries_in, line_of, targets_in
from dialogs.understanding.interpret import Interpreter
from strategy.duties import Duty, DutyKind, DutyState, StoredDuty, reconcile
from strategy.people import Capacity
from strategy.policy import load
from strategy.school_year import Span
from strategy.schools import Membership, School
from strategy.target_duties import proposals_owed, sign_offs_owed
from strategy.targets import Item, ItemKind, SetState, TargetSet, asked_to_sign_off, span_of, year_meant
from tests.strategy.builders import OAK_BANK, OPEN_ALL_YEAR, a_school
from tests.strategy.test_recommendations import CEO, DEPUTY, LEAD, PARTNER, TRUST

POLICY = load()
SCHOOL = a_school(OAK_BANK, headteacher=1, sip=2)
NEXT, BEFORE = "2027/28", date(2026, 11, 24)
YEAR = Span(date(2026, 9, 1), date(2027, 7, 21))
READER = Interpreter()


def owed(
    school: School = SCHOOL,
    *,
    proposed: frozenset[str] = frozenset(),
    today: date = BEFORE,
    boards: Sequence[date] = (),
) -> dict[str, Duty]:
    found = proposals_owed(school, proposed, (), POLICY, OPEN_ALL_YEAR, today, boards)
    return {duty.about: duty for duty in found}


def test_next_years_are_owed_the_working_day_before_the_penultimate_round() -> None:
    duty = owed()[NEXT]
    assert (duty.kind, duty.owner, duty.capacity) == (DutyKind.PROPOSE_TARGETS, SCHOOL.sip, Capacity.SIP)
    # The May round stands on Tue 4 May, after the bank holiday; the summer term begins on 12 April.
    assert (duty.arises_on, duty.due_on) == (date(2027, 4, 12), date(2027, 4, 30))


def test_where_the_schools_board_of_that_round_is_recorded_they_are_due_before_it() -> None:
    boards = (date(2027, 3, 9), date(2027, 5, 12), date(2027, 6, 16))
    assert owed(boards=boards)[NEXT].due_on == date(2027, 5, 11)
    # A Board of another round says nothing of this one.
    assert owed(boards=(date(2027, 3, 9), date(2027, 6, 16)))[NEXT].due_on == date(2027, 4, 30)


def test_a_round_that_is_over_or_a_year_that_was_proposed_asks_for_none() -> None:
    assert "2026/27" not in owed()
    assert "2026/27" in owed(today=date(2026, 4, 20))
    assert NEXT not in owed(proposed=frozenset({NEXT}))


def test_a_joining_school_and_one_that_has_left_are_asked_for_none() -> None:
    assert owed(replace(SCHOOL, status=Membership.JOINING)) == {}
    assert owed(replace(SCHOOL, ended_on=date(2026, 10, 1))) == {}


@given(st.dates(date(2025, 9, 1), date(2028, 7, 1)))
def test_reconciling_twice_changes_nothing(today: date) -> None:
    first = reconcile([], owed(today=today).values())
    stored = [StoredDuty(n, duty, DutyState.OPEN) for n, duty in enumerate(first.new, 1)]
    again = proposals_owed(SCHOOL, frozenset(), stored, POLICY, OPEN_ALL_YEAR, today)
    assert not reconcile(stored, again)
    later = proposals_owed(SCHOOL, frozenset(), stored, POLICY, OPEN_ALL_YEAR, date(2028, 7, 20))
    assert not reconcile(
        stored, [duty for duty in later if duty.about in {e.duty.about for e in stored}]
    ).void


def a_set(by: int = PARTNER) -> TargetSet:
    at = datetime(2026, 11, 24, 9, tzinfo=UTC)
    return TargetSet(7, OAK_BANK, "2026/27", by, at, (Item(ItemKind.ENQUIRY, "Why?"),))


def test_the_deputy_ceo_is_asked_before_the_ceo_and_nobody_for_their_own() -> None:
    asked = asked_to_sign_off(a_set(), TRUST)
    assert asked is not None
    assert asked[1] == (DEPUTY,)
    own = asked_to_sign_off(a_set(DEPUTY), TRUST)
    assert own is not None
    assert own[1] == (CEO,)
    assert asked_to_sign_off(a_set().decided(SetState.SIGNED_OFF, DEPUTY, a_set().proposed_at), TRUST) is None


def test_a_sign_off_is_due_as_a_step_of_the_chain_is() -> None:
    [duty] = sign_offs_owed(a_set(LEAD), POLICY, TRUST)
    assert (duty.owner, duty.due_on, duty.about) == (DEPUTY, date(2026, 12, 1), "targets:7")


def test_a_set_is_decided_on_once() -> None:
    signed = a_set().decided(SetState.SIGNED_OFF, DEPUTY, a_set().proposed_at)
    with pytest.raises(ValueError, match="cannot become"):
        signed.decided(SetState.SENT_BACK, CEO, a_set().proposed_at)


def test_the_year_that_is_meant_is_next_years_from_the_penultimate_round_on() -> None:
    assert year_meant(date(2027, 4, 30), 5, OPEN_ALL_YEAR) == "2026/27"
    assert year_meant(date(2027, 5, 1), 5, OPEN_ALL_YEAR) == NEXT
    assert span_of("2030/31", OPEN_ALL_YEAR) == Span(date(2030, 9, 1), date(2031, 8, 31))


@pytest.mark.parametrize(
    ("line", "words", "now", "aim", "by"),
    [
        ("Attendance: 92% -> 95%", "Attendance", "92%", "95%", YEAR.ends),
        ("Attendance 92% to 95% by 26 March", "Attendance", "92%", "95%", date(2027, 3, 26)),
        ("- Phonics pass: 71% \u2192 80%", "Phonics pass", "71%", "80%", YEAR.ends),
        ("2) KS2 combined from 58% to 66% by end of June", "KS2 combined", "58%", "66%", date(2027, 6, 30)),
        ("Suspensions: 0 by 1 Feb", "Suspensions", "", "0", date(2027, 2, 1)),
        ("Absence: cut the gap by 10", "Absence", "", "cut the gap by 10", YEAR.ends),
        ("Reading to 80%", "Reading", "", "80%", YEAR.ends),
        ("Progress: -0.3 => 0", "Progress", "-0.3", "0", YEAR.ends),
    ],
)
def test_a_line_is_read_as_it_is_meant(line: str, words: str, now: str, aim: str, by: date) -> None:
    [item] = targets_in(line, YEAR, BEFORE, READER, OPEN_ALL_YEAR)
    assert item == Item(ItemKind.TARGET, words, now, aim, by)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Attendance: 95%\nJust words", "Line 2 says no figure"),
        ("Attendance: 95% by 1 September 2029", "line 1 is outside the academic year"),
        ("x: 1\n" * 13, "At most 12 targets"),
        (f"{'x' * 301}: 5", "at most 300"),
        (f"x: {'5' * 61}", "longer than 60"),
    ],
)
def test_a_line_that_cannot_be_taken_is_named_by_its_number(text: str, fault: str) -> None:
    with pytest.raises(LineFault, match=fault):
        targets_in(text, YEAR, BEFORE, READER, OPEN_ALL_YEAR)


WORDS = st.from_regex(r"[A-Z][a-z]{1,8}( [a-z]{4,9}){0,3}", fullmatch=True).filter(
    lambda text: not {"from", "to"} & set(text.split())
)
FIGURES = st.from_regex(r"-?[0-9]{1,3}(\.[0-9])?%?", fullmatch=True)


@given(
    st.builds(
        Item,
        kind=st.just(ItemKind.TARGET),
        words=WORDS,
        now=st.one_of(st.just(""), FIGURES),
        aim=FIGURES,
        by=st.dates(YEAR.starts, YEAR.ends),
    )
)
def test_what_is_written_out_is_read_back(item: Item) -> None:
    assert targets_in(line_of(item, YEAR), YEAR, BEFORE, READER, OPEN_ALL_YEAR) == [item]


@given(st.text(max_size=400))
def test_no_text_breaks_the_reading(text: str) -> None:
    found: list[Item] = []
    with suppress(LineFault):
        found += targets_in(text, YEAR, BEFORE, READER, OPEN_ALL_YEAR)
    with suppress(LineFault):
        found += enquiries_in(text)
    assert all(item.words for item in found)

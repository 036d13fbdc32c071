"""What holds for every interpretation, whatever was typed; and what the bot uses but does not print."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.understanding.findings import BOOK
from dialogs.understanding.intents import KEYS as INTENT_KEYS
from dialogs.understanding.intents import WORDLESS, Intent
from dialogs.understanding.interpret import Interpreter
from dialogs.understanding.interpretation import KEYS
from dialogs.understanding.scoring import ROWS, weigh
from strategy.designations import Designation, Risk
from strategy.trust import Trust
from tests.understanding.conftest import trust_from

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TRUST = trust_from("trust-other")
READER = Interpreter()

VALUES: dict[str, set[str]] = {
    "schools": {"mine"},
    "risk": {str(risk) for risk in Risk},
    "designation": {str(designation) for designation in Designation},
    "status": {
        "overdue",
        "due",
        "outstanding",
        "filed",
        "pending",
        "approved",
        "declined",
        "planned",
        "done",
        "cancelled",
    },
    "body": {"progress_board", "eit", "standards_committee", "sit"},
    "support": {
        "sip",
        "school_improvement_adviser",
        "deputy_head_trust",
        "director_subject",
        "sle",
        "institute_of_education",
        "deputy_ceo",
        "external",
    },
    "element": {
        "leadership",
        "curriculum",
        "behaviour_attendance",
        "teaching",
        "professional_development",
        "intervention",
        "self_evaluation",
    },
    "mode": {"on_site", "teams"},
    "which": {"next", "last"},
}
WORDS = [
    *sorted(BOOK.words),
    *(
        "Beacon",
        "St",
        "Mary's",
        "Grove",
        "Mark's",
        "Will",
        "12/11",
        "the 9th",
        "next",
        "last",
        "half",
        "term",
    ),
    *(
        "by",
        "since",
        "Friday",
        "week",
        "me",
        "my",
        "school",
        "schools",
        "?",
        "’",
        "12",
        "31/02",
        "w/c",
        "not",
    ),
]

anything = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join),
    st.lists(st.sampled_from(WORDS) | st.text(max_size=8), max_size=10).map(" ".join),
)
anybody = st.sampled_from(TRUST.current_people())


@settings(max_examples=400, deadline=None)
@given(text=anything, speaker=anybody)
def test_any_text_at_all_gives_an_interpretation_within_the_contract(text: str, speaker: object) -> None:
    person = next(p for p in TRUST.current_people() if p == speaker)
    read = READER.read(text, person, TRUST, NOW)
    printed = read.as_json()
    assert list(printed) == [key for key in KEYS if key in printed]
    assert printed["intent"] in set(Intent)
    for key, allowed in VALUES.items():
        assert printed.get(key, next(iter(allowed))) in allowed
    assert printed.get("school", "700101") in TRUST.schools
    assert printed.get("export", True) is True
    assert printed.get("count", True) is True
    for key in ("date", "from", "to"):
        assert date.fromisoformat(str(printed.get(key, "2026-01-01")))
    if "from" in printed and "to" in printed:
        assert str(printed["from"]) <= str(printed["to"])
    days = printed.get("days", 1)
    assert isinstance(days, int | float)
    assert days > 0
    assert days * 2 == int(days * 2)
    if read.intent in WORDLESS:
        assert list(printed) == ["intent"]


@settings(max_examples=100, deadline=None)
@given(text=anything, speaker=anybody)
def test_the_same_text_is_always_read_the_same(text: str, speaker: object) -> None:
    person = next(p for p in TRUST.current_people() if p == speaker)
    assert READER.read(text, person, TRUST, NOW) == Interpreter().read(text, person, TRUST, NOW)


@settings(max_examples=100, deadline=None)
@given(text=anything, first=anybody, then=anybody)
def test_a_text_that_was_read_before_in_a_turn_is_read_the_same(
    text: str, first: object, then: object
) -> None:
    turn = READER.for_one_turn()
    for speaker in (first, then, first):
        person = next(p for p in TRUST.current_people() if p == speaker)
        assert turn.read(text, person, TRUST, NOW) == READER.read(text, person, TRUST, NOW)


@settings(max_examples=200, deadline=None)
@given(facts=st.frozensets(st.sampled_from(sorted({c for row in ROWS for need in row.needs for c in need}))))
def test_a_wish_has_the_weight_of_the_heaviest_row_that_fits(facts: frozenset[str]) -> None:
    heaviest: dict[Intent, int] = {}
    for row in ROWS:
        if row.fits(facts):
            heaviest[row.intent] = max(row.weight, heaviest.get(row.intent, 0))
    assert {intent: weight for weight, intent in weigh(facts)} == heaviest


def test_a_very_long_text_is_read_by_its_beginning(interpreter: Interpreter, trust_dev: Trust) -> None:
    speaker = trust_dev.current_people()[0]
    read = interpreter.read("which reports are overdue " + "x" * 30_000, speaker, trust_dev, NOW)
    assert read.intent is Intent.REPORT_LIST


def test_every_wish_has_a_row_that_leads_to_it_and_a_list_of_keys() -> None:
    led_to = {row.intent for row in ROWS} | {Intent.CANCEL, Intent.GREETING, Intent.UNKNOWN}
    assert led_to == set(Intent)
    assert INTENT_KEYS.keys() == set(Intent)


def test_every_row_names_cues_that_something_can_give() -> None:
    found = _source("findings") + _source("manner") + _source("reminders")
    tags = BOOK.tags() | set(re.findall(r'"([A-Z]+)"', found))
    for row in ROWS:
        for cue in frozenset().union(*row.needs) | row.lacks:
            assert cue in tags, f"{row.intent}: nothing gives {cue}"


def _source(module: str) -> str:
    from importlib import import_module
    from pathlib import Path

    return Path(str(import_module(f"dialogs.understanding.{module}").__file__)).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("add Year 1 phonics to the agenda for the next visit to my school", "Year 1 phonics"),
        ("please put March mock results on the agenda for the EIT", "March mock results"),
        ("agenda item for the SIT: coaching programme", "coaching programme"),
    ],
)
def test_the_item_for_an_agenda_is_kept_as_it_was_typed(
    text: str, rest: str, interpreter: Interpreter, trust_dev: Trust
) -> None:
    speaker = trust_dev.by_email("ben.carraway@fourstones.example")
    assert speaker is not None
    read = interpreter.read(text, speaker, trust_dev, NOW)
    assert (read.intent, read.rest, read.starts) == (Intent.AGENDA_ADD, rest, None)


def test_what_was_not_understood_gets_three_things_to_do_instead(
    interpreter: Interpreter, trust_dev: Trust
) -> None:
    speaker = trust_dev.current_people()[0]
    read = interpreter.read("order some report folders and pens", speaker, trust_dev, NOW)
    assert read.intent is Intent.UNKNOWN
    assert len(read.nearest) == 3
    assert Intent.UNKNOWN not in read.nearest


def test_an_instant_late_in_the_evening_of_summer_time_is_already_the_next_day_in_london(
    interpreter: Interpreter, trust_dev: Trust
) -> None:
    speaker = trust_dev.current_people()[0]
    late = datetime(2027, 6, 14, 23, 30, tzinfo=UTC)
    assert interpreter.read("visits today", speaker, trust_dev, late).date == date(2027, 6, 15)

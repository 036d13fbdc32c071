"""The trust's plan and where targets stand, as busy people type it; and what is left to the intents."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from dialogs.understanding.interpret import Interpreter
from dialogs.understanding.trust_plan_wishes import PlanKind, figure_said, plan_wish
from strategy.trust import Trust
from tests.strategy.builders import MARLOW, OAK_BANK, OPEN_ALL_YEAR, a_school, somebody
from tests.understanding.conftest import DATA

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
THIS, NEXT, LAST = "2026/27", "2027/28", "2025/26"


@pytest.fixture
def trust() -> Trust:
    """Two schools."""
    people = [somebody(1), somebody(2)]
    oak = replace(a_school(OAK_BANK, headteacher=1, sip=2), name="Oak Bank Academy", short_name="Oak Bank")
    marlow = replace(a_school(MARLOW, headteacher=1, sip=2), name="Marlow Fields", short_name="Marlow")
    return Trust(1, people, [oak, marlow], OPEN_ALL_YEAR)


@pytest.mark.parametrize(
    ("text", "kind", "year"),
    [
        ("what are the trust's priorities this year", PlanKind.SHOW, THIS),
        ("What are the trust priorities?", PlanKind.SHOW, THIS),
        ("trust plan", PlanKind.SHOW, THIS),
        ("show the trust's development plan", PlanKind.SHOW, THIS),
        ("can you show me the trust\u2019s annual development plan please", PlanKind.SHOW, THIS),
        ("trust priorities for next year", PlanKind.SHOW, NEXT),
        ("what's in the trust plan", PlanKind.SHOW, THIS),
        ("the trust's plan for last year", PlanKind.SHOW, LAST),
        ("show me the trust-wide improvement plan 2027/28", PlanKind.SHOW, NEXT),
        ("priorities of the trust", PlanKind.SHOW, THIS),
        ("change the trust plan", PlanKind.SHOW, THIS),
        ("add a priority to the trust plan", PlanKind.ADD, THIS),
        ("Add a priority to the trust's plan", PlanKind.ADD, THIS),
        ("I want to add another priority to the trust's development plan", PlanKind.ADD, THIS),
        ("new priority for the trust plan for next year", PlanKind.ADD, NEXT),
        ("please add a trust priority", PlanKind.ADD, THIS),
        ("write the trust plan for next academic year", PlanKind.ADD, NEXT),
        ("set the trust's priorities", PlanKind.ADD, THIS),
        ("which schools link to the attendance priority", PlanKind.SCHOOLS, THIS),
        ("Which schools are working on the reading priority?", PlanKind.SCHOOLS, THIS),
        ("what schools serve the phonics and early reading priority", PlanKind.SCHOOLS, THIS),
        ("who is working on the attendance priority", PlanKind.SCHOOLS, THIS),
        ("schools on the SEND priority", PlanKind.SCHOOLS, THIS),
        ("which schools are linked to the trust plan", PlanKind.SCHOOLS, THIS),
    ],
)
def test_what_is_wanted_of_the_trusts_plan(trust: Trust, text: str, kind: PlanKind, year: str) -> None:
    wish = plan_wish(text, TODAY, trust)
    assert wish is not None
    assert (wish.kind, wish.year) == (kind, year)


def test_the_priority_is_named_by_its_words(trust: Trust) -> None:
    wish = plan_wish("which schools link to the early reading priority?", TODAY, trust)
    assert wish is not None
    assert wish.named == "early reading"


@pytest.mark.parametrize(
    ("text", "schools", "words", "figure", "on"),
    [
        ("Marlow attendance is at 94%", (MARLOW,), "attendance", "94%", TODAY),
        ("attendance at Marlow is now 94.2%", (MARLOW,), "attendance", "94.2%", TODAY),
        ("note Marlow's attendance was 94% on 12 Nov", (MARLOW,), "attendance", "94%", date(2026, 11, 12)),
        ("Oak Bank phonics pass now at 71%", (OAK_BANK,), "phonics pass", "71%", TODAY),
        ("Attendance at Marlow is 92.4% now", (MARLOW,), "attendance", "92.4%", TODAY),
        ("Oak Bank suspensions are at 12", (OAK_BANK,), "suspensions", "12", TODAY),
        ("log that reading at Oak Bank has risen to 68 per cent", (OAK_BANK,), "reading", "68%", TODAY),
        ("persistent absence in Marlow is down to 14%", (MARLOW,), "persistent absence", "14%", TODAY),
    ],
)  # fmt: skip
def test_where_a_target_is_said_to_stand(
    trust: Trust, text: str, schools: tuple[str, ...], words: str, figure: str, on: date
) -> None:
    said = figure_said(text, trust.person(2), trust, NOW, Interpreter())
    assert said is not None
    assert (said.schools, said.words, said.figure, said.on) == (schools, words, figure, on)


@pytest.mark.parametrize(
    "text",
    [
        "what is Marlow's attendance",
        "is Marlow attendance at 94%?",
        "how many days are left at Marlow",
        "book a visit to Marlow at 9",
        "visit to Marlow is at 9",
        "show me Marlow's development plan",
        "who has priority",
        "trust me",
        "which schools are high risk",
        "development plan for Oak Bank",
        "what should we think about for attendance",
        "add behaviour to the agenda for Marlow",
        "Marlow is at high risk",
    ],
)
def test_what_is_about_something_else_is_left_to_the_intents(trust: Trust, text: str) -> None:
    assert plan_wish(text, TODAY, trust) is None
    assert figure_said(text, trust.person(2), trust, NOW, Interpreter()) is None


@pytest.mark.parametrize(
    "file", ["utterances-dev.jsonl", "utterances-own.jsonl", "utterances-meetings.jsonl", "wishes-own.jsonl"]
)
def test_no_sentence_of_the_intents_is_taken(trusts: dict[str, Trust], file: str) -> None:
    reader = Interpreter()
    for line in (DATA / file).read_text(encoding="utf-8").splitlines():
        said = {"trust": "trust-dev"} | json.loads(line)
        known = trusts[said["trust"]]
        speaker = known.by_email(said["as"])
        assert speaker is not None
        assert plan_wish(said["text"], TODAY, known) is None, said["text"]
        assert figure_said(said["text"], speaker, known, NOW, reader) is None, said["text"]

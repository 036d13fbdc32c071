"""Questions about who did what, as people in a hurry type them; and sentences that are none."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from dialogs.understanding.interpret import Interpreter
from dialogs.understanding.record import RecordKind, RecordQuestion, record_question
from strategy.trust import Trust
from tests.understanding.conftest import DATA

NOW = datetime.fromisoformat("2026-11-24T09:05:00+00:00")
DESIGNATION, READ, DEEDS, HAPPENED = RecordKind

QUESTIONS: list[tuple[str, RecordKind, str]] = [
    ("who changed Oak Bank's designation", DESIGNATION, "Oak Bank"),
    ("Who decided that Marlow is Improve", DESIGNATION, "Marlow"),
    ("who signed off Thornbridge", DESIGNATION, "Thornbridge"),
    ("Who signed off the designation for Marlow?", DESIGNATION, "Marlow"),
    ("who put Marlow in stabilise & repair", DESIGNATION, "Marlow"),
    ("who moved oak bank into improve", DESIGNATION, "Oak Bank"),
    ("pls tell me who set Thornbridge's risk rating", DESIGNATION, "Thornbridge"),
    ("do you know who made Marlow high risk?", DESIGNATION, "Marlow"),
    ("who approved Oak Bank as sustain", DESIGNATION, "Oak Bank"),
    ("how has Marlow moved", DESIGNATION, "Marlow"),
    ("How has Thornbridge moved over time?", DESIGNATION, "Thornbridge"),
    ("how did oak bank move", DESIGNATION, "Oak Bank"),
    ("has Marlow moved at all?", DESIGNATION, "Marlow"),
    ("when was Marlow last signed off", DESIGNATION, "Marlow"),
    ("who has read the report on Oak Bank", READ, "Oak Bank"),
    ("who's opened the Oak Bank report?", READ, "Oak Bank"),
    ("who has looked at the recommendation for Marlow", READ, "Marlow"),
    ("who else has seen David's report on Oak Bank", READ, "Oak Bank David"),
    ("Has David read the report on Marlow?", READ, "Marlow David"),
    ("what did David do last week", DEEDS, "David 2026-11-16 2026-11-22"),
    ("What has Wendy been doing at Oak Bank", DEEDS, "Oak Bank Wendy"),
    ("what did Judith change yesterday?", DEEDS, "Judith 2026-11-23 2026-11-23"),
    ("what has David been up to since Monday", DEEDS, "David 2026-11-23 2026-11-24"),
    ("who did what at Oak Bank", DEEDS, "Oak Bank"),
    ("who did what at Marlow last week?", DEEDS, "Marlow 2026-11-16 2026-11-22"),
    ("who has changed anything at Thornbridge this week", DEEDS, "Thornbridge 2026-11-23 2026-11-29"),
    ("show me the audit", HAPPENED, ""),
    ("show me the audit log", DEEDS, ""),
    ("audit trail for Marlow", DEEDS, "Marlow"),
    ("can I see the audit log for Judith", DEEDS, "Judith"),
    ("the Oak Bank audit trail please", DEEDS, "Oak Bank"),
    ("show me the activity log for yesterday", DEEDS, "2026-11-23 2026-11-23"),
    ("what happened at Oak Bank last week", HAPPENED, "Oak Bank 2026-11-16 2026-11-22"),
    ("what's changed at Marlow", HAPPENED, "Marlow"),
]
OTHERS = [
    "who is the headteacher of Oak Bank",
    "who has the report on Oak Bank",
    "read me the report on Oak Bank",
    "who is the SIP for Marlow",
    "sign off Thornbridge as improve",
    "move the visit to Oak Bank to Thursday",
    "has Oak Bank had its safeguarding audit",
    "what is David doing next week at Oak Bank",
    "when is the pupil premium audit at Marlow",
    "which schools moved to improve",
]


def _question(text: str, interpreter: Interpreter, trust: Trust) -> RecordQuestion | None:
    speaker = trust.by_email("colin.threlfall@fourstones.example")
    assert speaker is not None
    return record_question(text, speaker, trust, NOW, interpreter)


def _told(asked: RecordQuestion, trust: Trust) -> str:
    parts = [trust.school(urn).known_as for urn in asked.schools]
    parts += [trust.person(each).first_name for each in asked.people]
    parts += [str(day) for day in (asked.days.starts, asked.days.ends)] if asked.days else []
    return " ".join(parts)


@pytest.mark.parametrize(("text", "kind", "told"), QUESTIONS)
def test_a_question_about_who_did_what(
    text: str, kind: RecordKind, told: str, interpreter: Interpreter, trust_dev: Trust
) -> None:
    asked = _question(text, interpreter, trust_dev)
    assert asked is not None
    assert (asked.kind, _told(asked, trust_dev)) == (kind, told)


@pytest.mark.parametrize("text", OTHERS)
def test_anything_else_is_none(text: str, interpreter: Interpreter, trust_dev: Trust) -> None:
    assert _question(text, interpreter, trust_dev) is None


@pytest.mark.parametrize(
    ("text", "asks_who"), [("who signed off Marlow", True), ("how has Marlow moved", False)]
)
def test_whether_it_asks_for_a_person(
    text: str, asks_who: bool, interpreter: Interpreter, trust_dev: Trust
) -> None:
    asked = _question(text, interpreter, trust_dev)
    assert asked is not None
    assert asked.asks_who is asks_who


def test_no_sentence_of_another_intent_is_taken_for_one(
    interpreter: Interpreter, trusts: dict[str, Trust]
) -> None:
    taken = []
    for file in (
        "utterances-dev.jsonl",
        "utterances-own.jsonl",
        "utterances-meetings.jsonl",
        "wishes-own.jsonl",
    ):
        for line in (DATA / file).read_text(encoding="utf-8").splitlines():
            told = {"now": NOW.isoformat(), "trust": "trust-dev"} | json.loads(line)
            trust = trusts[told["trust"]]
            speaker = next(each for each in trust.people.values() if each.email.startswith(told["as"]))
            now = datetime.fromisoformat(told["now"])
            got = record_question(told["text"], speaker, trust, now, interpreter)
            if got is not None and "history" not in json.dumps(told):
                taken.append((told["text"], got.kind))
    assert taken == []

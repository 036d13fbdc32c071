"""Whole texts in, whole interpretations out: every line of the collected utterances comes out exactly."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from dialogs.understanding.interpret import Interpreter
from strategy.trust import Trust

DATA = Path(__file__).parents[1] / "data"
GIVEN = {"now": "2026-11-23T09:00:00+00:00", "trust": "trust-dev"}


def lines(file: str) -> list[Any]:
    with (DATA / file).open(encoding="utf-8") as opened:
        return [pytest.param(GIVEN | json.loads(line), id=json.loads(line)["text"]) for line in opened]


@pytest.mark.parametrize(
    "line",
    [
        *lines("utterances-dev.jsonl"),
        *lines("utterances-own.jsonl"),
        *lines("utterances-meetings.jsonl"),
    ],
)
def test_what_people_write_is_read_as_they_mean_it(
    line: dict[str, Any], interpreter: Interpreter, trusts: dict[str, Trust]
) -> None:
    trust = trusts[line["trust"]]
    speaker = trust.by_email(line["as"])
    assert speaker is not None
    got = interpreter.read(line["text"], speaker, trust, datetime.fromisoformat(line["now"]))
    assert got.as_json() == line["expect"]


@pytest.mark.parametrize("line", lines("wishes-own.jsonl"))
def test_a_wish_is_recognised_however_tersely_it_is_put(
    line: dict[str, Any], interpreter: Interpreter, trusts: dict[str, Trust]
) -> None:
    trust = trusts[line["trust"]]
    speaker = trust.by_email(line["as"])
    assert speaker is not None
    got = interpreter.read(line["text"], speaker, trust, datetime.fromisoformat(line["now"]))
    assert str(got.intent) == line["intent"]

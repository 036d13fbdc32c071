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
NOW = "2026-11-23T09:00:00+00:00"


def lines(file: str) -> list[Any]:
    with (DATA / file).open(encoding="utf-8") as opened:
        return [pytest.param(json.loads(line), id=json.loads(line)["text"]) for line in opened if line.strip()]


@pytest.mark.parametrize("line", lines("utterances-dev.jsonl"))
def test_the_collected_utterances_are_read_as_they_should_be(
    line: dict[str, Any], interpreter: Interpreter, trust_dev: Trust
) -> None:
    speaker = trust_dev.by_email(line["as"])
    assert speaker is not None
    got = interpreter.read(line["text"], speaker, trust_dev, datetime.fromisoformat(NOW))
    assert got.as_json() == line["expect"]

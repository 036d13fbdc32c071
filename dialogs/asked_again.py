"""A question carried in a button or in the conversation's memory, and read back without trust."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation
from strategy.designations import Designation, Risk
from strategy.visits import Mode

_TEXTS = ("school", "schools", "person", "role", "status", "body", "support", "element", "which")


def recalled(data: object) -> Interpretation | None:
    """The interpretation that `Interpretation.as_json` put there; None for anything else.

    Nothing it names is taken for granted: whoever answers it looks everything up and asks permission anew.
    """
    if not isinstance(data, Mapping):
        return None
    try:
        return Interpretation(
            intent=Intent(data["intent"]),
            risk=_maybe(Risk, data.get("risk")),
            designation=_maybe(Designation, data.get("designation")),
            date=_maybe(date.fromisoformat, data.get("date")),
            starts=_maybe(date.fromisoformat, data.get("from")),
            ends=_maybe(date.fromisoformat, data.get("to")),
            mode=_maybe(Mode, data.get("mode")),
            days=_maybe(lambda days: Decimal(str(days)), data.get("days")),
            export=data.get("export") is True,
            count=data.get("count") is True,
            **{name: _text(data[name]) for name in _TEXTS if name in data},  # type: ignore[arg-type]
        )
    except (KeyError, TypeError, ValueError, InvalidOperation):
        return None


def _maybe(make: Any, value: object) -> Any:
    return None if value is None else make(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a text is asked for")
    return value

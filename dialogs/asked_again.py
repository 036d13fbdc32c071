"""A question carried in a button or in the conversation's memory, and read back without trust."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation
from strategy.designations import Designation, Risk
from strategy.trust import Trust
from strategy.visits import Mode

FIRST_YEAR, LAST_YEAR = 1990, 2100
_TEXTS = ("school", "schools", "person", "role", "status", "body", "support", "element", "which")


def kept(asked: Interpretation) -> dict[str, object]:
    """The question as a button or the memory keeps it: its keys, and everything named where several were."""
    several = {
        "schools_named": list(asked.schools_named),
        "people_named": list(asked.people_named),
        "designations": [str(each) for each in asked.designations],
        "schools_left_out": list(asked.schools_left_out),
        "people_left_out": list(asked.people_left_out),
    }
    return asked.as_json() | {name: values for name, values in several.items() if values}


def recalled(data: object, trust: Trust) -> Interpretation | None:
    """The interpretation that `kept` put there; None for anything else.

    A school or person that is nobody's makes it nothing: without the name it would ask for more. Whoever
    answers it asks permission anew.
    """
    if not isinstance(data, Mapping):
        return None
    try:
        asked = Interpretation(
            intent=Intent(data["intent"]),
            risk=_maybe(Risk, data.get("risk")),
            designation=_maybe(Designation, data.get("designation")),
            date=_maybe(_day, data.get("date")),
            starts=_maybe(_day, data.get("from")),
            ends=_maybe(_day, data.get("to")),
            mode=_maybe(Mode, data.get("mode")),
            days=_maybe(lambda days: Decimal(str(days)), data.get("days")),
            export=data.get("export") is True,
            count=data.get("count") is True,
            schools_named=tuple(_text(urn) for urn in data.get("schools_named", ())),
            people_named=tuple(_id(person) for person in data.get("people_named", ())),
            schools_left_out=tuple(_text(urn) for urn in data.get("schools_left_out", ())),
            people_left_out=tuple(_id(person) for person in data.get("people_left_out", ())),
            designations=tuple(Designation(each) for each in data.get("designations", ())),
            **{name: _text(data[name]) for name in _TEXTS if name in data},  # type: ignore[arg-type]
        )
    except (KeyError, TypeError, ValueError, InvalidOperation):
        return None
    known_schools = all(
        urn in trust.schools for urn in (asked.school, *asked.schools_named) if urn is not None
    )
    known_person = asked.person is None or trust.by_email(asked.person) is not None
    known_people = all(person in trust.people for person in asked.people_named)
    return asked if known_schools and known_person and known_people else None


def day_in(value: object) -> date | None:
    """The day that a button carries in ISO form; None for anything else."""
    try:
        return _day(_text(value))
    except (TypeError, ValueError):
        return None


def _day(iso: str) -> date:
    day = date.fromisoformat(iso)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError("no day of a school's life")
    return day


def _maybe(make: Any, value: object) -> Any:
    return None if value is None else make(value)


def _id(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("somebody's id is asked for")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a text is asked for")
    return value

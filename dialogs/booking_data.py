"""A wish for a visit as a button carries it, read back without trust, and what the words add to it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from dialogs import wording
from dialogs.turn import Turn
from dialogs.understanding.clock_times import tell
from dialogs.understanding.sentence import Sentence
from strategy.booking import Wish
from strategy.visits import Mode, Visit

THE_VISIT = "visit"
"""Where in the memory the visit stands that "it" means."""
VISIT_SHOWN = "visit_shown"
"""Where in the memory the visit stands that was spoken of just now: what is said next may change it."""

_FAR = timedelta(days=300)
"""Ahead of today: nobody books so far off without naming the year."""
_YEAR = re.compile(r"\b20\d\d\b|\d/\d{1,2}/\d\d\b|\bnext (?:academic )?year\b", re.IGNORECASE)


def remember(turn: Turn, visit: Visit) -> None:
    """Have "it" mean this visit, and what is said next be about it."""
    turn.memory[THE_VISIT] = visit.id
    turn.memory[VISIT_SHOWN] = {
        "visit": visit.id,
        "school": visit.school,
        "day": visit.starts.isoformat(),
    }


def forget(turn: Turn) -> None:
    """Have "it" mean no visit any more."""
    turn.memory.pop(THE_VISIT, None)
    turn.memory.pop(VISIT_SHOWN, None)


def as_data(wish: Wish, visit: int | None = None) -> dict[str, Any]:
    """A wish as a button carries it."""
    data: dict[str, Any] = {
        "school": wish.school,
        "day": wish.day.isoformat(),
        "mode": str(wish.mode),
        "days": str(wish.days),
    }
    if wish.begins is not None:
        data["begins"] = f"{wish.begins:%H:%M}"
    return data if visit is None else {**data, "visit": visit}


async def visit_in(turn: Turn, data: Mapping[str, Any]) -> Visit | None:
    """The visit that a button names; None for anything else."""
    number = data.get("visit")
    return await turn.uow.visits.get(number) if isinstance(number, int) else None


def is_hardly_meant(turn: Turn, day: date) -> bool:
    """Whether a day without a year lies so far ahead that the one of this year was meant, which is over."""
    return day > turn.today + _FAR and not _YEAR.search(turn.incoming.text or "")


def over(day: date) -> str:
    """Says that the day meant is over, and how to have the one of the next year: with its year."""
    return f"{day.day} {day:%B} is over for this year; for {wording.day(day)} please say it with its year. "


def mode_in(data: Mapping[str, Any]) -> Mode | None:
    """Where, as a button carries it."""
    return Mode(data["mode"]) if data.get("mode") in set(Mode) else None


def days_in(data: Mapping[str, Any]) -> Decimal | None:
    """How long, as a button carries it."""
    try:
        days = Decimal(str(data["days"]))
    except (KeyError, InvalidOperation):
        return None
    return days if days.is_finite() and 0 < days <= 1 else None


def time_in(data: Mapping[str, Any]) -> time | None:
    """The time of day that a button carries."""
    try:
        return time.fromisoformat(str(data["begins"]))
    except (KeyError, ValueError):
        return None


def time_said(turn: Turn) -> time | None:
    """The time of day that the words name, to begin at."""
    told = tell(Sentence(turn.incoming.text)).time if turn.incoming.text else None
    return told.at if told and told.lead in ("", "at", "from", "for", "around") else None

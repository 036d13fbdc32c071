"""Which plan of a year, of visits or of meetings, is being booked: "stop" means the one spoken of last."""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.turn import Turn

_MEMORY = "plan_being_booked"


def note(turn: Turn, what: str, year: str) -> None:
    """Remember that the booking of a year's `visits` or `meetings` is spoken of today."""
    turn.memory[_MEMORY] = {"what": what, "year": year, "day": turn.today.isoformat()}


def forget(turn: Turn, what: str) -> None:
    """The booking of a year's `visits` or `meetings` is over."""
    if year_of(turn, what) is not None:
        turn.memory.pop(_MEMORY, None)


def year_of(turn: Turn, what: str) -> str | None:
    """The year whose `visits` or `meetings` are being booked, where these were spoken of last."""
    named = turn.memory.get(_MEMORY)
    if not isinstance(named, Mapping) or named.get("what") != what:
        return None
    year = named.get("year")
    return year if isinstance(year, str) else None


def is_meant(turn: Turn, what: str) -> bool:
    """Whether a bare word means that booking: it was spoken of today, and last."""
    named = turn.memory.get(_MEMORY)
    lately = isinstance(named, Mapping) and named.get("day") == turn.today.isoformat()
    return lately and year_of(turn, what) is not None

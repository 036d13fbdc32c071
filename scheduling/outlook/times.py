"""Times as Microsoft Graph states them: a wall clock's, beside the name of its zone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from strategy.school_year import LONDON

ZONE = LONDON.key
"""Given with every time, so that nine o'clock is nine o'clock whenever the clocks change."""

_OF_WINDOWS = {"GMT Standard Time": ZONE, "UTC": "UTC"}


def stated(at: datetime) -> dict[str, str]:
    """An instant as Graph takes it: London's wall clock, without an offset."""
    wall = at.astimezone(LONDON).replace(tzinfo=None)
    return {"dateTime": wall.isoformat(timespec="seconds"), "timeZone": ZONE}


def instant(told: Mapping[str, Any]) -> datetime:
    """The instant that an answer states. Raises ValueError where it is none."""
    return instant_of(str(told.get("dateTime") or ""), str(told.get("timeZone") or "UTC"))


def instant_of(wall: str, zone: str) -> datetime:
    """The instant of a wall clock's time in a zone, by either of its names. Raises ValueError."""
    read = datetime.fromisoformat(wall)
    if read.tzinfo is None:
        try:
            read = read.replace(tzinfo=ZoneInfo(_OF_WINDOWS.get(zone, zone)))
        except ZoneInfoNotFoundError as error:
            raise ValueError(f"no zone {zone!r}") from error
    return read.astimezone(UTC)

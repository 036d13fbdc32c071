"""Times as Graph has them: without an offset, beside the name of a zone."""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tests.graph.exchange import Asked, GraphFault

WINDOWS = {"GMT Standard Time": "Europe/London", "UTC": "UTC"}
IN_ZONE = re.compile(r'outlook\.timezone\s*=\s*"([^"]+)"', re.IGNORECASE)


def zone(name: str) -> tzinfo:
    """A zone by either of its names."""
    try:
        return ZoneInfo(WINDOWS.get(name, name))
    except (ZoneInfoNotFoundError, ValueError):
        raise GraphFault(400, "TimeZoneNotSupportedException", name) from None


def instant(stated: dict[str, Any]) -> datetime:
    """The instant that a dateTimeTimeZone states, in UTC."""
    read = _read(stated["dateTime"])
    return (read if read.tzinfo else read.replace(tzinfo=zone(stated["timeZone"]))).astimezone(UTC)


def from_query(text: str) -> datetime:
    """An instant in a query: UTC where it names no offset."""
    read = _read(text.replace(" ", "+"))
    return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)


def zone_asked_for(asked: Asked) -> str:
    """The zone that answers shall be in."""
    found = IN_ZONE.search(asked.headers.get("prefer", ""))
    return found[1] if found else "UTC"


def stated(at: datetime, zone_name: str) -> dict[str, str]:
    """An instant as an answer has it: seven decimals, no offset."""
    there = at.astimezone(zone(zone_name)).replace(tzinfo=None)
    return {"dateTime": f"{there.isoformat(timespec='seconds')}.0000000", "timeZone": zone_name}


def _read(text: str) -> datetime:
    try:
        return datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", text))
    except ValueError:
        raise GraphFault(400, "ErrorPropertyValidationFailure", "dateTime") from None

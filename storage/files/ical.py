"""Calendar files (RFC 5545), for anybody's calendar app."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import icalendar

CONTENT_TYPE = "text/calendar; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a calendar file. `key` names it for good, `starts` and `ends` are aware."""

    key: str
    subject: str
    starts: datetime
    ends: datetime
    place: str = ""
    cancelled: bool = False


def calendar_file(entries: Iterable[Entry], now: datetime) -> bytes:
    """A calendar file of some entries, in London's time; `now` is when it is made."""
    made = icalendar.Calendar()
    made.add("prodid", "-//Keystone//School improvement//EN")
    made.add("version", "2.0")
    for entry in entries:
        event = icalendar.Event()
        event.add("uid", f"{entry.key.replace(':', '-')}@keystone")
        event.add("dtstamp", now)
        event.add("summary", entry.subject)
        event.add("dtstart", entry.starts)
        event.add("dtend", entry.ends)
        if entry.place:
            event.add("location", entry.place)
        event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
        made.add_component(event)
    made.add_missing_timezones()
    return bytes(made.to_ical())

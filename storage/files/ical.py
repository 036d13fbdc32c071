"""Calendar files (RFC 5545), for anybody's calendar app."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta

import icalendar

from storage.files.packages import file_name
from strategy.ports import CalendarEntry, Document
from strategy.school_year import LONDON

CONTENT_TYPE = "text/calendar; charset=utf-8"
_ENDING = ".ics"
_SUMMER_TIME, _WINTER_TIME = timedelta(hours=1), timedelta(0)


class IcalendarFiles:
    """The port `CalendarFiles`, with icalendar. Safe to use from several threads."""

    def calendar(self, name: str, entries: Sequence[CalendarEntry], now: datetime) -> Document:
        """A calendar file of some entries; `name` is what it is called without its ending, `now` when it is
        made.
        """
        return Document(
            file_name(name, _ENDING, nameless="Meetings"), CONTENT_TYPE, calendar_file(entries, now)
        )


def calendar_file(entries: Iterable[CalendarEntry], now: datetime) -> bytes:
    """A calendar file of some entries, in London's time; `now` is when it is made."""
    made = icalendar.Calendar()
    made.add("prodid", "-//Keystone//School improvement//EN")
    made.add("version", "2.0")
    made.add_component(_london())
    for entry in entries:
        made.add_component(_event(entry, now))
    return bytes(made.to_ical())


def _event(entry: CalendarEntry, now: datetime) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", f"{entry.key.replace(':', '-')}@keystone")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("sequence", entry.revision)
    event.add("summary", entry.subject)
    event.add("dtstart", entry.starts.astimezone(LONDON))
    event.add("dtend", entry.ends.astimezone(LONDON))
    if entry.place:
        event.add("location", entry.place)
    if entry.url:
        event.add("url", entry.url)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    return event


def _london() -> icalendar.Timezone:
    """London's clock by the rule that has held since 1996.

    As a rule, and not as a list of days: some calendar apps read only rules. It begins at times of London's
    own clock, which belong to no zone.
    """
    zone = icalendar.Timezone()
    zone.add("tzid", "Europe/London")
    summer, winter = icalendar.TimezoneDaylight(), icalendar.TimezoneStandard()
    for part, name, begins, month, before, after in (
        (summer, "BST", datetime.combine(date(1996, 3, 31), time(1)), 3, _WINTER_TIME, _SUMMER_TIME),
        (winter, "GMT", datetime.combine(date(1996, 10, 27), time(2)), 10, _SUMMER_TIME, _WINTER_TIME),
    ):
        part.add("tzname", name)
        part.add("dtstart", begins)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1SU"})
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        zone.add_component(part)
    return zone

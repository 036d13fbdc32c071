"""Calendar files as a calendar app reads them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from storage.files.ical import CONTENT_TYPE, IcalendarFiles
from strategy.ports import CalendarEntry
from strategy.school_year import LONDON

MADE = datetime(2026, 11, 23, 9, tzinfo=UTC)


def at(*when: int) -> datetime:
    return datetime(*when, tzinfo=LONDON)  # type: ignore[misc, arg-type]


def an_entry(number: int, starts: datetime, **more: object) -> CalendarEntry:
    ends = starts + timedelta(minutes=90)
    return CalendarEntry(f"meeting:{number}", "Progress Board, Marlow", starts, ends, **more)  # type: ignore[arg-type]


def read(*entries: CalendarEntry) -> icalendar.Calendar:
    return icalendar.Calendar.from_ical(IcalendarFiles().calendar("Meetings", entries, MADE).content)


def test_nine_in_the_morning_is_nine_on_both_sides_of_a_clock_change() -> None:
    days = [at(2027, 3, 26, 9), at(2027, 3, 29, 9), at(2026, 10, 23, 9), at(2026, 10, 26, 9)]
    file = read(*(an_entry(n, day) for n, day in enumerate(days)))
    for event, day in zip(file.walk("VEVENT"), days, strict=True):
        assert event.decoded("DTSTART") == day
        assert event["DTSTART"].params["TZID"] == "Europe/London"
        assert event["DTSTART"].to_ical() == f"{day:%Y%m%d}T090000".encode()


@given(st.datetimes(datetime(2000, 1, 1), datetime(2060, 12, 31)))  # noqa: DTZ001 - of no zone yet
def test_the_file_s_own_clock_is_london_s(moment: datetime) -> None:
    [zone] = read(an_entry(1, at(2027, 1, 5, 9))).walk("VTIMEZONE")
    theirs = zone.to_tz()  # type: ignore[attr-defined]
    noon = moment.replace(hour=12)
    assert noon.replace(tzinfo=theirs).utcoffset() == noon.replace(tzinfo=LONDON).utcoffset()


def test_an_entry_says_what_where_and_how_to_join_and_nothing_more() -> None:
    [event] = read(
        an_entry(41, at(2027, 1, 12, 9), place="Microsoft Teams", url="https://teams.example/41", revision=3)
    ).walk("VEVENT")
    assert str(event["UID"]) == "meeting-41@keystone"
    assert event["SEQUENCE"] == 3
    assert event.decoded("DTSTAMP") == MADE
    assert str(event["LOCATION"]) == "Microsoft Teams"
    assert str(event["URL"]) == "https://teams.example/41"
    assert "DESCRIPTION" not in event
    assert "ATTENDEE" not in event


def test_words_that_mean_something_in_such_files_are_only_words() -> None:
    name = "St Mary's, Upper; Hill\\Top\nEND:VCALENDAR " + "long " * 40
    [event] = read(CalendarEntry("meeting:1", name, at(2027, 1, 5, 9), at(2027, 1, 5, 10))).walk("VEVENT")
    assert str(event["SUMMARY"]) == name


def test_the_file_has_a_name_that_travels() -> None:
    made = IcalendarFiles().calendar("Meetings: 2026/27", [], MADE)
    assert made.name == "Meetings- 2026-27.ics"
    assert made.content_type == CONTENT_TYPE

"""When people may be reminded, by working hours and by their own choice, and when the digest comes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy.actions.nudging import reminded_from
from strategy.nudges import (
    digest_week,
    may_remind,
    next_opening,
    opening_after,
    opening_on,
)
from strategy.policy import load
from strategy.ports import ReminderChoice
from strategy.school_year import LONDON
from tests.strategy.builders import WITH_CLOSURES

NUDGES = load().editions[-1].nudges
HOURS = NUDGES.working_hours


def at(text: str) -> datetime:
    """An instant by London's clock."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("instant", "may"),
    [
        ("2026-11-23T07:59:59", False),
        ("2026-11-23T08:00", True),
        ("2026-11-23T17:59:59", True),
        ("2026-11-23T18:00", False),
        ("2026-11-21T10:00", False),  # a Saturday
        ("2026-12-24T10:00", False),  # a closure
        ("2026-12-25T10:00", False),  # Christmas Day
        ("2027-05-03T10:00", False),  # a bank holiday
        ("2026-10-28T10:00", True),  # the October holidays: offices work
        ("2026-10-26T08:00", True),  # the Monday after the clocks went back
        ("2027-03-25T08:00", True),
        ("2027-06-30T08:00", True),  # in British Summer Time
    ],
)
def test_people_are_reminded_in_working_hours_of_working_days_alone(instant: str, may: bool) -> None:
    assert may_remind(at(instant), HOURS, WITH_CLOSURES) is may
    assert may_remind(at(instant).astimezone(UTC), HOURS, WITH_CLOSURES) is may


@pytest.mark.parametrize(
    ("now", "not_before", "opens"),
    [
        ("2026-11-23T06:00", None, "2026-11-23T08:00"),
        ("2026-11-23T10:30", None, "2026-11-23T10:30"),
        ("2026-11-23T18:00", None, "2026-11-24T08:00"),
        ("2026-11-20T19:00", None, "2026-11-23T08:00"),
        ("2026-12-23T18:00", None, "2027-01-04T08:00"),
        ("2026-11-23T10:30", "16:00", "2026-11-23T16:00"),
        ("2026-11-23T16:30", "16:00", "2026-11-23T16:30"),
        ("2026-11-23T18:30", "16:00", "2026-11-24T16:00"),
        ("2026-11-23T10:30", "07:00", "2026-11-23T10:30"),
        ("2026-11-23T10:30", "18:00", "2026-11-23T10:30"),  # it would leave nothing of the day
        ("2026-10-24T12:00", None, "2026-10-26T08:00"),
        ("2027-03-27T12:00", "16:00", "2027-03-31T16:00"),
    ],
)
def test_the_first_instant_at_which_somebody_may_be_reminded(
    now: str, not_before: str | None, opens: str
) -> None:
    wanted = time.fromisoformat(not_before) if not_before else None
    assert next_opening(at(now), HOURS, WITH_CLOSURES, wanted) == at(opens)
    choice = ReminderChoice(1, not_before=wanted)
    assert reminded_from(choice, at(now), NUDGES, WITH_CLOSURES) == at(opens)


def test_a_pause_holds_until_it_ends_and_one_that_has_ended_holds_nothing() -> None:
    monday = ReminderChoice(1, paused_until=at("2026-11-30T00:00"))
    assert reminded_from(monday, at("2026-11-26T10:00"), NUDGES, WITH_CLOSURES) == at("2026-11-30T08:00")
    assert reminded_from(monday, at("2026-12-01T10:00"), NUDGES, WITH_CLOSURES) == at("2026-12-01T10:00")
    both = replace(monday, not_before=time(16))
    assert reminded_from(both, at("2026-11-26T10:00"), NUDGES, WITH_CLOSURES) == at("2026-11-30T16:00")
    assert reminded_from(None, at("2026-11-26T10:00"), NUDGES, WITH_CLOSURES) == at("2026-11-26T10:00")


def test_working_hours_open_on_a_working_day_and_after_one() -> None:
    assert opening_on(date(2026, 11, 23), HOURS, WITH_CLOSURES) == at("2026-11-23T08:00")
    assert opening_on(date(2026, 11, 21), HOURS, WITH_CLOSURES) == at("2026-11-23T08:00")
    assert opening_after(date(2026, 11, 20), HOURS, WITH_CLOSURES) == at("2026-11-23T08:00")
    # Eight in the morning is eight in the morning on either side of a clock change.
    assert opening_after(date(2026, 10, 23), HOURS, WITH_CLOSURES).astimezone(UTC).hour == 8
    assert opening_on(date(2026, 10, 23), HOURS, WITH_CLOSURES).astimezone(UTC).hour == 7


@pytest.mark.parametrize(
    ("now", "week"),
    [
        ("2026-11-23T07:59", None),
        ("2026-11-23T08:00", date(2026, 11, 23)),
        ("2026-11-27T17:00", date(2026, 11, 23)),
        ("2026-11-29T17:00", date(2026, 11, 23)),
        ("2026-11-30T07:00", None),
        ("2027-05-03T09:00", None),  # a bank holiday: it comes on Tuesday
        ("2027-05-04T07:59", None),
        ("2027-05-04T08:00", date(2027, 5, 3)),
        ("2026-12-28T09:00", None),  # a week in which nobody works
        ("2026-12-31T09:00", None),
        ("2027-01-04T08:00", date(2027, 1, 4)),
    ],
)
def test_the_digest_is_told_on_monday_at_eight_or_the_first_working_day_after(
    now: str, week: date | None
) -> None:
    assert digest_week(at(now), NUDGES, WITH_CLOSURES) == week


@given(st.integers(0, 364 * 24 * 60), st.none() | st.times())
def test_the_next_opening_is_in_working_hours_and_never_before_now(
    minutes: int, not_before: time | None
) -> None:
    now = datetime(2026, 9, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    opens = next_opening(now, HOURS, WITH_CLOSURES, not_before)
    assert opens >= now
    assert may_remind(opens, HOURS, WITH_CLOSURES)
    if not_before is not None and HOURS.starts < not_before < HOURS.ends:
        assert opens.astimezone(LONDON).time() >= not_before

"""When the pack of a meeting goes out, and when those who must come are reminded of it.

Pure. Days before a meeting are working days; for a school's Board that school's own closures are none.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from strategy.meetings import Meeting
from strategy.policy import Policy
from strategy.policy_reporting import Body
from strategy.school_year import LONDON, Calendar, london_day


def pack_day(body: Body, school: str, day: date, policy: Policy, calendar: Calendar) -> date | None:
    """The working day on which the pack of a body's meeting on a day goes out; None where it has none.

    `school` is a URN for a Progress Board, else empty.
    """
    return _ahead(
        policy.on(day, calendar).meetings[body].pack_working_days_before, school, day, policy, calendar
    )


def call_day(meeting: Meeting, policy: Policy, calendar: Calendar) -> date | None:
    """The working day on which those who must come are reminded of a meeting; None where nobody is."""
    ahead = policy.on(meeting.day, calendar).meetings[meeting.body].nudged_working_days_before
    return _ahead(ahead, meeting.school, meeting.day, policy, calendar)


def _ahead(ahead: int | None, school: str, day: date, policy: Policy, calendar: Calendar) -> date | None:
    if ahead is None:
        return None
    return policy.working_calendar(calendar).working_days_before(day, ahead, school or None)


def is_pack_out(meeting: Meeting, now: datetime, policy: Policy, calendar: Calendar) -> bool:
    """Whether it is time for a meeting's pack: its day has come, and the meeting has not begun."""
    day = pack_day(meeting.body, meeting.school, meeting.day, policy, calendar)
    return day is not None and day <= london_day(now) and not has_begun(meeting, now)


def is_called(meeting: Meeting, now: datetime, policy: Policy, calendar: Calendar) -> bool:
    """Whether it is time to remind people of a meeting: the day has come, and it has not begun."""
    day = call_day(meeting, policy, calendar)
    return day is not None and day <= london_day(now) and not has_begun(meeting, now)


def has_begun(meeting: Meeting, now: datetime) -> bool:
    """Whether a meeting has begun by an instant."""
    return now >= datetime.combine(meeting.day, meeting.starts, LONDON)


def last_day_ahead(today: date, policy: Policy, calendar: Calendar) -> date:
    """The last day of a meeting whose pack may be due today, or of which people may be reminded today."""
    working = policy.working_calendar(calendar)
    ahead = max(_leads(policy), default=0)
    closing = {urn for _, _, urn in calendar.closures if urn is not None}
    ends = [working.working_days_after(today, ahead, school) for school in (None, *sorted(closing))]
    return max(ends)


def _leads(policy: Policy) -> Iterable[int]:
    for edition in policy.editions:
        for terms in edition.meetings.values():
            yield terms.pack_working_days_before or 0
            yield terms.nudged_working_days_before or 0

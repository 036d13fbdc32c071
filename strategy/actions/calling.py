"""Reminding those who must come of a meeting: the monthly one of the School Improvement Team (policy).

A call to a meeting is claimed as a unique row and waits for its person's next message of reminders, so that
nobody has two; `nudging.send_gathered` puts it there. A meeting that has moved is called anew for its day.
"""

from __future__ import annotations

from datetime import datetime

from strategy.duties import REPORTS, StoredDuty
from strategy.meeting_seats import asked_to
from strategy.meetings import Meeting
from strategy.nudges import may_tell_now
from strategy.pack_days import is_called, last_day_ahead
from strategy.permissions import Scope
from strategy.policy import Policy
from strategy.policy_reporting import Body
from strategy.ports import DutyQuery, MeetingCall, MeetingQuery, UnitOfWork
from strategy.school_year import london_day
from strategy.trust import Trust

_AT_A_TIME = 200
"""Meetings in one question."""
_MOST_REPORTS = 100
"""Reports of one person that a message looks at."""


def called_to(meeting: Meeting, policy: Policy, trust: Trust) -> list[int]:
    """Those who must come to a meeting, by id: who may chair it, its members and its clerks of today."""
    edition = policy.on(meeting.day, trust.calendar)
    return asked_to(meeting.body, trust.schools.get(meeting.school), None, edition, trust)


async def call_to_meetings(*, uow: UnitOfWork, policy: Policy, now: datetime) -> int:
    """Claim the calls to meetings whose time has come; how many are new.

    Nothing is claimed outside working hours nor before the trust goes live. Who is away is called once they
    are back, if the meeting has not begun by then.
    """
    trust, today = uow.trust, london_day(now)
    calendar = policy.working_calendar(trust.calendar)
    if not may_tell_now(now, policy, calendar):
        return 0
    meetings = await _meetings_to_call(uow, policy, now)
    known = await uow.meeting_calls.known([each.id for each in meetings])
    calls = [
        MeetingCall(meeting.id, meeting.day, person, now)
        for meeting in meetings
        for person in called_to(meeting, policy, trust)
        if (meeting.id, meeting.day, person) not in known
    ]
    away = await uow.absences.of(sorted({each.person for each in calls}), today)
    return await uow.meeting_calls.add([each for each in calls if each.person not in away])


async def _meetings_to_call(uow: UnitOfWork, policy: Policy, now: datetime) -> list[Meeting]:
    calendar, today = uow.trust.calendar, london_day(now)
    bodies = frozenset(
        body
        for edition in policy.editions
        for body, terms in edition.meetings.items()
        if terms.nudged_working_days_before is not None
    )
    if not bodies:
        return []
    boards = None if Body.PROGRESS_BOARD in bodies else frozenset[str]()
    query = MeetingQuery(today, last_day_ahead(today, policy, calendar), bodies, boards)
    found: list[Meeting] = []
    offset: int | None = 0
    while offset is not None:
        page = await uow.meetings.page(query, offset=offset, limit=_AT_A_TIME)
        found += [each for each in page.items if is_called(each, now, policy, calendar)]
        offset = page.offset + len(page.items)
        offset = offset if page.items and offset < page.total else None
    return found


async def reports_still_out(
    *, uow: UnitOfWork, now: datetime, person: int, meeting: Meeting
) -> list[StoredDuty]:
    """The reports of visits and half terms that somebody still owes and that are due by a meeting, those due
    first; not those that cannot be written yet.
    """
    query = DutyQuery(kinds=REPORTS, owner=person, due_to=meeting.day, arisen_by=london_day(now))
    page = await uow.duties.page(query, Scope(everything=True), limit=_MOST_REPORTS)
    found = await uow.duties.these([row.id for row in page.items])
    return sorted(found, key=lambda entry: (entry.duty.due_on, entry.id))

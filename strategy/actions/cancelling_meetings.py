"""Cancelling a meeting of the year, and what follows from it.

The strategy is silent on it: whoever may put a meeting down may cancel it, as long as it has not begun.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from strategy.actions.board_request_duties import eit_for
from strategy.actions.booking_meetings import duties_follow, key_of
from strategy.errors import Invalid, NotAllowed, Stale
from strategy.meeting_diary import Demanded
from strategy.meeting_plan import meetings_wanted
from strategy.meeting_seats import asked_to, seats_of
from strategy.meetings import Meeting, round_of
from strategy.outgoing import OutgoingKind
from strategy.pack_days import has_begun
from strategy.people import Person
from strategy.permissions import Deed, may_see_school
from strategy.policy import Policy
from strategy.policy_reporting import Body
from strategy.ports import (
    AuditEntry,
    Booking,
    Cancellation,
    MeetingQuery,
    Outgoing,
    PlannedMeeting,
    PlanOfMeetings,
    TryAgain,
    UnitOfWork,
)
from strategy.school_year import ONE_DAY, london_day, year_name
from strategy.schools import School

LONGEST_WHY = 300
"""Characters of why a meeting is cancelled."""
_MOST_OF_A_BODY = 100
"""Meetings of one body, or one school's Board, in a year that are looked at."""


@dataclass(frozen=True, slots=True)
class Follows:
    """What follows where a meeting is cancelled.

    `requests` are the ids of what Boards ask of this EIT, and wait for the `next` one, None where none is
    recorded. `missed` is the month of the round, or its own, in which the strategy then lacks a meeting; None
    where it lacks none. `by_calendar` is whether those who sit there are told by their calendars. `line` is
    what the year's plan says of it, with the plan's `year`.
    """

    by_calendar: bool
    requests: tuple[int, ...] = ()
    next: Meeting | None = None
    missed: int | None = None
    line: PlannedMeeting | None = None
    year: str = ""


def require_may_cancel(uow: UnitOfWork, now: datetime, person: Person, meeting: Meeting) -> None:
    """Raise NotAllowed where somebody may not cancel a meeting, Stale if it has begun or does not stand."""
    if not may_see_school(person, Deed.RECORD_MEETING, meeting.school, meeting.day, uow.trust):
        raise NotAllowed(Deed.RECORD_MEETING)
    if meeting.withdrawn_on is not None or has_begun(meeting, now):
        raise Stale("meeting")


async def what_follows(
    *, uow: UnitOfWork, policy: Policy, now: datetime, person: Person, meeting: Meeting
) -> Follows:
    """What would follow where somebody cancels a meeting that stands. Raises as `require_may_cancel`."""
    require_may_cancel(uow, now, person, meeting)
    plan, line = await _planned(uow, meeting)
    following = await uow.meetings.first(meeting.body, meeting.school, meeting.day + ONE_DAY)
    return Follows(
        by_calendar=_is_in_calendars(await _booking_of(uow, meeting)),
        requests=await _requests_of(uow, policy, meeting),
        next=following,
        missed=await _missed(uow, policy, meeting, line),
        line=line,
        year=plan.year if plan is not None else "",
    )


async def cancel(
    *, uow: UnitOfWork, policy: Policy, now: datetime, person: Person, meeting: Meeting, why: str = ""
) -> Cancellation:
    """Cancel a meeting: nothing is owed before or after it, the calendars follow, and what Boards asked of an
    EIT waits for the next.

    Those who sit in one that stands in no calendar are told. Raises NotAllowed, Stale where it has begun or
    does not stand any more, and Invalid for a `why` that is too long.
    """
    require_may_cancel(uow, now, person, meeting)
    why = " ".join(why.split())
    if len(why) > LONGEST_WHY:
        raise Invalid({"why": f"Please say why in at most {LONGEST_WHY} characters."})
    booking = await _booking_of(uow, meeting)
    plan, line = await _planned(uow, meeting)
    # First the plan, as where meetings are moved and booked: of two at once one is refused before all else.
    if plan is not None and line is not None:
        after = await uow.meeting_plans.change(plan, [replace(line, left_out=True)])
        if after is None:
            raise TryAgain
    if not await uow.meetings.withdraw(meeting.id, london_day(now)):
        raise Stale("meeting")
    cancelled = await uow.meeting_cancellations.add(Cancellation(0, meeting.id, person.id, now, why))
    if booking is not None:
        await uow.appointments.want(booking.subject, booking.organiser, now)
    if not _is_in_calendars(booking):
        await _tell(uow, policy, now, person, meeting, line, cancelled)
    await duties_follow(uow, policy, now, [meeting])
    details = {"body": str(meeting.body), "day": meeting.day.isoformat()}
    await uow.audit.record(
        AuditEntry(now, person.id, "meeting cancelled", key_of(meeting.id), meeting.school or None, details)
    )
    return cancelled


async def _planned(
    uow: UnitOfWork, meeting: Meeting
) -> tuple[PlanOfMeetings, PlannedMeeting] | tuple[None, None]:
    """The plan that a meeting is in, and its line there. A round may end after its academic year."""
    if not await uow.meeting_plans.of_meetings([meeting.id]):
        return None, None
    name = uow.trust.calendar.academic_year_of(meeting.day)
    for year in (name, year_name(int(name[:4]) - 1)):
        plan = await uow.meeting_plans.get(year)
        for line in plan.meetings if plan is not None else ():
            if plan is not None and line.meeting == meeting.id:
                return plan, line
    return None, None


async def _booking_of(uow: UnitOfWork, meeting: Meeting) -> Booking | None:
    key = key_of(meeting.id)
    return (await uow.appointments.of([key])).get(key)


def _is_in_calendars(booking: Booking | None) -> bool:
    """Whether a meeting stands in calendars as far as is known: those invited are told by them."""
    return booking is not None and bool(booking.event)


async def _requests_of(uow: UnitOfWork, policy: Policy, meeting: Meeting) -> tuple[int, ...]:
    """What Boards ask of this EIT, by id."""
    if meeting.body is not Body.EIT:
        return ()
    found = []
    for each in await uow.board_requests.waiting():
        if (await eit_for(uow, policy, each)).meeting == meeting.id:
            found.append(each.id)
    return tuple(found)


async def _missed(
    uow: UnitOfWork, policy: Policy, meeting: Meeting, line: PlannedMeeting | None
) -> int | None:
    """The month, or round, in which the strategy would lack a meeting without this one."""
    calendar = uow.trust.calendar
    span = dict(calendar.academic_years()).get(calendar.academic_year_of(meeting.day))
    if span is None:
        return None
    edition = policy.on(span.starts, calendar)
    month = line.month if line is not None else round_of(meeting, edition)
    schools = [uow.trust.school(meeting.school)] if meeting.school else []
    if Demanded(meeting.body, month, meeting.school) not in meetings_wanted(schools, edition):
        return None
    bodies = frozenset() if meeting.school else frozenset({meeting.body})
    boards = frozenset({meeting.school}) if meeting.school else frozenset[str]()
    query = MeetingQuery(span.starts, span.ends, bodies, boards)
    page = await uow.meetings.page(query, limit=_MOST_OF_A_BODY)
    others = [each for each in page.items if each.id != meeting.id]
    lines = await uow.meeting_plans.of_meetings([each.id for each in others])
    rounds = {lines[each.id].month if each.id in lines else round_of(each, edition) for each in others}
    return None if month in rounds else month


async def _tell(
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    person: Person,
    meeting: Meeting,
    line: PlannedMeeting | None,
    cancelled: Cancellation,
) -> None:
    """Have those who sit in a meeting told that it is cancelled, but for who did it."""
    school = uow.trust.school(meeting.school) if meeting.school else None
    people = people_in(uow, policy, meeting, school, line)
    await uow.outbox.put(
        [
            Outgoing(
                key=f"meeting.cancelled:{cancelled.id}:{each}",
                kind=OutgoingKind.MEETING_CANCELLED,
                recipient=each,
                subject=f"meeting_cancellation:{cancelled.id}",
                created_at=now,
            )
            for each in people
            if each != person.id
        ]
    )


def people_in(
    uow: UnitOfWork, policy: Policy, meeting: Meeting, school: School | None, line: PlannedMeeting | None
) -> list[int]:
    """Who sits in a meeting or clerks it, by id, each once: its chair too, or all who could chair it where
    nobody has said who does.
    """
    edition = policy.on(meeting.day, uow.trust.calendar)
    chair = line.chair if line is not None else None
    chairs = [chair] if chair is not None else seats_of(meeting.body, school, edition, uow.trust).chairs
    others = asked_to(meeting.body, school, chair, edition, uow.trust)
    people = dict.fromkeys([*chairs, *others])
    return [each for each in people if uow.trust.person(each).ended_on is None]

"""Which meeting must see a report next, and when a body meets next (Strategy, Monitoring)."""

from __future__ import annotations

from datetime import date

from strategy.errors import NotAllowed
from strategy.meetings import NextMeeting, stand_in
from strategy.people import Person
from strategy.permissions import Deed, may_see_school
from strategy.policy import Policy
from strategy.policy_reporting import Body
from strategy.ports import PlannedMeeting, UnitOfWork


async def next_meeting(
    *, uow: UnitOfWork, policy: Policy, body: Body, school: str, from_day: date, today: date
) -> NextMeeting:
    """A body's first recorded meeting on or after a day, which may be over by today; else the day that stands
    in for its next one from today on. `school` is empty but for a Progress Board.

    Where a later year's meetings are booked and this year's are not, this year's still stand in.
    """
    calendar = uow.trust.calendar
    recorded = await uow.meetings.first(body, school, from_day)
    risk = uow.trust.school(school).risk if school else None
    day = stand_in(body, risk, max(from_day, today), policy, calendar, school=school or None)
    if recorded is None or calendar.academic_year_of(day) < calendar.academic_year_of(recorded.day):
        follows = policy.on(day, calendar).meetings[body].follows is not None
        return NextMeeting(body, school, day, of_a_round=follows)
    return NextMeeting(body, school, recorded.day, recorded.id)


async def next_planned(uow: UnitOfWork, found: NextMeeting, today: date) -> PlannedMeeting | None:
    """The first meeting from today on that is planned and not booked, for who may know of the body's
    meetings: of the academic year of a day that stands in, or before. None where none is.
    """
    calendar = uow.trust.calendar
    body, school = found.body, found.school
    for year in sorted({calendar.academic_year_of(today), calendar.academic_year_of(found.day)}):
        plan = await uow.meeting_plans.get(year)
        lines = [] if plan is None else [e for e in plan.meetings if (e.body, e.school) == (body, school)]
        waiting = [(each.day, each) for each in lines if each.waits and each.day and each.day >= today]
        if waiting:
            return min(waiting, key=lambda one: one[0])[1]
    return None


async def meetings_of(*, uow: UnitOfWork, policy: Policy, report_id: int, today: date) -> list[NextMeeting]:
    """The meetings that a report is for, as far as one knows today: the earliest first, and those of one day
    in the order of a round.
    """
    found = [
        await next_meeting(
            uow=uow,
            policy=policy,
            body=Body(showing.body.value),
            school=showing.school,
            from_day=showing.from_day,
            today=today,
        )
        for showing in await uow.reports.showings(report_id)
    ]
    return sorted(found, key=lambda meeting: (meeting.day, list(Body).index(meeting.body)))


async def see_next_meeting(
    *, uow: UnitOfWork, policy: Policy, today: date, asker: Person, body: Body, school: str
) -> NextMeeting:
    """When a body meets next, for somebody who may know it: anybody, but for a school's Progress Board, whose
    rhythm shows the school's risk. Raises NotAllowed.
    """
    if school and not may_see_school(asker, Deed.SEE_MEETINGS, school, today, uow.trust):
        raise NotAllowed(Deed.SEE_MEETINGS)
    return await next_meeting(uow=uow, policy=policy, body=body, school=school, from_day=today, today=today)

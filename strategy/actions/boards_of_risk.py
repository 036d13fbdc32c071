"""A school whose risk has changed has the Boards of the new one at once (Strategy, Monitoring)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from strategy.actions.booking_meetings import book_one, call_off, duties_follow
from strategy.actions.placing_meetings import Year, demanded
from strategy.meeting_plan import has_a_board, meetings_wanted
from strategy.people import Person
from strategy.policy import Policy
from strategy.ports import AuditEntry, PlannedMeeting, PlanOfMeetings, TryAgain, UnitOfWork
from strategy.school_year import london_day


async def boards_follow_risk(
    *, uow: UnitOfWork, policy: Policy, now: datetime, person: Person, school: str
) -> None:
    """Have the plans of this year's meetings and of those to come hold the Boards that a school's risk asks
    for, and no others; where a plan is booked, the new ones are booked and the others called off.

    Meetings that are over stay.
    """
    this_year = uow.trust.calendar.academic_year_of(london_day(now))
    for name, _ in uow.trust.calendar.academic_years():
        year = Year.of(uow, policy, name)
        plan = await uow.meeting_plans.get(name) if name >= this_year else None
        if year is not None and plan is not None:
            await duties_follow(uow, policy, now, await _in_plan(uow, now, person, year, plan, school))


async def _in_plan(
    uow: UnitOfWork, now: datetime, person: Person, year: Year, plan: PlanOfMeetings, urn: str
) -> list[PlannedMeeting]:
    """The lines that have changed."""
    school, today = uow.trust.current_school(urn), london_day(now)
    every = meetings_wanted([school], year.edition) if has_a_board(school, year.edition) else []
    due = {each for each in every if each.school}
    mine = {demanded(each): each for each in plan.meetings if each.school == urn}
    coming = {each for each in year.wanted(today) if each in due}
    lost = [
        each
        for what, each in mine.items()
        if what not in due and not each.left_out and (each.day is None or each.day > today)
    ]
    gained = {each for each in coming if each not in mine or mine[each].left_out}
    found = year.planned(gained, [each for each in plan.meetings if each not in lost], today)
    numbers = iter(range(max((each.number for each in plan.meetings), default=0) + 1, 1_000_000))
    lines = [
        year.line(mine[each.demanded].number if each.demanded in mine else next(numbers), each)
        for each in found.found
    ]
    if any(each.meeting is not None and not each.left_out for each in plan.meetings):
        lines = [await book_one(uow, now, person, each) if each.waits else each for each in lines]
    for each in lost:
        await call_off(uow, now, person, each)
    changed: list[PlannedMeeting] = [*lines, *(replace(each, left_out=True) for each in lost)]
    if not changed:
        return []
    after = await uow.meeting_plans.change(plan, changed)
    if after is None:
        raise TryAgain
    details = {"gained": [each.number for each in lines], "lost": [each.number for each in lost]}
    subject = f"meeting_plan:{after.id}:{after.revision}"
    await uow.audit.record(AuditEntry(now, person.id, "boards follow the risk", subject, urn, details))
    return changed

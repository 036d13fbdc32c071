"""Planning a year's meetings: days are proposed and changed, and keep their distances."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from strategy.actions.booking_meetings import move_booked, require_fits
from strategy.actions.placing_meetings import Year, hours_taken, people_of, standing
from strategy.actions.settling_rounds import following, is_of_a_round, making_way, noted, on_day, placed_anew
from strategy.errors import Invalid, NotAllowed, NotFound, Stale
from strategy.meeting_diary import KeptFree
from strategy.people import Person
from strategy.permissions import Deed, scope
from strategy.policy import Policy
from strategy.ports import AuditEntry, Busy, PlannedMeeting, PlanOfMeetings, UnitOfWork
from strategy.school_year import london_day


def may_plan_meetings(uow: UnitOfWork, person: Person) -> bool:
    """Whether somebody may plan the year's meetings: who may put down each of them."""
    return scope(person, Deed.RECORD_MEETING, uow.trust, frozenset()).everything


def require_may_plan_meetings(uow: UnitOfWork, person: Person) -> None:
    """Raise NotAllowed for who may not plan the year's meetings."""
    if not may_plan_meetings(uow, person):
        raise NotAllowed(Deed.RECORD_MEETING)


def the_year(uow: UnitOfWork, policy: Policy, name: str) -> Year:
    """A year to plan meetings in. Raises NotFound where terms.csv does not tell of it."""
    found = Year.of(uow, policy, name)
    if found is None:
        raise NotFound("academic year")
    return found


def people_to_ask(uow: UnitOfWork, policy: Policy, name: str, today: date) -> list[int]:
    """Whose calendars decide when the meetings of a year can be, by id. Raises NotFound."""
    year = the_year(uow, policy, name)
    return people_of(year, year.wanted(today))


async def propose(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    person: Person,
    name: str,
    busy: Mapping[str, Sequence[Busy]],
) -> PlanOfMeetings:
    """Propose days for the meetings of an academic year, in the place of what was proposed before.

    What is booked or recorded already stays. `busy` is what is known of calendars, by address. Raises
    NotAllowed and NotFound.
    """
    require_may_plan_meetings(uow, person)
    year, today = the_year(uow, policy, name), london_day(now)
    before = await uow.meeting_plans.get(name)
    stands = await standing(uow, year, before)
    wanted = year.wanted(today)
    taken = hours_taken(year, busy, people_of(year, wanted))
    plan = year.planned(wanted, stands, today, taken)
    lines = [year.line(number, each) for number, each in enumerate(plan.found, len(stands) + 1)]
    stored = await uow.meeting_plans.put(PlanOfMeetings(0, name, person.id, now, 0, (*stands, *lines)))
    await _record(uow, now, person, "meetings planned", stored, {"meetings": len(lines)})
    return stored


async def keep_free(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    person: Person,
    plan: PlanOfMeetings,
    free: KeptFree,
    busy: Mapping[str, Sequence[Busy]],
) -> PlanOfMeetings:
    """Have nothing of a plan that is not booked be on days that are to be kept free.

    The rest stays, but for what follows a meeting that has moved, and Boards after which the meetings of
    their round would be on such days. Raises NotAllowed and Stale.
    """
    require_may_plan_meetings(uow, person)
    year, today = the_year(uow, policy, plan.year), london_day(now)
    there = {e.number for e in plan.meetings if e.waits and e.day and free.holds(e.day, e.body)}
    rounds = {each.month for each in plan.meetings if each.number in there and is_of_a_round(year, each)}
    there |= {
        each.number
        for each in plan.meetings
        if each.waits and each.month in rounds and year.edition.meetings[each.body].follows is not None
    }
    for month in rounds:
        there |= making_way(year, plan.meetings, month, free)
    there |= {each.number for each in plan.meetings if each.day is None and not each.left_out}
    taken = hours_taken(year, busy, people_of(year, year.wanted(today)))
    changed = placed_anew(year, plan.meetings, there, today, taken, free)
    return await store_change(uow, now, person, plan, changed)


async def set_day(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    person: Person,
    plan: PlanOfMeetings,
    number: int,
    day: date,
) -> PlanOfMeetings:
    """Have a planned meeting be on another day, booked or not; what follows it keeps its distance.

    Before an EIT that moves, so do the round's Boards that are not booked and would be too late. Raises
    NotAllowed, Stale, and Invalid for the `day`.
    """
    lines = moved_to(
        uow=uow, policy=policy, today=london_day(now), person=person, plan=plan, number=number, day=day
    )
    return await _have_be(uow, policy, now, person, plan, lines)


def moved_to(
    *,
    uow: UnitOfWork,
    policy: Policy,
    today: date,
    person: Person,
    plan: PlanOfMeetings,
    number: int,
    day: date,
) -> list[PlannedMeeting]:
    """The lines that `set_day` would change, as they would be. Raises as it does."""
    require_may_plan_meetings(uow, person)
    year = the_year(uow, policy, plan.year)
    each = line_of(plan, number)
    moved = on_day(year, [e for e in plan.meetings if e != each], each, day, today)
    lines = [moved if e == each else e for e in plan.meetings]
    changed = {moved.number: moved}
    for further in following(year, plan.meetings, lines, moved, today):
        changed[further.number] = further
    now_lines = [changed.get(e.number, e) for e in plan.meetings]
    return [noted(year, now_lines, e, today) for e in changed.values()]


async def _have_be(
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    person: Person,
    plan: PlanOfMeetings,
    lines: Sequence[PlannedMeeting],
) -> PlanOfMeetings:
    """Store lines of a plan that may have moved; what of them is booked moves too."""
    before = {each.number: (each.day, each.starts) for each in plan.meetings}
    moving = [each for each in lines if (each.day, each.starts) != before[each.number]]
    await require_fits(uow, moving)
    after = await store_change(uow, now, person, plan, lines)
    await move_booked(uow=uow, policy=policy, now=now, person=person, lines=moving)
    return after


async def swap(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    person: Person,
    plan: PlanOfMeetings,
    one: int,
    other: int,
) -> PlanOfMeetings:
    """Have two planned meetings change days, booked or not. Raises as `set_day`."""
    lines = swapped(
        uow=uow, policy=policy, today=london_day(now), person=person, plan=plan, one=one, other=other
    )
    return await _have_be(uow, policy, now, person, plan, lines)


def swapped(
    *,
    uow: UnitOfWork,
    policy: Policy,
    today: date,
    person: Person,
    plan: PlanOfMeetings,
    one: int,
    other: int,
) -> list[PlannedMeeting]:
    """The lines that `swap` would change, as they would be. Raises as it does."""
    require_may_plan_meetings(uow, person)
    year = the_year(uow, policy, plan.year)
    first, second = line_of(plan, one), line_of(plan, other)
    if first.day is None or second.day is None:
        raise Invalid({"day": "One of the two has no day yet."})
    rest = [each for each in plan.meetings if each not in (first, second)]
    there = on_day(year, rest, first, second.day, today)
    back = on_day(year, [*rest, there], second, first.day, today)
    return [noted(year, [*rest, there, back], each, today) for each in (there, back)]


async def leave_out(
    *, uow: UnitOfWork, now: datetime, person: Person, plan: PlanOfMeetings, numbers: Iterable[int]
) -> PlanOfMeetings:
    """Leave some planned meetings out that are not booked. Raises NotAllowed and Stale."""
    require_may_plan_meetings(uow, person)
    lines = [line_of(plan, number) for number in numbers]
    if any(each.meeting is not None for each in lines):
        raise Stale("meeting")
    return await store_change(uow, now, person, plan, [replace(each, left_out=True) for each in lines])


def line_of(plan: PlanOfMeetings, number: int) -> PlannedMeeting:
    """A meeting of a plan. Raises Stale where there is none."""
    found = next((each for each in plan.meetings if each.number == number), None)
    if found is None:
        raise Stale("meeting")
    return found


async def store_change(
    uow: UnitOfWork, now: datetime, person: Person, plan: PlanOfMeetings, lines: Sequence[PlannedMeeting]
) -> PlanOfMeetings:
    """Store some lines of a plan as they are now. Raises Stale where it has changed since it was read."""
    changed = await uow.meeting_plans.change(plan, lines)
    if changed is None:
        raise Stale("meeting plan")
    details = {"lines": [each.number for each in lines]}
    await _record(uow, now, person, "meeting plan changed", changed, details)
    return changed


async def _record(
    uow: UnitOfWork,
    now: datetime,
    person: Person,
    deed: str,
    plan: PlanOfMeetings,
    details: Mapping[str, object],
) -> None:
    subject = f"meeting_plan:{plan.id}:{plan.revision}"
    await uow.audit.record(AuditEntry(now, person.id, deed, subject, None, dict(details)))

"""Planning a year's visits: days are proposed, changed, and booked all together (Strategy, Strand 5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from strategy.actions.placing_visits import (
    diary_of,
    elsewhere_on,
    fault_of_day,
    not_any_more,
    placed,
    wanted_in,
    year_of,
)
from strategy.actions.telling_of_plans import ALL, HALF, not_put_there, tell_of_booking
from strategy.booking import Wish
from strategy.duties import duty_of_visit, reconcile
from strategy.errors import Invalid, NotAllowed, Stale
from strategy.people import Capacity, Person
from strategy.permissions import Deed, scope
from strategy.policy import Policy
from strategy.ports import (
    AlreadyThere,
    AuditEntry,
    Busy,
    PlannedVisit,
    StoredPlan,
    UnitOfWork,
)
from strategy.school_year import Span, london_day
from strategy.visit_plan import Wanted
from strategy.visits import Visit


@dataclass(frozen=True, slots=True)
class BookedPlan:
    """What came of booking a plan: the plan, how many were booked now, and those that could not be."""

    plan: StoredPlan
    booked: int
    failed: tuple[PlannedVisit, ...]


def require_may_plan(uow: UnitOfWork, person: Person) -> None:
    """Raise NotAllowed for who may not plan the visits of all schools."""
    if not may_plan(uow, person):
        raise NotAllowed(Deed.PLAN_VISITS)


def may_plan(uow: UnitOfWork, person: Person) -> bool:
    """Whether somebody may plan the visits of all schools."""
    return scope(person, Deed.PLAN_VISITS, uow.trust, frozenset()).everything


async def propose(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    person: Person,
    day: date,
    busy: Mapping[str, Sequence[Busy]],
) -> StoredPlan:
    """Propose days for the visits of a day's academic year, in the place of what was proposed before.

    `busy` is what is known of calendars, by address. What is booked already stays as it is. Raises NotAllowed
    and NotFound.
    """
    require_may_plan(uow, person)
    year, span = year_of(uow, day)
    wanted = await wanted_in(uow, policy, london_day(now), span)
    plan = await placed(uow, policy, now, wanted, span, busy, {}, frozenset())
    lines = [_planned(each.wanted, day=each.day) for each in plan.proposed]
    lines += [_planned(each.wanted, why=str(each.why)) for each in plan.unplaced]
    before = await uow.visit_plans.get(year)
    booked = [each for each in before.visits if each.visit is not None] if before is not None else []
    first = max((each.number for each in booked), default=0) + 1
    numbered = [replace(each, number=n) for n, each in enumerate(lines, first)]
    stored = await uow.visit_plans.put(StoredPlan(0, year, person.id, now, 0, (*booked, *numbered)))
    await _record(uow, now, person, "visits planned", stored, {"visits": len(numbered)})
    return stored


async def avoid(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    person: Person,
    plan: StoredPlan,
    weekdays: frozenset[int],
    busy: Mapping[str, Sequence[Busy]],
) -> StoredPlan:
    """Have nothing of a plan that is not booked be on some weekdays (Monday is 0); the rest stays as it is.

    Raises NotAllowed and Stale.
    """
    require_may_plan(uow, person)
    moving = [each for each in plan.visits if each.waits and each.day and each.day.weekday() in weekdays]
    staying: dict[int, set[date]] = defaultdict(set)
    for each in plan.visits:
        if each.waits and each.day and each not in moving:
            staying[each.sip].add(each.day)
    _, span = year_of(uow, next(each.day for each in plan.visits if each.day) if moving else london_day(now))
    # Two of one school in one month are alike, so that either may have the day of either.
    lines: dict[Wanted, list[PlannedVisit]] = defaultdict(list)
    for each in moving:
        lines[_wanted(each)].append(each)
    new = await placed(uow, policy, now, [_wanted(each) for each in moving], span, busy, staying, weekdays)
    changed = [replace(lines[each.wanted].pop(), day=each.day, why="") for each in new.proposed]
    changed += [replace(lines[each.wanted].pop(), day=None, why=str(each.why)) for each in new.unplaced]
    return await _change(uow, now, person, plan, changed)


async def set_day(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    person: Person,
    plan: StoredPlan,
    number: int,
    day: date,
) -> StoredPlan:
    """Have a planned visit be on another day. Raises NotAllowed, Stale, and Invalid for the `day`."""
    require_may_plan(uow, person)
    each = line_of(plan, number)
    fault = fault_of_day(uow, policy, plan, each, day, london_day(now))
    elsewhere = elsewhere_on(uow, each, day, await diary_of(uow, london_day(now), Span(day, day)))
    if fault or elsewhere:
        raise Invalid({"day": fault or f"{elsewhere}."})
    return await _change(uow, now, person, plan, [replace(each, day=day, why="", left_out=False)])


async def swap(
    *, uow: UnitOfWork, policy: Policy, now: datetime, person: Person, plan: StoredPlan, one: int, other: int
) -> StoredPlan:
    """Have two planned visits change days. Raises as `set_day`."""
    require_may_plan(uow, person)
    first, second = line_of(plan, one), line_of(plan, other)
    if first.day is None or second.day is None:
        raise Invalid({"day": "One of the two has no day yet."})
    rest = replace(plan, visits=tuple(each for each in plan.visits if each not in (first, second)))
    for each, day in ((first, second.day), (second, first.day)):
        fault = fault_of_day(uow, policy, rest, each, day, london_day(now))
        if fault:
            raise Invalid({"day": fault})
    return await _change(
        uow, now, person, plan, [replace(first, day=second.day), replace(second, day=first.day)]
    )


async def leave_out(
    *, uow: UnitOfWork, now: datetime, person: Person, plan: StoredPlan, numbers: Iterable[int]
) -> StoredPlan:
    """Leave some planned visits out. Raises NotAllowed and Stale."""
    require_may_plan(uow, person)
    lines = [replace(line_of(plan, number), left_out=True) for number in numbers]
    return await _change(uow, now, person, plan, lines)


async def book_all(
    *, uow: UnitOfWork, policy: Policy, now: datetime, person: Person, plan: StoredPlan
) -> BookedPlan:
    """Book every visit of a plan that has a day and is not booked: diary, duties, and the calendars follow.

    Raises NotAllowed, and Stale where the plan has changed since it was shown.
    """
    require_may_plan(uow, person)
    trust = uow.trust
    booked: list[PlannedVisit] = []
    failed: list[PlannedVisit] = []
    made: list[Visit] = []
    days = [each.day for each in plan.visits if each.waits and each.day is not None]
    await uow.visits.one_at_a_time({each.sip for each in plan.visits if each.waits})
    standing = await diary_of(uow, london_day(now), Span(min(days), max(days))) if days else []
    there: dict[tuple[int, date], list[Visit]] = defaultdict(list)
    for visit in standing:
        there[visit.author, visit.starts].append(visit)
    for each in plan.visits:
        if not each.waits or each.day is None:
            continue
        of_the_day = there[each.sip, each.day]
        why = not_any_more(uow, policy, each, each.day, london_day(now), of_the_day)
        if why:
            failed.append(replace(each, why=why))
            continue
        purpose = "Standard visit" if each.standard else ""
        purpose = "Standard visit, with the headteacher's appraisal" if each.appraisal else purpose
        wish = Wish(each.school, each.sip, Capacity.SIP, each.day, each.mode, each.days)
        try:
            visit = await uow.visits.add(replace(wish.as_visit(), purpose=purpose))
        except AlreadyThere:
            failed.append(replace(each, why="there is a visit of theirs on that day already"))
            continue
        await uow.appointments.want(f"visit:{visit.id}", each.sip, now)
        made.append(visit)
        booked.append(replace(each, visit=visit.id, why=""))
    duties = [duty_of_visit(visit, policy, trust.calendar) for visit in made]
    await uow.duties.apply(reconcile([], [duty for duty in duties if duty is not None]))
    after = await _change(uow, now, person, plan, [*booked, *failed])
    await _record(uow, now, person, "planned visits booked", after, {"booked": len(booked)})
    if booked:
        await tell_of_booking(uow, now, person, after, HALF, ALL)
    return BookedPlan(after, len(booked), tuple(failed))


async def go_on(*, uow: UnitOfWork, now: datetime, person: Person, plan: StoredPlan) -> int:
    """Have the calendars go on with what was held back of a plan and with what could not be put there; how
    many these are.
    """
    many = await uow.visit_plans.hold(plan.id, held=False, now=now)
    many += await _try_again(uow=uow, now=now, person=person, plan=plan)
    if many:
        await tell_of_booking(uow, now, person, plan, ALL)
    return many


async def _try_again(*, uow: UnitOfWork, now: datetime, person: Person, plan: StoredPlan) -> int:
    require_may_plan(uow, person)
    failed = await not_put_there(uow, plan)
    for each, booking in failed:
        await uow.appointments.want(booking.subject, each.sip, now)
    if failed:
        lines = [each.number for each, _ in failed]
        await _record(uow, now, person, "planned visits tried again", plan, {"lines": lines})
    return len(failed)


def line_of(plan: StoredPlan, number: int) -> PlannedVisit:
    """A planned visit that can still be changed. Raises Stale for one that is booked or is none."""
    found = next((each for each in plan.visits if each.number == number), None)
    if found is None or found.visit is not None:
        raise Stale("visit")
    return found


async def _change(
    uow: UnitOfWork, now: datetime, person: Person, plan: StoredPlan, lines: Sequence[PlannedVisit]
) -> StoredPlan:
    changed = await uow.visit_plans.change(plan, lines)
    if changed is None:
        raise Stale("visit plan")
    await _record(uow, now, person, "visit plan changed", changed, {"lines": [each.number for each in lines]})
    return changed


async def _record(
    uow: UnitOfWork, now: datetime, person: Person, deed: str, plan: StoredPlan, details: Mapping[str, object]
) -> None:
    subject = f"visit_plan:{plan.id}:{plan.revision}"
    await uow.audit.record(AuditEntry(now, person.id, deed, subject, None, dict(details)))


def _wanted(line: PlannedVisit) -> Wanted:
    return Wanted(
        line.school,
        line.sip,
        line.month,
        line.mode,
        line.days,
        headteacher_appraisal=line.appraisal,
        standard=line.standard,
    )


def _planned(wanted: Wanted, *, day: date | None = None, why: str = "") -> PlannedVisit:
    return PlannedVisit(
        number=0,
        school=wanted.school,
        sip=wanted.sip,
        month=wanted.month,
        mode=wanted.mode,
        days=wanted.days,
        standard=wanted.standard,
        appraisal=wanted.headteacher_appraisal,
        day=day,
        why=why,
    )

"""Which visits a year is to have that the diary lacks, and on which days they can be (Strategy, Strand 5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from strategy.errors import NotFound
from strategy.people import Capacity
from strategy.permissions import Scope
from strategy.policy import Policy
from strategy.ports import (
    Busy,
    PlannedVisit,
    StoredPlan,
    UnitOfWork,
    VisitQuery,
)
from strategy.school_year import LONDON, ONE_DAY, Span, london_day
from strategy.visit_plan import VisitPlan, Wanted, plan_visits, visits_wanted
from strategy.visits import Visit

MOST_VISITS = 100_000
"""Visits of a year that are looked at."""
_EVERYTHING = Scope(everything=True)


def year_of(uow: UnitOfWork, day: date) -> tuple[str, Span]:
    """The academic year of a day, and its span. Raises NotFound where terms.csv does not tell of it."""
    calendar = uow.trust.calendar
    name = calendar.academic_year_of(day)
    span = next((span for year, span in calendar.academic_years() if year == name), None)
    if span is None:
        raise NotFound("academic year")
    return name, span


async def wanted_in(uow: UnitOfWork, policy: Policy, today: date, year: Span) -> list[Wanted]:
    """The visits that schools are to have in a year and the diary does not have yet, of months to come."""
    edition = policy.on(year.starts, uow.trust.calendar)
    diary: dict[tuple[str, int], int] = defaultdict(int)
    for visit in await diary_of(uow, today, year):
        if visit.capacity is Capacity.SIP:
            diary[visit.school, visit.starts.month] += 1
    found = []
    for school in sorted(uow.trust.schools.values(), key=lambda each: each.urn):
        for each in visits_wanted(school, edition.visits, edition.entitlement):
            if diary[each.school, each.month]:
                diary[each.school, each.month] -= 1
            elif _month_ends(each.month, year) > today:
                found.append(each)
    return found


async def placed(
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    wanted: Sequence[Wanted],
    span: Span,
    busy: Mapping[str, Sequence[Busy]],
    staying: Mapping[int, Collection[date]],
    weekdays: frozenset[int],
) -> VisitPlan:
    """Days for some visits, beside what is in the diary and what is `staying` of the plan."""
    trust, today = uow.trust, london_day(now)
    days = [span.starts + n * ONE_DAY for n in range((span.ends - span.starts).days + 1)]
    gone = [day for day in days if day <= today or day.weekday() in weekdays]
    hours = policy.on(span.starts, trust.calendar).visits.hours
    taken: dict[int, set[date]] = defaultdict(set)
    for visit in await diary_of(uow, today, span):
        taken[visit.author].add(visit.starts)
    heads: dict[str, set[date]] = {}
    for sip in {each.sip for each in wanted}:
        times = busy.get(trust.person(sip).email, ())
        taken[sip].update(gone, staying.get(sip, ()), _days_taken(times, hours.starts, hours.ends))
    for urn in {each.school for each in wanted}:
        times = busy.get(trust.person(trust.school(urn).headteacher).email, ())
        heads[urn] = _days_taken(times, hours.starts, hours.ends)
    return plan_visits(wanted, span, policy.working_calendar(trust.calendar), taken, heads)


async def diary_of(uow: UnitOfWork, today: date, year: Span) -> list[Visit]:
    """The visits of a year that stand."""
    page = await uow.visits.page(
        VisitQuery(today, starts=year.starts, ends=year.ends), _EVERYTHING, limit=MOST_VISITS
    )
    return [visit for visit in page.items if visit.cancelled_on is None]


def _month_ends(month: int, year: Span) -> date:
    first = date(year.starts.year if month >= year.starts.month else year.starts.year + 1, month, 1)
    return (first + timedelta(days=32)).replace(day=1) - ONE_DAY


def _days_taken(times: Iterable[Busy], first: time, last: time) -> set[date]:
    """The days on which something is between two times of day."""
    found = set()
    for taken in times:
        day, end = taken.starts.astimezone(LONDON).date(), taken.ends.astimezone(LONDON)
        while day <= end.date():
            begins, ends = datetime.combine(day, first, LONDON), datetime.combine(day, last, LONDON)
            if taken.starts < ends and begins < taken.ends:
                found.add(day)
            day += ONE_DAY
    return found


def fault_of_day(
    uow: UnitOfWork, policy: Policy, plan: StoredPlan, each: PlannedVisit, day: date, today: date
) -> str | None:
    """Why a planned visit cannot be on a day, as a sentence; None if it can."""
    trust = uow.trust
    calendar, school = policy.working_calendar(trust.calendar), trust.school(each.school).known_as
    on = f"{day:%A} {day.day} {day:%B}"
    if day <= today:
        return f"{on} is not to come any more."
    closed = calendar.why_closed(day, each.school)
    if closed:
        return f"{on} is no working day for {school}: {closed}."
    if calendar.half_term_of(day) is None:
        return f"{on} is in the school holidays."
    other = next(
        (
            line
            for line in plan.visits
            if line.sip == each.sip and line.day == day and line.number != each.number and not line.left_out
        ),
        None,
    )
    if other is not None:
        return f"{trust.person(each.sip).name} is at {trust.school(other.school).known_as} on {on}."
    return None


def not_any_more(
    uow: UnitOfWork, policy: Policy, each: PlannedVisit, day: date, today: date, of_the_day: Sequence[Visit]
) -> str:
    """Why a planned visit cannot be booked as it was planned, empty if it can."""
    trust = uow.trust
    if trust.school(each.school).sip != each.sip:
        return "the school has another partner now"
    if day <= today:
        return "its day is not to come any more"
    closed = policy.working_calendar(trust.calendar).why_closed(day, each.school)
    return (
        f"the school is closed on that day: {closed}" if closed else elsewhere_on(uow, each, day, of_the_day)
    )


def elsewhere_on(uow: UnitOfWork, each: PlannedVisit, day: date, standing: Iterable[Visit]) -> str:
    """Where the partner of a planned visit is on a day already by the diary, empty if they have time."""
    trust = uow.trust
    theirs = [visit for visit in standing if visit.author == each.sip and visit.id != each.visit]
    if sum((visit.days for visit in theirs), each.days) <= 1:
        return ""
    where = trust.school(theirs[0].school).known_as
    return f"{trust.person(each.sip).name} is at {where} on {day:%A} {day.day} {day:%B}"

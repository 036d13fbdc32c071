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
    for visit in await _diary(uow, today, year):
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
    for visit in await _diary(uow, today, span):
        taken[visit.author].add(visit.starts)
    heads: dict[str, set[date]] = {}
    for sip in {each.sip for each in wanted}:
        times = busy.get(trust.person(sip).email, ())
        taken[sip].update(gone, staying.get(sip, ()), _days_taken(times, hours.starts, hours.ends))
    for urn in {each.school for each in wanted}:
        times = busy.get(trust.person(trust.school(urn).headteacher).email, ())
        heads[urn] = _days_taken(times, hours.starts, hours.ends)
    return plan_visits(wanted, span, policy.working_calendar(trust.calendar), taken, heads)


async def _diary(uow: UnitOfWork, today: date, year: Span) -> list[Visit]:
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

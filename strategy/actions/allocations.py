"""Asking what support a school is due, and what of it is used, booked and left (Strategy, Strand 4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from strategy.designations import Designation, Risk, risk_of
from strategy.entitlements import NONE, Allocation, allocation, span_of
from strategy.errors import NotAllowed
from strategy.people import Capacity, Person
from strategy.permissions import Deed, may_see_school, scope
from strategy.policy import Policy
from strategy.policy_fields import Per
from strategy.policy_support import Allowance, Entitlement
from strategy.ports import UnitOfWork
from strategy.school_year import Span
from strategy.schools import Membership, School
from strategy.support import Allocated, GrantedDays
from strategy.visits import Deployment, Support


@dataclass(frozen=True, slots=True)
class SchoolSupport:
    """What a school is due by the risk it is at, and how that stands.

    Days of partner and adviser are counted; the rest are people who are deployed today. `entitlement` is None
    for a school without a designation and one that is joining, which are due nothing yet. `before` is what it
    was in the same year, and what that brought, where the designation was changed meanwhile; `granted` are
    the days on top that the counted ones have in them.
    """

    school: School
    risk: Risk | None
    entitlement: Entitlement | None
    partner: Allocation | None = None
    adviser: Allocation | None = None
    deployed: tuple[Deployment, ...] = ()
    before: tuple[Designation, Entitlement] | None = None
    granted: tuple[GrantedDays, ...] = ()


async def support_of(
    *, uow: UnitOfWork, policy: Policy, asker: Person, today: date, school: str, day: date | None = None
) -> SchoolSupport:
    """What a school is due in the year and term of a day (today where none is given), and what is left of it.

    Raises NotAllowed where the asker may not see it, and for a school that is none.
    """
    known = uow.trust.schools.get(school)
    if known is None or not may_see_school(asker, Deed.SEE_ALLOCATION, school, today, uow.trust):
        raise NotAllowed(Deed.SEE_ALLOCATION)
    day = day or today
    if known.risk is None or known.status is Membership.JOINING:
        return SchoolSupport(known, known.risk, None)
    due = policy.on(day, uow.trust.calendar).entitlement[known.risk]
    adviser = Capacity.SCHOOL_IMPROVEMENT_ADVISER
    counted = {
        Capacity.SIP: await counted_days(uow, school, Capacity.SIP, due.sip_days, day, today),
        adviser: await counted_days(uow, school, adviser, due.adviser_days, day, today),
    }
    return SchoolSupport(
        known,
        known.risk,
        due,
        counted[Capacity.SIP],
        counted[adviser],
        tuple(d for d in uow.trust.deployments_at(school) if d.covers(today, today)),
        await _before(uow, policy, known, day),
        await _granted(uow, school, counted),
    )


async def _before(
    uow: UnitOfWork, policy: Policy, school: School, day: date
) -> tuple[Designation, Entitlement] | None:
    """The designation before the one in force and what it brought, where that was in the year of the day."""
    year = span_of(Per.YEAR, day, uow.trust.calendar)
    since = school.designated_on
    if year is None or since is None or not year.starts < since <= year.ends:
        return None
    lines = [line for line in await uow.designations.of_school(school.urn) if line.from_day < since]
    before = lines[-1].designation if lines else None
    risk = risk_of(before)
    if before is None or risk is None or before is school.designation:
        return None
    return before, policy.on(day, uow.trust.calendar).entitlement[risk]


async def _granted(
    uow: UnitOfWork, school: str, counted: Mapping[Capacity, Allocation]
) -> tuple[GrantedDays, ...]:
    """The days granted that are in what is counted, first to last; no grant that was taken back whole."""
    widest = Span(
        min(each.span.starts for each in counted.values()), max(each.span.ends for each in counted.values())
    )
    return tuple(
        each
        for each in await uow.allocations.grants(school, widest)
        if each.span.starts in counted[each.capacity].span and each.stands
    )


def deployments_seen(
    *,
    uow: UnitOfWork,
    asker: Person,
    span: Span,
    schools: frozenset[str] | None = None,
    people: frozenset[int] | None = None,
    support: Support | None = None,
) -> list[Deployment]:
    """Deployments with a day in a span, of those whose deployments the asker may see: by school, then name.

    Raises NotAllowed where the asker sees none but their own and asks about a school, or about somebody else.
    """
    trust = uow.trust
    reach = scope(asker, Deed.SEE_DEPLOYMENTS, trust, frozenset())
    if not reach.everything:
        others = people is not None and asker.id not in people
        elsewhere = schools is not None and not schools & reach.schools
        own_there = schools is not None and any(d.school in schools for d in trust.deployments_of(asker))
        if (others and not reach.schools) or (elsewhere and not own_there):
            raise NotAllowed(Deed.SEE_DEPLOYMENTS)
    found = [
        each
        for each in trust.deployments
        if each.covers(span.starts, span.ends)
        and (reach.everything or each.school in reach.schools or each.person == asker.id)
        and (schools is None or each.school in schools)
        and (people is None or each.person in people)
        and support in (None, each.support)
    ]
    return sorted(
        found,
        key=lambda d: (trust.school(d.school).known_as.casefold(), trust.person(d.person).name, d.starts),
    )


async def providers_seen(
    *, uow: UnitOfWork, asker: Person, span: Span, schools: frozenset[str] | None = None
) -> list[Allocated]:
    """Support of external providers with a day in a span, at schools whose deployments the asker may see; by
    school. Each has the last day that it has by now.
    """
    reach = scope(asker, Deed.SEE_DEPLOYMENTS, uow.trust, frozenset())
    wanted = schools if reach.everything else reach.schools if schools is None else reach.schools & schools
    if wanted is not None and not wanted:
        return []
    found = await uow.allocations.external(span.starts, span.ends, None if wanted is None else sorted(wanted))
    return sorted(found, key=lambda each: (uow.trust.school(each.school).known_as.casefold(), each.starts))


async def counted_days(
    uow: UnitOfWork, school: str, capacity: Capacity, allowance: Allowance, day: date, today: date
) -> Allocation:
    """How an allowance stands in the year or term of a day, with what was granted beyond it."""
    span = span_of(allowance.per, day, uow.trust.calendar) or Span(day, day)
    days = await uow.visits.days_of(school, span, today)
    used, booked = days.get((capacity, True), NONE), days.get((capacity, False), NONE)
    extra = (await uow.allocations.extra_days(school, span)).get(capacity, NONE)
    return allocation(allowance, span, used, booked, extra)

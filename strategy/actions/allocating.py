"""Allocating support to a school for the Education Improvement Team: somebody deployed, an external provider,
or days of partner or adviser beyond what the school's risk brings (Strategy, Strand 4).

What is to be said before, clashes and what goes beyond the allocation, comes from `looked_at`. Whoever
decides says what they were told: where more is to be said by now, nothing is done and they are told first.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from strategy.actions.allocations import counted_days
from strategy.actions.support_follows import deployment_duties, tell_of_allocated, tell_of_granted
from strategy.entitlements import Allocation
from strategy.errors import Invalid, NotAllowed, NotFound, Stale
from strategy.people import Capacity, Person
from strategy.permissions import Deed, Scope, scope
from strategy.policy import Policy
from strategy.policy_support import Entitlement
from strategy.ports import AlreadyThere, AuditEntry, UnitOfWork, VisitQuery
from strategy.school_year import Calendar, Span, london_day
from strategy.schools import School
from strategy.support import COUNTED, Allocated, GrantedDays, can_have_support, who_can_give
from strategy.support_concerns import Concern, Engagements, Proposed, concerns, needs_reason
from strategy.visits import Support, VisitStatus

LONGEST_REASON = 2_000
"""Characters of a reason."""
LONGEST_PROVIDER = 120
"""Characters of an external provider's name."""
MOST_DAYS_AHEAD = 731
"""Calendar days from today within which support ends."""
MOST_DAYS = Decimal(60)
"""Days that are granted at once."""
_MOST_VISITS = 30


class MoreToSay(Stale):
    """Something came up since they were told: `concerns` is all there is to say now."""

    def __init__(self, found: list[Concern]) -> None:
        super().__init__("more is to be said")
        self.concerns = found


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be allocated, as it was entered and read; `reason` may be empty where none is needed."""

    proposed: Proposed
    provider: str
    activity: str
    reason: str


def may_allocate(person: Person, uow: UnitOfWork) -> bool:
    """Whether somebody decides on support for the Education Improvement Team."""
    return scope(person, Deed.ALLOCATE_SUPPORT, uow.trust, frozenset()).everything


def require_may_allocate(person: Person, uow: UnitOfWork) -> None:
    """Raise NotAllowed unless somebody decides on support."""
    if not may_allocate(person, uow):
        raise NotAllowed(Deed.ALLOCATE_SUPPORT)


def entitlement_of(school: School, policy: Policy, day: date, calendar: Calendar) -> Entitlement:
    """What the school's risk brings on a day. Raises NotFound for a school that has no support yet."""
    if school.risk is None or not can_have_support(school):
        raise NotFound("support")
    return policy.on(day, calendar).entitlement[school.risk]


def earliest_day(today: date, calendar: Calendar) -> date:
    """The first day that support can be said to have begun: of the half term that is running, else today."""
    half = calendar.half_term_of(today)
    return half.starts if half else today


async def engagements_of(uow: UnitOfWork, person: int, span: Span, today: date) -> Engagements:
    """Somebody's visits ahead and days away, as far as they are marked."""
    query = VisitQuery(
        author=person, today=today, starts=span.starts, ends=span.ends, status=VisitStatus.PLANNED
    )
    visits = await uow.visits.page(query, Scope(everything=True), limit=_MOST_VISITS)
    away = [(each.starts, each.ends) for each in await uow.absences.ahead(person, span.starts)]
    return Engagements(visits.items, away)


async def looked_at(
    *, uow: UnitOfWork, policy: Policy, today: date, person: Person, proposed: Proposed
) -> list[Concern]:
    """All that is to be said before this is allocated. Raises NotAllowed, and NotFound for a school that has
    no support yet.
    """
    require_may_allocate(person, uow)
    due = entitlement_of(proposed.school, policy, today, uow.trust.calendar)
    engaged, others = Engagements(), []
    if proposed.person is not None:
        engaged = await engagements_of(uow, proposed.person, proposed.span, today)
        others = [each.id for each in uow.trust.deployments_of(uow.trust.person(proposed.person))]
    return concerns(proposed, due, uow.trust, await uow.allocations.amounts(others), engaged)


async def allocate(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    person: Person,
    wanted: Wanted,
    told: Collection[Concern],
) -> Allocated:
    """Allocate support; `told` is what the person was told before. Those concerned are told, and the reports
    that a deployment asks for are owed from now on.

    Raises NotAllowed, NotFound for a school that has no support yet, Invalid with a fault for each field, and
    MoreToSay where they were not told everything.
    """
    require_may_allocate(person, uow)
    await uow.allocations.hold()
    today, proposed = london_day(now), wanted.proposed
    _check(wanted, today, uow)
    found = await looked_at(uow=uow, policy=policy, today=today, person=person, proposed=proposed)
    if set(found) - set(told):
        raise MoreToSay(found)
    if needs_reason(found) and not wanted.reason.strip():
        raise Invalid({"reason": "Please say why: it goes beyond what the school is allocated."})
    new = Allocated(
        id=0,
        school=proposed.school.urn,
        support=proposed.support,
        person=proposed.person,
        provider=wanted.provider,
        activity=wanted.activity,
        starts=proposed.span.starts,
        ends=proposed.span.ends,
        amount=proposed.amount,
        reason=wanted.reason.strip(),
        by=person.id,
        at=now,
    )
    try:
        made = await uow.allocations.add(new)
    except AlreadyThere:
        there = "They are deployed there from that day already. Please end that first, or choose another day."
        raise Invalid({"from": there}) from None
    if made.deployment is not None:
        await deployment_duties(uow, policy, made.deployment)
    details = {"allocation": made.id, "deployment": made.deployment, "person": made.person}
    subject = f"allocation:{made.id}"
    await uow.audit.record(AuditEntry(now, person.id, "support allocated", subject, made.school, details))
    await tell_of_allocated(uow, made)
    return made


def _check(wanted: Wanted, today: date, uow: UnitOfWork) -> None:
    proposed, faults = wanted.proposed, {}
    support, span, amount = proposed.support, proposed.span, proposed.amount
    if support in COUNTED:
        faults["support"] = "Days of partner and adviser are granted; nobody is deployed for them."
    elif support is Support.EXTERNAL:
        if proposed.person is not None or not 0 < len(wanted.provider.strip()) <= LONGEST_PROVIDER:
            faults["who"] = f"Please name the provider, in at most {LONGEST_PROVIDER} characters."
    elif proposed.person not in {each.id for each in who_can_give(support, "", uow.trust)}:
        faults["who"] = "They don't hold a role for that kind of support."
    faults |= faults_of_days(span.starts, span.ends, today, uow.trust.calendar)
    a_week = amount.days_per_week(span) if not faults else Decimal(1)
    if not 0 < a_week <= 5:
        faults["days"] = "That is more than five days a week for as long as it lasts."
    if len(wanted.reason) > LONGEST_REASON:
        faults["reason"] = f"Please keep the reason to {LONGEST_REASON:,} characters."
    if faults:
        raise Invalid(faults)


def faults_of_days(starts: date, ends: date, today: date, calendar: Calendar) -> dict[str, str]:
    """What is wrong with the first and the last day, by `from` and `to`."""
    first = earliest_day(today, calendar)
    if starts < first:
        return {"from": f"It can begin on {first:%-d %B} at the earliest: this half term's first day."}
    if ends < starts:
        return {"to": "That is before it begins."}
    if (ends - today).days > MOST_DAYS_AHEAD:
        return {"to": "That is too far ahead: support is looked at anew each year."}
    return {}


@dataclass(frozen=True, slots=True)
class Counted:
    """How the days of partner or adviser stand, before more of them are granted."""

    capacity: Capacity
    allocation: Allocation


async def counted_of(
    *,
    uow: UnitOfWork,
    policy: Policy,
    person: Person,
    today: date,
    school: School,
    support: Support,
    day: date,
) -> Counted:
    """How a school's days of a kind stand in the year or term of a day. Raises NotAllowed, and NotFound for a
    school that has no support yet.
    """
    require_may_allocate(person, uow)
    due = entitlement_of(school, policy, day, uow.trust.calendar)
    capacity = COUNTED[support]
    allowance = due.sip_days if support is Support.SIP else due.adviser_days
    return Counted(capacity, await counted_days(uow, school.urn, capacity, allowance, day, today))


async def grant_days(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    person: Person,
    school: str,
    support: Support,
    days: Decimal,
    reason: str,
    day: date | None = None,
    origin: str = "",
) -> GrantedDays:
    """Grant days beyond what the school's risk brings, for the year or term of a day (today for None).

    `origin` is what they rest on besides the reason, as a request; it is granted once. Raises NotAllowed,
    NotFound for a school that has no support yet, Invalid, and AlreadyThere for an origin that has its days.
    """
    require_may_allocate(person, uow)
    known, today = uow.trust.schools.get(school), london_day(now)
    if known is None or support not in COUNTED:
        raise NotFound("support")
    faults = {}
    if not 0 < days <= MOST_DAYS or days * 2 != int(days * 2):
        faults["days"] = f"Days count in halves, from a half to {MOST_DAYS}."
    if not reason.strip():
        faults["reason"] = "Please say why: they come on top of what the school is allocated."
    elif len(reason) > LONGEST_REASON:
        faults["reason"] = f"Please keep the reason to {LONGEST_REASON:,} characters."
    if faults:
        raise Invalid(faults)
    stands = await counted_of(
        uow=uow, policy=policy, person=person, today=today, school=known, support=support, day=day or today
    )
    granted = await uow.allocations.grant(
        GrantedDays(
            0, school, stands.capacity, days, stands.allocation.span, reason.strip(), person.id, now, origin
        )
    )
    details = {"grant": granted.id, "origin": origin}
    subject = f"grant:{granted.id}"
    await uow.audit.record(AuditEntry(now, person.id, "days granted", subject, school, details))
    await tell_of_granted(uow, granted)
    return granted

"""Taking back days that were granted beyond what a school's risk brings. What is used or booked stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from strategy.actions.allocating import LONGEST_REASON, counted_of, require_may_allocate
from strategy.actions.support_follows import tell_of_days_back
from strategy.errors import Invalid, NotFound, Stale
from strategy.people import Capacity, Person
from strategy.policy import Policy
from strategy.ports import AlreadyThere, AuditEntry, UnitOfWork
from strategy.school_year import Span, london_day
from strategy.support import GrantedDays, TakenBack
from strategy.visits import Support

_AROUND = timedelta(days=800)
"""How far from today spans begin that are looked at: what is granted for a year or term begins within it."""
_SUPPORT = {
    Capacity.SIP: Support.SIP,
    Capacity.SCHOOL_IMPROVEMENT_ADVISER: Support.SCHOOL_IMPROVEMENT_ADVISER,
}


@dataclass(frozen=True, slots=True)
class Grant:
    """A grant as it stands, and how many of its days could be taken back: those neither used nor booked."""

    granted: GrantedDays
    free: Decimal


class GrantChanged(Stale):
    """Somebody else took days of it back since it was shown."""


async def grants_that_stand(
    *, uow: UnitOfWork, policy: Policy, now: datetime, person: Person, school: str
) -> Sequence[Grant]:
    """The days on top that a school has now or for a time to come, first to last.

    Raises NotAllowed, and NotFound for a school that has no support yet.
    """
    require_may_allocate(person, uow)
    today = london_day(now)
    granted = await uow.allocations.grants(school, Span(today - _AROUND, today + _AROUND))
    standing = [each for each in granted if each.stands and each.span.ends >= today]
    return [await _with_what_is_free(uow, policy, person, today, each) for each in standing]


async def grant_that_stands(
    *, uow: UnitOfWork, policy: Policy, now: datetime, person: Person, grant_id: int
) -> Grant:
    """One of them. Raises NotAllowed, and NotFound where none of it stands any more."""
    require_may_allocate(person, uow)
    today = london_day(now)
    granted = await uow.allocations.granted(grant_id)
    if granted is None or not granted.stands or granted.span.ends < today:
        raise NotFound("granted days")
    return await _with_what_is_free(uow, policy, person, today, granted)


async def take_back_days(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    person: Person,
    grant_id: int,
    shown: int,
    days: Decimal,
    reason: str,
) -> TakenBack:
    """Take days of a grant back; those who were to know of it are told.

    `shown` is how often days of it had been taken back as the person was shown it. Raises NotAllowed,
    NotFound where none of it stands any more, GrantChanged, and Invalid with faults for `days` and `reason`:
    days that are used or booked cannot be taken back.
    """
    require_may_allocate(person, uow)
    await uow.allocations.hold()
    grant = await grant_that_stands(uow=uow, policy=policy, now=now, person=person, grant_id=grant_id)
    granted = grant.granted
    if granted.changes != shown:
        raise GrantChanged("granted days")
    faults = {}
    if days <= 0 or days * 2 != int(days * 2):
        faults["days"] = "Days count in halves, from a half on."
    elif days > granted.stands:
        faults["days"] = "That is more than was granted."
    elif days > grant.free:
        faults["days"] = "Some of them are used or booked already, and those stay."
    if not reason.strip():
        faults["reason"] = "Please say why: those who were told of the days will be told of this too."
    elif len(reason) > LONGEST_REASON:
        faults["reason"] = f"Please keep the reason to {LONGEST_REASON:,} characters."
    if faults:
        raise Invalid(faults)
    new = TakenBack(0, granted.id, shown + 1, days, reason.strip(), person.id, now)
    try:
        taken = await uow.allocations.take_back(new)
    except AlreadyThere:
        raise GrantChanged("granted days") from None
    details = {"grant": granted.id, "number": taken.number}
    subject = f"taken_back:{taken.id}"
    await uow.audit.record(AuditEntry(now, person.id, "days taken back", subject, granted.school, details))
    await tell_of_days_back(uow, granted, taken)
    return taken


async def _with_what_is_free(
    uow: UnitOfWork, policy: Policy, person: Person, today: date, granted: GrantedDays
) -> Grant:
    counted = await counted_of(
        uow=uow,
        policy=policy,
        person=person,
        today=today,
        school=uow.trust.school(granted.school),
        support=_SUPPORT[granted.capacity],
        day=max(granted.span.starts, today),
    )
    return Grant(granted, min(granted.stands, counted.allocation.left))

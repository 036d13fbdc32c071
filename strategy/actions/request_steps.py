"""Steps of headteachers' requests: what every one has in common, who decides, and who is told."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from strategy.actions import booking
from strategy.actions.reading import shared_kinds
from strategy.booking import Wish
from strategy.entitlements import Allocation
from strategy.errors import Invalid
from strategy.outgoing import OutgoingKind
from strategy.people import Capacity, Person, Role
from strategy.permissions import Deed, Thing, may, may_see_school
from strategy.policy import Policy
from strategy.ports import AuditEntry, Outgoing, UnitOfWork
from strategy.requests import (
    LONGEST_TEXT,
    MOST_DAYS,
    RequestKind,
    RequestOvertaken,
    RequestState,
    VisitRequest,
)
from strategy.school_year import Span, london_day

_AROUND = timedelta(days=800)
"""How far from the day of a decision the span of what it granted begins."""


async def may_decide(
    uow: UnitOfWork, policy: Policy, now: datetime, person: Person, request: VisitRequest
) -> bool:
    """Whether somebody may decide a request: of an extra visit the Deputy CEO, else who may change it."""
    if request.kind is RequestKind.EXTRA:
        return may_see_school(person, Deed.DECIDE_REQUEST, request.school, london_day(now), uow.trust)
    visit = await uow.visits.get(request.visit or 0)
    if visit is None:
        return False
    thing = Thing(visit.school, visit.author, visit.capacity, visit.ends)
    return may(person, Deed.CHANGE_VISIT, thing, uow.trust, shared_kinds(policy, now, uow))


async def allocation_of(
    uow: UnitOfWork, policy: Policy, today: date, request: VisitRequest
) -> Allocation | None:
    """How the school's partner days stand, which whoever decides is shown."""
    wish = Wish(request.school, request.by, Capacity.SIP, today)
    return await booking.allocation_for(uow, policy, today, wish, None)


async def taken_back_of(uow: UnitOfWork, request: VisitRequest) -> Decimal:
    """How many of the days that a request was granted were taken back since."""
    if request.state is not RequestState.APPROVED or request.decided_at is None:
        return Decimal(0)
    day = london_day(request.decided_at)
    granted = await uow.allocations.grants(request.school, Span(day - _AROUND, day + _AROUND))
    return sum((each.back for each in granted if each.origin == f"request:{request.id}"), Decimal(0))


def refuse_faults(*, reason: str | None = None, days: Decimal | None = None, when: str = "") -> None:
    """Raise Invalid for words that are missing or too long, and for days that are none."""
    faults = {}
    if reason is not None and not reason.strip():
        faults["reason"] = "Please say why; a few words are enough."
    if (reason is not None and len(reason) > LONGEST_TEXT) or len(when) > LONGEST_TEXT:
        faults["reason"] = f"Please keep it to {LONGEST_TEXT:,} characters."
    if days is not None and (not 0 < days <= MOST_DAYS or days * 2 != int(days * 2)):
        faults["days"] = f"Days count in halves, from half a day to {MOST_DAYS}."
    if faults:
        raise Invalid(faults)


async def made(uow: UnitOfWork, now: datetime, request: VisitRequest) -> VisitRequest:
    """Store a new request, record it, and have those told whom it concerns."""
    stored = await uow.requests.add(request)
    await _record(uow, now, stored.by, stored, "request made")
    await _tell(uow, now, stored)
    return stored


async def step(
    uow: UnitOfWork, now: datetime, person: Person, after: VisitRequest, deed: str
) -> VisitRequest:
    """Store a request as it stands after a step, record that, and have those told whom it concerns.

    Raises RequestOvertaken where somebody else was first.
    """
    stored = await uow.requests.change(after, person.id, now)
    if stored is None:
        present = await uow.requests.get(after.id)
        raise RequestOvertaken(present or after)
    await _record(uow, now, person.id, stored, deed)
    await _tell(uow, now, stored)
    return stored


async def _record(uow: UnitOfWork, now: datetime, by: int, request: VisitRequest, deed: str) -> None:
    details = {"kind": str(request.kind), "visit": request.visit}
    await uow.audit.record(AuditEntry(now, by, deed, request.key, request.school, details))


async def _tell(uow: UnitOfWork, now: datetime, request: VisitRequest) -> None:
    """Whoever is to act on a request, or hears what became of it."""
    people = await concerned(uow, request)
    await uow.outbox.put(
        [
            Outgoing(
                key=f"visit.request:{request.id}:{request.revision}:{person}",
                kind=OutgoingKind.VISIT_REQUEST,
                recipient=person,
                subject=request.key,
                created_at=now,
            )
            for person in people
        ]
    )


async def concerned(uow: UnitOfWork, request: VisitRequest) -> list[int]:
    """Whom a request concerns as it stands: who decides while it waits, else who made it; and once an extra
    visit is approved the school's partner, who is to book it.
    """
    trust, school = uow.trust, uow.trust.school(request.school)
    visit = await uow.visits.get(request.visit) if request.visit is not None else None
    if request.state in (RequestState.PENDING, RequestState.WITHDRAWN):
        if visit is not None:
            return [visit.author]
        return [person.id for person in trust.holders(Role.DEPUTY_CEO)]
    if request.state is RequestState.APPROVED and request.kind is RequestKind.EXTRA:
        return list(dict.fromkeys([request.by, school.sip]))
    return [request.by]

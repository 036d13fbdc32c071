"""What headteachers ask for about visits, and what is decided of it (Strategy, Strand 5, School Visits)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from strategy.actions import booking
from strategy.actions.reading import shared_kinds
from strategy.booking import Wish
from strategy.entitlements import Allocation
from strategy.errors import Invalid, NotAllowed, NotFound
from strategy.outgoing import OutgoingKind
from strategy.people import Capacity, Person, Role
from strategy.permissions import Deed, Scope, Thing, may, may_see_school, scope
from strategy.policy import Policy
from strategy.ports import AuditEntry, Outgoing, Page, RequestQuery, UnitOfWork
from strategy.requests import (
    LONGEST_TEXT,
    MOST_DAYS,
    RequestKind,
    RequestOvertaken,
    RequestState,
    VisitRequest,
)
from strategy.school_year import london_day
from strategy.schools import Membership
from strategy.support import GrantedDays
from strategy.visits import Mode, Visit, VisitStatus


async def ask_for_visit(
    *,
    uow: UnitOfWork,
    now: datetime,
    person: Person,
    school: str,
    reason: str,
    days: Decimal = Decimal(1),
    mode: Mode | None = None,
    when: str = "",
) -> VisitRequest:
    """Ask for an extra visit. The Deputy CEO is told.

    Raises NotAllowed, NotFound for a school that has no visits, and Invalid with faults for `reason`, `days`
    and `when`.
    """
    _require_may_ask(uow, now, person, school)
    if uow.trust.school(school).status is Membership.JOINING:
        raise NotFound("school")
    _refuse_faults(reason=reason, days=days, when=when)
    request = VisitRequest(
        0, RequestKind.EXTRA, school, person.id, now, reason.strip(), days=days, mode=mode, when=when.strip()
    )
    return await _made(uow, now, request)


async def ask_to_change(
    *, uow: UnitOfWork, now: datetime, person: Person, visit: Visit, reason: str, day: date | None
) -> VisitRequest:
    """Ask that a visit be moved to a day, or with none that it be cancelled. Whoever makes it is told.

    Raises NotAllowed, NotFound for a visit that is over, and Invalid with a fault for `reason`.
    """
    _require_may_ask(uow, now, person, visit.school)
    if visit.status(london_day(now)) is not VisitStatus.PLANNED:
        raise NotFound("visit")
    _refuse_faults(reason=reason)
    kind = RequestKind.CANCEL if day is None else RequestKind.MOVE
    request = VisitRequest(
        0, kind, visit.school, person.id, now, reason.strip(), visit=visit.id, day=day, days=visit.days
    )
    return await _made(uow, now, request)


async def edit(
    *, uow: UnitOfWork, now: datetime, person: Person, request_id: int, revision: int, reason: str
) -> VisitRequest:
    """Put what one asked for another way, or answer what was asked back; it waits to be decided.

    Raises NotAllowed, RequestOvertaken and Invalid.
    """
    request = await _own(uow, person, request_id, revision)
    _refuse_faults(reason=reason)
    after = replace(
        request,
        reason=reason.strip(),
        state=RequestState.PENDING,
        revision=revision + 1,
        answer="",
        decided_by=None,
        decided_at=None,
    )
    return await _step(uow, now, person, after, "request changed")


async def withdraw(
    *, uow: UnitOfWork, now: datetime, person: Person, request_id: int, revision: int
) -> VisitRequest:
    """Take back what one asked for. Raises NotAllowed and RequestOvertaken."""
    request = await _own(uow, person, request_id, revision)
    after = replace(request, state=RequestState.WITHDRAWN, revision=revision + 1)
    return await _step(uow, now, person, after, "request withdrawn")


async def approve(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    person: Person,
    request_id: int,
    revision: int,
    days: Decimal,
    by_when: date | None,
) -> VisitRequest:
    """Approve an extra visit: so many days on top of what the school is due, by a day, in whose year they are
    granted (in today's where none is named). They rest on the request, and why is what it says.

    Its partner is asked to book it. Raises NotAllowed, RequestOvertaken, and Invalid with faults for `days`
    and `by_when`.
    """
    request = await _to_decide(uow, policy, now, person, request_id, revision)
    _refuse_faults(days=days)
    if by_when is not None and by_when <= london_day(now):
        raise Invalid({"by_when": "That day is not to come any more."})
    after = replace(
        request,
        state=RequestState.APPROVED,
        revision=revision + 1,
        granted=days,
        by_when=by_when,
        decided_by=person.id,
        decided_at=now,
        answer="",
    )
    approved = await _step(uow, now, person, after, "request approved")
    await _grant(uow, policy, now, person, approved)
    return approved


async def decline(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    person: Person,
    request_id: int,
    revision: int,
    reason: str,
) -> VisitRequest:
    """Decline a request with a reason. Raises NotAllowed, RequestOvertaken and Invalid."""
    request = await _to_decide(uow, policy, now, person, request_id, revision)
    _refuse_faults(reason=reason)
    after = replace(
        request,
        state=RequestState.DECLINED,
        revision=revision + 1,
        decided_by=person.id,
        decided_at=now,
        answer=reason.strip(),
    )
    return await _step(uow, now, person, after, "request declined")


async def ask_back(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    person: Person,
    request_id: int,
    revision: int,
    question: str,
) -> VisitRequest:
    """Ask the headteacher something before deciding. Raises NotAllowed, RequestOvertaken and Invalid."""
    request = await _to_decide(uow, policy, now, person, request_id, revision)
    _refuse_faults(reason=question)
    after = replace(
        request,
        state=RequestState.ASKED_BACK,
        revision=revision + 1,
        decided_by=person.id,
        decided_at=now,
        answer=question.strip(),
    )
    return await _step(uow, now, person, after, "request asked back")


async def accept_change(
    *, uow: UnitOfWork, policy: Policy, now: datetime, person: Person, request_id: int, revision: int
) -> VisitRequest:
    """Move or cancel the visit as was asked. Raises NotAllowed, RequestOvertaken, and what moving raises."""
    request = await _to_decide(uow, policy, now, person, request_id, revision)
    visit = await uow.visits.get(request.visit or 0)
    if visit is None:
        raise NotFound("visit")
    if request.kind is RequestKind.CANCEL:
        await booking.cancel(uow=uow, policy=policy, now=now, person=person, visit=visit)
    else:
        wish = booking.wish_to_move(visit, request.day or visit.starts)
        await booking.move(
            uow=uow, policy=policy, now=now, person=person, visit=visit, wish=wish, busy={}, all_the_same=True
        )
    after = replace(
        request, state=RequestState.APPROVED, revision=revision + 1, decided_by=person.id, decided_at=now
    )
    return await _step(uow, now, person, after, "request accepted")


async def see(
    *, uow: UnitOfWork, policy: Policy, now: datetime, person: Person, request_id: int
) -> VisitRequest:
    """One request, for who made it, who may see its school's, or who makes the visit. Raises NotAllowed."""
    request = await uow.requests.get(request_id)
    if request is None or not (
        request.by == person.id
        or may_see_school(person, Deed.SEE_REQUESTS, request.school, london_day(now), uow.trust)
        or await may_decide(uow, policy, now, person, request)
    ):
        raise NotAllowed(Deed.SEE_REQUESTS)
    return request


async def list_requests(
    *, uow: UnitOfWork, person: Person, query: RequestQuery, offset: int = 0, limit: int = 10
) -> Page[VisitRequest]:
    """The requests asked for that somebody may see. Raises NotAllowed where they may see none."""
    reach = scope(person, Deed.SEE_REQUESTS, uow.trust, frozenset())
    if reach.is_empty:
        raise NotAllowed(Deed.SEE_REQUESTS)
    own = Scope(reach.everything, reach.schools, own=person.id)
    return await uow.requests.page(query, own, offset=offset, limit=limit)


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


async def _grant(
    uow: UnitOfWork, policy: Policy, now: datetime, person: Person, approved: VisitRequest
) -> None:
    """Add the days approved to what is counted, where days are. Nobody is told of it twice."""
    day = approved.by_when or london_day(now)
    stands = await allocation_of(uow, policy, day, approved)
    if stands is None:
        return
    granted = await uow.allocations.grant(
        GrantedDays(
            id=0,
            school=approved.school,
            capacity=Capacity.SIP,
            days=approved.granted or approved.days,
            span=stands.span,
            reason=approved.reason,
            by=person.id,
            at=now,
            origin=f"request:{approved.id}",
        )
    )
    details = {"grant": granted.id, "origin": granted.origin}
    await uow.audit.record(
        AuditEntry(now, person.id, "days granted", f"grant:{granted.id}", granted.school, details)
    )


async def allocation_of(
    uow: UnitOfWork, policy: Policy, today: date, request: VisitRequest
) -> Allocation | None:
    """How the school's partner days stand, which whoever decides is shown."""
    wish = Wish(request.school, request.by, Capacity.SIP, today)
    return await booking.allocation_for(uow, policy, today, wish, None)


def _require_may_ask(uow: UnitOfWork, now: datetime, person: Person, school: str) -> None:
    if not may_see_school(person, Deed.REQUEST_VISIT, school, london_day(now), uow.trust):
        raise NotAllowed(Deed.REQUEST_VISIT)


async def _own(uow: UnitOfWork, person: Person, request_id: int, revision: int) -> VisitRequest:
    request = await uow.requests.get(request_id)
    if request is None or request.by != person.id:
        raise NotAllowed(Deed.REQUEST_VISIT)
    if request.revision != revision or not request.state.is_open:
        raise RequestOvertaken(request)
    return request


async def _to_decide(
    uow: UnitOfWork, policy: Policy, now: datetime, person: Person, request_id: int, revision: int
) -> VisitRequest:
    request = await uow.requests.get(request_id)
    if request is None or not await may_decide(uow, policy, now, person, request):
        raise NotAllowed(Deed.DECIDE_REQUEST)
    if request.revision != revision or not request.state.is_open:
        raise RequestOvertaken(request)
    return request


def _refuse_faults(*, reason: str | None = None, days: Decimal | None = None, when: str = "") -> None:
    faults = {}
    if reason is not None and not reason.strip():
        faults["reason"] = "Please say why; a few words are enough."
    if (reason is not None and len(reason) > LONGEST_TEXT) or len(when) > LONGEST_TEXT:
        faults["reason"] = f"Please keep it to {LONGEST_TEXT:,} characters."
    if days is not None and (not 0 < days <= MOST_DAYS or days * 2 != int(days * 2)):
        faults["days"] = f"Days count in halves, from half a day to {MOST_DAYS}."
    if faults:
        raise Invalid(faults)


async def _made(uow: UnitOfWork, now: datetime, request: VisitRequest) -> VisitRequest:
    stored = await uow.requests.add(request)
    await _record(uow, now, stored.by, stored, "request made")
    await _tell(uow, now, stored)
    return stored


async def _step(
    uow: UnitOfWork, now: datetime, person: Person, after: VisitRequest, deed: str
) -> VisitRequest:
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

"""Deciding headteachers' requests: approved, declined, asked back, or done as asked (Strategy, Strand 5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from strategy.actions import booking
from strategy.actions.request_steps import allocation_of, may_decide, refuse_faults, step
from strategy.errors import Invalid, NotAllowed, NotFound
from strategy.people import Capacity, Person
from strategy.permissions import Deed
from strategy.policy import Policy
from strategy.ports import AuditEntry, UnitOfWork
from strategy.requests import (
    RequestKind,
    RequestOvertaken,
    RequestState,
    VisitRequest,
)
from strategy.school_year import london_day
from strategy.support import GrantedDays


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
    refuse_faults(days=days)
    if by_when is not None and by_when <= london_day(now):
        raise Invalid({"by_when": "That day is not to come any more."})
    after = replace(_decided(request, RequestState.APPROVED, person, now), granted=days, by_when=by_when)
    approved = await step(uow, now, person, after, "request approved")
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
    refuse_faults(reason=reason)
    after = _decided(request, RequestState.DECLINED, person, now, reason.strip())
    return await step(uow, now, person, after, "request declined")


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
    refuse_faults(reason=question)
    after = _decided(request, RequestState.ASKED_BACK, person, now, question.strip())
    return await step(uow, now, person, after, "request asked back")


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
    after = _decided(request, RequestState.APPROVED, person, now, request.answer)
    return await step(uow, now, person, after, "request accepted")


def _decided(
    request: VisitRequest, state: RequestState, person: Person, now: datetime, answer: str = ""
) -> VisitRequest:
    return replace(
        request,
        state=state,
        revision=request.revision + 1,
        decided_by=person.id,
        decided_at=now,
        answer=answer,
    )


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


async def _to_decide(
    uow: UnitOfWork, policy: Policy, now: datetime, person: Person, request_id: int, revision: int
) -> VisitRequest:
    request = await uow.requests.get(request_id)
    if request is None or not await may_decide(uow, policy, now, person, request):
        raise NotAllowed(Deed.DECIDE_REQUEST)
    if request.revision != revision or not request.state.is_open:
        raise RequestOvertaken(request)
    return request

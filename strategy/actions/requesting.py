"""What headteachers ask for about visits (Strategy, Strand 5, School Visits)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from strategy.actions.request_steps import made, may_decide, refuse_faults, step
from strategy.errors import Invalid, NotAllowed, NotFound
from strategy.people import Person
from strategy.permissions import Deed, Scope, may_see_school, scope
from strategy.policy import Policy
from strategy.ports import Page, RequestQuery, UnitOfWork
from strategy.requests import (
    RequestKind,
    RequestOvertaken,
    RequestState,
    VisitRequest,
)
from strategy.school_year import london_day
from strategy.schools import Membership
from strategy.visits import Mode, Visit, VisitStatus

MOST_LOOKED_AT = 50
"""Open requests of one person that are looked at."""


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
    refuse_faults(reason=reason, days=days, when=when)
    request = VisitRequest(
        0, RequestKind.EXTRA, school, person.id, now, reason.strip(), days=days, mode=mode, when=when.strip()
    )
    return await made(uow, now, request)


async def ask_to_change(
    *, uow: UnitOfWork, now: datetime, person: Person, visit: Visit, reason: str, day: date | None
) -> VisitRequest:
    """Ask that a visit be moved to a day, or with none that it be cancelled. Whoever makes it is told.

    Raises NotAllowed, NotFound for a visit that is over, and Invalid with a fault for `reason`, or for a
    `day` that it is on already.
    """
    _require_may_ask(uow, now, person, visit.school)
    if visit.status(london_day(now)) is not VisitStatus.PLANNED:
        raise NotFound("visit")
    if day == visit.starts:
        raise Invalid({"day": "The visit is on that day already."})
    refuse_faults(reason=reason)
    kind = RequestKind.CANCEL if day is None else RequestKind.MOVE
    request = VisitRequest(
        0, kind, visit.school, person.id, now, reason.strip(), visit=visit.id, day=day, days=visit.days
    )
    return await made(uow, now, request)


async def edit(
    *,
    uow: UnitOfWork,
    now: datetime,
    person: Person,
    request_id: int,
    revision: int,
    reason: str | None = None,
    day: date | None = None,
    days: Decimal | None = None,
    mode: Mode | None = None,
) -> VisitRequest:
    """Put what one asked for another way, or answer what was asked back; it waits to be decided.

    What is None stays as it was; a `day` is for a visit to move to, `days` and `mode` are of an extra one.
    Raises NotAllowed, RequestOvertaken and Invalid.
    """
    request = await _own(uow, person, request_id, revision)
    refuse_faults(reason=reason, days=days)
    is_extra = request.kind is RequestKind.EXTRA
    after = replace(
        request,
        reason=request.reason if reason is None else reason.strip(),
        day=day if day is not None and request.kind is RequestKind.MOVE else request.day,
        days=days if days is not None and is_extra else request.days,
        mode=mode if mode is not None and is_extra else request.mode,
        state=RequestState.PENDING,
        revision=revision + 1,
        answer="",
        decided_by=None,
        decided_at=None,
    )
    return await step(uow, now, person, after, "request changed")


async def withdraw(
    *, uow: UnitOfWork, now: datetime, person: Person, request_id: int, revision: int
) -> VisitRequest:
    """Take back what one asked for. Raises NotAllowed and RequestOvertaken."""
    request = await _own(uow, person, request_id, revision)
    after = replace(request, state=RequestState.WITHDRAWN, revision=revision + 1)
    return await step(uow, now, person, after, "request withdrawn")


async def waiting_for(uow: UnitOfWork, person: Person, visit: Visit) -> VisitRequest | None:
    """What somebody has asked about a visit that is not decided yet."""
    states = frozenset(state for state in RequestState if state.is_open)
    query = RequestQuery(states=states, school=visit.school, by=person.id)
    page = await uow.requests.page(query, Scope(own=person.id), limit=MOST_LOOKED_AT)
    return next((each for each in page.items if each.visit == visit.id), None)


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

"""What follows from allocating support: reports that are owed, and those who are told."""

from __future__ import annotations

from collections.abc import Iterable

from strategy.duties import duties_of_deployment, reconcile
from strategy.outgoing import OutgoingKind
from strategy.people import Capacity, Role
from strategy.policy import Policy
from strategy.ports import Outgoing, UnitOfWork
from strategy.support import Allocated, GrantedDays, SupportChange, TakenBack

_Decided = Allocated | SupportChange | GrantedDays | TakenBack


async def deployment_duties(uow: UnitOfWork, policy: Policy, deployment: int) -> None:
    """Have the half-termly reports of a deployment follow it; those of one that was called off are void."""
    standing = [each for each in uow.trust.deployments if each.id == deployment]
    derived = [duty for each in standing for duty in duties_of_deployment(each, policy, uow.trust.calendar)]
    await uow.duties.apply(reconcile(await uow.duties.of_deployments([deployment]), derived))


def concerned_by_support(uow: UnitOfWork, school: str, person: int | None) -> list[int]:
    """Those who are to know of support for a school: who gives it, the headteacher, and the partner."""
    known = uow.trust.school(school)
    return _present(uow, [person, known.headteacher, known.sip])


def concerned_by_days(uow: UnitOfWork, granted: GrantedDays) -> list[int]:
    """Those who are to know of days granted: the headteacher, the partner, and who comes: the adviser, or the
    Lead SIP for partners' days.
    """
    known = uow.trust.school(granted.school)
    of_partner = granted.capacity is Capacity.SIP
    others = [each.id for each in uow.trust.holders(Role.LEAD_SIP)] if of_partner else [known.adviser]
    return _present(uow, [known.headteacher, known.sip, *others])


async def tell_of_allocated(uow: UnitOfWork, made: Allocated) -> None:
    """Have those told whom new support concerns."""
    people = concerned_by_support(uow, made.school, made.person)
    rows = _rows(OutgoingKind.SUPPORT_ALLOCATED, f"allocation:{made.id}", people, made)
    await uow.outbox.put(rows)


async def tell_of_change(uow: UnitOfWork, change: SupportChange, person: int | None) -> None:
    """Have those told whom another last day concerns."""
    people = concerned_by_support(uow, change.school, person)
    rows = _rows(OutgoingKind.SUPPORT_CHANGED, f"support_change:{change.id}", people, change)
    await uow.outbox.put(rows)


async def tell_of_granted(uow: UnitOfWork, granted: GrantedDays) -> None:
    """Have those told whom days granted concern."""
    people = concerned_by_days(uow, granted)
    await uow.outbox.put(_rows(OutgoingKind.DAYS_GRANTED, f"grant:{granted.id}", people, granted))


async def tell_of_days_back(uow: UnitOfWork, granted: GrantedDays, taken: TakenBack) -> None:
    """Have those told whom the days concerned, and who granted them."""
    people = _present(uow, [*concerned_by_days(uow, granted), granted.by])
    await uow.outbox.put(_rows(OutgoingKind.DAYS_TAKEN_BACK, f"taken_back:{taken.id}", people, taken))


def _present(uow: UnitOfWork, people: Iterable[int | None]) -> list[int]:
    found = dict.fromkeys(person for person in people if person is not None)
    return [person for person in found if uow.trust.person(person).ended_on is None]


def _rows(kind: OutgoingKind, subject: str, people: Iterable[int], of: _Decided) -> list[Outgoing]:
    """A row for each; nobody is told of what they did themselves."""
    return [
        Outgoing(
            key=f"{kind}:{of.id}:{person}", kind=kind, recipient=person, subject=subject, created_at=of.at
        )
        for person in people
        if person != of.by
    ]

"""The pool of SLEs by subject, with what each is doing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from strategy.errors import NotAllowed
from strategy.events import sles_of
from strategy.people import Person
from strategy.permissions import Deed, Scope, scope
from strategy.policy import Policy
from strategy.pool import InPool, as_in_pool
from strategy.ports import UnitOfWork, VisitQuery
from strategy.visits import VisitStatus


def may_see_pool(person: Person, uow: UnitOfWork) -> bool:
    """Whether somebody may see the pool."""
    return scope(person, Deed.SEE_POOL, uow.trust, frozenset()).everything


def pool_seen(
    *, uow: UnitOfWork, policy: Policy, today: date, asker: Person, subject: str = "", only_free: bool = False
) -> list[InPool]:
    """The SLEs of a subject (all for ""), by name; `only_free` those with any of their week left today.

    Raises NotAllowed.
    """
    _require(asker, uow)
    found = [_as_today(uow, policy, today, person) for person in sles_of(subject, uow.trust)]
    return [each for each in found if each.free > 0 or not only_free]


async def with_visits(*, uow: UnitOfWork, today: date, asker: Person, pool: Sequence[InPool]) -> list[InPool]:
    """Some of the pool with the visits they have booked: what a page shows. Raises NotAllowed."""
    _require(asker, uow)
    return [await _with_visits(uow, today, each) for each in pool]


async def doing(*, uow: UnitOfWork, policy: Policy, today: date, asker: Person, person: Person) -> InPool:
    """What one person is doing, SLE or not. Raises NotAllowed."""
    _require(asker, uow)
    return await _with_visits(uow, today, _as_today(uow, policy, today, person))


def _as_today(uow: UnitOfWork, policy: Policy, today: date, person: Person) -> InPool:
    terms = policy.on(today, uow.trust.calendar).institute
    return as_in_pool(person, uow.trust.deployments_of(person), today, terms.sle_days_per_week)


async def _with_visits(uow: UnitOfWork, today: date, found: InPool) -> InPool:
    query = VisitQuery(today=today, author=found.person.id, status=VisitStatus.PLANNED, starts=today)
    booked = await uow.visits.page(query, Scope(everything=True), limit=1)
    first = (booked.items[0].starts, booked.items[0].school) if booked.items else None
    return replace(found, visits=booked.total, next_visit=first)


def _require(asker: Person, uow: UnitOfWork) -> None:
    if not may_see_pool(asker, uow):
        raise NotAllowed(Deed.SEE_POOL)

"""The trust's annual development plan: writing its priorities, and which schools work on each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from strategy.errors import Invalid, NotAllowed
from strategy.people import Person
from strategy.permissions import Deed, scope
from strategy.ports import AlreadyThere, AuditEntry, UnitOfWork
from strategy.targets import TargetSet
from strategy.trust_plan import PlanOvertaken, Priority

MOST_PRIORITIES = 10
LONGEST_PRIORITY, LONGEST_OWNER, LONGEST_SUCCESS = 200, 100, 600
"""Characters of each."""


@dataclass(frozen=True, slots=True)
class PlanOfYear:
    """The priorities of a year, and of each the sets of schools that serve it, as far as the reader sees."""

    year: str
    priorities: Sequence[Priority]
    serving: Mapping[int, Sequence[TargetSet]]


def may_write_plan(person: Person, uow: UnitOfWork) -> bool:
    """Whether somebody writes the trust's plan."""
    return scope(person, Deed.WRITE_TRUST_PLAN, uow.trust, frozenset()).everything


def may_read_plan(person: Person, uow: UnitOfWork) -> bool:
    """Whether somebody may read the trust's plan."""
    return scope(person, Deed.SEE_TRUST_PLAN, uow.trust, frozenset()).everything


async def read_plan(*, uow: UnitOfWork, reader: Person, year: str) -> PlanOfYear:
    """The plan of an academic year. Schools are named to those who may see their targets.

    Raises NotAllowed for who may not read it.
    """
    if not may_read_plan(reader, uow):
        raise NotAllowed(Deed.SEE_TRUST_PLAN)
    priorities = await uow.trust_plan.of_year(year)
    reach = scope(reader, Deed.SEE_TARGETS, uow.trust, frozenset())
    found = await uow.targets.serving([each.id for each in priorities]) if not reach.is_empty else {}
    serving = {
        priority: [
            each
            for each in sets
            if uow.trust.school(each.school).ended_on is None
            and (reach.everything or each.school in reach.schools)
        ]
        for priority, sets in found.items()
    }
    return PlanOfYear(year, priorities, serving)


async def add_priority(
    *, uow: UnitOfWork, now: datetime, person: Person, year: str, words: str, owner: str, success: str
) -> Priority:
    """Add a priority to the plan of a year. Raises NotAllowed, and Invalid for what cannot be taken."""
    _require(uow, person)
    if len(await uow.trust_plan.of_year(year)) >= MOST_PRIORITIES:
        raise Invalid({"priority": f"The plan of {year} has {MOST_PRIORITIES} priorities, and no more fit."})
    priority = Priority(0, year, words.strip(), owner.strip(), success.strip(), person.id, now)
    _check(priority)
    added = await uow.trust_plan.add(priority)
    await _record(uow, added, "priority added")
    return added


async def change_priority(
    *, uow: UnitOfWork, now: datetime, person: Person, shown: Priority, words: str, owner: str, success: str
) -> Priority:
    """Write a priority anew; what it was is kept. `shown` is how it stood for whoever changes it.

    Raises NotAllowed, Invalid as `add_priority`, and PlanOvertaken where somebody else was quicker.
    """
    _require(uow, person)
    changed = replace(shown, words=words.strip(), owner=owner.strip(), success=success.strip())
    _check(changed)
    return await _follow(uow, now, person, shown, changed, "priority changed")


async def drop_priority(
    *, uow: UnitOfWork, now: datetime, person: Person, priority_id: int, version: int
) -> Priority:
    """Take a priority out of the plan; what serves it goes on saying so.

    Raises NotAllowed and PlanOvertaken.
    """
    _require(uow, person)
    found = await uow.trust_plan.get(priority_id)
    if found is None:
        raise NotAllowed(Deed.WRITE_TRUST_PLAN)
    shown = replace(found, version=version)
    return await _follow(uow, now, person, shown, replace(found, is_dropped=True), "priority dropped")


async def _follow(
    uow: UnitOfWork, now: datetime, person: Person, shown: Priority, after: Priority, deed: str
) -> Priority:
    stands = await uow.trust_plan.get(shown.id)
    if stands is None:
        raise NotAllowed(Deed.WRITE_TRUST_PLAN)
    if stands.version != shown.version or stands.is_dropped:
        raise PlanOvertaken(stands)
    written = replace(after, version=shown.version + 1, by=person.id, at=now)
    try:
        await uow.trust_plan.change(written)
    except AlreadyThere:
        raise PlanOvertaken(await uow.trust_plan.get(shown.id) or stands) from None
    await _record(uow, written, deed)
    return written


def _require(uow: UnitOfWork, person: Person) -> None:
    if not may_write_plan(person, uow):
        raise NotAllowed(Deed.WRITE_TRUST_PLAN)


def _check(priority: Priority) -> None:
    faults = {}
    for name, value, longest, missing in (
        ("priority", priority.words, LONGEST_PRIORITY, "Please say what the priority is."),
        ("owner", priority.owner, LONGEST_OWNER, "Please say who answers for it."),
        ("success", priority.success, LONGEST_SUCCESS, "Please say how you will know that it has succeeded."),
    ):
        if not value:
            faults[name] = missing
        elif len(value) > longest:
            faults[name] = f"At most {longest} characters can be kept."
    if faults:
        raise Invalid(faults)


async def _record(uow: UnitOfWork, priority: Priority, deed: str) -> None:
    details = {"from_version": priority.version - 1, "to_version": priority.version}
    await uow.audit.record(
        AuditEntry(priority.at, priority.by, deed, f"priority:{priority.id}", None, details)
    )

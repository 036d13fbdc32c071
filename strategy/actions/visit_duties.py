"""Keeping the duties that a visit brings with it: its report, and the school's papers for it.

Reconciling twice changes nothing, and a duty is never both open and void.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from strategy.duties import Changes, DutyKind, DutyState, StoredDuty, duty_of_visit, reconcile
from strategy.people import Capacity
from strategy.permissions import Scope
from strategy.policy import Policy
from strategy.ports import UnitOfWork, VisitQuery
from strategy.visit_paper_duties import about, visit_papers_owed
from strategy.visits import Visit, VisitStatus

MOST_VISITS = 10_000
"""Visits to come of a chunk of schools: many times what there can be."""


async def follow_with_duties(uow: UnitOfWork, policy: Policy, visit: Visit, today: date) -> None:
    """Have the duties of a visit follow it; of one that is cancelled none are owed."""
    derived = duty_of_visit(visit, policy, uow.trust.calendar)
    stored = await uow.duties.of_visits([visit.id])
    await uow.duties.apply(reconcile(stored, [derived] if derived is not None else []))
    await papers_follow(uow, policy, visit, today)


async def papers_follow(uow: UnitOfWork, policy: Policy, visit: Visit, today: date) -> None:
    """Have the papers that are owed for one visit follow it."""
    stored = await uow.duties.about(DutyKind.VISIT_PAPERS, [about(visit.id)], visit.school)
    await uow.duties.apply(await _changes(uow, policy, [visit], stored, today))


async def reconcile_visit_papers(
    uow: UnitOfWork, policy: Policy, schools: Sequence[str], today: date
) -> Changes:
    """Have the papers that are owed for some schools' visits follow diary, calendar and offices; what that
    changed. Those for visits that are over are owed no more.
    """
    query = VisitQuery(today, schools=frozenset(schools), capacity=Capacity.SIP, status=VisitStatus.PLANNED)
    visits = (await uow.visits.page(query, Scope(everything=True), limit=MOST_VISITS)).items
    stored = await uow.duties.of_schools([DutyKind.VISIT_PAPERS], schools)
    changes = await _changes(uow, policy, visits, stored, today)
    await uow.duties.apply(changes)
    return changes


async def _changes(
    uow: UnitOfWork, policy: Policy, visits: Sequence[Visit], stored: Sequence[StoredDuty], today: date
) -> Changes:
    known: dict[str, StoredDuty] = {}
    # What is owed counts before what another headteacher once owed.
    for entry in sorted(stored, key=lambda entry: entry.state is not DutyState.VOID):
        known[entry.duty.about] = entry
    all_in = await uow.visit_papers.all_in([visit.id for visit in visits])
    derived = [
        visit_papers_owed(
            visit,
            known.get(about(visit.id)),
            all_in=visit.id in all_in,
            policy=policy,
            trust=uow.trust,
            today=today,
        )
        for visit in visits
    ]
    return reconcile(stored, [duty for duty in derived if duty is not None])

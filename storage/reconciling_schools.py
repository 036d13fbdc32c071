"""Keeping the duties that schools bring with terms, meetings, offices and the day, a chunk at a time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import date

import sqlalchemy as sa

from storage.fingerprint import fingerprint
from storage.inserts import insert
from storage.store import SqlStore, SqlUnitOfWork
from storage.tables import passes
from strategy.actions.board_request_duties import reconcile_board_requests
from strategy.actions.event_duties import reconcile_registers
from strategy.actions.judging_duties import reconcile_assessments, reconcile_steps
from strategy.actions.keeping_paper_duties import reconcile_papers
from strategy.actions.minuting_duties import reconcile_minutes
from strategy.actions.planning_duties import reconcile_exits, reconcile_plan_actions, reconcile_plan_reports
from strategy.actions.results_duties import reconcile_results
from strategy.actions.reviewing_duties import reconcile_reviews
from strategy.actions.summary_duties import reconcile_summaries
from strategy.actions.targeting_duties import reconcile_targets
from strategy.actions.visit_duties import reconcile_visit_papers
from strategy.duties import Changes
from strategy.policy import Policy

Reconciler = Callable[[SqlUnitOfWork, Policy, Sequence[str], date], Awaitable[Changes]]

_SCHOOLS = "schools"
SCHOOLS_A_CHUNK = 50
"""Few, since people are answered meanwhile: their turns wait for what is reckoned of a chunk, and on SQLite
for its transaction.
"""


async def _steps(uow: SqlUnitOfWork, policy: Policy, schools: Sequence[str], _today: date) -> Changes:
    return await reconcile_steps(uow, policy, schools)


async def _exits(uow: SqlUnitOfWork, policy: Policy, schools: Sequence[str], _today: date) -> Changes:
    return await reconcile_exits(uow, policy, schools)


JUDGING: tuple[Reconciler, ...] = (reconcile_assessments, _steps)
"""Assessments, and the steps of recommendations."""
PLANS: tuple[Reconciler, ...] = (reconcile_plan_reports, reconcile_plan_actions, _exits)
"""Reports on tailored plans, their actions, and what exit plans ask for."""
TARGETS: tuple[Reconciler, ...] = (reconcile_targets,)
"""Targets and lines of enquiry."""
REVIEWS: tuple[Reconciler, ...] = (reconcile_reviews,)
"""Reviews of the year, and partners' annual reviews."""
PAPERS: tuple[Reconciler, ...] = (reconcile_papers,)
"""Schools' development plans and self-evaluations."""
VISIT_PAPERS: tuple[Reconciler, ...] = (reconcile_visit_papers,)
"""Schools' papers for partners' visits to come."""
MINUTES: tuple[Reconciler, ...] = (reconcile_minutes,)
"""Minutes of Boards, and the actions in minutes."""
SUMMARIES: tuple[Reconciler, ...] = (reconcile_summaries,)
"""The Lead SIP's summaries before meetings, for the whole trust."""
RESULTS: tuple[Reconciler, ...] = (reconcile_results,)
"""Key Stage 2, GCSE and A-level results before the year's first Boards."""
BOARD_REQUESTS: tuple[Reconciler, ...] = (reconcile_board_requests,)
"""What Progress Boards ask of the EIT."""
EVENTS: tuple[Reconciler, ...] = (reconcile_registers,)
"""Who came to networks and training."""
EVERYTHING = (
    *JUDGING,
    *PLANS,
    *TARGETS,
    *REVIEWS,
    *PAPERS,
    *VISIT_PAPERS,
    *MINUTES,
    *BOARD_REQUESTS,
    *EVENTS,
    *SUMMARIES,
    *RESULTS,
)


async def reconcile_schools_if_need_be(
    store: SqlStore, policy: Policy, today: date, of: Sequence[Reconciler] = EVERYTHING
) -> int:
    """As `reconcile_schools`; costs one small query where that was done today and nothing has changed since.

    What the deeds of a day change they reconcile themselves; the rest comes with a new version of the
    directory, with calendar and policy, and with the day.
    """
    async with store.transaction(read_only=True) as uow:
        said = f"{today} {uow.trust.version} {fingerprint(policy, uow.trust.calendar)}"
        p = passes.c
        reached = await uow.connection.scalar(sa.select(p.reached).where(p.name == _SCHOOLS))
    if reached == said:
        return 0
    changed = await reconcile_schools(store, policy, today, of)
    async with store.transaction() as uow:
        await uow.connection.execute(
            insert(passes, uow.connection)
            .values(name=_SCHOOLS, reached=said)
            .on_conflict_do_update(index_elements=[p.name], set_={"reached": said})
        )
    return changed


async def reconcile_schools(
    store: SqlStore,
    policy: Policy,
    today: date,
    of: Sequence[Reconciler] = EVERYTHING,
    *,
    chunk: int = SCHOOLS_A_CHUNK,
) -> int:
    """Have the duties that schools bring follow calendar, policy, offices and the day; how many duties that
    changed. `chunk` is how many schools one transaction looks at.
    """
    async with store.transaction(read_only=True) as uow:
        schools = sorted(uow.trust.schools)
    total = 0
    for start in range(0, len(schools), chunk):
        async with store.transaction() as uow:
            some = [urn for urn in schools[start : start + chunk] if urn in uow.trust.schools]
            for reconciler in of:
                changes = await reconciler(uow, policy, some, today)
                total += len(changes.new) + len(changes.changed) + len(changes.void)
    return total

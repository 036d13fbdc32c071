"""Keeping duties with visits, deployments, calendar and policy.

A deed or an import reconciles what it touched, in its own transaction. A change of calendar or policy touches
every open duty: that is done in chunks, each a transaction that moves a cursor, so that it can stop anywhere
and be taken up again by any process.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from storage.fingerprint import fingerprint
from storage.inserts import insert
from storage.store import SqlStore, SqlUnitOfWork
from storage.tables import deployments, passes, trust_state, visits
from storage.trust_picture import deployment_of
from storage.visits import COLUMNS, visit_of
from strategy.actions.judging_duties import reconcile_assessments, reconcile_steps
from strategy.duties import Changes, duties_of_deployment, duty_of_visit, reconcile
from strategy.policy import Policy
from strategy.visits import Deployment, Visit

_VISITS, _DEPLOYMENTS, _DONE = "visits", "deployments", ""
_CHUNK = 500
_JUDGING = "judging"
_SCHOOLS_A_CHUNK = 50
"""Few, since people are answered meanwhile: their turns wait for what is reckoned of a chunk, and on SQLite
for its transaction.
"""


async def reconcile_visits(uow: SqlUnitOfWork, policy: Policy, touched: Sequence[Visit]) -> int:
    """Have the duties of some visits follow them; how many duties are new, changed or void."""
    derived = [duty_of_visit(visit, policy, uow.trust.calendar) for visit in touched]
    stored = await uow.duties.of_visits([visit.id for visit in touched])
    changes = reconcile(stored, [duty for duty in derived if duty is not None])
    await uow.duties.apply(changes)
    return _size(changes)


async def reconcile_deployments(
    uow: SqlUnitOfWork, policy: Policy, touched: Sequence[Deployment], withdrawn: Sequence[int] = ()
) -> int:
    """Have the duties of some deployments follow them; those of withdrawn ones (by id) become void."""
    calendar = uow.trust.calendar
    derived = [duty for each in touched for duty in duties_of_deployment(each, policy, calendar)]
    stored = await uow.duties.of_deployments([*(each.id for each in touched), *withdrawn])
    changes = reconcile(stored, derived)
    await uow.duties.apply(changes)
    return _size(changes)


async def reconcile_pending(store: SqlStore, policy: Policy, *, chunk: int = _CHUNK) -> int:
    """Have every open duty follow calendar and policy as they are now; how many duties that changed.

    Costs one small query where they do already. `chunk` is how many visits or deployments one transaction
    looks at.
    """
    async with store.transaction(read_only=True) as uow:
        state = (await uow.connection.execute(sa.select(trust_state))).one()
        if state.reached == fingerprint(policy, uow.trust.calendar):
            return 0
    total = 0
    while True:
        async with store.transaction() as uow:
            changed = await _next_chunk(uow, policy, chunk)
        if changed is None:
            return total
        total += changed


async def reconcile_judging_if_need_be(store: SqlStore, policy: Policy, today: date) -> int:
    """As `reconcile_judging`; costs one small query where that was done today and nothing has changed since.

    What the deeds of a day change they reconcile themselves; the rest comes with a new version of the
    directory, with calendar and policy, and with the day.
    """
    async with store.transaction(read_only=True) as uow:
        said = f"{today} {uow.trust.version} {fingerprint(policy, uow.trust.calendar)}"
        p = passes.c
        reached = await uow.connection.scalar(sa.select(p.reached).where(p.name == _JUDGING))
    if reached == said:
        return 0
    changed = await reconcile_judging(store, policy, today)
    async with store.transaction() as uow:
        await uow.connection.execute(
            insert(passes, uow.connection)
            .values(name=_JUDGING, reached=said)
            .on_conflict_do_update(index_elements=[p.name], set_={"reached": said})
        )
    return changed


async def reconcile_judging(
    store: SqlStore, policy: Policy, today: date, *, chunk: int = _SCHOOLS_A_CHUNK
) -> int:
    """Have assessments and the steps of recommendations follow terms, Boards and who holds which office; how
    many duties that changed. `chunk` is how many schools one transaction looks at.
    """
    async with store.transaction(read_only=True) as uow:
        schools = sorted(uow.trust.schools)
    total = 0
    for start in range(0, len(schools), chunk):
        async with store.transaction() as uow:
            some = [urn for urn in schools[start : start + chunk] if urn in uow.trust.schools]
            total += _size(await reconcile_assessments(uow, policy, some, today))
            total += _size(await reconcile_steps(uow, policy, some))
    return total


async def mark_reconciled(uow: SqlUnitOfWork, policy: Policy) -> None:
    """Note that every open duty follows calendar and policy as this transaction sees them."""
    reached = fingerprint(policy, uow.trust.calendar)
    await _move(uow, wanted=reached, reached=reached, stage=_DONE, cursor=0)


async def _next_chunk(uow: SqlUnitOfWork, policy: Policy, chunk: int) -> int | None:
    """Reconcile one chunk and move the cursor; None where everything is done."""
    # The row's lock has two processes take turns, chunk by chunk.
    state = (await uow.connection.execute(sa.select(trust_state).with_for_update())).one()
    if state.version != uow.trust.version:
        await uow.read_trust_again()
    wanted = fingerprint(policy, uow.trust.calendar)
    if state.reached == wanted:
        return None
    stage, cursor = state.stage, state.cursor
    if state.wanted != wanted or stage == _DONE:
        stage, cursor = _VISITS, 0
    if stage == _VISITS:
        rows = await _after(uow, cursor, chunk)
        changed = await reconcile_visits(uow, policy, rows)
        last = rows[-1].id if len(rows) == chunk else None
        stage, cursor = (_VISITS, last) if last is not None else (_DEPLOYMENTS, 0)
        await _move(uow, wanted=wanted, stage=stage, cursor=cursor)
        return changed
    found = await _deployments_after(uow, cursor, chunk)
    changed = await reconcile_deployments(uow, policy, found)
    if len(found) == chunk:
        await _move(uow, wanted=wanted, stage=_DEPLOYMENTS, cursor=found[-1].id)
    else:
        await _move(uow, wanted=wanted, reached=wanted, stage=_DONE, cursor=0)
    return changed


async def _after(uow: SqlUnitOfWork, cursor: int, chunk: int) -> list[Visit]:
    """The next visits whose duty may be open: neither reported nor cancelled."""
    c = visits.c
    statement = (
        sa.select(*COLUMNS)
        .where(c.id > cursor, c.reported_on.is_(None), c.cancelled_on.is_(None))
        .order_by(c.id)
        .limit(chunk)
    )
    return [visit_of(row) for row in await uow.connection.execute(statement)]


async def _deployments_after(uow: SqlUnitOfWork, cursor: int, chunk: int) -> list[Deployment]:
    c = deployments.c
    statement = (
        sa.select(deployments).where(c.id > cursor, c.withdrawn_on.is_(None)).order_by(c.id).limit(chunk)
    )
    return [deployment_of(row) for row in await uow.connection.execute(statement)]


async def _move(uow: SqlUnitOfWork, **values: Any) -> None:
    await uow.connection.execute(sa.update(trust_state).values(**values))


def _size(changes: Changes) -> int:
    return len(changes.new) + len(changes.changed) + len(changes.void)

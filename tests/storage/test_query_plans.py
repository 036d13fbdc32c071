"""Lists of duties go by the index that fits them, whatever the history: the databases say how they would."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from storage.duties import listing
from storage.engine import is_sqlite
from storage.store import SqlStore, SqlUnitOfWork
from storage.tables import visits
from strategy.designations import Risk
from strategy.duties import DutyState
from strategy.people import Capacity
from strategy.permissions import Scope
from strategy.ports import DutyOrder, DutyQuery
from tests.builders import OAK_BANK, TODAY

ALL = Scope(everything=True)
HEAD = Scope(
    shared_schools=frozenset({OAK_BANK}), shared_kinds=frozenset({Capacity.SIP, Capacity.SLE}), own=7
)

PLANS = [
    (DutyQuery(risk=Risk.HIGH, due_before=TODAY), ALL, "ix_duties_open_risk"),
    (DutyQuery(due_before=TODAY), ALL, "ix_duties_open_due_on"),
    (DutyQuery(due_from=TODAY, due_to=date(2026, 11, 27)), ALL, "ix_duties_open_due_on"),
    (DutyQuery(owner=3), Scope(own=3), "ix_duties_open_owner"),
    (DutyQuery(schools=frozenset({OAK_BANK}), due_before=TODAY), ALL, "ix_duties_open_school"),
    (
        DutyQuery(
            state=DutyState.FULFILLED,
            fulfilled_from=datetime(2026, 11, 16, tzinfo=UTC),
            order=DutyOrder.LATEST_FILED_FIRST,
        ),
        ALL,
        "ix_duties_fulfilled_at",
    ),
]


async def _plan(uow: SqlUnitOfWork, statement: sa.Select[*tuple[object, ...]], *, sqlite: bool) -> str:
    if not sqlite:
        # The tables are empty, and an empty table is quickest read whole: that is not the question.
        await uow.connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
    compiled = statement.compile(uow.connection.sync_engine, compile_kwargs={"literal_binds": True})
    explain = "EXPLAIN QUERY PLAN " if sqlite else "EXPLAIN "
    rows = await uow.connection.exec_driver_sql(explain + str(compiled).replace("%", "%%"))
    return "\n".join(str(row[-1]) for row in rows)


@pytest.mark.parametrize(("query", "scope", "index"), PLANS, ids=range(len(PLANS)))
async def test_a_list_of_duties_goes_by_its_index(
    store: SqlStore, query: DutyQuery, scope: Scope, index: str
) -> None:
    async with store.transaction() as uow:
        plan = await _plan(uow, listing(query, scope).limit(10), sqlite=is_sqlite(store.engine))
    assert index in plan, plan


async def test_an_ordered_page_of_open_duties_is_not_sorted_first(store: SqlStore) -> None:
    async with store.transaction() as uow:
        for query in (DutyQuery(risk=Risk.HIGH, due_before=TODAY), DutyQuery(due_before=TODAY)):
            plan = await _plan(uow, listing(query, ALL).limit(10), sqlite=is_sqlite(store.engine))
            assert "TEMP B-TREE" not in plan
            assert "Sort" not in plan


async def test_a_headteachers_list_does_not_read_the_history(store: SqlStore) -> None:
    async with store.transaction() as uow:
        plan = await _plan(uow, listing(DutyQuery(), HEAD).limit(10), sqlite=is_sqlite(store.engine))
    assert "ix_duties_open_" in plan, plan
    assert "SCAN duties\n" not in plan + "\n"


async def test_reconciling_reads_visits_that_are_not_reported_alone(store: SqlStore) -> None:
    c = visits.c
    statement = (
        sa.select(c.id)
        .where(c.id > 0, c.reported_on.is_(None), c.cancelled_on.is_(None))
        .order_by(c.id)
        .limit(500)
    )
    async with store.transaction() as uow:
        plan = await _plan(uow, statement, sqlite=is_sqlite(store.engine))
    assert "ix_visits_unreported" in plan, plan

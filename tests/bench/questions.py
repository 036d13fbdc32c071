"""The overdue query without a bot around it, against the size of the answer and of the history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from storage.duty_lists import listing
from storage.store import SqlStore
from storage.tables import duties, visits
from strategy.designations import Risk
from strategy.duties import DutyKind
from strategy.permissions import Scope
from strategy.ports import DutyQuery
from tests.bench.figures import Deed
from tests.bench.histories import TODAY

OVERDUE = DutyQuery(
    kinds=frozenset({DutyKind.VISIT_REPORT, DutyKind.HALF_TERM_REPORT}), risk=Risk.HIGH, due_before=TODAY
)
"""What "which high-risk reports are overdue" asks of storage."""

EVERYTHING = Scope(everything=True)
PAGE = 8
ALL = 1_000_000


@dataclass(frozen=True, slots=True)
class Holding:
    """How much a database holds, and how much of it is the answer."""

    visits: int
    overdue: int


async def holding(store: SqlStore) -> Holding:
    """Count what there is, the slow way, by scanning."""
    async with store.transaction(read_only=True) as uow:
        late = (duties.c.risk == Risk.HIGH) & (duties.c.due_on < TODAY) & duties.c.fulfilled_at.is_(None)
        counted = [
            (await uow.connection.execute(sa.select(sa.func.count()).select_from(visits))).scalar_one(),
            (
                await uow.connection.execute(sa.select(sa.func.count()).select_from(duties).where(late))
            ).scalar_one(),
        ]
    return Holding(*counted)


def first_page(store: SqlStore) -> Deed:
    """The first page, with how many there are in all."""

    async def ask() -> Any:
        async with store.transaction(read_only=True) as uow:
            return await uow.duties.page(OVERDUE, EVERYTHING, limit=PAGE)

    return ask


def whole_answer(store: SqlStore) -> Deed:
    """Every row of the answer."""

    async def ask() -> Any:
        async with store.transaction(read_only=True) as uow:
            return await uow.duties.page(OVERDUE, EVERYTHING, limit=ALL)

    return ask


async def plan(store: SqlStore) -> list[str]:
    """How the database goes about the first page, in its own words."""
    async with store.transaction(read_only=True) as uow:
        dialect = uow.connection.dialect
        statement = listing(OVERDUE, EVERYTHING).limit(PAGE).offset(0)
        text = str(statement.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
        asks = "EXPLAIN QUERY PLAN " if dialect.name == "sqlite" else "EXPLAIN (COSTS OFF) "
        rows = (await uow.connection.exec_driver_sql(asks + text.replace("%", "%%"))).all()
        return [str(row[-1]) for row in rows]

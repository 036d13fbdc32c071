"""The trust's annual plan in SQL: versions are added and read, nothing else. A trigger holds to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.column_types import is_id
from storage.inserts import insert
from storage.tables import priorities, priority_versions
from strategy.ports import AlreadyThere
from strategy.trust_plan import Priority

_P, _V = priorities.c, priority_versions.c


class SqlTrustPlan:
    """The port `TrustPlan`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of_year(self, year: str) -> list[Priority]:
        """The priorities of a year as they stand, those that were dropped left out, in their order."""
        statement = _as_they_stand().where(_P.year == year, _V.is_dropped.is_(False))
        return [_priority(row) for row in await self._connection.execute(statement)]

    async def get(self, priority_id: int) -> Priority | None:
        """One priority as it stands."""
        return (await self.these([priority_id])).get(priority_id) if is_id(priority_id) else None

    async def these(self, priority_ids: Sequence[int]) -> Mapping[int, Priority]:
        """Some priorities as they stand, dropped ones too, by id."""
        rows = await self._connection.execute(_as_they_stand().where(_P.id.in_(list(priority_ids))))
        return {row.priority: _priority(row) for row in rows}

    async def versions(self, priority_id: int) -> list[Priority]:
        """Every version of a priority, first to last."""
        statement = (
            sa.select(priority_versions, _P.year)
            .join(priorities, _P.id == _V.priority)
            .where(_V.priority == priority_id)
            .order_by(_V.version)
        )
        return [_priority(row) for row in await self._connection.execute(statement)]

    async def add(self, priority: Priority) -> Priority:
        """Store a new priority (its id is ignored)."""
        added = sa.insert(priorities).values(year=priority.year).returning(_P.id)
        stored = replace(priority, id=(await self._connection.execute(added)).scalar_one(), version=1)
        await self.change(stored)
        return stored

    async def change(self, priority: Priority) -> None:
        """Add a version; AlreadyThere where another has its place."""
        statement = (
            insert(priority_versions, self._connection)
            .values(
                priority=priority.id,
                version=priority.version,
                words=priority.words,
                owner=priority.owner,
                success=priority.success,
                is_dropped=priority.is_dropped,
                by=priority.by,
                at=priority.at,
            )
            .on_conflict_do_nothing()
            .returning(_V.version)
        )
        if (await self._connection.execute(statement)).scalar_one_or_none() is None:
            raise AlreadyThere("version")


def _as_they_stand() -> sa.Select[*tuple[Any, ...]]:
    newer = priority_versions.alias("newer")
    last = sa.select(sa.func.max(newer.c.version)).where(newer.c.priority == _V.priority).scalar_subquery()
    return (
        sa.select(priority_versions, _P.year)
        .join(priorities, _P.id == _V.priority)
        .where(_V.version == last)
        .order_by(_P.id)
    )


def _priority(row: Row[*tuple[Any, ...]]) -> Priority:
    return Priority(
        row.priority,
        row.year,
        row.words,
        row.owner,
        row.success,
        row.by,
        row.at,
        row.version,
        row.is_dropped,
    )

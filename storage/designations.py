"""The history of designations in SQL: lines are added and read, nothing else. A trigger holds to it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import designations
from strategy.recommendations import DesignationSince

_C = designations.c


class SqlDesignations:
    """The port `Designations`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, line: DesignationSince) -> DesignationSince:
        """Add a line (its id is ignored)."""
        statement = (
            sa.insert(designations)
            .values(
                school=line.school,
                designation=line.designation,
                from_day=line.from_day,
                recommendation=line.recommendation,
                by=line.by,
                at=line.at,
                reason=line.reason,
            )
            .returning(_C.id)
        )
        return replace(line, id=(await self._connection.execute(statement)).scalar_one())

    async def of_school(self, school: str) -> list[DesignationSince]:
        """A school's history, first to last."""
        statement = sa.select(designations).where(_C.school == school).order_by(_C.id)
        return [line_of(row) for row in await self._connection.execute(statement)]


def line_of(row: Row[*tuple[Any, ...]]) -> DesignationSince:
    """A line of the history as a row has it."""
    return DesignationSince(
        row.school, row.designation, row.from_day, row.at, row.by, row.recommendation, row.reason, row.id
    )

"""Questions that are answered as files, in SQL."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.column_types import is_id
from storage.tables import exports
from strategy.ports import Export

_C = exports.c


class SqlExports:
    """The port `Exports`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def keep(self, owner: int, question: Mapping[str, Any], at: datetime) -> Export:
        """Keep a question of somebody's."""
        values = {"owner": owner, "question": dict(question), "asked_at": at}
        statement = sa.insert(exports).values(values).returning(_C.id)
        number = (await self._connection.execute(statement)).scalar_one()
        return Export(number, owner, dict(question), at)

    async def get(self, export_id: int) -> Export | None:
        """One question."""
        if not is_id(export_id):
            return None
        found = await self._connection.execute(sa.select(exports).where(_C.id == export_id))
        row = found.one_or_none()
        return None if row is None else Export(row.id, row.owner, row.question, row.asked_at)

    async def forget(self, before: datetime) -> int:
        """Forget those that were put before an instant; how many."""
        return (await self._connection.execute(sa.delete(exports).where(_C.asked_at < before))).rowcount

"""The outbox in SQL."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.inserts import insert
from storage.tables import outbox
from strategy.ports import Outgoing


class SqlOutbox:
    """The port `Outbox`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def put(self, outgoing: Sequence[Outgoing]) -> None:
        """Add rows; one whose key is there already is left as it is."""
        if not outgoing:
            return
        await self._connection.execute(
            insert(outbox, self._connection).on_conflict_do_nothing(),
            [
                {
                    "key": item.key,
                    "kind": item.kind,
                    "recipient": item.recipient,
                    "subject": item.subject,
                    "created_at": item.created_at,
                }
                for item in outgoing
            ],
        )

    async def recent(self, *, kind: str | None = None, limit: int = 100) -> list[Outgoing]:
        """Rows, newest first."""
        statement = sa.select(outbox).order_by(outbox.c.id.desc()).limit(limit)
        if kind is not None:
            statement = statement.where(outbox.c.kind == kind)
        return [
            Outgoing(row.key, row.kind, row.recipient, row.subject, row.created_at, row.id)
            for row in await self._connection.execute(statement)
        ]

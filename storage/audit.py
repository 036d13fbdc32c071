"""The audit in SQL: entries are added and read, nothing else. A trigger holds the database to it."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import audit
from strategy.ports import AuditEntry


class SqlAudit:
    """The port `Audit`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def record(self, entry: AuditEntry) -> None:
        """Add an entry."""
        await self._connection.execute(
            sa.insert(audit).values(
                at=entry.at,
                actor=entry.actor,
                deed=entry.deed,
                subject=entry.subject,
                school=entry.school,
                details=dict(entry.details),
            )
        )

    async def entries(self, *, subject: str | None = None, limit: int = 50) -> list[AuditEntry]:
        """Entries, newest first."""
        statement = sa.select(audit).order_by(audit.c.id.desc()).limit(limit)
        if subject is not None:
            statement = statement.where(audit.c.subject == subject)
        return [
            AuditEntry(row.at, row.actor, row.deed, row.subject, row.school, row.details)
            for row in await self._connection.execute(statement)
        ]

"""The audit in SQL: entries are added and read, nothing else. A trigger holds the database to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import audit
from strategy.ports import AuditEntry, AuditQuery


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
        return [_entry(row) for row in await self._connection.execute(statement)]

    async def search(
        self, query: AuditQuery, *, offset: int = 0, limit: int = 8
    ) -> tuple[list[AuditEntry], int]:
        """Entries that a query asks for, newest first, and how many there are in all."""
        asked = list(_conditions(query))
        total = await self._connection.scalar(sa.select(sa.func.count()).select_from(audit).where(*asked))
        page = sa.select(audit).where(*asked).order_by(audit.c.id.desc()).offset(offset).limit(limit)
        return [_entry(row) for row in await self._connection.execute(page)], total or 0


def _conditions(query: AuditQuery) -> Iterator[sa.ColumnElement[bool]]:
    c = audit.c
    if query.school is not None:
        yield c.school == query.school
    if query.actor is not None:
        yield c.actor == query.actor
    if query.deeds is not None:
        yield c.deed.in_(query.deeds)
    if query.since is not None:
        yield c.at >= query.since
    if query.until is not None:
        yield c.at < query.until


def _entry(row: Row[*tuple[Any, ...]]) -> AuditEntry:
    return AuditEntry(row.at, row.actor, row.deed, row.subject, row.school, row.details)

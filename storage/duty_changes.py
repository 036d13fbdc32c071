"""Changes of duties by hand, in SQL."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.column_types import is_id
from storage.tables import duty_changes
from strategy.ports import DutyChange

_C = duty_changes.c


class SqlDutyChanges:
    """The port `DutyChanges`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, change: DutyChange) -> DutyChange:
        """Store a change (its id is ignored)."""
        statement = (
            sa.insert(duty_changes)
            .values(
                duty=change.duty,
                kind=change.kind,
                from_person=change.from_person,
                to_person=change.to_person,
                from_day=change.from_day,
                to_day=change.to_day,
                reason=change.reason,
                changed_by=change.changed_by,
                changed_at=change.changed_at,
            )
            .returning(*_C)
        )
        return _change((await self._connection.execute(statement)).one())

    async def get(self, change_id: int) -> DutyChange | None:
        """One change."""
        if not is_id(change_id):
            return None
        row = (
            await self._connection.execute(sa.select(duty_changes).where(_C.id == change_id))
        ).one_or_none()
        return None if row is None else _change(row)

    async def of_duty(self, duty: int) -> list[DutyChange]:
        """All changes of a duty, first to last."""
        statement = sa.select(duty_changes).where(_C.duty == duty).order_by(_C.id)
        return [_change(row) for row in await self._connection.execute(statement)]


def _change(row: Row[*tuple[Any, ...]]) -> DutyChange:
    return DutyChange(
        id=row.id,
        duty=row.duty,
        kind=row.kind,
        from_person=row.from_person,
        to_person=row.to_person,
        from_day=row.from_day,
        to_day=row.to_day,
        reason=row.reason,
        changed_by=row.changed_by,
        changed_at=row.changed_at,
    )

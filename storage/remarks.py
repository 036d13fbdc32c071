"""What headteachers said of reports, in SQL."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.column_types import is_id
from storage.tables import remarks, reports
from strategy.ports import Page, Remark, RemarkKind

_C = remarks.c


class SqlRemarks:
    """The port `Remarks`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, remark: Remark) -> Remark:
        """Store a remark (its id is ignored)."""
        statement = (
            sa.insert(remarks)
            .values(
                report=remark.report,
                version=remark.version,
                person=remark.person,
                kind=remark.kind,
                text=remark.text,
                made_at=remark.made_at,
            )
            .returning(*_C)
        )
        return _remark((await self._connection.execute(statement)).one())

    async def get(self, remark_id: int) -> Remark | None:
        """One remark."""
        if not is_id(remark_id):
            return None
        row = (await self._connection.execute(sa.select(remarks).where(_C.id == remark_id))).one_or_none()
        return None if row is None else _remark(row)

    async def of_report(self, report: int) -> list[Remark]:
        """All remarks on a report, first to last."""
        statement = sa.select(remarks).where(_C.report == report).order_by(_C.id)
        return [_remark(row) for row in await self._connection.execute(statement)]

    async def unanswered(self, *, offset: int = 0, limit: int = 50) -> Page[Remark]:
        """What was said to be inaccurate in a report that has not been amended since, nor acknowledged or
        withdrawn; oldest first. `total` counts them all.
        """
        later = remarks.alias()
        settled = sa.exists().where(
            later.c.report == _C.report,
            later.c.id > _C.id,
            later.c.kind == RemarkKind.ACKNOWLEDGED,
        )
        standing = sa.exists().where(
            reports.c.id == _C.report,
            reports.c.version == _C.version,
            reports.c.visit.is_not(None) | reports.c.deployment.is_not(None),
        )
        open_ones = (_C.kind == RemarkKind.INACCURATE, ~settled, standing)
        rows = await self._connection.execute(
            sa.select(remarks).where(*open_ones).order_by(_C.id).offset(offset).limit(limit)
        )
        count = sa.select(sa.func.count()).select_from(remarks).where(*open_ones)
        total = (await self._connection.execute(count)).scalar_one()
        return Page(tuple(_remark(row) for row in rows), total, offset)


def _remark(row: Row[*tuple[Any, ...]]) -> Remark:
    return Remark(row.id, row.report, row.version, row.person, row.kind, row.text, row.made_at)

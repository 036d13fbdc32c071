"""Schools' drafts of next year, in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.column_types import is_id
from storage.inserts import insert
from storage.tables import next_year_versions, next_years
from strategy.next_year import NextYear, NextYearState

_C, _V = next_years.c, next_year_versions.c
_WHOLE = sa.select(*_C, _V.by.label("written_by"), _V.at.label("written_at"), _V.support, _V.agenda).join(
    next_year_versions, (_V.draft == _C.id) & (_V.number == _C.revision)
)


class SqlNextYears:
    """The port `NextYears`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, draft_id: int) -> NextYear | None:
        """One draft."""
        if not is_id(draft_id):
            return None
        return await self._one(_WHOLE.where(_C.id == draft_id))

    async def of(self, school: str, year: str) -> NextYear | None:
        """A school's draft of a year."""
        return await self._one(_WHOLE.where(_C.school == school, _C.year == year))

    async def of_year(self, year: str) -> Sequence[NextYear]:
        """All drafts of a year."""
        rows = await self._connection.execute(_WHOLE.where(_C.year == year).order_by(_C.id))
        return [_draft(row) for row in rows]

    async def start(self, draft: NextYear) -> NextYear | None:
        """Store a new draft (its id is ignored); None where the school has one of that year."""
        made = (
            insert(next_years, self._connection)
            .values(school=draft.school, year=draft.year, revision=1, state=NextYearState.DRAFT)
            .on_conflict_do_nothing()
            .returning(_C.id)
        )
        number = (await self._connection.execute(made)).scalar_one_or_none()
        if number is None:
            return None
        await self._version(number, draft)
        return await self.get(number)

    async def write(self, after: NextYear) -> bool:
        """Store another version; False where it is not what it was before it, or is signed off."""
        changed = await self._connection.execute(
            sa.update(next_years)
            .where(_C.id == after.id, _C.revision == after.revision - 1, _C.state == NextYearState.DRAFT)
            .values(revision=after.revision)
        )
        if changed.rowcount != 1:
            return False
        await self._version(after.id, after)
        return True

    async def decide(self, signed: NextYear) -> bool:
        """Store that it was signed off; False where it is not what it was, or that was done before."""
        changed = await self._connection.execute(
            sa.update(next_years)
            .where(_C.id == signed.id, _C.revision == signed.revision, _C.state == NextYearState.DRAFT)
            .values(state=signed.state, signed_by=signed.signed_by, signed_at=signed.signed_at)
        )
        return changed.rowcount == 1

    async def _version(self, number: int, draft: NextYear) -> None:
        await self._connection.execute(
            sa.insert(next_year_versions).values(
                draft=number,
                number=draft.revision,
                by=draft.by,
                at=draft.at,
                support=draft.support,
                agenda=draft.items,
            )
        )

    async def _one(self, statement: sa.Select[*tuple[Any, ...]]) -> NextYear | None:
        row = (await self._connection.execute(statement)).one_or_none()
        return None if row is None else _draft(row)


def _draft(row: Row[*tuple[Any, ...]]) -> NextYear:
    return NextYear(
        id=row.id,
        school=row.school,
        year=row.year,
        by=row.written_by,
        at=row.written_at,
        support=row.support,
        items=row.agenda,
        revision=row.revision,
        state=row.state,
        signed_by=row.signed_by,
        signed_at=row.signed_at,
    )

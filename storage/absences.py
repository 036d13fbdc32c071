"""Who is away, in SQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.column_types import is_id
from storage.parts import in_parts
from storage.tables import absences
from strategy.ports import Absence

_C = absences.c
_ENDS_LATER = _C.ends.is_(None) | (_C.ends >= sa.bindparam("day"))
_OF = (
    sa.select(absences)
    .where(
        _C.person.in_(sa.bindparam("people", expanding=True)), _C.starts <= sa.bindparam("day"), _ENDS_LATER
    )
    .order_by(_C.ends.is_(None), _C.ends, _C.id)
)
"""In this order the last one of a person is the one that ends last. Made once: all lists of duties ask it."""


class SqlAbsences:
    """The port `Absences`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, absence: Absence) -> Absence:
        """Store an absence (its id is ignored)."""
        statement = (
            sa.insert(absences)
            .values(
                person=absence.person,
                starts=absence.starts,
                ends=absence.ends,
                reason=absence.reason,
                marked_by=absence.marked_by,
                marked_at=absence.marked_at,
            )
            .returning(*_C)
        )
        return _absence((await self._connection.execute(statement)).one())

    async def end(self, absence_id: int, ends: date) -> None:
        """Have an absence end on a day; one that would end before it starts is taken away."""
        if not is_id(absence_id):
            return
        await self._connection.execute(sa.delete(absences).where(_C.id == absence_id, _C.starts > ends))
        await self._connection.execute(sa.update(absences).where(_C.id == absence_id).values(ends=ends))

    async def of(self, people: Sequence[int], day: date) -> Mapping[int, Absence]:
        """The absences that cover a day, by person: where several do, the one that ends last."""
        found: dict[int, Absence] = {}
        for part in in_parts(people):
            rows = await self._connection.execute(_OF, {"people": part, "day": day})
            found.update({row.person: _absence(row) for row in rows})
        return found

    async def ahead(self, person: int, day: date) -> list[Absence]:
        """Somebody's absences that have not ended before a day, earliest first."""
        statement = (
            sa.select(absences)
            .where(_C.person == person, _C.ends.is_(None) | (_C.ends >= day))
            .order_by(_C.starts, _C.id)
        )
        return [_absence(row) for row in await self._connection.execute(statement)]

    async def standing(self, day: date, *, limit: int = 50) -> list[Absence]:
        """Everybody's absences that have not ended before a day, earliest first."""
        statement = (
            sa.select(absences)
            .where(_C.ends.is_(None) | (_C.ends >= day))
            .order_by(_C.starts, _C.id)
            .limit(limit)
        )
        return [_absence(row) for row in await self._connection.execute(statement)]


def _absence(row: Row[*tuple[Any, ...]]) -> Absence:
    return Absence(row.id, row.person, row.starts, row.ends, row.reason, row.marked_by, row.marked_at)

"""Agendas of visits, in SQL."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.column_types import is_id
from storage.inserts import insert
from storage.parts import in_parts
from storage.tables import agenda_issues, agenda_items, agenda_steps, school_agenda_items
from storage.tables import visits as visit_rows
from strategy.agendas import AgendaItem, Issue

_C, _I, _S = agenda_items.c, agenda_issues.c, school_agenda_items.c
_WHOLE = sa.select(*_C, _S.school).outerjoin(school_agenda_items, _S.item == _C.id)


class SqlAgendas:
    """The port `Agendas`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, item: AgendaItem) -> AgendaItem:
        """Store a new item (its id is ignored) with its first step."""
        made = sa.insert(agenda_items).values(
            visit=item.visit,
            year=item.year,
            month=item.month,
            text=item.text,
            by=item.by,
            at=item.at,
            state=item.state,
            revision=item.revision,
        )
        number = (await self._connection.execute(made.returning(_C.id))).scalar_one()
        stored = replace(item, id=number)
        await self._step(stored, item.by, item.at)
        if item.school:
            narrowed = sa.insert(school_agenda_items).values(item=number, school=item.school)
            await self._connection.execute(narrowed)
        return stored

    async def get(self, item_id: int) -> AgendaItem | None:
        """One item."""
        if not is_id(item_id):
            return None
        found = _WHOLE.where(_C.id == item_id)
        row = (await self._connection.execute(found)).one_or_none()
        return None if row is None else _item(row)

    async def change(self, after: AgendaItem, by: int, at: datetime) -> bool:
        """Store an item as it stands after a step; False where it is not what it was before it any more."""
        changed = await self._connection.execute(
            sa.update(agenda_items)
            .where(_C.id == after.id, _C.revision == after.revision - 1)
            .values(state=after.state, revision=after.revision)
        )
        if changed.rowcount != 1:
            return False
        await self._step(after, by, at)
        return True

    async def of_visits(self, visits: Sequence[int], years: Collection[str]) -> list[AgendaItem]:
        """The items of some visits, and those set for all visits of some years, or for all of those to their
        schools, in the order they came.
        """
        of_years = _WHOLE.where(_C.visit.is_(None), _C.year.in_(sorted(years)))
        for_all = of_years.where(_S.school.is_(None))
        found = {row.id: _item(row) for row in await self._connection.execute(for_all)}
        for part in in_parts(visits):
            of_visits = sa.select(visit_rows.c.school).where(visit_rows.c.id.in_(part))
            for some in (_WHOLE.where(_C.visit.in_(part)), of_years.where(_S.school.in_(of_visits))):
                found |= {row.id: _item(row) for row in await self._connection.execute(some)}
        return [found[number] for number in sorted(found)]

    async def issued(self, visits: Sequence[int]) -> Mapping[tuple[int, int], Issue]:
        """How the agendas of some visits last went out, by visit and person."""
        last: dict[tuple[int, int], Issue] = {}
        for part in in_parts(visits):
            some = sa.select(agenda_issues).where(_I.visit.in_(part))
            for row in await self._connection.execute(some.order_by(_I.number)):
                items = tuple(int(each) for each in row.item_ids.split(",") if each)
                last[row.visit, row.person] = Issue(row.visit, row.person, row.number, items, row.at)
        return last

    async def issue(self, issue: Issue) -> bool:
        """Note that an agenda goes out; False where that was noted already."""
        noted = (
            insert(agenda_issues, self._connection)
            .values(
                visit=issue.visit,
                person=issue.person,
                number=issue.number,
                item_ids=",".join(str(each) for each in issue.items),
                at=issue.at,
            )
            .on_conflict_do_nothing()
            .returning(_I.visit)
        )
        return (await self._connection.execute(noted)).scalar_one_or_none() is not None

    async def _step(self, item: AgendaItem, by: int, at: datetime) -> None:
        await self._connection.execute(
            sa.insert(agenda_steps).values(item=item.id, number=item.revision, state=item.state, by=by, at=at)
        )


def _item(row: Row[*tuple[Any, ...]]) -> AgendaItem:
    return AgendaItem(
        id=row.id,
        text=row.text,
        by=row.by,
        at=row.at,
        year=row.year,
        month=row.month,
        visit=row.visit,
        state=row.state,
        revision=row.revision,
        school=row.school or "",
    )

"""Lists and counts of duties in SQL: what somebody asks for, among what they may see."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Row
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.scopes import reached_by
from storage.tables import duties
from strategy.designations import Risk
from strategy.duties import CONFIDENTIAL, OF_NO_SCHOOL, DutyKind, DutyState
from strategy.permissions import Scope
from strategy.ports import DutyOrder, DutyQuery, DutyRow, OwedBy, Page

_C = duties.c

# Written out, not bound: a statement that is prepared once for any state cannot go by an index of open duties
# alone. PostgreSQL comes to such plans after some runs, and SQLite prepares anew for each value.
STATE_IS = {state: _C.state == sa.literal_column(f"'{state}'", sa.Text()) for state in DutyState}

_SHOWN = (
    _C.id,
    _C.kind,
    _C.state,
    _C.owner,
    _C.school,
    _C.capacity,
    _C.risk,
    _C.about_on,
    _C.due_on,
    _C.visit,
    _C.deployment,
    _C.half_term,
    _C.about,
    _C.fulfilled_at,
    _C.report,
)


def conditions(query: DutyQuery, scope: Scope) -> list[ColumnElement[bool]]:
    """What the query asks for and the scope reaches, as SQL."""
    found: list[ColumnElement[bool]] = []
    if query.state is not None:
        found.append(STATE_IS[query.state])
    if not scope.everything:
        found.append(
            reached_by(scope, school=_C.school, owner=_C.owner, capacity=_C.capacity, day=_C.about_on)
        )
    if query.kinds and not query.kinds.issuperset(DutyKind):
        # Asking for every kind is asking for any, and counting then needs nothing that is not in the index.
        found.append(_C.kind.in_(sorted(query.kinds)))
    if query.confidential_to is not None and not (query.kinds and query.kinds.isdisjoint(CONFIDENTIAL)):
        found.append(_C.kind.not_in(sorted(CONFIDENTIAL)) | (_C.owner == query.confidential_to))
    if query.names_schools and not (query.kinds and query.kinds.isdisjoint(OF_NO_SCHOOL)):
        found.append(_C.kind.not_in(sorted(OF_NO_SCHOOL)))
    if query.schools is not None:
        found.append(_C.school.in_(sorted(query.schools)))
    narrowing: list[tuple[object, Callable[[Any], ColumnElement[bool]]]] = [
        (query.owner, lambda value: _C.owner == value),
        (query.owners, lambda value: _C.owner.in_(sorted(value))),
        (query.capacity, lambda value: _C.capacity == value),
        (query.risk, lambda value: _C.risk == value),
        (query.designation, lambda value: _C.designation == value),
        (query.designations, lambda value: _C.designation.in_(sorted(value))),
        (query.due_before, lambda value: _C.due_on < value),
        (query.due_from, lambda value: _C.due_on >= value),
        (query.due_to, lambda value: _C.due_on <= value),
        (query.arisen_by, lambda value: _C.arises_on <= value),
        (query.fulfilled_from, lambda value: _C.fulfilled_at >= value),
        (query.fulfilled_to, lambda value: _C.fulfilled_at < value),
    ]
    found += [condition(value) for value, condition in narrowing if value is not None]
    return found


def listing(query: DutyQuery, scope: Scope) -> sa.Select[*tuple[Any, ...]]:
    """The statement of one list, in its order, unpaged."""
    statement = sa.select(*_SHOWN).where(*conditions(query, scope))
    if query.order is DutyOrder.OLDEST_FIRST:
        return statement.order_by(_C.due_on, _C.id)
    latest = _C.fulfilled_at.desc()
    if query.state is not DutyState.FULFILLED:
        latest = latest.nulls_last()
    return statement.order_by(latest, _C.id.desc())


class SqlDutyLists:
    """The part of the port `Duties` that lists and counts."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def page(
        self, query: DutyQuery, scope: Scope, *, offset: int = 0, limit: int = 10
    ) -> Page[DutyRow]:
        """The duties the query asks for, among those the scope reaches; `total` counts them all."""
        if scope.is_empty:
            return Page((), 0, offset)
        rows = (await self._connection.execute(listing(query, scope).limit(limit).offset(offset))).all()
        total = offset + len(rows)
        if len(rows) == limit or (offset and not rows):
            total = await self.count(query, scope)
        return Page(tuple(_shown(row) for row in rows), total, offset)

    async def count(self, query: DutyQuery, scope: Scope) -> int:
        """How many there are."""
        if scope.is_empty:
            return 0
        statement = sa.select(sa.func.count()).select_from(duties).where(*conditions(query, scope))
        return (await self._connection.execute(statement)).scalar_one()

    async def count_by_risk(self, query: DutyQuery, scope: Scope) -> Mapping[Risk | None, int]:
        """How many there are of each risk, None for schools without a designation; those of none left out."""
        if scope.is_empty:
            return {}
        statement = sa.select(_C.risk, sa.func.count()).where(*conditions(query, scope)).group_by(_C.risk)
        return dict((await self._connection.execute(statement)).all())

    async def count_by_owner(self, query: DutyQuery, scope: Scope, *, limit: int = 8) -> Page[OwedBy]:
        """How many there are of each person, most first, then oldest first; `total` counts the people."""
        if scope.is_empty:
            return Page((), 0)
        wanted = conditions(query, scope)
        count, oldest = sa.func.count(), sa.func.min(_C.due_on)
        statement = (
            sa.select(_C.owner, count, oldest)
            .where(*wanted)
            .group_by(_C.owner)
            .order_by(count.desc(), oldest, _C.owner)
            .limit(limit)
        )
        rows = (await self._connection.execute(statement)).all()
        people = sa.select(sa.func.count(_C.owner.distinct())).where(*wanted)
        total = (await self._connection.execute(people)).scalar_one()
        return Page(tuple(OwedBy(owner, number, day) for owner, number, day in rows), total)


def _shown(row: Row[*tuple[Any, ...]]) -> DutyRow:
    risk: Risk | None = row.risk
    return DutyRow(
        id=row.id,
        kind=row.kind,
        state=row.state,
        owner=row.owner,
        school=row.school,
        capacity=row.capacity,
        risk=risk,
        about_on=row.about_on,
        due_on=row.due_on,
        visit=row.visit,
        deployment=row.deployment,
        half_term=row.half_term,
        about=row.about,
        fulfilled_at=row.fulfilled_at,
        report=row.report,
    )

"""Visits in SQL."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Row
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.column_types import is_id
from storage.inserts import insert
from storage.parts import in_parts
from storage.scopes import reached_by
from storage.tables import duties, people, schools, visits
from strategy.designations import Designation, risk_of
from strategy.duties import DutyState
from strategy.people import Capacity
from strategy.permissions import Scope
from strategy.ports import AlreadyThere, Page, VisitQuery
from strategy.school_year import Span
from strategy.visits import Visit, VisitStatus

_C, _O = visits.c, visits.alias("other").c
COLUMNS = (
    _C.id,
    _C.school,
    _C.author,
    _C.capacity,
    _C.starts,
    _C.ends,
    _C.mode,
    _C.days,
    _C.purpose,
    _C.in_diary,
    _C.cancelled_on,
    _C.reported_on,
)

_LONGEST = timedelta(days=200)
"""No visit lasts longer: the directory takes thirty working days at most, which the summer and Christmas
holidays stretch to less than this."""


def not_over_by(day: date) -> ColumnElement[bool]:
    """Visits that have not ended before a day. Bounded by when they may have begun, so that an index on that
    serves, and not all of history is looked through.
    """
    return (_C.ends >= day) & (_C.starts >= day - _LONGEST)


def has_status(status: VisitStatus, today: date) -> ColumnElement[bool]:
    """The status of a visit on a day, as `Visit.status` has it."""
    stands = _C.cancelled_on.is_(None)
    if status is VisitStatus.CANCELLED:
        return ~stands
    if status is VisitStatus.DONE:
        return stands & (_C.reported_on.is_not(None) | (_C.ends < today))
    return stands & _C.reported_on.is_(None) & not_over_by(today)


def _designated(query: VisitQuery) -> Iterator[list[Designation]]:
    """Each set of designations that a school must be of, all of them at once."""
    if query.risk is not None:
        yield [designation for designation in Designation if risk_of(designation) is query.risk]
    if query.designation is not None:
        yield [query.designation]
    if query.designations is not None:
        yield sorted(query.designations)


def _at_schools(designated: Sequence[Designation]) -> ColumnElement[bool]:
    return _C.school.in_(sa.select(schools.c.urn).where(schools.c.designation.in_(designated)))


def conditions(query: VisitQuery, scope: Scope) -> list[ColumnElement[bool]]:
    """What the query asks for and the scope reaches, as SQL. A visit counts on each of its days."""
    found: list[ColumnElement[bool]] = []
    if not scope.everything:
        found.append(reached_by(scope, school=_C.school, owner=_C.author, capacity=_C.capacity, day=_C.ends))
    if query.author is not None:
        found.append(_C.author == query.author)
    if query.authors is not None:
        found.append(_C.author.in_(sorted(query.authors)))
    if query.schools is not None:
        found.append(_C.school.in_(sorted(query.schools)))
    if query.capacity is not None:
        found.append(_C.capacity == query.capacity)
    found += [_at_schools(designated) for designated in _designated(query)]
    if query.status is not None:
        found.append(has_status(query.status, query.today))
    if query.starts is not None:
        found.append(not_over_by(query.starts))
    if query.ends is not None:
        found.append(_C.starts <= query.ends)
    if query.mode is not None:
        found.append(_C.mode == query.mode)
    return found


def _given_to(person: int) -> ColumnElement[bool]:
    """Visits whose report somebody owes, whoever went; being excused from it keeps nobody from writing it."""
    owed = (duties.c.owner == person) & duties.c.state.in_([DutyState.OPEN, DutyState.EXCUSED])
    return sa.exists().where(duties.c.visit == _C.id, owed)


class SqlVisits:
    """The port `Visits`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def page(self, query: VisitQuery, scope: Scope, *, offset: int = 0, limit: int = 10) -> Page[Visit]:
        """The visits asked for that the scope reaches (by their school, author, capacity and last day)."""
        if scope.is_empty:
            return Page((), 0, offset)
        wanted = conditions(query, scope)
        order = (_C.starts.desc(), _C.id.desc()) if query.newest_first else (_C.starts, _C.id)
        statement = sa.select(*COLUMNS).where(*wanted).order_by(*order).limit(limit).offset(offset)
        rows = (await self._connection.execute(statement)).all()
        total = offset + len(rows)
        if len(rows) == limit or (offset and not rows):
            count = sa.select(sa.func.count()).select_from(visits).where(*wanted)
            total = (await self._connection.execute(count)).scalar_one()
        return Page(tuple(visit_of(row) for row in rows), total, offset)

    async def get(self, visit_id: int) -> Visit | None:
        """One visit."""
        if not is_id(visit_id):
            return None
        row = (await self._connection.execute(sa.select(*COLUMNS).where(_C.id == visit_id))).one_or_none()
        return None if row is None else visit_of(row)

    async def on_day(self, school: str, author: int, day: date) -> list[Visit]:
        """The visits to the school on that day whose report this author may write, cancelled ones left out:
        their own, and those whose report was given to them.
        """
        statement = (
            sa.select(*COLUMNS)
            .where(
                _C.school == school,
                (_C.author == author) | _given_to(author),
                _C.starts <= day,
                not_over_by(day),
                _C.cancelled_on.is_(None),
            )
            .order_by(_C.starts, _C.id)
        )
        return [visit_of(row) for row in await self._connection.execute(statement)]

    async def one_at_a_time(self, authors: Collection[int]) -> None:
        """Have others who are about to book for some of these people wait until this transaction is over.

        On SQLite whoever may write waits anyway.
        """
        for some in in_parts(sorted(authors)):
            # In one order for everybody, so that no two wait for each other, and in the mode that lets others
            # store rows that name these people.
            locked = sa.select(people.c.id).where(people.c.id.in_(some)).order_by(people.c.id)
            (await self._connection.execute(locked.with_for_update(key_share=True))).all()

    async def add(self, visit: Visit) -> Visit:
        """Store a new visit (its id is ignored) and give it back with its id.

        Raises AlreadyThere where the author has a visit to that school starting that day.
        """
        statement = (
            insert(visits, self._connection)
            .values(**columns_of(visit), imported=False, withdrawn=False)
            .on_conflict_do_nothing()
            .returning(*COLUMNS)
        )
        row = (await self._connection.execute(statement)).one_or_none()
        if row is None:
            raise AlreadyThere("visit")
        return visit_of(row)

    async def change(self, visit: Visit) -> None:
        """Store a visit that was moved, or is of another length or kind; its id, school and author stay.

        Raises AlreadyThere where the author has another visit to that school starting that day.
        """
        other = sa.exists().where(
            _O.school == visit.school,
            _O.author == visit.author,
            _O.starts == visit.starts,
            _O.cancelled_on.is_(None),
            _O.id != visit.id,
        )
        changed = await self._connection.execute(
            sa.update(visits).where(_C.id == visit.id, ~other).values(**columns_of(visit))
        )
        if not changed.rowcount:
            raise AlreadyThere("visit")

    async def days_of(self, school: str, span: Span, today: date) -> Mapping[tuple[Capacity, bool], Decimal]:
        """Days of the visits that begin within a span, by capacity and whether they are done; cancelled ones
        do not count.
        """
        done = _C.reported_on.is_not(None) | (_C.ends < today)
        rows = await self._connection.execute(
            sa.select(_C.capacity, done.label("done"), sa.func.sum(_C.days).label("days"))
            .where(
                _C.school == school,
                _C.starts.between(span.starts, span.ends),
                _C.cancelled_on.is_(None),
            )
            .group_by(_C.capacity, done)
        )
        return {(row.capacity, bool(row.done)): row.days for row in rows}

    async def set_reported(self, visit_id: int, on: date) -> None:
        """Note that the visit has been reported, which makes it done."""
        await self._connection.execute(sa.update(visits).where(_C.id == visit_id).values(reported_on=on))

    async def set_unreported(self, visit_id: int) -> None:
        """Note that the visit has no report any more: it was withdrawn."""
        await self._connection.execute(sa.update(visits).where(_C.id == visit_id).values(reported_on=None))

    async def cancel(self, visit_id: int, on: date) -> None:
        """Cancel a visit on a day; one that was reported is so no longer."""
        await self._connection.execute(
            sa.update(visits).where(_C.id == visit_id).values(cancelled_on=on, reported_on=None)
        )


def columns_of(visit: Visit) -> dict[str, Any]:
    """A visit's columns, but its id."""
    return {
        "school": visit.school,
        "author": visit.author,
        "capacity": visit.capacity,
        "starts": visit.starts,
        "ends": visit.ends,
        "mode": visit.mode,
        "days": visit.days,
        "purpose": visit.purpose,
        "in_diary": visit.in_diary,
        "cancelled_on": visit.cancelled_on,
        "reported_on": visit.reported_on,
    }


def visit_of(row: Row[*tuple[Any, ...]]) -> Visit:
    """A visit from a row of COLUMNS."""
    return Visit(
        id=row.id,
        school=row.school,
        author=row.author,
        capacity=row.capacity,
        starts=row.starts,
        ends=row.ends,
        mode=row.mode,
        days=row.days,
        purpose=row.purpose,
        in_diary=row.in_diary,
        cancelled_on=row.cancelled_on,
        reported_on=row.reported_on,
    )

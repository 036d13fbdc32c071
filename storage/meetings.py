"""Recorded meetings in SQL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.column_types import is_id
from storage.inserts import insert
from storage.parts import in_parts
from storage.tables import meeting_cancellations, meetings
from strategy.meetings import Meeting
from strategy.policy_reporting import Body
from strategy.ports import AlreadyThere, MeetingQuery, Page

_C = meetings.c
_STANDS = _C.withdrawn_on.is_(None)
_CANCELLED = ~_STANDS & sa.exists().where(meeting_cancellations.c.meeting == _C.id)


class SqlMeetings:
    """The port `Meetings`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def first(self, body: Body, school: str, day: date) -> Meeting | None:
        """A body's first meeting that stands on or after a day; `school` is empty but for a Board."""
        found = await self.ahead(body, school, day, limit=1)
        return found[0] if found else None

    async def add(self, meeting: Meeting) -> Meeting:
        """Record a meeting (its id is ignored); AlreadyThere where the body has one that day."""
        said = {
            "starts": f"{meeting.starts:%H:%M}",
            "ends": f"{meeting.ends:%H:%M}",
            "imported": False,
            "withdrawn_on": None,
        }
        statement = (
            insert(meetings, self._connection)
            .values(body=meeting.body, school=meeting.school, day=meeting.day, **said)
            # One that was withdrawn comes back, as the same meeting.
            .on_conflict_do_update(
                index_elements=[_C.body, _C.school, _C.day], set_=said, where=_C.withdrawn_on.is_not(None)
            )
            .returning(*_C)
        )
        row = (await self._connection.execute(statement)).one_or_none()
        if row is None:
            raise AlreadyThere("meeting")
        return _meeting(row)

    async def get(self, meeting_id: int) -> Meeting | None:
        """One meeting."""
        if not is_id(meeting_id):
            return None
        row = (await self._connection.execute(sa.select(meetings).where(_C.id == meeting_id))).one_or_none()
        return None if row is None else _meeting(row)

    async def days(
        self, body: Body, starts: date, ends: date, schools: Sequence[str]
    ) -> Mapping[str, Sequence[date]]:
        """The days, in order, of a body's meetings that stand from a day to a day, by school, of some."""
        statement = (
            sa.select(_C.school, _C.day)
            .where(_STANDS, _C.body == body, _C.day >= starts, _C.day <= ends)
            .order_by(_C.day)
        )
        found: dict[str, list[date]] = defaultdict(list)
        for part in in_parts(schools):
            some = statement.where(_C.school.in_(part))
            for row in await self._connection.execute(some):
                found[row.school].append(row.day)
        return found

    async def ahead(
        self, body: Body | None, school: str | None, day: date, *, limit: int = 10
    ) -> Sequence[Meeting]:
        """Meetings that stand on or after a day, earliest first; None narrows nothing."""
        statement = sa.select(meetings).where(_STANDS, _C.day >= day)
        if body is not None:
            statement = statement.where(_C.body == body)
        if school is not None:
            statement = statement.where(_C.school == school)
        statement = statement.order_by(_C.day, _C.starts, _C.id).limit(limit)
        return [_meeting(row) for row in await self._connection.execute(statement)]

    async def page(self, query: MeetingQuery, *, offset: int = 0, limit: int = 10) -> Page[Meeting]:
        """The meetings that are asked for, earliest first."""
        wanted = _CANCELLED if query.cancelled else _STANDS
        statement = sa.select(meetings).where(wanted, _C.day >= query.starts, _C.day <= query.ends)
        of_all = _C.body.in_(sorted(query.bodies)) & (_C.school == "")
        boards = _C.school != "" if query.schools is None else _C.school.in_(sorted(query.schools))
        asked = statement.where(of_all | boards)
        total = await self._connection.scalar(sa.select(sa.func.count()).select_from(asked.subquery()))
        some = asked.order_by(_C.day, _C.starts, _C.id).offset(offset).limit(limit)
        rows = await self._connection.execute(some)
        return Page(tuple(_meeting(row) for row in rows), total or 0, offset)

    async def fits(self, meeting: Meeting) -> bool:
        """Whether a meeting can be on the day it has: the body has, and had, no other then."""
        # One that was withdrawn counts too: its row stays what it was.
        there = sa.select(_C.id).where(
            _C.body == meeting.body, _C.school == meeting.school, _C.day == meeting.day, _C.id != meeting.id
        )
        return (await self._connection.execute(there)).first() is None

    async def change(self, meeting: Meeting) -> None:
        """Have a meeting be at another time; AlreadyThere where the body has another that day."""
        if not await self.fits(meeting):
            raise AlreadyThere("meeting")
        await self._connection.execute(
            sa.update(meetings)
            .where(_C.id == meeting.id)
            .values(day=meeting.day, starts=f"{meeting.starts:%H:%M}", ends=f"{meeting.ends:%H:%M}")
        )

    async def withdraw(self, meeting_id: int, on: date) -> bool:
        """Note that a meeting is not held. False where it did not stand any more."""
        noted = await self._connection.execute(
            sa.update(meetings).where(_C.id == meeting_id, _STANDS).values(withdrawn_on=on)
        )
        return bool(noted.rowcount)


def _meeting(row: Row[*tuple[Any, ...]]) -> Meeting:
    return Meeting(
        id=row.id,
        body=Body(row.body),
        school=row.school,
        day=row.day,
        starts=time.fromisoformat(row.starts),
        ends=time.fromisoformat(row.ends),
        withdrawn_on=row.withdrawn_on,
    )

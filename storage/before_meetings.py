"""What goes out before meetings, in SQL: packs, and reminders to come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.inserts import insert
from storage.parts import in_parts, rows_among
from storage.tables import meeting_calls, meetings, pack_sendings
from strategy.ports import MeetingCall, PackSending
from strategy.school_year import LONDON, london_day

_S, _C, _M = pack_sendings.c, meeting_calls.c, meetings.c


class SqlPackSendings:
    """The port `PackSendings`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def last(self, of: Sequence[int]) -> Mapping[tuple[int, date, int], PackSending]:
        """What last went out for some meetings, by meeting, day and person."""
        wanted = sa.select(pack_sendings).order_by(_S.number)
        rows = await rows_among(self._connection, wanted, _S.meeting, of)
        return {(row.meeting, row.day, row.person): _sending(row) for row in rows}

    async def get(self, meeting: int, day: date, person: int, number: int) -> PackSending | None:
        """One of them."""
        wanted = sa.select(pack_sendings).where(
            _S.meeting == meeting, _S.day == day, _S.person == person, _S.number == number
        )
        row = (await self._connection.execute(wanted)).one_or_none()
        return None if row is None else _sending(row)

    async def add(self, sending: PackSending) -> bool:
        """Note that it goes out; False where that was noted already."""
        noted = (
            insert(pack_sendings, self._connection)
            .values(
                meeting=sending.meeting,
                day=sending.day,
                person=sending.person,
                number=sending.number,
                at=sending.at,
            )
            .on_conflict_do_nothing()
            .returning(_S.meeting)
        )
        return (await self._connection.execute(noted)).scalar_one_or_none() is not None


class SqlMeetingCalls:
    """The port `MeetingCalls`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def known(self, of: Sequence[int]) -> set[tuple[int, date, int]]:
        """Who was told of some meetings or waits to be, by meeting, day and person."""
        rows = await rows_among(self._connection, sa.select(_C.meeting, _C.day, _C.person), _C.meeting, of)
        return {(row.meeting, row.day, row.person) for row in rows}

    async def add(self, calls: Sequence[MeetingCall]) -> int:
        """Claim calls to be told; one that is claimed already is left as it is. How many were new."""
        if not calls:
            return 0
        added = await self._connection.execute(
            insert(meeting_calls, self._connection).on_conflict_do_nothing().returning(_C.meeting),
            [
                {
                    "meeting": each.meeting,
                    "day": each.day,
                    "person": each.person,
                    "at": each.at,
                    "outbox": each.outbox,
                }
                for each in calls
            ],
        )
        return len(added.all())

    async def waiting(
        self, now: datetime, limit: int, *, after: int = 0
    ) -> Mapping[int, Sequence[MeetingCall]]:
        """Calls that wait for their person's next message, by person, of meetings that stand on that day and
        have not begun: of at most `limit` people, in the order of their ids, the first above `after`.
        """
        today = london_day(now)
        ahead = (_M.day > today) | ((_M.day == today) & (_M.starts > f"{now.astimezone(LONDON):%H:%M}"))
        true = (_C.outbox.is_(None), _M.day == _C.day, _M.withdrawn_on.is_(None), ahead)
        calls = sa.join(meeting_calls, meetings, _C.meeting == _M.id)
        who = (
            sa.select(_C.person)
            .select_from(calls)
            .where(*true, _C.person > after)
            .distinct()
            .order_by(_C.person)
            .limit(limit)
        )
        rows = await self._connection.execute(
            sa.select(meeting_calls)
            .select_from(calls)
            .where(*true, _C.person.in_(who.scalar_subquery()))
            .order_by(_C.person, _C.day, _C.meeting)
        )
        found: dict[int, list[MeetingCall]] = defaultdict(list)
        for row in rows:
            found[row.person].append(_call(row))
        return found

    async def send_with(self, calls: Sequence[MeetingCall], outbox: int) -> int:
        """Have waiting calls go out with a message, by its id; how many still waited."""
        sent = 0
        for each in calls:
            done = await self._connection.execute(
                sa.update(meeting_calls)
                .where(
                    _C.meeting == each.meeting,
                    _C.day == each.day,
                    _C.person == each.person,
                    _C.outbox.is_(None),
                )
                .values(outbox=outbox)
            )
            sent += done.rowcount
        return sent

    async def move(self, messages: Sequence[int], outbox: int) -> None:
        """Have every call of some messages go out with another one instead."""
        for part in in_parts(messages):
            await self._connection.execute(
                sa.update(meeting_calls).where(_C.outbox.in_(part)).values(outbox=outbox)
            )

    async def of_message(self, outbox: int) -> list[MeetingCall]:
        """The calls that go out with a message."""
        wanted = sa.select(meeting_calls).where(_C.outbox == outbox).order_by(_C.day, _C.meeting)
        return [_call(row) for row in await self._connection.execute(wanted)]


def _sending(row: Row[*tuple[Any, ...]]) -> PackSending:
    return PackSending(row.meeting, row.day, row.person, row.number, row.at)


def _call(row: Row[*tuple[Any, ...]]) -> MeetingCall:
    return MeetingCall(row.meeting, row.day, row.person, row.at, row.outbox)

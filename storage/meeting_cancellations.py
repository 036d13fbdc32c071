"""Meetings that were cancelled, in SQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.column_types import is_id
from storage.parts import in_parts
from storage.tables import meeting_cancellations
from strategy.ports import Cancellation

_C = meeting_cancellations.c


class SqlMeetingCancellations:
    """The port `MeetingCancellations`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, cancellation: Cancellation) -> Cancellation:
        """Note that a meeting was cancelled (its id is ignored)."""
        made = (
            sa.insert(meeting_cancellations)
            .values(
                meeting=cancellation.meeting,
                by=cancellation.by,
                at=cancellation.at,
                why=cancellation.why,
            )
            .returning(*_C)
        )
        return _cancellation((await self._connection.execute(made)).one())

    async def get(self, cancellation_id: int) -> Cancellation | None:
        """One cancellation."""
        if not is_id(cancellation_id):
            return None
        found = sa.select(meeting_cancellations).where(_C.id == cancellation_id)
        row = (await self._connection.execute(found)).one_or_none()
        return None if row is None else _cancellation(row)

    async def of_meetings(self, meetings: Sequence[int]) -> Mapping[int, Cancellation]:
        """The latest cancellation of each of some meetings that have one, by the meeting's id."""
        found = {}
        for part in in_parts(meetings):
            some = sa.select(meeting_cancellations).where(_C.meeting.in_(part)).order_by(_C.id)
            for row in await self._connection.execute(some):
                found[row.meeting] = _cancellation(row)
        return found


def _cancellation(row: Row[*tuple[Any, ...]]) -> Cancellation:
    return Cancellation(row.id, row.meeting, row.by, row.at, row.why)

"""How far calendars follow what was booked of a plan of visits or meetings, and holding that back, in SQL."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import bookings
from strategy.ports import BookingState

_B = bookings.c


async def states_of(connection: AsyncConnection, subjects: sa.Select[Any]) -> Mapping[str, int]:
    """How many of the bookings of some subjects are in each state; those that are held count as `held`."""
    state = sa.case(
        ((_B.state == BookingState.WAITING) & _B.next_try_at.is_(None), "held"),
        else_=sa.cast(_B.state, sa.Text),
    ).label("stands")
    mine = subjects.subquery()
    counted = (
        sa.select(state, sa.func.count().label("many"))
        .select_from(mine)
        .join(bookings, _B.subject == mine.c.subject)
        .group_by(state)
    )
    return {row.stands: row.many for row in await connection.execute(counted)}


async def hold_back(
    connection: AsyncConnection, subjects: sa.Select[Any], *, held: bool, now: datetime
) -> int:
    """Have the calendars wait with what has not got there yet, or go on; how many that are."""
    waits = _B.next_try_at.is_not(None) if held else _B.next_try_at.is_(None)
    changed = await connection.execute(
        sa.update(bookings)
        .where(_B.subject.in_(subjects), _B.state == BookingState.WAITING, waits)
        .values(next_try_at=None if held else now)
    )
    return changed.rowcount

"""Subscriptions to calendars' changes, in SQL."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.inserts import insert
from storage.parts import rows_among
from storage.tables import subscriptions
from strategy.ports import Subscription

_C = subscriptions.c


class SqlSubscriptions:
    """The port `Subscriptions`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def all(self) -> Sequence[Subscription]:
        """All of them, by organiser."""
        rows = await self._connection.execute(sa.select(subscriptions).order_by(_C.organiser))
        return _read(rows)

    async def numbered(self, numbers: Collection[str]) -> Sequence[Subscription]:
        """Those with one of these ids at the other side."""
        wanted = sorted(set(numbers) - {""})
        return _read(await rows_among(self._connection, sa.select(subscriptions), _C.number, wanted))

    async def begin(self, new: Subscription, instead_of: str = "") -> bool:
        """Note that one is about to be made; False where somebody else was first."""
        values = asdict(new)
        if instead_of:
            changed = sa.update(subscriptions).where(_C.mark == instead_of).values(**values)
            return bool((await self._connection.execute(changed)).rowcount)
        added = await self._connection.execute(
            insert(subscriptions, self._connection)
            .values(**values)
            .on_conflict_do_nothing(index_elements=[_C.organiser])
            .returning(_C.organiser)
        )
        return added.first() is not None

    async def settle(self, mark: str, number: str, ends_at: datetime) -> None:
        """Note that the one with a mark stands, if it is still to."""
        await self._connection.execute(
            sa.update(subscriptions).where(_C.mark == mark).values(number=number, ends_at=ends_at, why="")
        )

    async def refused(self, organiser: int, why: str) -> None:
        """Note what stands in the way of the one of an organiser."""
        await self._connection.execute(
            sa.update(subscriptions).where(_C.organiser == organiser).values(why=why)
        )

    async def forget(self, mark: str) -> None:
        """It is gone."""
        await self._connection.execute(sa.delete(subscriptions).where(_C.mark == mark))


def _read(rows: Iterable[Row[*tuple[Any, ...]]]) -> list[Subscription]:
    return [Subscription(**row._mapping) for row in rows]

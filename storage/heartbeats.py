"""Heartbeats of the timetable's jobs, in SQL."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.inserts import insert
from storage.tables import heartbeats
from strategy.ports import Heartbeat

_C = heartbeats.c


class SqlHeartbeats:
    """The port `Heartbeats`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def began(self, job: str, at: datetime) -> None:
        """A job begins."""
        await self._connection.execute(
            insert(heartbeats, self._connection)
            .values(job=job, started_at=at, did=0)
            .on_conflict_do_update(index_elements=[_C.job], set_={"started_at": at, "finished_at": None})
        )

    async def ended(self, job: str, at: datetime, did: int | None) -> None:
        """A job has ended; `did` is how many things it did, None where it failed."""
        said: dict[str, object] = {"finished_at": at}
        if did is not None:
            said |= {"succeeded_at": at, "did": did}
        await self._connection.execute(sa.update(heartbeats).where(_C.job == job).values(**said))

    async def all(self) -> list[Heartbeat]:
        """The heartbeat of every job that ever ran, by name."""
        return [
            Heartbeat(row.job, row.started_at, row.finished_at, row.succeeded_at, row.did)
            for row in await self._connection.execute(sa.select(heartbeats).order_by(_C.job))
        ]

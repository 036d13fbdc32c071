"""All time-driven work, done once.

Each job finds its work from the data, so running one twice, late, or on two machines at once does no harm.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from strategy.faults import described
from strategy.ports import Clock, Store

log = logging.getLogger("keystone.sweep")


@dataclass(frozen=True, slots=True)
class Did:
    """What a run of a job did: how many things, and in words where a number alone does not say it."""

    many: int
    words: str


@dataclass(frozen=True, slots=True)
class Job:
    """One kind of time-driven work. `run` does what is due at an instant and says how many things it did.

    `done` is what became of those things: "forgotten". A job that says it in words of its own needs none.
    """

    name: str
    run: Callable[[datetime], Awaitable[int | Did]]
    done: str = ""


async def sweep(jobs: Sequence[Job], clock: Clock) -> list[str]:
    """Run every job once; a line for each that says what it did. One that fails does not stop the others."""
    lines = []
    for job in jobs:
        try:
            did = await job.run(clock.now())
        except Exception as error:
            log.error("job %s failed: %s", job.name, described(error))
            lines.append(f"{job.name}: failed; the log says why")
            continue
        words = did.words if isinstance(did, Did) else f"{did} {job.done}"
        lines.append(f"{job.name}: {words if _many(did) else 'nothing to do'}")
    return lines


def with_heartbeat(job: Job, store: Store, clock: Clock) -> Job:
    """The same job, but that each run is noted: when it began, and when and how it ended."""

    async def ended(many: int | None) -> None:
        async with store.transaction() as uow:
            await uow.heartbeats.ended(job.name, clock.now(), many)

    async def run(now: datetime) -> int | Did:
        async with store.transaction() as uow:
            await uow.heartbeats.began(job.name, now)
        try:
            did = await job.run(now)
        except Exception:
            await ended(None)
            raise
        await ended(_many(did))
        return did

    return replace(job, run=run)


def _many(did: int | Did) -> int:
    return did.many if isinstance(did, Did) else did

"""All time-driven work, done once.

Each job finds its work from the data, so running one twice, late, or on two machines at once does no harm.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from strategy.ports import Clock, Store

log = logging.getLogger("keystone.sweep")

KEEP_SEEN_ACTIVITIES = timedelta(days=2)
"""Teams sends an activity again within seconds; two days outlast any queue that holds one back."""


@dataclass(frozen=True, slots=True)
class Job:
    """One kind of time-driven work. `run` does what is due at an instant and says how many things it did."""

    name: str
    run: Callable[[datetime], Awaitable[int]]
    done: str


async def sweep(jobs: Sequence[Job], clock: Clock) -> list[str]:
    """Run every job once; a line for each that says what it did. One that fails does not stop the others."""
    lines = []
    for job in jobs:
        try:
            count = await job.run(clock.now())
        except Exception:
            log.exception("job %s failed", job.name)
            lines.append(f"{job.name}: failed; the log says why")
            continue
        lines.append(f"{job.name}: {count} {job.done}" if count else f"{job.name}: nothing to do")
    return lines


def forgetting(store: Store) -> Job:
    """Forget activities that were seen long ago."""

    async def forget(now: datetime) -> int:
        async with store.transaction() as uow:
            return await uow.conversations.forget_activities(now - KEEP_SEEN_ACTIVITIES)

    return Job("seen activities", forget, "forgotten")

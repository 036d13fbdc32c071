"""What a server does once when it starts, behind the answers that it gives meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager, suppress

from scheduling.sweep import Job, sweep
from strategy.ports import Clock


class CatchingUp:
    """Every job once, so that what an import or a change of policy left half done is finished.

    Nobody waits for it: jobs work in small transactions, and turns come between them.
    """

    def __init__(self, jobs: Sequence[Job], clock: Clock) -> None:
        self._clock = clock
        self._left = list(jobs)

    @property
    def left(self) -> tuple[str, ...]:
        """The jobs that are under way or still to be done, by name."""
        return tuple(job.name for job in self._left)

    async def run(self) -> None:
        """Run them one after the other; one that fails does not stop the others."""
        while self._left:
            await sweep(self._left[:1], self._clock)
            del self._left[0]


@asynccontextmanager
async def behind(catching_up: CatchingUp) -> AsyncGenerator[None]:
    """Catch up meanwhile; what is not done at the end the next start finds."""
    running = asyncio.create_task(catching_up.run())
    try:
        yield
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running

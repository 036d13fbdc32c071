"""A process that sweeps a database up to some point, says so, and then does nothing until it is killed.

`python -m tests.scheduling.sweeper URL INSTANT POINT`
"""

from __future__ import annotations

import asyncio
import sys
from datetime import datetime

from storage.store import SqlStore
from strategy.actions.nudging import gather, send_gathered
from strategy.policy import load

GATHERING, GATHERED, SENDING = "gathering", "gathered", "sending"
"""Rungs claimed but not committed, committed, and put into messages that are not."""


async def sweep_up_to(url: str, now: datetime, point: str) -> None:
    """Never returns."""
    store, policy = SqlStore.at(url), load()
    async with store.transaction() as uow:
        await gather(uow=uow, policy=policy, now=now)
        if point == GATHERING:
            await _wait_to_be_killed(point)
    if point == GATHERED:
        await _wait_to_be_killed(point)
    async with store.transaction() as uow:
        await send_gathered(uow=uow, policy=policy, now=now)
        await _wait_to_be_killed(point)


async def _wait_to_be_killed(point: str) -> None:
    sys.stdout.write(point + "\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(sweep_up_to(sys.argv[1], datetime.fromisoformat(sys.argv[2]), sys.argv[3]))

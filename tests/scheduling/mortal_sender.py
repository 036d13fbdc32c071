"""A process that has packs go out up to a point, says so, and then does nothing until it is killed.

`python -m tests.scheduling.mortal_sender URL INSTANT`
"""

from __future__ import annotations

import asyncio
import sys
from datetime import datetime

from storage.store import SqlStore
from strategy.actions.sending_packs import packs_to_send, send_packs
from strategy.policy import load

CLAIMED = "claimed"
"""Packs claimed and put into the outbox, and nothing committed."""


async def send_until_killed(url: str, now: datetime) -> None:
    """Never returns."""
    store = SqlStore.at(url)
    async with store.transaction() as uow:
        found = await packs_to_send(uow=uow, policy=load(), now=now)
        assert await send_packs(uow=uow, sendings=found.sendings)
        sys.stdout.write(CLAIMED + "\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(send_until_killed(sys.argv[1], datetime.fromisoformat(sys.argv[2])))

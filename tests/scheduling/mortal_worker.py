"""A worker as a process of its own, that can be made to die: `python -m tests.scheduling.mortal_worker`.

It says that it is ready, waits for a line, drains the outbox, and prints what became of it. What its
messenger takes it writes to a file at once, as the chat service would keep it. Its arguments: the database,
that file, and where it is killed.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from scheduling.deliveries import Deliveries, Lane
from scheduling.pace import UNLIMITED, Pace
from storage.store import SqlStore
from strategy.outgoing import Means
from strategy.ports import Notice, Outcome, Outgoing, Rendering, Sending, UnitOfWork
from tests.builders import NOW
from tests.scheduling.post import PlainWords, RememberingMailer, a_message


class Dies(StrEnum):
    """Where a worker is killed."""

    NEVER = "never"
    BEFORE_THE_FACT_IS_THERE = "before the fact is there"
    AFTER_THE_FACT = "after the fact"
    AFTER_CLAIM = "after claim"
    BEFORE_SENDING = "before sending"
    AFTER_SENDING = "after sending"
    BETWEEN_TWO = "between two"


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class StoppedClock:
    def now(self) -> datetime:
        return NOW


class MortalWords(PlainWords):
    def __init__(self, dies: Dies) -> None:
        super().__init__()
        self._dies = dies

    async def render(self, uow: UnitOfWork, outgoing: Outgoing, means: Means, now: datetime) -> Rendering:
        if self._dies is Dies.AFTER_CLAIM or (self._dies is Dies.BETWEEN_TWO and self.rendered):
            die()
        return await super().render(uow, outgoing, means, now)


class WritingMessenger:
    """What it takes stands in a file when `deliver` returns, whatever happens to this process."""

    def __init__(self, file: Path, dies: Dies) -> None:
        self._file = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self._dies = dies

    async def deliver(self, person: int, notice: Notice) -> Sending:
        if self._dies is Dies.BEFORE_SENDING:
            die()
        os.write(self._file, f"{notice.text}\n".encode())
        if self._dies is Dies.AFTER_SENDING:
            die()
        return Sending(Outcome.SENT)


async def main(database_url: str, file: Path, dies: Dies) -> None:
    store = SqlStore.at(database_url)
    people = (await store.trust()).people
    if dies in (Dies.BEFORE_THE_FACT_IS_THERE, Dies.AFTER_THE_FACT):
        async with store.transaction() as uow:
            await uow.outbox.put([a_message("new", min(people))])
            if dies is Dies.BEFORE_THE_FACT_IS_THERE:
                die()
        die()
    at_once = 20 if dies is Dies.NEVER else 1
    worker = Deliveries(
        store,
        MortalWords(dies),
        WritingMessenger(file, dies),
        RememberingMailer(),
        StoppedClock(),
        Pace(tenant=UNLIMITED),
        lanes=[Lane(Means.TEAMS, batch=20, at_once=at_once)],
    )
    print("ready", flush=True)  # noqa: T201 - for whoever started it
    await asyncio.to_thread(sys.stdin.readline)
    print(await worker.run_due(), flush=True)  # noqa: T201
    await store.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2]), Dies(sys.argv[3])))

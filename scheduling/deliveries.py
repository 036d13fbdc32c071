"""The worker that delivers what the outbox holds.

It claims rows for a few minutes, has the words of each made in a transaction that only reads, sends outside
any transaction, and stores what became of it. A worker that is killed loses nothing: what it had claimed is
free again when its lease ends. One window is left: killed after the other side took a message and before
that is stored, the message goes again; so it does where the other side's answer is lost on its way.
"""

from __future__ import annotations

import asyncio
import logging
import random
import secrets
from collections import defaultdict
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Final

from scheduling.carrying import SEND_WITHIN, Carrier, Sleep, Tally
from scheduling.no_installer import NoInstaller
from scheduling.pace import Pace
from scheduling.settling import Draw, means_of
from strategy.faults import described
from strategy.outgoing import Means
from strategy.ports import Clock, Installer, Mailer, Messenger, Outgoing, Renderer, Store

log = logging.getLogger("keystone.deliveries")

LEASE: Final = timedelta(minutes=5)
"""How long a worker has rows to itself: some times what a batch takes, so that only the dead lose theirs."""

ENOUGH: Final = timedelta(seconds=SEND_WITHIN + 30)
"""What must be left of a lease for a message to be begun with: time to send it and to store that."""

LOOK_EVERY: Final = 1.0
"""Seconds between looks for something to deliver."""

LOOK_LEAST_OFTEN: Final = 60.0
"""The same while the database is out of reach."""

LAST_WORDS: Final = 20.0
"""Seconds a worker that is told to end has for what it is sending."""


@dataclass(frozen=True, slots=True)
class Lane:
    """How the rows of one means are delivered: so many claimed, and so many of those sent at once."""

    means: Means
    batch: int
    at_once: int


LANES: Final = (
    # A batch is two seconds' worth at the pace of a tenant, so that memory is flat whatever waits.
    Lane(Means.TEAMS, batch=100, at_once=20),
    # A mailbox takes four requests at a time; a batch lasts two thirds of a minute at its pace.
    Lane(Means.MAIL, batch=20, at_once=4),
    # Each is answered by an arrival, which is greeted: few at a time, beside people's own turns.
    Lane(Means.APP, batch=20, at_once=4),
)


class Deliveries:
    """Delivers what is due. For each object one of `run_due` and `run` at a time."""

    def __init__(
        self,
        store: Store,
        renderer: Renderer,
        messenger: Messenger,
        mailer: Mailer,
        clock: Clock,
        pace: Pace,
        *,
        installer: Installer | None = None,
        lanes: Sequence[Lane] = LANES,
        draw: Draw = random.random,
        sleep: Sleep = asyncio.sleep,
        send_within: float = SEND_WITHIN,
    ) -> None:
        self._store = store
        self._carrier = Carrier(
            store,
            renderer,
            messenger,
            mailer,
            installer or NoInstaller(),
            clock,
            pace,
            draw=draw,
            sleep=sleep,
            send_within=send_within,
        )
        self._clock = clock
        self._pace = pace
        self._lanes = lanes
        self._sleep = sleep
        self._worker = secrets.token_hex(8)
        self._batches = count(1)
        self._unbegun: dict[int, Outgoing] = {}
        self._under_way: set[asyncio.Task[Tally]] = set()

    async def run_due(self) -> Tally:
        """Deliver all that is due by now, at the pace there is; what became of it.

        Raises what the store raises where rows cannot be claimed.
        """
        due_by, whole = self._clock.now(), Tally()
        async with self._ending_well():
            while True:
                # What finds nobody in Teams is due by mail at once, hence again until nothing is.
                found = sum([await self._drain(lane, due_by) for lane in self._lanes], Tally())
                if not found:
                    return whole
                whole += found

    async def run(self) -> None:
        """Deliver whatever falls due, until cancelled; what is being sent then is seen to its end."""
        async with self._ending_well(), asyncio.TaskGroup() as lanes:
            for lane in self._lanes:
                lanes.create_task(self._keep_draining(lane))

    async def _keep_draining(self, lane: Lane) -> None:
        pause = LOOK_EVERY
        while True:
            try:
                await self._drain(lane, self._clock.now())
                pause = LOOK_EVERY
            except Exception as error:
                pause = min(2 * pause, LOOK_LEAST_OFTEN)
                log.error("looking for what is due by %s failed: %s", lane.means, described(error))
            await self._sleep(pause)

    async def _drain(self, lane: Lane, due_by: datetime) -> Tally:
        """Deliver a lane's rows batch by batch until none is due."""
        whole = Tally()
        while True:
            until = self._clock.now() + LEASE
            claim = f"{self._worker}-{next(self._batches)}"
            async with self._store.transaction() as uow:
                batch = await uow.outbox.claim(claim, lane.means, due_by, until, lane.batch)
            if not batch:
                return whole
            self._unbegun |= {row.id: row for row in batch}
            whole += await self._deliver(batch, lane, until)

    async def _deliver(self, batch: Sequence[Outgoing], lane: Lane, until: datetime) -> Tally:
        """Several people's at once, but each person's one after the other, in their order."""
        by_person: dict[int, list[Outgoing]] = defaultdict(list)
        for row in batch:
            by_person[row.recipient].append(row)
        slots = asyncio.Semaphore(lane.at_once)

        async def one_after_the_other(rows: Sequence[Outgoing]) -> Tally:
            whole = Tally()
            for row in rows:
                async with slots:
                    whole += await self._one(row, until)
            return whole

        async with asyncio.TaskGroup() as group:
            people = [group.create_task(one_after_the_other(rows)) for rows in by_person.values()]
        return sum((person.result() for person in people), Tally())

    async def _one(self, row: Outgoing, until: datetime) -> Tally:
        held = self._pace.held_for(means_of(row), row.recipient)
        if held:
            self._unbegun.pop(row.id)
            return await self._carrier.put_back(row, held)
        turn = await self._pace.turn(means_of(row), row.recipient)
        self._unbegun.pop(row.id)
        if self._clock.now() > until - ENOUGH:
            turn.unused()
            log.warning("outgoing %d was left: its lease is nearly over", row.id)
            return Tally(left=1)
        # To stop waiting for it does not stop it: a message that went must be stored as gone.
        carried = asyncio.create_task(self._carrier.carry(row, turn))
        self._under_way.add(carried)
        carried.add_done_callback(self._under_way.discard)
        return await asyncio.shield(carried)

    @asynccontextmanager
    async def _ending_well(self) -> AsyncGenerator[None]:
        """At the end, however it comes, see to its end what is being sent, and let go of the rest."""
        try:
            yield
        finally:
            if self._under_way:
                await asyncio.wait(self._under_way, timeout=LAST_WORDS)
            if self._unbegun:
                await self._let_go()

    async def _let_go(self) -> None:
        try:
            async with self._store.transaction() as uow:
                for row in self._unbegun.values():
                    await uow.outbox.settle(row)
        except Exception as error:
            log.error("letting go of claimed rows failed: %s", described(error))
        self._unbegun.clear()

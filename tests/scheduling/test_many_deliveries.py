"""Ten thousand messages wait: they go at the pace Teams allows, and memory does not grow with them."""

from __future__ import annotations

import gc
import sys
from dataclasses import replace
from datetime import timedelta

import pytest

from scheduling.carrying import Tally
from storage.engine import is_sqlite
from storage.store import SqlStore
from strategy.ports import Notice, Outcome, OutgoingState, Sending
from tests.builders import NOW
from tests.scheduling.post import PostRoom, a_message, crowd

WAITING = 10_000
DUE_ON_POSTGRESQL = 2_000
"""Of those that wait there: each takes several times as long as on SQLite, and they show the same."""

PEOPLE = 200
A_SECOND = 50
LOOKS = 5


class WatchingMessenger:
    """Notes when the last message came and, now and then, how many blocks of memory Python has given out."""

    def __init__(self, room: PostRoom, every: int) -> None:
        self._room = room
        self._every = every
        self._came = 0
        self.last = 0.0
        self.blocks: list[int] = []

    async def deliver(self, person: int, notice: Notice) -> Sending:
        self._came += 1
        self.last = self._room.time.seconds
        if self._came % self._every == 0:
            gc.collect()
            self.blocks.append(sys.getallocatedblocks())
        return Sending(Outcome.SENT)


async def test_ten_thousand_deliveries_go_at_the_throttles_rate_and_in_flat_memory(store: SqlStore) -> None:
    # As many people as are told before it counts, so that whatever is kept for each of them is there already.
    people = await crowd(store, PEOPLE)
    room = PostRoom(store)
    await room.put(*(a_message(f"{person}", person) for person in people))
    assert await room.worker().run_due() == Tally(sent=PEOPLE)
    due = WAITING if is_sqlite(store.engine) else DUE_ON_POSTGRESQL
    for start in range(0, WAITING, len(people)):
        rows = [a_message(f"{start}-{person}", person) for person in people]
        first_try = NOW if start < due else NOW + timedelta(days=1)
        await room.put(*(replace(row, next_try_at=first_try) for row in rows))
    gc.collect()
    before, began = sys.getallocatedblocks(), room.time.seconds
    messenger = WatchingMessenger(room, due // LOOKS)
    assert await room.worker(messenger=messenger).run_due() == Tally(sent=due)
    assert messenger.last - began == pytest.approx(due / A_SECOND - 1, abs=1)
    assert len(messenger.blocks) == LOOKS
    # A row is about twenty blocks, and a batch a hundred rows.
    assert max(messenger.blocks) - before < 5 * due
    async with store.transaction(read_only=True) as uow:
        assert (await uow.outbox.counts())[OutgoingState.WAITING] == WAITING - due

"""Workers as processes: killed at any point between fact and delivery, and two of them at once."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from scheduling.carrying import Tally
from storage.store import SqlStore
from strategy.ports import OutgoingState
from tests.builders import small_trust
from tests.databases import Postgres
from tests.scheduling.mortal_worker import Dies, WritingMessenger
from tests.scheduling.post import PostRoom, a_message, crowd

PROJECT = Path(__file__).parents[2]
KEYS = [f"k{number}" for number in range(5)]
ALL = [f"About subject:{key}." for key in KEYS]


async def started(database_url: str, file: Path, dies: Dies) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.scheduling.mortal_worker", database_url, str(file), dies),
        cwd=PROJECT,
        env={"PATH": os.environ["PATH"]},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )


async def killed(database_url: str, file: Path, dies: Dies) -> None:
    """Start a worker that dies, and see that it did."""
    worker = await started(database_url, file, dies)
    await asyncio.wait_for(worker.communicate(b"go\n"), 60)
    assert worker.returncode == -signal.SIGKILL


def taken(file: Path) -> list[str]:
    """What the chat service has taken, in order."""
    return file.read_text().splitlines() if file.exists() else []


@pytest.mark.parametrize(
    ("dies", "sent_before", "sent_twice"),
    [
        (Dies.AFTER_CLAIM, 0, 0),
        (Dies.BEFORE_SENDING, 0, 0),
        (Dies.BETWEEN_TWO, 1, 0),
        (Dies.AFTER_SENDING, 1, 1),  # the window that is documented
    ],
)
async def test_a_killed_worker_loses_nothing(
    store: SqlStore, database_url: str, tmp_path: Path, dies: Dies, sent_before: int, sent_twice: int
) -> None:
    trust, room, file = await small_trust(store), PostRoom(store), tmp_path / "taken"
    await room.put(*(a_message(key, trust.sip) for key in KEYS))
    await killed(database_url, file, dies)
    assert len(taken(file)) == sent_before
    messenger = WritingMessenger(file, Dies.NEVER)
    assert not await room.worker(messenger=messenger).run_due()  # the dead one's lease is not over
    room.time.passes(minutes=5, seconds=1)
    assert await room.worker(messenger=messenger).run_due() == Tally(sent=5 - sent_before + sent_twice)
    assert sorted(taken(file)) == sorted([*ALL, *ALL[:sent_twice]])
    assert {(await room.row(key)).state for key in KEYS} == {OutgoingState.SENT}


@pytest.mark.parametrize(("dies", "told"), [(Dies.BEFORE_THE_FACT_IS_THERE, 0), (Dies.AFTER_THE_FACT, 1)])
async def test_what_is_told_is_there_when_the_fact_is_and_not_before(
    store: SqlStore, database_url: str, tmp_path: Path, dies: Dies, told: int
) -> None:
    await small_trust(store)
    room = PostRoom(store)
    await killed(database_url, tmp_path / "taken", dies)
    assert await room.worker().run_due() == Tally(sent=told)


async def test_two_processes_that_drain_one_outbox_send_each_message_once(
    postgres: Postgres, tmp_path: Path
) -> None:
    with postgres.fresh() as url:
        store = SqlStore.at(url)
        people = await crowd(store, 60)
        room = PostRoom(store)
        await room.put(*(a_message(f"{n}-{person}", person) for n in range(5) for person in people))
        files = [tmp_path / "one", tmp_path / "other"]
        workers = [await started(url, file, Dies.NEVER) for file in files]
        for worker in workers:
            assert worker.stdout is not None
            assert await asyncio.wait_for(worker.stdout.readline(), 60) == b"ready\n"
        ends = await asyncio.gather(*(asyncio.wait_for(w.communicate(b"go\n"), 120) for w in workers))
        async with store.transaction(read_only=True) as uow:
            states = {row.state for row in await uow.outbox.recent(limit=400)}
        await store.close()
    one, other = (taken(file) for file in files)
    assert len(one) + len(other) == 300
    assert len({*one, *other}) == 300
    assert min(len(one), len(other)) > 0
    assert [out.decode().strip() for out, _ in ends] == [f"{len(one)} sent", f"{len(other)} sent"]
    assert states == {OutgoingState.SENT}

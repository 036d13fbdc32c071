"""Sweeps as processes: killed in the middle, and several at once on one database."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta
from pathlib import Path

import psycopg
import pytest

from storage.reconciling import mark_reconciled
from storage.store import SqlStore
from tests.databases import Postgres
from tests.scheduling.office_hours import POLICY, OfficeHours, at
from tests.scheduling.sweeper import GATHERED, GATHERING, SENDING

PROJECT = Path(__file__).parents[2]
PATIENCE = 60.0
"""Seconds a process may take on a machine that is busy with other things."""
NOW = at("2026-11-24T08:00")
DAYS = [date(2026, 11, 9) + timedelta(days=n) for n in (0, 1, 2, 3, 4)]


async def started(*arguments: str, **settings: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        cwd=PROJECT,
        env={"PATH": os.environ["PATH"], **{f"KEYSTONE_{name}": value for name, value in settings.items()}},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


@pytest.mark.parametrize("point", [GATHERING, GATHERED, SENDING])
async def test_a_sweep_that_is_killed_loses_nothing_and_tells_nothing_twice(
    office: OfficeHours, database_url: str, point: str
) -> None:
    duties = await office.visits(*DAYS)
    process = await started("-m", "tests.scheduling.sweeper", database_url, NOW.isoformat(), point)
    assert process.stdout is not None
    assert await asyncio.wait_for(process.stdout.readline(), PATIENCE) == f"{point}\n".encode()
    process.send_signal(signal.SIGKILL)
    assert await asyncio.wait_for(process.wait(), PATIENCE) == -signal.SIGKILL
    before = await office.told()
    assert bool(before) == (point != GATHERING)
    assert await office.messages() == []

    await office.sweep(NOW + timedelta(minutes=5))
    assert await office.contents(office.trust.sip) == [("Tue 24 Nov", duties)]
    after = await office.told()
    assert [rung.id for rung in after[: len(before)]] == [rung.id for rung in before]
    assert set(Counter((rung.duty, rung.rung, rung.recipient) for rung in after).values()) == {1}
    assert set((await office.recipients()).values()) == {1}
    assert await office.sweep(NOW + timedelta(minutes=10)) == "0 people reminded of 0 duties"


@asynccontextmanager
async def held_up(url: str, several: int) -> AsyncIterator[None]:
    """Nobody reads duties until so many others want to: then all of them at once."""
    async with await psycopg.AsyncConnection.connect(url) as holding:
        await holding.execute("LOCK TABLE duties IN ACCESS EXCLUSIVE MODE")
        yield
        async with await psycopg.AsyncConnection.connect(url, autocommit=True) as watching:
            async with asyncio.timeout(PATIENCE):
                while True:
                    found = await watching.execute(
                        "SELECT count(*), pg_sleep(0.02) FROM pg_locks "
                        "WHERE relation = 'duties'::regclass AND NOT granted"
                    )
                    row = await found.fetchone()
                    if row is not None and row[0] >= several:
                        break
        await holding.commit()


async def test_processes_that_sweep_one_database_at_once_tell_each_rung_and_message_once(
    postgres: Postgres,
) -> None:
    with postgres.fresh() as url:
        store = SqlStore.at(url)
        try:
            office = await OfficeHours.of(store)
            for author in (office.trust.sip, office.trust.other_sip, office.trust.adviser):
                for week in range(10):
                    await office.visits(*(day - timedelta(weeks=week) for day in DAYS), author=author)
            async with store.transaction() as uow:
                await mark_reconciled(uow, POLICY)
            async with held_up(url, several=2):
                sweeps = [
                    await started(
                        *("-m", "bot", "sweep", "--now", NOW.isoformat()), DATABASE_URL=url, DEMO="1"
                    )
                    for _ in range(2)
                ]
            ended = await asyncio.wait_for(asyncio.gather(*(each.communicate() for each in sweeps)), PATIENCE)
            said = [out.decode() for out, _ in ended]
            assert [each.returncode for each in sweeps] == [0, 0], ended
            assert not any("failed" in each for each in said), ended
            told = await office.told()
            assert set(Counter((rung.duty, rung.rung, rung.recipient) for rung in told).values()) == {1}
            assert len({rung.duty for rung in told}) == 150
            assert all(rung.outbox is not None for rung in told)
            by_key = Counter((each.kind, each.recipient) for each in await office.messages())
            assert set(by_key.values()) == {1}
            # Three who owe, the Lead SIP and the Deputy CEO; and the Deputy CEO's digest.
            assert len(by_key) == 6
            assert await office.sweep(NOW) == "0 people reminded of 0 duties"
        finally:
            await store.close()

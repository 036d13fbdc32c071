from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.clock import RunningClock
from scheduling.sweep import Job, forgetting, sweep
from storage.store import SqlStore

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def stopped() -> RunningClock:
    return RunningClock(NOON, counter=lambda: 0.0)


async def test_a_sweep_says_what_it_did_and_what_there_was_nothing_of() -> None:
    async def three(_now: datetime) -> int:
        return 3

    async def none(_now: datetime) -> int:
        return 0

    jobs = [Job("duties", three, "derived anew"), Job("mail", none, "sent")]
    assert await sweep(jobs, stopped()) == ["duties: 3 derived anew", "mail: nothing to do"]


async def test_a_job_that_fails_does_not_keep_the_next_from_its_work() -> None:
    async def fails(_now: datetime) -> int:
        raise RuntimeError("broken")

    async def one(_now: datetime) -> int:
        return 1

    lines = await sweep([Job("broken", fails, "done"), Job("sound", one, "done")], stopped())
    assert lines == ["broken: failed; the log says why", "sound: 1 done"]


async def test_activities_seen_days_ago_are_forgotten_and_recent_ones_are_not(store: SqlStore) -> None:
    async with store.transaction() as uow:
        await uow.conversations.begin_turn("chat", "old", None, NOON - timedelta(days=3))
        await uow.conversations.begin_turn("chat", "new", None, NOON - timedelta(minutes=1))
    assert await forgetting(store).run(NOON) == 1
    async with store.transaction() as uow:
        again = await uow.conversations.begin_turn("chat", "new", None, NOON)
    assert again.is_new is False

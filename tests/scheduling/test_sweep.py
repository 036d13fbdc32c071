from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import RunningClock
from scheduling.jobs import forgetting
from scheduling.sweep import Did, Job, sweep, with_heartbeat
from storage.store import SqlStore
from strategy.policy import load
from strategy.ports import Heartbeat

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
WHAT_SOMEBODY_TYPED = "the secret is swordfish"
LATER = NOON + timedelta(minutes=5)


def stopped(at: datetime = NOON) -> RunningClock:
    return RunningClock(at, counter=lambda: 0.0)


async def three(_now: datetime) -> int:
    return 3


async def none(_now: datetime) -> int:
    return 0


async def fails(_now: datetime) -> int:
    raise RuntimeError(WHAT_SOMEBODY_TYPED)


async def test_a_sweep_says_what_it_did_and_what_there_was_nothing_of() -> None:
    jobs = [Job("duties", three, "derived anew"), Job("mail", none, "sent")]
    assert await sweep(jobs, stopped()) == ["duties: 3 derived anew", "mail: nothing to do"]


async def test_a_job_may_say_what_it_did_in_words_of_its_own() -> None:
    async def reminds(_now: datetime) -> Did:
        return Did(3, "3 people reminded of 5 duties")

    async def has_nobody(_now: datetime) -> Did:
        return Did(0, "0 people reminded of 0 duties")

    lines = await sweep([Job("reminders", reminds), Job("reminders", has_nobody)], stopped())
    assert lines == ["reminders: 3 people reminded of 5 duties", "reminders: nothing to do"]


async def test_a_job_that_fails_does_not_keep_the_next_from_its_work() -> None:
    async def one(_now: datetime) -> int:
        return 1

    lines = await sweep([Job("broken", fails, "done"), Job("sound", one, "done")], stopped())
    assert lines == ["broken: failed; the log says why", "sound: 1 done"]


async def test_of_a_job_that_fails_the_log_holds_types_and_places_alone(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.DEBUG):
        await sweep([Job("broken", fails, "done")], stopped())
    assert "job broken failed: builtins.RuntimeError" in caplog.text
    assert "in fails" in caplog.text
    assert "swordfish" not in caplog.text


async def test_each_run_of_a_job_is_noted_with_what_it_did(store: SqlStore) -> None:
    seen: list[Heartbeat] = []

    async def looks(_now: datetime) -> int:
        async with store.transaction(read_only=True) as uow:
            seen.extend(await uow.heartbeats.all())
        return 3

    await sweep([with_heartbeat(Job("duties", looks, "derived anew"), store, stopped())], stopped())
    assert seen == [Heartbeat("duties", NOON, None, None, 0)]
    async with store.transaction(read_only=True) as uow:
        assert await uow.heartbeats.all() == [Heartbeat("duties", NOON, NOON, NOON, 3)]


async def test_a_run_that_fails_is_noted_and_the_last_success_kept(store: SqlStore) -> None:
    await sweep([with_heartbeat(Job("duties", three, "done"), store, stopped())], stopped())
    lines = await sweep([with_heartbeat(Job("duties", fails), store, stopped(LATER))], stopped(LATER))
    assert lines == ["duties: failed; the log says why"]
    async with store.transaction(read_only=True) as uow:
        assert await uow.heartbeats.all() == [Heartbeat("duties", LATER, LATER, NOON, 3)]


async def test_activities_seen_days_ago_are_forgotten_and_recent_ones_are_not(store: SqlStore) -> None:
    async with store.transaction() as uow:
        await uow.conversations.begin_turn("chat", "old", None, NOON - timedelta(days=3))
        await uow.conversations.begin_turn("chat", "new", None, NOON - timedelta(minutes=1))
    assert await forgetting(store, load()).run(NOON) == 1
    async with store.transaction() as uow:
        again = await uow.conversations.begin_turn("chat", "new", None, NOON)
    assert again.is_new is False

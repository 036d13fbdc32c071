"""The port of heartbeats: when each job last ran, and how that went."""

from __future__ import annotations

from datetime import timedelta

from storage.store import SqlStore
from strategy.ports import Heartbeat
from tests.builders import NOW

LATER, LATER_STILL = NOW + timedelta(minutes=5), NOW + timedelta(minutes=10)


async def test_a_job_that_never_ran_has_no_heartbeat(store: SqlStore) -> None:
    async with store.transaction() as uow:
        assert await uow.heartbeats.all() == []
        await uow.heartbeats.ended("never began", NOW, 1)
        assert await uow.heartbeats.all() == []


async def test_a_job_has_one_heartbeat_which_keeps_its_last_success(store: SqlStore) -> None:
    async with store.transaction() as uow:
        await uow.heartbeats.began("reminders", NOW)
        assert await uow.heartbeats.all() == [Heartbeat("reminders", NOW, None, None, 0)]
        await uow.heartbeats.ended("reminders", LATER, 3)
        assert await uow.heartbeats.all() == [Heartbeat("reminders", NOW, LATER, LATER, 3)]
        await uow.heartbeats.began("reminders", LATER)
        assert await uow.heartbeats.all() == [Heartbeat("reminders", LATER, None, LATER, 3)]
        await uow.heartbeats.ended("reminders", LATER_STILL, None)
    async with store.transaction() as uow:
        assert await uow.heartbeats.all() == [Heartbeat("reminders", LATER, LATER_STILL, LATER, 3)]
        await uow.heartbeats.began("reminders", LATER_STILL)
        await uow.heartbeats.ended("reminders", LATER_STILL, 0)
        assert await uow.heartbeats.all() == [
            Heartbeat("reminders", LATER_STILL, LATER_STILL, LATER_STILL, 0)
        ]


async def test_heartbeats_are_listed_by_the_name_of_their_job(store: SqlStore) -> None:
    async with store.transaction() as uow:
        for job in ("reminders", "digest", "duties"):
            await uow.heartbeats.began(job, NOW)
        assert [heartbeat.job for heartbeat in await uow.heartbeats.all()] == [
            "digest",
            "duties",
            "reminders",
        ]

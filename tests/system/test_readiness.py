"""Whether the bot is alive and ready, as whatever watches over it asks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
from aiohttp.test_utils import TestClient, TestServer

from bot.readiness import readiness
from bot.serving import application
from bot.settings import load_settings
from bot.wiring import house
from scheduling.catching_up import CatchingUp, behind
from scheduling.sweep import Job, sweep
from scheduling.timetable import TIMETABLE
from storage.schema import upgrade
from tests.databases import Postgres
from tests.system import trust
from tests.system.office import Office, opened

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


class HandClock:
    """A clock that stands where it was put."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


@asynccontextmanager
async def on_duty(database: str) -> AsyncIterator[tuple[Office, HandClock]]:
    """The bot since noon, and the clock it goes by."""
    clock = HandClock(NOON)
    settings = load_settings(None, database_url=database, demo=True)
    async with (
        house(settings, clock) as parts,
        TestClient(TestServer(application(parts))) as client,
    ):
        yield Office(client, parts), clock


async def asked(office: Office, path: str) -> tuple[int, Any]:
    async with office.client.get(path) as response:
        return response.status, await response.json()


async def test_a_bot_with_a_trust_is_ready_before_any_job_has_run(office: Office) -> None:
    jobs = [{"job": job, "last_succeeded": None, "late": False} for slot in TIMETABLE for job in slot.jobs]
    assert await asked(office, "/readyz") == (
        200,
        {"ready": True, "faults": [], "catching_up": [], "jobs": jobs},
    )


async def test_it_answers_while_it_catches_up_and_says_what_is_left(database: str) -> None:
    began, may_end = asyncio.Event(), asyncio.Event()

    async def work(_now: datetime) -> int:
        began.set()
        await may_end.wait()
        return 0

    settings = load_settings(None, database_url=database, demo=True)
    async with house(settings, HandClock(NOON)) as parts:
        catching_up = CatchingUp([Job("duties", work), Job("assessments", work)], parts.clock)
        server = TestServer(application(parts, catching_up=catching_up))
        async with TestClient(server) as client, behind(catching_up):
            office = Office(client, parts)
            await began.wait()
            status, body = await asked(office, "/readyz")
            assert (status, body["catching_up"]) == (200, ["duties", "assessments"])
            answer = await (await office.chat(trust.DAVID)).says("help")
            assert "What I can do for you" in answer.on_cards
            may_end.set()


async def test_it_lists_when_each_job_last_did_its_work_and_which_is_late(database: str) -> None:
    async with on_duty(database) as (office, clock):
        await sweep(office.parts.jobs, clock)
        clock.at += timedelta(minutes=16)
        status, body = await asked(office, "/readyz")
    assert (status, body["ready"]) == (200, True)
    assert {job["job"]: job["late"] for job in body["jobs"]} == {
        "duties": False, "assessments": False, "seen activities": False, "calendars": True,
        "agendas": False, "packs": False, "installations": False, "subscriptions": False, "reminders": True,
        "digest": True,
    }  # fmt: skip
    assert {job["last_succeeded"] for job in body["jobs"]} == {NOON.isoformat()}


async def test_a_bot_whose_job_has_missed_several_runs_is_not_ready_until_it_succeeds(database: str) -> None:
    async with on_duty(database) as (office, clock):
        await sweep(office.parts.jobs, clock)
        clock.at += timedelta(minutes=26)
        status, body = await asked(office, "/readyz")
        assert (status, body["ready"]) == (503, False)
        assert (
            "The job reminders last succeeded on 23 November 2026 at 12:00: the log says why."
            in body["faults"]
        )
        await sweep(office.parts.jobs, clock)
        assert (await asked(office, "/readyz"))[0] == 200


async def test_a_job_that_never_ran_is_missed_from_when_the_bot_started(database: str) -> None:
    async with on_duty(database) as (office, clock):
        clock.at += timedelta(minutes=24)
        assert (await asked(office, "/readyz"))[0] == 200
        clock.at += timedelta(minutes=2)
        status, body = await asked(office, "/readyz")
    assert status == 503
    assert "The job reminders has not succeeded yet: the log says why." in body["faults"]


async def test_what_was_missed_while_the_bot_was_switched_off_does_not_count(database: str) -> None:
    async with on_duty(database) as (office, clock):
        await sweep(office.parts.jobs, clock)
        clock.at += timedelta(days=9)
        assert (await readiness(office.parts, started=clock.at)).faults == ()
        assert (await readiness(office.parts, started=NOON)).faults != ()


async def test_a_bot_without_a_trust_is_alive_but_not_ready_and_says_why(tmp_path: Path) -> None:
    async with opened(f"sqlite:///{tmp_path}/empty.db") as office:
        assert await asked(office, "/healthz") == (200, {"status": "alive"})
        status, body = await asked(office, "/readyz")
        assert status == 503
        assert "python -m bot import DIR" in str(body)


async def test_a_bot_whose_database_has_gone_is_not_ready_and_does_not_say_where_it_was(
    postgres: Postgres,
) -> None:
    with postgres.without_tables() as url:
        await upgrade(url)
        async with opened(url) as office:
            name = url.partition("@/")[2].partition("?")[0]
            with psycopg.connect(postgres.url("postgres"), autocommit=True) as connection:
                connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
                connection.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
                )
            status, body = await asked(office, "/readyz")
        assert status == 503
        assert "The database cannot be reached" in str(body)
        assert name not in str(body)

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bot.clock import RunningClock, SystemClock
from bot.settings import load_settings
from bot.wiring import house
from scheduling.clockwork import ByTheBotsClock, Clockwork, trigger_of
from scheduling.timetable import (
    DIGEST,
    DUTIES,
    NO_WORK_FROM,
    NO_WORK_TO,
    REMINDERS,
    TIMETABLE,
    Slot,
    missed,
    slot_of,
)
from strategy.policy import load
from strategy.ports import Clock
from strategy.school_year import LONDON, ONE_DAY

CLOCKS_BACK, CLOCKS_FORWARD = date(2026, 10, 25), date(2027, 3, 28)
"""Sundays, at two and at one in the morning."""


async def nothing(_slot: Slot) -> None:
    return None


def the_slot(job: str) -> Slot:
    slot = slot_of(job)
    assert slot is not None
    return slot


def of_day(slot: Slot, day: date) -> list[datetime]:
    """Every instant of a day in London at which APScheduler would run a slot, and the first of the next."""
    trigger = trigger_of(slot)
    found: list[datetime] = []
    now = datetime.combine(day, time.min, LONDON)
    comes = trigger.get_next_fire_time(None, now)
    while not found or found[-1].date() == day:
        assert comes is not None
        found.append(comes)
        comes = trigger.get_next_fire_time(comes, comes)
    return found


def test_no_work_is_set_for_the_hour_that_the_clock_change_takes_or_doubles() -> None:
    times = [at for slot in TIMETABLE for at in slot.times]
    assert [at for at in times if NO_WORK_FROM <= at < NO_WORK_TO] == []
    assert time(1, 30) not in times


def test_each_slot_says_why_then() -> None:
    assert all(slot.why for slot in TIMETABLE)


async def test_each_job_there_is_has_one_slot_and_no_slot_runs_another(tmp_path: Path) -> None:
    async with house(load_settings(None, database_url=f"sqlite:///{tmp_path}/new.db")) as parts:
        names = [job.name for job in parts.jobs]
        by_slot = [job.name for slot in TIMETABLE for job in parts.jobs_of(slot)]
    assert sorted(by_slot) == sorted(names)
    assert sorted(job for slot in TIMETABLE for job in slot.jobs) == sorted(names)


def test_reminders_are_looked_for_throughout_the_policys_working_hours() -> None:
    hours = load().editions[-1].nudges.working_hours
    times = the_slot(REMINDERS).times
    assert times[0] <= hours.starts
    assert hours.ends <= times[-1]
    gaps = {
        datetime.combine(CLOCKS_BACK, later) - datetime.combine(CLOCKS_BACK, earlier)
        for earlier, later in pairwise(times)
    }
    assert gaps == {timedelta(minutes=5)}
    assert (times[0], times[-1]) == (time(7), time(19, 55))
    assert DIGEST in the_slot(REMINDERS).jobs


async def test_every_slot_is_set_for_its_london_time_within_a_day() -> None:
    clockwork = Clockwork(TIMETABLE, nothing, SystemClock())
    clockwork.start()
    try:
        runs = clockwork.runs_at()
    finally:
        clockwork.stop()
    assert set(runs) == set(TIMETABLE)
    for slot, at in runs.items():
        assert at.time() in slot.times
        assert at.tzinfo == LONDON
        assert at - SystemClock().now() < ONE_DAY


async def test_runs_that_were_missed_are_made_up_for_by_one_and_no_slot_overtakes_itself() -> None:
    clockwork = Clockwork(TIMETABLE, nothing, SystemClock())
    clockwork.start()
    try:
        terms = clockwork.terms()
    finally:
        clockwork.stop()
    assert terms == dict.fromkeys(TIMETABLE, (3600, True, 1))


@pytest.mark.parametrize("day", [CLOCKS_BACK, CLOCKS_FORWARD, date(2026, 11, 23), date(2027, 7, 1)])
def test_every_run_of_a_slot_comes_once_a_day_also_when_the_clocks_change(day: date) -> None:
    for slot in TIMETABLE:
        *runs, first_of_the_next = of_day(slot, day)
        assert [at.time() for at in runs] == list(slot.times)
        assert len({at.astimezone(UTC) for at in runs}) == len(runs)
        assert first_of_the_next == datetime.combine(day + ONE_DAY, slot.times[0], LONDON)


def test_the_night_of_a_clock_change_is_an_hour_longer_or_shorter_between_runs() -> None:
    nightly = trigger_of(the_slot(DUTIES))
    for day, hours in ((CLOCKS_BACK, 25), (CLOCKS_FORWARD, 23)):
        before = datetime.combine(day - ONE_DAY, time(3, 30), LONDON)
        comes = nightly.get_next_fire_time(before, before)
        assert comes == datetime.combine(day, time(3, 30), LONDON)
        assert comes.astimezone(UTC) - before.astimezone(UTC) == timedelta(hours=hours)


@pytest.mark.parametrize(
    "at", ["2026-10-25T00:59", "2026-10-25T01:30", "2027-03-28T00:59", "2027-03-28T02:30"]
)
def test_a_bot_that_starts_in_the_night_of_a_clock_change_waits_for_the_next_slot(at: str) -> None:
    now = datetime.fromisoformat(at).replace(tzinfo=LONDON)
    assert trigger_of(the_slot(DUTIES)).get_next_fire_time(None, now) == datetime.combine(
        now.date(), time(3, 30), LONDON
    )


def test_a_slot_goes_by_the_bots_clock_whatever_the_machines_says() -> None:
    machine = datetime(2026, 8, 1, 21, 14, 30, tzinfo=UTC)
    bots: Clock = RunningClock(datetime(2026, 11, 23, 7, 58, 30, tzinfo=UTC), counter=lambda: 0.0)
    trigger = ByTheBotsClock(trigger_of(the_slot(REMINDERS)), bots)
    first = trigger.get_next_fire_time(None, machine)
    assert first == machine + timedelta(minutes=1, seconds=30)
    later = trigger.get_next_fire_time(first, first + timedelta(hours=2))  # two hours of runs were missed
    assert later == first + timedelta(minutes=5)
    assert trigger.get_next_fire_time(first, first) == first + timedelta(minutes=5)


def test_where_the_two_clocks_are_one_a_slot_comes_on_the_second() -> None:
    now = datetime(2026, 11, 23, 7, 58, 30, 4711, tzinfo=UTC)
    bots: Clock = RunningClock(now + timedelta(milliseconds=3), counter=lambda: 0.0)
    trigger = ByTheBotsClock(trigger_of(the_slot(REMINDERS)), bots)
    first = trigger.get_next_fire_time(None, now)
    assert first == datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert trigger.get_next_fire_time(first, first) == first + timedelta(minutes=5)


async def test_the_clockwork_runs_a_slot_when_it_comes_also_one_that_is_no_coroutine_function() -> None:
    came: asyncio.Future[Slot] = asyncio.get_running_loop().create_future()

    async def arrive(slot: Slot) -> None:
        came.set_result(slot)

    def bring(slot: Slot) -> Awaitable[None]:
        return arrive(slot)

    just_before_nine = RunningClock(datetime(2026, 11, 23, 8, 59, 59, 500_000, tzinfo=UTC))
    at_nine = Slot(jobs=("ring",), hours=(9,), minutes=(0,), why="school begins")
    clockwork = Clockwork([at_nine], bring, just_before_nine)
    clockwork.start()
    try:
        assert await asyncio.wait_for(came, timeout=30) == at_nine
    finally:
        clockwork.stop()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("job", "since", "now", "runs"),
    [
        (REMINDERS, "2026-11-23T09:00", "2026-11-23T09:14", 0),  # the run of 9:05 has until 9:15
        (REMINDERS, "2026-11-23T09:00", "2026-11-23T09:15", 1),
        (REMINDERS, "2026-11-23T09:00", "2026-11-23T09:25", 3),
        (REMINDERS, "2026-11-20T19:55:30", "2026-11-21T07:09", 0),  # nothing is missed in the night
        (REMINDERS, "2026-11-20T19:55:30", "2026-11-21T07:10", 1),
        (DUTIES, "2026-11-23T03:30:05", "2026-11-24T03:39", 0),
        (DUTIES, "2026-11-23T03:30:05", "2026-11-24T03:40", 1),
        (DUTIES, "2026-11-23T03:30:05", "2026-11-26T12:00", 3),
        (DUTIES, "1996-11-23T03:30:05", "2026-11-26T12:00", 3),
        (DUTIES, "2026-10-24T03:30:05", "2026-10-25T03:39", 0),
        (DUTIES, "2026-11-26T12:00", "2026-11-26T12:00", 0),
    ],
)
def test_runs_that_were_missed_are_counted_by_the_slot(job: str, since: str, now: str, runs: int) -> None:
    assert missed(the_slot(job), at(since), at(now)) == runs

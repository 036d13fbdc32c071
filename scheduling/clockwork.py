"""APScheduler, which runs the timetable. It remembers nothing: each job finds its work from the data."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger

from scheduling.timetable import Slot
from strategy.ports import Clock
from strategy.school_year import LONDON

LATEST_START = 3600
"""Seconds by which a slot may start late, after a pause of the machine, say; by default it would be one."""

Run = Callable[[Slot], Awaitable[object]]


def trigger_of(slot: Slot) -> CronTrigger:
    """When a slot comes, to APScheduler."""
    hours, minutes = (",".join(str(each) for each in field) for field in (slot.hours, slot.minutes))
    return CronTrigger(hour=hours, minute=minutes, second=0, timezone=LONDON)


class ByTheBotsClock(BaseTrigger):  # type: ignore[misc]
    """A trigger that goes by the bot's clock, where APScheduler goes by the machine's.

    The two differ in the demonstration alone: there a slot of the bot's Monday morning comes at whatever hour
    somebody tries it. By how many whole seconds is found when it is first asked, and rounded down, so that no
    slot comes before its time.
    """

    def __init__(self, trigger: BaseTrigger, clock: Clock) -> None:
        self._trigger = trigger
        self._clock = clock
        self._ahead: timedelta | None = None

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime | None:
        """The machine's time at which the bot's clock will show the trigger's next."""
        if self._ahead is None:
            self._ahead = timedelta(seconds=(self._clock.now() - now) // timedelta(seconds=1))
        before = None if previous_fire_time is None else _moved(previous_fire_time, self._ahead)
        comes = self._trigger.get_next_fire_time(before, _moved(now, self._ahead))
        return None if comes is None else _moved(comes, -self._ahead)


def _moved(instant: datetime, by: timedelta) -> datetime:
    return (instant.astimezone(UTC) + by).astimezone(LONDON)


class Clockwork:
    """Has each slot of a timetable run when it comes; runs of one that were missed are made up for by one.

    A slot whose jobs are still under way when it comes again is left out that time.
    """

    def __init__(self, timetable: Sequence[Slot], run: Run, clock: Clock) -> None:
        self._scheduler = AsyncIOScheduler(
            timezone=LONDON,
            job_defaults={"misfire_grace_time": LATEST_START, "coalesce": True, "max_instances": 1},
        )

        # APScheduler runs whatever is not declared with `async def` in a thread, and awaits nothing.
        async def when_it_comes(slot: Slot) -> None:
            # `stop` cancels what is under way, which APScheduler would log as a fault.
            with suppress(asyncio.CancelledError):
                await run(slot)

        for slot in timetable:
            trigger = ByTheBotsClock(trigger_of(slot), clock)
            self._scheduler.add_job(when_it_comes, trigger, args=[slot], id=", ".join(slot.jobs))

    def start(self) -> None:
        """Begin, on the running event loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """End, without waiting for a slot under way: what it leaves undone the next one finds."""
        self._scheduler.shutdown(wait=False)

    def terms(self) -> dict[Slot, tuple[int, bool, int]]:
        """How each slot is run: seconds it may be late, whether missed runs are one, how many at once."""
        return {
            job.args[0]: (job.misfire_grace_time, job.coalesce, job.max_instances)
            for job in self._scheduler.get_jobs()
        }

    def runs_at(self) -> dict[Slot, datetime]:
        """When each slot comes next by the machine's clock, once started; in London's time."""
        return {job.args[0]: job.next_run_time for job in self._scheduler.get_jobs()}

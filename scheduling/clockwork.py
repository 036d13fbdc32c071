"""APScheduler, which runs the timetable. It remembers nothing: each sweep finds its work from the data."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger

from scheduling.timetable import Slot
from strategy.school_year import LONDON

LATEST_START = 3600
"""Seconds by which a sweep may start late, after a pause of the machine, say; by default it would be one."""

Sweep = Callable[[], Awaitable[object]]


class Clockwork:
    """Runs a sweep at each slot of a timetable; sweeps missed in a row are made up for by one."""

    def __init__(self, timetable: Sequence[Slot], sweep: Sweep) -> None:
        self._scheduler = AsyncIOScheduler(
            timezone=LONDON,
            job_defaults={"misfire_grace_time": LATEST_START, "coalesce": True, "max_instances": 1},
        )
        for slot in timetable:
            trigger = CronTrigger(hour=slot.at.hour, minute=slot.at.minute, timezone=LONDON)
            self._scheduler.add_job(sweep, trigger, id=f"sweep at {slot.at:%H:%M}")

    def start(self) -> None:
        """Begin, on the running event loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """End, without waiting for a sweep under way: what it leaves undone the next one finds."""
        self._scheduler.shutdown(wait=False)

    def runs_at(self) -> list[datetime]:
        """When each slot comes next, once started; in London's time."""
        return [job.next_run_time for job in self._scheduler.get_jobs()]

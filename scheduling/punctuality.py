"""Whether jobs run when the timetable says: found from their heartbeats."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from scheduling.timetable import RUNS_MISSED_IN_A_ROW, TIMETABLE, Slot, missed
from strategy.ports import Heartbeat


@dataclass(frozen=True, slots=True)
class Punctuality:
    """How a job keeps to its slot. `succeeded_at` is None where it never has.

    `missed` counts the runs in a row, up to the last, that it should have made and did not bring to an end.
    """

    job: str
    succeeded_at: datetime | None
    missed: int

    @property
    def is_late(self) -> bool:
        """Whether it should have run again by now."""
        return self.missed > 0

    @property
    def is_amiss(self) -> bool:
        """Whether somebody must look: it has missed more than a moment of bad luck explains."""
        return self.missed >= RUNS_MISSED_IN_A_ROW


def punctuality(
    heartbeats: Iterable[Heartbeat],
    now: datetime,
    *,
    started: datetime | None = None,
    timetable: Sequence[Slot] = TIMETABLE,
) -> list[Punctuality]:
    """How each job of a timetable keeps to its slot by now.

    `started` is since when somebody has been running the timetable: what was missed before does not count,
    and a job that has not yet run is counted from then. Without it such a job has missed nothing.
    """
    known = {heartbeat.job: heartbeat.succeeded_at for heartbeat in heartbeats}
    found = []
    for slot in timetable:
        for job in slot.jobs:
            succeeded_at = known.get(job)
            since = max((at for at in (succeeded_at, started) if at is not None), default=now)
            found.append(Punctuality(job, succeeded_at, missed(slot, since, now)))
    return found

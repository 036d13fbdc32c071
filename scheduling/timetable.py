"""When time-driven work is done, as data. Times are London's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True, slots=True)
class Slot:
    """A time of every day at which the sweep runs, and why then."""

    at: time
    why: str


TIMETABLE = (
    Slot(time(3, 30), "after midnight, so that what fell due yesterday counts as overdue in the morning"),
)

NO_WORK_FROM, NO_WORK_TO = time(1), time(2)
"""Nothing is set for this hour: on one day of the year it does not come, and on another it comes twice."""

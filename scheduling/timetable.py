"""When time-driven work is done, as data. Times are London's.

Each job finds its work from the data and goes by the clock it is given, so a slot only says when it is worth
looking: a job may run at any other time, twice or late, and does no harm.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from strategy.school_year import LONDON, ONE_DAY, london_day


@dataclass(frozen=True, slots=True)
class Slot:
    """When some jobs run on every day, one after the other, and why then: at each minute of each hour."""

    jobs: tuple[str, ...]
    hours: tuple[int, ...]
    minutes: tuple[int, ...]
    why: str

    @property
    def times(self) -> tuple[time, ...]:
        """Its times of a day, earliest first."""
        return tuple(time(hour, minute) for hour in self.hours for minute in self.minutes)


DUTIES, ASSESSMENTS, FORGETTING = "duties", "assessments", "seen activities"
REMINDERS, DIGEST, CALENDARS, AGENDAS = "reminders", "digest", "calendars", "agendas"
INSTALLATIONS, SUBSCRIPTIONS, PACKS = "installations", "subscriptions", "packs"
"""Names of jobs, as the sweep prints them and their heartbeats have them."""

TIMETABLE = (
    Slot(
        jobs=(DUTIES, ASSESSMENTS, FORGETTING),
        hours=(3,),
        minutes=(30,),
        why="after midnight, so that what fell due yesterday counts as overdue in the morning",
    ),
    Slot(
        jobs=(AGENDAS,),
        hours=(8,),
        minutes=(10,),
        why="once a day, so that what changes during a day is told together, and not by night",
    ),
    Slot(
        jobs=(PACKS,),
        hours=(8, 13),
        minutes=(15,),
        why="in the morning of a pack's day, and after noon for a meeting that became known since, or papers "
        "that came",
    ),
    Slot(
        jobs=(INSTALLATIONS,),
        hours=tuple(range(8, 18)),
        minutes=(20,),
        why="within an hour of when an import brought somebody, in the hours in which they may be greeted",
    ),
    Slot(
        jobs=(SUBSCRIPTIONS,),
        hours=tuple(range(7, 20)),
        minutes=(25,),
        why="within the hour in which a calendar first holds something of ours; each lasts for days, and "
        "what is changed before it is there is found by looking in turn",
    ),
    Slot(
        jobs=(CALENDARS, REMINDERS, DIGEST),
        hours=tuple(range(7, 20)),
        minutes=tuple(range(0, 60, 5)),
        why="within minutes of when somebody wants to be reminded; policy's working hours, which may be "
        "changed within these, are kept by the rule itself",
    ),
)

NO_WORK_FROM, NO_WORK_TO = time(1), time(2)
"""Nothing is set for this hour: on one day of the year it does not come, and on another it comes twice."""

TIME_TO_RUN = timedelta(minutes=10)
"""How long a job may take before the run that a slot had set counts as missed."""

RUNS_MISSED_IN_A_ROW = 3
"""After so many the bot is not ready: one run may meet a database that is being restarted, three do not."""


def slot_of(job: str, timetable: Sequence[Slot] = TIMETABLE) -> Slot | None:
    """The slot that runs a job; None where it runs by itself."""
    return next((slot for slot in timetable if job in slot.jobs), None)


def missed(slot: Slot, since: datetime, now: datetime, *, at_most: int = RUNS_MISSED_IN_A_ROW) -> int:
    """How many runs a slot had set after an instant and long enough before now, counted up to `at_most`."""
    found, day = 0, london_day(now)
    while found < at_most and day >= london_day(since):
        runs = (datetime.combine(day, at, LONDON) for at in slot.times)
        found += sum(1 for run in runs if since < run <= now - TIME_TO_RUN)
        day -= ONE_DAY
    return min(found, at_most)

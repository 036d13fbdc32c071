from __future__ import annotations

from datetime import datetime

from scheduling.clockwork import Clockwork
from scheduling.timetable import NO_WORK_FROM, NO_WORK_TO, TIMETABLE
from strategy.school_year import LONDON


async def nothing() -> None:
    return None


def test_no_work_is_set_for_the_hour_that_the_clock_change_takes_or_doubles() -> None:
    assert [slot for slot in TIMETABLE if NO_WORK_FROM <= slot.at < NO_WORK_TO] == []


def test_each_slot_says_why_then() -> None:
    assert all(slot.why for slot in TIMETABLE)


async def test_every_slot_is_set_for_its_london_time_within_a_day() -> None:
    clockwork = Clockwork(TIMETABLE, nothing)
    clockwork.start()
    try:
        runs = clockwork.runs_at()
    finally:
        clockwork.stop()
    assert [(at.hour, at.minute) for at in runs] == [(slot.at.hour, slot.at.minute) for slot in TIMETABLE]
    assert all(isinstance(at, datetime) and at.tzinfo == LONDON for at in runs)

"""A rung that waits to be told counts for the days that its duty has now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from strategy.duties import Duty, DutyKind
from strategy.nudges import last_rung, next_rung, still_counts, upward_rungs
from strategy.people import Capacity
from strategy.policy import load
from tests.strategy.builders import OPEN_ALL_YEAR

POLICY = load()
TODAY = date(2026, 11, 23)
NUDGES = POLICY.on(TODAY, OPEN_ALL_YEAR).nudges
DUTY = Duty(
    kind=DutyKind.VISIT_REPORT,
    owner=1,
    school="100001",
    capacity=Capacity.SIP,
    arises_on=date(2026, 11, 12),
    about_on=date(2026, 11, 12),
    due_on=date(2026, 11, 17),
)


def rungs() -> list[str]:
    """A rung of each sort: the day after the visit, those counted from the due day, and the steps up."""
    days = [date(2026, 11, day) for day in (13, 17, 18, 20)]
    own = [rung.name for rung in (last_rung(DUTY, day, NUDGES, OPEN_ALL_YEAR) for day in days) if rung]
    upward = [rung.name for rung in upward_rungs(DUTY, NUDGES, OPEN_ALL_YEAR)]
    return [*own, next_rung(DUTY, TODAY, NUDGES, OPEN_ALL_YEAR).name, *upward]


@pytest.mark.parametrize("rung", rungs())
def test_every_rung_counts_while_the_days_stay(rung: str) -> None:
    assert still_counts(rung, DUTY)


@pytest.mark.parametrize("rung", rungs())
def test_with_more_time_only_the_rung_that_is_counted_from_the_visit_counts_on(rung: str) -> None:
    extended = replace(DUTY, due_on=date(2026, 11, 30), extended_to=date(2026, 11, 30))
    assert still_counts(rung, extended) is rung.startswith("arises:")


@pytest.mark.parametrize("rung", rungs())
def test_no_rung_counts_for_a_visit_that_was_moved(rung: str) -> None:
    moved = replace(DUTY, about_on=date(2026, 11, 24), due_on=date(2026, 11, 27))
    assert not still_counts(rung, moved)

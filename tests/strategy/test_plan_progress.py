"""When whoever booked a year's visits is told how far the calendars are."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from strategy.plan_progress import LONG, MANY, Progress, look_again_after, progress_of

SOON = timedelta(minutes=1)
counts = st.integers(0, 400)
states = st.fixed_dictionaries(
    {"booked": counts, "waiting": counts, "held": counts, "failed": counts, "lapsed": counts}
)


def test_of_many_it_is_told_when_half_are_there_and_of_few_it_is_not() -> None:
    assert not progress_of({"booked": MANY // 2 - 1, "waiting": MANY // 2 + 1}).is_half_way(SOON)
    assert progress_of({"booked": MANY // 2, "waiting": MANY // 2}).is_half_way(SOON)
    assert progress_of({"failed": MANY // 2, "waiting": MANY // 2}).is_half_way(SOON)
    assert not progress_of({"booked": MANY - 2, "waiting": 1}).is_half_way(SOON)
    assert progress_of({"waiting": 1}).is_half_way(LONG)


@given(states)
def test_it_is_either_over_or_goes_on_or_is_stopped(found: dict[str, int]) -> None:
    progress = progress_of(found)
    assert progress.total == sum(found.values())
    assert [progress.is_over, progress.is_stopped, progress.waiting > 0].count(True) == 1
    assert not (progress.is_over and progress.is_half_way(LONG)), "then the end is told"


@given(st.timedeltas(timedelta(0), timedelta(days=60)))
def test_it_is_looked_at_again_soon_at_first_and_hourly_at_last(since: timedelta) -> None:
    assert timedelta(seconds=30) <= look_again_after(since) <= timedelta(hours=1)
    assert look_again_after(since) <= max(since, timedelta(seconds=30))


def test_a_plan_of_which_nothing_is_booked_is_over() -> None:
    assert progress_of({}) == Progress(0, 0, 0, 0, 0)
    assert progress_of({}).is_over

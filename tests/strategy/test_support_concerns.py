"""What is to be said before support is allocated, by rule."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from strategy.school_year import Span
from strategy.support import Amount

DAYS = st.integers(1, 120).map(lambda halves: Decimal(halves) / 2)
STARTS = st.integers(0, 300).map(lambda days: date(2026, 9, 1) + timedelta(days))


@given(days=DAYS, starts=STARTS, lasts=st.integers(0, 400))
def test_days_in_all_are_spread_over_the_weeks_they_last(days: Decimal, starts: date, lasts: int) -> None:
    span = Span(starts, starts + timedelta(lasts))
    weeks = lasts // 7 + 1
    a_week = Amount(None, days).days_per_week(span)
    assert abs(a_week * weeks - days) <= Decimal("0.005") * weeks
    assert a_week * 100 == int(a_week * 100), "it can be stored"


@given(days=DAYS, starts=STARTS, lasts=st.integers(0, 400))
def test_days_a_week_are_what_was_agreed_however_long_they_last(
    days: Decimal, starts: date, lasts: int
) -> None:
    assert Amount(days).days_per_week(Span(starts, starts + timedelta(lasts))) == days

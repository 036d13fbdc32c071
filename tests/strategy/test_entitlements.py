"""What a school is due, and the sum that always holds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from strategy.entitlements import allocation, span_of
from strategy.policy_fields import Per
from strategy.policy_support import Allowance
from strategy.school_year import Span
from tests.strategy.builders import OPEN_ALL_YEAR

halves = st.integers(min_value=0, max_value=80).map(lambda n: Decimal(n) / 2)
YEAR = Span(date(2026, 9, 1), date(2027, 7, 21))


@given(due=halves, used=halves, booked=halves, extra=halves)
def test_used_and_booked_and_left_less_over_is_due_and_extra(
    due: Decimal, used: Decimal, booked: Decimal, extra: Decimal
) -> None:
    days = allocation(Allowance(at_least=Decimal(0), up_to=due, per=Per.YEAR), YEAR, used, booked, extra)
    assert days.used + days.booked + days.left - days.over == days.due + days.extra
    assert days.left >= 0
    assert days.over >= 0
    assert not (days.left and days.over)


def test_a_year_is_the_academic_year_of_the_day() -> None:
    assert span_of(Per.YEAR, date(2026, 11, 23), OPEN_ALL_YEAR) == YEAR
    assert span_of(Per.YEAR, date(2027, 8, 10), OPEN_ALL_YEAR) == YEAR


def test_a_term_is_the_one_of_the_day_and_in_the_holidays_the_one_to_come() -> None:
    autumn, spring = (
        Span(date(2026, 9, 1), date(2026, 12, 18)),
        Span(date(2027, 1, 4), date(2027, 3, 25)),
    )
    assert span_of(Per.TERM, date(2026, 10, 28), OPEN_ALL_YEAR) == autumn
    assert span_of(Per.TERM, date(2026, 12, 18), OPEN_ALL_YEAR) == autumn
    assert span_of(Per.TERM, date(2026, 12, 28), OPEN_ALL_YEAR) == spring
    assert span_of(Per.TERM, date(2040, 1, 1), OPEN_ALL_YEAR) is None

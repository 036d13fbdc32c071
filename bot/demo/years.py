"""School years of the made-up trust, for any year: half terms around the usual English dates, and closures.

Nothing here is looked up: the demo has to be believable on any day it is started.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from strategy.school_year import Calendar, HalfTerm, HalfTermName, year_name

_BANK_HOLIDAYS = Calendar()
_WEEK = timedelta(days=7)


def school_year_start(today: date) -> int:
    """The calendar year in which the school year of `today` began; a school year begins on 1 September."""
    return today.year if today.month >= 9 else today.year - 1


def _monday_on_or_before(day: date) -> date:
    return day - timedelta(days=day.weekday())


@lru_cache(maxsize=32)
def good_friday(year: int) -> date:
    """Good Friday of a year, as the bank holidays of England have it."""
    days = (date(year, 3, 20) + timedelta(days=n) for n in range(36))
    return next(day for day in days if _BANK_HOLIDAYS.why_closed(day) == "Good Friday")


def half_terms(start: int) -> tuple[HalfTerm, ...]:
    """The six half terms of the school year that begins in September of `start`."""
    after = start + 1
    first = date(start, 9, 1)
    while first.weekday() not in (1, 2, 3):
        # The year begins on a Tuesday, Wednesday or Thursday: a day for staff comes before.
        first += timedelta(days=1)
    october = _monday_on_or_before(date(start, 10, 28))
    christmas = _monday_on_or_before(date(start, 12, 18)) + timedelta(days=4)
    january = christmas + timedelta(days=17)
    february = _monday_on_or_before(date(after, 2, 18))
    easter_break, back = _easter_holidays(after)
    may = _monday_on_or_before(date(after, 5, 31))
    spans = (
        (HalfTermName.AUTUMN_1, first, october - timedelta(days=3)),
        (HalfTermName.AUTUMN_2, october + _WEEK, christmas),
        (HalfTermName.SPRING_1, january, february - timedelta(days=3)),
        (HalfTermName.SPRING_2, february + _WEEK, easter_break),
        (HalfTermName.SUMMER_1, back, may - timedelta(days=3)),
        (HalfTermName.SUMMER_2, may + _WEEK, date(after, 7, 21)),
    )
    return tuple(
        HalfTerm(
            year_name(start), name, _BANK_HOLIDAYS.on_or_after(starts), _BANK_HOLIDAYS.on_or_before(ends)
        )
        for name, starts, ends in spans
    )


def _easter_holidays(year: int) -> tuple[date, date]:
    """The last day of school before the two weeks of Easter, and the first day back."""
    friday = good_friday(year)
    if friday < date(year, 3, 30):
        # An early Easter: school goes on to Maundy Thursday, and both weeks come after.
        return friday - timedelta(days=1), friday + timedelta(days=17)
    return friday - _WEEK, friday + timedelta(days=10)


def closures(start: int) -> Iterator[tuple[date, str]]:
    """Days on which the trust's office is shut between Christmas and the New Year of a school year."""
    for day in range(24, 32):
        closed = date(start, 12, day)
        if _BANK_HOLIDAYS.is_working_day(closed):
            yield closed, "Christmas closure"


def trust_calendar(today: date) -> Calendar:
    """Last, this and next school year as seen from `today`."""
    years = range(school_year_start(today) - 1, school_year_start(today) + 2)
    return Calendar(
        [half for year in years for half in half_terms(year)],
        [(day, name, None) for year in years for day, name in closures(year)],
    )

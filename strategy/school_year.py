"""The trust's calendar: working days, half terms, terms and academic years.

Days are calendar days of Europe/London. A working day is Monday to Friday, not a bank holiday of England,
not a closure of the trust (or of the school, where the thing is that school's). School holidays count as
working days, unless policy says that they do not (see `Calendar.resting_in_holidays_of`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

LONDON = ZoneInfo("Europe/London")
ONE_DAY = timedelta(days=1)


def london_day(instant: datetime) -> date:
    """The calendar day in London at an aware instant."""
    return instant.astimezone(LONDON).date()


class HalfTermName(StrEnum):
    """The six teaching blocks of a year."""

    AUTUMN_1 = "autumn-1"
    AUTUMN_2 = "autumn-2"
    SPRING_1 = "spring-1"
    SPRING_2 = "spring-2"
    SUMMER_1 = "summer-1"
    SUMMER_2 = "summer-2"

    @property
    def term(self) -> str:
        """The term it belongs to: autumn, spring or summer."""
        return self.value.split("-", maxsplit=1)[0]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A span of days, both ends included."""

    starts: date
    ends: date

    def __contains__(self, day: date) -> bool:
        return self.starts <= day <= self.ends


@dataclass(frozen=True, slots=True)
class HalfTerm:
    """One half term of one academic year, from its first day to its last."""

    academic_year: str
    name: HalfTermName
    starts: date
    ends: date

    @property
    def span(self) -> Span:
        """Its first and last day."""
        return Span(self.starts, self.ends)

    @property
    def key(self) -> str:
        """Names it for good: `2026/27 autumn-1`."""
        return f"{self.academic_year} {self.name}"


@lru_cache(maxsize=64)
def _bank_holidays(year: int) -> Mapping[date, str]:
    return dict(holidays.country_holidays("GB", subdiv="ENG", years=year))


@lru_cache(maxsize=64)
def _days_banks_open(year: int) -> tuple[date, ...]:
    """Monday to Friday but bank holidays, of one calendar year, in order."""
    first = date(year, 1, 1)
    length = date(year, 12, 31).toordinal() - first.toordinal() + 1
    days = (date.fromordinal(first.toordinal() + n) for n in range(length))
    return tuple(day for day in days if day.weekday() < 5 and day not in _bank_holidays(year))


class Calendar:
    """Working days and terms of one trust. Never changes once made, and is safe to share between threads."""

    def __init__(
        self,
        half_terms: Iterable[HalfTerm] = (),
        closures: Iterable[tuple[date, str, str | None]] = (),
        *,
        resting_years: frozenset[str] = frozenset(),
    ) -> None:
        """`closures` are (day, name, URN or None); None closes the whole trust.

        `resting_years` are the academic years, of those the half terms tell of, in which school holidays are
        no working days; the holidays after the last half term of a year belong to it.
        """
        self.half_terms = tuple(sorted(half_terms, key=lambda h: h.starts))
        self.closures = tuple(closures)
        self.resting_years = resting_years
        self._trust_closed = {day: name for day, name, urn in self.closures if urn is None}
        self._school_closed: dict[str, dict[date, str]] = {}
        for day, name, urn in self.closures:
            if urn is not None:
                self._school_closed.setdefault(urn, {})[day] = name
        self._half_term_starts = [half.starts for half in self.half_terms]
        self._half_term_ends = sorted(half.ends for half in self.half_terms)
        self._years = self._spans_of_years()
        self._year_starts = [span.starts for _, span in self._years]
        # Working days by calendar year, and calendars that rest in holidays, made when first asked for. Two
        # threads may both make one, and make the same, so that no lock is needed.
        self._working: dict[tuple[int, str | None], tuple[date, ...]] = {}
        self._resting: dict[frozenset[str], Calendar] = {}

    def _spans_of_years(self) -> list[tuple[str, Span]]:
        found: dict[str, Span] = {}
        for half in self.half_terms:
            known = found.get(half.academic_year)
            found[half.academic_year] = Span(known.starts, half.ends) if known else half.span
        return list(found.items())

    def resting_in_holidays_of(self, years: frozenset[str]) -> Calendar:
        """The same calendar, but that school holidays are no working days in these academic years."""
        if years == self.resting_years:
            return self
        known = self._resting.get(years)
        if known is None:
            known = Calendar(self.half_terms, self.closures, resting_years=years)
            self._resting[years] = known
        return known

    def bank_holiday(self, day: date) -> str | None:
        """The name of the bank holiday of England on `day`; None if it is none."""
        return _bank_holidays(day.year).get(day)

    def why_closed(self, day: date, school: str | None = None) -> str | None:
        """Why `day` is not a working day ("Saturday", "Christmas Day", a closure's name); None if it is one.

        Give `school` (a URN) only where the thing is that school's: its own closures then count too.
        """
        if day.weekday() >= 5:
            return day.strftime("%A")
        holiday = _bank_holidays(day.year).get(day)
        if holiday is not None:
            return holiday
        closure = self._trust_closed.get(day)
        if closure is None and school is not None:
            closure = self._school_closed.get(school, {}).get(day)
        if closure is None and self._is_resting(day):
            closure = "School holidays"
        return closure

    def _is_resting(self, day: date) -> bool:
        if not self.resting_years or self.half_term_of(day) is not None:
            return False
        year = self.academic_year_of(day)
        known = bisect_right(self._year_starts, day)
        return year in self.resting_years and known > 0 and self._years[known - 1][0] == year

    def _working_days_of(self, year: int, school: str | None) -> tuple[date, ...]:
        # Most schools close with the trust alone and share its days.
        own = school if school is not None and school in self._school_closed else None
        known = self._working.get((year, own))
        if known is None:
            known = tuple(day for day in _days_banks_open(year) if self.why_closed(day, own) is None)
            self._working[year, own] = known
        return known

    def is_working_day(self, day: date, school: str | None = None) -> bool:
        """Whether `day` is a working day."""
        return self.why_closed(day, school) is None

    def working_days_after(self, day: date, n: int, school: str | None = None) -> date:
        """The n-th working day later than `day`, which itself is not counted; n = 0 gives `day` itself.

        Raises ValueError for a negative n, and where there are no more years.
        """
        _check(n)
        if n == 0:
            return day
        year = day.year
        days = self._working_days_of(year, school)
        place = bisect_right(days, day) + n - 1
        while place >= len(days):
            place -= len(days)
            year += 1
            days = self._working_days_of(year, school)
        return days[place]

    def working_days_before(self, day: date, n: int, school: str | None = None) -> date:
        """The n-th working day earlier than `day`, which itself is not counted; n = 0 gives `day` itself.

        Raises ValueError for a negative n, and where there are no more years.
        """
        _check(n)
        if n == 0:
            return day
        year = day.year
        days = self._working_days_of(year, school)
        place = bisect_left(days, day) - n
        while place < 0:
            year -= 1
            days = self._working_days_of(year, school)
            place += len(days)
        return days[place]

    def working_days_between(self, earlier: date, later: date, school: str | None = None) -> int:
        """How many working days lie after `earlier` up to and including `later`; 0 where it is not later.

        A report due on `earlier` is that many days late on `later`, and late on a weekend already counts
        from the midnight after its due day, so a caller that knows a thing is overdue may see 0 here.
        """
        if later <= earlier:
            return 0
        count = sum(len(self._working_days_of(year, school)) for year in range(earlier.year, later.year))
        count -= bisect_right(self._working_days_of(earlier.year, school), earlier)
        return count + bisect_right(self._working_days_of(later.year, school), later)

    def on_or_after(self, day: date, school: str | None = None) -> date:
        """`day` if it is a working day, else the next one."""
        return day if self.is_working_day(day, school) else self.working_days_after(day, 1, school)

    def on_or_before(self, day: date, school: str | None = None) -> date:
        """`day` if it is a working day, else the one before."""
        return day if self.is_working_day(day, school) else self.working_days_before(day, 1, school)

    def half_term_of(self, day: date) -> HalfTerm | None:
        """The half term that `day` lies in; None in the holidays or outside the known years."""
        place = bisect_right(self._half_term_starts, day)
        half = self.half_terms[place - 1] if place else None
        return half if half is not None and day <= half.ends else None

    def next_half_term(self, day: date) -> HalfTerm | None:
        """The first half term that starts after `day`."""
        place = bisect_right(self._half_term_starts, day)
        return self.half_terms[place] if place < len(self.half_terms) else None

    def last_half_term(self, day: date) -> HalfTerm | None:
        """The last half term that ended before `day`."""
        place = bisect_left(self._half_term_ends, day)
        return self.half_terms[place - 1] if place else None

    def terms(self) -> list[tuple[str, str, Span]]:
        """(academic year, term name, first to last day) for every term, in order."""
        found: dict[tuple[str, str], Span] = {}
        for half in self.half_terms:
            key = (half.academic_year, half.name.term)
            known = found.get(key)
            found[key] = Span(known.starts, half.ends) if known else half.span
        return [(year, term, span) for (year, term), span in found.items()]

    def academic_years(self) -> list[tuple[str, Span]]:
        """(name, first day of autumn-1 to last day of summer-2) for every known year, in order."""
        return list(self._years)

    def academic_year_of(self, day: date) -> str:
        """The academic year a day belongs to, summer holidays to the year before: `2026/27`.

        Outside the years in terms.csv a year begins on 1 September.
        """
        by_the_month = year_name(day.year if day.month >= 9 else day.year - 1)
        place = bisect_right(self._year_starts, day)
        if place == 0:
            return by_the_month
        name, span = self._years[place - 1]
        if day <= span.ends:
            return name
        # The summer holidays last until the next year in terms.csv begins, unless a year is left out between.
        following = self._years[place][0] if place < len(self._years) else None
        return name if following == year_after(name) else by_the_month

    def academic_year_starts(self, name: str) -> date:
        """The first day of an academic year; 1 September where terms.csv does not say."""
        known = dict(self.academic_years())
        return known[name].starts if name in known else date(int(name[:4]), 9, 1)

    def last_year_began(self, day: date) -> date:
        """The first day of the academic year before the one that `day` belongs to."""
        start = int(self.academic_year_of(day)[:4]) - 1
        return self.academic_year_starts(year_name(start))


def year_name(start: int) -> str:
    """`2026` to `2026/27`."""
    return f"{start:04d}/{(start + 1) % 100:02d}"


def year_after(name: str) -> str:
    """`2026/27` to `2027/28`."""
    return year_name(int(name[:4]) + 1)


def _check(n: int) -> None:
    if n < 0:
        raise ValueError("a number of working days is not negative")

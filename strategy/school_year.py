"""The trust's calendar: working days, half terms, terms and academic years.

Days are calendar days of Europe/London. A working day is Monday to Friday, not a bank holiday of England,
not a closure of the trust (or of the school, where the thing is that school's). School holidays count as
working days.
"""

from __future__ import annotations

import itertools
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


class Calendar:
    """Working days and terms of one trust. Immutable once made."""

    def __init__(
        self,
        half_terms: Iterable[HalfTerm] = (),
        closures: Iterable[tuple[date, str, str | None]] = (),
    ) -> None:
        """`closures` are (day, name, URN or None); None closes the whole trust."""
        self.half_terms = tuple(sorted(half_terms, key=lambda h: h.starts))
        self.closures = tuple(closures)
        self._trust_closed = {day: name for day, name, urn in self.closures if urn is None}
        self._school_closed: dict[str, dict[date, str]] = {}
        for day, name, urn in self.closures:
            if urn is not None:
                self._school_closed.setdefault(urn, {})[day] = name

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
        return closure

    def is_working_day(self, day: date, school: str | None = None) -> bool:
        """Whether `day` is a working day."""
        return self.why_closed(day, school) is None

    def working_days_after(self, day: date, n: int, school: str | None = None) -> date:
        """The n-th working day later than `day`, which itself is not counted; n = 0 gives `day` itself."""
        return self._step(day, n, ONE_DAY, school)

    def working_days_before(self, day: date, n: int, school: str | None = None) -> date:
        """The n-th working day earlier than `day`, which itself is not counted; n = 0 gives `day` itself."""
        return self._step(day, n, -ONE_DAY, school)

    def _step(self, day: date, n: int, step: timedelta, school: str | None) -> date:
        if n < 0:
            raise ValueError("a number of working days is not negative")
        while n > 0:
            day += step
            if self.is_working_day(day, school):
                n -= 1
        return day

    def working_days_between(self, earlier: date, later: date, school: str | None = None) -> int:
        """How many working days lie after `earlier` up to and including `later`; 0 where it is not later.

        A report due on `earlier` is that many days late on `later`, and late on a weekend already counts
        from the midnight after its due day, so a caller that knows a thing is overdue may see 0 here.
        """
        count = 0
        day = earlier
        while day < later:
            day += ONE_DAY
            count += self.is_working_day(day, school)
        return count

    def on_or_after(self, day: date, school: str | None = None) -> date:
        """`day` if it is a working day, else the next one."""
        return day if self.is_working_day(day, school) else self.working_days_after(day, 1, school)

    def on_or_before(self, day: date, school: str | None = None) -> date:
        """`day` if it is a working day, else the one before."""
        return day if self.is_working_day(day, school) else self.working_days_before(day, 1, school)

    def half_term_of(self, day: date) -> HalfTerm | None:
        """The half term that `day` lies in; None in the holidays or outside the known years."""
        return next((half for half in self.half_terms if day in half.span), None)

    def next_half_term(self, day: date) -> HalfTerm | None:
        """The first half term that starts after `day`."""
        return next((half for half in self.half_terms if half.starts > day), None)

    def last_half_term(self, day: date) -> HalfTerm | None:
        """The last half term that ended before `day`."""
        return next((half for half in reversed(self.half_terms) if half.ends < day), None)

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
        found: dict[str, Span] = {}
        for half in self.half_terms:
            known = found.get(half.academic_year)
            found[half.academic_year] = Span(known.starts, half.ends) if known else half.span
        return list(found.items())

    def academic_year_of(self, day: date) -> str:
        """The academic year a day belongs to, summer holidays to the year before: `2026/27`.

        Outside the years in terms.csv a year begins on 1 September.
        """
        known = self.academic_years()
        for name, span in reversed(known):
            if span.starts <= day <= span.ends:
                return name
        for (name, span), (_, following) in itertools.pairwise(known):
            if span.starts <= day < following.starts:
                return name
        return year_name(day.year if day.month >= 9 else day.year - 1)

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
    return f"{start}/{(start + 1) % 100:02d}"

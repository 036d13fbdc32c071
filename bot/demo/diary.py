"""The visits of the made-up trust, laid out around the day the demo is started.

Two kinds: those that the strategy gives every school over the year, in term; and a few in the last days
before `today`, so that on any day whatever something is filed, something due and something overdue at every
risk. In the holidays those few fall on days without pupils: staff work then, and deadlines run on.
"""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from bot.demo.cast import (
    ADVISER,
    DEMO_SIP,
    LEAD_SIP,
    SCHOOLS,
    SECOND_ADVISER,
    SLE_MATHEMATICS,
    SLE_SCIENCE,
    SchoolSketch,
    email_of,
)
from bot.demo.years import school_year_start
from strategy.designations import Designation, Risk, risk_of
from strategy.people import Capacity
from strategy.school_year import LONDON, Calendar
from strategy.visits import Mode

STANDARD = {
    9: "First visit of the year: results, priorities and risk",
    11: "Autumn visit: teaching, attendance and support",
    1: "Progress since the autumn, and the school's own evaluation",
    3: "Quality of teaching, and progress against the plan",
    6: "The year in review, and what comes next",
}
"""The five visits every school has (Strategy, Partners), by month."""
EXTRA = {10: "Follow-up on the actions agreed", 12: "Progress check before the break",
         2: "Mid-year check on the plan", 5: "Readiness for examinations and assessment",
         7: "Handover of actions into the new year"}  # fmt: skip
QUIET_DAYS = 16
"""So many working days before today hold the placed visits alone, so that what is open is what was meant."""
REPORT_WITHIN = 3
"""Working days after a visit's last day (Strategy, Reporting and Communication)."""


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A line of visits.csv, and the instant at which seeding files its report, if it does."""

    urn: str
    day: date
    author: str
    capacity: str
    mode: str
    days: Decimal
    purpose: str
    reported_on: date | None
    filed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A visit so many working days before today (after it where negative); `filed_after` working days later
    its report was filed, None where it still is to be.
    """

    school: str
    author: str
    capacity: Capacity
    days_ago: int
    purpose: str
    filed_after: int | None = None


# A report is due today where the visit was three working days ago, and overdue from four on.
PLACED = (
    # High risk
    Placed("Harrowmere", DEMO_SIP, Capacity.SIP, 6, "Attendance, and behaviour in Years 8 and 9"),
    Placed("Harrowmere", DEMO_SIP, Capacity.SIP, 14, "Curriculum leadership in the core subjects", 2),
    Placed("Harrowmere", ADVISER, Capacity.SCHOOL_IMPROVEMENT_ADVISER, 9, "Checking for understanding", 1),
    Placed("Kestrel Moor", "Gareth Llewellyn", Capacity.SIP, 2, "Safeguarding records and pupil voice"),
    Placed("Kestrel Moor", ADVISER, Capacity.SCHOOL_IMPROVEMENT_ADVISER, 5, "Middle leaders' plans"),
    Placed("Ashdyke", LEAD_SIP, Capacity.LEAD_SIP, 8, "Joint visit to test the school's judgements", 1),
    Placed("Ashdyke", "Yvonne Clarke", Capacity.SIP, 3, "Reading across Years 3 to 6"),
    # Some risk
    Placed("Brackenfold", DEMO_SIP, Capacity.SIP, 1, "Teaching in mathematics and science"),
    Placed("Tansy Hill", "Gareth Llewellyn", Capacity.SIP, 11, "Early reading and phonics"),
    Placed("Lowther Quay", SLE_MATHEMATICS, Capacity.SLE, 4, "Mathematics planning with the department"),
    Placed("Lowther Quay", "Tomasz Wilk", Capacity.SIP, 2, "Behaviour and the start of lessons", 0),
    Placed("Pennyfold", SECOND_ADVISER, Capacity.SCHOOL_IMPROVEMENT_ADVISER, 10, "Communication targets", 5),
    Placed("Pennyfold", DEMO_SIP, Capacity.SIP, -2, "Preparation for adulthood"),
    # Low risk
    Placed("Marram Sands", DEMO_SIP, Capacity.SIP, 12, "Writing across the curriculum", 3),
    Placed("Wren Lane", "Yvonne Clarke", Capacity.SIP, 5, "Early language and the learning environment"),
    Placed("St Alkelda", "Tomasz Wilk", Capacity.SIP, 1, "Foundation subjects and retrieval"),
)


class Diary:
    """Who goes where and when: nobody to two schools on one day."""

    def __init__(self, today: date, calendar: Calendar) -> None:
        self.today = today
        self.calendar = calendar
        self.year = school_year_start(today)
        self.quiet_from = calendar.working_days_before(today, QUIET_DAYS)
        self._busy: set[tuple[str, date]] = set()
        self._teaching_days: dict[date, tuple[date, ...]] = {}

    def visits(self) -> tuple[VisitRow, ...]:
        """Every visit, by day."""
        by_name = {school.short_name or school.name: school for school in SCHOOLS}
        rows = [self._placed(placed, by_name[placed.school]) for placed in PLACED]
        moved = self._standard_visits_replaced(rows)
        for school in SCHOOLS:
            if school.designation:
                rows += self._over_the_years(school, moved)
        return tuple(sorted(rows, key=lambda row: (row.day, row.urn, row.author)))

    def _placed(self, placed: Placed, school: SchoolSketch) -> VisitRow:
        if placed.days_ago > 0:
            day = self.calendar.working_days_before(self.today, placed.days_ago)
        else:
            day = self.calendar.working_days_after(self.today, -placed.days_ago)
        self._busy.add((placed.author, day))
        row = self._row(school, day, placed.author, placed.capacity, placed.purpose)
        if placed.filed_after is None:
            return row
        return _filed(row, self.calendar.working_days_after(day, placed.filed_after))

    def _standard_visits_replaced(self, placed: list[VisitRow]) -> set[tuple[str, int, int]]:
        """The standard visit nearest to each partner's placed one: that one was moved, not added.

        Given as URN, school year and month, so that a school's five days stay five.
        """
        moved: set[tuple[str, int, int]] = set()
        for row in placed:
            if row.capacity == Capacity.SIP and (row.urn not in {urn for urn, _, _ in moved}):
                year = school_year_start(row.day)
                month = min(STANDARD, key=lambda m: abs((_middle_of(year, m) - row.day).days))
                moved.add((row.urn, year, month))
        return moved

    def _over_the_years(self, school: SchoolSketch, moved: set[tuple[str, int, int]]) -> Iterator[VisitRow]:
        years = [self.year - 1, self.year]
        if self.today.month in range(5, 9):
            # By the summer the first visits of the next year are in the diary.
            years.append(self.year + 1)
        for year in years:
            for author, capacity, month, purpose in _routine(school):
                if (school.urn, year, month) in moved and capacity is Capacity.SIP and month in STANDARD:
                    continue
                if year > self.year and month not in (9, 10, 11):
                    continue
                day = self._free_day(school, author, year, month)
                if day is not None:
                    yield self._routine_row(school, day, author, capacity, purpose)

    def _routine_row(
        self, school: SchoolSketch, day: date, author: str, capacity: Capacity, purpose: str
    ) -> VisitRow:
        self._busy.add((author, day))
        row = self._row(school, day, author, capacity, purpose)
        if day > self.today:
            return row
        chance = _chance(row)
        # One report in nine was late, by a day to three; the others came within the three working days.
        took = REPORT_WITHIN + 1 + chance % 3 if chance % 9 == 0 else (0, 1, 1, 2, 2, 3)[chance % 6]
        filed_on = self.calendar.working_days_after(day, took)
        if school_year_start(day) < self.year:
            # Last school year was before the trust had Keystone: it knows when the report came, no more.
            return replace(row, reported_on=filed_on)
        return _filed(row, filed_on)

    def _free_day(self, school: SchoolSketch, author: str, year: int, month: int) -> date | None:
        """A day in term in that month on which the author is free, spread by school; the first one after
        today where all of the month's are quiet days, and None where the school year has no such day left.
        """
        first = date(year if month >= 9 else year + 1, month, 1)
        days = self._teaching_days_of(first)
        start = zlib.crc32(f"{school.urn} {author} {month}".encode()) % max(1, len(days))
        in_turn = itertools.chain(days[start:], days[:start], self._teaching_days_to_come(year))
        return next((day for day in in_turn if (author, day) not in self._busy), None)

    def _teaching_days_of(self, first: date) -> tuple[date, ...]:
        """Those of the month that begins on `first`."""
        if first not in self._teaching_days:
            days = (first + timedelta(days=n) for n in range(31))
            self._teaching_days[first] = tuple(
                day for day in days if day.month == first.month and self._in_term(day)
            )
        return self._teaching_days[first]

    def _teaching_days_to_come(self, year: int) -> Iterator[date]:
        later = (self.today + timedelta(days=n) for n in range(1, 60))
        return (day for day in later if school_year_start(day) == year and self._in_term(day))

    def _in_term(self, day: date) -> bool:
        """Whether pupils are in school and nothing placed is in the way."""
        return (
            self.calendar.half_term_of(day) is not None
            and self.calendar.is_working_day(day)
            and not self.quiet_from <= day <= self.today
        )

    def _row(
        self, school: SchoolSketch, day: date, author: str, capacity: Capacity, purpose: str
    ) -> VisitRow:
        on_teams = purpose in EXTRA.values() and capacity is Capacity.SIP
        return VisitRow(
            urn=school.urn,
            day=day,
            author=email_of(author),
            capacity=capacity,
            mode=Mode.TEAMS if on_teams else Mode.ON_SITE,
            days=Decimal("0.5") if on_teams else Decimal(1),
            purpose=purpose,
            reported_on=None,
        )


def _filed(row: VisitRow, on: date) -> VisitRow:
    minutes = _chance(row) % 200
    at = datetime.combine(on, time(15, 30), tzinfo=LONDON) + timedelta(minutes=minutes)
    return replace(row, filed_at=at)


def _routine(school: SchoolSketch) -> Iterator[tuple[str, Capacity, int, str]]:
    """(author, capacity, month, purpose) of a year's visits to a school, after its risk."""
    risk = risk_of(Designation(school.designation))
    for month, purpose in STANDARD.items():
        yield school.sip, Capacity.SIP, month, purpose
    if risk is Risk.HIGH:
        for month, purpose in EXTRA.items():
            yield school.sip, Capacity.SIP, month, purpose
    if school.adviser:
        months = (9, 10, 11, 12, 1, 2, 3, 5, 6, 7) if risk is Risk.HIGH else (10, 12, 2, 5)
        for month in months:
            purpose = "Coaching for leaders, and time in lessons"
            yield school.adviser, Capacity.SCHOOL_IMPROVEMENT_ADVISER, month, purpose
    if risk is Risk.HIGH:
        for month in (10, 2, 5):
            yield LEAD_SIP, Capacity.LEAD_SIP, month, "Joint visit to test the school's judgements"
    specialist = {"Lowther Quay": SLE_MATHEMATICS, "Kestrel Moor": SLE_SCIENCE}.get(school.short_name)
    if specialist:
        for month in (10, 1, 3, 6):
            yield specialist, Capacity.SLE, month, "Planning and teaching with the department"


def _middle_of(school_year: int, month: int) -> date:
    return date(school_year if month >= 9 else school_year + 1, month, 15)


def _chance(row: VisitRow) -> int:
    return zlib.crc32(f"{row.urn} {row.day} {row.author}".encode())

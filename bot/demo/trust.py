"""A made-up trust of a dozen schools: a directory for `python -m bot import`, and reports to file in it.

Everything follows from the day it is made for: terms, diary, and which reports are filed, due or overdue.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from bot.demo.cast import (
    BY_NAME,
    DEMO_HEAD,
    DEMO_SIP,
    DEPUTY_CEO,
    DEPUTY_HEAD,
    PEOPLE,
    SCHOOLS,
    SLE_MATHEMATICS,
    SLE_SCIENCE,
    TRUST_NAME,
    PersonRow,
    SchoolRow,
    email_of,
)
from bot.demo.diary import Diary, VisitRow
from bot.demo.reports import sample_for
from bot.demo.years import school_year_start, trust_calendar
from strategy.reports import ReportText
from strategy.school_year import Calendar
from strategy.visits import Support


@dataclass(frozen=True, slots=True)
class TermRow:
    """A line of terms.csv."""

    academic_year: str
    half_term: str
    starts: date
    ends: date


@dataclass(frozen=True, slots=True)
class ClosureRow:
    """A line of closures.csv."""

    day: date
    name: str
    urn: str = ""


@dataclass(frozen=True, slots=True)
class DeploymentRow:
    """A line of deployments.csv."""

    person: str
    urn: str
    support: str
    activity: str
    from_: date
    to: date
    days_per_week: Decimal


@dataclass(frozen=True, slots=True)
class Filing:
    """A report to be filed by seeding, in its author's name, at an instant that has passed."""

    urn: str
    day: date
    author: str
    filed_at: datetime
    text: ReportText


@dataclass(frozen=True, slots=True)
class DemoTrust:
    """The rows of the directory, and the reports to file once it is imported, earliest first."""

    name: str
    today: date
    people: tuple[PersonRow, ...]
    schools: tuple[SchoolRow, ...]
    terms: tuple[TermRow, ...]
    closures: tuple[ClosureRow, ...]
    visits: tuple[VisitRow, ...]
    deployments: tuple[DeploymentRow, ...]
    filings: tuple[Filing, ...]
    calendar: Calendar

    @property
    def sip(self) -> PersonRow:
        """The School Improvement Partner whom the demo lets one be."""
        return BY_NAME[DEMO_SIP]

    @property
    def headteacher(self) -> PersonRow:
        """The headteacher whom the demo lets one be."""
        return BY_NAME[DEMO_HEAD]

    @property
    def deputy_ceo(self) -> PersonRow:
        """The Deputy CEO whom the demo lets one be."""
        return BY_NAME[DEPUTY_CEO]


def demo_trust(today: date) -> DemoTrust:
    """The trust as it stands on `today`, a day in London. The same day always gives the same trust."""
    calendar = trust_calendar(today)
    visits = Diary(today, calendar).visits()
    phases = {school.urn: school.phase for school in SCHOOLS}
    filings = [
        Filing(visit.urn, visit.day, visit.author, visit.filed_at, _text_of(visit, phases[visit.urn]))
        for visit in visits
        if visit.filed_at is not None
    ]
    return DemoTrust(
        name=TRUST_NAME,
        today=today,
        people=PEOPLE,
        schools=tuple(school.row(school_year_start(today)) for school in SCHOOLS),
        terms=tuple(
            TermRow(half.academic_year, half.name, half.starts, half.ends) for half in calendar.half_terms
        ),
        closures=tuple(ClosureRow(day, name) for day, name, _ in calendar.closures),
        visits=visits,
        deployments=tuple(_deployments(today, calendar)),
        filings=tuple(sorted(filings, key=lambda filing: (filing.filed_at, filing.urn))),
        calendar=calendar,
    )


def _text_of(visit: VisitRow, phase: str) -> ReportText:
    return sample_for(purpose=visit.purpose, phase=phase, urn=visit.urn, day=visit.day, author=visit.author)


def _deployments(today: date, calendar: Calendar) -> Iterable[DeploymentRow]:
    """Specialists for the school year; the Deputy Headteacher from this half term on: nothing owed before."""
    halves = [half for half in calendar.half_terms if int(half.academic_year[:4]) == school_year_start(today)]
    starts, ends = halves[0].starts, halves[-1].ends
    urn = {school.short_name: school.urn for school in SCHOOLS}
    for person, school in ((SLE_MATHEMATICS, "Lowther Quay"), (SLE_SCIENCE, "Kestrel Moor")):
        yield DeploymentRow(
            email_of(person), urn[school], Support.SLE, "Planning together with teachers at any level",
            starts, ends, Decimal("0.5"),
        )  # fmt: skip
    now = calendar.half_term_of(today) or calendar.next_half_term(today)
    if now is not None:
        later = [half for half in calendar.half_terms if half.starts >= now.starts]
        yield DeploymentRow(
            email_of(DEPUTY_HEAD), urn["Harrowmere"], Support.DEPUTY_HEAD_TRUST, "Developing leaders",
            now.starts, later[min(2, len(later) - 1)].ends, Decimal(5),
        )  # fmt: skip


NOT_IN_THE_FILE = frozenset({"filed_at"})
COLUMNS = {"day": "date", "from_": "from"}
"""Columns whose names mean something else in Python."""


def write(trust: DemoTrust, folder: Path) -> None:
    """Writes the directory of `trust` into `folder`, which is made where it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    files: dict[str, Sequence[Any]] = {
        "people.csv": trust.people,
        "schools.csv": trust.schools,
        "terms.csv": trust.terms,
        "closures.csv": trust.closures,
        "visits.csv": trust.visits,
        "deployments.csv": trust.deployments,
    }
    for name, rows in files.items():
        columns = [field.name for field in fields(rows[0]) if field.name not in NOT_IN_THE_FILE]
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            lines = csv.writer(file)
            lines.writerow([COLUMNS.get(column, column) for column in columns])
            for row in rows:
                lines.writerow([_cell(getattr(row, column)) for column in columns])


def _cell(value: object) -> str:
    return "" if value is None else str(value)

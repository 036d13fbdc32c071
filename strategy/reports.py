"""Reports, their text and their versions (Strategy, Reporting and Communication, and its last appendix)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from strategy.people import Capacity
from strategy.school_year import london_day


@dataclass(frozen=True, slots=True)
class ReportText:
    """What the author wrote, in the parts of the trust's form."""

    purpose: str
    activities: str
    outcomes: str
    recommendations: str


@dataclass(frozen=True, slots=True)
class Report:
    """A filed report at its latest version. One a visit and author, or one a deployment and half term.

    `visit_on` is the last day of the visit (or of the half term). `due_on` is what the deadline was when
    it was filed, frozen. Versions count from 1; `amended_at` is None until the second.
    """

    id: int
    school: str
    author: int
    capacity: Capacity
    visit: int | None
    deployment: int | None
    half_term: str
    visit_on: date
    due_on: date
    filed_at: datetime
    text: ReportText
    version: int = 1
    amended_at: datetime | None = None

    @property
    def in_time(self) -> bool:
        """Whether it was filed by the end of its due day, London time."""
        return london_day(self.filed_at) <= self.due_on


@dataclass(frozen=True, slots=True)
class ReportVersion:
    """One version of a report: who wrote it when, and the whole text as it then was."""

    number: int
    author: int
    at: datetime
    text: ReportText

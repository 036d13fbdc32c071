"""Visits to schools, and deployments of people in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from strategy.people import Capacity

_APPRAISAL = "apprais"
_PARTS = re.compile(r"\s*[,;:()]\s*(?:with |and )?|\s+(?:with|and|plus)\s+|\s*&\s*")
"""What parts an appraisal from the rest of a purpose."""


class Mode(StrEnum):
    """Where a visit takes place."""

    ON_SITE = "on_site"
    TEAMS = "teams"


class VisitStatus(StrEnum):
    """Where a visit stands on a given day; derived, never stored."""

    PLANNED = "planned"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit of one author to one school.

    `starts` is its first day and `ends` its last: "the conclusion of the visit" (Strategy, Reporting and
    Communication). `days` counts in halves. `in_diary` is False where the visit became known by its report.
    """

    id: int
    school: str
    author: int
    capacity: Capacity
    starts: date
    ends: date
    mode: Mode = Mode.ON_SITE
    days: Decimal = Decimal(1)
    purpose: str = ""
    in_diary: bool = True
    cancelled_on: date | None = None
    reported_on: date | None = None

    def on(self, starts: date, ends: date) -> Visit:
        """The same visit on other days."""
        return replace(self, starts=starts, ends=ends)

    @property
    def purpose_to_report(self) -> str:
        """The purpose without what it says of an appraisal, nothing of which enters a report."""
        parts = _PARTS.split(self.purpose)
        if not any(_APPRAISAL in part.casefold() for part in parts):
            return self.purpose
        return next((part for part in parts if _APPRAISAL not in part.casefold()), "").strip()

    def status(self, today: date) -> VisitStatus:
        """Planned through its last day, done once that has passed or it is reported."""
        if self.cancelled_on is not None:
            return VisitStatus.CANCELLED
        if self.reported_on is not None or self.ends < today:
            return VisitStatus.DONE
        return VisitStatus.PLANNED


class Support(StrEnum):
    """Kinds of support a school can be given, spelled as in the trust directory."""

    SIP = "sip"
    SCHOOL_IMPROVEMENT_ADVISER = "school_improvement_adviser"
    DEPUTY_HEAD_TRUST = "deputy_head_trust"
    DIRECTOR_SUBJECT = "director_subject"
    SLE = "sle"
    INSTITUTE_OF_EDUCATION = "institute_of_education"
    DEPUTY_CEO = "deputy_ceo"
    EXTERNAL = "external"


@dataclass(frozen=True, slots=True)
class Deployment:
    """Somebody deployed in a school from a day to a day, both included; open-ended where `ends` is None."""

    id: int
    person: int
    school: str
    support: Support
    activity: str
    starts: date
    ends: date | None
    days_per_week: Decimal

    def covers(self, first: date, last: date) -> bool:
        """Whether any day from `first` to `last` falls within the deployment."""
        return self.starts <= last and (self.ends is None or first <= self.ends)

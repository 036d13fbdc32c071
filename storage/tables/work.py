"""Tables of the work: visits, reports and their versions, duties."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    Named,
    Table,
    Text,
    TypedColumns,
    UniqueConstraint,
)

from storage.column_types import InHundredths, Instant, Spelled, Words
from storage.tables.base import metadata, partial
from strategy.designations import Designation, Risk
from strategy.duties import DutyKind, DutyState
from strategy.people import Capacity
from strategy.visits import Mode


class VisitColumns(TypedColumns):
    """A visit. `imported` ones came from the directory; the going of its row there made one `withdrawn`."""

    id = Column(Integer, primary_key=True)
    school: Named[str] = Column(Text, ForeignKey("schools.urn"))
    author: Named[int] = Column(ForeignKey("people.id"))
    capacity: Named[Capacity] = Column(Spelled(Capacity))
    starts: Named[date]
    ends: Named[date]
    mode: Named[Mode] = Column(Spelled(Mode))
    days: Named[Decimal] = Column(InHundredths)
    purpose: Named[str] = Column(Words)
    in_diary: Named[bool] = Column(Boolean)
    cancelled_on: Named[date | None]
    reported_on: Named[date | None]
    imported: Named[bool] = Column(Boolean)
    withdrawn: Named[bool] = Column(Boolean)


visits = Table(
    "visits",
    metadata,
    VisitColumns,
    partial("uq_visits_standing", "school", "author", "starts", unique=True, where="cancelled_on IS NULL"),
    Index("ix_visits_author_starts", "author", "starts", "id"),
    Index("ix_visits_school_starts", "school", "starts", "id"),
    Index("ix_visits_starts", "starts", "id"),
    partial("ix_visits_unreported", "id", where="reported_on IS NULL AND cancelled_on IS NULL"),
)


class ReportColumns(TypedColumns):
    """A filed report; its text stands in its versions."""

    id = Column(Integer, primary_key=True)
    school: Named[str] = Column(Text, ForeignKey("schools.urn"))
    author: Named[int] = Column(ForeignKey("people.id"))
    capacity: Named[Capacity] = Column(Spelled(Capacity))
    visit: Named[int | None] = Column(ForeignKey("visits.id"), unique=True)
    deployment: Named[int | None] = Column(ForeignKey("deployments.id"))
    half_term: Named[str] = Column(Text)
    visit_on: Named[date]
    due_on: Named[date]
    filed_at: Named[datetime] = Column(Instant)
    version: Named[int]
    amended_at: Named[datetime | None] = Column(Instant)


reports = Table(
    "reports",
    metadata,
    ReportColumns,
    UniqueConstraint("deployment", "half_term"),
    Index("ix_reports_visit_on", "visit_on", "id"),
    Index("ix_reports_school_visit_on", "school", "visit_on", "id"),
    Index("ix_reports_author_visit_on", "author", "visit_on", "id"),
)


class ReportVersionColumns(TypedColumns):
    """One version of a report, whole."""

    report: Named[int] = Column(ForeignKey("reports.id"), primary_key=True)
    number: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    author: Named[int] = Column(ForeignKey("people.id"))
    at: Named[datetime] = Column(Instant)
    purpose: Named[str] = Column(Words)
    activities: Named[str] = Column(Words)
    outcomes: Named[str] = Column(Words)
    recommendations: Named[str] = Column(Words)


report_versions = Table("report_versions", metadata, ReportVersionColumns)


class DutyColumns(TypedColumns):
    """A duty. Risk and designation are the school's while it is open, and stay as they were once it is not.

    `next_action_at` is when a sweep has next to look at an open duty; NULL where nothing waits. `origin`
    is who owed it in the first place, also where it was given to somebody else.
    """

    id = Column(Integer, primary_key=True)
    kind: Named[DutyKind] = Column(Spelled(DutyKind))
    state: Named[DutyState] = Column(Spelled(DutyState))
    owner: Named[int] = Column(ForeignKey("people.id"))
    school: Named[str] = Column(Text, ForeignKey("schools.urn"))
    capacity: Named[Capacity] = Column(Spelled(Capacity))
    designation: Named[Designation | None] = Column(Spelled(Designation))
    risk: Named[Risk | None] = Column(Spelled(Risk))
    arises_on: Named[date]
    about_on: Named[date]
    due_on: Named[date]
    visit: Named[int | None] = Column(ForeignKey("visits.id"))
    deployment: Named[int | None] = Column(ForeignKey("deployments.id"))
    half_term: Named[str] = Column(Text)
    fulfilled_at: Named[datetime | None] = Column(Instant)
    report: Named[int | None] = Column(ForeignKey("reports.id"))
    next_action_at: Named[datetime | None] = Column(Instant)
    about: Named[str] = Column(Text)
    origin: Named[int] = Column(ForeignKey("people.id"))
    extended_to: Named[date | None]


_OPEN = "state = 'open'"
_FULFILLED = "state = 'fulfilled'"

duties = Table(
    "duties",
    metadata,
    DutyColumns,
    UniqueConstraint("visit", "kind", "origin"),
    UniqueConstraint("deployment", "half_term", "kind", "origin"),
    partial(
        "uq_duties_about",
        "school",
        "kind",
        "about",
        "origin",
        unique=True,
        where="visit IS NULL AND deployment IS NULL",
    ),
    partial("ix_duties_open_due_on", "due_on", "id", "school", "capacity", where=_OPEN),
    partial("ix_duties_open_owner", "owner", "due_on", "id", where=_OPEN),
    partial("ix_duties_open_school", "school", "due_on", "id", where=_OPEN),
    partial("ix_duties_open_risk", "risk", "due_on", "id", where=_OPEN),
    partial(
        "ix_duties_open_next_action", "next_action_at", where="state = 'open' AND next_action_at IS NOT NULL"
    ),
    partial("ix_duties_fulfilled_at", "fulfilled_at", "id", where=_FULFILLED),
    partial("ix_duties_fulfilled_owner", "owner", "fulfilled_at", "id", where=_FULFILLED),
    partial("ix_duties_fulfilled_school", "school", "fulfilled_at", "id", where=_FULFILLED),
)

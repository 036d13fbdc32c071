"""Tables of what stands in people's calendars."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Integer, Named, Table, Text, TypedColumns

from storage.column_types import InHundredths, Instant, Spelled, Words
from storage.tables.base import metadata, partial
from strategy.ports.appointments import BookingState
from strategy.visits import Mode


class BookingColumns(TypedColumns):
    """What is to stand in a calendar, and how far that has come; `begins` as `HH:MM`, empty for policy's."""

    subject: Named[str] = Column(Text, primary_key=True)
    organiser: Named[int] = Column(ForeignKey("people.id"))
    revision: Named[int]
    settled: Named[int]
    state: Named[BookingState] = Column(Spelled(BookingState))
    begins: Named[str] = Column(Text)
    by_service: Named[bool] = Column(Boolean)
    event: Named[str] = Column(Words)
    join_url: Named[str] = Column(Words)
    attempts: Named[int]
    next_try_at: Named[datetime | None] = Column(Instant)
    why: Named[str] = Column(Words)
    claim: Named[str] = Column(Text)
    claimed_until: Named[datetime | None] = Column(Instant)


bookings = Table(
    "bookings",
    metadata,
    BookingColumns,
    partial("ix_bookings_waiting", "next_try_at", "subject", where="state = 'waiting'"),
    partial("ix_bookings_event", "organiser", "event", where="event <> ''"),
)


class CalendarTokenColumns(TypedColumns):
    """Up to where the changes of a calendar were followed; organiser 0 is the service mailbox."""

    organiser = Column(Integer, primary_key=True, autoincrement=False)
    token: Named[str] = Column(Words)
    at: Named[datetime] = Column(Instant)


calendar_tokens = Table("calendar_tokens", metadata, CalendarTokenColumns)


class VisitPlanColumns(TypedColumns):
    """The plan of an academic year's visits."""

    id = Column(Integer, primary_key=True)
    year: Named[str] = Column(Text, unique=True)
    by: Named[int] = Column(ForeignKey("people.id"))
    at: Named[datetime] = Column(Instant)
    revision: Named[int]


visit_plans = Table("visit_plans", metadata, VisitPlanColumns)


class PlannedVisitColumns(TypedColumns):
    """A visit of a plan; `day` is NULL where there is none, and `why` says why."""

    plan: Named[int] = Column(ForeignKey("visit_plans.id"), primary_key=True)
    number: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    school: Named[str] = Column(Text, ForeignKey("schools.urn"))
    sip: Named[int] = Column(ForeignKey("people.id"))
    month: Named[int]
    mode: Named[Mode] = Column(Spelled(Mode))
    days: Named[Decimal] = Column(InHundredths)
    standard: Named[bool] = Column(Boolean)
    appraisal: Named[bool] = Column(Boolean)
    day: Named[date | None]
    why: Named[str] = Column(Text)
    left_out: Named[bool] = Column(Boolean)
    visit: Named[int | None] = Column(ForeignKey("visits.id"))


planned_visits = Table("planned_visits", metadata, PlannedVisitColumns)


class DemoEventColumns(TypedColumns):
    """An event in the demonstration's calendars. `version` rises with every change of any of them."""

    id = Column(Integer, primary_key=True)
    key: Named[str] = Column(Words, unique=True)
    organiser: Named[str] = Column(Words)
    attendees: Named[list[Any]] = Column(JSON)
    declined: Named[list[Any]] = Column(JSON)
    subject: Named[str] = Column(Words)
    text: Named[str] = Column(Words)
    starts: Named[datetime] = Column(Instant)
    ends: Named[datetime] = Column(Instant)
    place: Named[str] = Column(Words)
    online: Named[bool] = Column(Boolean)
    cancelled: Named[bool] = Column(Boolean)
    version: Named[int]


demo_events = Table("demo_events", metadata, DemoEventColumns)

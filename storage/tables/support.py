"""Tables of support that was allocated in the bot. Triggers refuse to change or delete their rows."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Column, ForeignKey, Index, Integer, Named, Table, Text, TypedColumns, UniqueConstraint

from storage.column_types import InHundredths, Instant, Spelled, Words
from storage.tables.base import metadata, partial
from strategy.people import Capacity
from strategy.visits import Support


class AllocationColumns(TypedColumns):
    """Support as it was allocated. `provider` is an external one's name, where there is no `person`; one of
    `days_per_week` and `days` (in all) is given; `weekdays` are digits, Monday being 0.
    """

    id = Column(Integer, primary_key=True)
    school: Named[str] = Column(Text, ForeignKey("schools.urn"))
    support: Named[Support] = Column(Spelled(Support))
    person: Named[int | None] = Column(ForeignKey("people.id"))
    provider: Named[str] = Column(Words)
    activity: Named[str] = Column(Words)
    starts: Named[date]
    ends: Named[date]
    days_per_week: Named[Decimal | None] = Column(InHundredths)
    days: Named[Decimal | None] = Column(InHundredths)
    weekdays: Named[str] = Column(Text)
    reason: Named[str] = Column(Words)
    by: Named[int] = Column(ForeignKey("people.id"))
    at: Named[datetime] = Column(Instant)
    deployment: Named[int | None] = Column(ForeignKey("deployments.id"))


allocations = Table(
    "allocations",
    metadata,
    AllocationColumns,
    Index("ix_allocations_deployment", "deployment"),
    Index("ix_allocations_school", "school", "ends"),
)


class SupportChangeColumns(TypedColumns):
    """Another last day of `deployment:ID` or `allocation:ID`; none where it was called off."""

    id = Column(Integer, primary_key=True)
    about: Named[str] = Column(Text)
    number: Named[int]
    school: Named[str] = Column(Text, ForeignKey("schools.urn"))
    deployment: Named[int | None] = Column(ForeignKey("deployments.id"))
    last_day: Named[date | None]
    reason: Named[str] = Column(Words)
    by: Named[int] = Column(ForeignKey("people.id"))
    at: Named[datetime] = Column(Instant)


support_changes = Table(
    "support_changes", metadata, SupportChangeColumns, UniqueConstraint("about", "number")
)


class GrantColumns(TypedColumns):
    """Days beyond what a school's risk brings, for a year or a term."""

    id = Column(Integer, primary_key=True)
    school: Named[str] = Column(Text, ForeignKey("schools.urn"))
    capacity: Named[Capacity] = Column(Spelled(Capacity))
    days: Named[Decimal] = Column(InHundredths)
    starts: Named[date]
    ends: Named[date]
    reason: Named[str] = Column(Words)
    by: Named[int] = Column(ForeignKey("people.id"))
    at: Named[datetime] = Column(Instant)
    origin: Named[str] = Column(Text)


granted_days = Table(
    "granted_days",
    metadata,
    GrantColumns,
    partial("uq_granted_days_origin", "origin", unique=True, where="origin <> ''"),
    Index("ix_granted_days_school", "school", "starts"),
)


class TakenBackColumns(TypedColumns):
    """Days of a grant that were taken back; `number` counts those of one grant."""

    id = Column(Integer, primary_key=True)
    of_grant: Named[int] = Column(ForeignKey("granted_days.id"))
    number: Named[int]
    days: Named[Decimal] = Column(InHundredths)
    reason: Named[str] = Column(Words)
    by: Named[int] = Column(ForeignKey("people.id"))
    at: Named[datetime] = Column(Instant)


taken_back_days = Table("taken_back_days", metadata, TakenBackColumns, UniqueConstraint("of_grant", "number"))

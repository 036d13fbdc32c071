"""Tables of schools' drafts of next year, and of the items that are for one school's visits alone."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, Integer, Named, Table, Text, TypedColumns, UniqueConstraint

from storage.column_types import Instant, Spelled, Words
from storage.tables.base import metadata
from strategy.next_year import NextYearState


class NextYearColumns(TypedColumns):
    """A draft: what it says stands in its versions."""

    id = Column(Integer, primary_key=True)
    school: Named[str] = Column(Text, ForeignKey("schools.urn"))
    year: Named[str] = Column(Text)
    revision: Named[int]
    state: Named[NextYearState] = Column(Spelled(NextYearState))
    signed_by: Named[int | None] = Column(ForeignKey("people.id"))
    signed_at: Named[datetime | None] = Column(Instant)


next_years = Table(
    "next_years",
    metadata,
    NextYearColumns,
    UniqueConstraint("school", "year"),
    Index("ix_next_years_year", "year"),
)


class NextYearVersionColumns(TypedColumns):
    """A draft as it was written. A trigger refuses to change or delete it."""

    draft: Named[int] = Column(ForeignKey("next_years.id"), primary_key=True)
    number: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    by: Named[int] = Column(ForeignKey("people.id"))
    at: Named[datetime] = Column(Instant)
    support: Named[str] = Column(Words)
    agenda: Named[str] = Column(Words)


next_year_versions = Table("next_year_versions", metadata, NextYearVersionColumns)


class SchoolAgendaItemColumns(TypedColumns):
    """An item of a year's agendas that is for the visits to one school. A trigger refuses to change it."""

    item: Named[int] = Column(ForeignKey("agenda_items.id"), primary_key=True, autoincrement=False)
    school: Named[str] = Column(Text, ForeignKey("schools.urn"))


school_agenda_items = Table(
    "school_agenda_items",
    metadata,
    SchoolAgendaItemColumns,
    Index("ix_school_agenda_items_school", "school", "item"),
)

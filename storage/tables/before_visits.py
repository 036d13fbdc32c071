"""Tables of what comes before a visit: agendas, the school's papers, and who is to be left out."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, Integer, Named, Table, Text, TypedColumns

from storage.column_types import Instant, Spelled, Words
from storage.tables.base import metadata
from strategy.agendas import ItemState


class AgendaItemColumns(TypedColumns):
    """An item of an agenda as it stands: of one visit, or of all visits of a year or month."""

    id = Column(Integer, primary_key=True)
    visit: Named[int | None] = Column(ForeignKey("visits.id"))
    year: Named[str] = Column(Text)
    month: Named[int | None]
    text: Named[str] = Column(Words)
    by: Named[int] = Column(ForeignKey("people.id"))
    at: Named[datetime] = Column(Instant)
    state: Named[ItemState] = Column(Spelled(ItemState))
    revision: Named[int]


agenda_items = Table(
    "agenda_items",
    metadata,
    AgendaItemColumns,
    Index("ix_agenda_items_visit", "visit"),
    Index("ix_agenda_items_year", "year"),
)


class AgendaStepColumns(TypedColumns):
    """One step of an item. A trigger refuses to change or delete it."""

    item: Named[int] = Column(ForeignKey("agenda_items.id"), primary_key=True)
    number: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    state: Named[ItemState] = Column(Spelled(ItemState))
    by: Named[int] = Column(ForeignKey("people.id"))
    at: Named[datetime] = Column(Instant)


agenda_steps = Table("agenda_steps", metadata, AgendaStepColumns)


class AgendaIssueColumns(TypedColumns):
    """An agenda that went out to one person; `item_ids` have commas between them."""

    visit: Named[int] = Column(ForeignKey("visits.id"), primary_key=True)
    person: Named[int] = Column(ForeignKey("people.id"), primary_key=True)
    number: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    item_ids: Named[str] = Column(Text)
    at: Named[datetime] = Column(Instant)


agenda_issues = Table("agenda_issues", metadata, AgendaIssueColumns)


class VisitPaperColumns(TypedColumns):
    """One of a school's papers for a visit: a file or a link."""

    id = Column(Integer, primary_key=True)
    visit: Named[int] = Column(ForeignKey("visits.id"))
    by: Named[int] = Column(ForeignKey("people.id"))
    at: Named[datetime] = Column(Instant)
    file: Named[int | None] = Column(ForeignKey("files.id"))
    link: Named[str] = Column(Words)


visit_papers = Table("visit_papers", metadata, VisitPaperColumns, Index("ix_visit_papers_visit", "visit"))


class VisitPapersInColumns(TypedColumns):
    """That a school's papers for a visit are all in."""

    visit: Named[int] = Column(ForeignKey("visits.id"), primary_key=True, autoincrement=False)
    by: Named[int] = Column(ForeignKey("people.id"))
    at: Named[datetime] = Column(Instant)


visit_papers_in = Table("visit_papers_in", metadata, VisitPapersInColumns)


class LeftOutColumns(TypedColumns):
    """Who is to be left out of a visit. Its text stands nowhere else, and its row is deleted after it."""

    id = Column(Integer, primary_key=True)
    visit: Named[int] = Column(ForeignKey("visits.id"), unique=True)
    school: Named[str] = Column(Text, ForeignKey("schools.urn"))
    by: Named[int] = Column(ForeignKey("people.id"))
    at: Named[datetime] = Column(Instant)
    revision: Named[int]
    text: Named[str] = Column(Words)


left_out = Table("left_out", metadata, LeftOutColumns)

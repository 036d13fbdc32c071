"""Tables of what schools hand in each year, of notes on its delivery, and of files that people send."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Named,
    Table,
    Text,
    TypedColumns,
    UniqueConstraint,
)

from storage.column_types import Instant, Spelled, Words
from storage.tables.base import metadata, partial
from strategy.policy_papers import PaperKind
from strategy.school_papers import PaperDeed, Standing


class FileColumns(TypedColumns):
    """A file that somebody sent. One that is used for nothing is forgotten by and by."""

    id = Column(Integer, primary_key=True)
    name: Named[str] = Column(Words)
    media_type: Named[str] = Column(Text)
    size: Named[int]
    digest: Named[str] = Column(Text)
    content: Named[bytes] = Column(LargeBinary)
    sent_by: Named[int] = Column(ForeignKey("people.id"))
    sent_at: Named[datetime] = Column(Instant)
    used: Named[bool]


files = Table("files", metadata, FileColumns, partial("ix_files_unused", "sent_at", where="NOT used"))


class SchoolPaperColumns(TypedColumns):
    """A paper of a school and year; `revision` is how many steps it has."""

    id = Column(Integer, primary_key=True)
    school: Named[str] = Column(Text, ForeignKey("schools.urn"))
    kind: Named[PaperKind] = Column(Spelled(PaperKind))
    year: Named[str] = Column(Text)
    revision: Named[int]


school_papers = Table(
    "school_papers",
    metadata,
    SchoolPaperColumns,
    UniqueConstraint("school", "year", "kind"),
)


class PaperStepColumns(TypedColumns):
    """One step of a paper. A trigger refuses to change or delete it."""

    paper: Named[int] = Column(ForeignKey("school_papers.id"), primary_key=True)
    number: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    deed: Named[PaperDeed] = Column(Spelled(PaperDeed))
    by: Named[int] = Column(ForeignKey("people.id"))
    at: Named[datetime] = Column(Instant)
    version: Named[int]
    file: Named[int | None] = Column(ForeignKey("files.id"))
    link: Named[str] = Column(Words)
    reason: Named[str] = Column(Words)


paper_steps = Table("paper_steps", metadata, PaperStepColumns)


class DeliveryNoteColumns(TypedColumns):
    """How a plan's delivery stands. A trigger refuses to change or delete it."""

    id = Column(Integer, primary_key=True)
    school: Named[str] = Column(Text, ForeignKey("schools.urn"))
    half_term: Named[str] = Column(Text)
    standing: Named[Standing] = Column(Spelled(Standing))
    note: Named[str] = Column(Words)
    by: Named[int] = Column(ForeignKey("people.id"))
    at: Named[datetime] = Column(Instant)


delivery_notes = Table(
    "delivery_notes", metadata, DeliveryNoteColumns, Index("ix_delivery_notes_school", "school", "half_term")
)

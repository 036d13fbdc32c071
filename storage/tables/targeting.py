"""Tables of what schools aim at, and of the trust's annual plan."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Named, Table, Text, TypedColumns

from storage.column_types import Instant, Spelled, Words
from storage.tables.base import metadata, partial
from strategy.targets import ItemKind, SetState


class PriorityColumns(TypedColumns):
    """A priority of a year: what it is stands in its versions."""

    id = Column(Integer, primary_key=True)
    year: Named[str] = Column(Text)


priorities = Table("priorities", metadata, PriorityColumns, Index("ix_priorities_year", "year", "id"))


class PriorityVersionColumns(TypedColumns):
    """A priority as it was written. A trigger refuses to change or delete it."""

    priority: Named[int] = Column(ForeignKey("priorities.id"), primary_key=True)
    version: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    words: Named[str] = Column(Words)
    owner: Named[str] = Column(Words)
    success: Named[str] = Column(Words)
    is_dropped: Named[bool] = Column(Boolean)
    by: Named[int] = Column(ForeignKey("people.id"))
    at: Named[datetime] = Column(Instant)


priority_versions = Table("priority_versions", metadata, PriorityVersionColumns)


class TargetSetColumns(TypedColumns):
    """What was proposed for a school and year, and what was decided of it, once."""

    id = Column(Integer, primary_key=True)
    school: Named[str] = Column(Text, ForeignKey("schools.urn"))
    year: Named[str] = Column(Text)
    proposed_by: Named[int] = Column(ForeignKey("people.id"))
    proposed_at: Named[datetime] = Column(Instant)
    state: Named[SetState] = Column(Spelled(SetState))
    decided_by: Named[int | None] = Column(ForeignKey("people.id"))
    decided_at: Named[datetime | None] = Column(Instant)
    reason: Named[str] = Column(Words)


WAITING = "state = 'proposed'"

target_sets = Table(
    "target_sets",
    metadata,
    TargetSetColumns,
    partial("uq_target_sets_waiting", "school", "year", unique=True, where=WAITING),
    Index("ix_target_sets_school", "school", "year", "id"),
)


class TargetItemColumns(TypedColumns):
    """A target or line of enquiry of a set. A trigger refuses to change or delete it."""

    id = Column(Integer, primary_key=True)
    set: Named[int] = Column(ForeignKey("target_sets.id"))
    place: Named[int]
    kind: Named[ItemKind] = Column(Spelled(ItemKind))
    words: Named[str] = Column(Words)
    now: Named[str] = Column(Words)
    aim: Named[str] = Column(Words)
    by: Named[date | None]
    priority: Named[int | None] = Column(ForeignKey("priorities.id"))


target_items = Table(
    "target_items",
    metadata,
    TargetItemColumns,
    Index("ix_target_items_set", "set", "place"),
    partial("ix_target_items_priority", "priority", where="priority IS NOT NULL"),
)


class TargetNoteColumns(TypedColumns):
    """Where a target stood on a day. A trigger refuses to change or delete it."""

    id = Column(Integer, primary_key=True)
    item: Named[int] = Column(ForeignKey("target_items.id"))
    figure: Named[str] = Column(Words)
    on_day: Named[date]
    by: Named[int] = Column(ForeignKey("people.id"))
    at: Named[datetime] = Column(Instant)


target_notes = Table(
    "target_notes", metadata, TargetNoteColumns, Index("ix_target_notes_item", "item", "on_day")
)

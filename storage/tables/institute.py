"""Tables of the Institute of Education: networks and training, who said they come, who came."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Named,
    Table,
    Text,
    TypedColumns,
)

from storage.column_types import Instant, Spelled, Words
from storage.tables.base import metadata
from strategy.events import EventKind
from strategy.visits import Mode


class EventColumns(TypedColumns):
    """A network or training as it stands at its revision; `starts` and `ends` as `16:00`."""

    id = Column(Integer, primary_key=True)
    kind: Named[EventKind] = Column(Spelled(EventKind))
    title: Named[str] = Column(Words)
    subject: Named[str] = Column(Words)
    day: Named[date]
    starts: Named[str] = Column(Text)
    ends: Named[str] = Column(Text)
    mode: Named[Mode] = Column(Spelled(Mode))
    place: Named[str] = Column(Words)
    school: Named[str | None] = Column(Text, ForeignKey("schools.urn"))
    invites_everybody: Named[bool] = Column(Boolean)
    invites_sles: Named[bool] = Column(Boolean)
    arranged_by: Named[int] = Column(ForeignKey("people.id"))
    arranged_at: Named[datetime] = Column(Instant)
    revision: Named[int]
    cancelled_at: Named[datetime | None] = Column(Instant)


events = Table("events", metadata, EventColumns, Index("ix_events_day", "day", "id"))


class EventPersonColumns(TypedColumns):
    """Somebody who is invited by name."""

    event: Named[int] = Column(ForeignKey("events.id"), primary_key=True)
    person: Named[int] = Column(ForeignKey("people.id"), primary_key=True)


event_people = Table("event_people", metadata, EventPersonColumns)


class EventSchoolColumns(TypedColumns):
    """A school whose leaders are invited."""

    event: Named[int] = Column(ForeignKey("events.id"), primary_key=True)
    school: Named[str] = Column(Text, ForeignKey("schools.urn"), primary_key=True)


event_schools = Table("event_schools", metadata, EventSchoolColumns)


class EventAnswerColumns(TypedColumns):
    """What somebody said last: whether they come to the event as it stood at a revision."""

    event: Named[int] = Column(ForeignKey("events.id"), primary_key=True)
    person: Named[int] = Column(ForeignKey("people.id"), primary_key=True)
    comes: Named[bool] = Column(Boolean)
    revision: Named[int]
    at: Named[datetime] = Column(Instant)


event_answers = Table(
    "event_answers", metadata, EventAnswerColumns, Index("ix_event_answers_person", "person", "event")
)


class EventRegisterColumns(TypedColumns):
    """That somebody noted who came; the one of the highest number counts."""

    event: Named[int] = Column(ForeignKey("events.id"), primary_key=True)
    number: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    by: Named[int] = Column(ForeignKey("people.id"))
    at: Named[datetime] = Column(Instant)


event_registers = Table("event_registers", metadata, EventRegisterColumns)


class EventAttendanceColumns(TypedColumns):
    """Somebody who came, as a register has it."""

    event: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    number: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    person: Named[int] = Column(ForeignKey("people.id"), primary_key=True)


event_attendances = Table(
    "event_attendances",
    metadata,
    EventAttendanceColumns,
    ForeignKeyConstraint(
        ["event", "number"],
        ["event_registers.event", "event_registers.number"],
        name="fk_event_attendances_register",
    ),
)

"""Tables of what goes out before meetings: packs, and reminders to come."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Column, ForeignKey, Index, Integer, Named, Table, TypedColumns

from storage.column_types import Instant
from storage.tables.base import metadata, partial


class PackSendingColumns(TypedColumns):
    """A meeting's pack went out to one person: the row is the claim that it does so once.

    `day` is the meeting's at that time; `at` is up to when its papers were looked at.
    """

    meeting: Named[int] = Column(ForeignKey("meetings.id"), primary_key=True)
    day: Named[date] = Column(primary_key=True)
    person: Named[int] = Column(ForeignKey("people.id"), primary_key=True)
    number: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    at: Named[datetime] = Column(Instant)


pack_sendings = Table("pack_sendings", metadata, PackSendingColumns)


class MeetingCallColumns(TypedColumns):
    """Somebody is reminded of a meeting: the row is the claim that they are told once.

    `day` is the meeting's at that time. `outbox` is the message it went out with, NULL while it waits for the
    person's next one.
    """

    meeting: Named[int] = Column(ForeignKey("meetings.id"), primary_key=True)
    day: Named[date] = Column(primary_key=True)
    person: Named[int] = Column(ForeignKey("people.id"), primary_key=True)
    at: Named[datetime] = Column(Instant)
    outbox: Named[int | None] = Column(ForeignKey("outbox.id"))


meeting_calls = Table(
    "meeting_calls",
    metadata,
    MeetingCallColumns,
    Index("ix_meeting_calls_outbox", "outbox"),
    partial("ix_meeting_calls_waiting", "person", "day", where="outbox IS NULL"),
)

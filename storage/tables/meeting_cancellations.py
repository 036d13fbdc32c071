"""The table of meetings that were cancelled."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, Integer, Named, Table, TypedColumns

from storage.column_types import Instant, Words
from storage.tables.base import metadata


class MeetingCancellationColumns(TypedColumns):
    """Somebody cancelled a meeting; `why` is in their words, or empty."""

    id = Column(Integer, primary_key=True)
    meeting: Named[int] = Column(ForeignKey("meetings.id"))
    by: Named[int] = Column(ForeignKey("people.id"))
    at: Named[datetime] = Column(Instant)
    why: Named[str] = Column(Words)


meeting_cancellations = Table(
    "meeting_cancellations",
    metadata,
    MeetingCancellationColumns,
    Index("ix_meeting_cancellations_meeting", "meeting", "id"),
)

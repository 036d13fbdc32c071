"""Tables of the plans of a year's meetings."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Named, Table, Text, TypedColumns

from storage.column_types import Instant, Words
from storage.tables.base import metadata


class MeetingPlanColumns(TypedColumns):
    """The plan of an academic year's meetings."""

    id = Column(Integer, primary_key=True)
    year: Named[str] = Column(Text, unique=True)
    by: Named[int] = Column(ForeignKey("people.id"))
    at: Named[datetime] = Column(Instant)
    revision: Named[int]


meeting_plans = Table("meeting_plans", metadata, MeetingPlanColumns)


class PlannedMeetingColumns(TypedColumns):
    """A meeting of a plan; `day` is NULL where there is none, and `why` says why. Times as `HH:MM`.

    `school` is empty but for a Progress Board.
    """

    plan: Named[int] = Column(ForeignKey("meeting_plans.id"), primary_key=True)
    number: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    body: Named[str] = Column(Text)
    school: Named[str] = Column(Text)
    month: Named[int]
    day: Named[date | None]
    starts: Named[str] = Column(Text)
    ends: Named[str] = Column(Text)
    online: Named[bool] = Column(Boolean)
    chair: Named[int | None] = Column(ForeignKey("people.id"))
    why: Named[str] = Column(Words)
    left_out: Named[bool] = Column(Boolean)
    meeting: Named[int | None] = Column(ForeignKey("meetings.id"))


planned_meetings = Table(
    "planned_meetings",
    metadata,
    PlannedMeetingColumns,
    Index("ix_planned_meetings_meeting", "meeting"),
)

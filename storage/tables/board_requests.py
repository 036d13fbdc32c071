"""The table of what Progress Boards ask of the Education Improvement Team."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, Integer, Named, Table, Text, TypedColumns

from storage.column_types import Instant, Spelled, Words
from storage.tables.base import metadata, partial
from strategy.board_requests import AskKind, AskState


class BoardRequestColumns(TypedColumns):
    """A request as it stands: what it says is written once, what became of it once more."""

    id = Column(Integer, primary_key=True)
    school: Named[str] = Column(Text, ForeignKey("schools.urn"))
    kind: Named[AskKind] = Column(Spelled(AskKind))
    review: Named[str] = Column(Text)
    words: Named[str] = Column(Words)
    by: Named[int] = Column(ForeignKey("people.id"))
    at: Named[datetime] = Column(Instant)
    meeting: Named[int | None] = Column(ForeignKey("meetings.id"))
    minutes: Named[int | None] = Column(ForeignKey("minutes.id"))
    state: Named[AskState] = Column(Spelled(AskState))
    revision: Named[int]
    decided_by: Named[int | None] = Column(ForeignKey("people.id"))
    decided_at: Named[datetime | None] = Column(Instant)
    answer: Named[str] = Column(Words)


WAITING = "state = 'waiting'"

board_requests = Table(
    "board_requests",
    metadata,
    BoardRequestColumns,
    Index("ix_board_requests_school", "school", "id"),
    partial("ix_board_requests_waiting", "id", where=WAITING),
    partial("ix_board_requests_minutes", "minutes", "id", where="minutes IS NOT NULL"),
)

"""Tables of headteachers' requests."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Column, ForeignKey, Index, Integer, Named, Table, Text, TypedColumns

from storage.column_types import InHundredths, Instant, Spelled, Words
from storage.tables.base import metadata, partial
from strategy.requests import RequestKind, RequestState
from strategy.visits import Mode


class RequestColumns(TypedColumns):
    """A request as it stands."""

    id = Column(Integer, primary_key=True)
    kind: Named[RequestKind] = Column(Spelled(RequestKind))
    school: Named[str] = Column(Text, ForeignKey("schools.urn"))
    by: Named[int] = Column(ForeignKey("people.id"))
    at: Named[datetime] = Column(Instant)
    reason: Named[str] = Column(Words)
    state: Named[RequestState] = Column(Spelled(RequestState))
    revision: Named[int]
    days: Named[Decimal] = Column(InHundredths)
    mode: Named[Mode | None] = Column(Spelled(Mode))
    when: Named[str] = Column(Words)
    visit: Named[int | None] = Column(ForeignKey("visits.id"))
    day: Named[date | None]
    granted: Named[Decimal | None] = Column(InHundredths)
    by_when: Named[date | None]
    decided_by: Named[int | None] = Column(ForeignKey("people.id"))
    decided_at: Named[datetime | None] = Column(Instant)
    answer: Named[str] = Column(Words)


OPEN = "state IN ('pending', 'asked back')"

requests = Table(
    "requests",
    metadata,
    RequestColumns,
    Index("ix_requests_school", "school", "id"),
    partial("ix_requests_open", "id", where=OPEN),
)


class RequestStepColumns(TypedColumns):
    """One step of a request. A trigger refuses to change or delete it."""

    request: Named[int] = Column(ForeignKey("requests.id"), primary_key=True)
    number: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    state: Named[RequestState] = Column(Spelled(RequestState))
    by: Named[int] = Column(ForeignKey("people.id"))
    at: Named[datetime] = Column(Instant)
    text: Named[str] = Column(Words)


request_steps = Table("request_steps", metadata, RequestStepColumns)

"""What is asked of the store of headteachers' requests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from strategy.permissions import Scope
from strategy.ports.paging import Page
from strategy.requests import RequestKind, RequestState, RequestStep, VisitRequest


@dataclass(frozen=True, slots=True)
class RequestQuery:
    """Which requests are asked for; `starts` and `ends` are days in London on which they were made."""

    states: frozenset[RequestState] | None = None
    kind: RequestKind | None = None
    school: str | None = None
    by: int | None = None
    starts: date | None = None
    ends: date | None = None


class Requests(Protocol):
    """Requests of headteachers. Their steps are added and never changed."""

    async def add(self, request: VisitRequest) -> VisitRequest:
        """Store a new request (its id is ignored) with its first step."""
        ...

    async def get(self, request_id: int) -> VisitRequest | None:
        """One request."""
        ...

    async def change(self, after: VisitRequest, by: int, at: datetime) -> VisitRequest | None:
        """Store a request as it stands after a step of somebody's; None, and nothing is stored, where it is
        not what it was before that step any more.
        """
        ...

    async def page(
        self, query: RequestQuery, scope: Scope, *, offset: int = 0, limit: int = 10
    ) -> Page[VisitRequest]:
        """The requests asked for that the scope reaches, by school; open ones first, newest first."""
        ...

    async def steps(self, request_id: int) -> list[RequestStep]:
        """The steps of a request, first to last."""
        ...

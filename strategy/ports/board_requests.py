"""What is asked of the store of what Progress Boards ask of the Education Improvement Team."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from strategy.board_requests import AskState, BoardRequest
from strategy.ports.paging import Page


@dataclass(frozen=True, slots=True)
class BoardRequestQuery:
    """Which requests are asked for: in some states, of some schools (URNs); None narrows nothing."""

    states: frozenset[AskState] | None = None
    schools: frozenset[str] | None = None


class BoardRequests(Protocol):
    """Requests of Progress Boards. Each is stored once, and once more when something becomes of it."""

    async def add(self, request: BoardRequest) -> BoardRequest:
        """Store a new request (its id is ignored)."""
        ...

    async def get(self, request_id: int) -> BoardRequest | None:
        """One request."""
        ...

    async def end(self, after: BoardRequest) -> bool:
        """Store what became of a request; False, and nothing is stored, where that has happened before."""
        ...

    async def waiting(self, schools: Sequence[str] | None = None) -> list[BoardRequest]:
        """Those of some schools that wait for the EIT, the longest waiting first; of all for None."""
        ...

    async def of_minutes(self, minutes: int) -> list[BoardRequest]:
        """Those that some minutes name or named, in the order in which they came."""
        ...

    async def page(self, query: BoardRequestQuery, *, offset: int = 0, limit: int = 10) -> Page[BoardRequest]:
        """The requests asked for: those that wait first, the longest waiting first; then the others, the
        newest first.
        """
        ...

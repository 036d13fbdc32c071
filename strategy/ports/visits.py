"""What is asked of the store of visits."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from strategy.designations import Designation, Risk
from strategy.people import Capacity
from strategy.permissions import Scope
from strategy.ports.paging import Page
from strategy.school_year import Span
from strategy.visits import Mode, Visit, VisitStatus


@dataclass(frozen=True, slots=True)
class VisitQuery:
    """Which visits are asked for. `status` is as of `today`. Every part narrows; None does not.

    `starts` and `ends` are the first and last day asked for; a visit counts on each of its own days.
    `authors` and `designations` are for several at once; none at all in them finds nothing.
    """

    today: date
    author: int | None = None
    authors: frozenset[int] | None = None
    schools: frozenset[str] | None = None
    capacity: Capacity | None = None
    risk: Risk | None = None
    designation: Designation | None = None
    designations: frozenset[Designation] | None = None
    status: VisitStatus | None = None
    starts: date | None = None
    ends: date | None = None
    mode: Mode | None = None
    newest_first: bool = False


class Visits(Protocol):
    """Visits of the trust."""

    async def page(self, query: VisitQuery, scope: Scope, *, offset: int = 0, limit: int = 10) -> Page[Visit]:
        """The visits asked for that the scope reaches (by their school, author, capacity, last day)."""
        ...

    async def get(self, visit_id: int) -> Visit | None:
        """One visit."""
        ...

    async def on_day(self, school: str, author: int, day: date) -> list[Visit]:
        """The visits to the school on that day whose report this author may write, cancelled ones left out:
        their own, and those whose report was given to them.
        """
        ...

    async def one_at_a_time(self, authors: Collection[int]) -> None:
        """Have others who are about to book for some of these people wait until this transaction is over.

        Whoever asks for this first and reads their diaries then sees all that was booked before.
        """
        ...

    async def add(self, visit: Visit) -> Visit:
        """Store a new visit (its id is ignored) and give it back with its id.

        Raises AlreadyThere where the author has a visit to that school starting that day.
        """
        ...

    async def change(self, visit: Visit) -> None:
        """Store a visit that was moved, or is of another length or kind; its id, school and author stay.

        Raises AlreadyThere where the author has another visit to that school starting that day.
        """
        ...

    async def days_of(self, school: str, span: Span, today: date) -> Mapping[tuple[Capacity, bool], Decimal]:
        """Days of the visits that begin within a span, by capacity and whether they are done; cancelled ones
        do not count.
        """
        ...

    async def set_reported(self, visit_id: int, on: date) -> None:
        """Note that the visit has been reported, which makes it done."""
        ...

    async def set_unreported(self, visit_id: int) -> None:
        """Note that the visit has no report any more: it was withdrawn."""
        ...

    async def cancel(self, visit_id: int, on: date) -> None:
        """Cancel a visit on a day; one that was reported is so no longer."""
        ...

"""What is asked of the store of meetings, as far as reports point at them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from strategy.meetings import Meeting
from strategy.policy_reporting import Body


class Meetings(Protocol):
    """Meetings that are recorded."""

    async def first(self, body: Body, school: str, day: date) -> Meeting | None:
        """A body's first meeting that stands on or after a day; `school` is empty but for a Board."""
        ...

    async def add(self, meeting: Meeting) -> Meeting:
        """Record a meeting (its id is ignored); AlreadyThere where the body has one that day."""
        ...

    async def get(self, meeting_id: int) -> Meeting | None:
        """One meeting."""
        ...

    async def days(
        self, body: Body, starts: date, ends: date, schools: Sequence[str]
    ) -> Mapping[str, Sequence[date]]:
        """The days, in order, of a body's meetings that stand from a day to a day, by school, of some."""
        ...

    async def ahead(
        self, body: Body | None, school: str | None, day: date, *, limit: int = 10
    ) -> Sequence[Meeting]:
        """Meetings that stand on or after a day, earliest first; None narrows nothing."""
        ...

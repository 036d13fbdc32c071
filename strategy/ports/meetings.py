"""What is asked of the store of meetings, as far as reports point at them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from strategy.meetings import Meeting
from strategy.policy_reporting import Body
from strategy.ports.paging import Page


@dataclass(frozen=True, slots=True)
class MeetingQuery:
    """Which meetings are asked for: from a day to a day, of some `bodies` that meet for all schools, and of
    the Progress Boards of some `schools` (URNs; None for those of every school). Those that stand, or those
    that somebody `cancelled`.
    """

    starts: date
    ends: date
    bodies: frozenset[Body] = frozenset()
    schools: frozenset[str] | None = frozenset()
    cancelled: bool = False


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

    async def page(self, query: MeetingQuery, *, offset: int = 0, limit: int = 10) -> Page[Meeting]:
        """The meetings that are asked for, earliest first."""
        ...

    async def fits(self, meeting: Meeting) -> bool:
        """Whether a meeting can be on the day it has: the body has, and had, no other then."""
        ...

    async def change(self, meeting: Meeting) -> None:
        """Have a meeting be at another time; AlreadyThere where the body has another that day."""
        ...

    async def withdraw(self, meeting_id: int, on: date) -> bool:
        """Note that a meeting is not held; it stands no longer. False where it did not stand any more."""
        ...

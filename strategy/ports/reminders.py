"""What is asked of the store of reminders: what was told of which duty, and how people want to be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Protocol


@dataclass(frozen=True, slots=True)
class ToldRung:
    """One rung of a duty's ladder that one person was told, or waits to be told.

    `rung` names it, the due day it was counted from included; `rung_on` is the working day it fell on.
    `outbox` is the message it goes out with, None while it waits for the person's next one.
    """

    duty: int
    rung: str
    rung_on: date
    recipient: int
    created_at: datetime
    outbox: int | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class ReminderChoice:
    """How somebody wants to be reminded: not until an instant, and on no day before a time (London)."""

    person: int
    paused_until: datetime | None = None
    not_before: time | None = None


@dataclass(frozen=True, slots=True)
class Chase:
    """Somebody had people reminded about late reports."""

    id: int
    chased_by: int
    chased_at: datetime


class Reminders(Protocol):
    """Rungs told and waiting, choices of people, and chases."""

    async def told(self, duties: Sequence[int]) -> list[ToldRung]:
        """Every rung of some duties that was told or waits, in the order in which they were stored."""
        ...

    async def add(self, rungs: Sequence[ToldRung]) -> int:
        """Claim rungs to be told; one that is claimed already is left as it is. How many were new."""
        ...

    async def waiting(self, limit: int, *, after: int = 0) -> Mapping[int, Sequence[ToldRung]]:
        """Rungs that wait for their person's next message, by person: of at most `limit` people, in the order
        of their ids, beginning with the first above `after`.
        """
        ...

    async def send_with(self, rungs: Sequence[int], outbox: int) -> int:
        """Have waiting rungs go out with a message, by the ids of both; how many still waited."""
        ...

    async def move(self, messages: Sequence[int], outbox: int) -> None:
        """Have every rung of some messages go out with another one instead."""
        ...

    async def of_message(self, outbox: int) -> list[ToldRung]:
        """The rungs that go out with a message."""
        ...

    async def choices(self, people: Sequence[int]) -> Mapping[int, ReminderChoice]:
        """How these people want to be reminded; those who said nothing are left out."""
        ...

    async def choose(self, choice: ReminderChoice) -> None:
        """Store how somebody wants to be reminded, in place of what they said before."""
        ...

    async def start_chase(self, chased_by: int, chased_at: datetime) -> Chase:
        """Store that somebody has people reminded."""
        ...

    async def chase(self, chase_id: int) -> Chase | None:
        """One chase."""
        ...

"""What is asked of the store of what went out before meetings: packs, and reminders of the meetings."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class PackSending:
    """A meeting's pack goes out to one person: `number` 1 is the pack, each further one what came later.

    `day` is the meeting's at that time: where it moves, its pack goes out anew. `at` is up to when its papers
    were looked at.
    """

    meeting: int
    day: date
    person: int
    number: int
    at: datetime


class PackSendings(Protocol):
    """Packs that went out."""

    async def last(self, meetings: Sequence[int]) -> Mapping[tuple[int, date, int], PackSending]:
        """What last went out for some meetings, by meeting, day and person."""
        ...

    async def get(self, meeting: int, day: date, person: int, number: int) -> PackSending | None:
        """One of them."""
        ...

    async def add(self, sending: PackSending) -> bool:
        """Note that it goes out; False where that was noted already."""
        ...


@dataclass(frozen=True, slots=True)
class MeetingCall:
    """Somebody is reminded of a meeting to which they must come, as it is on a day.

    `outbox` is the message it goes out with, None while it waits for the person's next one.
    """

    meeting: int
    day: date
    person: int
    at: datetime
    outbox: int | None = None


class MeetingCalls(Protocol):
    """Reminders of meetings, told and waiting."""

    async def known(self, meetings: Sequence[int]) -> Collection[tuple[int, date, int]]:
        """Who was told of some meetings or waits to be, by meeting, day and person."""
        ...

    async def add(self, calls: Sequence[MeetingCall]) -> int:
        """Claim calls to be told; one that is claimed already is left as it is. How many were new."""
        ...

    async def waiting(
        self, now: datetime, limit: int, *, after: int = 0
    ) -> Mapping[int, Sequence[MeetingCall]]:
        """Calls that wait for their person's next message, by person, of meetings that stand on that day and
        have not begun: of at most `limit` people, in the order of their ids, the first above `after`.
        """
        ...

    async def send_with(self, calls: Sequence[MeetingCall], outbox: int) -> int:
        """Have waiting calls go out with a message, by its id; how many still waited."""
        ...

    async def move(self, messages: Sequence[int], outbox: int) -> None:
        """Have every call of some messages go out with another one instead."""
        ...

    async def of_message(self, outbox: int) -> list[MeetingCall]:
        """The calls that go out with a message."""
        ...

"""What is asked of the store of networks and training events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from strategy.events import Coming, Event, Register


class Events(Protocol):
    """Networks and training, who said they come, and who came."""

    async def add(self, event: Event) -> Event:
        """Store a new one, its id ignored."""
        ...

    async def get(self, event_id: int) -> Event | None:
        """One event, cancelled or not."""
        ...

    async def change(self, event: Event) -> None:
        """Store it as it stands at its revision; AlreadyThere where another change has that place."""
        ...

    async def between(self, starts: date | None, ends: date | None) -> list[Event]:
        """Those that stand, on days from a day to a day, the earliest first; None leaves an end open."""
        ...

    async def say(self, event: int, coming: Coming) -> None:
        """Keep what somebody says now, in the place of what they said before."""
        ...

    async def said(self, event: int) -> list[Coming]:
        """What everybody invited has said of one event, whatever its revision was then."""
        ...

    async def said_by(self, person: int, events: Sequence[int]) -> Mapping[int, Coming]:
        """What one person has said of some events, by event."""
        ...

    async def note(self, register: Register) -> None:
        """Add a register; AlreadyThere where there is one of that number."""
        ...

    async def register(self, event: int) -> Register | None:
        """The latest register of an event; None while nobody has noted who came."""
        ...

    async def noted(self, events: Sequence[int]) -> frozenset[int]:
        """Those of some events of which it is noted who came."""
        ...

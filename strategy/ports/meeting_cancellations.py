"""What is asked of the store of meetings that were cancelled: by whom, when and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Cancellation:
    """That somebody cancelled a meeting. `why` is in their words, and empty where they gave no reason."""

    id: int
    meeting: int
    by: int
    at: datetime
    why: str = ""


class MeetingCancellations(Protocol):
    """Cancellations of meetings. One stays when the meeting is put down again."""

    async def add(self, cancellation: Cancellation) -> Cancellation:
        """Note that a meeting was cancelled (its id is ignored)."""
        ...

    async def get(self, cancellation_id: int) -> Cancellation | None:
        """One cancellation."""
        ...

    async def of_meetings(self, meetings: Sequence[int]) -> Mapping[int, Cancellation]:
        """The latest cancellation of each of some meetings that have one, by the meeting's id."""
        ...

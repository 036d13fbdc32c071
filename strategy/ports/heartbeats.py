"""What is asked of the record of jobs that ran."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """When a job last began, ended and succeeded, and how many things it last did."""

    job: str
    started_at: datetime
    finished_at: datetime | None
    succeeded_at: datetime | None
    did: int


class Heartbeats(Protocol):
    """One heartbeat a job."""

    async def began(self, job: str, at: datetime) -> None:
        """A job begins."""
        ...

    async def ended(self, job: str, at: datetime, did: int | None) -> None:
        """A job has ended; `did` is how many things it did, None where it failed."""
        ...

    async def all(self) -> list[Heartbeat]:
        """The heartbeat of every job that ever ran, by name."""
        ...

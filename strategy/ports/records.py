"""What is asked of the record of deeds and of the outbox."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from strategy.outgoing import Means


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One deed: who did what to what when. `details` holds ids, days and counts, never a report's text."""

    at: datetime
    actor: int | None
    deed: str
    subject: str = ""
    school: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AuditQuery:
    """Which deeds: None narrows nothing. From the instant `since` on, and before `until`."""

    school: str | None = None
    actor: int | None = None
    deeds: tuple[str, ...] | None = None
    since: datetime | None = None
    until: datetime | None = None


class Audit(Protocol):
    """The append-only record of deeds."""

    async def record(self, entry: AuditEntry) -> None:
        """Add an entry."""
        ...

    async def entries(self, *, subject: str | None = None, limit: int = 50) -> list[AuditEntry]:
        """Entries, newest first."""
        ...

    async def search(
        self, query: AuditQuery, *, offset: int = 0, limit: int = 8
    ) -> tuple[list[AuditEntry], int]:
        """Entries that a query asks for, newest first, and how many there are in all."""
        ...


class OutgoingState(StrEnum):
    """How a row of the outbox stands: waiting, or done with.

    FAILED is the dead letter: everything was tried, and somebody must look. DROPPED means that it was not
    true or allowed any more, or that the same thing has reached the person another way.
    """

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Something that must reach somebody: kind, recipient and ids, never text. `key` makes it once.

    `means` is by which it goes, or went; `attempts` counts the tries by that means. `tried` says which
    means reached nobody before, and why ("Teams: has no chat with the bot"), `why` how the row stands, each
    in a few words without names. `next_try_at` is None once it is done with; `claim` names the worker that
    has it in hand.
    """

    key: str
    kind: str
    recipient: int
    subject: str
    created_at: datetime
    id: int = 0
    state: OutgoingState = OutgoingState.WAITING
    means: Means | None = None
    attempts: int = 0
    next_try_at: datetime | None = None
    tried: str = ""
    why: str = ""
    done_at: datetime | None = None
    claim: str = ""


class Outbox(Protocol):
    """What waits to be told to the outside, and what became of it."""

    async def put(self, outgoing: Sequence[Outgoing]) -> None:
        """Add rows, to be tried from `next_try_at` on or at once; one whose key is there is left as it is."""
        ...

    async def recent(self, *, kind: str | None = None, limit: int = 100) -> list[Outgoing]:
        """Rows, newest first."""
        ...

    async def by_key(self, key: str, *, lock: bool = False) -> Outgoing | None:
        """One row by its key; locked, no worker takes it before the transaction ends."""
        ...

    async def unsent(self, kind: str, recipients: Sequence[int], *, before: datetime) -> list[Outgoing]:
        """Rows of a kind for some people, put there before an instant, that wait and that no worker has in
        hand, oldest first; locked, so that none takes them before the transaction ends.
        """
        ...

    async def about(self, subjects: Sequence[str]) -> list[Outgoing]:
        """Every row about any of these subjects, in the order in which they were put there."""
        ...

    async def claim(
        self, claim: str, means: Means, now: datetime, until: datetime, limit: int
    ) -> list[Outgoing]:
        """Take rows of one means that are to be tried by now and that nobody has in hand, those due first.

        The claim is a lease: after `until` another may take what was not settled.
        """
        ...

    async def settle(self, outgoing: Outgoing) -> bool:
        """Store how a claimed row stands now; its claim ends.

        False, and nothing is stored, where the claim is not this one's any more.
        """
        ...

    async def in_state(self, state: OutgoingState, *, offset: int = 0, limit: int = 50) -> list[Outgoing]:
        """Rows in a state, newest first."""
        ...

    async def counts(self) -> Mapping[OutgoingState, int]:
        """How many rows wait, and how many have failed; what is done with is not counted."""
        ...

    async def retry(self, ids: Sequence[int] | None, now: datetime) -> int:
        """Have failed rows tried again from the beginning, all for None; how many there were."""
        ...

"""What is asked of the record of deeds and of the outbox."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One deed: who did what to what when. `details` holds ids, days and counts, never a report's text."""

    at: datetime
    actor: int | None
    deed: str
    subject: str = ""
    school: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


class Audit(Protocol):
    """The append-only record of deeds."""

    async def record(self, entry: AuditEntry) -> None:
        """Add an entry."""
        ...

    async def entries(self, *, subject: str | None = None, limit: int = 50) -> list[AuditEntry]:
        """Entries, newest first."""
        ...


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Something that must reach somebody: kind, recipient and ids, never text. `key` makes it once."""

    key: str
    kind: str
    recipient: int
    subject: str
    created_at: datetime
    id: int = 0


class Outbox(Protocol):
    """What waits to be told to the outside."""

    async def put(self, outgoing: Sequence[Outgoing]) -> None:
        """Add rows; one whose key is there already is left as it is."""
        ...

    async def recent(self, *, kind: str | None = None, limit: int = 100) -> list[Outgoing]:
        """Rows, newest first."""
        ...

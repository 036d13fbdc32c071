"""What is asked of the store of drafts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class DraftState(StrEnum):
    """A draft is open until it is filed or discarded on purpose."""

    OPEN = "open"
    FILED = "filed"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody has entered into a form so far, exactly as typed.

    `form` names the form, `about` what it is for in the form's own words (`amend:41`, or "" for none yet),
    `values` field name to text as typed, faulty or not. `key` is unguessable and names the draft in cards.
    `revision` rises with each save. `outcome` is the id of the report it became.
    """

    id: int
    key: str
    form: str
    author: int
    about: str
    values: Mapping[str, str]
    state: DraftState
    created_at: datetime
    updated_at: datetime
    revision: int = 1
    outcome: int | None = None


class Drafts(Protocol):
    """Drafts of forms."""

    async def start(self, draft: Draft) -> Draft:
        """Store a new draft (its id is ignored)."""
        ...

    async def by_key(self, key: str) -> Draft | None:
        """A draft in any state."""
        ...

    async def open_of(self, author: int, form: str | None = None) -> list[Draft]:
        """The author's open drafts, last touched first."""
        ...

    async def save(self, draft: Draft) -> None:
        """Overwrite a draft's about, values, state, outcome, updated_at and revision."""
        ...

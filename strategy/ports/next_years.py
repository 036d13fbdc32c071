"""What is asked of the store of schools' drafts of next year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from strategy.next_year import NextYear


class NextYears(Protocol):
    """Drafts of next year, one a school and year. Their versions are added and never changed."""

    async def get(self, draft_id: int) -> NextYear | None:
        """One draft."""
        ...

    async def of(self, school: str, year: str) -> NextYear | None:
        """A school's draft of a year."""
        ...

    async def of_year(self, year: str) -> Sequence[NextYear]:
        """All drafts of a year."""
        ...

    async def start(self, draft: NextYear) -> NextYear | None:
        """Store a new draft (its id is ignored); None where the school has one of that year."""
        ...

    async def write(self, after: NextYear) -> bool:
        """Store another version; False where it is not what it was before it, or is signed off."""
        ...

    async def decide(self, signed: NextYear) -> bool:
        """Store that it was signed off; False where it is not what it was, or that was done before."""
        ...

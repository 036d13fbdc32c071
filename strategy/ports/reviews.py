"""What is asked of the stores of the reviews of the year and of partners' annual reviews."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from strategy.annual_reviews import AnnualReview, AnnualVersion
from strategy.reviews import Entry, Occasion, Review, ReviewState


class Reviews(Protocol):
    """Reviews of the year: entries are added and read, nothing else."""

    async def get(self, review_id: int) -> Review | None:
        """One review with its entries."""
        ...

    async def of(self, occasion: Occasion) -> Review | None:
        """The review of an occasion; None where nothing has happened to it."""
        ...

    async def states(self, periods: Sequence[str], schools: Sequence[str] | None = None) -> list[ReviewState]:
        """How those of some periods stand to which something has happened; of all schools for None."""
        ...

    async def start(self, occasion: Occasion, first: Entry) -> Review:
        """Store the first entry of a review; AlreadyThere where it has one."""
        ...

    async def add(self, review: int, entry: Entry) -> None:
        """Add an entry; AlreadyThere where another has its place, so that of two at once one counts."""
        ...


class AnnualReviews(Protocol):
    """Partners' annual reviews, with every version."""

    async def get(self, review_id: int) -> AnnualReview | None:
        """One of them."""
        ...

    async def of(self, school: str, year: str) -> AnnualReview | None:
        """That of a school and academic year; None where it has not been written."""
        ...

    async def start(self, school: str, year: str, first: AnnualVersion) -> AnnualReview:
        """Store a new one; AlreadyThere where the school has one for that year."""
        ...

    async def amend(self, review: int, version: AnnualVersion) -> None:
        """Add a version; AlreadyThere where another has its place."""
        ...

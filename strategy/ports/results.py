"""What is asked of the store of schools' results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from strategy.results import Results, ResultsVersion


class SchoolsResults(Protocol):
    """Results of schools by year, with every version."""

    async def of_year(self, year: str, schools: Sequence[str]) -> Mapping[str, Results]:
        """The results of some schools (URNs) for a year as they stand, by school; those that have any."""
        ...

    async def get(self, results_id: int) -> Results | None:
        """One school's results for a year as they stand."""
        ...

    async def versions(self, results_id: int) -> Sequence[ResultsVersion]:
        """Every version of one school's results for a year, first to last."""
        ...

    async def start(self, school: str, year: str, first: ResultsVersion) -> Results:
        """Store the first version; AlreadyThere where the school has results for that year."""
        ...

    async def amend(self, results_id: int, version: ResultsVersion) -> None:
        """Add a version; AlreadyThere where another has its place."""
        ...

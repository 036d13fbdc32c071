"""What is asked of the store of recommendations, and of the history of designations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from strategy.recommendations import DesignationSince, Judgement, Recommendation, StepTaken


class Recommendations(Protocol):
    """Recommendations of designations, each with all its steps. At most one a school is under way."""

    async def get(self, recommendation_id: int) -> Recommendation | None:
        """One recommendation."""
        ...

    async def under_way(self, schools: Sequence[str] | None = None) -> list[Recommendation]:
        """Those of some schools that wait for a step, the longest under way first; of all for None."""
        ...

    async def latest(self, school: str, *, limit: int = 10) -> list[Recommendation]:
        """A school's recommendations in any state, newest first."""
        ...

    async def start(self, recommendation: Recommendation) -> Recommendation:
        """Store a new one, its id ignored, with its first step; AlreadyThere where the school has one under
        way.
        """
        ...

    async def take(self, recommendation: int, step: StepTaken) -> None:
        """Add a step; AlreadyThere where another has its place, so that of two at once one counts."""
        ...

    async def last_judgements(self, school: str) -> Mapping[str, Judgement]:
        """What was judged last of each indicator, in recommendations that were signed off."""
        ...


class Designations(Protocol):
    """The history of designations: lines are added and read, nothing else."""

    async def add(self, line: DesignationSince) -> DesignationSince:
        """Add a line (its id is ignored)."""
        ...

    async def of_school(self, school: str) -> list[DesignationSince]:
        """A school's history, first to last."""
        ...

"""What is asked of the store of targets and lines of enquiry, and of the trust's plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from strategy.targets import Noted, TargetSet
from strategy.trust_plan import Priority


class Targets(Protocol):
    """Sets of targets, each with all its items. At most one a school and year waits for a sign-off."""

    async def get(self, set_id: int) -> TargetSet | None:
        """One set."""
        ...

    async def holding(self, item_id: int) -> TargetSet | None:
        """The set that an item is in."""
        ...

    async def in_force(self, schools: Sequence[str], year: str) -> Mapping[str, TargetSet]:
        """What was signed off last for each of some schools and a year, by URN."""
        ...

    async def proposed(self, schools: Sequence[str] | None = None) -> list[TargetSet]:
        """Those of some schools that wait for a sign-off, the longest waiting first; of all for None."""
        ...

    async def latest(self, school: str, year: str, *, limit: int = 10) -> list[TargetSet]:
        """A school's sets of a year in any state, newest first."""
        ...

    async def years(self, schools: Sequence[str]) -> Mapping[str, frozenset[str]]:
        """The years for which each school's targets wait or were signed off, by URN."""
        ...

    async def propose(self, proposal: TargetSet) -> TargetSet:
        """Store a new set (its id and those of its items ignored); AlreadyThere where one waits already."""
        ...

    async def decide(self, decided: TargetSet) -> None:
        """Store what was decided of a set; AlreadyThere where that was done before."""
        ...

    async def note(self, noted: Noted) -> None:
        """Add where a target stood."""
        ...

    async def noted(self, items: Sequence[int]) -> Mapping[int, Sequence[Noted]]:
        """What was noted of some items, the latest day first, by item."""
        ...

    async def serving(self, priorities: Sequence[int]) -> Mapping[int, Sequence[TargetSet]]:
        """The sets in force that have an item which serves each of some priorities, by priority."""
        ...


class TrustPlan(Protocol):
    """Priorities of the trust's annual plan, each with its versions, which are only ever added to."""

    async def of_year(self, year: str) -> list[Priority]:
        """The priorities of a year as they stand, those that were dropped left out, in their order."""
        ...

    async def get(self, priority_id: int) -> Priority | None:
        """One priority as it stands."""
        ...

    async def these(self, priority_ids: Sequence[int]) -> Mapping[int, Priority]:
        """Some priorities as they stand, dropped ones too, by id."""
        ...

    async def versions(self, priority_id: int) -> list[Priority]:
        """Every version of a priority, first to last."""
        ...

    async def add(self, priority: Priority) -> Priority:
        """Store a new priority (its id is ignored)."""
        ...

    async def change(self, priority: Priority) -> None:
        """Add a version; AlreadyThere where another has its place."""
        ...

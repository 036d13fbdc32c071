"""What is asked of the store of support that was allocated here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol

from strategy.people import Capacity
from strategy.school_year import Span
from strategy.support import Allocated, Amount, GrantedDays, SupportChange, TakenBack


class Allocations(Protocol):
    """Support allocated here, its changes, and days granted: all are added and read, nothing else."""

    async def hold(self) -> None:
        """Have others who allocate or import wait until this transaction ends; see what they did."""
        ...

    async def add(self, allocated: Allocated) -> Allocated:
        """Store it (its id is ignored), with the deployment of the person where there is one. The trust of
        this transaction shows that at once.

        Raises AlreadyThere where the person is deployed in that school from that day already.
        """
        ...

    async def get(self, allocated_id: int) -> Allocated | None:
        """One, as it was allocated."""
        ...

    async def amounts(self, deployments: Sequence[int]) -> Mapping[int, Amount]:
        """How much was agreed of the deployments that were made here, by the deployment's id."""
        ...

    async def external(self, starts: date, ends: date, schools: Sequence[str] | None) -> list[Allocated]:
        """Support of external providers with a day in a span, with the last day it has by now, by its id; of
        all schools for None.
        """
        ...

    async def deployed(self, about: str) -> int | None:
        """Who is or was to be deployed by `deployment:ID`, called off or not; None for anything else."""
        ...

    async def changes(self, about: str) -> list[SupportChange]:
        """The changes of one thing, first to last."""
        ...

    async def change_of(self, change_id: int) -> SupportChange | None:
        """One change."""
        ...

    async def change(self, change: SupportChange) -> SupportChange:
        """Store a change (its id is ignored), and give the deployment that last day where it is about one.

        Raises AlreadyThere where another has its number.
        """
        ...

    async def grant(self, granted: GrantedDays) -> GrantedDays:
        """Store days granted (its id is ignored). Raises AlreadyThere where its origin has days already."""
        ...

    async def granted(self, grant_id: int) -> GrantedDays | None:
        """One grant, with what was taken back of it."""
        ...

    async def take_back(self, taken: TakenBack) -> TakenBack:
        """Store days taken back (its id is ignored). Raises AlreadyThere where another has its number."""
        ...

    async def taken_back(self, taken_id: int) -> TakenBack | None:
        """One of them."""
        ...

    async def grants(self, school: str, span: Span) -> list[GrantedDays]:
        """Days granted to a school for spans that begin within one, first to last; with those that were taken
        back.
        """
        ...

    async def extra_days(self, school: str, span: Span) -> Mapping[Capacity, Decimal]:
        """How many of them stand, by capacity."""
        ...

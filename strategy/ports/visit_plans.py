"""What is asked of the store of plans of a year's visits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from strategy.visits import Mode


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """A visit of a plan. `day` is None where there is none, and `why` says why; `visit` is the one it was
    booked as. One that is `left_out` is not booked.
    """

    number: int
    school: str
    sip: int
    month: int
    mode: Mode
    days: Decimal
    standard: bool
    appraisal: bool
    day: date | None = None
    why: str = ""
    left_out: bool = False
    visit: int | None = None

    @property
    def waits(self) -> bool:
        """Whether it is to be booked and has not been."""
        return self.day is not None and not self.left_out and self.visit is None


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """The plan of an academic year's visits. `revision` rises with each change; `by` made it last."""

    id: int
    year: str
    by: int
    at: datetime
    revision: int
    visits: tuple[PlannedVisit, ...]


class VisitPlans(Protocol):
    """Plans of a year's visits, one a year."""

    async def get(self, year: str) -> StoredPlan | None:
        """The plan of an academic year."""
        ...

    async def by_id(self, plan_id: int) -> StoredPlan | None:
        """One plan."""
        ...

    async def put(self, plan: StoredPlan) -> StoredPlan:
        """Store a plan in the place of the year's (its id is ignored), with the revision after that one's."""
        ...

    async def change(self, plan: StoredPlan, visits: Sequence[PlannedVisit]) -> StoredPlan | None:
        """Store some visits of a plan as they are now. None, and nothing is stored, where it has changed
        since it was read.
        """
        ...

    async def booked_states(self, plan_id: int) -> Mapping[str, int]:
        """How far calendars follow the visits that were booked of a plan: how many are in each state of a
        booking.
        """
        ...

    async def hold(self, plan_id: int, *, held: bool, now: datetime) -> int:
        """Have the calendars wait with what has not got there yet, or go on; how many that are."""
        ...

"""The pool of SLEs: what each is deployed for, and how much of their week is free."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from strategy.people import Person, Role
from strategy.visits import Deployment


@dataclass(frozen=True, slots=True)
class InPool:
    """Somebody and what they are doing: deployments of today, and those that begin later. Of visits that are
    booked, how many, and day and school (URN) of the next.
    """

    person: Person
    subjects: tuple[str, ...]
    now: tuple[Deployment, ...]
    coming: tuple[Deployment, ...]
    free: Decimal
    visits: int = 0
    next_visit: tuple[date, str] | None = None

    @property
    def is_sle(self) -> bool:
        """Whether they are of the pool at all: somebody else may be asked about by name."""
        return Role.SLE in self.person.roles


def as_in_pool(
    person: Person, deployments: Sequence[Deployment], today: date, days_per_week: Decimal
) -> InPool:
    """How somebody stands today. `free` is what policy's days a week leave of today's deployments, never less
    than nought.
    """
    here = sorted((each for each in deployments if each.covers(today, today)), key=lambda each: each.starts)
    coming = sorted((each for each in deployments if each.starts > today), key=lambda each: each.starts)
    taken = sum((each.days_per_week for each in here), Decimal(0))
    subjects = tuple(held.subject for held in sorted(person.held) if held.role is Role.SLE)
    return InPool(person, subjects, tuple(here), tuple(coming), max(days_per_week - taken, Decimal(0)))

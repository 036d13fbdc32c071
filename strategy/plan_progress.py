"""How far calendars follow a year's visits that were booked, and when whoever booked them hears of it.

The strategy is silent on this: they hear once at the end, and once before where there is much to wait for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

MANY = 100
"""Visits of a plan whose booking is told of half way too: fewer are there within a minute or two."""
LONG = timedelta(hours=1)
"""After that, what still waits is told of, however few they are."""
FIRST_LOOK = timedelta(seconds=20)
_LEAST, _MOST = timedelta(seconds=30), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of a plan's booked visits stand in calendars, wait, are held back and could not be put there.

    `total` counts those too that lapsed: there was nothing left to put anywhere.
    """

    total: int
    there: int
    waiting: int
    held: int
    failed: int

    @property
    def is_stopped(self) -> bool:
        """Whether nothing goes on before somebody says so."""
        return self.held > 0 and not self.waiting

    @property
    def is_over(self) -> bool:
        """Whether nothing waits: each is there, or could not be put there."""
        return not self.held and not self.waiting

    def is_half_way(self, since: timedelta) -> bool:
        """Whether it is to be told of before it is over, so long after the booking."""
        if self.is_over:
            return False
        settled = self.total - self.waiting - self.held
        return since >= LONG or (self.total >= MANY and 2 * settled >= self.total)


def progress_of(states: Mapping[str, int]) -> Progress:
    """The progress, from how many bookings are in each state; those held back are `held`."""
    return Progress(
        sum(states.values()),
        states.get("booked", 0),
        states.get("waiting", 0),
        states.get("held", 0),
        states.get("failed", 0),
    )


def look_again_after(since: timedelta) -> timedelta:
    """When to look again whether it is over, so long after the booking: less often the longer it takes."""
    return min(max(since / 4, _LEAST), _MOST)

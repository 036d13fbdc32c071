"""Figures of a run: samples, what is said of them, and how kinds of sample are taken turn about."""

from __future__ import annotations

import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

Deed = Callable[[], Awaitable[Any]]


@dataclass(slots=True)
class Series:
    """Samples of one kind, in milliseconds."""

    samples: list[float] = field(default_factory=list)

    @property
    def n(self) -> int:
        """How many samples there are."""
        return len(self.samples)

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.samples)

    @property
    def p99(self) -> float:
        """What 99 of 100 stay within."""
        ordered = sorted(self.samples)
        return ordered[min(len(ordered) - 1, -(-99 * len(ordered) // 100) - 1)]


@dataclass(frozen=True, slots=True)
class Effort:
    """How many samples of each kind: so many rounds of so many, after so many that do not count."""

    rounds: int
    a_round: int
    warm_up: int

    @property
    def samples(self) -> int:
        """Samples of each kind."""
        return self.rounds * self.a_round


async def measured(deeds: Sequence[Deed], effort: Effort) -> list[Series]:
    """Time each deed, one at a time. Every round takes some of each, so that noise hits all alike, and begins
    with another one than the round before.
    """
    series = [Series() for _ in deeds]
    for deed in deeds:
        for _ in range(effort.warm_up):
            await deed()
    for number in range(effort.rounds):
        for step in range(len(deeds)):
            place = (number + step) % len(deeds)
            for _ in range(effort.a_round):
                began = time.perf_counter()
                await deeds[place]()
                series[place].samples.append((time.perf_counter() - began) * 1000)
    return series

"""The trust's annual development plan: its priorities of an academic year (the EIT's terms of reference)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from strategy.errors import Stale


@dataclass(frozen=True, slots=True)
class Priority:
    """A priority of a year as it stands at one version: what, who answers for it, how success is known.

    `by` and `at` are who wrote this version when; `is_dropped` where it was taken out of the plan.
    """

    id: int
    year: str
    words: str
    owner: str
    success: str
    by: int
    at: datetime
    version: int = 1
    is_dropped: bool = False


class PlanOvertaken(Stale):
    """Somebody else changed the priority meanwhile; `priority` is how it stands now."""

    def __init__(self, priority: Priority) -> None:
        super().__init__(f"priority: version {priority.version}")
        self.priority = priority

"""What is asked of the store for the pack of a meeting: what no other port reads of many schools at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol

from strategy.meetings import Meeting
from strategy.people import Capacity
from strategy.permissions import Scope
from strategy.plans import PlanReport, ReportedTo
from strategy.recommendations import DesignationSince
from strategy.reports import Report
from strategy.school_year import Span


class PackContents(Protocol):
    """What packs hold, of many schools in a few queries."""

    async def reports(self, meeting: Meeting, after: date | None, scope: Scope) -> Sequence[Report]:
        """The reports that must be seen at a meeting, of those that the scope reaches: marked for its body
        from a day on that is past `after`, the body's meeting before, and not past this one. The earliest
        visit first.
        """
        ...

    async def histories(self, schools: Sequence[str]) -> Mapping[str, Sequence[DesignationSince]]:
        """How each of some schools was designated over time, first to last."""
        ...

    async def plan_reports(self, schools: Sequence[str], to: ReportedTo) -> Mapping[str, PlanReport]:
        """The report on the plan of each of some schools that was filed last, as it stands."""
        ...

    async def days(
        self, schools: Sequence[str], span: Span, today: date
    ) -> Mapping[str, Mapping[tuple[Capacity, bool], Decimal]]:
        """Days of the visits that begin within a span, by school, capacity and whether they are done."""
        ...

    async def extra_days(
        self, schools: Sequence[str], span: Span
    ) -> Mapping[str, Mapping[Capacity, Decimal]]:
        """Days granted on top for spans that begin within one, as far as they stand; by school, capacity."""
        ...

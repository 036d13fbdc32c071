"""What is asked of the store of tailored plans, of the reports on them, and of exit plans."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from strategy.exit_plans import ExitItem, ExitPlan, ExitState
from strategy.plans import Action, PlanReport, ReportedTo


class Plans(Protocol):
    """The actions of tailored plans, every version of each."""

    async def actions_of(self, school: str) -> list[Action]:
        """A school's actions as they stand, first to last."""
        ...

    async def owned(self, schools: Sequence[str]) -> list[Action]:
        """The open actions of some schools that somebody of the directory does, first to last."""
        ...

    async def action(self, action_id: int) -> Action | None:
        """One action as it stands."""
        ...

    async def versions(self, action_id: int) -> list[Action]:
        """Every version of an action, first to last."""
        ...

    async def these_versions(self, ids: Sequence[tuple[int, int]]) -> list[Action]:
        """Actions as they stood at certain versions, in the order asked for."""
        ...

    async def add(self, action: Action) -> Action:
        """Store a new action, its id ignored, as its first version."""
        ...

    async def change(self, action: Action) -> None:
        """Add a version; AlreadyThere where another has its place, so that of two at once one counts."""
        ...


class PlanReports(Protocol):
    """Filed reports on tailored plans, every version of each. A school has one for a period."""

    async def get(self, report_id: int) -> PlanReport | None:
        """One report as it stands."""
        ...

    async def of_period(self, school: str, to: ReportedTo, period: str) -> PlanReport | None:
        """The report on a school for a period."""
        ...

    async def latest(self, school: str, to: ReportedTo, *, limit: int = 1) -> list[PlanReport]:
        """The reports on a school of one kind as they stand, filed last first."""
        ...

    async def versions(self, report_id: int) -> list[PlanReport]:
        """Every version of a report, first to last."""
        ...

    async def file(self, report: PlanReport) -> PlanReport:
        """Store a new one, its id ignored; AlreadyThere where its period has one."""
        ...

    async def amend(self, report: PlanReport) -> None:
        """Add a version; AlreadyThere where another has its place."""
        ...


class ExitPlans(Protocol):
    """Exit plans with their items. At most one a school is under way."""

    async def get(self, plan_id: int) -> ExitPlan | None:
        """One exit plan."""
        ...

    async def latest(self, school: str) -> ExitPlan | None:
        """A school's exit plan that was opened last, in any state."""
        ...

    async def under_way(self, schools: Sequence[str]) -> list[ExitPlan]:
        """Those of some schools in which something is still to be done."""
        ...

    async def open(self, plan: ExitPlan) -> ExitPlan:
        """Store a new one, its id ignored, without items; AlreadyThere where the school has one under way."""
        ...

    async def move(self, plan: ExitPlan, state: ExitState) -> None:
        """Count one more deed of a plan that stands at its revision, and have it in a state from then on.

        AlreadyThere where more was done to it meanwhile.
        """
        ...

    async def add(self, plan: int, item: ExitItem) -> ExitItem:
        """Add an item (its id is ignored)."""
        ...

    async def confirm(self, item: int, at: datetime) -> None:
        """Note that an item was confirmed."""
        ...

    async def take_out(self, item: int, at: datetime) -> None:
        """Note that an item was taken out."""
        ...

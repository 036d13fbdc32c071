"""What is asked of the store of reports."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from strategy.people import Capacity
from strategy.permissions import Scope
from strategy.reports import Report, ReportVersion


class Reports(Protocol):
    """Filed reports and their versions."""

    async def get(self, report_id: int) -> Report | None:
        """One report at its latest version."""
        ...

    async def of_visit(self, visit_id: int) -> Report | None:
        """The report on a visit."""
        ...

    async def of_half_term(self, deployment: int, half_term: str) -> Report | None:
        """The report on a half term of a deployment."""
        ...

    async def add(self, report: Report) -> Report:
        """File a report (its id is ignored) as version 1; AlreadyThere where its occasion has one."""
        ...

    async def amend(self, report_id: int, version: ReportVersion) -> None:
        """Add a version; AlreadyThere where that number is taken, so two amendments never overwrite."""
        ...

    async def versions(self, report_id: int) -> list[ReportVersion]:
        """All versions, first to last."""
        ...

    async def latest(
        self,
        scope: Scope,
        *,
        school: str | None = None,
        author: int | None = None,
        capacity: Capacity | None = None,
        starts: date | None = None,
        ends: date | None = None,
        limit: int = 10,
    ) -> list[Report]:
        """Reports that the scope reaches on visits with a day from `starts` to `ends`, newest first."""
        ...

"""What is asked of the store of reports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from strategy.people import Capacity
from strategy.permissions import Scope
from strategy.ports.answers import Showing, Withdrawal
from strategy.reports import Report, ReportVersion


class Reports(Protocol):
    """Filed reports and their versions."""

    async def get(self, report_id: int, *, lock: bool = False) -> Report | None:
        """One report at its latest version; locked, nobody changes it until the transaction ends."""
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
        """Add a version; AlreadyThere where that number is taken, so two amendments never overwrite, and
        where the report was withdrawn.
        """
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

    async def filed_between(
        self, scope: Scope, capacity: Capacity, starts: datetime, ends: datetime | None
    ) -> list[Report]:
        """Reports of a capacity that the scope reaches, filed from an instant to before another one, by id;
        None for no end.
        """
        ...

    async def these(self, report_ids: Sequence[int]) -> list[Report]:
        """Some reports that stand, by their ids; ids of none are left out."""
        ...

    async def withdraw(self, withdrawal: Withdrawal) -> None:
        """Take a report back: from now on nobody finds it but by `withdrawal`, and its visit or half term may
        have another. AlreadyThere where it was withdrawn before.
        """
        ...

    async def withdrawal(self, report_id: int) -> tuple[Report, Withdrawal] | None:
        """A withdrawn report at its last version, and how it was withdrawn; None for one that stands."""
        ...

    async def show_at(self, showing: Sequence[Showing]) -> None:
        """Mark a report for the next meetings of bodies; a mark that is there stays as it is."""
        ...

    async def showings(self, report_id: int) -> list[Showing]:
        """The meetings a report is marked for."""
        ...

"""Filed reports and their versions in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Row
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.column_types import is_id
from storage.inserts import insert
from storage.parts import in_parts
from storage.scopes import reached_by
from storage.tables import report_versions, reports, showings, visits, withdrawals
from strategy.people import Capacity
from strategy.permissions import Scope
from strategy.ports import AlreadyThere, Showing, Withdrawal
from strategy.reports import Report, ReportText, ReportVersion

_C = reports.c
_V = report_versions.c
STANDS = _C.visit.is_not(None) | _C.deployment.is_not(None)
"""A report that was withdrawn is of nothing any more."""
LATEST = sa.select(
    *(column for column in _C),
    _V.purpose,
    _V.activities,
    _V.outcomes,
    _V.recommendations,
).join_from(reports, report_versions, (_V.report == _C.id) & (_V.number == _C.version))


class SqlReports:
    """The port `Reports`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, report_id: int, *, lock: bool = False) -> Report | None:
        """One report at its latest version; locked, nobody changes it until the transaction ends."""
        if not is_id(report_id):
            return None
        if lock:
            # By itself and first: what is read with the lock might have waited for it and be out of date.
            await self._connection.execute(sa.select(_C.id).where(_C.id == report_id).with_for_update())
        return await self._one(_C.id == report_id)

    async def of_visit(self, visit_id: int) -> Report | None:
        """The report on a visit."""
        return await self._one(_C.visit == visit_id) if is_id(visit_id) else None

    async def of_half_term(self, deployment: int, half_term: str) -> Report | None:
        """The report on a half term of a deployment."""
        if not is_id(deployment):
            return None
        return await self._one((_C.deployment == deployment) & (_C.half_term == half_term))

    async def _one(self, condition: ColumnElement[bool]) -> Report | None:
        row = (await self._connection.execute(LATEST.where(condition, STANDS))).one_or_none()
        return None if row is None else report_of(row)

    async def add(self, report: Report) -> Report:
        """File a report, its id ignored, as version 1; AlreadyThere where its visit or half term has one."""
        statement = (
            insert(reports, self._connection)
            .values(
                school=report.school,
                author=report.author,
                capacity=report.capacity,
                visit=report.visit,
                deployment=report.deployment,
                half_term=report.half_term,
                visit_on=report.visit_on,
                due_on=report.due_on,
                filed_at=report.filed_at,
                version=1,
                amended_at=None,
            )
            .on_conflict_do_nothing()
            .returning(_C.id)
        )
        number = (await self._connection.execute(statement)).scalar_one_or_none()
        if number is None:
            raise AlreadyThere("report")
        await self._add_version(number, ReportVersion(1, report.author, report.filed_at, report.text))
        filed = await self.get(number)
        assert filed is not None  # noqa: S101 - it was stored two lines above
        return filed

    async def amend(self, report_id: int, version: ReportVersion) -> None:
        """Add a version; AlreadyThere where that number is taken, so two amendments never overwrite, and
        where the report was withdrawn.
        """
        # Raising the number locks the row: of two amendments at once the second finds nothing to raise.
        raised = await self._connection.execute(
            sa.update(reports)
            .where(_C.id == report_id, _C.version == version.number - 1, STANDS)
            .values(version=version.number, amended_at=version.at)
        )
        if raised.rowcount != 1:
            raise AlreadyThere("version")
        await self._add_version(report_id, version)

    async def _add_version(self, report_id: int, version: ReportVersion) -> None:
        await self._connection.execute(
            sa.insert(report_versions).values(
                report=report_id,
                number=version.number,
                author=version.author,
                at=version.at,
                purpose=version.text.purpose,
                activities=version.text.activities,
                outcomes=version.text.outcomes,
                recommendations=version.text.recommendations,
            )
        )

    async def withdraw(self, withdrawal: Withdrawal) -> None:
        """Take a report back: from now on nobody finds it but by `withdrawal`, and its visit or half term may
        have another. AlreadyThere where it was withdrawn before.
        """
        taken = await self._connection.execute(
            sa.update(reports).where(_C.id == withdrawal.report, STANDS).values(visit=None, deployment=None)
        )
        if taken.rowcount != 1:
            raise AlreadyThere("withdrawal")
        await self._connection.execute(
            sa.insert(withdrawals).values(
                report=withdrawal.report,
                visit=withdrawal.visit,
                deployment=withdrawal.deployment,
                reason=withdrawal.reason,
                withdrawn_by=withdrawal.withdrawn_by,
                withdrawn_at=withdrawal.withdrawn_at,
            )
        )
        await self._connection.execute(sa.delete(showings).where(showings.c.report == withdrawal.report))

    async def withdrawal(self, report_id: int) -> tuple[Report, Withdrawal] | None:
        """A withdrawn report at its last version, and how it was withdrawn; None for one that stands."""
        if not is_id(report_id):
            return None
        row = (
            await self._connection.execute(sa.select(withdrawals).where(withdrawals.c.report == report_id))
        ).one_or_none()
        if row is None:
            return None
        found = (await self._connection.execute(LATEST.where(_C.id == report_id))).one()
        withdrawal = Withdrawal(
            row.report, row.visit, row.deployment, row.reason, row.withdrawn_by, row.withdrawn_at
        )
        return report_of(found), withdrawal

    async def show_at(self, showing: Sequence[Showing]) -> None:
        """Mark a report for the next meetings of bodies; a mark that is there stays as it is."""
        if showing:
            await self._connection.execute(
                insert(showings, self._connection).on_conflict_do_nothing(),
                [
                    {"report": s.report, "body": s.body, "school": s.school, "from_day": s.from_day}
                    for s in showing
                ],
            )

    async def showings(self, report_id: int) -> list[Showing]:
        """The meetings a report is marked for."""
        rows = await self._connection.execute(
            sa.select(showings).where(showings.c.report == report_id).order_by(showings.c.body)
        )
        return [Showing(row.report, row.body, row.school, row.from_day) for row in rows]

    async def versions(self, report_id: int) -> list[ReportVersion]:
        """All versions, first to last."""
        if not is_id(report_id):
            return []
        rows = await self._connection.execute(
            sa.select(report_versions).where(_V.report == report_id).order_by(_V.number)
        )
        return [ReportVersion(row.number, row.author, row.at, _text(row)) for row in rows]

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
        if scope.is_empty:
            return []
        statement = LATEST.where(STANDS)
        if not scope.everything:
            statement = statement.where(
                reached_by(scope, school=_C.school, owner=_C.author, capacity=_C.capacity, day=_C.visit_on)
            )
        if school is not None:
            statement = statement.where(_C.school == school)
        if author is not None:
            statement = statement.where(_C.author == author)
        if capacity is not None:
            statement = statement.where(_C.capacity == capacity)
        if starts is not None:
            statement = statement.where(_C.visit_on >= starts)
        if ends is not None:
            began = sa.exists().where(visits.c.id == _C.visit, visits.c.starts <= ends)
            statement = statement.where((_C.visit_on <= ends) | began)
        statement = statement.order_by(_C.visit_on.desc(), _C.id.desc()).limit(limit)
        return [report_of(row) for row in await self._connection.execute(statement)]

    async def filed_between(
        self, scope: Scope, capacity: Capacity, starts: datetime, ends: datetime | None
    ) -> list[Report]:
        """Reports of a capacity that the scope reaches, filed from an instant to before another one, by id;
        None for no end.
        """
        if scope.is_empty:
            return []
        statement = LATEST.where(STANDS, _C.capacity == capacity, _C.filed_at >= starts)
        if ends is not None:
            statement = statement.where(_C.filed_at < ends)
        if not scope.everything:
            statement = statement.where(
                reached_by(scope, school=_C.school, owner=_C.author, capacity=_C.capacity, day=_C.visit_on)
            )
        return [report_of(row) for row in await self._connection.execute(statement.order_by(_C.id))]

    async def these(self, report_ids: Sequence[int]) -> list[Report]:
        """Some reports that stand, by their ids; ids of none are left out."""
        found: list[Report] = []
        for part in in_parts([number for number in report_ids if is_id(number)]):
            statement = LATEST.where(STANDS, _C.id.in_(part)).order_by(_C.id)
            found += [report_of(row) for row in await self._connection.execute(statement)]
        return found


def _text(row: Row[*tuple[Any, ...]]) -> ReportText:
    return ReportText(row.purpose, row.activities, row.outcomes, row.recommendations)


def report_of(row: Row[*tuple[Any, ...]]) -> Report:
    """A report of a row of `LATEST`."""
    return Report(
        id=row.id,
        school=row.school,
        author=row.author,
        capacity=row.capacity,
        visit=row.visit,
        deployment=row.deployment,
        half_term=row.half_term,
        visit_on=row.visit_on,
        due_on=row.due_on,
        filed_at=row.filed_at,
        text=_text(row),
        version=row.version,
        amended_at=row.amended_at,
    )

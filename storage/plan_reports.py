"""Reports on tailored plans in SQL."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.column_types import is_id
from storage.inserts import insert
from storage.tables import plan_report_lines, plan_report_versions, plan_reports
from strategy.plans import PlanReport, PlanReportText, ReportedAction, ReportedTo
from strategy.ports import AlreadyThere

_R, _V, _L = plan_reports.c, plan_report_versions.c, plan_report_lines.c
_ALL = sa.select(
    _R.id,
    _R.school,
    _R.reported_to,
    _R.period,
    _R.filed_by,
    _R.filed_at,
    _V.version,
    _V.overall,
    _V.changed_by,
    _V.changed_at,
).join_from(plan_reports, plan_report_versions, _V.report == _R.id)
_NOW = _ALL.where(_V.version == _R.version)


class SqlPlanReports:
    """The port `PlanReports`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, report_id: int) -> PlanReport | None:
        """One report as it stands."""
        found = await self._read(_NOW.where(_R.id == report_id)) if is_id(report_id) else []
        return found[0] if found else None

    async def of_period(self, school: str, to: ReportedTo, period: str) -> PlanReport | None:
        """The report on a school for a period."""
        found = await self._read(
            _NOW.where(_R.school == school, _R.reported_to == to, _R.period == period).limit(1)
        )
        return found[0] if found else None

    async def latest(self, school: str, to: ReportedTo, *, limit: int = 1) -> list[PlanReport]:
        """The reports on a school of one kind as they stand, filed last first."""
        of_kind = _NOW.where(_R.school == school, _R.reported_to == to)
        return await self._read(of_kind.order_by(_R.id.desc()).limit(limit))

    async def these(self, ids: sa.Select[int]) -> list[PlanReport]:
        """The reports, as they stand, whose ids another statement gives."""
        return await self._read(_NOW.where(_R.id.in_(ids)).order_by(_R.id))

    async def versions(self, report_id: int) -> list[PlanReport]:
        """Every version of a report, first to last."""
        if not is_id(report_id):
            return []
        return await self._read(_ALL.where(_R.id == report_id).order_by(_V.version))

    async def file(self, report: PlanReport) -> PlanReport:
        """Store a new one, its id ignored; AlreadyThere where its period has one."""
        statement = (
            insert(plan_reports, self._connection)
            .values(
                school=report.school,
                reported_to=report.to,
                period=report.period,
                filed_by=report.filed_by,
                filed_at=report.filed_at,
                version=report.version,
            )
            .on_conflict_do_nothing()
            .returning(_R.id)
        )
        number = (await self._connection.execute(statement)).scalar_one_or_none()
        if number is None:
            raise AlreadyThere("plan report")
        filed = replace(report, id=number)
        await self._add_version(filed)
        return filed

    async def amend(self, report: PlanReport) -> None:
        """Add a version; AlreadyThere where another has its place."""
        raised = await self._connection.execute(
            sa.update(plan_reports)
            .where(_R.id == report.id, _R.version == report.version - 1)
            .values(version=report.version)
        )
        if raised.rowcount != 1:
            raise AlreadyThere("version")
        await self._add_version(report)

    async def _add_version(self, report: PlanReport) -> None:
        await self._connection.execute(
            sa.insert(plan_report_versions).values(
                report=report.id,
                version=report.version,
                overall=report.text.overall,
                changed_by=report.changed_by,
                changed_at=report.changed_at,
            )
        )
        lines = [
            {
                "report": report.id,
                "version": report.version,
                "place": place,
                "action": each.action,
                "action_version": each.version,
                "impact": each.impact,
            }
            for place, each in enumerate(report.text.actions)
        ]
        if lines:
            await self._connection.execute(sa.insert(plan_report_lines), lines)

    async def _read(self, statement: sa.Select[*tuple[Any, ...]]) -> list[PlanReport]:
        """The reports of a statement with what each says of its actions, in its order."""
        rows = (await self._connection.execute(statement)).all()
        said: dict[tuple[int, int], list[ReportedAction]] = {(row.id, row.version): [] for row in rows}
        if rows:
            lines = sa.select(plan_report_lines).where(_L.report.in_({row.id for row in rows}))
            for line in await self._connection.execute(lines.order_by(_L.place)):
                if (line.report, line.version) in said:
                    reported = ReportedAction(line.action, line.action_version, line.impact)
                    said[line.report, line.version].append(reported)
        return [
            PlanReport(
                row.id,
                row.school,
                row.reported_to,
                row.period,
                PlanReportText(row.overall, tuple(said[row.id, row.version])),
                row.version,
                row.filed_by,
                row.filed_at,
                row.changed_by,
                row.changed_at,
            )
            for row in rows
        ]

"""What packs of meetings hold, read of many schools at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.designations import line_of
from storage.grants import GRANTS, grant_of
from storage.parts import in_parts, rows_among
from storage.plan_reports import SqlPlanReports
from storage.reports import LATEST, STANDS, report_of
from storage.scopes import reached_by
from storage.tables import designations, granted_days, plan_reports, reports, showings, visits
from strategy.meetings import Meeting
from strategy.people import Capacity
from strategy.permissions import Scope
from strategy.plans import PlanReport, ReportedTo
from strategy.policy_reporting import Audience
from strategy.recommendations import DesignationSince
from strategy.reports import Report
from strategy.school_year import Span

_R, _S, _V, _D, _P, _G = reports.c, showings.c, visits.c, designations.c, plan_reports.c, granted_days.c


class SqlPackContents:
    """The port `PackContents`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def reports(self, meeting: Meeting, after: date | None, scope: Scope) -> Sequence[Report]:
        """The reports that must be seen at a meeting, of those that the scope reaches."""
        if scope.is_empty:
            return []
        marked = LATEST.join(showings, _S.report == _R.id).where(
            STANDS,
            # A body is the audience of the same name.
            _S.body == Audience(meeting.body.value),
            _S.school == meeting.school,
            _S.from_day <= meeting.day,
        )
        if after is not None:
            marked = marked.where(_S.from_day > after)
        reached = reached_by(scope, school=_R.school, owner=_R.author, capacity=_R.capacity, day=_R.visit_on)
        rows = await self._connection.execute(marked.where(reached).order_by(_R.visit_on, _R.id))
        return [report_of(row) for row in rows]

    async def histories(self, schools: Sequence[str]) -> Mapping[str, Sequence[DesignationSince]]:
        """How each of some schools was designated over time, first to last."""
        found: dict[str, list[DesignationSince]] = defaultdict(list)
        statement = sa.select(designations).order_by(_D.id)
        for row in await rows_among(self._connection, statement, _D.school, schools):
            found[row.school].append(line_of(row))
        return found

    async def plan_reports(self, schools: Sequence[str], to: ReportedTo) -> Mapping[str, PlanReport]:
        """The report on the plan of each of some schools that was filed last, as it stands."""
        last = sa.select(sa.func.max(_P.id)).where(_P.reported_to == to).group_by(_P.school)
        found: dict[str, PlanReport] = {}
        for part in in_parts(schools):
            of_these = last.where(_P.school.in_(part))
            for each in await SqlPlanReports(self._connection).these(of_these):
                found[each.school] = each
        return found

    async def days(
        self, schools: Sequence[str], span: Span, today: date
    ) -> Mapping[str, Mapping[tuple[Capacity, bool], Decimal]]:
        """Days of the visits that begin within a span, by school, capacity and whether they are done."""
        done = _V.reported_on.is_not(None) | (_V.ends < today)
        statement = (
            sa.select(_V.school, _V.capacity, done.label("done"), sa.func.sum(_V.days).label("days"))
            .where(_V.starts.between(span.starts, span.ends), _V.cancelled_on.is_(None))
            .group_by(_V.school, _V.capacity, done)
        )
        found: dict[str, dict[tuple[Capacity, bool], Decimal]] = defaultdict(dict)
        for row in await rows_among(self._connection, statement, _V.school, schools):
            found[row.school][row.capacity, bool(row.done)] = row.days
        return found

    async def extra_days(
        self, schools: Sequence[str], span: Span
    ) -> Mapping[str, Mapping[Capacity, Decimal]]:
        """Days granted on top for spans that begin within one, as far as they stand."""
        statement = GRANTS.where(_G.starts.between(span.starts, span.ends))
        found: dict[str, dict[Capacity, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
        for row in await rows_among(self._connection, statement, _G.school, schools):
            granted = grant_of(row)
            found[granted.school][granted.capacity] += granted.stands
        return found

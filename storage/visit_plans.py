"""Plans of a year's visits, in SQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.column_types import is_id
from storage.plan_bookings import hold_back, states_of
from storage.plan_rows import of_year, put_row, raised
from storage.tables import planned_visits, visit_plans
from strategy.ports import PlannedVisit, StoredPlan

_P, _V = visit_plans.c, planned_visits.c


class SqlVisitPlans:
    """The port `VisitPlans`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, year: str) -> StoredPlan | None:
        """The plan of an academic year."""
        row = await of_year(self._connection, visit_plans, year)
        return None if row is None else await self._whole(row)

    async def by_id(self, plan_id: int) -> StoredPlan | None:
        """One plan."""
        if not is_id(plan_id):
            return None
        found = sa.select(visit_plans).where(_P.id == plan_id)
        row = (await self._connection.execute(found)).one_or_none()
        return None if row is None else await self._whole(row)

    async def put(self, plan: StoredPlan) -> StoredPlan:
        """Store a plan in the place of the year's (its id is ignored), with the revision after that one's."""
        row = await put_row(self._connection, visit_plans, plan.year, plan.by, plan.at)
        await self._connection.execute(sa.delete(planned_visits).where(_V.plan == row.id))
        if plan.visits:
            await self._connection.execute(
                sa.insert(planned_visits), [{"plan": row.id, **_columns(each)} for each in plan.visits]
            )
        return await self._whole(row)

    async def change(self, plan: StoredPlan, visits: Sequence[PlannedVisit]) -> StoredPlan | None:
        """Store some visits of a plan as they are now; None where it has changed since it was read."""
        row = await raised(self._connection, visit_plans, plan.id, plan.revision)
        if row is None:
            return None
        for each in visits:
            await self._connection.execute(
                sa.update(planned_visits)
                .where(_V.plan == plan.id, _V.number == each.number)
                .values(**_columns(each))
            )
        return await self._whole(row)

    async def booked_states(self, plan_id: int) -> Mapping[str, int]:
        """How many of a plan's bookings are in each state; those that are held count as `held`."""
        return await states_of(self._connection, _subjects(plan_id))

    async def hold(self, plan_id: int, *, held: bool, now: datetime) -> int:
        """Have the calendars wait with what has not got there yet, or go on; how many that are."""
        return await hold_back(self._connection, _subjects(plan_id), held=held, now=now)

    async def _whole(self, row: Row[*tuple[Any, ...]]) -> StoredPlan:
        found = sa.select(planned_visits).where(_V.plan == row.id).order_by(_V.number)
        visits = tuple(_planned(each) for each in await self._connection.execute(found))
        return StoredPlan(row.id, row.year, row.by, row.at, row.revision, visits)


def _subjects(plan_id: int) -> sa.Select[Any]:
    """What the bookings of a plan are of."""
    subject = sa.literal("visit:") + sa.cast(_V.visit, sa.Text)
    return sa.select(subject.label("subject")).where(_V.plan == plan_id, _V.visit.is_not(None))


def _columns(each: PlannedVisit) -> dict[str, Any]:
    return {
        "number": each.number,
        "school": each.school,
        "sip": each.sip,
        "month": each.month,
        "mode": each.mode,
        "days": each.days,
        "standard": each.standard,
        "appraisal": each.appraisal,
        "day": each.day,
        "why": each.why,
        "left_out": each.left_out,
        "visit": each.visit,
    }


def _planned(row: Row[*tuple[Any, ...]]) -> PlannedVisit:
    return PlannedVisit(
        number=row.number,
        school=row.school,
        sip=row.sip,
        month=row.month,
        mode=row.mode,
        days=row.days,
        standard=row.standard,
        appraisal=row.appraisal,
        day=row.day,
        why=row.why,
        left_out=row.left_out,
        visit=row.visit,
    )

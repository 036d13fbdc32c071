"""Plans of a year's meetings, in SQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.parts import in_parts
from storage.plan_bookings import hold_back, states_of
from storage.plan_rows import of_year, put_row, raised
from storage.tables import meeting_plans, planned_meetings
from strategy.policy_reporting import Body
from strategy.ports import PlannedMeeting, PlanOfMeetings

_M = planned_meetings.c


class SqlMeetingPlans:
    """The port `MeetingPlans`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, year: str) -> PlanOfMeetings | None:
        """The plan of an academic year."""
        row = await of_year(self._connection, meeting_plans, year)
        return None if row is None else await self._whole(row)

    async def put(self, plan: PlanOfMeetings) -> PlanOfMeetings:
        """Store a plan in the place of the year's (its id is ignored), with the revision after that one's."""
        row = await put_row(self._connection, meeting_plans, plan.year, plan.by, plan.at)
        await self._connection.execute(sa.delete(planned_meetings).where(_M.plan == row.id))
        await self._insert(row.id, plan.meetings)
        return await self._whole(row)

    async def change(self, plan: PlanOfMeetings, meetings: Sequence[PlannedMeeting]) -> PlanOfMeetings | None:
        """Store some meetings of a plan as they are now, new ones too; None where it has changed since."""
        row = await raised(self._connection, meeting_plans, plan.id, plan.revision)
        if row is None:
            return None
        for part in in_parts([each.number for each in meetings]):
            gone = sa.delete(planned_meetings).where(_M.plan == plan.id, _M.number.in_(part))
            await self._connection.execute(gone)
        await self._insert(plan.id, meetings)
        return await self._whole(row)

    async def of_meetings(self, meetings: Sequence[int]) -> Mapping[int, PlannedMeeting]:
        """What plans say of some meetings, by their id."""
        found = {}
        for part in in_parts(meetings):
            some = sa.select(planned_meetings).where(_M.meeting.in_(part)).order_by(_M.plan)
            for row in await self._connection.execute(some):
                found[row.meeting] = _planned(row)
        return found

    async def booked_states(self, plan_id: int) -> Mapping[str, int]:
        """How many of a plan's bookings are in each state; those that are held count as `held`."""
        return await states_of(self._connection, _subjects(plan_id))

    async def hold(self, plan_id: int, *, held: bool, now: datetime) -> int:
        """Have the calendars wait with what has not got there yet, or go on; how many that are."""
        return await hold_back(self._connection, _subjects(plan_id), held=held, now=now)

    async def _insert(self, plan_id: int, meetings: Sequence[PlannedMeeting]) -> None:
        if meetings:
            rows = [{"plan": plan_id, **_columns(each)} for each in meetings]
            await self._connection.execute(sa.insert(planned_meetings), rows)

    async def _whole(self, row: Row[*tuple[Any, ...]]) -> PlanOfMeetings:
        found = sa.select(planned_meetings).where(_M.plan == row.id).order_by(_M.number)
        meetings = tuple(_planned(each) for each in await self._connection.execute(found))
        return PlanOfMeetings(row.id, row.year, row.by, row.at, row.revision, meetings)


def _subjects(plan_id: int) -> sa.Select[Any]:
    """What the bookings of a plan are of, but for meetings that are not to be held."""
    subject = sa.literal("meeting:") + sa.cast(_M.meeting, sa.Text)
    mine = sa.select(subject.label("subject"))
    return mine.where(_M.plan == plan_id, _M.meeting.is_not(None), _M.left_out.is_(False))


def _columns(each: PlannedMeeting) -> dict[str, Any]:
    return {
        "number": each.number,
        "body": str(each.body),
        "school": each.school,
        "month": each.month,
        "day": each.day,
        "starts": f"{each.starts:%H:%M}",
        "ends": f"{each.ends:%H:%M}",
        "online": each.online,
        "chair": each.chair,
        "why": each.why,
        "left_out": each.left_out,
        "meeting": each.meeting,
    }


def _planned(row: Row[*tuple[Any, ...]]) -> PlannedMeeting:
    return PlannedMeeting(
        number=row.number,
        body=Body(row.body),
        school=row.school,
        month=row.month,
        day=row.day,
        starts=time.fromisoformat(row.starts),
        ends=time.fromisoformat(row.ends),
        online=row.online,
        chair=row.chair,
        why=row.why,
        left_out=row.left_out,
        meeting=row.meeting,
    )

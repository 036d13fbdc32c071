"""The Boards of schools that are recorded, for what falls due before them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from strategy.policy_reporting import Body
from strategy.ports import UnitOfWork


async def recorded_boards(uow: UnitOfWork, schools: Sequence[str]) -> Mapping[str, Sequence[date]]:
    """The days of some schools' recorded Boards, in order, in the years that are known, by school."""
    years = uow.trust.calendar.academic_years()
    if not years:
        return {}
    return await uow.meetings.days(Body.PROGRESS_BOARD, years[0][1].starts, years[-1][1].ends, schools)

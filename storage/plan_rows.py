"""The row of a year's plan, of visits or meetings: read, put in place of the one before, raised, in SQL."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.inserts import insert


async def of_year(connection: AsyncConnection, plans: sa.Table, year: str) -> Row[Any] | None:
    """The row of an academic year's plan."""
    return (await connection.execute(sa.select(plans).where(plans.c.year == year))).one_or_none()


async def put_row(connection: AsyncConnection, plans: sa.Table, year: str, by: int, at: datetime) -> Row[Any]:
    """The row of a new plan, in the place of the year's, with the revision after that one's."""
    # Two who plan a year at once both get here; the plan of the later one stands.
    columns = plans.c
    made = (
        insert(plans, connection)
        .values(year=year, by=by, at=at, revision=1)
        .on_conflict_do_update(
            index_elements=[columns.year], set_={"by": by, "at": at, "revision": columns.revision + 1}
        )
        .returning(*columns)
    )
    return (await connection.execute(made)).one()


async def raised(connection: AsyncConnection, plans: sa.Table, plan: int, revision: int) -> Row[Any] | None:
    """The row of a plan with its revision raised; None where it has changed since that revision."""
    columns = plans.c
    change = (
        sa.update(plans)
        .where(columns.id == plan, columns.revision == revision)
        .values(revision=revision + 1)
        .returning(*columns)
    )
    return (await connection.execute(change)).one_or_none()

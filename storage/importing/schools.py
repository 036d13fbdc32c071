"""Storing the schools of a trust directory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.duties import take_designation
from storage.importing.difference import difference
from storage.tables import designations, schools, senior_leaders
from strategy.actions.importing import Counts, SchoolEntry
from strategy.school_year import london_day
from strategy.schools import School


async def store_schools(
    connection: AsyncConnection,
    entries: Sequence[SchoolEntry],
    known: Mapping[str, School],
    ids: Mapping[str, int],
    now: datetime,
) -> Counts:
    """Add, change, bring back and end schools. A designation is given only to a school that has none, and
    its history then begins with it.
    """
    wanted = {entry.urn: _wanted(entry, known.get(entry.urn), ids) for entry in entries}
    found = difference(
        {urn: school for urn, school in known.items() if urn in wanted or school.ended_on is None}, wanted
    )
    if found.added:
        await connection.execute(sa.insert(schools), [_columns(wanted[urn]) for urn in found.added])
    if found.changed:
        await connection.execute(
            sa.update(schools).where(schools.c.urn == sa.bindparam("which")),
            [{"which": urn, **_columns(wanted[urn])} for urn in found.changed],
        )
    if found.gone:
        await connection.execute(
            sa.update(schools).where(schools.c.urn == sa.bindparam("which")).values(ended_on=london_day(now)),
            [{"which": urn} for urn in found.gone],
        )
    await _lead(connection, [wanted[urn] for urn in (*found.added, *found.changed)])
    for urn in found.changed:
        if known[urn].designation is not wanted[urn].designation:
            await take_designation(connection, urn, wanted[urn].designation)
    await _begin_history(
        connection,
        [wanted[urn] for urn in found.added]
        + [wanted[urn] for urn in found.changed if known[urn].designation is None],
        now,
    )
    return found.counts


async def _begin_history(connection: AsyncConnection, given: Sequence[School], now: datetime) -> None:
    """Note the designations that schools came with, from the day that the file says."""
    lines = [
        {
            "school": school.urn,
            "designation": school.designation,
            "from_day": school.designated_on,
            "recommendation": None,
            "by": None,
            "at": now,
            "reason": "",
        }
        for school in given
        if school.designation is not None
    ]
    if lines:
        await connection.execute(sa.insert(designations), lines)


def _wanted(entry: SchoolEntry, known: School | None, ids: Mapping[str, int]) -> School:
    designation, designated_on = entry.designation, entry.designated_on
    if known is not None and known.designation is not None:
        designation, designated_on = known.designation, known.designated_on
    return School(
        urn=entry.urn,
        name=entry.name,
        short_name=entry.short_name,
        phase=entry.phase,
        status=entry.status,
        headteacher=ids[entry.headteacher],
        sip=ids[entry.sip],
        chair_of_governors=ids[entry.chair_of_governors] if entry.chair_of_governors else None,
        senior_leaders=frozenset(ids[leader] for leader in entry.senior_leaders),
        adviser=ids[entry.adviser] if entry.adviser else None,
        designation=designation,
        designated_on=designated_on,
    )


def _columns(school: School) -> dict[str, Any]:
    return {
        "urn": school.urn,
        "name": school.name,
        "short_name": school.short_name,
        "phase": school.phase,
        "status": school.status,
        "headteacher": school.headteacher,
        "chair_of_governors": school.chair_of_governors,
        "sip": school.sip,
        "adviser": school.adviser,
        "designation": school.designation,
        "designated_on": school.designated_on,
        "ended_on": school.ended_on,
    }


async def _lead(connection: AsyncConnection, changed: Sequence[School]) -> None:
    """Have schools be led by the senior leaders of their entries and no others."""
    if not changed:
        return
    await connection.execute(
        sa.delete(senior_leaders).where(senior_leaders.c.school == sa.bindparam("which")),
        [{"which": school.urn} for school in changed],
    )
    leading = [
        {"school": school.urn, "person": leader}
        for school in changed
        for leader in sorted(school.senior_leaders)
    ]
    if leading:
        await connection.execute(sa.insert(senior_leaders), leading)

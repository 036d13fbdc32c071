"""The trust as one picture, read from the directory's tables and kept until the directory changes."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import (
    closures,
    deployments,
    half_terms,
    people,
    roles,
    schools,
    senior_leaders,
    trust_state,
)
from strategy.people import HeldRole, Person
from strategy.school_year import Calendar, HalfTerm
from strategy.schools import School
from strategy.trust import Trust
from strategy.visits import Deployment

_VERSION = sa.select(trust_state.c.version)


async def directory_version(connection: AsyncConnection) -> int:
    """The version of the directory as the connection's transaction sees it."""
    return (await connection.execute(_VERSION)).scalar_one()


async def raise_version(connection: AsyncConnection) -> int:
    """Say that the directory has changed; the new version. Holds the directory until the transaction ends."""
    statement = (
        sa.update(trust_state).values(version=trust_state.c.version + 1).returning(trust_state.c.version)
    )
    return (await connection.execute(statement)).scalar_one()


class TrustPicture:
    """The last picture that was read, shared by all turns of a process; one of them reads it for all."""

    def __init__(self) -> None:
        self.last: Trust | None = None
        self._reading = asyncio.Lock()

    async def as_seen_by(self, connection: AsyncConnection) -> Trust:
        """The trust of the version that a transaction sees, which must not have changed it itself."""
        version = await directory_version(connection)
        if self.last is not None and self.last.version >= version:
            return self.last
        async with self._reading:
            if self.last is None or self.last.version < version:
                self.last = await read_trust(connection)
            return self.last


async def read_trust(connection: AsyncConnection) -> Trust:
    """Read the whole directory, the transaction's own changes included."""
    while True:
        version = await directory_version(connection)
        trust = await _read(connection, version)
        # On PostgreSQL each statement sees what is committed by then: begin again if an import came between.
        if await directory_version(connection) == version:
            return trust


async def _read(connection: AsyncConnection, version: int) -> Trust:
    held: dict[int, list[HeldRole]] = defaultdict(list)
    for person, role, subject in await connection.execute(
        sa.select(roles.c.person, roles.c.role, roles.c.subject).order_by(roles.c.role, roles.c.subject)
    ):
        held[person].append(HeldRole(role, subject))
    leaders: dict[str, set[int]] = defaultdict(set)
    for urn, person in await connection.execute(sa.select(senior_leaders.c.school, senior_leaders.c.person)):
        leaders[urn].add(person)
    return Trust(
        version=version,
        people=await _people(connection, held),
        schools=await _schools(connection, leaders),
        calendar=await read_calendar(connection),
        deployments=await _deployments(connection),
    )


async def _people(connection: AsyncConnection, held: dict[int, list[HeldRole]]) -> list[Person]:
    c = people.c
    # Those who have left come first: an address that was given to a successor then finds the successor.
    rows = await connection.execute(
        sa.select(c.id, c.email, c.name, c.entra_id, c.ended_on).order_by(c.ended_on.is_(None), c.id)
    )
    return [
        Person(row.id, row.email, row.name, row.entra_id, tuple(held.get(row.id, ())), row.ended_on)
        for row in rows
    ]


async def _schools(connection: AsyncConnection, leaders: dict[str, set[int]]) -> list[School]:
    rows = await connection.execute(sa.select(schools).order_by(schools.c.urn))
    return [
        School(
            urn=row.urn,
            name=row.name,
            short_name=row.short_name,
            phase=row.phase,
            status=row.status,
            headteacher=row.headteacher,
            sip=row.sip,
            chair_of_governors=row.chair_of_governors,
            senior_leaders=frozenset(leaders.get(row.urn, ())),
            adviser=row.adviser,
            designation=row.designation,
            designated_on=row.designated_on,
            ended_on=row.ended_on,
        )
        for row in rows
    ]


async def read_calendar(connection: AsyncConnection) -> Calendar:
    """The calendar: half terms and closures."""
    halves = await connection.execute(
        sa.select(
            half_terms.c.academic_year, half_terms.c.half_term, half_terms.c.starts, half_terms.c.ends
        ).order_by(half_terms.c.starts)
    )
    days = await connection.execute(
        sa.select(closures.c.day, closures.c.name, closures.c.school).order_by(
            closures.c.day, closures.c.school
        )
    )
    return Calendar(
        [HalfTerm(row.academic_year, row.half_term, row.starts, row.ends) for row in halves],
        [(row.day, row.name, row.school or None) for row in days],
    )


async def _deployments(connection: AsyncConnection) -> list[Deployment]:
    rows = await connection.execute(
        sa.select(deployments).where(deployments.c.withdrawn_on.is_(None)).order_by(deployments.c.id)
    )
    return [deployment_of(row) for row in rows]


def deployment_of(row: Row[*tuple[Any, ...]]) -> Deployment:
    """A deployment from a row of its table."""
    return Deployment(
        id=row.id,
        person=row.person,
        school=row.school,
        support=row.support,
        activity=row.activity,
        starts=row.starts,
        ends=row.ends,
        days_per_week=row.days_per_week,
    )

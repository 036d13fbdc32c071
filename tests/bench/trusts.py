"""A made-up trust of any size with years of history, put into a database in bulk.

The same arguments give the same trust. Every school follows one of a few diaries after its designation, which
are drawn with a fixed seed; the database multiplies them, so that two million visits take seconds. Deadlines
come from `strategy.duties`, so that reconciling such a trust would find nothing to change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

from bot.demo.years import closures as days_closed
from bot.demo.years import half_terms as half_terms_of
from storage.reconciling import mark_reconciled
from storage.store import SqlStore
from storage.tables import closures, half_terms, people, roles, schools
from storage.trust_picture import raise_version
from strategy.designations import Designation
from strategy.people import Role
from strategy.policy import Policy
from strategy.school_year import Calendar
from strategy.schools import Membership, Phase
from tests.bench.histories import fill
from tests.bench.people import (
    CEO_ID,
    DEPUTY_CEO_ID,
    FIRST_ADVISER_ID,
    FIRST_HEAD_ID,
    FIRST_SIP_ID,
    LEAD_SIP_ID,
    SCHOOLS_A_SIP,
    SCHOOLS_AN_ADVISER,
    entra_id,
    name_of,
    words_in,
)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
THIS_YEAR = 2026
FIRST_URN = 100_000

_PLACES = words_in(
    """
    Alder Ash Beck Birch Black Bram Bright Broad Brook Castle Chapel Clay Cold Copper Corn Crane Dale
    Deep Elder Fair Fern Flint Fox Glen Gold Green Hale Hart Hazel Heron High Holly Iron Kings Lake Lark
    Lime Long Maple Marsh Mill Moor North Oak Old Park Pine Raven Red Rook Rose Rush Sand Silver Stone
    Swan Thorn Water West White Wind Wood
    """
)
_ENDINGS = words_in(
    """
    bank borough bourne bridge brook bury by cliff cote croft dale den don down field ford gate grove
    hall ham haven hill holme hurst ley mead mere mill moor port ridge shaw side stead stoke ton vale
    wick worth
    """
)
_KINDS = (
    ("Primary School", Phase.PRIMARY),
    ("Academy", Phase.SECONDARY),
    ("High School", Phase.SECONDARY),
    ("Church of England Primary School", Phase.PRIMARY),
    ("Junior School", Phase.PRIMARY),
    ("Infant School", Phase.PRIMARY),
    ("College", Phase.SECONDARY),
    ("Catholic Primary School", Phase.PRIMARY),
    ("Special School", Phase.SPECIAL),
    ("Community School", Phase.ALL_THROUGH),
    ("Sixth Form College", Phase.POST_16),
)
# A quarter of the schools at high risk, more than a third at some.
_DESIGNATIONS = (
    Designation.REPAIR,
    Designation.IMPROVE,
    Designation.SUSTAIN,
    Designation.SUSTAIN,
    Designation.STABILISE,
    Designation.IMPROVE,
    Designation.SUSTAIN,
    Designation.IMPROVE,
)


@dataclass(frozen=True, slots=True)
class Size:
    """How large a trust: its schools, and the academic years before this one that it has a history of."""

    schools: int
    years: int

    def __str__(self) -> str:
        return f"{self.schools:,} schools, {self.years} year{'s' if self.years > 1 else ''}"


async def build(url: str, size: Size, policy: Policy) -> None:
    """Fill the migrated, empty database at `url`."""
    years = range(THIS_YEAR - size.years, THIS_YEAR + 2)
    calendar = Calendar(
        [half for year in years for half in half_terms_of(year)],
        [(day, name, None) for year in years for day, name in days_closed(year)],
    )
    engine = _bulk_engine(url)
    try:
        with engine.connect() as connection:
            _unguarded(connection)
            _directory(connection, size, calendar)
            fill(connection, size.years, policy, calendar)
    finally:
        engine.dispose()
    store = SqlStore.at(url)
    try:
        async with store.transaction() as uow:
            await raise_version(uow.connection)
            await uow.read_trust_again()
            await mark_reconciled(uow, policy)
    finally:
        await store.close()


def _bulk_engine(url: str) -> sa.Engine:
    made = sa.make_url(url)
    driver = "sqlite" if made.drivername.startswith("sqlite") else "postgresql+psycopg"
    return sa.create_engine(made.set(drivername=driver), isolation_level="AUTOCOMMIT")


def _unguarded(connection: sa.Connection) -> None:
    """What is written here is consistent by the way it is made; checking every row would take minutes."""
    if connection.dialect.name == "sqlite":
        for pragma in (
            "journal_mode = OFF",
            "synchronous = OFF",
            "foreign_keys = OFF",
            "cache_size = -400000",
        ):
            connection.exec_driver_sql(f"PRAGMA {pragma}")
    else:
        connection.exec_driver_sql("SET session_replication_role = replica")
        connection.exec_driver_sql("SET maintenance_work_mem = '512MB'")
        connection.exec_driver_sql("SET work_mem = '256MB'")


def _directory(connection: sa.Connection, size: Size, calendar: Calendar) -> None:
    connection.execute(
        sa.insert(half_terms),
        [
            {
                "academic_year": half.academic_year,
                "half_term": half.name,
                "starts": half.starts,
                "ends": half.ends,
            }
            for half in calendar.half_terms
        ],
    )
    connection.execute(
        sa.insert(closures),
        [{"day": day, "school": urn or "", "name": name} for day, name, urn in calendar.closures],
    )
    for chunk in _in_chunks(_people(size.schools)):
        connection.execute(sa.insert(people), chunk)
    held = ((DEPUTY_CEO_ID, Role.DEPUTY_CEO), (CEO_ID, Role.CEO), (LEAD_SIP_ID, Role.LEAD_SIP))
    advisers = range(FIRST_ADVISER_ID, FIRST_ADVISER_ID + _share(size.schools, SCHOOLS_AN_ADVISER))
    connection.execute(
        sa.insert(roles),
        [{"person": person, "role": role, "subject": ""} for person, role in held]
        + [{"person": person, "role": Role.SCHOOL_IMPROVEMENT_ADVISER, "subject": ""} for person in advisers],
    )
    for chunk in _in_chunks(_schools(size.schools)):
        connection.execute(sa.insert(schools), chunk)


def _people(many: int) -> Iterator[dict[str, Any]]:
    ids = [DEPUTY_CEO_ID, CEO_ID, LEAD_SIP_ID]
    ids += range(FIRST_SIP_ID, FIRST_SIP_ID + _share(many, SCHOOLS_A_SIP))
    ids += range(FIRST_ADVISER_ID, FIRST_ADVISER_ID + _share(many, SCHOOLS_AN_ADVISER))
    ids += range(FIRST_HEAD_ID, FIRST_HEAD_ID + many)
    for person in ids:
        email = f"{name_of(person).lower().replace(' ', '.')}.{person}@bench.example"
        yield {
            "id": person,
            "email": email,
            "name": name_of(person),
            "entra_id": entra_id(person),
            "ended_on": None,
        }


def _schools(many: int) -> Iterator[dict[str, Any]]:
    for number in range(many):
        place = f"{_PLACES[number % len(_PLACES)]}{_ENDINGS[number // len(_PLACES) % len(_ENDINGS)]}"
        kind, phase = _KINDS[(number + number // (len(_PLACES) * len(_ENDINGS))) % len(_KINDS)]
        designation = _DESIGNATIONS[number % len(_DESIGNATIONS)]
        yield {
            "urn": str(FIRST_URN + number),
            "name": f"{place} {kind}",
            "short_name": "",
            "phase": phase,
            "status": Membership.MEMBER,
            "headteacher": FIRST_HEAD_ID + number,
            "chair_of_governors": None,
            "sip": FIRST_SIP_ID + number // SCHOOLS_A_SIP,
            "adviser": FIRST_ADVISER_ID + number // SCHOOLS_AN_ADVISER,
            "designation": designation,
            "designated_on": date(THIS_YEAR, 6, 17),
            "ended_on": None,
        }


def _share(many: int, each: int) -> int:
    return -(-many // each)


def _in_chunks(rows: Iterator[dict[str, Any]], size: int = 5_000) -> Iterator[list[dict[str, Any]]]:
    chunk: list[dict[str, Any]] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk

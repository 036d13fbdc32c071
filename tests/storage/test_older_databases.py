"""A database of the first release is brought up to date with all that is in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from storage.engine import make_engine
from storage.schema import configuration, upgrade_engine
from storage.store import SqlStore
from strategy.designations import Designation
from strategy.duties import DutyState
from strategy.outgoing import Means
from strategy.ports import OutgoingState
from tests.databases import Postgres

FILED = datetime(2026, 11, 5, 16, 30, tzinfo=UTC)

ROWS = """
INSERT INTO people (id, email, name) VALUES (1, 'sam@trust.example', 'Sam'), (2, 'dan@trust.example', 'Dan');
INSERT INTO schools (urn, name, short_name, phase, status, headteacher, sip)
    VALUES ('100001', 'Oak Bank School', 'Oak Bank', 'primary', 'member', 2, 1);
INSERT INTO visits (id, school, author, capacity, starts, ends, mode, days, purpose, in_diary, imported,
                    withdrawn, reported_on)
    VALUES (1, '100001', 1, 'sip', '2026-11-03', '2026-11-03', 'on_site', 100, '', true, true, false,
            '2026-11-05'),
           (2, '100001', 1, 'sip', '2026-11-18', '2026-11-18', 'on_site', 100, '', true, true, false, NULL);
INSERT INTO outbox (id, key, kind, recipient, subject, created_at)
    VALUES (1, 'report:1:1', 'report.mailed', 2, 'report:1:1', '2026-11-05 16:30:00.000000'),
           (2, 'report:1:2', 'report.shared', 2, 'report:1:1', '2026-11-05 16:30:00.000000'),
           (3, 'person:1', 'role.granted', 1, 'person:1:ceo', '2026-11-05 16:30:00.000000');
INSERT INTO duties (id, kind, state, owner, school, capacity, risk, arises_on, about_on, due_on, visit,
                    half_term, fulfilled_at)
    VALUES (1, 'visit_report', 'fulfilled', 1, '100001', 'sip', 'low', '2026-11-03', '2026-11-03',
            '2026-11-06', 1, '', '2026-11-05 16:30:00.000000'),
           (2, 'visit_report', 'open', 1, '100001', 'sip', 'low', '2026-11-18', '2026-11-18',
            '2026-11-23', 2, '', NULL);
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without any table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/keystone.db"
    else:
        server: Postgres = request.getfixturevalue("postgres")
        with server.without_tables() as url:
            yield url


def _as_first_released(connection: sa.Connection) -> None:
    from alembic import command

    command.upgrade(configuration(connection), "0001")
    for statement in ROWS.split(";"):
        if statement.strip():
            connection.exec_driver_sql(statement)


async def test_what_the_first_release_held_is_there_and_is_delivered_now(empty_database_url: str) -> None:
    engine = make_engine(empty_database_url)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(_as_first_released)
        await upgrade_engine(engine)
    finally:
        await engine.dispose()
    store = SqlStore.at(empty_database_url)
    try:
        async with store.transaction() as uow:
            rows = {row.id: row for row in await uow.outbox.recent()}
            duties = await uow.duties.of_visits([1, 2])
            claimed = await uow.outbox.claim("w1", Means.TEAMS, FILED, datetime(2027, 1, 1, tzinfo=UTC), 10)
    finally:
        await store.close()
    assert {row.means for row in rows.values()} == {Means.MAIL, Means.TEAMS}
    assert rows[1].means is Means.MAIL
    assert all(
        (row.state, row.attempts, row.next_try_at, row.claim, row.tried, row.why)
        == (OutgoingState.WAITING, 0, FILED, "", "", "")
        for row in rows.values()
    )
    assert [row.id for row in claimed] == [2, 3]
    assert [entry.state for entry in duties] == [DutyState.FULFILLED, DutyState.OPEN]
    assert [(entry.duty.owner, entry.duty.origin) for entry in duties] == [(1, None), (1, None)]
    assert (duties[1].duty.due_on, duties[1].duty.extended_to) == (date(2026, 11, 23), None)


SCHOOLS = """
INSERT INTO people (id, email, name) VALUES (1, 'sam@trust.example', 'Sam'), (2, 'dan@trust.example', 'Dan');
INSERT INTO schools (urn, name, short_name, phase, status, headteacher, sip, designation, designated_on)
    VALUES ('100001', 'Oak Bank School', 'Oak Bank', 'primary', 'member', 2, 1, 'repair', '2026-09-01'),
           ('100002', 'Marlow School', 'Marlow', 'primary', 'member', 2, 1, NULL, NULL);
"""


async def test_the_history_of_designations_begins_with_what_a_database_of_before_holds(
    empty_database_url: str,
) -> None:
    def as_before(connection: sa.Connection) -> None:
        from alembic import command

        command.upgrade(configuration(connection), "0002")
        for statement in SCHOOLS.split(";"):
            if statement.strip():
                connection.exec_driver_sql(statement)

    engine = make_engine(empty_database_url)
    async with engine.begin() as connection:
        await connection.run_sync(as_before)
    await upgrade_engine(engine)
    store = SqlStore(engine)
    async with store.transaction() as uow:
        [line] = await uow.designations.of_school("100001")
        assert (line.designation, line.from_day, line.by) == (Designation.REPAIR, date(2026, 9, 1), None)
        assert line.at.date() == date(2026, 9, 1)
        assert await uow.designations.of_school("100002") == []
        assert uow.trust.person(1).name == "Sam"
    await store.close()

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from storage.engine import make_engine
from storage.schema import is_up_to_date, upgrade, upgrade_engine
from storage.tables import metadata
from tests.databases import Postgres


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without any table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/folder/that/is/new/keystone.db"
    else:
        server: Postgres = request.getfixturevalue("postgres")
        with server.without_tables() as url:
            yield url


def _definitions(connection: sa.Connection) -> set[tuple[str, ...]]:
    """Every index, and every table's columns and constraints, as the database itself spells them."""
    if connection.dialect.name == "sqlite":
        question = "SELECT sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL"
    else:
        question = (
            "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' "
            "UNION SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) "
            "FROM pg_constraint WHERE connamespace = 'public'::regnamespace "
            "UNION SELECT table_name || ' ' || column_name || ' ' || data_type || ' ' || is_nullable "
            "FROM information_schema.columns WHERE table_schema = 'public'"
        )
    found = connection.exec_driver_sql(question).scalars()
    # In what order a table's constraints were written down is no matter, nor that SQLite quotes the name of a
    # table that was copied to be altered.
    plain = (re.sub(r'^CREATE TABLE "(\w+)"', r"CREATE TABLE \1", text) for text in found)
    return {tuple(sorted(line.strip(" ,") for line in text.splitlines())) for text in plain}


async def test_the_migrations_make_the_tables_that_the_code_declares(empty_database_url: str) -> None:
    await upgrade(empty_database_url)
    engine = make_engine(empty_database_url)
    try:
        async with engine.begin() as connection:
            differences = await connection.run_sync(
                lambda c: compare_metadata(
                    MigrationContext.configure(c, opts={"compare_type": True}), metadata
                )
            )
            await connection.exec_driver_sql("DROP TABLE alembic_version")
            migrated = await connection.run_sync(_definitions)
            await connection.run_sync(metadata.drop_all)
            await connection.run_sync(metadata.create_all)
            declared = await connection.run_sync(_definitions)
    finally:
        await engine.dispose()
    assert differences == []
    assert len(migrated) > 40
    assert migrated == declared


async def test_an_empty_database_is_brought_up_to_date_once(empty_database_url: str) -> None:
    engine = make_engine(empty_database_url)
    try:
        assert not await is_up_to_date(engine)
        await upgrade(empty_database_url)
        assert await is_up_to_date(engine)
        await upgrade(empty_database_url)
        assert await is_up_to_date(engine)
    finally:
        await engine.dispose()


async def test_two_processes_that_bring_a_database_up_to_date_at_once_take_turns(
    empty_database_url: str,
) -> None:
    engines = [make_engine(empty_database_url) for _ in range(2)]
    try:
        await asyncio.gather(*(upgrade_engine(engine) for engine in engines))
        assert await is_up_to_date(engines[0])
    finally:
        for engine in engines:
            await engine.dispose()


async def test_a_database_of_a_later_program_is_not_up_to_date(empty_database_url: str) -> None:
    await upgrade(empty_database_url)
    engine = make_engine(empty_database_url)
    try:
        async with engine.begin() as connection:
            await connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'later'")
        assert not await is_up_to_date(engine)
    finally:
        await engine.dispose()

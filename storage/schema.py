"""The database's schema: bringing it up to date, and telling whether it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine import make_engine
from storage.reach import first_contact

if TYPE_CHECKING:
    from alembic.config import Config

LATEST = "0023"
"""The newest revision of `migrations/versions`, so that finding a database up to date costs one query."""

_MIGRATIONS = Path(__file__).with_name("migrations")
_LOCK = 0x4B657973746F6E65
"""Names the lock under which PostgreSQL is migrated ("Keystone"): two that start at once take turns."""


async def upgrade(url: str) -> None:
    """Bring the database at a URL up to date, making a SQLite file that is not there yet.

    One transaction: a failure leaves the database as it was. Raises BadDatabaseUrl for a URL of no
    database we know, and OutOfReach where the database cannot be reached or refuses.
    """
    engine = make_engine(url)
    try:
        await upgrade_engine(engine)
    finally:
        await engine.dispose()


async def upgrade_engine(engine: AsyncEngine) -> None:
    """Bring an engine's database up to date. Raises OutOfReach."""
    with first_contact():
        async with engine.begin() as connection:
            await connection.run_sync(_upgrade)


async def is_up_to_date(engine: AsyncEngine) -> bool:
    """Whether the database has every revision, and none that this program does not know.

    Raises OutOfReach.
    """
    with first_contact():
        async with engine.connect() as connection:
            return await connection.run_sync(_is_up_to_date)


def configuration(connection: sa.Connection | None = None) -> Config:
    """Alembic's settings, which need no file."""
    from alembic.config import Config  # half a second to load, and needed only where something is migrated

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _upgrade(connection: sa.Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
    if not _is_up_to_date(connection):
        from alembic import command

        command.upgrade(configuration(connection), "head")


def _is_up_to_date(connection: sa.Connection) -> bool:
    if not sa.inspect(connection).has_table("alembic_version"):
        return False
    return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalars().all() == [LATEST]

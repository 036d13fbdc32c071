"""The database engine, from a URL: SQLite in a file, or PostgreSQL."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.quick_sqlite import connect
from storage.reach import first_contact

WAIT_SECONDS = 30
"""How long a transaction waits for another's lock before it gives up."""

CONNECT_SECONDS = 10
"""How long PostgreSQL may take to answer the door before it counts as out of reach."""

READ_ONLY = "keystone_read_only"
"""Execution option of a connection whose transactions only read."""

_SQLITE = {"sqlite", "sqlite+aiosqlite"}
_POSTGRESQL = {"postgres", "postgresql", "postgresql+psycopg"}


class BadDatabaseUrl(ValueError):
    """A URL of no database we know; its message is a sentence that does not repeat the password."""


def make_engine(url: str, *, wait_seconds: float = WAIT_SECONDS) -> AsyncEngine:
    """An engine for `sqlite:///file` or `postgresql://...`; nothing is opened yet but a SQLite file's folder.

    `wait_seconds` is how long a statement waits for the lock of another transaction.

    Raises BadDatabaseUrl for any other URL, and OutOfReach where that folder cannot be made.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise BadDatabaseUrl(
            "the database URL cannot be read; it looks like sqlite:///var/keystone.db"
        ) from None
    if parsed.drivername in _SQLITE:
        return _sqlite(parsed.set(drivername="sqlite+aiosqlite"), wait_seconds)
    if parsed.drivername in _POSTGRESQL:
        return _postgresql(parsed.set(drivername="postgresql+psycopg"), wait_seconds)
    raise BadDatabaseUrl(f"the database is SQLite or PostgreSQL, not {parsed.drivername}")


def is_sqlite(engine: AsyncEngine) -> bool:
    """Whether the engine's database is an embedded SQLite file."""
    return engine.dialect.name == "sqlite"


def _sqlite(url: URL, wait_seconds: float) -> AsyncEngine:
    if not url.database or url.database == ":memory:":
        # Every connection would see an empty database of its own.
        raise BadDatabaseUrl("a SQLite database needs a file, such as sqlite:///var/keystone.db")
    with first_contact():
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    # isolation_level None: we begin transactions ourselves, so that they begin as they should (see _begin).
    engine = create_async_engine(
        url,
        pool_size=8,
        max_overflow=8,
        hide_parameters=True,  # an error that is logged or shown must not quote a report
        connect_args={"isolation_level": None, "timeout": wait_seconds, "async_creator_fn": connect},
    )
    sa.event.listen(engine.sync_engine, "connect", _settle_connection)
    sa.event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _settle_connection(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    try:
        for pragma in (
            "journal_mode = WAL",
            "synchronous = NORMAL",
            "foreign_keys = ON",
            "temp_store = MEMORY",
        ):
            cursor.execute(f"PRAGMA {pragma}")
    finally:
        cursor.close()


def _begin(connection: sa.Connection) -> None:
    """Take the write lock at once where the transaction may write.

    One that began by reading and then wrote would be refused without waiting if another had written between.
    """
    reads = connection.get_execution_options().get(READ_ONLY, False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _postgresql(url: URL, wait_seconds: float) -> AsyncEngine:
    """READ COMMITTED is PostgreSQL's own; a session that hangs with locks held is ended by the server."""
    lock_timeout = f"lock_timeout={round(wait_seconds * 1000)}ms"
    options = f"-c timezone=UTC -c {lock_timeout} -c idle_in_transaction_session_timeout=120s"
    return create_async_engine(
        url,
        pool_size=10,
        max_overflow=10,
        pool_timeout=WAIT_SECONDS,
        pool_pre_ping=True,
        pool_use_lifo=True,
        pool_recycle=1800,
        isolation_level="READ COMMITTED",
        hide_parameters=True,
        connect_args={
            "options": options,
            "application_name": "keystone",
            "connect_timeout": CONNECT_SECONDS,
        },
    )

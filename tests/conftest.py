"""What every test may use: a guard against the network, and fresh databases of both kinds."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from scheduling.outlook.client import Outlook
from storage.store import SqlStore
from tests import network_guard
from tests.databases import Postgres, Sqlite, running_postgres
from tests.graph.simulator import GraphSimulator, simulated

network_guard.install()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A running PostgreSQL."""
    with running_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Sqlite:
    """SQLite files to be had."""
    return Sqlite(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a fresh, migrated database: the test runs on both kinds."""
    if request.param == "sqlite":
        kept: Sqlite = request.getfixturevalue("sqlite")
        yield kept.fresh(tmp_path)
    else:
        server: Postgres = request.getfixturevalue("postgres")
        with server.fresh() as url:
            yield url


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[SqlStore]:
    """An empty store; the test runs on SQLite and on PostgreSQL."""
    opened = SqlStore.at(database_url)
    yield opened
    await opened.close()


@pytest.fixture
async def sqlite_store(sqlite: Sqlite, tmp_path: Path) -> AsyncIterator[SqlStore]:
    """An empty store on SQLite alone, for tests that are not about storage."""
    opened = SqlStore.at(sqlite.fresh(tmp_path))
    yield opened
    await opened.close()


@pytest.fixture
async def graph() -> AsyncIterator[GraphSimulator]:
    """Microsoft's side."""
    async with simulated() as simulator:
        yield simulator


@pytest.fixture
async def outlook(graph: GraphSimulator) -> AsyncIterator[Outlook]:
    """Microsoft's SDK, as Keystone uses it, talking to the simulator."""
    opened = Outlook(graph.registration)
    yield opened
    await opened.close()

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from scheduling.outlook.client import Outlook
from storage.store import SqlStore
from tests.builders import SmallTrust, small_trust
from tests.graph.simulator import GraphSimulator, simulated
from tests.scheduling.office_hours import OfficeHours
from tests.scheduling.post import PostRoom


@pytest.fixture
async def office(store: SqlStore) -> OfficeHours:
    """A small trust, on SQLite and on PostgreSQL."""
    return await OfficeHours.of(store)


@pytest.fixture
async def trust(store: SqlStore) -> SmallTrust:
    """The people there are."""
    return await small_trust(store)


@pytest.fixture
def room(store: SqlStore, trust: SmallTrust) -> PostRoom:
    """A worker's surroundings, on both databases."""
    return PostRoom(store)


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

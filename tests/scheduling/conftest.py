from __future__ import annotations

import pytest

from storage.store import SqlStore
from tests.builders import SmallTrust, small_trust
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

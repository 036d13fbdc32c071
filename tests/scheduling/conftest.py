from __future__ import annotations

import pytest

from storage.store import SqlStore
from tests.scheduling.office_hours import OfficeHours


@pytest.fixture
async def office(store: SqlStore) -> OfficeHours:
    """A small trust, on SQLite and on PostgreSQL."""
    return await OfficeHours.of(store)

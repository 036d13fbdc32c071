from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from storage.store import SqlStore
from tests.databases import Sqlite


async def test_somebody_who_gives_up_waiting_for_another_process_leaves_the_connection_sound(
    sqlite: Sqlite, tmp_path: Path
) -> None:
    url = sqlite.fresh(tmp_path)
    # Two stores on one file lock each other out as two processes do.
    busy, ours = SqlStore.at(url), SqlStore.at(url)
    try:
        async with busy.transaction():
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.05), ours.transaction():
                    pass
        for _ in range(20):
            async with ours.transaction() as uow:
                assert uow.trust.people == {}
    finally:
        await busy.close()
        await ours.close()

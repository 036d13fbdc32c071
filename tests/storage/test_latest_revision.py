from __future__ import annotations

from alembic.script import ScriptDirectory

from storage.schema import LATEST, configuration, is_up_to_date
from storage.store import SqlStore


def test_the_revision_written_in_the_program_is_the_newest_there_is() -> None:
    assert ScriptDirectory.from_config(configuration()).get_heads() == [LATEST]


async def test_a_migrated_database_is_up_to_date(store: SqlStore) -> None:
    assert await is_up_to_date(store.engine)

from __future__ import annotations

from pathlib import Path

import pytest

from storage.engine import make_engine


@pytest.mark.parametrize("spelling", ["sqlite", "sqlite+aiosqlite"])
async def test_sqlite_is_opened_with_its_safeguards_on(tmp_path: Path, spelling: str) -> None:
    engine = make_engine(f"{spelling}:///{tmp_path}/a/new/folder/keystone.db")
    try:
        async with engine.connect() as connection:
            found = {
                pragma: (await connection.exec_driver_sql(f"PRAGMA {pragma}")).scalar_one()
                for pragma in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
            }
    finally:
        await engine.dispose()
    assert found == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 1, "busy_timeout": 30_000}


@pytest.mark.parametrize("spelling", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_is_spoken_to_through_psycopg(spelling: str) -> None:
    engine = make_engine(f"{spelling}://keystone:secret@db.example/keystone")
    assert engine.url.drivername == "postgresql+psycopg"
    assert engine.url.database == "keystone"


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("mysql://somebody:secret@db/keystone", "SQLite or PostgreSQL, not mysql"),
        ("not a url with secret", "cannot be read"),
        ("", "cannot be read"),
        ("sqlite://", "needs a file"),
        ("sqlite:///:memory:", "needs a file"),
    ],
)
def test_another_url_is_refused_without_repeating_its_password(url: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence) as refused:
        make_engine(url)
    assert "secret" not in str(refused.value)

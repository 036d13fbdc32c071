"""Whether the bot is alive and ready, as whatever watches over it asks."""

from __future__ import annotations

from pathlib import Path

import psycopg

from storage.schema import upgrade
from tests.databases import Postgres
from tests.system.office import Office, opened


async def asked(office: Office, path: str) -> tuple[int, object]:
    async with office.client.get(path) as response:
        return response.status, await response.json()


async def test_a_bot_with_a_trust_is_ready(office: Office) -> None:
    assert await asked(office, "/readyz") == (200, {"ready": True, "faults": []})


async def test_a_bot_without_a_trust_is_alive_but_not_ready_and_says_why(tmp_path: Path) -> None:
    async with opened(f"sqlite:///{tmp_path}/empty.db") as office:
        assert await asked(office, "/healthz") == (200, {"status": "alive"})
        status, body = await asked(office, "/readyz")
        assert status == 503
        assert "python -m bot import DIR" in str(body)


async def test_a_bot_whose_database_has_gone_is_not_ready_and_does_not_say_where_it_was(
    postgres: Postgres,
) -> None:
    with postgres.without_tables() as url:
        await upgrade(url)
        async with opened(url) as office:
            name = url.partition("@/")[2].partition("?")[0]
            with psycopg.connect(postgres.url("postgres"), autocommit=True) as connection:
                connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
                connection.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
                )
            status, body = await asked(office, "/readyz")
        assert status == 503
        assert "The database cannot be reached" in str(body)
        assert name not in str(body)

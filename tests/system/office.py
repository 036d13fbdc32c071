"""The whole bot, opened in this process: settings, database, desk, channel and web, as `serve` puts them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.serving import application
from bot.settings import load_settings
from bot.wiring import House, house
from storage.importing import import_directory
from storage.schema import upgrade
from tests.system.chat import Chat
from tests.system.trust import NOW


@dataclass
class Office:
    """The bot as it is reached over HTTP, and the house behind it."""

    client: TestClient[web.Request, web.Application]
    parts: House

    async def post(self, body: Any) -> tuple[int, Any]:
        """Post an activity; the status, and the JSON of the answer's body if it has one."""
        async with self.client.post("/api/messages", json=body) as response:
            is_json = response.content_type == "application/json" and response.content_length
            return response.status, await response.json() if is_json else None

    async def chat(self, email: str, **where: Any) -> Chat:
        """Somebody's own chat, or another conversation of theirs."""
        person = (await self.parts.store.trust()).by_email(email)
        assert person is not None
        assert person.entra_id is not None
        return Chat(self.post, person.entra_id, where=where or None)


@asynccontextmanager
async def opened(database_url: str, **settings: Any) -> AsyncIterator[Office]:
    """The bot on a database, in the demonstration unless `settings` say otherwise, at `trust.NOW`."""
    chosen: dict[str, Any] = {"demo": True, "now": NOW, **settings}
    settings_read = load_settings(None, database_url=database_url, **chosen)
    async with house(settings_read) as parts, TestClient(TestServer(application(parts))) as client:
        yield Office(client, parts)


async def migrated_and_imported(database_url: str, folder: Path) -> None:
    """Make a database of nothing into one with the trust in it."""
    await upgrade(database_url)
    async with house(load_settings(None, database_url=database_url)) as parts:
        await import_directory(parts.store, parts.policy, folder, now=parts.clock.now())

"""Somebody who is told of changes: it shakes hands, and keeps what it is told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer


@dataclass
class Listener:
    """`is_deaf` is whether it answers no handshake as it must."""

    url: str = ""
    is_deaf: bool = False
    marks: list[str] = field(default_factory=list)
    told: list[dict[str, Any]] = field(default_factory=list)

    async def hear(self, request: web.Request) -> web.Response:
        token = request.query.get("validationToken")
        if token is not None:
            self.marks.append(request.query.get("mark", ""))
            return web.Response(text="what?" if self.is_deaf else token)
        self.told += (await request.json())["value"]
        return web.Response(status=202)


@asynccontextmanager
async def listening() -> AsyncIterator[Listener]:
    """Somebody who listens on this machine."""
    listener = Listener()
    app = web.Application()
    app.router.add_post("/told", listener.hear)
    async with TestServer(app) as server:
        listener.url = str(server.make_url("/told"))
        yield listener

"""`python -m bot serve` as a process: killed in the middle, started again, run twice, stopped kindly."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

from aiohttp import ClientSession

from tests.databases import Postgres
from tests.system import trust
from tests.system.chat import Chat
from tests.system.office import migrated_and_imported
from tests.system.test_filing_over_http import TYPED, ready_to_file

PROJECT = Path(__file__).parents[2]
PATIENCE = 60.0
"""Seconds a server may take to be ready on a machine that is busy with other things."""
MARK = "zebrafinch"


class Server:
    """One server process; `log` is what it has written so far."""

    def __init__(self, process: asyncio.subprocess.Process, url: str, session: ClientSession) -> None:
        self.log = ""
        self._process = process
        self._url = url
        self._session = session
        self._listening = asyncio.Event()
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            self.log += line.decode()
            if "Keystone listens on" in self.log:
                self._listening.set()
        self._listening.set()

    async def listens(self) -> None:
        """Wait until it takes requests."""
        await asyncio.wait_for(self._listening.wait(), PATIENCE)
        assert "Keystone listens on" in self.log, self.log

    async def post(self, body: Any) -> tuple[int, Any]:
        async with self._session.post(f"{self._url}/api/messages", json=body) as response:
            is_json = response.content_type == "application/json" and response.content_length
            return response.status, await response.json() if is_json else None

    async def ends(self, sign: signal.Signals) -> int:
        """Send it a signal; its exit status."""
        if self._process.returncode is None:
            self._process.send_signal(sign)
        status = await asyncio.wait_for(self._process.wait(), PATIENCE)
        await self._reading
        return status


@asynccontextmanager
async def serving(database_url: str, instead: Mapping[str, str] | None = None) -> AsyncIterator[Server]:
    """A server on a free port, listening: of the demonstration, unless there are settings `instead`."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = {"DATABASE_URL": database_url, "PORT": str(port), "LOG_LEVEL": "DEBUG"}
    settings |= {"DEMO": "1", "NOW": trust.NOW} if instead is None else instead
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "serve"),
        cwd=PROJECT,
        env={"PATH": os.environ["PATH"], **{f"KEYSTONE_{name}": value for name, value in settings.items()}},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    async with ClientSession() as session:
        server = Server(process, f"http://127.0.0.1:{port}", session)
        try:
            await server.listens()
            yield server
        finally:
            await server.ends(signal.SIGKILL)


async def test_what_was_typed_survives_a_server_that_is_killed(database: str, davids_id: str) -> None:
    async with serving(database) as server:
        david = Chat(server.post, davids_id)
        await david.says("file a report for Oak Bank, last Wednesday")
        await david.presses("Next", purpose=f"{MARK} one")
        await david.presses("Next", activities=f"{MARK} two")
        await server.ends(signal.SIGKILL)
        assert MARK not in server.log
    async with serving(database) as server:
        david = Chat(server.post, davids_id)
        resumed = await david.says("resume my report")
        assert "as you left it" in resumed.words
        back = await david.presses("Back")
        assert back.inputs["activities"] == f"{MARK} two"
        await david.presses("Next")
        receipt = await david.presses("File report", **TYPED)
        assert "Report filed: Oak Bank" in receipt.on_cards
        assert await server.ends(signal.SIGTERM) == 0
        assert "Traceback" not in server.log
        assert MARK not in server.log
        assert TYPED["outcomes"] not in server.log


async def test_two_processes_share_a_database_and_file_one_report(
    postgres: Postgres, folder: Path, davids_id: str
) -> None:
    async with AsyncExitStack() as stack:
        url = stack.enter_context(postgres.without_tables())
        await migrated_and_imported(url, folder)
        one, other = [await stack.enter_async_context(serving(url)) for _ in range(2)]
        data = await ready_to_file(Chat(one.post, davids_id))
        chats = [Chat(server.post, davids_id) for server in (one, other) for _ in range(4)]
        answers = await asyncio.gather(*(chat.sends(chat.pressed(data)) for chat in chats))
        assert all("Report filed: Oak Bank" in each.on_cards for each in answers)
        assert "You owe 1 report " in (await chats[-1].says("what do I owe")).words

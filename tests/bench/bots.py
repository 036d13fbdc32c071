"""Bots as processes of their own: started, asked over loopback HTTP, weighed, and stopped."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import aiohttp

from tests.bench.people import entra_id

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
SERVE = ("-m", "bot", "serve")
STARTS_WITHIN = 120.0
"""Seconds a bot has to give its first answer."""

STOPS_WITHIN = 20.0


class BotFailed(Exception):
    """A bot did not start, or did not answer as it should."""


@dataclass
class RunningBot:
    """A bot that answers. `first_reply` is the seconds from starting the process to its first answer."""

    name: str
    process: asyncio.subprocess.Process
    port: int
    session: aiohttp.ClientSession
    first_reply: float = 0.0
    _asked: int = field(default=0)

    async def ask(self, person: int, said: Mapping[str, Any]) -> dict[str, Any]:
        """Send one activity of somebody's in their own chat; the body that answers it. Raises BotFailed."""
        url = f"http://{HOST}:{self.port}/api/messages"
        async with self.session.post(url, json=self._activity(person, said)) as response:
            if response.status != 200:
                raise BotFailed(f"{self.name} answered {response.status}: {(await response.text())[:200]}")
            body: dict[str, Any] = await response.json()
            return body

    @property
    def memory(self) -> float:
        """Resident memory, in MiB."""
        return _resident(self.process.pid) / 2**20

    def _activity(self, person: int, said: Mapping[str, Any]) -> dict[str, Any]:
        self._asked += 1
        return {
            "type": "message",
            "id": f"{os.getpid()}-{self._asked}",
            "channelId": "msteams",
            "serviceUrl": f"http://{HOST}:9/",
            "from": {"id": f"29:{person}", "aadObjectId": entra_id(person)},
            "recipient": {"id": "28:keystone", "name": "Keystone"},
            "conversation": {"id": f"a:{person}", "conversationType": "personal", "tenantId": "bench"},
            "channelData": {"tenant": {"id": "bench"}},
            "deliveryMode": "expectReplies",
            **said,
        }


@asynccontextmanager
async def keystone(name: str, database_url: str, now: str, folder: Path) -> AsyncIterator[RunningBot]:
    """`python -m bot serve` in the demonstration's settings, over a database, with the clock set."""
    port = _free_port()
    settings = {
        "DATABASE_URL": database_url,
        "DEMO": "1",
        "NOW": now,
        "PORT": str(port),
        "LOG_LEVEL": "WARNING",
    }
    async with _running(name, [*SERVE], port, settings, folder) as bot:
        yield bot


@asynccontextmanager
async def echo(name: str, which: str, folder: Path) -> AsyncIterator[RunningBot]:
    """One of the two bots of `tests.bench.echo_bots`."""
    port = _free_port()
    async with _running(name, ["-m", "tests.bench.echo_bots", which, str(port)], port, {}, folder) as bot:
        yield bot


@asynccontextmanager
async def _running(
    name: str, command: list[str], port: int, settings: Mapping[str, str], folder: Path
) -> AsyncIterator[RunningBot]:
    theirs = {key: value for key, value in os.environ.items() if not key.startswith("KEYSTONE_")}
    theirs |= {f"KEYSTONE_{key}": value for key, value in settings.items()} | {"PYTHONPATH": str(ROOT)}
    log = folder / f"{name.replace(' ', '-').replace(',', '')}.log"
    with log.open("wb") as output:
        started = time.perf_counter()
        process = await _start(command, theirs, folder, output)
        try:
            async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60)) as session:
                bot = RunningBot(name, process, port, session)
                await _first_reply(bot, started, log)
                yield bot
        finally:
            await _stop(process)


async def _start(
    command: list[str], environment: Mapping[str, str], folder: Path, output: IO[bytes]
) -> asyncio.subprocess.Process:
    # In a folder of its own, so that no `.env` of the checkout's is read.
    return await asyncio.create_subprocess_exec(
        sys.executable, *command, env=environment, cwd=folder, stdout=output, stderr=output
    )


async def _first_reply(bot: RunningBot, started: float, log: Path) -> None:
    while True:
        if bot.process.returncode is not None or time.perf_counter() - started > STARTS_WITHIN:
            raise BotFailed(f"{bot.name} did not start; {log} says why")
        try:
            await bot.ask(1, {"text": "help"})
        except aiohttp.ClientConnectionError:
            await asyncio.sleep(0.01)
        else:
            bot.first_reply = time.perf_counter() - started
            return


def _resident(process: int) -> int:
    """Bytes of memory that a process holds."""
    counted = Path(f"/proc/{process}/statm")
    if counted.exists():
        return int(counted.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    listed = subprocess.run(["ps", "-o", "rss=", "-p", str(process)], capture_output=True, check=True)
    return int(listed.stdout) * 1024


async def _stop(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    process.terminate()
    try:
        async with asyncio.timeout(STOPS_WITHIN):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port

"""Deliveries a second: the worker and the real messenger, to a service on this machine that takes all."""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
from collections.abc import AsyncGenerator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from time import perf_counter
from typing import Any

from aiohttp import web

from bot.channel.connector import MOST_AT_ONCE
from bot.serving import channel_of
from bot.settings import load_settings
from bot.wiring import House, house, mailer_of
from scheduling.deliveries import Deliveries
from scheduling.pace import UNLIMITED, Pace
from storage.tables import people
from storage.trust_picture import raise_version
from strategy.outgoing import Means, OutgoingKind
from strategy.ports import Notice, Outgoing, Rendering, UnitOfWork
from tests.bench.bots import HOST, ROOT, BotFailed
from tests.bench.trusts import NOW

PEOPLE = 100


@dataclass(frozen=True, slots=True)
class Rounds:
    """How often so many messages are delivered."""

    rounds: int
    a_round: int


@dataclass(slots=True)
class DeliveryFigures:
    """Deliveries a second on one database, a sample a round."""

    database: str
    a_round: int
    samples: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.samples)


class _Words:
    """Makes a message of usual size, after asking whose it is."""

    async def render(self, uow: UnitOfWork, outgoing: Outgoing, means: Means, now: datetime) -> Rendering:
        text = f"{uow.trust.person(outgoing.recipient).first_name}, a report is due tomorrow. " * 4
        body = [{"type": "TextBlock", "text": text, "wrap": True} for _ in range(8)]
        return Notice(text, "A report is due", {"type": "AdaptiveCard", "version": "1.5", "body": body})


async def delivered(databases: Mapping[str, str], planned: Rounds) -> list[DeliveryFigures]:
    """Deliver in rounds that take each database in turn; they are migrated, and have nobody in them yet.

    Raises BotFailed where anything is not sent.
    """
    # As the server has it: each call blocks a thread.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(MOST_AT_ONCE))
    figures = [DeliveryFigures(name, planned.a_round) for name in databases]
    async with AsyncExitStack() as open_ones:
        service = await open_ones.enter_async_context(_service())
        workers = []
        for url in databases.values():
            settings = load_settings(None, database_url=url, demo=True, now=NOW)
            parts = await open_ones.enter_async_context(house(settings))
            await _acquaint(parts, service)
            channel = channel_of(parts)
            open_ones.push_async_callback(channel.stop)
            pace = Pace(chat=UNLIMITED, tenant=UNLIMITED)
            worker = Deliveries(parts.store, _Words(), channel.messenger, mailer_of(parts), parts.clock, pace)
            workers.append((parts, worker))
        for number in range(planned.rounds + 1):
            for (parts, worker), found in zip(workers, figures, strict=True):
                rate = await _round(parts, worker, number, planned.a_round)
                if number:  # the first is for warming up
                    found.samples.append(rate)
    return figures


async def _round(parts: House, worker: Deliveries, number: int, many: int) -> float:
    now = parts.clock.now()
    rows = [
        Outgoing(f"bench:{number}:{each}", OutgoingKind.NUDGE, each % PEOPLE + 1, f"nudge:{each}", now)
        for each in range(many)
    ]
    async with parts.store.transaction() as uow:
        await uow.outbox.put(rows)
    began = perf_counter()
    tally = await worker.run_due()
    took = perf_counter() - began
    if tally.sent != many:
        raise BotFailed(f"of {many} deliveries: {tally}")
    return many / took


async def _acquaint(parts: House, service: str) -> None:
    """Have people in the directory whose chats are at the service."""
    async with parts.store.transaction() as uow:
        await uow.connection.execute(
            people.insert(),
            [
                {"id": number, "email": f"p{number}@trust.example", "name": f"Person {number}"}
                for number in range(1, PEOPLE + 1)
            ],
        )
        await raise_version(uow.connection)
        for number in range(1, PEOPLE + 1):
            reference: dict[str, Any] = {
                "user": {"id": f"29:{number}"},
                "bot": {"id": "28:keystone"},
                "conversation": {"id": f"a:{number}", "conversationType": "personal"},
                "channelId": "msteams",
                "serviceUrl": service,
            }
            await uow.conversations.keep_reference(number, f"a:{number}", reference, NOW)


@asynccontextmanager
async def _service() -> AsyncGenerator[str]:
    """A service in a process of its own, that answers every message with 201; its URL."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.bench.deliveries"),
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]},
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        yield (await process.stdout.readline()).decode().strip()
    finally:
        process.terminate()
        await process.wait()


async def _serve() -> None:
    async def take(request: web.Request) -> web.Response:
        await request.read()
        return web.json_response({"id": "1"}, status=201)

    app = web.Application()
    app.router.add_post("/v3/conversations/{conversation}/activities", take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, HOST, 0)
    await site.start()
    port = runner.addresses[0][1]
    sys.stdout.write(f"http://{HOST}:{port}/\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


def table(figures: Sequence[DeliveryFigures]) -> list[tuple[str, ...]]:
    """Rows of a table: database, the median, the slowest and the fastest round, rounds and their size."""
    return [
        (
            each.database,
            f"{each.median:,.0f}",
            f"{min(each.samples):,.0f}",
            f"{max(each.samples):,.0f}",
            f"{len(each.samples)} × {each.a_round:,}",
        )
        for each in figures
    ]


if __name__ == "__main__":
    asyncio.run(_serve())

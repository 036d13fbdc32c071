"""The production server: the channel over HTTP, on the database and clock of the settings."""

from __future__ import annotations

import asyncio
import errno
import logging
import os
import signal
from collections.abc import AsyncGenerator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

from aiohttp import web

from bot.change_notices import notice_routes
from bot.channel.channel import Channel, build_channel
from bot.channel.connector import MOST_AT_ONCE
from bot.demo.calendar_page import calendar_routes
from bot.demo.pages import demo_routes
from bot.readiness import readiness
from bot.settings import Settings, SettingsError
from bot.web import Readiness, create_app, runner
from bot.wiring import House, bookings_of, deliveries_of, house
from scheduling.catching_up import CatchingUp, behind
from scheduling.clockwork import Clockwork
from scheduling.sweep import sweep
from scheduling.timetable import TIMETABLE
from storage.demo_calendar import DemoCalendars
from storage.demo_mailbox import DemoMailbox

log = logging.getLogger("keystone")


def channel_of(parts: House) -> Channel:
    """The way in from Teams, and out to it."""
    return build_channel(
        parts.settings,
        door=parts.desk,
        directory=parts.directory,
        references=parts.references,
        clock=parts.clock,
    )


def application(
    parts: House, channel: Channel | None = None, catching_up: CatchingUp | None = None
) -> web.Application:
    """The whole bot as an aiohttp application, over a channel of its own unless one is given; it says of
    itself what it has still to catch up with.
    """
    channel = channel or channel_of(parts)
    started = parts.clock.now()

    async def ready() -> Readiness:
        return await readiness(parts, started, catching_up.left if catching_up else ())

    extra = _local_pages(parts) if parts.settings.demo else []
    if parts.notices is not None:
        extra += notice_routes(parts.notices)
    return create_app(parts.settings, channel, ready, extra)


def _local_pages(parts: House) -> list[web.AbstractRouteDef]:
    mails, calendars = DemoMailbox(parts.store, parts.clock), DemoCalendars(parts.store)
    return [*demo_routes(parts, mails), *calendar_routes(parts, calendars)]


async def serve(settings: Settings) -> int:
    """Serve until SIGINT or SIGTERM. Raises SettingsError where the host and port cannot be had."""
    # Calls to the chat service block a thread each; deliveries must not take those that answers need.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(MOST_AT_ONCE))
    async with house(settings) as parts:
        channel = channel_of(parts)
        catching_up = CatchingUp(parts.jobs, parts.clock)
        running = runner(application(parts, channel, catching_up))
        await running.setup()
        site = web.TCPSite(running, settings.host, settings.port)
        await _listen(site, settings)
        log.info("Keystone listens on %s", site.name)
        clockwork = Clockwork(TIMETABLE, lambda slot: sweep(parts.jobs_of(slot), parts.clock), parts.clock)
        clockwork.start()
        warming = asyncio.create_task(_warm(parts))
        stop = asyncio.Event()
        for name in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(name, stop.set)
        async with behind(catching_up), delivering(parts, channel):
            await stop.wait()
        clockwork.stop()
        await warming
        await running.cleanup()
    return 0


async def _warm(parts: House) -> None:
    """Load in threads what takes a second or more, one after the other, while people can be answered."""
    await asyncio.to_thread(parts.reader.warm)
    if parts.outlook is not None:
        await parts.outlook.warm()


@asynccontextmanager
async def delivering(parts: House, channel: Channel) -> AsyncGenerator[None]:
    """Deliver what the outbox holds, keep calendars and look where they are said to have changed, meanwhile;
    what is being sent at the end is seen to its end.
    """
    deliveries, bookings = deliveries_of(parts, channel.messenger), bookings_of(parts)
    working = [asyncio.create_task(deliveries.run()), asyncio.create_task(bookings.run())]
    if parts.notices is not None:
        working.append(asyncio.create_task(parts.notices.run()))
    try:
        yield
    finally:
        for each in working:
            each.cancel()
        await asyncio.gather(*working, return_exceptions=True)


async def deliver_once(parts: House) -> str:
    """Deliver what is due, once, without a server; what became of it, in a line."""
    channel = channel_of(parts)
    deliveries = deliveries_of(parts, channel.messenger)
    try:
        booked = await bookings_of(parts).run_due()
        sent = await deliveries.run_due()
        return f"{sent}; calendars: {booked}" if booked else str(sent)
    finally:
        await channel.stop()


async def _listen(site: web.TCPSite, settings: Settings) -> None:
    try:
        await site.start()
    except OSError as refused:
        raise SettingsError(
            [
                f"Cannot listen on {settings.host}:{settings.port} ({_in_short(refused)}): "
                "set KEYSTONE_HOST and KEYSTONE_PORT to a free address of this machine."
            ]
        ) from None


def _in_short(refused: OSError) -> str:
    known = errno.errorcode.get(refused.errno or 0)
    return os.strerror(refused.errno).lower() if known and refused.errno else str(refused.strerror).lower()

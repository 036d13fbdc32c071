"""The production server: the channel over HTTP, on the database and clock of the settings."""

from __future__ import annotations

import asyncio
import errno
import logging
import os
import signal

from aiohttp import web

from bot.channel.channel import build_channel
from bot.demo.pages import NoMails, demo_routes
from bot.readiness import readiness
from bot.settings import Settings, SettingsError
from bot.web import Readiness, create_app, runner
from bot.wiring import House, house
from scheduling.clockwork import Clockwork
from scheduling.sweep import sweep
from scheduling.timetable import TIMETABLE

log = logging.getLogger("keystone")


def application(parts: House) -> web.Application:
    """The whole bot as an aiohttp application."""
    channel = build_channel(
        parts.settings,
        door=parts.desk,
        directory=parts.directory,
        references=parts.references,
        clock=parts.clock,
    )
    started = parts.clock.now()

    async def ready() -> Readiness:
        return await readiness(parts, started)

    extra = demo_routes(parts, NoMails()) if parts.settings.demo else ()
    return create_app(parts.settings, channel, ready, extra)


async def serve(settings: Settings) -> int:
    """Serve until SIGINT or SIGTERM. Raises SettingsError where the host and port cannot be had."""
    async with house(settings) as parts:
        # What an import or a change of policy left half done is finished before anybody asks.
        await sweep(parts.jobs, parts.clock)
        running = runner(application(parts))
        await running.setup()
        site = web.TCPSite(running, settings.host, settings.port)
        await _listen(site, settings)
        log.info("Keystone listens on %s", site.name)
        clockwork = Clockwork(TIMETABLE, lambda slot: sweep(parts.jobs_of(slot), parts.clock), parts.clock)
        clockwork.start()
        warming = asyncio.create_task(asyncio.to_thread(parts.reader.warm))
        stop = asyncio.Event()
        for name in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(name, stop.set)
        await stop.wait()
        clockwork.stop()
        await warming
        await running.cleanup()
    return 0


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

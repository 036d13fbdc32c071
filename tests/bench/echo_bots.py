"""Two bots that only repeat what they are told: `python -m tests.bench.echo_bots sdk|kept PORT`.

`sdk` is Bot Framework as it comes: its own authentication, which builds a connector client and a user-token
client for every turn, behind the smallest route that works (the stock aiohttp adapter answers 500 where
replies are expected in the body). `kept` is our own channel with a door that repeats.
"""

from __future__ import annotations

import asyncio
import sys
from typing import Any

from aiohttp import web

from bot.channel.channel import build_channel
from bot.settings import load_settings
from bot.web import Readiness, create_app, runner
from dialogs.messages import Incoming, Message, Reply
from strategy.people import Person
from tests.bench.people import NOBODY
from tests.channel.desk import KeptReferences, KnownPeople, StoppedClock

HOST = "127.0.0.1"


def sdk_bot() -> web.Application:
    """The SDK's own echo, with clients made by its own factory."""
    from botbuilder.core import TurnContext
    from botbuilder.core.cloud_adapter_base import CloudAdapterBase
    from botbuilder.schema import Activity
    from botframework.connector.auth import (
        BotFrameworkAuthenticationFactory,
        PasswordServiceClientCredentialFactory,
    )

    credentials = PasswordServiceClientCredentialFactory(app_id="", password="")
    authentication = BotFrameworkAuthenticationFactory.create(credential_factory=credentials)
    adapter = CloudAdapterBase(authentication)

    async def repeat(context: TurnContext) -> None:
        await context.send_activity(f"{context.activity.text}")

    async def messages(request: web.Request) -> web.Response:
        activity: Any = Activity.deserialize(await request.json())  # type: ignore[no-untyped-call]
        header = request.headers.get("Authorization", "")
        response: Any = await adapter.process_activity(header, activity, repeat)
        return web.json_response(response.body, status=response.status)

    application = web.Application()
    application.router.add_post("/api/messages", messages)
    return application


class Repeating:
    """A door that repeats what it was told."""

    async def receive(self, incoming: Incoming) -> Reply:
        """The same words."""
        return Reply(messages=(Message(text=incoming.text, summary="An echo"),))

    async def takes_files_of(self, person: Person) -> bool:
        """Nobody's."""
        del person
        return False


def kept_bot() -> web.Application:
    """Our channel with its clients kept, and nothing behind it."""
    settings = load_settings(env_file=None, demo=True)
    known = KnownPeople(NOBODY)
    channel = build_channel(
        settings, door=Repeating(), directory=known, references=KeptReferences(), clock=StoppedClock()
    )

    async def ready() -> Readiness:
        return Readiness()

    return create_app(settings, channel, ready)


async def serve(which: str, port: int) -> None:
    """Serve one of the two until the process is ended."""
    running = runner({"sdk": sdk_bot, "kept": kept_bot}[which]())
    await running.setup()
    await web.TCPSite(running, HOST, port).start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], int(sys.argv[2])))

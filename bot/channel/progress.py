"""A sign that an answer is being made, where that takes longer than one waits without wondering."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Final

from botbuilder.core import TurnContext
from botbuilder.schema import Activity, ActivityTypes

from bot.channel.retrying import CallFailed

Wait = Callable[[float], Awaitable[None]]
"""Waits for so many seconds."""

WONDERING: Final = 1.5
"""Seconds after which somebody wonders whether they were heard."""
SHOWN_FOR: Final = 3.0
"""Seconds for which the client shows one sign."""


@asynccontextmanager
async def signs_of_work(context: TurnContext, wait: Wait) -> AsyncIterator[None]:
    """Show that the bot is at work for as long as this lasts, once it has lasted a while.

    A sign that cannot be sent is let be: the answer is what counts.
    """
    signs = asyncio.create_task(_signs(context, wait))
    try:
        yield
    finally:
        signs.cancel()
        with suppress(asyncio.CancelledError):
            await signs


async def _signs(context: TurnContext, wait: Wait) -> None:
    await wait(WONDERING)
    with suppress(CallFailed):
        while True:
            await context.send_activity(Activity(type=ActivityTypes.typing))
            await wait(SHOWN_FOR)

"""A turn that takes long shows its sender that it is under way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.channel.progress import SHOWN_FOR, WONDERING
from dialogs.messages import Incoming, Reply
from tests.channel.desk import EchoDoor
from tests.channel.teams import Bot, ConnectorService, activity, execute, running


class SlowDoor(EchoDoor):
    """Answers once it may."""

    def __init__(self) -> None:
        super().__init__()
        self.may_answer = asyncio.Event()

    async def receive(self, incoming: Incoming) -> Reply:
        await self.may_answer.wait()
        return await super().receive(incoming)


@dataclass
class Seconds:
    """Waits that end when the test lets them; `asked` is for how long they were to be."""

    asked: list[float] = field(default_factory=list)
    over: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(0))

    async def wait(self, seconds: float) -> None:
        self.asked.append(seconds)
        await self.over.acquire()


@asynccontextmanager
async def slow(seconds: Seconds) -> AsyncIterator[tuple[Bot, SlowDoor]]:
    door = SlowDoor()
    async with running(door=door, wait=seconds.wait) as bot:
        yield bot, door


async def test_a_message_that_takes_long_to_answer_shows_that_it_is_under_way(
    service: ConnectorService,
) -> None:
    seconds = Seconds()
    async with slow(seconds) as (bot, door):
        asked = asyncio.create_task(bot.post(activity(service.url, deliveryMode=None)))
        seconds.over.release()
        await service.have_come.wait()
        door.may_answer.set()
        assert (await asked)[0] == 200
    assert [call.body["type"] for call in service.sent] == ["typing", "message"]
    assert service.texts == ["what do I owe"]
    assert seconds.asked[0] == WONDERING
    assert set(seconds.asked[1:]) <= {SHOWN_FOR}


@pytest.mark.parametrize(
    "quick",
    [
        activity(deliveryMode=None),
        execute({"do": "say", "text": "what do I owe"}, deliveryMode=None),
    ],
)
async def test_a_quick_answer_and_a_pressed_button_show_nothing_else(
    service: ConnectorService, quick: dict[str, Any]
) -> None:
    async with slow(Seconds()) as (bot, door):
        door.may_answer.set()
        await bot.post({**quick, "serviceUrl": service.url})
    assert "typing" not in [call.body["type"] for call in service.sent]


async def test_a_sign_that_cannot_be_sent_keeps_nobody_from_their_answer(service: ConnectorService) -> None:
    seconds = Seconds()
    service.statuses.append((403, {}))
    async with slow(seconds) as (bot, door):
        asked = asyncio.create_task(bot.post(activity(service.url, deliveryMode=None)))
        seconds.over.release()
        await service.have_come.wait()
        door.may_answer.set()
        assert (await asked)[0] == 200
    assert service.texts == ["what do I owe"]

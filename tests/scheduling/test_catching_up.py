"""What a server has still to do when it starts is done behind it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from bot.clock import RunningClock
from scheduling.catching_up import CatchingUp, behind
from scheduling.sweep import Job

CLOCK = RunningClock(datetime(2026, 11, 23, 12, tzinfo=UTC), counter=lambda: 0.0)


class Gate:
    """A job that waits until it is let through."""

    def __init__(self) -> None:
        self.began, self.may_end, self.ended = asyncio.Event(), asyncio.Event(), False

    async def __call__(self, _now: datetime) -> int:
        self.began.set()
        await self.may_end.wait()
        self.ended = True
        return 1


async def fails(_now: datetime) -> int:
    raise RuntimeError


async def test_it_says_what_is_left_and_one_that_fails_does_not_stop_the_others() -> None:
    gate = Gate()
    catching_up = CatchingUp([Job("duties", fails), Job("assessments", gate), Job("digest", fails)], CLOCK)
    assert list(catching_up.left) == ["duties", "assessments", "digest"]
    running = asyncio.create_task(catching_up.run())
    await gate.began.wait()
    assert list(catching_up.left) == ["assessments", "digest"]
    gate.may_end.set()
    await running
    assert not catching_up.left


async def test_what_is_not_done_when_the_server_ends_is_left_to_the_next() -> None:
    gate = Gate()
    catching_up = CatchingUp([Job("duties", gate), Job("assessments", gate)], CLOCK)
    async with behind(catching_up):
        await gate.began.wait()
    assert not gate.ended
    assert catching_up.left == ("duties", "assessments")

"""Packs that went out before meetings in a test."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from strategy.meetings import Meeting
from strategy.outgoing import OutgoingKind
from strategy.policy_reporting import Body
from strategy.ports import Outgoing, PackSending
from tests.dialogs.conversation import NOW
from tests.dialogs.post import Post
from tests.dialogs.world import OAK_BANK, World

BOARD_DAY = date(2026, 11, 27)
LAST_FRIDAY = NOW - timedelta(days=3)
"""When the pack went out of a Board of that day."""


async def a_board(world: World, school: str = OAK_BANK, day: date = BOARD_DAY) -> Meeting:
    async with world.store.transaction() as uow:
        return await uow.meetings.add(Meeting(0, Body.PROGRESS_BOARD, school, day, time(9), time(10, 30)))


async def went_out(world: World, meeting: Meeting, to: str, *at: datetime) -> None:
    """The pack went out to somebody, and what came later each further time."""
    who = await world.person(to)
    async with world.store.transaction() as uow:
        for number, instant in enumerate(at, 1):
            sending = PackSending(meeting.id, meeting.day, who, number, instant)
            assert await uow.pack_sendings.add(sending)


async def packs_sent(world: World, post: Post, to: str = "Hana Head") -> dict[OutgoingKind, Outgoing]:
    """A Board's pack that went out on Friday, and what came since: a row for each way to tell of it."""
    board = await a_board(world)
    await went_out(world, board, to, LAST_FRIDAY, NOW)
    subject = f"pack:{board.id}:{board.day}"
    rows = {
        OutgoingKind.PACK_READY: f"{subject}:1",
        OutgoingKind.PACK_LATER: f"{subject}:2",
        OutgoingKind.LATER_PAPERS_SENT: f"later_papers:{board.id}:2",
    }
    return {kind: await post.put(kind, to, about) for kind, about in rows.items()}

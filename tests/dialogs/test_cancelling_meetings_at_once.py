"""A meeting is cancelled, and moved, by several at the same moment, on both kinds of database."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta

from storage.store import SqlStore
from strategy.policy import Policy
from strategy.policy_reporting import Body
from tests.dialogs.test_meeting_planning import line
from tests.dialogs.world import World, make_world

WHO = ("Dan Deputy", "Carol Chief", "Gail Governance")


async def test_cancelled_by_three_at_once_is_cancelled_once(store: SqlStore, policy: Policy) -> None:
    await make_world(store, policy)
    world = World.of(store, policy)
    chats = [await world.chat(name) for name in WHO]
    await chats[0].says("set up the EIT on 14 January 2027")
    async with store.transaction(read_only=True) as uow:
        [meeting] = await uow.meetings.ahead(Body.EIT, "", date(2026, 11, 1))
    data = {"do": "meeting.cancel", "meeting": meeting.id, "day": "2027-01-14", "why": "snow"}
    answers = await asyncio.gather(*[chat.sends_data(data) for chat in chats])
    assert sum("Cancelled: the EIT on" in answer.all for answer in answers) == 1
    assert (await world.deeds()).count("meeting cancelled") == 1
    async with store.transaction(read_only=True) as uow:
        assert len(await uow.meeting_cancellations.of_meetings([meeting.id])) == 1


async def test_a_meeting_that_is_moved_and_cancelled_at_once_is_not_both(
    store: SqlStore, policy: Policy
) -> None:
    await make_world(store, policy)
    world = World.of(store, policy)
    dan, carol = await world.chat("Dan Deputy"), await world.chat("Carol Chief")
    await dan.says("plan this year's meetings")
    await dan.sends_data({"do": "meeting_plan.book", "year": "2026/27", "revision": 1})
    eit = await line(world, Body.EIT, 1)
    assert eit.day is not None
    assert eit.meeting is not None
    cancels = {"do": "meeting.cancel", "meeting": eit.meeting, "day": eit.day.isoformat(), "why": ""}
    to = (eit.day - timedelta(days=1)).isoformat()
    moves = {"do": "meeting.move", "meeting": eit.meeting, "day": to, "sure": True}
    await asyncio.gather(dan.sends_data(cancels), carol.sends_data(moves))
    async with store.transaction(read_only=True) as uow:
        meeting = await uow.meetings.get(eit.meeting)
    after = await line(world, Body.EIT, 1)
    assert meeting is not None
    assert (meeting.day, meeting.withdrawn_on is not None) == (after.day, after.left_out)
    assert after.left_out or after.day == eit.day - timedelta(days=1)

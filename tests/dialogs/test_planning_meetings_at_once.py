"""Two people plan, change and book a year's meetings at the same moment, on both kinds of database."""

from __future__ import annotations

import asyncio
from datetime import date

from storage.store import SqlStore
from strategy.policy import Policy
from tests.dialogs.world import World, make_world

WHO = ("Dan Deputy", "Carol Chief", "Gail Governance")


async def test_booked_by_three_at_once_is_booked_once(store: SqlStore, policy: Policy) -> None:
    await make_world(store, policy)
    world = World.of(store, policy)
    chats = [await world.chat(name) for name in WHO]
    await chats[0].says("plan this year's meetings")
    data = {"do": "meeting_plan.book", "year": "2026/27", "revision": 1}
    answers = await asyncio.gather(*[chat.sends_data(data) for chat in chats])
    assert sorted("Booked 33 meetings" in answer.all for answer in answers) == [False, False, True]
    assert sum("changed since you were shown it" in answer.all for answer in answers) == 2
    async with store.transaction(read_only=True) as uow:
        meetings = await uow.meetings.ahead(None, None, date(2026, 1, 1), limit=100)
        bookings = await uow.appointments.of([f"meeting:{each.id}" for each in meetings])
    assert len(meetings) == 33
    assert {booking.revision for booking in bookings.values()} == {1}


async def test_planned_by_three_at_once_is_one_plan(store: SqlStore, policy: Policy) -> None:
    await make_world(store, policy)
    world = World.of(store, policy)
    chats = [await world.chat(name) for name in WHO]
    answers = await asyncio.gather(*[chat.says("plan this year's meetings") for chat in chats])
    assert all("2026/27" in answer.all for answer in answers)
    async with store.transaction(read_only=True) as uow:
        plan = await uow.meeting_plans.get("2026/27")
    assert plan is not None
    assert len(plan.meetings) == 33

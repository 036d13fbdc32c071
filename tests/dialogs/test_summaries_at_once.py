"""Summaries, by two at the same moment, on both kinds of database."""

from __future__ import annotations

import asyncio

from storage.store import SqlStore
from strategy.people import Role
from strategy.policy import Policy
from tests.builders import make_person
from tests.dialogs.post import Post
from tests.dialogs.summing import met, reports, summed_up
from tests.dialogs.world import World, make_world


async def made_world(store: SqlStore, policy: Policy) -> World:
    """A trust with two who are Lead SIP."""
    await make_world(store, policy)
    async with store.transaction() as uow:
        await make_person(uow, "Lou Lead", Role.LEAD_SIP)
    world = World.of(store, policy)
    await met(world)
    return world


async def test_of_two_who_approve_at_once_one_does_and_the_other_keeps_a_draft(
    store: SqlStore, policy: Policy
) -> None:
    world = await made_world(store, policy)
    await reports(Post(world))
    chats = [await world.chat(name) for name in ("Lena Lead", "Lou Lead")]
    drafts = [await chat.says("make the summary for the next EIT") for chat in chats]
    answers = await asyncio.gather(
        *(chat.presses("Approve and send", on=draft) for chat, draft in zip(chats, drafts, strict=True))
    )
    assert sorted("Approved: the summary" in answer.all for answer in answers) == [False, True]
    assert sum("There is one already" in answer.all for answer in answers) == 1
    assert sorted([await world.drafts_of(name) for name in ("Lena Lead", "Lou Lead")]) == [0, 1]
    assert (await world.deeds()).count("summary approved") == 1


async def test_pressing_twice_approves_once(store: SqlStore, policy: Policy) -> None:
    world = await made_world(store, policy)
    await reports(Post(world))
    lena = await world.chat("Lena Lead")
    draft = await lena.says("make the summary for the next EIT")
    await asyncio.gather(*(lena.presses("Approve and send", on=draft) for _ in range(2)))
    assert (await world.deeds()).count("summary approved") == 1


async def test_of_two_amendments_at_once_one_counts(store: SqlStore, policy: Policy) -> None:
    world = await made_world(store, policy)
    made = await summed_up(world)
    chats = [await world.chat(name) for name in ("Lena Lead", "Lou Lead")]
    drafts = [await chat.says("amend the summary for the EIT") for chat in chats]
    answers = await asyncio.gather(
        *(chat.presses("Approve and send", on=draft) for chat, draft in zip(chats, drafts, strict=True))
    )
    assert sorted("is now version 2" in answer.all for answer in answers) == [False, True]
    async with store.transaction() as uow:
        found = await uow.summaries.get(made.id)
    assert found is not None
    assert len(found.versions) == 2

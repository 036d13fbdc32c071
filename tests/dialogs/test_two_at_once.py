"""The same form sent twice at the same moment, on both kinds of database."""

from __future__ import annotations

import asyncio

from dialogs.messages import Place
from storage.store import SqlStore
from strategy.policy import Policy
from tests.dialogs.test_filing_by_card import TYPED, fill_in
from tests.dialogs.world import World, make_world


async def test_one_report_is_filed_and_both_get_its_receipt(store: SqlStore, policy: Policy) -> None:
    await make_world(store, policy)
    world = World.of(store, policy)
    sam = await world.chat("Sam Partner")
    await sam.says("file a report for Oak Bank, yesterday's visit")
    last = await fill_in(sam)
    chats = [sam, *(sam.elsewhere(Place.PERSONAL) for _ in range(4))]
    data = {
        **last.button("File report"),
        "outcomes": TYPED["outcomes"],
        "recommendations": TYPED["recommendations"],
    }
    answers = await asyncio.gather(*(chat.sends_data(data) for chat in chats))
    assert {answer.texts for answer in answers} == {answers[0].texts}
    assert "Report filed: Oak Bank" in answers[0].texts
    assert len(await world.filed()) == 1
    assert await world.drafts_of("Sam Partner") == 0
    assert (await world.deeds()).count("visit recorded by its report") == 1

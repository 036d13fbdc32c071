"""What Boards ask of the EIT, by two at the same moment, on both kinds of database."""

from __future__ import annotations

import asyncio

from storage.store import SqlStore
from strategy.board_requests import AskState
from strategy.policy import Policy
from tests.dialogs.asking import all_asked, asked
from tests.dialogs.world import OAK_BANK, World, make_world


async def made_world(store: SqlStore, policy: Policy) -> World:
    await make_world(store, policy)
    return World.of(store, policy)


async def test_of_two_who_decide_at_once_one_counts_and_the_other_is_told(
    store: SqlStore, policy: Policy
) -> None:
    world = await made_world(store, policy)
    found = await asked(world, OAK_BANK, "SLE days")
    dan, carol = await world.chat("Dan Deputy"), await world.chat("Carol Chief")
    answers = await asyncio.gather(
        dan.sends_data({"do": "board_request.agree", "request": found.id}),
        carol.sends_data({"do": "board_request.decline", "request": found.id, "reason": "no"}),
    )
    assert sum("It was settled meanwhile." in answer.all for answer in answers) == 1
    deeds = await world.deeds()
    assert sum(deed in ("board request agreed", "board request declined") for deed in deeds) == 1
    [after] = await all_asked(world)
    assert after.revision == 2
    assert after.state in (AskState.AGREED, AskState.DECLINED)


async def test_a_request_is_not_decided_and_withdrawn_at_once(store: SqlStore, policy: Policy) -> None:
    world = await made_world(store, policy)
    found = await asked(world, OAK_BANK, "SLE days")
    dan, gail = await world.chat("Dan Deputy"), await world.chat("Gail Governance")
    answers = await asyncio.gather(
        dan.sends_data({"do": "board_request.agree", "request": found.id}),
        gail.sends_data({"do": "board_request.withdraw", "request": found.id}),
    )
    assert sum("It was settled meanwhile." in answer.all for answer in answers) == 1
    [after] = await all_asked(world)
    assert after.revision == 2

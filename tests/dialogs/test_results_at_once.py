"""Two people at the same school's results at the same moment, on both kinds of database: one wins."""

from __future__ import annotations

import asyncio

from storage.store import SqlStore
from strategy.policy import Policy
from tests.dialogs.resulting import GCSE, OAK_BANK, at_work, given, stand, with_phases
from tests.dialogs.world import World, make_world


async def _made(store: SqlStore, policy: Policy) -> World:
    await make_world(store, policy)
    world = World.of(store, policy)
    await with_phases(world)
    return world


async def test_one_gives_them_and_the_other_is_shown_what_was_given(store: SqlStore, policy: Policy) -> None:
    world = await _made(store, policy)
    dora, dan = await at_work(world, "Dora Data"), await at_work(world, "Dan Deputy")
    for who in (dora, dan):
        await who.says("record the results for Oak Bank")
    answers = await asyncio.gather(
        dora.presses("File results", gcse="Dora's 71%"), dan.presses("File results", gcse="Dan's 72%")
    )
    late = [answer for answer in answers if "somebody was quicker" in answer.texts]
    assert len(late) == 1
    results = await stand(world)
    assert results is not None
    won = "Dora's 71%" if late[0] is answers[1] else "Dan's 72%"
    assert results.last.texts == {GCSE: won}
    assert won in late[0].texts
    assert await world.drafts_of("Dora Data") + await world.drafts_of("Dan Deputy") == 1


async def test_one_amendment_counts_and_the_other_goes_on_from_it(store: SqlStore, policy: Policy) -> None:
    world = await _made(store, policy)
    await given(world)
    dora, dan = await at_work(world, "Dora Data"), await at_work(world, "Dan Deputy")
    for who in (dora, dan):
        await who.says("amend the results of Oak Bank")
    answers = await asyncio.gather(
        dora.presses("File amendment", gcse="Dora's 71%"), dan.presses("File amendment", gcse="Dan's 72%")
    )
    [late] = [who for who, said in zip((dora, dan), answers, strict=True) if "was quicker" in said.texts]
    results = await stand(world)
    assert results is not None
    assert (results.school, results.last.number) == (OAK_BANK, 2)
    again = await late.presses("Add or amend")
    assert again.filled_in()["gcse"] == ("Dora's 71%" if late is dora else "Dan's 72%")
    assert "Amended" in (await late.presses("File amendment")).texts

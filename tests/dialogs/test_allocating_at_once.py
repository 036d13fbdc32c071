"""Two people allocating at the same moment, on both kinds of database: one wins, the other is told."""

from __future__ import annotations

import asyncio
from datetime import date

from storage.store import SqlStore
from strategy.policy import Policy
from tests.dialogs.conversation import Conversation
from tests.dialogs.supporting import TEAM_TEACHING, allocated
from tests.dialogs.world import MARLOW, World, make_world

SENTENCE = "deploy an SLE for science to Marlow, Tuesdays from 5 January to 12 February"


async def _with_it_before_them(world: World, name: str, sentence: str = SENTENCE) -> Conversation:
    who = await world.chat(name)
    await who.says(sentence)
    await who.presses("Next")
    await who.presses("Look it over", activity=TEAM_TEACHING)
    return who


async def test_the_same_person_is_not_deployed_twice(store: SqlStore, policy: Policy) -> None:
    await make_world(store, policy)
    world = World.of(store, policy)
    dan, carol = [await _with_it_before_them(world, name) for name in ("Dan Deputy", "Carol Chief")]
    answers = await asyncio.gather(dan.presses("Allocate it"), carol.presses("Allocate it"))
    assert sum("Done:" in answer.texts for answer in answers) == 1
    [late] = [answer for answer in answers if "Done:" not in answer.texts]
    assert "This has changed since you looked at it." in late.texts
    assert "Sal Specialist is deployed at Marlow already" in late.texts
    async with store.transaction() as uow:
        assert sum(each.school == MARLOW for each in uow.trust.deployments) == 1


async def test_whoever_ends_it_second_is_told_how_it_stands(store: SqlStore, policy: Policy) -> None:
    await make_world(store, policy)
    world = World.of(store, policy)
    made = await allocated(world)
    dan, carol = [await world.chat(name) for name in ("Dan Deputy", "Carol Chief")]
    for who, day in ((dan, "22 January"), (carol, "29 January")):
        await who.says(f"end Sal's deployment at Marlow on {day}")
    answers = await asyncio.gather(
        dan.presses("Change it", reason="first"), carol.presses("Change it", reason="second")
    )
    [late] = [answer for answer in answers if "Done:" not in answer.texts]
    assert "Somebody has changed it meanwhile; this is how it stands." in late.texts
    async with store.transaction() as uow:
        [change] = await uow.allocations.changes(made.about)
        [standing] = [each for each in uow.trust.deployments if each.school == MARLOW]
    assert standing.ends == change.last_day
    assert change.last_day in (date(2027, 1, 22), date(2027, 1, 29))

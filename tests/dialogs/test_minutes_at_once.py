"""Minutes and their actions, by several at the same moment, on both kinds of database."""

from __future__ import annotations

import asyncio

from storage.store import SqlStore
from strategy.minutes import ActionState
from strategy.policy import Policy
from tests.dialogs.minuting import THURSDAY, minuted
from tests.dialogs.world import ST_ANNE, World, make_world

ANNE = f"progress_board|{ST_ANNE}|{THURSDAY.isoformat()}"


async def made_world(store: SqlStore, policy: Policy) -> World:
    await make_world(store, policy)
    return World.of(store, policy)


async def test_of_two_who_record_the_same_meeting_one_does_and_the_other_keeps_a_draft(
    store: SqlStore, policy: Policy
) -> None:
    world = await made_world(store, policy)
    chats = [await world.chat(name) for name in ("Gail Governance", "Dan Deputy")]
    forms = []
    for chat in chats:
        await chat.says("minutes of St Anne's board of 19 November")
        forms.append(await chat.presses("Next", text=f"As {chat.name} has it"))
    answers = await asyncio.gather(
        *(
            chat.presses("File minutes", on=form, actions="Reading; Sue Partner; 4 December")
            for chat, form in zip(chats, forms, strict=True)
        )
    )
    assert sorted("Filed: the minutes" in answer.all for answer in answers) == [False, True]
    assert sum("There are minutes already" in answer.all for answer in answers) == 1
    drafts = [await world.drafts_of(name) for name in ("Gail Governance", "Dan Deputy")]
    assert sorted(drafts) == [0, 1]
    deeds = await world.deeds()
    assert (deeds.count("minutes recorded"), deeds.count("meeting recorded")) == (1, 1)
    async with store.transaction() as uow:
        assert len(await uow.minutes.open_actions([ST_ANNE])) == 1


async def test_of_two_amendments_at_once_one_counts(store: SqlStore, policy: Policy) -> None:
    world = await made_world(store, policy)
    made = await minuted(world, school=ST_ANNE)
    chats = [await world.chat(name) for name in ("Gail Governance", "Carol Chief")]
    forms = []
    for chat in chats:
        await chat.says("amend the minutes of St Anne's last board")
        forms.append(await chat.presses("Next", text=f"As {chat.name} has it"))
    answers = await asyncio.gather(
        *(chat.presses("File amendment", on=form) for chat, form in zip(chats, forms, strict=True))
    )
    assert sorted("are now version 2" in answer.all for answer in answers) == [False, True]
    async with store.transaction() as uow:
        found = await uow.minutes.get(made.id)
    assert found is not None
    assert len(found.versions) == 2


async def test_an_action_is_done_once_however_many_say_so(store: SqlStore, policy: Policy) -> None:
    world = await made_world(store, policy)
    made = await minuted(world, ("Reading", "Sue Partner"), school=ST_ANNE)
    [action] = made.actions
    chats = [await world.chat(name) for name in ("Sue Partner", "Gail Governance", "Dan Deputy")]
    data = {"do": "minutes.action.done", "action": action.id, "revision": 1}
    answers = await asyncio.gather(*(chat.sends_data(data) for chat in chats))
    assert sorted("Thank you: that is done." in answer.all for answer in answers) == [False, False, True]
    assert sum("was marked as done already" in answer.all for answer in answers) == 2
    assert (await world.deeds()).count("action done") == 1
    async with store.transaction() as uow:
        after = await uow.minutes.action(action.id)
    assert after is not None
    assert (after.state, after.revision) == (ActionState.DONE, 2)

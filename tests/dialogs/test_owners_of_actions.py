"""An action of a tailored plan is what its owner owes: reminded of it, and able to say that it is done."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from typing import Any

import pytest

from dialogs.messages import Place
from dialogs.wording import REFUSAL
from storage.reconciling_schools import PLANS, reconcile_schools
from storage.store import SqlStore
from strategy.actions.nudging import gather, send_gathered
from strategy.duties import DutyKind, DutyState
from strategy.outgoing import OutgoingKind
from strategy.people import Capacity
from strategy.plans import ActionState
from strategy.policy import Policy
from tests.dialogs.answers import MARKED
from tests.dialogs.conversation import NOW, Conversation
from tests.dialogs.planning import action
from tests.dialogs.post import Post
from tests.dialogs.world import OAK_BANK, World, make_world

FRIDAY = date(2026, 11, 27)
LATE = datetime(2026, 11, 30, 9, tzinfo=UTC)


async def owed(world: World) -> list[tuple[str, date, DutyState]]:
    """Who owes an action of Oak Bank's plan by when, and how that stands."""
    async with world.store.transaction() as uow:
        entries = await uow.duties.of_schools([DutyKind.PLAN_ACTION], [OAK_BANK])
        return [(uow.trust.person(e.duty.owner).name, e.duty.due_on, e.state) for e in entries]


async def changed(dan: Conversation, number: int, **entered: Any) -> None:
    await dan.sends_data({"do": "plan.action", "action": number})
    await dan.presses("Change")
    await dan.presses("Save changes", **entered)


async def test_whoever_does_an_action_owes_it_by_its_day(world: World) -> None:
    await action(world, owner="Sal Specialist", by=FRIDAY)
    assert await owed(world) == [("Sal Specialist", FRIDAY, DutyState.OPEN)]
    answer = await (await world.chat("Sal Specialist")).says("what do I owe")
    assert "Action of the tailored plan" in answer.texts
    assert "due Fri 27 Nov" in answer.texts


async def test_an_action_is_quiet_until_some_days_before(world: World) -> None:
    await action(world, owner="Sal Specialist", by=date(2027, 3, 12))
    answer = await (await world.chat("Sal Specialist")).says("what do I owe")
    assert "Action of the tailored plan" not in answer.texts


async def test_an_owner_who_is_words_owes_nothing_and_the_plan_says_that_it_is_late(
    world: World, deputy: Conversation
) -> None:
    await action(world, by=date(2026, 11, 13))
    assert await owed(world) == []
    assert "Head of maths, by Fri 13 Nov, late" in (await deputy.says("show Oak Bank's tailored plan")).texts


async def test_the_owner_is_reminded_when_it_is_late_and_whoever_stands_above_hears_later(
    world: World, post: Post
) -> None:
    await action(world, owner="Sal Specialist", by=FRIDAY)
    async with world.store.transaction() as uow:
        await gather(uow=uow, policy=world.policy, now=LATE)
        await send_gathered(uow=uow, policy=world.policy, now=LATE)
    notice = await post.notice(await post.waiting(OutgoingKind.NUDGE, "Sal Specialist"), at=LATE)
    assert "Oak Bank" in notice.texts
    assert "Action of the tailored plan" in notice.texts
    sal = await world.chat("Sal Specialist")
    sal.at = LATE
    page = await sal.sends_data(notice.button("Do it"))
    assert "Coach middle leaders" in page.texts
    assert list(page.buttons) == ["Mark done"]


async def test_the_owner_says_that_it_is_done_and_owes_it_no_more(world: World) -> None:
    one = await action(world, owner="Sal Specialist", by=FRIDAY)
    sal = await world.chat("Sal Specialist")
    await sal.says("what do I owe")
    await sal.sends_data({"do": "plan.action", "action": one.id})
    done = await sal.presses("Mark done", note=f"All coached{MARKED}")
    assert "Done: that action of Oak Bank's tailored plan is marked done." in done.texts
    assert not done.buttons
    assert await owed(world) == [("Sal Specialist", FRIDAY, DutyState.FULFILLED)]
    assert (await world.deeds())[0] == "plan action done"
    async with world.store.transaction() as uow:
        [after] = await uow.plans.actions_of(OAK_BANK)
    assert (after.state, after.note) == (ActionState.DONE, f"All coached{MARKED}")


async def test_an_owner_sees_their_own_action_and_nothing_else_of_the_plan(world: World) -> None:
    one = await action(world, owner="Sal Specialist")
    other = await action(world, owner="Sam Partner")
    sal = await world.chat("Sal Specialist")
    assert "Coach middle leaders" in (await sal.sends_data({"do": "plan.action", "action": one.id})).texts
    assert REFUSAL in (await sal.sends_data({"do": "plan.action", "action": other.id})).all
    assert REFUSAL in (await sal.says("show me the tailored plan for Oak Bank")).all
    for do, number in (("plan.action.done", other.id), ("plan.action.drop", one.id)):
        data = {"do": do, "action": number, "version": 1, "note": "no"}
        assert REFUSAL in (await sal.sends_data(data)).all
    assert [state for _, _, state in await owed(world)] == [DutyState.OPEN, DutyState.OPEN]


async def test_given_to_somebody_else_it_is_theirs_and_on_another_day_due_then(
    world: World, deputy: Conversation
) -> None:
    one = await action(world, owner="Sal Specialist", by=FRIDAY)
    await changed(deputy, one.id, owner="Hana Head", by="2026-12-18")
    assert await owed(world) == [
        ("Sal Specialist", FRIDAY, DutyState.VOID),
        ("Hana Head", date(2026, 12, 18), DutyState.OPEN),
    ]


async def test_dropped_it_is_owed_no_more_and_opened_again_it_is(world: World, deputy: Conversation) -> None:
    one = await action(world, owner="Sal Specialist", by=FRIDAY)
    states = []
    for version, do in enumerate(
        ("plan.action.drop", "plan.action.open", "plan.action.done", "plan.action.open"), 1
    ):
        await deputy.sends_data({"do": do, "action": one.id, "version": version, "note": "As agreed"})
        states += [state for _, _, state in await owed(world)]
    assert states == [DutyState.VOID, DutyState.OPEN, DutyState.FULFILLED, DutyState.OPEN]


async def test_keeping_what_is_owed_twice_changes_nothing(world: World) -> None:
    await action(world, owner="Sal Specialist", by=FRIDAY)
    assert await reconcile_schools(world.store, world.policy, NOW.date(), PLANS) >= 0
    before = await owed(world)
    assert await reconcile_schools(world.store, world.policy, NOW.date(), PLANS) == 0
    assert await owed(world) == before


@pytest.mark.parametrize(
    ("owner", "capacity"),
    [
        ("Hana Head", Capacity.HEADTEACHER),
        ("Sam Partner", Capacity.SIP),
        ("Sue Partner", Capacity.TEAM_MEMBER),
        ("Sal Specialist", Capacity.SLE),
        ("Dan Deputy", Capacity.DEPUTY_CEO),
    ],
)
async def test_who_hears_of_a_late_one_follows_from_what_the_owner_is_to_the_school(
    world: World, owner: str, capacity: Capacity
) -> None:
    await action(world, owner=owner)
    async with world.store.transaction() as uow:
        [entry] = await uow.duties.of_schools([DutyKind.PLAN_ACTION], [OAK_BANK])
    assert entry.duty.capacity is capacity


async def test_an_action_is_confidential_to_its_owner_and_those_who_see_all_schools(world: World) -> None:
    await action(world, owner="Sal Specialist", by=FRIDAY)
    for name in ("Dan Deputy", "Hana Head"):
        seen = await (await world.chat(name)).says("which deadlines are there at Oak Bank this week")
        assert ("Action of the tailored plan" in seen.all) is (name == "Dan Deputy"), name


async def test_in_the_terminal_an_action_opens_by_its_number(world: World) -> None:
    await action(world, owner="Sal Specialist", by=FRIDAY)
    sal = await world.chat("Sal Specialist", Place.TERMINAL)
    await sal.says("what do I owe")
    assert "Coach middle leaders" in (await sal.says("1")).words


async def test_of_owner_and_deputy_who_close_it_at_once_one_is_told(store: SqlStore, policy: Policy) -> None:
    await make_world(store, policy)
    world = World.of(store, policy)
    one = await action(world, owner="Hana Head", by=FRIDAY)
    hana, dan = await world.chat("Hana Head"), await world.chat("Dan Deputy")
    data = {"action": one.id, "version": 1, "note": "As agreed"}
    answers = await asyncio.gather(
        hana.sends_data({"do": "plan.action.done", **data}),
        dan.sends_data({"do": "plan.action.drop", **data}),
    )
    assert sum("That has changed meanwhile" in answer.texts for answer in answers) == 1
    async with world.store.transaction() as uow:
        [after] = await uow.plans.actions_of(OAK_BANK)
        [entry] = await uow.duties.of_schools([DutyKind.PLAN_ACTION], [OAK_BANK])
    assert after.version == 2
    fits = {ActionState.DONE: DutyState.FULFILLED, ActionState.DROPPED: DutyState.VOID}
    assert entry.state is fits[after.state]

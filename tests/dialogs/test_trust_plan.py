"""The trust's annual development plan: written by the EIT, read by who may, linked to schools' targets."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from dialogs.wording import REFUSAL, REFUSAL_TO_DO
from storage.store import SqlStore
from strategy.outgoing import OutgoingKind
from strategy.policy import Policy
from strategy.targets import SetState, TargetSet
from tests.dialogs.aiming import ATTENDANCE, in_the_plan, kept, proposed, sent_back, signed_off
from tests.dialogs.answers import MARKED
from tests.dialogs.post import Post
from tests.dialogs.world import MARLOW, World, make_world

TYPED: dict[str, Any] = {
    "priority": f"Attendance{MARKED}",
    "owner": "Deputy CEO",
    "success": f"95% everywhere{MARKED}",
}


async def test_the_eit_adds_a_priority_by_a_small_form(world: World) -> None:
    dan = await world.chat("Dan Deputy")
    form = await dan.says("add a priority to the trust plan")
    assert form.filled_in() == {"year": "2026/27"}
    added = await dan.presses("Add to the plan", **TYPED)
    assert "Added: a priority of the trust's plan for 2026/27" in added.texts
    shown = await dan.says("what are the trust's priorities this year")
    assert "has 1 priority." in shown.words
    assert f"Attendance{MARKED}" in shown.texts
    assert "Schools that work on it: none yet" in shown.texts
    assert "priority added" in await world.deeds()


async def test_a_priority_is_changed_and_what_it_was_is_kept(world: World) -> None:
    priority = await in_the_plan(world)
    carol = await world.chat("Carol Chief")
    await carol.says("trust plan")
    await carol.presses(priority.words)
    await carol.presses("Change it")
    await carol.presses("Save the change", owner="Carol Chief")
    async with world.store.transaction() as uow:
        assert [each.owner for each in await uow.trust_plan.versions(priority.id)] == [
            "Deputy CEO",
            "Carol Chief",
        ]


async def test_a_priority_is_taken_out_after_asking(world: World) -> None:
    priority = await in_the_plan(world)
    dan = await world.chat("Dan Deputy")
    await dan.says("trust plan")
    await dan.presses(priority.words)
    await dan.presses("Take it out")
    await dan.presses("Take it out")
    assert "has no priorities yet" in (await dan.says("trust plan")).words


async def test_it_tells_which_schools_work_on_each_priority(world: World) -> None:
    priority = await in_the_plan(world)
    await signed_off(world, await proposed(world, items=[replace(ATTENDANCE, priority=priority.id)]))
    dan = await world.chat("Dan Deputy")
    assert "Schools that work on it: Marlow" in (await dan.says("show the trust's development plan")).texts
    answer = await dan.says("which schools link to the attendance priority")
    assert "1 school works on that priority in 2026/27." in answer.words
    assert "Marlow" in answer.buttons


@pytest.mark.parametrize(
    ("name", "reads", "writes", "sees_marlow"),
    [
        ("Carol Chief", True, True, True),
        ("Dan Deputy", True, True, True),
        ("Lena Lead", True, False, True),
        ("Sue Partner", True, False, True),
        ("Sam Partner", True, False, False),
        ("Mo Head", True, False, True),
        ("Tina Trustee", True, False, False),
        ("Chris Chair", False, False, False),
        ("Adam Admin", False, False, False),
    ],
)
async def test_who_may_read_and_write_it(
    world: World, name: str, reads: bool, writes: bool, sees_marlow: bool
) -> None:
    priority = await in_the_plan(world)
    await signed_off(world, await proposed(world, items=[replace(ATTENDANCE, priority=priority.id)]))
    who = await world.chat(name)
    shown = await who.says("trust plan")
    assert (shown.words != REFUSAL) is reads
    assert ("Schools that work on it: Marlow" in shown.texts) is sees_marlow
    assert ("priority" in (await who.says("add a priority to the trust plan")).inputs) is writes
    dropped = await who.sends_data({"do": "priority.drop", "priority": priority.id, "version": 1})
    assert (dropped.all.strip() != REFUSAL_TO_DO) is writes


async def test_of_two_who_decide_on_targets_at_once_one_counts(store: SqlStore, policy: Policy) -> None:
    await make_world(store, policy)
    world = World.of(store, policy)
    found = await proposed(world)
    dan, carol = await world.chat("Dan Deputy"), await world.chat("Carol Chief")
    answers = await asyncio.gather(
        dan.sends_data({"do": "targets.sign_off", "set": found.id}),
        carol.sends_data({"do": "targets.send_back", "set": found.id, "reason": "Higher"}),
    )
    assert sorted("That has changed meanwhile." in answer.all for answer in answers) == [False, True]
    deeds = await world.deeds()
    assert deeds.count("targets signed off") + deeds.count("targets sent back") == 1
    assert (await kept(world, found.id)).state in (SetState.SIGNED_OFF, SetState.SENT_BACK)


async def test_of_two_who_change_a_priority_at_once_one_counts(store: SqlStore, policy: Policy) -> None:
    await make_world(store, policy)
    world = World.of(store, policy)
    priority = await in_the_plan(world)
    chats = [await world.chat("Dan Deputy"), await world.chat("Carol Chief")]
    data = {"do": "priority.drop", "priority": priority.id, "version": 1}
    answers = await asyncio.gather(*(chat.sends_data(data) for chat in chats))
    assert sorted("took it out on" in answer.all for answer in answers) == [False, True]


async def told(world: World, kind: OutgoingKind, found: TargetSet) -> set[str]:
    """The names of those for whom there is a row of a kind about a set."""
    async with world.store.transaction() as uow:
        rows = await uow.outbox.about([found.key])
        return {uow.trust.person(row.recipient).name for row in rows if row.kind == kind}


async def test_those_whom_targets_concern_are_told(world: World, post: Post) -> None:
    found = await proposed(world)
    assert await told(world, OutgoingKind.TARGETS_PROPOSED, found) == {"Dan Deputy"}
    row = await post.waiting(OutgoingKind.TARGETS_PROPOSED, "Dan Deputy")
    assert "They wait for you to sign off." in (await post.notice(row)).words
    signed = await signed_off(world, found)
    assert await told(world, OutgoingKind.TARGETS_SIGNED_OFF, signed) == {
        "Sue Partner",
        "Mo Head",
        "Lena Lead",
    }
    assert await post.untrue(row) == "decided on since"
    notice = await post.notice(await post.waiting(OutgoingKind.TARGETS_SIGNED_OFF, "Mo Head"))
    assert notice.messages[0].summary == "Targets signed off: Marlow"
    assert notice.words.endswith("hold from now: Dan Deputy signed them off.")


async def test_who_proposed_is_told_why_it_was_sent_back_in_teams_alone(world: World, post: Post) -> None:
    found = await sent_back(world, await proposed(world), f"Aim higher{MARKED}")
    assert await told(world, OutgoingKind.TARGETS_ENDED, found) == {"Sue Partner"}
    row = await post.waiting(OutgoingKind.TARGETS_ENDED, "Sue Partner")
    assert "Aim higher" in (await post.notice(row)).texts
    assert "Aim higher" not in (await post.letter(row)).text
    assert found.school == MARLOW

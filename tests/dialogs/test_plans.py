"""The Deputy CEO writes a school's tailored plan; those who may read it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dialogs.wording import REFUSAL
from strategy.plans import Action, ActionState
from tests.dialogs.answers import MARKED
from tests.dialogs.conversation import Conversation
from tests.dialogs.planning import action, reported
from tests.dialogs.world import MARLOW, NEWCOMER, OAK_BANK, World


@pytest.fixture
async def dan(world: World) -> Conversation:
    """Dan, who is the Deputy CEO."""
    return await world.chat("Dan Deputy")


async def _actions(world: World, school: str = OAK_BANK) -> list[Action]:
    async with world.store.transaction() as uow:
        return await uow.plans.actions_of(school)


ENTERED: dict[str, Any] = {
    "what": f"Coach middle leaders{MARKED}",
    "owner": "Hana Head",
    "by": "2026-12-18",
    "measure": f"Books show it{MARKED}",
}


async def test_a_plan_begins_with_its_first_action(world: World, dan: Conversation) -> None:
    form = await dan.says("start a tailored plan for Oak Bank")
    assert "Add an action: Oak Bank's tailored plan" in form.texts
    assert form.filled_in() == {"school": OAK_BANK}
    done = await dan.presses("Add action", **ENTERED)
    assert "Added: an action in Oak Bank's tailored plan, Hana Head, by Fri 18 Dec." in done.texts
    [kept] = await _actions(world)
    assert kept.text.owner == await world.person("Hana Head")
    assert (kept.text.by, kept.version) == (date(2026, 12, 18), 1)
    assert "plan action added" in await world.deeds()
    assert await world.drafts_of("Dan Deputy") == 0


async def test_an_owner_may_be_words(world: World, dan: Conversation) -> None:
    await dan.says("add an action to Oak Bank's plan")
    await dan.presses("Add action", **{**ENTERED, "owner": "Head of maths"})
    [kept] = await _actions(world)
    assert (kept.text.owner, kept.text.owner_words) == (None, "Head of maths")


async def test_a_second_press_adds_nothing(world: World, dan: Conversation) -> None:
    form = await dan.says("add an action to Oak Bank's plan")
    first = await dan.presses("Add action", on=form, **ENTERED)
    second = await dan.presses("Add action", on=form, **ENTERED)
    assert first.texts == second.texts
    assert len(await _actions(world)) == 1


async def test_what_is_missing_is_asked_for_and_what_was_typed_is_kept(
    world: World, dan: Conversation
) -> None:
    await dan.says("add an action to Oak Bank's plan")
    answer = await dan.presses("Add action", what=f"Coach{MARKED}")
    assert "How you will know that it worked is still needed." in answer.texts
    again = await dan.says("add an action to the tailored plan for Oak Bank")
    assert again.filled_in()["what"] == f"Coach{MARKED}"
    assert await world.drafts_of("Dan Deputy") == 1


async def test_an_action_can_be_said_one_thing_at_a_time(world: World, dan: Conversation) -> None:
    asked = await dan.says("add an action to Oak Bank's plan, ask me the questions")
    assert "What is to be done?" in asked.words
    await dan.says("Coach middle leaders")
    await dan.says("Hana Head")
    await dan.says("18 December")
    asked = await dan.says("Books show it")
    assert 'Say "add it" to add it' in asked.words
    assert "Added: an action in Oak Bank's tailored plan" in (await dan.says("add it")).all
    [kept] = await _actions(world)
    assert kept.text.by == date(2026, 12, 18)


async def test_those_who_may_see_a_plan_see_who_does_what_by_when(world: World) -> None:
    late = await action(world, what=f"Late thing{MARKED}", by=date(2026, 11, 13))
    await action(world, owner="Sam Partner")
    await reported(world, late)
    for name in ("Hana Head", "Sam Partner", "Carol Chief", "Lena Lead", "Dan Deputy"):
        chat = await world.chat(name)
        plan = await chat.says("can I see the tailored plan for Oak Bank")
        assert "2 open actions, 1 of them late" in plan.words, name
        assert "Head of maths, by Fri 13 Nov, late" in plan.texts
        assert "Sam Partner, by Fri 11 Dec" in plan.texts
        assert "Measure: All books marked" in plan.texts
        # The month's report is the CEO's: a headteacher and partner read only those to their Board.
        assert ("Two of six observed" in plan.texts) is (name not in ("Hana Head", "Sam Partner")), name


@pytest.mark.parametrize("name", ["Sue Partner", "Ted Teacher", "Chris Chair", "Tina Trustee", "Adam Admin"])
async def test_others_see_no_plan(world: World, name: str) -> None:
    await action(world)
    answer = await (await world.chat(name)).says("show me the tailored plan for Oak Bank")
    assert answer.words == REFUSAL


@pytest.mark.parametrize("name", ["Carol Chief", "Lena Lead", "Sam Partner", "Hana Head"])
async def test_only_the_deputy_ceo_writes_one(world: World, name: str) -> None:
    one = await action(world)
    chat = await world.chat(name)
    assert (await chat.says("add an action to Oak Bank's plan")).words == REFUSAL
    page = await chat.sends_data({"do": "plan.action", "action": one.id})
    assert "Mark done" not in page.buttons
    for do in ("plan.action.change", "plan.action.done", "plan.action.drop"):
        refused = await chat.sends_data({"do": do, "action": one.id, "version": 1, "note": "no"})
        assert REFUSAL in refused.all
    assert [each.version for each in await _actions(world)] == [1]


async def test_a_headteacher_asks_for_their_own(world: World) -> None:
    await action(world)
    answer = await (await world.chat("Hana Head")).says("What actions are in the tailored plan for my school")
    assert "Oak Bank's tailored plan has 1 open action" in answer.words


async def test_a_joining_school_has_none(dan: Conversation) -> None:
    for text in ("start a tailored plan for Newcomer", "show me the tailored plan for Newcomer"):
        answer = await dan.says(text)
        assert "Newcomer has no tailored plan: it is joining" in answer.words
    assert NEWCOMER not in (await dan.says("add an action to a tailored plan")).texts


async def test_an_action_is_changed_and_every_version_kept(world: World, dan: Conversation) -> None:
    one = await action(world)
    form = await dan.says("change action 1 in Oak Bank's plan")
    assert form.filled_in()["owner"] == "Head of maths"
    done = await dan.presses("Save changes", by="2027-01-15")
    assert "Changed: an action of Oak Bank's tailored plan" in done.texts
    async with world.store.transaction() as uow:
        versions = await uow.plans.versions(one.id)
    assert [each.text.by for each in versions] == [date(2026, 12, 11), date(2027, 1, 15)]
    page = await dan.sends_data({"do": "plan.action", "action": one.id})
    assert "Changed once, last by Dan Deputy" in page.texts


async def test_an_action_is_done_or_dropped_with_a_note(world: World, dan: Conversation) -> None:
    await action(world)
    await action(world, what=f"Second thing{MARKED}")
    await dan.says("mark action 1 of Oak Bank's plan as done")
    done = await dan.presses("Mark done", note=f"All coached{MARKED}")
    assert "is marked done" in done.texts
    await dan.says("drop action 1 of Oak Bank's plan")
    unsaid = await dan.presses("Drop it")
    assert "Please say why it is dropped." in unsaid.texts
    dropped = await dan.presses("Drop it", note=f"No longer needed{MARKED}")
    assert "is dropped" in dropped.texts
    assert [each.state for each in await _actions(world)] == [ActionState.DONE, ActionState.DROPPED]
    plan = await dan.says("Oak Bank's tailored plan")
    assert "no open actions, and 2 closed" in plan.words
    await dan.presses(f"1. Coach middle leaders{MARKED}")
    again = await dan.presses("Open again")
    assert "is open again" in again.texts


async def test_whoever_was_shown_an_earlier_version_is_told(world: World, dan: Conversation) -> None:
    one = await action(world)
    form = await dan.says("change action 1 in Oak Bank's plan")
    other = dan.elsewhere(dan.place)
    await other.sends_data({"do": "plan.action.done", "action": one.id, "version": 1})
    told = await dan.presses("Save changes", on=form, by="2027-01-15")
    assert "That has changed meanwhile: Dan Deputy changed it" in told.words
    assert await world.drafts_of("Dan Deputy") == 1
    stale = await other.sends_data({"do": "plan.action.drop", "action": one.id, "version": 1, "note": "x"})
    assert "That has changed meanwhile" in stale.all
    assert [each.state for each in await _actions(world)] == [ActionState.DONE]


async def test_a_long_plan_is_paged_and_each_card_stays_small(world: World, dan: Conversation) -> None:
    for number in range(14):
        await action(world, what=f"Thing {number}: {'word ' * 190}")
    first = await dan.says("show me the tailored plan for Oak Bank")
    assert "Showing 1 to 6 of 14" in first.words
    second = await dan.says("more")
    assert "Showing 7 to 12 of 14" in second.words
    opened = await dan.says("8")
    assert "Thing 7" in opened.texts


async def test_the_only_plan_is_shown_and_else_one_is_chosen(world: World, dan: Conversation) -> None:
    await action(world, MARLOW)
    asked = await dan.says("show me the tailored plan")
    assert "Which school's tailored plan" in asked.words
    plan = await dan.presses("Marlow")
    assert "Marlow's tailored plan has 1 open action" in plan.all


async def test_an_action_of_many_lines_still_fits_a_card(world: World, dan: Conversation) -> None:
    lines = "line\n" * 199
    one = await action(world, what=lines)
    await reported(world, one, impact="line\n" * 399, overall=f"Long{MARKED}")
    page = await dan.sends_data({"do": "plan.action", "action": one.id})
    assert "Mark done" in page.buttons
    read = await dan.says("show me the last plan report on Oak Bank")
    assert "Overall" in read.texts

"""Actions that minutes name: listed, owed, done and opened again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dialogs.wording import REFUSAL, REFUSAL_TO_DO
from strategy.duties import DutyKind, DutyState
from strategy.minutes import ActionState, MinutedAction
from tests.dialogs.conversation import NOW, Conversation
from tests.dialogs.minuting import (
    filled_in,
    minuted,
    owed,
    the_minutes,
)
from tests.dialogs.world import MARLOW, ST_ANNE, World


@pytest.fixture
async def clerk(world: World) -> Conversation:
    """Gail, the governance professional, in her own chat."""
    return await world.chat("Gail Governance")


async def test_many_actions_have_pages_and_one_numbering(world: World) -> None:
    await minuted(world, *((f"Task {n}", "Sue Partner") for n in range(1, 13)), school=ST_ANNE)
    chris = await world.chat("Chris Chair")
    first = await chris.says("Actions from the last board?")
    assert "Showing 1 to 8 of 12." in first.words
    assert "9. Task 9" in (await chris.says("more")).texts
    sue = await world.chat("Sue Partner")
    await sue.says("my actions")
    assert "that is done" in (await sue.says("mark action 12 as done")).words
    assert (await the_action(world, "Task 12")).state is ActionState.DONE


async def the_action(world: World, what: str = "Reading") -> MinutedAction:
    return next(a for a in (await the_minutes(world)).actions if a.text.what == what)


async def test_actions_of_the_last_board_are_listed_with_how_they_stand(world: World) -> None:
    await minuted(world, ("Old", "Sue Partner"), school=ST_ANNE, day=date(2026, 10, 1))
    await minuted(
        world, ("Reading", "Sue Partner"), ("Gates", "the caretaker"), school=ST_ANNE, due=date(2026, 11, 20)
    )
    for text in (
        "Actions from the last board?",
        "actions from St Anne's last board",
        "what actions came out of the last progress board at St Anne's?",
    ):
        answer = await (await world.chat("Chris Chair")).says(text)
        assert "2 actions from St Anne's Progress Board of Thu 19 November 2026" in answer.words
        assert "2 still open, 2 of them late." in answer.words
        assert "1. Reading" in answer.texts
        assert "The caretaker, by Fri 20 Nov, late" in answer.texts


async def test_what_actions_i_owe_are_those_of_all_meetings_the_next_first(world: World) -> None:
    await minuted(world, ("Later", "Sue Partner"), ("Mine not", "Hana Head"), school=ST_ANNE)
    await minuted(world, ("Sooner", "Sue Partner"), school=MARLOW, due=date(2026, 11, 27))
    sue = await world.chat("Sue Partner")
    for text in ("what actions do I owe", "my actions", "do I have any open actions?"):
        answer = await sue.says(text)
        assert answer.words == "You owe 2 actions."
        titles = [title for title, data in answer.pressable if data["do"] == "minutes.action"]
        assert titles == ["1. Sooner", "2. Later"]


@pytest.mark.parametrize("text", ["mark action 1 as done", "mark the reading action as done"])
async def test_an_action_is_marked_done_in_words_and_its_duty_is_done(world: World, text: str) -> None:
    await minuted(world, ("Reading", "Sue Partner"), ("Maths", "Sue Partner"), school=ST_ANNE)
    sue = await world.chat("Sue Partner")
    await sue.says("my actions")
    assert "Thank you: that is done." in (await sue.says(text)).words
    assert (await the_action(world)).state is ActionState.DONE
    assert (await the_action(world, "Maths")).is_open
    states = {
        e.duty.about.split(":")[1]: e.state for e in await owed(world, DutyKind.MINUTED_ACTION, ST_ANNE)
    }
    assert sorted(states.values()) == [DutyState.FULFILLED, DutyState.OPEN]
    assert (await world.deeds())[0] == "action done"
    assert "You owe 1 action." in (await sue.says("what actions do I owe?")).words


async def test_an_action_is_done_by_its_button_and_opened_again(world: World) -> None:
    await minuted(world, ("Reading", "Sue Partner"), school=ST_ANNE)
    sue = await world.chat("Sue Partner")
    await sue.says("my actions")
    shown = await sue.presses("1. Reading")
    assert "The minutes" not in shown.buttons
    done = await sue.presses("It is done", on=shown)
    assert "Thank you: that is done." in done.all
    await sue.presses("Open it again", on=done)
    assert (await the_action(world)).is_open
    [entry] = await owed(world, DutyKind.MINUTED_ACTION, ST_ANNE)
    assert entry.state is DutyState.OPEN
    stale = await sue.presses("It is done", on=shown)
    assert "That has changed meanwhile." in stale.all


async def test_it_is_the_action_that_was_shown_last_and_nothing_else(world: World) -> None:
    await minuted(world, ("Reading", "Sue Partner"), school=ST_ANNE)
    sue = await world.chat("Sue Partner")
    await sue.says("my actions")
    await sue.says("1")
    await sue.says("my visits")
    await sue.says("mark it as done")
    assert (await the_action(world)).is_open
    await sue.says("my actions")
    await sue.says("1")
    assert "that is done" in (await sue.says("mark it as done")).words


async def test_where_several_fit_it_is_asked_which(world: World) -> None:
    await minuted(
        world, ("Reading in year 1", "Sue Partner"), ("Reading in year 2", "Sue Partner"), school=ST_ANNE
    )
    sue = await world.chat("Sue Partner")
    assert "Which one do you mean?" in (await sue.says("mark the reading action as done")).words
    assert all(action.is_open for action in (await the_minutes(world)).actions)


@pytest.mark.parametrize("name", ["Gail Governance", "Dan Deputy", "Carol Chief"])
async def test_chair_and_clerk_may_close_anybodys_action(world: World, name: str) -> None:
    await minuted(world, ("Gates", "the caretaker"), school=ST_ANNE)
    chat = await world.chat(name)
    await chat.says("actions from St Anne's last board")
    assert "that is done" in (await chat.says("mark action 1 as done")).words


@pytest.mark.parametrize("name", ["Chris Chair", "Lena Lead", "Stan Committee", "Hana Head", "Sam Partner"])
async def test_nobody_else_closes_anothers_action(world: World, name: str) -> None:
    await minuted(world, ("Reading", "Sue Partner"), school=ST_ANNE)
    action = await the_action(world)
    chat = await world.chat(name)
    answer = await chat.sends_data({"do": "minutes.action.done", "action": action.id, "revision": 1})
    assert answer.words in (REFUSAL, REFUSAL_TO_DO)
    assert (await the_action(world)).is_open


async def test_an_action_of_the_eit_is_owed_where_its_words_name_one_school(
    world: World, clerk: Conversation
) -> None:
    await clerk.says("minutes of the EIT of 18 November")
    receipt = await filled_in(
        clerk, actions="Visit Marlow's maths; Sue Partner; 4 December\nWrite to all; Sue Partner; 4 December"
    )
    assert "Nobody is reminded of 1 of them, as I don't know its owner or school." in receipt.all
    [entry] = await owed(world, DutyKind.MINUTED_ACTION, MARLOW)
    assert entry.duty.owner == await world.person("Sue Partner")
    # Both are hers, and she is told of both when she asks.
    sue = await world.chat("Sue Partner")
    assert (await sue.says("what actions do I owe")).words == "You owe 2 actions."


async def test_offices_are_read_as_those_who_hold_them(world: World, clerk: Conversation) -> None:
    await clerk.says("minutes of St Anne's board of 19 November")
    await filled_in(
        clerk,
        actions="A plan; headteacher; 4 December\nA letter; chair of governors; 4 December\n"
        "A visit; SIP; 4 December\nA decision; Deputy CEO; 4 December",
    )
    names = ["Ned Newman", "Chris Chair", "Sue Partner", "Dan Deputy"]
    expected = [await world.person(name) for name in names]
    assert [action.text.owner for action in (await the_minutes(world)).actions] == expected


async def test_an_action_of_a_school_is_seen_by_no_head_of_another(world: World) -> None:
    await minuted(world, ("Reading", "Sue Partner"), school=ST_ANNE)
    action = await the_action(world)
    hana = await world.chat("Hana Head")
    assert (await hana.sends_data({"do": "minutes.action", "action": action.id})).words == REFUSAL
    later = NOW + timedelta(days=30)
    hana.at = later
    assert "Action" not in (await hana.says("deadlines for my school")).texts

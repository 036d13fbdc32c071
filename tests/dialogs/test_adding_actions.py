"""Adding actions to minutes in words, before they are filed and after, and those that their text names."""

from __future__ import annotations

from datetime import date

import pytest

from dialogs.messages import Place
from dialogs.wording import REFUSAL_TO_DO
from strategy.policy_reporting import Body
from tests.dialogs.conversation import Conversation
from tests.dialogs.minuting import held, minuted
from tests.dialogs.world import MARLOW, OAK_BANK, ST_ANNE, World

PASTED = "All were there.\nActions: Sam to ring homes by 4 December; Sue Partner to buy books by 11 December."
SAM, SUE = "Ring homes (Sam Partner, by Fri 4 Dec)", "Buy books (Sue Partner, by Fri 11 Dec)"


@pytest.fixture
async def clerk(world: World) -> Conversation:
    """The clerk, at a keyboard alone; Marlow's Board was held and has no minutes."""
    await held(world, MARLOW)
    return (await world.chat("Gail Governance")).elsewhere(Place.TERMINAL)


async def pasted(clerk: Conversation) -> None:
    await clerk.says("record the minutes of the Marlow board")
    await clerk.says(PASTED)
    await clerk.says("none")


async def actions_of(world: World, school: str) -> list[tuple[str, str, date]]:
    """The actions that stand in the minutes of a school's Boards: what, whose, by when."""
    async with world.store.transaction() as uow:
        found = [
            action
            for number in range(1, 6)
            if (minutes := await uow.minutes.get(number)) is not None and minutes.meeting.school == school
            for action in minutes.standing_actions
        ]
        return [
            (each.text.what, uow.trust.person(each.text.owner).name, each.text.by)
            for each in found
            if each.text.owner is not None
        ]


@pytest.mark.parametrize(
    "text",
    [
        "add an action to the minutes of the Marlow board: Sam to ring homes by 4 December",
        "another action from the Marlow board - Sam Partner will ring homes by 4 Dec",
        "can you add an action to the Marlow board minutes for Sam to ring homes by 4 December",
        "we missed an action off Marlow's board minutes of 19 Nov: ring homes; Sam Partner; 4 Dec",
        "minute an action for Sam from the Marlow board: ring homes by 4 December",
    ],
)
async def test_an_action_is_added_to_minutes_that_are_filed_once_its_reading_is_confirmed(
    world: World, clerk: Conversation, text: str
) -> None:
    await minuted(world, ("Reading", "Sue Partner"), school=MARLOW)
    answer = await clerk.says(text)
    assert f"Added: {SAM}." in answer.words
    assert "so this amends them: nothing counts until you file them" in answer.words
    assert len(await actions_of(world, MARLOW)) == 1
    assert "version 2" in (await clerk.says("file them")).words
    assert [what for what, _, _ in await actions_of(world, MARLOW)] == ["Reading", "Ring homes"]
    assert "minutes amended" in await world.deeds()


async def test_minutes_that_are_not_in_yet_are_begun_with_the_action(
    world: World, clerk: Conversation
) -> None:
    answer = await clerk.says("add an action to the Marlow minutes: Sam to ring homes by 4 December")
    assert f"Added: {SAM}." in answer.words
    assert "They are not in yet" in answer.words
    assert "Still needed: Minutes." in answer.words
    await clerk.says("next")
    await clerk.says("We met.")
    for _ in range(3):
        answer = await clerk.says("none")
    assert "1 action." in (await clerk.says("file them")).words
    assert await actions_of(world, MARLOW) == [("Ring homes", "Sam Partner", date(2026, 12, 4))]


async def test_at_the_review_a_line_that_reads_as_an_action_is_one(clerk: Conversation) -> None:
    await pasted(clerk)
    await clerk.says("none")
    await clerk.says("none")
    assert f"Added: {SAM}." in (await clerk.says("Sam to ring homes by 4 December")).words
    answer = await clerk.says("add an action: Sue Partner to buy books by 11 December")
    assert f"Added: {SUE}." in answer.words
    assert (
        "That is among the actions already."
        in (await clerk.says("and another action: Sue Partner to buy books by 11 December")).words
    )


async def test_an_action_that_is_added_between_questions_is_no_answer_to_them(clerk: Conversation) -> None:
    await clerk.says("record the minutes of the Marlow board")
    answer = await clerk.says("add an action: Sam to ring homes by 4 December")
    assert f"Added: {SAM}." in answer.words
    assert "What was said?" in answer.words


async def test_what_is_missing_of_an_action_is_asked_for(world: World, clerk: Conversation) -> None:
    await minuted(world, school=MARLOW)
    answer = await clerk.says("add an action to the minutes of the Marlow board: Sam to ring homes")
    assert answer.words.startswith("Who is to do what by when?")
    assert f"Added: {SAM}." in (await clerk.says("Sam to ring homes by 4 December")).words
    again = await clerk.says("add an action: Sam to ring homes by 2 November 2026")
    assert "Mon 2 November 2026 is before the meeting" in again.words


async def test_which_meeting_is_asked_for_where_none_is_known(world: World, clerk: Conversation) -> None:
    await held(world, "", date(2026, 11, 18), Body.EIT)
    answer = await clerk.says("add an action to the committee minutes: Sam to ring homes by 4 December")
    assert answer.words.startswith("Which meeting's minutes?")
    assert f"Added: {SAM}." in (await clerk.says("the EIT of 18 November")).words


async def test_actions_that_the_text_names_are_proposed_and_never_recorded_unasked(
    world: World, clerk: Conversation
) -> None:
    await pasted(clerk)
    answer = await clerk.says("none")
    assert f"Your text names 2 actions:\n1. {SAM}\n2. {SUE}\nThey are not recorded yet" in answer.words
    reviewed = await clerk.says("skip")
    assert f"1. {SAM}" in reviewed.words
    filed = await clerk.says("file them")
    assert 'Their text names 2 actions that are not recorded: say "add the actions"' in filed.words
    assert await actions_of(world, MARLOW) == []


@pytest.mark.parametrize(
    "text", ["add the actions", "yes please", "add them", "Can you record those actions"]
)
async def test_what_the_text_names_is_taken_over_in_a_word(
    world: World, clerk: Conversation, text: str
) -> None:
    await pasted(clerk)
    await clerk.says("none")
    answer = await clerk.says(text)
    assert f"Added: {SAM}; {SUE}." in answer.words
    await clerk.says("file them")
    assert [who for _, who, _ in await actions_of(world, MARLOW)] == ["Sam Partner", "Sue Partner"]


async def test_minutes_whose_text_names_actions_say_so_when_actions_are_asked_for(world: World) -> None:
    await minuted(world, school=MARLOW, text=PASTED)
    clerk = await world.chat("Gail Governance")
    answer = await clerk.says("actions from the last Marlow board?")
    assert answer.words.startswith("No actions are recorded with the minutes of Marlow's Progress Board")
    assert "Their text names 2 actions:" in answer.all
    assert f"1. {SAM}" in answer.all
    assert f"2. {SUE}" in answer.all
    amended = await clerk.presses("Record them")
    assert f"Added: {SAM}; {SUE}." in amended.words
    assert await actions_of(world, MARLOW) == []
    await clerk.presses("File them")
    assert len(await actions_of(world, MARLOW)) == 2


async def test_who_only_reads_is_told_that_nobody_is_reminded(world: World) -> None:
    await minuted(world, school=ST_ANNE, text=PASTED)
    answer = await (await world.chat("Chris Chair")).says("actions from our last board")
    assert "Nobody is reminded of them." in answer.all
    assert "Record them" not in answer.buttons


async def test_minutes_that_name_no_action_say_how_one_is_added(world: World) -> None:
    await minuted(world, school=OAK_BANK)
    clerk = await world.chat("Gail Governance")
    answer = await clerk.says("actions from the Oak Bank board")
    assert 'To add one, say "add an action:"' in answer.all
    added = await clerk.says("add an action: Sam to ring homes by 4 December")
    assert f"Added: {SAM}." in added.words


async def test_nobody_adds_to_minutes_they_may_not_record(world: World) -> None:
    await minuted(world, school=OAK_BANK)
    chat = await world.chat("Hana Head")
    await chat.says("show me the minutes of our last board")
    answer = await chat.says("add an action to the minutes of our board: Sam to ring homes by 4 December")
    assert "Added" not in answer.words
    assert await world.drafts_of("Hana Head") == 0


async def test_an_action_of_a_tailored_plan_is_none_of_minutes(world: World) -> None:
    await minuted(world, school=OAK_BANK)
    clerk = await world.chat("Dan Deputy")
    await clerk.says("show me the minutes of the Oak Bank board")
    answer = await clerk.says("add an action to Oak Bank's plan: train the staff")
    assert "minutes" not in answer.words.casefold()


@pytest.mark.parametrize(
    ("when", "day"), [("friday", date(2026, 11, 27)), ("20 November", date(2026, 11, 20))]
)
async def test_a_weekday_that_is_over_since_the_meeting_is_the_next(
    world: World, clerk: Conversation, when: str, day: date
) -> None:
    await minuted(world, school=MARLOW)
    await clerk.says(f"add an action to the Marlow minutes: Sam to ring homes by {when}")
    await clerk.says("file them")
    assert await actions_of(world, MARLOW) == [("Ring homes", "Sam Partner", day)]


async def test_while_the_form_of_minutes_is_open_a_line_that_reads_as_an_action_is_one(world: World) -> None:
    await held(world, MARLOW)
    clerk = await world.chat("Gail Governance")
    await clerk.says("record the minutes of the Marlow board")
    assert f"Added: {SAM}." in (await clerk.says("Sam Partner to ring homes by 4 December")).words


async def test_the_button_of_a_card_that_is_not_theirs_records_nothing(world: World) -> None:
    made = await minuted(world, school=ST_ANNE, text=PASTED)
    chair = await world.chat("Chris Chair")
    answer = await chair.sends_data({"do": "minutes.add_named", "minutes": made.id})
    assert answer.words == REFUSAL_TO_DO
    assert await world.drafts_of("Chris Chair") == 0

"""What people ask about meetings beside when they are: the last, who comes, its agenda, who has none."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from dialogs.wording import REFUSAL
from strategy.meetings import Meeting
from strategy.policy_reporting import Body
from tests.dialogs.conversation import NOW, Conversation
from tests.dialogs.world import MARLOW, OAK_BANK, World

TODAY = NOW.date()
SOON, LATER, LONG_AGO = TODAY + timedelta(days=3), TODAY + timedelta(days=40), TODAY - timedelta(days=20)
BOARD, EIT = Body.PROGRESS_BOARD, Body.EIT


async def record(world: World, body: Body, day: date, school: str = "") -> None:
    async with world.store.transaction() as uow:
        await uow.meetings.add(Meeting(0, body, school, day, time(9), time(10, 30)))


def said_of(day: date) -> str:
    return f"{day:%a} {day.day} {day:%B %Y}"


@pytest.mark.parametrize(
    "text", ["when was the last board at Oak Bank", "the latest PB at oak bank?", "last Oak Bank board"]
)
async def test_the_last_meeting_is_one_that_is_over(world: World, deputy: Conversation, text: str) -> None:
    await record(world, BOARD, LONG_AGO, OAK_BANK)
    await record(world, BOARD, SOON, OAK_BANK)
    answer = await deputy.says(text)
    assert f"The last Progress Board of Oak Bank was on {said_of(LONG_AGO)}" in answer.words


async def test_where_none_was_held_that_is_said(world: World, deputy: Conversation) -> None:
    await record(world, EIT, SOON)
    assert (await deputy.says("when was the last EIT")).words == "I know of no EIT that was held."


@pytest.mark.parametrize(
    "text",
    ["who will be at our board", "who is coming to our progress board", "who's coming to the Oak Bank PB"],
)
async def test_who_comes_to_a_board_is_no_question_about_visits(world: World, text: str) -> None:
    await record(world, BOARD, SOON, OAK_BANK)
    answer = await (await world.chat("Hana Head")).says(text)
    assert f"The next Progress Board of Oak Bank is on {said_of(SOON)}" in answer.words
    assert "Hana Head" in answer.texts


async def test_who_sits_in_a_meeting_is_shown_with_it(world: World, deputy: Conversation) -> None:
    await record(world, EIT, SOON)
    answer = await deputy.says("who sits on the EIT")
    assert f"is on {said_of(SOON)}" in answer.words
    assert "Carol Chief" in answer.texts


async def test_the_chair_of_a_planned_board_is_named(world: World, deputy: Conversation) -> None:
    await deputy.says("plan this year's meetings")
    await deputy.says("book them all")
    await deputy.says("yes")
    answer = await deputy.says("who chairs the Oak Bank board")
    assert " chairs the next Progress Board of Oak Bank, on " in answer.words


async def test_the_agenda_of_a_day_is_that_days(world: World, deputy: Conversation) -> None:
    await record(world, EIT, SOON)
    await record(world, EIT, LATER)
    answer = await deputy.says(f"agenda for the EIT on {LATER.day} {LATER:%B}")
    assert f"The EIT is on {said_of(LATER)}" in answer.words


async def test_an_agenda_without_business_says_so(world: World, deputy: Conversation) -> None:
    await record(world, EIT, SOON)
    answer = await deputy.says("what's on the agenda for the next EIT")
    assert "The strategy sets no items of its own for this meeting." in answer.words


async def test_a_meeting_that_no_plan_knows_has_the_business_of_the_round_it_follows(
    world: World, deputy: Conversation
) -> None:
    # The first round's, in September; the next begins in November.
    await record(world, EIT, date(2026, 10, 6))
    answer = await deputy.says("agenda for the EIT on 6 October")
    assert "Settle each school's risk" in answer.texts


async def test_without_a_visit_to_come_the_agenda_is_that_of_the_next_meeting(
    world: World, deputy: Conversation
) -> None:
    await record(world, EIT, SOON)
    answer = await deputy.says("what's on the agenda")
    assert (
        f"There is no partner's visit to come. Your next meeting is the EIT on {said_of(SOON)}"
        in answer.words
    )


@pytest.mark.parametrize(
    "text", ["can we move our board to 4 december", "please cancel our progress board", "reschedule our PB"]
)
async def test_who_cannot_change_a_meeting_hears_whom_to_ask(world: World, text: str) -> None:
    await record(world, BOARD, LATER, OAK_BANK)
    answer = await (await world.chat("Hana Head")).says(text)
    assert "that meeting for you. Please ask those who plan the year's meetings or your" in answer.words
    assert said_of(LATER) in answer.words


async def test_who_plans_meetings_hears_how_one_is_moved(world: World, deputy: Conversation) -> None:
    await record(world, BOARD, LATER, OAK_BANK)
    answer = await deputy.says("reschedule the Oak Bank board")
    assert "To which day, and of which month? Say, for example, “move the Oak Bank board in " in answer.words


@pytest.mark.parametrize(
    "text",
    [
        "which schools have no board this term",
        "schools without a progress board this term",
        "who hasn't got a PB this term",
    ],
)
async def test_schools_without_a_board_are_named(world: World, deputy: Conversation, text: str) -> None:
    await record(world, BOARD, SOON, OAK_BANK)
    answer = await deputy.says(text)
    assert "schools have no Progress Board recorded" in answer.words
    assert "Marlow" in answer.words
    assert "Oak Bank" not in answer.words


async def test_where_no_school_has_a_board_it_is_said_once(world: World, deputy: Conversation) -> None:
    answer = await deputy.says("which schools have no board this term")
    assert answer.words.startswith("None of the ")


async def test_a_partner_is_told_of_the_boards_of_their_own_schools(world: World) -> None:
    await record(world, BOARD, SOON, OAK_BANK)
    await record(world, BOARD, LATER, MARLOW)
    who = await world.chat("Sam Partner")
    answer = await who.says("when are the boards at my schools")
    assert "of your schools" in answer.words
    assert [row[2] for row in answer.rows] == ["Progress Board of Oak Bank"]
    assert (await who.says("when is the board at Marlow")).words == REFUSAL


async def test_what_is_said_next_is_about_the_meeting_just_shown(world: World, deputy: Conversation) -> None:
    await record(world, EIT, SOON)
    await record(world, EIT, LATER)
    await deputy.says("when is the next EIT")
    assert f"EIT: {said_of(SOON)}" in (await deputy.says("who's coming?")).words.replace(
        "Education Improvement Team", "EIT"
    )
    assert "sets no items of its own" in (await deputy.says("what's on the agenda?")).words
    assert (
        f"After that the EIT is on {said_of(LATER)}" in (await deputy.says("and the one after that?")).words
    )
    assert (await deputy.says("the one after")).words == f"No EIT is recorded after {said_of(LATER)}."


async def test_a_command_is_no_answer_to_which_day_the_minutes_are_of(world: World) -> None:
    clerk = await world.chat("Gail Governance")
    await record(world, EIT, LONG_AGO)
    asked = await clerk.says("record the minutes of the Marlow board")
    assert "Of which day are the minutes?" in asked.words
    form = await clerk.says("share the minutes from the last EIT")
    assert "Minutes: Education Improvement Team" in form.texts

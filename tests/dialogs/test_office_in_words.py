"""Sentences that put off, excuse and hand on what is owed."""

from __future__ import annotations

from datetime import date

import pytest

from dialogs.messages import Place
from strategy.duties import DutyState
from strategy.permissions import Scope
from strategy.ports import DutyQuery
from strategy.visits import Visit
from tests.dialogs.conversation import Conversation
from tests.dialogs.decisions import (
    DUE,
    WEDNESDAY,
    changes_of,
    duty_of,
    opens,
)
from tests.dialogs.world import MARLOW, OAK_BANK, World

_ALL = Scope(everything=True)


@pytest.mark.parametrize("place", [Place.PERSONAL, Place.TERMINAL])
async def test_what_is_missing_in_a_sentence_is_asked_for(world: World, visit: Visit, place: Place) -> None:
    dan = await world.chat("Dan Deputy", place)
    asked = await dan.says("extend Sam's Oak Bank report")
    assert "Oak Bank, visit of Wed 18 Nov: Sam Partner owes the report" in asked.words
    assert "Which day" not in asked.words
    again = await dan.says("the moon")
    assert "I couldn't read that as a day" in again.words
    asked = await dan.says("Friday 4 December")
    assert await changes_of(world, visit) == []
    done = await dan.says("he was called away")
    assert done.words == "Oak Bank, visit of Wed 18 Nov: now due Fri 4 December 2026. Sam is told."
    [change] = await changes_of(world, visit)
    assert change.reason == "he was called away"


async def test_by_so_much_longer_is_counted_from_the_day_it_is_due(
    world: World, deputy: Conversation, visit: Visit
) -> None:
    done = await deputy.says("extend Sam's Oak Bank report by two working days, he was called away")
    assert "now due Wed 25 November 2026" in done.words
    done = await deputy.says("extend Sam's Oak Bank report by a week, he is ill")
    assert "now due Wed 2 December 2026" in done.words
    assert len(await changes_of(world, visit)) == 2


@pytest.mark.parametrize("word", ["cancel", "no", "leave it"])
async def test_cancel_leaves_it_as_it_is(world: World, deputy: Conversation, visit: Visit, word: str) -> None:
    await deputy.says("excuse Sam from the Oak Bank report")
    assert (await deputy.says(word)).words == "All right, nothing has been changed."
    assert (await deputy.says("he is ill")).words != ""
    assert await changes_of(world, visit) == []


async def test_another_question_in_between_is_no_reason(
    world: World, deputy: Conversation, visit: Visit
) -> None:
    await deputy.says("excuse Sam from the Oak Bank report")
    answer = await deputy.says("which reports are overdue?")
    assert "overdue" in answer.words
    assert await changes_of(world, visit) == []


@pytest.mark.parametrize("text", ["what did I do today?", "what did Sam do last week", "who did what today"])
async def test_a_question_about_the_record_is_no_reason(
    world: World, deputy: Conversation, visit: Visit, text: str
) -> None:
    await deputy.says("excuse Sam from the Oak Bank report")
    assert "in the record" in (await deputy.says(text)).words
    assert await changes_of(world, visit) == []


@pytest.mark.parametrize(
    "text",
    [
        "give Sam's Oak Bank report to somebody else",
        "please hand Sam's Oak Bank report over to someone else",
        "reassign Sam's Oak Bank report",
        "can you reassign Sam's report on Oak Bank to someone else?",
    ],
)
async def test_who_takes_it_on_is_asked_where_it_is_somebody_else(
    world: World, visit: Visit, text: str
) -> None:
    dan = await world.chat("Dan Deputy", Place.TERMINAL)
    assert "Who takes it on?" in (await dan.says(text)).words
    assert "What is the reason?" in (await dan.says("Sue Partner")).words
    assert "Sue Partner owes the report now" in (await dan.says("he is ill")).words


@pytest.mark.parametrize("place", [Place.PERSONAL, Place.TERMINAL])
async def test_where_several_reports_fit_it_is_asked_which(world: World, visit: Visit, place: Place) -> None:
    await world.diary("Sam Partner", OAK_BANK, date(2026, 11, 10))
    dan = await world.chat("Dan Deputy", place)
    asked = await dan.says("extend Sam's Oak Bank report to 4 December because he is ill")
    assert asked.words.startswith("Which one do you mean?")
    which = await dan.says("2")
    assert "visit of Wed 18 Nov" in which.words
    done = await dan.says("he is ill")
    assert done.words == "Oak Bank, visit of Wed 18 Nov: now due Fri 4 December 2026. Sam is told."
    assert (await duty_of(world, visit)).duty.extended_to == date(2026, 12, 4)


async def test_a_report_that_can_be_written_is_meant_before_one_to_come(
    world: World, deputy: Conversation, visit: Visit
) -> None:
    [planned] = await world.diary("Sam Partner", OAK_BANK, date(2026, 12, 2))
    await deputy.says("excuse Sam from the Oak Bank report, he is ill")
    assert (await duty_of(world, visit)).state is DutyState.EXCUSED
    assert (await duty_of(world, planned)).state is DutyState.OPEN
    await deputy.says("excuse Sam from the Oak Bank report, he is ill")
    assert (await duty_of(world, planned)).state is DutyState.EXCUSED
    none = await deputy.says("excuse Sam from the Oak Bank report, he is ill")
    assert none.words == "Sam Partner owes no report on Oak Bank."


async def test_of_the_report_that_is_open_it_is_enough_to_say_it(world: World, visit: Visit) -> None:
    dan = await world.chat("Dan Deputy", Place.TERMINAL)
    assert 'say "extend it"' in (await opens(dan, visit)).words
    done = await dan.says("extend it to 4 December because he is ill")
    assert "now due Fri 4 December 2026" in done.words
    asked = await dan.says("give it to Sue Partner")
    assert "What is the reason?" in asked.words
    assert "Sue Partner owes the report now" in (await dan.says("he is still ill")).words
    await dan.says("which reports are overdue?")
    assert "Oak Bank" not in (await dan.says("excuse it because he is ill")).words
    assert (await duty_of(world, visit)).state is DutyState.OPEN


async def test_in_a_group_it_is_decided_in_ones_own_chat(world: World, visit: Visit) -> None:
    dan = await world.chat("Dan Deputy", Place.GROUP)
    answer = await dan.says("excuse Sam from the Oak Bank report because he is ill")
    assert [message.text for message in answer.reply.privately] == [
        "Oak Bank, visit of Wed 18 Nov: Sam Partner is excused, and no report is owed. Sam is told."
    ]
    assert "Sam" not in answer.reply.messages[0].text


async def test_a_wish_without_a_report_in_it_is_asked_about(world: World, deputy: Conversation) -> None:
    await world.diary("Sue Partner", MARLOW, WEDNESDAY)
    answer = await deputy.says("extend the report to Friday")
    assert answer.words.startswith("Whose report do you mean, and on which school?")
    async with world.store.transaction() as uow:
        [row] = (await uow.duties.page(DutyQuery(schools=frozenset({MARLOW})), _ALL)).items
    assert row.due_on == DUE

"""Sentences that cancel a meeting, or ask after one, as busy people type them."""

from __future__ import annotations

from datetime import date, time

import pytest

from dialogs.cancelling_words import asks_of_cancelled, cancel_in, cancels_it, moves_it
from strategy.meetings import Meeting
from strategy.policy_reporting import Body
from tests.dialogs.conversation import Conversation
from tests.dialogs.world import MARLOW, OAK_BANK, World

EIT_OF_MARCH = "Shall I cancel the EIT on Fri 12 March 2027"
BOARD_OF_MARLOW = "Shall I cancel the Progress Board of Marlow on Thu 3 December 2026"
COMMITTEE = "Shall I cancel the Standards Committee on Wed 9 December 2026"
TRAINING = "Shall I cancel the SIP training on Tue 8 June 2027"

CANCELS = [
    ("cancel the EIT on 12 March, half of them are ill", EIT_OF_MARCH, "half of them are ill"),
    ("cancel the EIT on Friday, 12 March - snow", EIT_OF_MARCH, "snow"),
    ("pls cancel the march EIT", EIT_OF_MARCH, ""),
    ("we need to call off the EIT on 12/3 because the chair is away", EIT_OF_MARCH, "the chair is away"),
    ("can you scrap the EIT on the 12th of March?", EIT_OF_MARCH, ""),
    ("The EIT on 12 March can't go ahead, boiler has failed", EIT_OF_MARCH, "boiler has failed"),
    ("the EIT on 12 March needs to be cancelled", EIT_OF_MARCH, ""),
    ("the EIT on 12 march is off as we're not quorate", EIT_OF_MARCH, "we're not quorate"),
    ("Sorry, please cancel the EIT on 12 March. Too many are ill.", EIT_OF_MARCH, "Too many are ill"),
    ("cancel EIT 12 March (no papers)", EIT_OF_MARCH, "no papers"),
    ("cancel Marlow's board", BOARD_OF_MARLOW, ""),
    ("call off the Marlow board on Thursday week due to flooding", BOARD_OF_MARLOW, "flooding"),
    ("please cancel the progress board at Marlow on 3 december", BOARD_OF_MARLOW, ""),
    ("the board at Marlow on 3 December won't happen: no heating", BOARD_OF_MARLOW, "no heating"),
    ("let's cancel the 3 December board", BOARD_OF_MARLOW, ""),
    ("cancel the standards committee in december, thanks", COMMITTEE, ""),
    (
        "we have to cancel the next standards committee since the trust chair is abroad",
        COMMITTEE,
        "the trust chair is abroad",
    ),
    ("I need to cancel the committee on 9 December", COMMITTEE, ""),
    ("cancel the SIP training in June owing to exams", TRAINING, "exams"),
    ("cancel the SIPs' training on 8 June", TRAINING, ""),
]
QUESTIONS = [
    "is the EIT still on?",
    "is the EIT on 12 March going ahead",
    "has the EIT been cancelled",
    "hi, was the march EIT called off?",
    "which meetings have been cancelled",
    "who cancelled the board at Marlow?",
]
OTHERS = [
    "cancel my visit to Marlow on Thursday",
    "cancel the maths network on 12 March",
    "cancel the request for the board",
    "cancel the review at Oak Bank",
    "cancel the pack for the board",
    "call off the action from the last board",
    "when is the next EIT",
    "who is off sick",
    "is Sam off on Friday",
    "move the January EIT to the 20th",
    "cancel",
]


async def all_of_them(world: World) -> None:
    meetings = (
        Meeting(0, Body.EIT, "", date(2027, 3, 12), time(9), time(10, 30)),
        Meeting(0, Body.PROGRESS_BOARD, MARLOW, date(2026, 12, 3), time(9), time(10, 30)),
        Meeting(0, Body.PROGRESS_BOARD, OAK_BANK, date(2027, 5, 4), time(9), time(10, 30)),
        Meeting(0, Body.STANDARDS_COMMITTEE, "", date(2026, 12, 9), time(9), time(10, 30)),
        Meeting(0, Body.SIP_TRAINING, "", date(2027, 6, 8), time(9), time(10, 30)),
    )
    async with world.store.transaction() as uow:
        for each in meetings:
            await uow.meetings.add(each)


@pytest.mark.parametrize(("text", "question", "why"), CANCELS)
async def test_it_is_asked_whether_to_cancel_it(
    world: World, deputy: Conversation, text: str, question: str, why: str
) -> None:
    await all_of_them(world)
    asked = await deputy.says(text)
    assert asked.words.startswith(question), asked.words
    assert asked.filled_in().get("why", "") == why


@pytest.mark.parametrize("text", QUESTIONS)
async def test_a_question_changes_nothing(world: World, deputy: Conversation, text: str) -> None:
    await all_of_them(world)
    assert asks_of_cancelled(text)
    answer = await deputy.says(text)
    assert answer.words.startswith("No ")
    assert "is cancelled. " in answer.words


@pytest.mark.parametrize("text", OTHERS)
def test_what_is_about_something_else_is_left_alone(text: str) -> None:
    assert cancel_in(text) is None
    assert not asks_of_cancelled(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("cancel it", ""),
        ("please cancel that, the head is ill", "the head is ill"),
        ("call it off", ""),
        ("scrap this one because of snow", "snow"),
        ("ok cancel the meeting please", ""),
    ],
)
def test_the_meeting_just_shown_is_called_it(text: str, why: str) -> None:
    said = cancels_it(text)
    assert said is not None
    assert (said.which, said.why) == ("", why)


@pytest.mark.parametrize(
    ("text", "day"),
    [("move it instead", ""), ("Move it to the 20th instead please", "the 20th"), ("reschedule it", "")],
)
def test_the_meeting_just_shown_is_moved(text: str, day: str) -> None:
    assert moves_it(text) == day

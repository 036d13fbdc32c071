"""Sentences about what Boards ask of the EIT, as busy people type them."""

from __future__ import annotations

import pytest

from strategy.board_requests import AskKind
from tests.dialogs.asking import all_asked, asked
from tests.dialogs.minuting import held
from tests.dialogs.world import LONGMEAD, MARLOW, OAK_BANK, ST_ANDREW, ST_ANNE, World

SUPPORT, REVIEW = AskKind.SUPPORT, AskKind.REVIEW

RECORDED = [
    ("the board asks the EIT for a governance review at Oak Bank", OAK_BANK, REVIEW, "Governance review"),
    (
        "record a request of Marlow's board for more SLE days in maths",
        MARLOW,
        SUPPORT,
        "More SLE days in maths",
    ),
    (
        "Oak Bank's board is asking for two more days of a maths SLE",
        OAK_BANK,
        SUPPORT,
        "Two more days of a maths SLE",
    ),
    ("St Anne's progress board wants a safeguarding review", ST_ANNE, REVIEW, "Safeguarding review"),
    (
        "please note that Marlow's board would like extra help with phonics from the EIT",
        MARLOW,
        SUPPORT,
        "Extra help with phonics",
    ),
    (
        "ask the EIT for a pupil premium review at St Andrew's",
        ST_ANDREW,
        REVIEW,
        "Pupil premium review",
    ),
    (
        "Log a request from the board at Longmead: an adviser one day a week until Easter",
        LONGMEAD,
        SUPPORT,
        "Adviser one day a week until Easter",
    ),
    ("put down that Oak Bank board asked for a SEND review pls", OAK_BANK, REVIEW, "SEND review"),
    (
        "record a request to the EIT from Marlow's board for a director of English",
        MARLOW,
        SUPPORT,
        "Director of English",
    ),
    (
        "The Progress Board of St Anne's has asked the Education Improvement Team for further support with "
        "attendance.",
        ST_ANNE,
        SUPPORT,
        "Further support with attendance",
    ),
    (
        "oak bank pb requests review of safeguarding from the eit",
        OAK_BANK,
        REVIEW,
        "Review of safeguarding",
    ),
    (
        "Marlow's board requested that they get 3 SLE days for science",
        MARLOW,
        SUPPORT,
        "3 SLE days for science",
    ),
    ("add a request of Longmead's board: governance review", LONGMEAD, REVIEW, "Governance review"),
    (
        "we need to ask the eit for more support in maths at Oak Bank, thanks",
        OAK_BANK,
        SUPPORT,
        "More support in maths",
    ),
]


@pytest.mark.parametrize(("said", "school", "kind", "words"), RECORDED)
async def test_a_sentence_records_what_a_board_asks_for(
    world: World, said: str, school: str, kind: AskKind, words: str
) -> None:
    await held(world, school)
    gail = await world.chat("Gail Governance")
    answer = await gail.says(said)
    [found] = await all_asked(world)
    assert (found.school, found.text.kind, found.text.words) == (school, kind, words), answer.words
    assert "Recorded." in answer.words


WAITING = [
    "what is the EIT to decide?",
    "what does the EIT have to decide",
    "What's waiting for the EIT?",
    "anything waiting for the next EIT",
    "requests for the EIT",
    "which requests of boards are waiting?",
    "any board requests outstanding?",
    "what decisions are there for the EIT",
    "list the boards' requests",
    "what have the boards asked for?",
    "what must the EIT decide next",
    "show me what is open for the EIT to decide",
    "What has been asked of the EIT?",
    "what's been requested of the EIT so far",
    "show me everything that was asked of the next EIT",
    "What did Oak Bank's board ask the EIT for?",
    "has anything been asked by the board at Oak Bank",
    "requests from Oak Bank's progress board",
]


@pytest.mark.parametrize("said", WAITING)
async def test_a_question_lists_what_boards_ask_for(world: World, said: str) -> None:
    await asked(world, OAK_BANK, "Governance review")
    dan = await world.chat("Dan Deputy")
    answer = await dan.says(said)
    assert "Oak Bank's Progress Board asks the EIT for a governance review." in answer.words


DECIDED = [
    ("agree to Oak Bank's board request", "agreed to it"),
    ("approve the request of Oak Bank's board", "agreed to it"),
    ("decline Oak Bank's board request because the budget is spent", "declined it"),
    ("please refuse the request from the board at Oak Bank: not this year", "declined it"),
    ("accept Oak Bank's board's request to the EIT", "agreed to it"),
]


@pytest.mark.parametrize(("said", "what"), DECIDED)
async def test_a_sentence_that_names_the_board_decides(world: World, said: str, what: str) -> None:
    await asked(world, OAK_BANK, "Governance review")
    dan = await world.chat("Dan Deputy")
    assert f"Dan Deputy {what} for the EIT" in (await dan.says(said)).words


ELSEWHERE = [
    "when is the next EIT",
    "when is Oak Bank's next board",
    "what did the EIT decide last time?",
    "what did the EIT ask for last time?",
    "record the minutes of Oak Bank's board of 19 November",
    "actions from the last board?",
    "which requests are waiting?",
    "pack for Thursday's board",
    "make the summary for the next EIT",
    "the head at Oak Bank wants an extra visit",
    "what did Oak Bank's board decide on 19 November",
]


@pytest.mark.parametrize("said", ELSEWHERE)
async def test_other_sentences_about_boards_and_the_eit_are_left_alone(world: World, said: str) -> None:
    await asked(world, OAK_BANK, "Governance review")
    for name in ("Gail Governance", "Dan Deputy"):
        answer = await (await world.chat(name)).says(said)
        assert "asks the EIT for" not in answer.words, said
    assert len(await all_asked(world)) == 1

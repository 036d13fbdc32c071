"""What busy people type about schools' results, and what sounds alike and is about something else."""

from __future__ import annotations

import pytest

from tests.dialogs.conversation import Conversation
from tests.dialogs.resulting import FIGURES, at_work, given, with_phases
from tests.dialogs.world import World

FORM = "the results of Oak Bank for summer 2026"
PAGE = "The results of Oak Bank for summer 2026"


@pytest.fixture
async def dora(world: World) -> Conversation:
    """The data manager in August; Oak Bank is a secondary school."""
    await with_phases(world)
    return await at_work(world, "Dora Data")


@pytest.mark.parametrize(
    "text",
    [
        "outcomes for Oak Bank",
        "gcse results for oak bank",
        "Oak Bank GCSE results",
        "oak bank's gcse results",
        "add the GCSEs results for Oak Bank please",
        "here are Oak Bank's outcomes",
        "I need to enter the outcomes for Oak Bank",
        "can I put in the exam results for Oak Bank?",
        "upload Oak Bank results",
        "record Oak Bank's summer results",
        "ks4 outcomes oak bank",
        "Oak Bank headline figures",
        "submit oak bank gcse and a level results",
        "Hi, I want to record the Year 11 results for Oak Bank",
        "2026 results for Oak Bank",
        "log exam outcomes for oak bank",
        "fill in the results for Oak Bank",
        "oak bank a-level results",
    ],
)
async def test_the_data_manager_gets_the_form(world: World, dora: Conversation, text: str) -> None:
    answer = await dora.says(text)
    assert FORM in answer.words
    assert "GCSE" in answer.texts
    assert await world.drafts_of("Dora Data") == 1


@pytest.mark.parametrize(
    "text",
    [
        "show me the outcomes for Oak Bank",
        "what were Oak Bank's GCSE results?",
        "how did Oak Bank do in its GCSEs results",
        "are the GCSE results for Oak Bank in yet?",
        "have we got Oak Bank's results",
        "can I see the exam results for oak bank",
        "read me Oak Bank's KS4 headline figures",
        "when were the GCSE results for Oak Bank filed",
    ],
)
async def test_a_question_shows_them(world: World, dora: Conversation, text: str) -> None:
    await given(world)
    answer = await dora.says(text)
    assert PAGE in answer.all
    assert FIGURES in answer.texts
    assert await world.drafts_of("Dora Data") == 0


@pytest.mark.parametrize(
    "text",
    [
        "our results",
        "show us our GCSE results",
        "what are our outcomes",
        "GCSE results?",
        "exam results",
        "results",
    ],
)
async def test_a_headteacher_sees_those_of_their_school(world: World, dora: Conversation, text: str) -> None:
    await given(world)
    hana = await at_work(world, "Hana Head")
    assert FIGURES in (await hana.says(text)).texts


@pytest.mark.parametrize(
    "text",
    [
        "which outcomes are still out?",
        "which results are outstanding",
        "what results are still missing",
        "who hasn't got their KS2 results in",
        "which schools' outcomes do I still need to enter",
        "have all the GCSE results come in?",
        "are any exam results overdue",
        "results still to come",
        "outcomes not in yet",
        "record outcomes",
        "enter results",
        "what outcomes am I still waiting for",
    ],
)
async def test_those_still_out_are_listed(world: World, dora: Conversation, text: str) -> None:
    await given(world)
    answer = await dora.says(text)
    assert "Results of summer 2026 are still to come for 4 schools of 5." in answer.words
    assert "Oak Bank" not in {row[1] for row in answer.rows}


@pytest.mark.parametrize(
    "text",
    ["show me all the results", "list the exam results", "results for all schools", "KS2 and GCSE outcomes"],
)
async def test_how_all_stand_is_listed(world: World, dora: Conversation, text: str) -> None:
    await given(world)
    carol = await at_work(world, "Carol Chief")
    assert len((await carol.says(text)).rows) == 5


@pytest.mark.parametrize(
    "text",
    [
        "outcomes of the safeguarding review at Oak Bank",
        "what was the outcome of Sam's visit to Oak Bank",
        "report on the outcomes at Oak Bank",
        "put GCSE results on the agenda for the Oak Bank progress board",
        "what is the target for GCSE results at Oak Bank",
        "predict the GCSE results",
        "what's the SATs pass mark",
        "when do Year 6 SATs results come out",
        "show me last night's football results",
        "chase the outstanding results reports",
        "minutes with the GCSE outcomes",
    ],
)
async def test_other_things_are_not_taken_for_results(world: World, dora: Conversation, text: str) -> None:
    for name in ("Dora Data", "Lena Lead"):
        who = await at_work(world, name)
        answer = await who.says(text)
        assert "esults of summer" not in answer.all
        assert PAGE not in answer.all
        assert FORM not in answer.words


async def test_of_several_schools_all_are_shown(dora: Conversation) -> None:
    answer = await dora.says("show me the results for St Anne's and Marlow")
    assert [row[1] for row in answer.rows] == ["Marlow", "St Anne's"]


@pytest.mark.parametrize(
    ("text", "summer"),
    [
        ("show me the 2025 GCSE results for Oak Bank", "summer 2025"),
        ("show me Oak Bank's results for 2024/25", "summer 2025"),
        ("show me the summer 2026 results for Oak Bank", "summer 2026"),
    ],
)
async def test_a_year_is_understood(dora: Conversation, text: str, summer: str) -> None:
    assert f"The results of Oak Bank for {summer}" in (await dora.says(text)).words

"""A partner writes the annual review of a school for the Lead SIP; the school does not see it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dialogs.messages import Place
from dialogs.wording import READ_ONLY, REFUSAL, REFUSAL_TO_DO
from strategy.annual_reviews import AnnualReview, AnnualText
from strategy.duties import DutyKind, DutyState
from tests.dialogs.answers import MARKED
from tests.dialogs.conversation import Conversation
from tests.dialogs.reviewing import TEXT, YEAR, annual, with_leads
from tests.dialogs.sent import told
from tests.dialogs.world import MARLOW, OAK_BANK, World

JULY = datetime(2027, 7, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
async def sam(world: World) -> Conversation:
    """Sam, partner of Oak Bank alone."""
    await with_leads(world)
    return await world.chat("Sam Partner")


@pytest.fixture
async def sue(world: World, sam: Conversation) -> Conversation:
    """Sue, partner of all the others."""
    return await world.chat("Sue Partner")


async def of(world: World, school: str, year: str = YEAR) -> AnnualReview | None:
    """A school's annual review."""
    async with world.store.transaction() as uow:
        return await uow.annual_reviews.of(school, year)


async def test_it_is_written_section_by_section(world: World, sue: Conversation) -> None:
    form = await sue.says("write the annual review for Marlow")
    assert "Annual review: Marlow" in form.texts
    await sue.presses("Next", scrutiny=TEXT.scrutiny)
    await sue.presses("Next", self_evaluation=TEXT.self_evaluation, development_plan=TEXT.development_plan)
    assert sue.last is not None
    assert "Once sent it goes to Lena Lead. The school does not see it." in sue.last.texts
    receipt = await sue.presses("Send annual review", next_year=TEXT.next_year)
    assert "Sent: your annual review of Marlow, 2026/27. It goes to Lena Lead by mail" in receipt.texts
    found = await of(world, MARLOW)
    assert found is not None
    assert found.last.text == TEXT
    assert await told(world, "annual_review:1:1") == [
        ("annual_review.mailed", "Lena Lead", "annual_review:1:1"),
        ("annual_review.card", "Lena Lead", "annual_review:1:1"),
    ]
    assert await world.drafts_of("Sue Partner") == 0
    async with world.store.transaction() as uow:
        [duty] = await uow.duties.about(DutyKind.ANNUAL_REVIEW, [YEAR], MARLOW)
    assert duty.state is DutyState.FULFILLED


async def test_it_can_be_asked_one_thing_at_a_time(world: World, sam: Conversation) -> None:
    talk = sam.elsewhere(Place.TERMINAL)
    assert "The areas of scrutiny" in (await talk.says("do my annual review")).words
    for part in ("Attendance is up", "It is honest", "It aims well", "Look at writing"):
        asked = await talk.says(part)
    assert 'Say "send it" to send it' in asked.words
    assert "Sent: your annual review of Oak Bank" in (await talk.says("send it")).words
    found = await of(world, OAK_BANK)
    assert found is not None
    assert found.last.text.scrutiny == "Attendance is up"
    assert found.last.text.next_year == "Look at writing"


async def test_a_draft_is_kept_and_found_again(world: World, sue: Conversation) -> None:
    await sue.says("write the annual review for Marlow")
    await sue.presses("Save for later", scrutiny=f"Half of it{MARKED}")
    again = await sue.says("start the annual review for Marlow")
    assert "You began your annual review of Marlow" in again.words
    assert "Self-evaluation and plan (2 of 3)" in again.texts
    assert (await sue.presses("Back")).filled_in()["scrutiny"] == f"Half of it{MARKED}"
    assert await world.drafts_of("Sue Partner") == 1
    assert "annual review" in (await sue.says("resume my annual review")).words


async def test_every_part_is_needed(sue: Conversation) -> None:
    await sue.says("write the annual review for Marlow")
    assert "Areas of scrutiny are still needed." in (await sue.presses("Next")).texts


async def test_what_is_written_is_shown_to_be_amended(world: World, sue: Conversation) -> None:
    await annual(world)
    there = await sue.says("write the annual review for Marlow")
    assert "It is written already: you sent it on" in there.words
    form = await sue.presses("Amend")
    assert form.filled_in()["scrutiny"] == TEXT.scrutiny
    await sue.presses("Next", scrutiny=f"Attendance is down{MARKED}")
    await sue.presses("Next")
    done = await sue.presses("Send amendment")
    assert "is now version 2. The earlier text is kept." in done.texts
    page = await sue.says("show me the annual review of Marlow")
    assert f"Attendance is down{MARKED}" in page.texts
    earlier = await sue.presses("Earlier versions")
    assert f"Attendance is up{MARKED}" in earlier.texts
    assert ("annual_review.mailed", "Lena Lead", "annual_review:1:2") in await told(world)


async def test_an_amendment_of_an_older_version_changes_nothing_and_is_kept(
    world: World, sue: Conversation
) -> None:
    await annual(world)
    await sue.says("amend the annual review for Marlow")
    assert sue.last is not None
    await annual(world, text=AnnualText("a", "b", "c", "d"), amends=1)
    await sue.presses("Next")
    await sue.presses("Next")
    answer = await sue.presses("Send amendment", next_year=f"Mine{MARKED}")
    assert "There is one already" in answer.texts
    found = await of(world, MARLOW)
    assert found is not None
    assert found.last.text == AnnualText("a", "b", "c", "d")
    assert await world.drafts_of("Sue Partner") == 1


@pytest.mark.parametrize("name", ["Lena Lead", "Dan Deputy", "Carol Chief", "Sue Partner"])
async def test_it_is_read_by_the_partner_and_those_who_see_all_schools(
    world: World, sue: Conversation, name: str
) -> None:
    await annual(world)
    reader = await world.chat(name)
    answer = await reader.says("show me the annual review of Marlow")
    assert TEXT.scrutiny in answer.texts
    assert ("Amend" in answer.buttons) is (name == "Sue Partner")
    assert ("annual review read" in await world.deeds()) is (name != "Sue Partner")


@pytest.mark.parametrize(
    "name",
    ["Mo Head", "Sam Partner", "Ada Adviser", "Fay Safeguard", "Tina Trustee", "Chris Chair", "Adam Admin"],
)
async def test_nobody_else_reads_it_or_knows_of_it(world: World, sue: Conversation, name: str) -> None:
    await annual(world)
    other = await world.chat(name)
    assert (await other.says("show me the annual review of Marlow")).words == REFUSAL
    assert (await other.sends_data({"do": "annual_review.show", "review": 1})).words == REFUSAL
    assert (await other.sends_data({"do": "annual_review.amend", "review": 1})).words == REFUSAL_TO_DO
    assert (await other.says("write the annual review for Marlow")).words == REFUSAL_TO_DO
    if name != "Sam Partner":
        assert (await other.says("which annual reviews are outstanding")).words == REFUSAL


async def test_the_school_does_not_learn_from_its_deadlines_that_one_is_owed(
    world: World, sue: Conversation
) -> None:
    mo = await world.chat("Mo Head")
    mo.at = JULY
    assert "annual review" not in (await mo.says("deadlines for my school this term")).all.casefold()


async def test_which_are_in_and_which_are_outstanding(world: World, sue: Conversation) -> None:
    await annual(world)
    lena = await world.chat("Lena Lead")
    answer = await lena.says("which annual reviews are outstanding")
    assert "4 annual reviews are outstanding. Due by Wed 21 July 2027." in answer.words
    assert "Marlow" not in {row[1] for row in answer.rows}
    assert (await lena.says("who still owes an annual review")).rows == answer.rows
    assert "1 annual review of 2026/27 is in." in (await lena.says("which annual reviews are in")).words
    assert "No annual reviews are overdue." in (await lena.says("overdue annual reviews")).words
    own = await sue.says("which annual reviews do I still owe")
    assert {row[2] for row in own.rows} == {"Sue Partner"}


async def test_a_partner_is_asked_for_it_from_the_summer_term_on(world: World, sam: Conversation) -> None:
    assert "annual review" not in (await sam.says("What do I owe?")).all.casefold()
    sam.at = JULY
    answer = await sam.says("What do I owe?")
    assert "Annual review, 2026/27" in answer.all


async def test_the_row_of_ones_own_opens_its_form(world: World, sam: Conversation) -> None:
    await sam.says("which annual reviews are outstanding")
    assert "Annual review: Oak Bank" in (await sam.presses("Oak Bank")).texts


async def test_where_the_bot_only_reads_none_is_written(sam: Conversation) -> None:
    sam.read_only = True
    assert (await sam.says("write the annual review for Oak Bank")).words == READ_ONLY
    answer = await sam.says("show me the annual review of Oak Bank")
    assert "has not been written yet" in answer.words


async def test_the_annual_review_of_a_pupils_plan_is_not_ours(sam: Conversation) -> None:
    answer = await sam.says("write the EHCP annual review for Oak Bank")
    assert "The areas of scrutiny" not in answer.all
    assert "Annual review: Oak Bank" not in answer.texts

"""A partner recommends a designation: a judgement and evidence for each indicator, by card and by talk."""

from __future__ import annotations

import pytest

from dialogs.wording import REFUSAL
from strategy.recommendations import Decision
from tests.dialogs.answers import MARKED
from tests.dialogs.conversation import Conversation
from tests.dialogs.judging import (
    IMPROVE,
    REPAIR,
    fill_in_judgements,
    judged,
    kept,
    recommended,
    reviewed,
    taken,
)
from tests.dialogs.world import MARLOW, NEWCOMER, OAK_BANK, World


@pytest.fixture
async def sue(world: World) -> Conversation:
    """Sue, partner of Marlow and of the others but Oak Bank."""
    return await world.chat("Sue Partner")


async def test_what_the_sentence_says_is_filled_in(sue: Conversation) -> None:
    form = await sue.says("recommend Improve for Marlow")
    assert "Recommend a designation: Marlow (now Sustain)" in form.texts
    assert form.filled_in() == {"school": MARLOW, "designation": "improve"}
    assert {"Criteria: Stabilise", "Criteria: Sustain"} <= set(form.buttons)


async def test_a_recommendation_is_sent_section_by_section(world: World, sue: Conversation) -> None:
    await sue.says("recommend Improve for Marlow")
    last = await fill_in_judgements(sue)
    assert sue.last is not None
    assert "Once sent it goes to Lena Lead to be endorsed." in sue.last.texts
    receipt = await sue.presses("Send recommendation", **last)
    assert receipt.reply.replacement is not None
    assert "Sent: you recommend Improve for Marlow. It waits for Lena Lead" in receipt.texts
    found = await kept(world, 1)
    assert (found.school, found.term, found.in_force) == (MARLOW, "2026/27 autumn", "sustain")
    assert [each.indicator for each in found.judgements] == list(world.policy.editions[0].indicators)
    assert all(each.evidence == f"Seen in books{MARKED}" for each in found.judgements)
    assert await world.drafts_of("Sue Partner") == 0
    assert "designation recommended" in await world.deeds()


async def test_every_indicator_is_needed(sue: Conversation) -> None:
    await sue.says("recommend Improve for Marlow")
    await sue.presses("Next")
    answer = await sue.presses("Next", evidence_ofsted="Good in 2024")
    assert "Ofsted's judgement: whose criteria fit is still needed." in answer.texts


async def test_a_second_press_gets_the_receipt_and_sends_nothing(world: World, sue: Conversation) -> None:
    await sue.says("recommend Improve for Marlow")
    last, card = await fill_in_judgements(sue), sue.last
    first = await sue.presses("Send recommendation", **last)
    second = await sue.presses("Send recommendation", on=card, **last)
    assert second.texts == first.texts
    assert (await kept(world, 1)).revision == 1


async def test_a_draft_is_kept_and_found_again(world: World, sue: Conversation) -> None:
    await sue.says("recommend Improve for Marlow")
    await sue.presses("Next")
    await sue.presses("Save for later", evidence_ofsted="Good in 2024")
    again = await sue.says("recommend Improve for Marlow")
    assert "You began your recommendation for Marlow" in again.words
    assert again.filled_in()["evidence_ofsted"] == "Good in 2024"
    assert await world.drafts_of("Sue Partner") == 1
    assert "recommendation" in (await sue.says("resume my recommendation")).words


async def test_the_criteria_come_beside_the_form(sue: Conversation) -> None:
    await sue.says("recommend Improve for Marlow")
    answer = await sue.presses("Criteria: Repair")
    assert answer.words == "These are the signs of a school in Repair."
    assert answer.reply.replacement is None


async def test_last_times_judgement_stands_beside_each_field(world: World, sue: Conversation) -> None:
    signed = await taken(world, await reviewed(world), Decision.SIGNED_OFF, "Dan Deputy")
    assert signed.judgements[0].fits is IMPROVE
    await sue.says("recommend Repair for Marlow")
    form = await sue.presses("Next")
    assert "Last time: Improve." in form.texts
    assert "Last time: Seen in books" in form.texts
    saved = await sue.presses("Save for later", fits_ofsted="repair")
    assert "Last time: Improve. That is a change." in saved.texts


async def test_it_can_be_asked_one_thing_at_a_time(world: World, sue: Conversation) -> None:
    asked = await sue.says("recommend Improve for Marlow, ask me the questions")
    assert "Ofsted's judgement: the criteria of which designation fit" in asked.words
    aside = await sue.says("What are the criteria for Repair?")
    assert "These are the signs of a school in Repair." in aside.words
    assert "Back to your recommendation for Marlow." in aside.words
    for _ in range(7):
        asked = await sue.says("Improve")
        assert "on what evidence?" in asked.words
        asked = await sue.says(f"Seen in books{MARKED}")
    assert 'Say "send it" to send it' in asked.words
    sent = await sue.says("send it")
    assert "Sent: you recommend Improve for Marlow." in sent.all
    assert (await kept(world, 1)).judgements == tuple(judged(world))


async def test_a_joining_school_is_assessed_too(sue: Conversation) -> None:
    form = await sue.says("recommend Repair for Newcomer")
    assert form.filled_in()["school"] == NEWCOMER


@pytest.mark.parametrize(
    ("name", "may"),
    [
        ("Sam Partner", False),
        ("Sue Partner", True),
        ("Lena Lead", True),
        ("Dan Deputy", True),
        ("Carol Chief", False),
        ("Ada Adviser", False),
        ("Mo Head", False),
        ("Chris Chair", False),
        ("Tina Trustee", False),
        ("Adam Admin", False),
    ],
)
async def test_who_may_recommend_for_marlow(world: World, name: str, may: bool) -> None:
    answer = await (await world.chat(name)).says("recommend Improve for Marlow")
    assert (answer.words == REFUSAL) is not may
    assert ("school" in answer.inputs) is may


async def test_a_school_that_is_not_theirs_cannot_be_typed_in_either(sip: Conversation) -> None:
    await sip.says("recommend Improve for Oak Bank")
    answer = await sip.presses("Next", school=MARLOW)
    assert "isn't one of the schools you assess" in answer.texts


async def test_what_was_sent_back_is_shown_again_as_it_was(world: World, sue: Conversation) -> None:
    found = await taken(
        world, await recommended(world), Decision.SENT_BACK, "Lena Lead", reason="Say more of climate"
    )
    form = await sue.says("recommend Improve for Marlow")
    assert form.filled_in() == {"school": MARLOW, "designation": "improve"}
    last = await fill_in_judgements(sue, "Seen again")
    await sue.presses("Send recommendation", **last)
    again = await kept(world, found.id)
    assert [step.decision for step in again.steps] == ["recommended", "sent back", "recommended"]
    assert {each.evidence for each in again.judgements} == {"Seen again"}


async def test_a_newer_recommendation_takes_the_place_of_one_under_way(
    world: World, sue: Conversation
) -> None:
    old = await recommended(world, by="Lena Lead", designation=REPAIR)
    await sue.says("recommend Improve for Marlow")
    last = await fill_in_judgements(sue)
    assert sue.last is not None
    assert "It takes the place of one by Lena Lead, begun on Mon 23 November 2026" in sue.last.texts
    await sue.presses("Send recommendation", **last)
    assert (await kept(world, old.id)).last.decision is Decision.SUPERSEDED
    async with world.store.transaction() as uow:
        [under_way] = await uow.recommendations.under_way()
    assert under_way.started_by == await world.person("Sue Partner")


async def test_whoever_was_overtaken_while_writing_is_told_and_keeps_the_draft(
    world: World, sue: Conversation
) -> None:
    found = await taken(world, await recommended(world), Decision.SENT_BACK, "Lena Lead", reason="More")
    await sue.says("recommend Improve for Marlow")
    last = await fill_in_judgements(sue)
    await taken(world, found, Decision.WITHDRAWN, "Dan Deputy", reason="Not now")
    answer = await sue.presses("Send recommendation", **last)
    assert "That has changed meanwhile: Dan Deputy withdrew it" in answer.words
    assert await world.drafts_of("Sue Partner") == 1


async def test_nobody_recommends_in_front_of_others_or_from_a_terminal(world: World) -> None:
    sam = await world.chat("Sam Partner")
    sam.read_only = True
    answer = await sam.says("recommend Improve for Oak Bank")
    assert "Please do that in Teams" in answer.words
    assert OAK_BANK not in answer.texts

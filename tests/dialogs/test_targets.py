"""Targets and lines of enquiry: proposed by card and by talk, signed off or sent back, read and followed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dialogs.wording import REFUSAL, REFUSAL_TO_DO
from strategy.duties import DutyKind, DutyState
from strategy.targets import ItemKind, SetState
from tests.dialogs.aiming import (
    AIMS,
    ATTENDANCE,
    NEXT_YEAR,
    PHONICS,
    THIS_YEAR,
    in_the_plan,
    kept,
    proposed,
    sent_back,
    signed_off,
)
from tests.dialogs.answers import MARKED
from tests.dialogs.conversation import Conversation
from tests.dialogs.world import MARLOW, NEWCOMER, World

TYPED = f"Attendance{MARKED}: 92% -> 95%\nPhonics pass{MARKED} 71% to 80% by 26 March"


@pytest.fixture
async def sue(world: World) -> Conversation:
    """Marlow's partner."""
    return await world.chat("Sue Partner")


@pytest.fixture
async def dan(world: World) -> Conversation:
    """The Deputy CEO."""
    return await world.chat("Dan Deputy")


async def test_a_partner_proposes_several_lines_at_once(world: World, sue: Conversation) -> None:
    form = await sue.says("set Marlow's targets")
    assert form.filled_in() == {"school": MARLOW, "year": THIS_YEAR}
    assert "Once proposed it goes to Dan Deputy to be signed off." in form.texts
    sent = await sue.presses("Propose", targets=TYPED, enquiries="Why do boys read less?")
    assert "Proposed: 2 targets and 1 line of enquiry for Marlow, 2026/27." in sent.texts
    assert "The proposal waits for Dan Deputy to sign it off." in sent.texts
    found = await kept(world, 1)
    assert [(each.words, each.now, each.aim, each.by) for each in found.targets] == [
        (f"Attendance{MARKED}", "92%", "95%", date(2027, 7, 21)),
        (f"Phonics pass{MARKED}", "71%", "80%", date(2027, 3, 26)),
    ]
    assert [each.words for each in found.enquiries] == ["Why do boys read less?"]
    assert "targets proposed" in await world.deeds()
    assert await world.drafts_of("Sue Partner") == 0


async def test_a_line_that_cannot_be_read_is_pointed_out_and_kept(world: World, sue: Conversation) -> None:
    await sue.says("set Marlow's targets")
    answer = await sue.presses("Propose", targets=f"Attendance: 92 -> 95\nReading{MARKED}")
    assert "Line 2 says no figure to aim at." in answer.texts
    assert f"Reading{MARKED}" in answer.inputs["targets"]["value"]
    assert await world.drafts_of("Sue Partner") == 1


async def test_nothing_at_all_is_no_proposal(sue: Conversation) -> None:
    await sue.says("set Marlow's targets")
    answer = await sue.presses("Propose")
    assert "Please give at least one target or line of enquiry." in answer.texts


async def test_they_can_be_given_in_answer_to_questions(world: World, sue: Conversation) -> None:
    asked = await sue.says("set Marlow's targets, ask me the questions")
    assert "Which targets?" in asked.words
    asked = await sue.says("none")
    assert "Which lines of enquiry?" in asked.words
    reviewed = await sue.says(f"Why do boys read less?{MARKED}\nIs homework set?")
    assert 'Say "propose it" to propose it' in reviewed.words
    sent = await sue.says("propose it")
    assert "Proposed: 2 lines of enquiry for Marlow, 2026/27." in sent.all
    assert {each.kind for each in (await kept(world, 1)).items} == {ItemKind.ENQUIRY}


async def test_a_draft_is_kept_and_comes_back(world: World, sue: Conversation) -> None:
    await sue.says("set Marlow's targets")
    saved = await sue.presses("Save for later", targets=TYPED)
    assert 'say "resume my proposal"' in saved.texts
    again = await sue.says("resume my proposal")
    assert f"Attendance{MARKED}" in again.inputs["targets"]["value"]


async def test_each_item_can_name_the_trusts_priority_that_it_serves(world: World, sue: Conversation) -> None:
    priority = await in_the_plan(world)
    await sue.says("set Marlow's targets")
    links = await sue.presses("Next", targets=TYPED)
    first, second = links.inputs
    assert [each["title"] for each in links.inputs[first]["choices"]] == [priority.words, "None of them"]
    chosen: dict[str, Any] = {first: str(priority.id), second: "none"}
    await sue.presses("Propose", **chosen)
    assert [each.priority for each in (await kept(world, 1)).items] == [priority.id, None]


async def test_next_years_are_set_beside_this_years(world: World, sue: Conversation) -> None:
    await signed_off(world, await proposed(world))
    form = await sue.says("set Marlow's targets for next year")
    assert form.filled_in()["year"] == NEXT_YEAR
    assert "targets" not in form.filled_in()
    shown = await sue.says("targets for Marlow next year")
    assert "Marlow, 2027/28: no targets have been signed off yet." in shown.words
    assert "2 targets and 1 line of enquiry" in (await sue.says("targets for Marlow")).words


async def test_what_is_in_force_is_at_hand_to_be_changed(world: World, sue: Conversation) -> None:
    await signed_off(world, await proposed(world))
    form = await sue.says("set Marlow's targets")
    assert f"Attendance{MARKED}: 92% -> 95%" in form.inputs["targets"]["value"]


async def test_the_deputy_ceo_signs_off_what_waits(
    world: World, sue: Conversation, dan: Conversation
) -> None:
    await proposed(world)
    shown = await dan.says("any targets waiting to be signed off?")
    assert "Proposed by Sue Partner on Mon 23 November 2026." in shown.texts
    done = await dan.presses("Sign off")
    assert "Signed off: 2 targets and 1 line of enquiry for Marlow, 2026/27." in done.texts
    answer = await sue.says("what are the targets for Marlow")
    assert "Dan Deputy signed them off on Mon 23 November 2026." in answer.words
    assert f"Attendance{MARKED}" in answer.texts
    assert "92% \u2192 95%, by Wed 21 July 2027" in answer.texts


async def test_they_can_be_signed_off_in_words(world: World, dan: Conversation) -> None:
    found = await proposed(world)
    await dan.says("sign off Marlow's targets")
    await dan.says("sign them off")
    assert (await kept(world, found.id)).state is SetState.SIGNED_OFF


async def test_sending_back_needs_a_reason_and_gives_the_form_back(
    world: World, sue: Conversation, dan: Conversation
) -> None:
    found = await proposed(world)
    await dan.sends_data({"do": "targets.set", "set": found.id})
    answer = await dan.presses("Send back")
    assert "Please say why they are sent back." in answer.texts
    await dan.presses("Send back", reason=f"Aim higher{MARKED}")
    assert (await kept(world, found.id)).state is SetState.SENT_BACK
    shown = await sue.sends_data({"do": "targets.set", "set": found.id})
    assert f"Aim higher{MARKED}" in shown.texts
    form = await sue.presses("Propose again")
    assert f"Attendance{MARKED}: 92% -> 95%" in form.inputs["targets"]["value"]


async def test_a_later_proposal_takes_the_place_and_nothing_is_lost(world: World, dan: Conversation) -> None:
    first = await signed_off(world, await proposed(world))
    waiting = await proposed(world)
    newer = await proposed(world, by="Lena Lead", items=[replace(ATTENDANCE, aim="96%"), PHONICS])
    assert (await kept(world, waiting.id)).state is SetState.SUPERSEDED
    shown = await dan.says("targets waiting")
    assert "In force now: 92% \u2192 95%, by Wed 21 July 2027" in shown.texts
    await dan.presses("Sign off")
    answer = await dan.says("targets for Marlow")
    assert "96%" in answer.texts
    assert (await kept(world, first.id)).items == first.items
    assert (await kept(world, newer.id)).state is SetState.SIGNED_OFF


async def test_who_was_not_quick_enough_is_told_how_it_stands(world: World, dan: Conversation) -> None:
    found = await proposed(world)
    carol = await world.chat("Carol Chief")
    for who in (dan, carol):
        await who.sends_data({"do": "targets.set", "set": found.id})
    await dan.presses("Sign off")
    answer = await carol.presses("Send back", reason="Too low")
    assert "That has changed meanwhile. Dan Deputy signed it off on Mon 23 November 2026." in answer.texts
    assert (await kept(world, found.id)).state is SetState.SIGNED_OFF


@pytest.mark.parametrize(
    ("name", "sees", "sees_proposal", "proposes", "signs"),
    [
        ("Sam Partner", False, False, False, False),
        ("Sue Partner", True, True, True, False),
        ("Lena Lead", True, True, True, False),
        ("Dan Deputy", True, True, False, True),
        ("Carol Chief", True, True, False, True),
        ("Mo Head", True, False, False, False),
        ("Hana Head", False, False, False, False),
        ("Chris Chair", False, False, False, False),
        ("Tina Trustee", False, False, False, False),
        ("Adam Admin", False, False, False, False),
    ],
)
async def test_who_may_do_what(
    world: World, name: str, sees: bool, sees_proposal: bool, proposes: bool, signs: bool
) -> None:
    await signed_off(world, await proposed(world))
    waiting = await proposed(world)
    who = await world.chat(name)
    shown = await who.says("targets for Marlow")
    assert (f"Attendance{MARKED}" in shown.texts) is sees
    assert ("Another proposal" in shown.words) is sees_proposal
    opened = await who.sends_data({"do": "targets.set", "set": waiting.id})
    assert (opened.all.strip() != REFUSAL) is sees_proposal
    form = await who.says("set Marlow's targets")
    assert ("targets" in form.inputs) is proposes
    await who.sends_data({"do": "targets.sign_off", "set": waiting.id})
    assert ((await kept(world, waiting.id)).state is SetState.SIGNED_OFF) is signs


async def test_nobody_signs_off_what_they_proposed(world: World) -> None:
    found = await proposed(world, by="Lena Lead")
    lena = await world.chat("Lena Lead")
    answer = await lena.sends_data({"do": "targets.sign_off", "set": found.id})
    assert answer.words == REFUSAL_TO_DO


async def test_a_joining_school_has_no_targets(sue: Conversation) -> None:
    for text in ("set Newcomer's targets", "targets for Newcomer"):
        answer = await sue.says(text)
        assert "is joining the trust: it has targets from when it is a member." in answer.words
    pressed = await sue.sends_data({"do": "targets.start", "school": NEWCOMER, "year": THIS_YEAR})
    assert "is joining the trust" in pressed.words


async def test_a_figure_is_noted_in_a_sentence_and_its_history_kept(world: World, sue: Conversation) -> None:
    await signed_off(world, await proposed(world))
    first = await sue.says("Marlow attendance is at 93%")
    assert "Noted." in first.words
    second = await sue.says("attendance at Marlow was 92.5% on 12 November")
    assert "a target with 2 figures noted" in second.words
    shown = await sue.says("targets for Marlow")
    assert "Last noted: 93% on Mon 23 November 2026" in shown.texts
    await sue.presses(f"Attendance{MARKED}")
    noted = await sue.presses("Note it", figure="94%")
    assert "Mon 23 November 2026: 94%" in noted.texts
    assert "Thu 12 November 2026: 92.5%" in noted.texts
    assert (await world.deeds()).count("target noted") == 3


async def test_a_figure_of_no_target_asks_which_is_meant(world: World, sue: Conversation) -> None:
    await signed_off(world, await proposed(world))
    answer = await sue.says("Marlow suspensions are at 12")
    assert "Which of Marlow's targets for 2026/27 do you mean?" in answer.words
    assert "Note it" in (await sue.says("1")).buttons


async def test_a_headteacher_notes_no_figures(world: World) -> None:
    found = await signed_off(world, await proposed(world))
    head = await world.chat("Mo Head")
    assert (await head.says("Marlow attendance is at 94%")).words == REFUSAL_TO_DO
    page = await head.sends_data({"do": "targets.item", "item": found.items[0].id})
    assert "figure" not in page.inputs


async def test_where_several_schools_stand_is_a_list(world: World, sue: Conversation) -> None:
    await signed_off(world, await proposed(world))
    answer = await sue.says("targets for my schools")
    assert ("2 targets and 1 line of enquiry") in {row[2] for row in answer.rows}
    assert "Newcomer School" not in {row[1] for row in answer.rows}


async def test_the_sign_off_is_a_duty_and_the_proposal_fulfils_the_partners(
    world: World, sue: Conversation, dan: Conversation
) -> None:
    found = await proposed(world)
    owed = await dan.says("what do I owe?")
    assert "Targets to sign off" in owed.texts
    async with world.store.transaction() as uow:
        [duty] = await uow.duties.of_schools([DutyKind.SIGN_OFF_TARGETS], [MARLOW])
        assert duty.duty.due_on == date(2026, 11, 30)
    await sent_back(world, found, "Higher")
    async with world.store.transaction() as uow:
        [duty] = await uow.duties.of_schools([DutyKind.SIGN_OFF_TARGETS], [MARLOW])
        assert duty.state is DutyState.FULFILLED


async def test_the_longest_targets_still_fit_on_a_card(world: World, sue: Conversation) -> None:
    accents = "\u00e9" * 295
    figure = "\u00e9" * 60
    long = [replace(ATTENDANCE, words=f"{n} {accents}", now=figure, aim=figure) for n in range(12)]
    asks = [replace(AIMS[2], words=f"{n} {accents}") for n in range(12)]
    found = await signed_off(world, await proposed(world, items=[*long, *asks]))
    await sue.says("targets for Marlow")
    await sue.sends_data({"do": "targets.set", "set": found.id})
    await sue.says("set Marlow's targets")


async def test_that_nothing_waits_to_be_signed_off_is_said(dan: Conversation) -> None:
    answer = await dan.says("any targets waiting to be signed off?")
    assert answer.words == "No proposed targets wait to be signed off."


async def test_a_form_just_opened_blames_nobody(sue: Conversation) -> None:
    form = await sue.says("set Marlow's targets")
    assert "Please give at least one" not in form.texts

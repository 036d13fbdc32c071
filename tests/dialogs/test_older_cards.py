"""Cards from another day, forms sent twice, and forms that were tampered with."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any

import pytest

from dialogs.messages import Place
from tests.dialogs.conversation import Conversation
from tests.dialogs.test_filing_by_card import TYPED, file, fill_in
from tests.dialogs.world import OAK_BANK, World

FRIDAY = date(2026, 11, 20)
LAST = {"outcomes": TYPED["outcomes"], "recommendations": TYPED["recommendations"]}


async def test_a_second_press_gets_the_receipt_and_files_nothing(world: World, sip: Conversation) -> None:
    await world.diary("Sam Partner", OAK_BANK, FRIDAY)
    await sip.says("file a report for Oak Bank")
    last = await fill_in(sip)
    first = await sip.presses("File report", on=last, **LAST)
    sip.later(minutes=3)
    second = await sip.presses("File report", on=last, **LAST)
    assert second.texts == first.texts
    assert "at 09:00" in second.texts
    assert len(await world.filed()) == 1


async def test_an_activity_that_comes_twice_does_its_work_once(world: World, sip: Conversation) -> None:
    await sip.says("file a report", activity="a-1")
    again = await sip.says("file a report", activity="a-1")
    assert again.messages == ()
    assert await world.drafts_of("Sam Partner") == 1


@pytest.mark.parametrize("places", [1, 2])
async def test_two_submits_at_once_file_one_report(world: World, sip: Conversation, places: int) -> None:
    await sip.says("file a report for Oak Bank, yesterday's visit")
    last = await fill_in(sip)
    other = sip if places == 1 else sip.elsewhere(Place.PERSONAL)
    data = {**last.button("File report"), **LAST}
    receipts = await asyncio.gather(
        sip.sends_data(data, activity="one"), other.sends_data(data, activity="two")
    )
    assert receipts[0].texts == receipts[1].texts
    assert "Report filed: Oak Bank" in receipts[0].texts
    assert len(await world.filed()) == 1


async def test_next_pressed_twice_goes_on_once_and_keeps_what_was_typed(sip: Conversation) -> None:
    form = await sip.says("file a report for Oak Bank, yesterday's visit")
    await sip.presses("Next", on=form, purpose="Reading")
    again = await sip.presses("Next", on=form, purpose="Reading")
    assert "2 of 3" in again.texts
    assert (await sip.presses("Back")).filled_in()["purpose"] == "Reading"


async def test_an_older_card_overwrites_nothing_that_was_typed_since(sip: Conversation) -> None:
    old = await sip.says("file a report for Oak Bank, yesterday's visit")
    await sip.presses("Save for later", on=old, purpose="A whole afternoon's writing")
    sip.later(days=7)
    asked = await sip.presses("Next", on=old)
    assert "2 of 3" in asked.texts
    assert (await sip.presses("Back")).filled_in()["purpose"] == "A whole afternoon's writing"


async def test_what_was_typed_in_two_cards_is_kept_from_both(sip: Conversation) -> None:
    old = await sip.says("file a report for Oak Bank, yesterday's visit")
    await sip.presses("Next", on=old, purpose="Typed at school")
    asked = await sip.presses("Next", on=old, purpose="Typed at home")
    assert "1 of 3" in asked.texts
    assert "in another card too" in asked.texts
    assert asked.filled_in()["purpose"] == "Typed at school\n\nTyped at home"
    assert "2 of 3" in (await sip.presses("Next", purpose="Both")).texts


async def test_a_field_that_was_emptied_is_pointed_out_before_it_counts(sip: Conversation) -> None:
    await sip.says("file a report for Oak Bank, yesterday's visit")
    await sip.presses("Save for later", purpose="Reading")
    asked = await sip.presses("Next", purpose=None)
    assert "This came back empty" in asked.texts
    assert asked.filled_in()["purpose"] == "Reading"


async def test_a_card_from_last_week_gives_the_receipt_of_what_it_became(
    world: World, sip: Conversation
) -> None:
    await world.diary("Sam Partner", OAK_BANK, FRIDAY)
    old = await sip.says("file a report for Oak Bank")
    await file(sip)
    sip.later(days=7)
    for button in ("Next", "Save for later", "Discard"):
        receipt = await sip.presses(button, on=old, purpose="Something new")
        assert "Report filed: Oak Bank" in receipt.texts
    assert (await world.filed())[0].text.purpose == TYPED["purpose"]


@pytest.mark.parametrize("key", ["never-was", "", None, 7, ["a"], {"a": 1}, "x" * 10_000])
async def test_a_form_that_is_no_more_says_so(sip: Conversation, key: object) -> None:
    for do in ("form.next", "form.finish", "form.discard.surely", "form.open", "report.amend.onto"):
        answer = await sip.sends_data({"do": do, "draft": key, "section": 0})
        assert "any more" in answer.words


async def test_nobody_gets_at_somebody_else_s_draft(world: World, sip: Conversation) -> None:
    form = await sip.says("file a report for Oak Bank, yesterday's visit")
    await sip.presses("Next", purpose=TYPED["purpose"])
    sue = await world.chat("Sue Partner")
    for button in ("Next", "Save for later", "Discard"):
        answer = await sue.presses(button, on=form, purpose="Mine now")
        assert "I don't have that form any more" in answer.words
        assert TYPED["purpose"] not in answer.all
    assert (await sip.presses("Back")).filled_in()["purpose"] == TYPED["purpose"]


WRONG: list[dict[str, Any]] = [
    {},
    {"purpose": None},
    {"purpose": ["a", "b"]},
    {"purpose": {"text": "a"}},
    {"purpose": True},
    {"purpose": 12},
    {"purpose": float("nan")},
    {"school": "999999"},
    {"school": ["100001"]},
    {"role": "headteacher"},
    {"role": {}},
    {"date": "31/02/2026"},
    {"date": "2026-02-31"},
    {"date": 20261120},
    {"date": None},
    {"date": "9999-12-31"},
    {"date": "0001-01-01"},
    {"date": "x" * 5_000},
    {"section": "2"},
    {"section": -1},
    {"section": 10**30},
    {"section": None},
    {"was": "x"},
    {"was": {"purpose": 3}},
    {"was": {"purpose": [1]}},
    {"unknown": "field", "__class__": "x", "id": 1, "author": 2, "state": "filed"},
    {"outcomes": "of another section"},
    {"purpose": "\x00\x07\ud800"},
]


@pytest.mark.parametrize("change", WRONG, ids=repr)
@pytest.mark.parametrize("button", ["Next", "Save for later", "Discard"])
async def test_a_form_with_wrong_fields_gets_a_plain_answer_and_files_nothing(
    world: World, sip: Conversation, button: str, change: dict[str, Any]
) -> None:
    form = await sip.says("file a report for Oak Bank, yesterday's visit")
    answer = await sip.sends_data({**form.button(button), **form.filled_in(), **change})
    assert answer.all.strip()
    assert await world.filed() == []
    assert await world.drafts_of("Sam Partner") == 1


@pytest.mark.parametrize("change", WRONG, ids=repr)
async def test_filing_with_wrong_fields_names_a_fault_or_files_what_is_sound(
    world: World, sip: Conversation, change: dict[str, Any]
) -> None:
    form = await sip.says("file a report for Oak Bank, yesterday's visit")
    data = {**form.button("Next"), **form.filled_in(), "purpose": "P", **change}
    await sip.sends_data({**data, "do": "form.finish"})
    assert await world.filed() == []


@pytest.mark.parametrize(
    "data",
    [
        {"do": "report.show"},
        {"do": "report.show", "report": "1"},
        {"do": "report.show", "report": 10**40},
        {"do": "report.show", "report": -1, "page": []},
        {"do": "report.amend", "report": None},
        {"do": "report.version", "report": 1, "version": {}},
        {"do": "visit.show", "visit": 10**40},
        {"do": "visit.show", "visit": "1; drop"},
        {"do": "report.start", "visit": []},
        {"do": "report.start", "visit": 10**40},
        {"do": "report.start", "school": {"a": 1}},
        {"do": "half_term.start", "duty": {}},
        {"do": "list.page"},
        {"do": "list.page", "ask": [], "offset": 0},
        {"do": "list.page", "ask": {"intent": "report.list"}, "offset": "8"},
        {"do": "list.page", "ask": {"intent": "report.list", "school": "nowhere"}, "offset": 0},
        {"do": "list.page", "ask": {"intent": "report.list", "person": "no@body"}, "offset": 0},
        {"do": "list.page", "ask": {"intent": "report.list", "to": "9999-12-31"}, "offset": 0},
        {"do": "list.page", "ask": {"intent": "report.list", "from": "0001-01-01"}, "offset": 0},
        {"do": "list.page", "ask": {"intent": "visit.list", "status": "filed"}, "offset": 999},
        {"do": "pick"},
        {"do": "pick", "text": 3, "school": []},
        {"do": "pick", "text": "overdue", "person": "nobody@trust.example"},
        {"do": "say"},
        {"do": "say", "text": ["help"]},
        {"do": "no.such.button"},
        {"do": ""},
    ],
    ids=str,
)
async def test_any_button_with_anything_in_it_gets_a_plain_answer(
    world: World, data: dict[str, Any], sip: Conversation, deputy: Conversation, head: Conversation
) -> None:
    for who in (sip, deputy, head, await world.chat("Tina Trustee")):
        assert (await who.sends_data(data)).all.strip()

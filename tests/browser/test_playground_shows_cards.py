"""What Keystone's cards rely on, tried in a real Playground with specimens (docs/playground-notes.md)."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect

from bot.demo.playground import Persona
from tests.browser.conftest import OpenChat

pytestmark = pytest.mark.browser


def test_a_form_says_at_the_field_what_is_missing_and_loses_nothing(
    specimens: Persona, open_chat: OpenChat
) -> None:
    chat = open_chat(specimens.address)
    chat.ask_for_card("form")
    chat.fill("Activities", "Seen so far\n\nand more")
    chat.press_and_see("Next", "Please say what the visit was for.")
    expect(chat.last_card()).to_contain_text("Please give a day that has been.")
    expect(chat.field("Activities")).to_have_value("Seen so far\n\nand more")
    chat.screenshot("specimen-form-fault")


def test_what_is_filled_in_arrives_as_it_was_typed_and_the_card_is_replaced(
    specimens: Persona, open_chat: OpenChat
) -> None:
    chat = open_chat(specimens.address)
    chat.ask_for_card("form")
    before = chat.cards.count()
    chat.fill("Purpose of visit", "A <b>bold</b> **claim**")
    chat.fill("Activities", "one\n\ntwo")
    chat.fill_date("Date of visit", date(2026, 3, 5))
    chat.choose("How", "On Teams")
    card = chat.press_and_see("Next", "Done: next")
    expect(card).to_contain_text('"purpose": "A <b>bold</b> **claim**"')
    expect(card).to_contain_text(r'"activities": "one\n\ntwo"')
    expect(card).to_contain_text('"date": "2026-03-05"')
    expect(card).to_contain_text('"mode": "teams"')
    expect(chat.cards).to_have_count(before)


def test_a_day_after_the_last_allowed_is_refused_at_its_field(
    specimens: Persona, open_chat: OpenChat
) -> None:
    chat = open_chat(specimens.address)
    chat.ask_for_card("form")
    chat.fill("Purpose of visit", "Attendance")
    chat.fill_date("Date of visit", date(2026, 12, 20))
    chat.press_and_see("Next", "Please give a day that has been.")


def test_a_button_that_takes_no_inputs_is_not_held_up_by_empty_ones(
    specimens: Persona, open_chat: OpenChat
) -> None:
    chat = open_chat(specimens.address)
    chat.ask_for_card("form")
    card = chat.press_and_see("Discard", "Done: discard")
    expect(card).to_contain_text("Came with {}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_table_row_can_be_pressed_and_can_hold_a_button(
    specimens: Persona, open_chat: OpenChat, scheme: str
) -> None:
    chat = open_chat(specimens.address, scheme)
    chat.ask_for_card("table")
    chat.screenshot("specimen-table")
    chat.press_and_see("File for Marlow", "Done: file-in-cell")
    chat.ask_for_card("table")
    chat.last_card().get_by_text("Oak Bank", exact=True).click()
    expect(chat.last_card()).to_contain_text("Done: open-cell")


def test_words_in_a_text_run_are_shown_as_written_with_their_lines(
    specimens: Persona, open_chat: OpenChat
) -> None:
    chat = open_chat(specimens.address)
    card = chat.ask_for_card("letters")
    expect(card).to_contain_text("**bold** <b>tag</b> [link](https://example.org) _u_ `code` # head &")
    expect(card).to_contain_text("& <script>alert(1)</script>")
    assert "First line\nSecond line\n\n- a dash\n1. a number" in card.inner_text()
    chat.screenshot("specimen-letters")


def test_a_message_with_its_signs_escaped_reads_as_written(specimens: Persona, open_chat: OpenChat) -> None:
    chat = open_chat(specimens.address)
    chat.say("escapes")
    expect(chat.messages.filter(has_text="Backslash:")).to_contain_text(
        "**bold** <b>tag</b> [link](https://example.org) _u_ `code` a & b"
    )
    expect(chat.messages.filter(has_text="Bare https")).to_be_visible()


def test_a_suggestion_says_its_words_for_the_person(specimens: Persona, open_chat: OpenChat) -> None:
    chat = open_chat(specimens.address)
    chat.say("suggest")
    # All that is offered goes with the next message, so one that is still coming must not be another.
    expect(chat.last_message()).to_contain_text("Try one of these.")
    chat.take_suggestion("What do I owe?")
    expect(chat.last_message()).to_contain_text("You said: What do I owe?")

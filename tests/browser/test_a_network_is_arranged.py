"""A network arranged in real Playgrounds: the Deputy CEO sets it up, a headteacher says that she comes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenChat, RunningDemo
from tests.browser.sundays import today

pytestmark = pytest.mark.browser


def a_weekday_ahead() -> date:
    """A Wednesday some three weeks from now."""
    day = today() + timedelta(days=21)
    return day + timedelta(days=(2 - day.weekday()) % 7)


def test_whoever_is_invited_says_that_they_come_and_the_arranger_sees_it(
    own_demo: RunningDemo, open_chat: OpenChat
) -> None:
    head = open_chat(own_demo.addresses["head"])
    before = head.cards.count()
    deputy = open_chat(own_demo.addresses["deputy"])
    deputy.ask_for_card("What training is coming up?")
    deputy.card_picture("deputy-what-is-on")
    deputy.ask_for_card("Show me the SLE pool")
    deputy.card_picture("deputy-sle-pool")

    day = a_weekday_ahead()
    deputy.ask_for_card(f"Set up a computing network on {day.day} {day:%B} at 4pm at Kestrel Moor")
    deputy.card_picture("deputy-arranges-1")
    deputy.press_and_see("Next", "(2 of 3)")
    deputy.card_picture("deputy-arranges-2")
    deputy.press_and_see("Next", "(3 of 3)")
    deputy.fill("Who is invited", "leaders of Harrowmere")
    deputy.card_picture("deputy-arranges-3")
    deputy.press_and_see("Arrange and invite", "Arranged. 2 people are invited.")
    deputy.card_picture("deputy-arranged")

    head.hear_card(before, "Computing network", within=90_000)
    head.card_picture("head-invited")
    head.press_and_see("I'm coming", "you are down as coming")
    head.card_picture("head-is-coming")

    shown = deputy.ask_for_card("Who is coming to the computing network?")
    expect(shown).to_contain_text("1: Amina Farah")
    deputy.ask_for_card("Move the computing network to 5pm")
    deputy.card_picture("deputy-moves")
    deputy.press("Yes, move it")
    expect(deputy.last_card()).not_to_contain_text("Shall I move")
    deputy.card_picture("deputy-moved")
    expect(head.last_card()).to_contain_text("17:00 to 18:00", timeout=90_000)
    head.card_picture("head-hears-of-the-move")
    deputy.ask_for_card("Cancel the computing network")
    deputy.card_picture("deputy-cancels")
    deputy.press("Yes, cancel it")
    expect(head.last_card()).to_contain_text("cancelled", timeout=90_000)
    head.card_picture("head-hears-of-the-end")

"""Support in real Playgrounds: a specialist is deployed and leaves earlier, days are granted on top."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenChat, RunningDemo, wait_until_delivered
from tests.browser.playground_chat import PlaygroundChat
from tests.browser.sundays import in_words, today

pytestmark = pytest.mark.browser


def told(chat: PlaygroundChat, words: str, count: int) -> None:
    """Waits for the card that comes unasked after `count` cards."""
    chat.hear_card(count, words)


def test_a_specialist_is_deployed_and_those_concerned_hear(
    own_demo: RunningDemo, open_chat: OpenChat
) -> None:
    head, sip = open_chat(own_demo.addresses["head"]), open_chat(own_demo.addresses["sip"])
    deputy = open_chat(own_demo.addresses["deputy"])
    deputy.ask_for_card("deploy an SLE for maths to Harrowmere, Tuesdays until Easter")
    deputy.card_picture("support-form-1")
    deputy.press_and_see("Next", "(2 of 2)")
    deputy.card_picture("support-form-2")
    deputy.choose("What it is for", "Teaching alongside a colleague")
    deputy.press_and_see("Look it over", "Allocate this to Harrowmere?")
    deputy.card_picture("support-looked-over")
    heard = head.cards.count(), sip.cards.count()
    deputy.press_and_see("Allocate it", "Tobias Field is deployed at Harrowmere")
    deputy.card_picture("support-allocated")
    told(head, "Support allocated: Harrowmere", heard[0])
    head.card_picture("head-told-of-support")
    told(sip, "Support allocated: Harrowmere", heard[1])
    sip.card_picture("sip-told-of-support")
    tuesday = today() + timedelta(days=(1 - today().weekday()) % 7)
    listed = deputy.ask_for_card(f"Who is deployed at Harrowmere on {tuesday:%-d %B %Y}?")
    expect(listed).to_contain_text("Tobias Field")
    deputy.card_picture("support-list")

    heard = head.cards.count(), sip.cards.count()
    deputy.ask_for_card("End Tobias Field's deployment at Harrowmere")
    deputy.card_picture("support-end-form")
    last = today() + timedelta(days=60)
    deputy.fill_date("Last day", last)
    deputy.press_and_see("Change it", "the last day of Tobias Field")
    deputy.card_picture("support-ended")
    told(head, f"ends on {in_words(last)}", heard[0])
    head.card_picture("head-told-of-support-end")


def test_days_are_granted_on_top_and_counted(own_demo: RunningDemo, open_chat: OpenChat) -> None:
    head = open_chat(own_demo.addresses["head"])
    deputy = open_chat(own_demo.addresses["deputy"])
    deputy.ask_for_card("What support is Harrowmere due?")
    deputy.card_picture("support-due")
    deputy.ask_for_card("Give Harrowmere 2.5 extra SIP days")
    deputy.card_picture("days-form-1")
    deputy.press_and_see("Next", "(2 of 2)")
    deputy.fill("Reason", "Reading has dropped in Year 7, and the partner is to work with the new lead.")
    deputy.card_picture("days-form-2")
    deputy.press_and_see("Look it over", "Allocate this to Harrowmere?")
    deputy.card_picture("days-looked-over")
    heard = head.cards.count()
    deputy.press_and_see("Allocate it", "on top of its allocation")
    deputy.card_picture("days-granted")
    told(head, "Days granted: Harrowmere", heard)
    head.card_picture("head-told-of-days")
    wait_until_delivered(own_demo)
    deputy.ask_for_card("What support is Harrowmere due?")
    deputy.card_picture("support-due-with-days")
    head.ask_for_card("What are we due?")
    head.card_picture("head-support-due-with-days")
    head.say("How many SIP days are left at Harrowmere?")
    deputy.ask_for_card("deploy a consultant from Bright Futures to Marram Sands, 6 days in all")
    deputy.press_and_see("Next", "(2 of 2)")
    deputy.card_picture("provider-form-2")

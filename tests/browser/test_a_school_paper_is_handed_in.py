"""A school's plan in real Playgrounds: handed in by link, sent back, signed off, and its delivery watched."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenChat, RunningDemo, wait_until_delivered
from tests.browser.playground_chat import PlaygroundChat

pytestmark = pytest.mark.browser
LINK = "https://wychbeck.sharepoint.example/sites/harrowmere/Plan.docx"


def told(chat: PlaygroundChat, words: str, count: int) -> None:
    """Waits for the card that comes unasked after `count` cards."""
    chat.hear_card(count, words)


def test_a_plan_is_handed_in_sent_back_signed_off_and_watched(
    own_demo: RunningDemo, open_chat: OpenChat
) -> None:
    head, deputy = open_chat(own_demo.addresses["head"]), open_chat(own_demo.addresses["deputy"])
    head.ask_for_card("Is our development plan in?")
    head.card_picture("paper-not-in")
    head.ask_for_card("I want to hand in our development plan")
    head.card_picture("paper-asked-for")
    head.fill("Link (it begins with https://)", LINK)
    heard = deputy.cards.count()
    head.press_and_see("Hand in the link", "is in")
    head.card_picture("paper-in")
    told(deputy, "Harrowmere", heard)
    deputy.card_picture("deputy-told-of-paper")
    deputy.press_and_see("Look at it", "Reason, if you send it back")
    deputy.card_picture("paper-to-sign-off")
    deputy.press_and_see("Send back", "lease say")
    deputy.fill("Reason", "Please add who leads on reading.")
    heard = head.cards.count()
    deputy.press_and_see("Send back", "is sent back")
    deputy.card_picture("paper-sent-back")
    told(head, "sent back", heard)
    head.card_picture("head-told-of-sent-back")

    which = head.ask_for_card(f"{LINK}?v=2")
    expect(which).to_contain_text("Which is this?")
    head.card_picture("paper-which-is-this")
    heard = deputy.cards.count()
    head.press_and_see("Development plan", "is in")
    told(deputy, "version 2", heard)
    deputy.press_and_see("Look at it", "The way here")
    deputy.card_picture("paper-second-version")
    heard = head.cards.count()
    deputy.press_and_see("Sign off", "igned off")
    deputy.card_picture("paper-signed-off")
    told(head, "signed off", heard)
    head.card_picture("head-told-of-sign-off")

    deputy.ask_for_card("Is Harrowmere's development plan in?")
    deputy.card_picture("paper-page")
    deputy.ask_for_card("How is delivery of Harrowmere's development plan?")
    deputy.card_picture("paper-delivery")
    wait_until_delivered(own_demo)
    deputy.ask_for_card("Which development plans are not in yet?")
    deputy.card_picture("papers-not-in")
    deputy.ask_for_card("How do self-evaluations and development plans stand?")
    deputy.card_picture("papers-list")
    head.ask_for_card("Are our SEF and our SDP in?")
    head.card_picture("papers-both")

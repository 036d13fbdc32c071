"""A school leaves High risk in real Playgrounds: what goes back to it is agreed, and confirmed on its day."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from bot.demo.cast import DEPUTY_CEO
from strategy.designations import Designation
from tests.browser.chain import designate
from tests.browser.conftest import OpenChat, RunningDemo, wait_until_delivered
from tests.browser.sundays import today

pytestmark = pytest.mark.browser


def test_what_goes_back_to_the_school_is_agreed_and_confirmed(
    own_demo: RunningDemo, open_chat: OpenChat
) -> None:
    deputy, head = open_chat(own_demo.addresses["deputy"]), open_chat(own_demo.addresses["head"])
    designate(own_demo, "990114", Designation.IMPROVE)
    expect(head.last_card()).to_contain_text("Improve", timeout=90_000)
    head.card_picture("exit-head-hears-designation")
    wait_until_delivered(own_demo)
    deputy.card_picture("exit-deputy-hears-designation")
    deputy.press_and_see("Draw up the exit plan", "Nothing is in it yet.")
    deputy.card_picture("exit-opened")
    before = deputy.cards.count()
    deputy.press("Add what goes back")
    deputy.hear_card(before)
    deputy.card_picture("exit-item-form")
    deputy.fill("What goes back to the school", "The planning of maths lessons")
    deputy.fill_date("On which day", today())
    deputy.choose("Who confirms it", DEPUTY_CEO)
    deputy.card_picture("exit-item-filled")
    deputy.press_and_see("Add it", "Added. Harrowmere's exit plan")
    deputy.card_picture("exit-item-added")
    heard = head.cards.count()
    deputy.press_and_see("That is all of it", "is agreed")
    deputy.card_picture("exit-agreed")
    head.hear_card(heard, "The planning of maths lessons", within=90_000)
    head.card_picture("exit-head-hears-agreed")
    wait_until_delivered(own_demo)
    head.ask_for_card("Show me the exit plan for my school")
    head.card_picture("exit-head-sees")
    deputy.ask_for_card("What do I owe?")
    deputy.card_picture("exit-deputy-owes")
    deputy.ask_for_card("Show Harrowmere's exit plan")
    deputy.press_and_see("Confirm", "is closed")
    deputy.card_picture("exit-closed")

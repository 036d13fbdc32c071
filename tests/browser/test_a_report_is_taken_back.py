"""A filed report in real Playgrounds that is amended, goes out again, and is withdrawn."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenChat, RunningDemo, wait_until_delivered
from tests.browser.sundays import Visit, fill_in, sunday

pytestmark = pytest.mark.browser
AGAIN = "Calm corridors; three lessons were seen, not two."
WHY = "It was about another school"


def test_an_amended_report_goes_out_again_and_a_withdrawn_one_can_be_read_no_more(
    own_demo: RunningDemo, open_chat: OpenChat
) -> None:
    deputy, head = open_chat(own_demo.addresses["deputy"]), open_chat(own_demo.addresses["head"])
    sip = open_chat(own_demo.addresses["sip"])
    fill_in(sip, Visit("Harrowmere", sunday(0)))
    sip.press_and_see("File report", "Report filed: Harrowmere")
    for chat in (deputy, head):
        expect(chat.last_card()).to_contain_text("Calm corridors.", timeout=90_000)
    wait_until_delivered(own_demo)

    sip.ask_for_card("Show me my latest report on Harrowmere")
    sip.card_picture("amend-own-report")
    sip.press_and_see("Amend", "Amend")
    sip.card_picture("amend-form-1")
    sip.press_and_see("Next", "Summary of outcomes")
    sip.fill("Summary of outcomes", AGAIN)
    sip.card_picture("amend-form-2")
    sip.press_and_see("File amendment", "Harrowmere")
    sip.card_picture("amend-filed")
    for chat, name in ((deputy, "deputy"), (head, "head")):
        expect(chat.last_card()).to_contain_text(AGAIN, timeout=90_000)
        chat.card_picture(f"amend-{name}-is-told")
    wait_until_delivered(own_demo)

    sip.ask_for_card("Show me my latest report on Harrowmere")
    sip.card_picture("withdraw-report")
    sip.press_and_see("Withdraw", "Nobody can read it any more then")
    sip.card_picture("withdraw-asks")
    sip.fill("Reason", WHY)
    sip.press_and_see("Withdraw it", "Withdrawn: your report on Harrowmere")
    sip.card_picture("withdraw-done")
    for chat, name in ((deputy, "deputy"), (head, "head")):
        expect(chat.last_card()).to_contain_text("withdrawn", timeout=90_000)
        chat.card_picture(f"withdraw-{name}-is-told")
    gone = head.say("Show me the latest report on my school")
    expect(gone).to_be_visible()
    head.screenshot("withdraw-head-asks-for-it")

"""Targets in real Playgrounds: proposed, sent back, signed off, followed and read; and the trust's plan."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenChat, RunningDemo, wait_until_delivered
from tests.browser.playground_chat import PlaygroundChat

pytestmark = pytest.mark.browser
ATTENDANCE = "Attendance of pupils with a plan: 91.5% -> 94.5% by 26 March"
GCSE = "Grade 5 or better in English and mathematics: 38% -> 46%"
ENQUIRY = "Why do pupils in Year 8 read less at home than those in Year 7?"
PRIORITY = "Every pupil in school, every day"


def told(chat: PlaygroundChat, words: str, count: int) -> None:
    """Waits for the card that comes unasked after `count` cards."""
    chat.hear_card(count, words)


def has_a_priority(deputy: PlaygroundChat) -> None:
    """The trust's plan of this year gets its first priority."""
    deputy.ask_for_card("Add a priority to the trust's plan")
    deputy.fill("Priority", PRIORITY)
    deputy.fill("Owner", "Deputy CEO")
    deputy.fill("Success measure", "Attendance is at 95% or above in every school by July.")
    deputy.card_picture("priority-form")
    deputy.press_and_see("Add to the plan", "Added: a priority")
    deputy.card_picture("priority-added")


def test_targets_are_proposed_sent_back_signed_off_and_followed(
    own_demo: RunningDemo, open_chat: OpenChat
) -> None:
    deputy, sip = open_chat(own_demo.addresses["deputy"]), open_chat(own_demo.addresses["sip"])
    has_a_priority(deputy)
    sip.ask_for_card("Set Harrowmere's targets")
    sip.fill("Targets", f"{ATTENDANCE}\n{GCSE}")
    sip.fill("Lines of enquiry", ENQUIRY)
    sip.card_picture("targets-form-1")
    sip.press_and_see("Next", "(2 of 2)")
    sip.card_picture("targets-form-2")
    sip.last_card().get_by_role("combobox").first.click()
    sip.page.get_by_role("option", name=PRIORITY).click()
    heard = deputy.cards.count()
    sip.press_and_see("Propose", "Proposed: 2 targets and 1 line of enquiry")
    sip.card_picture("targets-proposed")

    told(deputy, "Targets to sign off: Harrowmere", heard)
    deputy.card_picture("deputy-told-of-targets")
    waiting = deputy.ask_for_card("Any targets waiting to be signed off?")
    expect(waiting).to_contain_text("91.5%")
    deputy.card_picture("targets-to-sign-off")
    deputy.press_and_see("Send back", "say why")
    deputy.card_picture("targets-sent-back-without-reason")
    deputy.fill("Reason", "Please aim higher for attendance.")
    heard = sip.cards.count()
    deputy.press_and_see("Send back", "Sent back to Priya Raman")
    deputy.card_picture("targets-sent-back")
    told(sip, "Proposed targets: Harrowmere", heard)
    sip.card_picture("sip-told-of-sent-back")

    head = open_chat(own_demo.addresses["head"])
    sip.press_and_see("Look at them", "Why it was sent back")
    sip.card_picture("sip-sees-why")
    sip.press_and_see("Propose again", "(1 of 2)")
    sip.card_picture("targets-form-again")
    sip.fill("Targets", f"{ATTENDANCE.replace('94.5%', '95%')}\n{GCSE}")
    sip.press_and_see("Next", "(2 of 2)")
    heard = deputy.cards.count()
    sip.press_and_see("Propose", "Proposed: 2 targets")
    told(deputy, "Targets to sign off: Harrowmere", heard)
    deputy.press_and_see("Look at them", "by Fri 26 March 2027")
    heard_by_head, heard_by_sip = head.cards.count(), sip.cards.count()
    deputy.press_and_see("Sign off", "Signed off: 2 targets")
    deputy.card_picture("targets-signed-off")
    told(head, "Targets signed off: Harrowmere", heard_by_head)
    head.card_picture("head-told-of-targets")
    told(sip, "Targets signed off: Harrowmere", heard_by_sip)

    noted = sip.ask_for_card("Attendance at Harrowmere is 92.4% now")
    expect(noted).to_contain_text("92.4%")
    sip.card_picture("target-noted")
    shown = head.ask_for_card("What are our targets?")
    expect(shown).to_contain_text("Last noted: 92.4%")
    head.card_picture("head-targets")
    head.follow("Attendance of pupils with a plan")
    expect(head.last_card()).to_contain_text("noted by Priya Raman")
    head.card_picture("head-target")
    wait_until_delivered(own_demo)
    plan = deputy.ask_for_card("Show the trust's development plan")
    expect(plan).to_contain_text("Harrowmere")
    deputy.card_picture("trust-plan")
    deputy.follow(PRIORITY)
    expect(deputy.last_card()).to_contain_text("Change it")
    deputy.card_picture("trust-plan-priority")
    deputy.ask_for_card("Which schools work on the attendance priority?")
    deputy.card_picture("trust-plan-schools")
    deputy.ask_for_card("Which schools have no targets yet?")
    deputy.card_picture("targets-none-yet")
    head.ask_for_card("Show me the trust's priorities")
    head.card_picture("head-trust-plan")

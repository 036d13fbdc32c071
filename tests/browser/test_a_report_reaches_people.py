"""A filed report in real Playgrounds: it reaches the Deputy CEO and the headteacher, who answers it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.chromium import local_only
from tests.browser.conftest import OpenChat, RunningDemo
from tests.browser.playground_chat import SHOTS, PlaygroundChat

pytestmark = pytest.mark.browser
FOUND = "Calm corridors; reading is well led"
ADVISED = "Agree one way of starting lessons"
WRONG = "We have 14 staff in the faculty, not 12"


def filed(sip: PlaygroundChat) -> None:
    sip.ask_for_card("File a report for Harrowmere")
    sip.fill("Purpose of visit", "Behaviour")
    sip.press_and_see("Next", "(2 of 3)")
    sip.fill("Summary of activities during visit", "Walked lessons")
    sip.press_and_see("Next", "(3 of 3)")
    sip.fill("Summary of outcomes", FOUND)
    sip.fill("Recommendations", ADVISED)
    sip.press_and_see("File report", "Report filed: Harrowmere")


def test_a_report_reaches_those_who_must_have_it_and_its_answers_reach_the_author(
    own_demo: RunningDemo, open_chat: OpenChat, browser: Browser
) -> None:
    deputy = open_chat(own_demo.addresses["deputy"])
    head = open_chat(own_demo.addresses["head"])
    sip = open_chat(own_demo.addresses["sip"])
    filed(sip)
    for chat in (deputy, head):
        expect(chat.last_card()).to_contain_text(FOUND)
        expect(chat.last_card()).to_contain_text(ADVISED)
    deputy.card_picture("deputy-is-told-of-a-report")
    head.card_picture("head-is-told-of-a-report")
    expect(deputy.button("Acknowledge")).to_have_count(0)

    head.press("Something is inaccurate")
    expect(head.last_card()).to_contain_text("What is inaccurate?")
    head.card_picture("head-says-what-is-inaccurate")
    head.last_card().get_by_role("textbox").fill(WRONG)
    head.last_card().get_by_role("button").first.click()
    for chat in (sip, deputy):
        expect(chat.last_card()).to_contain_text(WRONG)
    sip.card_picture("sip-hears-what-is-inaccurate")

    who = sip.ask_for_card("Who has got my report on Harrowmere?")
    expect(who).to_contain_text("in Teams")
    expect(who).to_contain_text("by mail")
    sip.card_picture("sip-sees-who-has-it")
    reading = sip.ask_for_card("Show me my latest report on Harrowmere")
    expect(reading).to_contain_text(WRONG)
    sip.card_picture("sip-reads-with-answers")

    page = browser.new_context(viewport={"width": 420, "height": 900}).new_page()
    page.route("**/*", local_only)
    page.goto(f"{own_demo.bot}/mailbox")
    with page.expect_download() as download:
        page.get_by_role("link", name="Harrowmere").first.click()
    assert download.value.suggested_filename.endswith(".docx")
    assert "Harrowmere" in download.value.suggested_filename
    page.screenshot(path=SHOTS / "mailbox-phone.png", full_page=False)


def test_the_deputy_ceo_has_people_reminded_and_a_partner_puts_reminders_off(
    own_demo: RunningDemo, open_chat: OpenChat
) -> None:
    sip = open_chat(own_demo.addresses["sip"])
    deputy = open_chat(own_demo.addresses["deputy"])
    deputy.ask_for_card("Which reports by Priya Raman are overdue?")
    deputy.card_picture("deputy-overdue-chase")
    deputy.press("Chase them")
    expect(deputy.messages.last).to_contain_text("Reminded 1 person")
    expect(sip.last_card()).to_contain_text("asks after")
    sip.card_picture("sip-is-chased")
    coming = sip.ask_for_card("What will you remind me about?")
    sip.card_picture("sip-what-is-coming")
    expect(coming).to_contain_text("Next")
    sip.say("snooze until Monday")
    expect(sip.messages.last).to_contain_text("paused until")

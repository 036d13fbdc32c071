"""Reviews in real Playgrounds: the Deputy CEO sets a day and records one, a partner writes the annual one."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenChat, RunningDemo
from tests.browser.playground_chat import PlaygroundChat
from tests.browser.sundays import sunday, today

pytestmark = pytest.mark.browser
SUMMARY = "Spending follows need, and every leader can say why.\nTwo pupils had no plan."
NEXT_SUNDAY = sunday(0) + timedelta(days=7)


def set_a_day(deputy: PlaygroundChat) -> None:
    """A Sunday is refused, and one of the days that are offered is taken."""
    wish = f"Set the pupil premium review at Harrowmere for {NEXT_SUNDAY.day} {NEXT_SUNDAY:%B %Y}"
    refused = deputy.ask_for_card(wish)
    expect(refused).to_contain_text("is a Sunday")
    deputy.card_picture("review-day-refused")
    refused.get_by_role("button").first.click()
    expect(deputy.last_card()).to_contain_text("I am telling")
    deputy.card_picture("review-day-set")


def test_a_review_is_given_a_day_and_recorded(own_demo: RunningDemo, open_chat: OpenChat) -> None:
    deputy = open_chat(own_demo.addresses["deputy"])
    deputy.ask_for_card("Which schools have not had their safeguarding audit")
    deputy.card_picture("reviews-not-held")
    set_a_day(deputy)
    page = deputy.ask_for_card("When is the pupil premium review at Harrowmere?")
    expect(page).to_contain_text("is set for")
    deputy.card_picture("review-page")
    deputy.ask_for_card("Record the pupil premium review at Harrowmere")
    deputy.fill_date("Day it was held", today())
    deputy.fill("What came of it", SUMMARY)
    deputy.fill("Recommendations", "None")
    deputy.card_picture("review-form")
    deputy.press_and_see("Record it", "Recorded: the pupil premium review at Harrowmere")
    deputy.card_picture("review-recorded")
    shown = deputy.ask_for_card("What came of the pupil premium review at Harrowmere?")
    expect(shown).to_contain_text("every leader can say why")
    deputy.card_picture("review-outcome")
    dark = open_chat(own_demo.addresses["head"], scheme="dark")
    seen = dark.ask_for_card("What came of our pupil premium review?")
    expect(seen).to_contain_text("Two pupils had no plan.")
    dark.card_picture("review-outcome-headteacher")


def test_an_annual_review_is_written_and_read(own_demo: RunningDemo, open_chat: OpenChat) -> None:
    sip = open_chat(own_demo.addresses["sip"])
    sip.ask_for_card("Write the annual review for Harrowmere")
    sip.fill("Areas of scrutiny", "Attendance: up in every year.")
    sip.card_picture("annual-review-form-1")
    sip.press_and_see("Next", "(2 of 3)")
    sip.fill("Self-evaluation", "It matches what I have seen.")
    sip.fill("Development plan", "It aims at the right things.")
    sip.card_picture("annual-review-form-2")
    sip.press_and_see("Next", "(3 of 3)")
    sip.fill("What to look at next year", "Writing, first of all.")
    sip.card_picture("annual-review-form-3")
    sip.press_and_see("Send annual review", "Sent: your annual review of Harrowmere")
    sip.card_picture("annual-review-sent")
    deputy = open_chat(own_demo.addresses["deputy"])
    deputy.ask_for_card("Which annual reviews are in?")
    deputy.card_picture("annual-reviews-in")
    read = deputy.ask_for_card("Show me the annual review of Harrowmere")
    expect(read).to_contain_text(re.compile("up in every year"))
    deputy.card_picture("annual-review-read")

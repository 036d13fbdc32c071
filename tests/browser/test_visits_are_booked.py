"""Visits in real Playgrounds: booked and moved by a partner, asked for by a head, planned by the year."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from tests.browser.chromium import local_only
from tests.browser.conftest import OpenChat, RunningDemo
from tests.browser.playground_chat import SHOTS

pytestmark = pytest.mark.browser
PHONE: ViewportSize = {"width": 420, "height": 900}
WHY = "Reading in Year 9 worries us: attendance is fine"


def test_a_partner_books_a_visit_that_stands_in_the_calendar(
    own_demo: RunningDemo, open_chat: OpenChat, browser: Browser
) -> None:
    sip = open_chat(own_demo.addresses["sip"])
    sip.ask_for_card("I want to book a visit to Harrowmere")
    expect(sip.last_card()).to_contain_text("Which day is the visit to Harrowmere?")
    sip.card_picture("sip-which-day")
    sip.last_card().get_by_role("button").first.click()
    expect(sip.last_card()).to_contain_text(re.compile("Visit booked: Harrowmere|Not booked yet"))
    sip.card_picture("sip-visit-booked")
    if "Not booked yet" in sip.last_card().inner_text():
        sip.press_and_see("Book it all the same", "Visit booked: Harrowmere")
        sip.card_picture("sip-visit-booked-all-the-same")
    sip.press_and_see("Move", "move to?")
    sip.card_picture("sip-visit-move")
    sip.last_card().get_by_role("button").last.click()
    expect(sip.last_card()).to_contain_text(re.compile("Visit moved: Harrowmere|Not booked yet"))
    sip.ask_for_card("My visits")
    sip.card_picture("sip-my-visits")

    page = browser.new_context(viewport={"width": 420, "height": 900}).new_page()
    page.route("**/*", local_only)
    page.goto(f"{own_demo.bot}/calendar")
    expect(page.get_by_role("heading", name="What stands in the calendars")).to_be_visible()
    page.screenshot(path=SHOTS / "calendar-phone.png", full_page=False)


def test_a_headteacher_asks_for_an_extra_visit_and_the_deputy_ceo_decides(
    own_demo: RunningDemo, open_chat: OpenChat
) -> None:
    deputy = open_chat(own_demo.addresses["deputy"])
    head = open_chat(own_demo.addresses["head"])
    head.ask_for_card("We need an extra visit, half a day on Teams")
    head.card_picture("head-asks-for-a-visit")
    head.last_card().get_by_role("textbox").last.fill(WHY)
    head.press_and_see("Send", "It waits to be decided")
    head.card_picture("head-has-asked")
    expect(deputy.last_card()).to_contain_text(WHY)
    deputy.card_picture("deputy-decides-a-request")
    deputy.press_and_see("Ask back", "What do you want to know?")
    deputy.card_picture("deputy-asks-back")
    deputy.last_card().get_by_role("textbox").last.fill("Which classes?")
    deputy.press_and_see("Ask", "asks something before deciding")
    expect(head.last_card()).to_contain_text("Which classes?")
    head.card_picture("head-is-asked-back")
    head.press_and_see("Answer", "with your answer")
    head.last_card().get_by_role("textbox").last.fill(f"{WHY}. All four classes.")
    head.press_and_see("Send", "It waits to be decided")
    expect(deputy.last_card()).to_contain_text("All four classes.")
    deputy.press_and_see("Approve", "approved half a day")
    deputy.card_picture("deputy-has-approved")
    expect(head.last_card()).to_contain_text("approved half a day")
    head.card_picture("head-hears-of-it")


def test_the_deputy_ceo_plans_and_books_a_year(own_demo: RunningDemo, open_chat: OpenChat) -> None:
    deputy = open_chat(own_demo.addresses["deputy"])
    deputy.ask_for_card("Plan next year's visits")
    expect(deputy.last_card()).to_contain_text("are proposed for")
    deputy.card_picture("deputy-plans-a-year")
    deputy.press_and_see("By partner", "by partner")
    deputy.card_picture("deputy-plan-by-partner")
    deputy.ask_for_card("not on Wednesdays")
    deputy.press_and_see("Book all", "Shall I book")
    deputy.card_picture("deputy-books-a-year")
    deputy.press_and_see("Book them", "the invitations go out now")
    deputy.card_picture("deputy-has-booked-a-year")
    deputy.press_and_see("How far is it?", "stand in the calendars")


def test_a_visit_is_changed_in_a_few_words_on_a_phone(own_demo: RunningDemo, open_chat: OpenChat) -> None:
    sip = open_chat(own_demo.addresses["sip"])
    sip.page.set_viewport_size(PHONE)
    sip.ask_for_card("I want to book a visit to Harrowmere")
    sip.last_card().get_by_role("button").first.click()
    expect(sip.last_card()).to_contain_text(re.compile("Visit booked: Harrowmere|Not booked yet"))
    if "Not booked yet" in sip.last_card().inner_text():
        sip.press_and_see("Book it all the same", "Visit booked: Harrowmere")
    sip.card_picture("phone-visit-booked")
    sip.ask_for_card("on Teams please")
    expect(sip.last_card()).to_contain_text(re.compile("Visit changed: Harrowmere|Not booked yet"))
    sip.card_picture("phone-visit-changed")
    sip.ask_for_card("cancel it, she's ill")
    expect(sip.last_card()).to_contain_text("Shall I cancel your visit to Harrowmere")
    sip.card_picture("phone-visit-cancel")


def test_a_year_is_planned_on_a_phone(own_demo: RunningDemo, open_chat: OpenChat) -> None:
    deputy = open_chat(own_demo.addresses["deputy"])
    deputy.page.set_viewport_size(PHONE)
    deputy.ask_for_card("Plan next year's visits")
    expect(deputy.last_card()).to_contain_text("are proposed for")
    deputy.card_picture("phone-year-planned")
    deputy.ask_for_card("not on Fridays")
    expect(deputy.last_card()).to_contain_text("is on Fridays now")
    deputy.card_picture("phone-year-without-fridays")
    deputy.ask_for_card("by school")
    deputy.card_picture("phone-year-by-school")
    deputy.ask_for_card("Harrowmere")
    expect(deputy.last_card()).to_contain_text("with the appraisal")
    deputy.card_picture("phone-year-of-a-school")

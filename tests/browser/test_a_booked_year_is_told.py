"""In a real Playground: the end of booking a year is told unasked, and one of several requests is decided."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.browser.conftest import OpenChat, RunningDemo

pytestmark = pytest.mark.browser
PHONE: ViewportSize = {"width": 420, "height": 900}
WITHIN = 120_000
"""Milliseconds for the calendars to follow and the message to come: it is looked at after twenty seconds."""


def test_who_booked_a_year_is_told_unasked_when_the_last_is_there(
    own_demo: RunningDemo, open_chat: OpenChat
) -> None:
    deputy = open_chat(own_demo.addresses["deputy"])
    deputy.page.set_viewport_size(PHONE)
    deputy.ask_for_card("Plan next year's visits")
    expect(deputy.last_card()).to_contain_text("are proposed for")
    deputy.press_and_see("Book all", "Shall I book")
    deputy.press_and_see("Book them", "I'll tell you when the last is out")
    deputy.card_picture("phone-year-is-being-booked")
    told = deputy.cards.filter(has_text=re.compile(r"All \d+ visits of .* stand in the calendars\."))
    expect(told).to_have_count(1, timeout=WITHIN)
    deputy.card_picture("phone-year-is-booked")


def test_one_of_several_requests_is_decided_by_its_number(own_demo: RunningDemo, open_chat: OpenChat) -> None:
    deputy = open_chat(own_demo.addresses["deputy"])
    deputy.page.set_viewport_size(PHONE)
    head = open_chat(own_demo.addresses["head"])
    head.page.set_viewport_size(PHONE)
    for why in ("our maths results fell", "Ofsted have rung"):
        head.ask_for_card(f"We need an extra visit in May, because {why}")
        expect(head.last_card()).to_contain_text("I have put down why as you said it")
        head.card_picture("phone-head-asks-with-a-reason")
        head.press_and_see("Send", "It waits to be decided")
        expect(deputy.last_card()).to_contain_text(why)
    deputy.ask_for_card("approve")
    expect(deputy.last_card()).to_contain_text(re.compile(r"requests wait\. Which do you approve\?"))
    deputy.card_picture("phone-which-request")
    deputy.ask_for_card("2")
    expect(deputy.last_card()).to_contain_text("approved 1 day")


def test_whether_the_head_is_free_is_told_of_the_visit_just_booked(
    own_demo: RunningDemo, open_chat: OpenChat
) -> None:
    sip = open_chat(own_demo.addresses["sip"])
    sip.page.set_viewport_size(PHONE)
    sip.ask_for_card("When is my next visit?")
    sip.ask_for_card("is the head free then?")
    expect(sip.last_card()).to_contain_text("by the calendar")
    sip.card_picture("phone-is-the-head-free")

"""What comes before a visit, in real Playgrounds: agenda, the school's papers, and a note for the partner."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenChat, RunningDemo

pytestmark = pytest.mark.browser
NOTE = "Please leave out Year 6, they sit a test"


def test_agenda_papers_and_a_note_come_before_a_visit(own_demo: RunningDemo, open_chat: OpenChat) -> None:
    sip = open_chat(own_demo.addresses["sip"])
    sip.ask_for_card("I want to book a visit to Harrowmere")
    sip.last_card().get_by_role("button").first.click()
    expect(sip.last_card()).to_contain_text(re.compile("Visit booked: Harrowmere|Not booked yet"))
    if "Not booked yet" in sip.last_card().inner_text():
        sip.press_and_see("Book it all the same", "Visit booked: Harrowmere")
    head = open_chat(own_demo.addresses["head"])
    head.ask_for_card("When is the next visit to my school?")
    head.last_card().get_by_text("Harrowmere", exact=True).last.click()
    expect(head.last_card()).to_contain_text("Papers")
    head.card_picture("head-visit-with-what-comes-before")
    head.press_and_see("Leave somebody out", "It is deleted after the visit")
    head.last_card().get_by_role("textbox").last.fill(NOTE)
    head.card_picture("head-leaves-a-note")
    head.press_and_see("Keep the note", "is told that there is one")
    head.ask_for_card("Here are the papers for the next visit")
    head.last_card().get_by_role("textbox").last.fill("https://trust.example/papers")
    head.press_and_see("Hand in the link", "1 paper came in")
    head.card_picture("head-papers-so-far")
    head.press_and_see("That's all", "1, all in")
    head.card_picture("head-papers-all-in")
    expect(sip.last_card()).to_contain_text(re.compile("has left you a note|papers for your visit"))
    sip.card_picture("sip-is-told-before-a-visit")
    sip.ask_for_card("What's on the agenda for the next visit to Harrowmere?")
    sip.card_picture("sip-agenda-of-a-visit")
    assert NOTE not in sip.page.inner_text("body")

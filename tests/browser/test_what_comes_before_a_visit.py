"""What comes before a visit, in real Playgrounds: agenda, the school's papers, and a note for the partner."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenChat, RunningDemo

pytestmark = pytest.mark.browser
NOTE = "Please leave out Year 6, they sit a test"


def test_agenda_papers_and_a_note_before_a_visit(own_demo: RunningDemo, open_chat: OpenChat) -> None:
    head = open_chat(own_demo.addresses["head"])
    head.ask_for_card("When is the next visit to my school?")
    head.last_card().get_by_role("button").first.click()
    expect(head.last_card()).to_contain_text(re.compile("Agenda"))
    head.card_picture("head-visit-with-what-comes-before")
    head.press_and_see("Papers", "nothing is in yet")
    head.last_card().get_by_role("textbox").last.fill("https://trust.example/papers")
    head.press_and_see("Hand in the link", "1 paper came in")
    head.card_picture("head-papers-so-far")
    head.press_and_see("That's all", "1, all in")
    head.card_picture("head-papers-all-in")

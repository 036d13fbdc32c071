"""A school's results in real Playgrounds: filed by the Deputy CEO, amended, listed, and read by the head."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenChat, RunningDemo

pytestmark = pytest.mark.browser


def test_results_are_filed_amended_and_read(own_demo: RunningDemo, open_chat: OpenChat) -> None:
    deputy = open_chat(own_demo.addresses["deputy"])
    deputy.ask_for_card("Which results are still out?")
    expect(deputy.last_card()).to_contain_text("still to come")
    deputy.card_picture("results-list")
    deputy.ask_for_card("GCSE results for Harrowmere: 71% at 4+ in English and maths, 48% at 5+")
    expect(deputy.last_card()).to_contain_text("Results: Harrowmere")
    deputy.card_picture("results-form")
    deputy.press_and_see("File results", "Filed: the results of Harrowmere")
    deputy.card_picture("results-receipt")
    deputy.press_and_see("Read them", "Given")
    deputy.card_picture("results-page")
    deputy.ask_for_card("amend them")
    deputy.fill("A level", "Average grade C+, 52% at A*-B")
    deputy.press_and_see("File amendment", "The earlier version is kept.")

    head = open_chat(own_demo.addresses["head"])
    head.ask_for_card("Show me our GCSE results")
    expect(head.last_card()).to_contain_text("52% at A*-B")
    head.card_picture("results-head")
    head.press_and_see("Earlier versions", "Version 1")
    head.card_picture("results-versions")

"""A report is asked for as a Word document in the demonstration: it comes to the mailbox page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.chromium import local_only
from tests.browser.conftest import OpenChat, RunningDemo, wait_until_delivered
from tests.browser.test_a_report_reaches_people import filed

pytestmark = pytest.mark.browser


def test_the_headteacher_has_the_report_on_their_school_sent_to_them(
    own_demo: RunningDemo, open_chat: OpenChat, browser: Browser
) -> None:
    head, sip = open_chat(own_demo.addresses["head"]), open_chat(own_demo.addresses["sip"])
    heard = head.cards.count()
    filed(sip)
    head.hear_card(heard)
    head.ask_for_card("Show me the latest report on my school")
    head.card_picture("report-with-the-way-to-its-document")
    head.press("Send me the Word file")
    expect(head.messages.last).to_contain_text("by mail, as a Word document")
    wait_until_delivered(own_demo)
    page = browser.new_context(viewport={"width": 420, "height": 900}).new_page()
    page.route("**/*", local_only)
    page.goto(f"{own_demo.bot}/mailbox")
    asked_for = page.locator("article, li, tr, section").filter(has_text="You asked for the report on")
    expect(asked_for.first).to_be_visible()
    with page.expect_download() as download:
        asked_for.last.get_by_role("link", name=".docx").first.click()
    assert download.value.suggested_filename.startswith("Visit report - Harrowmere")

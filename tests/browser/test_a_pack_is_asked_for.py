"""A meeting's pack in real Playgrounds: asked for by the Deputy CEO and by the headteacher, and by mail."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.chromium import local_only
from tests.browser.conftest import OpenChat, RunningDemo, wait_until_delivered

pytestmark = pytest.mark.browser


def test_the_pack_of_a_board_and_of_the_eit_are_told_in_short_and_come_by_mail(
    own_demo: RunningDemo, open_chat: OpenChat, browser: Browser
) -> None:
    head, deputy = open_chat(own_demo.addresses["head"]), open_chat(own_demo.addresses["deputy"])
    for said in ("Set up the EIT on 9 July 2031", "Set up a Progress Board for Harrowmere on 1 July 2031"):
        deputy.say(said)
        expect(deputy.messages.last).to_contain_text("Recorded")
    shown = deputy.ask_for_card("Pack for Harrowmere's board on 1 July 2031")
    expect(shown).to_contain_text("Pack: Harrowmere, Progress Board")
    deputy.card_picture("pack-of-a-board")
    shown = deputy.ask_for_card("Pack for the EIT on 9 July 2031")
    expect(shown).to_contain_text("Pack: EIT")
    deputy.card_picture("pack-of-the-eit")
    shown = deputy.ask_for_card("Pack for 30 June 2031")
    expect(shown).to_contain_text("These come next")
    deputy.card_picture("pack-which-meeting")
    shown = head.ask_for_card("Could I have the pack for our board on 1 July 2031")
    expect(shown).to_contain_text("Pack: Harrowmere, Progress Board")
    head.card_picture("pack-for-the-head")
    wait_until_delivered(own_demo)
    page = browser.new_context(viewport={"width": 420, "height": 900}).new_page()
    page.route("**/*", local_only)
    page.goto(f"{own_demo.bot}/mailbox")
    asked_for = page.locator("article, li, tr, section").filter(has_text="You asked for the pack of")
    expect(asked_for.first).to_be_visible()
    with page.expect_download() as download:
        asked_for.last.get_by_role("link", name=".docx").first.click()
    assert "pack - " in download.value.suggested_filename

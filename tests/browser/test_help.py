"""The welcome and help card in real Playgrounds: few sentences first, everything by subject once unfolded."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenChat, RunningDemo

pytestmark = pytest.mark.browser


def test_help_is_short_and_unfolds_to_everything(demo: RunningDemo, open_chat: OpenChat) -> None:
    for key, common, rare in (
        ("sip", "What do I owe?", "Who leads on safeguarding?"),
        ("head", "We need an extra visit", "Reviews at my school"),
        ("deputy", "Which requests are waiting?", "Show me the SLE pool"),
    ):
        chat = open_chat(demo.addresses[key])
        shown = chat.ask_for_card("help")
        expect(shown.get_by_text(common, exact=True).first).to_be_visible()
        expect(shown.get_by_text(rare, exact=True)).to_be_hidden()
        chat.card_picture(f"help-{key}")
        chat.press("Everything, by subject")
        expect(shown.get_by_text(rare, exact=True)).to_be_visible()
        expect(chat.button("Everything, by subject")).to_be_hidden()
        expect(shown.get_by_text(common, exact=True).last).to_be_visible()
        chat.card_picture(f"help-{key}-unfolded")
        before = chat.messages.count()
        shown.get_by_text(rare, exact=True).click()
        expect(chat.messages.nth(before)).to_be_visible()

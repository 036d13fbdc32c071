"""A designation recommended in real Playgrounds: a partner judges each indicator, the Deputy CEO sees it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from strategy.policy import load
from tests.browser.conftest import OpenChat, RunningDemo
from tests.browser.playground_chat import PlaygroundChat

pytestmark = pytest.mark.browser
EVIDENCE = "Lesson visits this term and the autumn data"
INDICATORS = tuple(load().editions[-1].indicators.values())


def judged(chat: PlaygroundChat, indicators: tuple[str, ...]) -> None:
    """Every indicator of the section at hand, judged and with evidence."""
    for indicator in indicators:
        chat.choose(f"{indicator}: whose criteria fit", "Improve")
        chat.fill(f"{indicator}: evidence", EVIDENCE)


def test_a_recommendation_with_its_evidence_is_seen_by_the_deputy_ceo(
    own_demo: RunningDemo, open_chat: OpenChat
) -> None:
    sip = open_chat(own_demo.addresses["sip"])
    sip.ask_for_card("Recommend Improve for Harrowmere")
    sip.card_picture("sip-recommends-1")
    sections = [INDICATORS[n : n + 2] for n in range(0, len(INDICATORS), 2)]
    for number, indicators in enumerate(sections, 2):
        sip.press_and_see("Next", f"({number} of {len(sections) + 1})")
        sip.card_picture(f"sip-recommends-{number}")
        judged(sip, indicators)
    sip.card_picture("sip-recommends-last")
    sip.last_card().get_by_role("button").filter(has_text="ecommend").first.click()
    expect(sip.last_card()).to_contain_text("Recommendation sent")
    sip.card_picture("sip-recommendation-sent")

    deputy = open_chat(own_demo.addresses["deputy"])
    shown = deputy.ask_for_card("Show me the designation recommendation on Harrowmere")
    expect(shown).to_contain_text(EVIDENCE)
    deputy.card_picture("deputy-sees-recommendation")
    deputy.ask_for_card("How has Harrowmere's designation changed?")
    deputy.card_picture("deputy-designation-history")
    deputy.ask_for_card("What support is Harrowmere due?")
    deputy.card_picture("deputy-support")

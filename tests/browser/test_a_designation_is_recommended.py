"""A designation recommended in real Playgrounds: a partner judges each indicator, the Deputy CEO sees it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from strategy.policy import load
from tests.browser.conftest import OpenChat, RunningDemo, wait_until_delivered
from tests.browser.playground_chat import ANSWER, PlaygroundChat

pytestmark = pytest.mark.browser
EVIDENCE = "Lesson visits this term and the autumn data"
INDICATORS = tuple(load().editions[-1].indicators.values())


def judged(chat: PlaygroundChat, indicators: tuple[str, ...]) -> None:
    """Every indicator of the section at hand, judged and with evidence."""
    for indicator in indicators:
        chat.choose(f"{indicator}: whose criteria fit", "Improve")
        chat.fill(f"{indicator}: evidence", EVIDENCE)


def recommends_improve(sip: PlaygroundChat) -> None:
    """Priya fills the whole form in."""
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


def test_a_recommendation_with_its_evidence_is_seen_by_the_deputy_ceo(
    own_demo: RunningDemo, open_chat: OpenChat
) -> None:
    sip = open_chat(own_demo.addresses["sip"])
    recommends_improve(sip)

    deputy = open_chat(own_demo.addresses["deputy"])
    shown = deputy.ask_for_card("Show me the designation recommendation on Harrowmere")
    expect(shown).to_contain_text(EVIDENCE)
    deputy.card_picture("deputy-sees-recommendation")
    deputy.ask_for_card("How has Harrowmere's designation changed?")
    deputy.card_picture("deputy-designation-history")
    deputy.ask_for_card("What support is Harrowmere due?")
    deputy.card_picture("deputy-support")


def told(chat: PlaygroundChat, words: str) -> None:
    """Waits for the card that comes unasked."""
    expect(chat.cards.filter(has_text=words).last).to_be_visible(timeout=ANSWER)


def test_the_whole_chain_from_the_partner_to_the_sign_off(
    whole_office: RunningDemo, open_chat: OpenChat
) -> None:
    lead, deputy = open_chat(whole_office.addresses["lead"]), open_chat(whole_office.addresses["deputy"])
    chief, head = open_chat(whole_office.addresses["chief"]), open_chat(whole_office.addresses["head"])
    sip = open_chat(whole_office.addresses["sip"])
    recommends_improve(sip)

    told(lead, "Harrowmere")
    lead.card_picture("lead-is-asked-to-endorse")
    lead.ask_for_card("Show me the designation recommendation on Harrowmere")
    lead.card_picture("lead-before-endorsing")
    lead.press_and_see("Send back", "Please say why it is sent back")
    lead.card_picture("lead-sends-back-without-a-reason")
    lead.press_and_see("Endorse Improve", re.compile("[Ee]ndorsed"))
    lead.card_picture("lead-has-endorsed")

    told(deputy, "Harrowmere")
    deputy.card_picture("deputy-is-asked-to-review")
    deputy.ask_for_card("Show me the designation recommendation on Harrowmere")
    deputy.card_picture("deputy-before-the-review")
    deputy.press_and_see("Record it", re.compile("[Rr]ecorded|reviewed"))
    deputy.card_picture("deputy-has-recorded-the-review")

    chief.ask_for_card("Show me the designation recommendation on Harrowmere")
    chief.card_picture("chief-before-signing-off")
    chief.press_and_see("Decide otherwise", "please choose another and say why")
    chief.card_picture("chief-decides-otherwise-without-a-reason")
    chief.press_and_see("Sign off Improve", re.compile("[Ss]igned off"))
    chief.card_picture("chief-has-signed-off")

    told(head, "Improve")
    head.card_picture("head-is-told-of-the-designation")
    wait_until_delivered(whole_office)
    head.ask_for_card("How has my school moved?")
    head.card_picture("head-designation-history")
    moved = deputy.ask_for_card("How has Harrowmere moved?")
    expect(moved).to_contain_text("Repair")
    deputy.card_picture("deputy-history-of-two-lines")
    who = chief.ask_for_card("Who changed Harrowmere's designation?")
    expect(who).to_contain_text("Grace Adeyemi signed off Improve")
    chief.card_picture("chief-who-changed-it")
    chief.ask_for_card("Who did what at Harrowmere?")
    chief.card_picture("chief-who-did-what")
    sip.ask_for_card("What do I owe?")
    sip.card_picture("sip-owes-afterwards")

"""The Lead SIP's summary in a real Playground: gathered from a report, looked over, approved, and read."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenChat, RunningDemo, wait_until_delivered
from tests.browser.sundays import Visit, fill_in, sunday

pytestmark = pytest.mark.browser


def test_what_a_report_says_is_gathered_and_approved_for_the_eit(
    whole_office: RunningDemo, open_chat: OpenChat
) -> None:
    sip = open_chat(whole_office.addresses["sip"])
    fill_in(sip, Visit("Harrowmere", sunday(0)))
    sip.press_and_see("File report", "Report filed: Harrowmere")
    wait_until_delivered(whole_office)
    lead, chief = open_chat(whole_office.addresses["lead"]), open_chat(whole_office.addresses["chief"])
    lead.ask_for_card("Make the summary for the next EIT")
    expect(lead.last_card()).to_contain_text("word for word")
    lead.card_picture("summary-draft")
    lead.last_card().get_by_text("Harrowmere", exact=True).click()
    expect(lead.last_card()).to_contain_text("What reports found", timeout=90_000)
    lead.card_picture("summary-school")
    lead.ask_for_card("read the whole summary")
    lead.card_picture("summary-draft-read")
    told = chief.cards.count()
    lead.ask_for_card("approve the summary")
    expect(lead.last_card()).to_contain_text("Approved: the summary")
    lead.card_picture("summary-receipt")
    chief.hear_card(told, within=90_000)
    chief.card_picture("summary-told")
    chief.press_and_see("Read it all", "approved it on")
    chief.card_picture("summary-page")
    lead.ask_for_card("Draft my report to the Standards Committee")
    lead.press_and_see("Your own words", "Where the trust should invest")
    lead.card_picture("summary-committee-words")

"""What a Board asks of the EIT, and a draft of next year, in real Playgrounds: recorded, told and decided."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenChat, RunningDemo

pytestmark = pytest.mark.browser


def test_a_request_of_a_board_is_decided_and_next_year_is_signed_off(
    whole_office: RunningDemo, open_chat: OpenChat
) -> None:
    deputy, chief = open_chat(whole_office.addresses["deputy"]), open_chat(whole_office.addresses["chief"])
    told = chief.cards.count()
    asked = deputy.say("The board asks the EIT for more SLE days in maths at Harrowmere")
    expect(asked).to_contain_text("on which day was that?")
    deputy.ask_for_card("yesterday")
    expect(deputy.last_card()).to_contain_text("Recorded.")
    deputy.card_picture("board-request-recorded")
    chief.hear_card(told, "asks the EIT for further support", within=90_000)
    chief.card_picture("board-request-told")
    deputy.ask_for_card("Record the minutes of Harrowmere's board of yesterday")
    deputy.fill("Minutes", "We looked at attendance.")
    deputy.press_and_see("Next", "Decisions and actions")
    deputy.card_picture("minutes-form-asks")
    deputy.fill("What the Board asks of the EIT", "A governance review")
    told = chief.cards.count()
    deputy.press_and_see("File minutes", "1 request to the EIT waits now")
    deputy.card_picture("minutes-receipt-asks")
    chief.hear_card(told, "asks the EIT for a governance review", within=90_000)
    chief.ask_for_card("What is the EIT to decide?")
    expect(chief.last_card()).to_contain_text("2 requests of Progress Boards")
    chief.card_picture("board-requests")
    chief.ask_for_card("1")
    chief.card_picture("board-request-to-decide")
    chief.press_and_see("Agree", "agreed to it for the EIT")
    chief.card_picture("board-request-agreed")

    lead = open_chat(whole_office.addresses["lead"])
    lead.ask_for_card("Prepare next year for Harrowmere")
    lead.card_picture("next-year-form")
    lead.fill("Support", "SLE for phonics, 6 days")
    lead.fill("Agendas of the partner's visits", "November: attendance\nSafeguarding")
    lead.press_and_see("Save the draft", "Nothing of it counts yet")
    lead.card_picture("next-year-draft")
    deputy.ask_for_card("Next year's drafts")
    deputy.card_picture("next-year-list")
    deputy.ask_for_card("Prepare next year for Harrowmere")
    deputy.press_and_see("Sign off", "signed it off on")
    deputy.card_picture("next-year-signed-off")

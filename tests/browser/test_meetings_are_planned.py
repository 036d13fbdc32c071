"""A year's meetings in real Playgrounds: planned and booked by the Deputy CEO, seen by a headteacher."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenChat, RunningDemo

pytestmark = pytest.mark.browser


def test_the_deputy_ceo_plans_a_year_of_meetings_and_a_headteacher_sees_theirs(
    own_demo: RunningDemo, open_chat: OpenChat
) -> None:
    deputy = open_chat(own_demo.addresses["deputy"])
    deputy.ask_for_card("Plan next year's meetings")
    expect(deputy.last_card()).to_contain_text("are proposed for")
    deputy.card_picture("deputy-plans-meetings")
    deputy.press_and_see("By month", "by month")
    deputy.card_picture("deputy-meetings-by-month")
    deputy.ask_for_card("move the January EIT to the 20th")
    expect(deputy.last_card()).to_contain_text("EIT of the January round is now on")
    deputy.card_picture("deputy-moves-a-meeting")
    deputy.press_and_see("By body", "by body")
    deputy.card_picture("deputy-meetings-by-body")
    deputy.last_card().get_by_text("Progress Board", exact=True).click()
    expect(deputy.last_card()).to_contain_text("Showing 1 to 8.")
    deputy.card_picture("deputy-meetings-of-a-body")
    deputy.ask_for_card("book all")
    expect(deputy.last_card()).to_contain_text("Shall I book")
    deputy.card_picture("deputy-books-meetings")
    deputy.press_and_see("Book them", "the invitations go out now")
    deputy.card_picture("deputy-has-booked-meetings")
    deputy.ask_for_card("cancel the January EIT, the hall is flooded")
    expect(deputy.last_card()).to_contain_text("Nothing is owed for it any more")
    deputy.card_picture("deputy-cancels-a-meeting")
    deputy.press_and_see("Cancel it", "For another day say")
    deputy.card_picture("deputy-has-cancelled-a-meeting")
    deputy.ask_for_card("why was the January EIT cancelled?")
    expect(deputy.last_card()).to_contain_text("the hall is flooded")
    deputy.card_picture("deputy-asks-after-a-cancelled-meeting")

    head = open_chat(own_demo.addresses["head"])
    head.ask_for_card("my meetings next year")
    expect(head.last_card()).to_contain_text("meetings of yours")
    head.card_picture("head-meetings")
    head.last_card().get_by_text("Progress Board of").first.click()
    expect(head.last_card()).to_contain_text("On the agenda")
    head.card_picture("head-opens-a-meeting")

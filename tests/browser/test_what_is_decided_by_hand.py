"""What is decided by hand in real Playgrounds: deadlines, who writes a report, and who is away."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from bot.demo.cast import LEAD_SIP
from tests.browser.conftest import OpenChat, RunningDemo
from tests.browser.playground_chat import PlaygroundChat
from tests.browser.sundays import today

pytestmark = pytest.mark.browser
WHY = "Priya was called to an inspection"


def a_working_day_ahead() -> str:
    """A Tuesday in term some three weeks from now, or the next: as somebody types it."""
    day = today() + timedelta(days=14)
    day += timedelta(days=(1 - day.weekday()) % 7)
    return f"{day.day} {day:%B %Y}"


def told(chat: PlaygroundChat, words: str, picture: str) -> None:
    """Waits for what comes unasked, and keeps its picture."""
    expect(chat.last_card()).to_contain_text(words, timeout=90_000)
    chat.card_picture(picture)


def test_the_deputy_ceo_moves_a_deadline_and_gives_a_report_away(
    whole_office: RunningDemo, open_chat: OpenChat
) -> None:
    sip, lead = open_chat(whole_office.addresses["sip"]), open_chat(whole_office.addresses["lead"])
    deputy = open_chat(whole_office.addresses["deputy"])
    deputy.ask_for_card("Extend Priya's Harrowmere report")
    deputy.card_picture("office-extend")
    deputy.press_and_see("Extend", "Please give the day until which it may be filed.")
    deputy.card_picture("office-extend-faults")
    deputy.press("Leave it as it is")
    expect(deputy.last_card()).to_contain_text("Harrowmere")
    deputy.card_picture("office-page-of-visit")
    deputy.ask_for_card(f"Extend Priya's Harrowmere report to {a_working_day_ahead()} because {WHY}")
    deputy.card_picture("office-extended")
    told(sip, "Harrowmere", "office-sip-has-more-time")

    deputy.ask_for_card("Give Priya's Harrowmere report to somebody else")
    deputy.card_picture("office-give")
    deputy.fill("Who takes it on", LEAD_SIP)
    deputy.fill("Reason", WHY)
    deputy.press_and_see("Give it to them", "owes the report now")
    deputy.card_picture("office-given")
    told(lead, "Harrowmere", "office-lead-takes-it-on")
    told(sip, LEAD_SIP.split()[0], "office-sip-gave-it-away")
    deputy.press("Open it")
    expect(deputy.last_card()).to_contain_text(WHY)
    deputy.card_picture("office-page-with-history")

    deputy.ask_for_card("Excuse Priya from the Brackenfold report")
    deputy.card_picture("office-excuse")
    deputy.fill("Reason", WHY)
    deputy.press_and_see("Excuse", "is excused, and no report is owed")
    deputy.card_picture("office-excused")
    told(sip, "Brackenfold", "office-sip-is-excused")
    deputy.ask_for_card("What did I do today?")
    deputy.card_picture("office-what-i-did")
    deputy.ask_for_card("Who did what at Harrowmere this week?")
    deputy.card_picture("office-who-did-what")
    deputy.say("What did Priya do last week?")
    deputy.screenshot("office-what-priya-did")


def test_the_lead_sip_marks_somebody_as_away_and_back(whole_office: RunningDemo, open_chat: OpenChat) -> None:
    lead = open_chat(whole_office.addresses["lead"])
    lead.ask_for_card("Who is Priya Raman?")
    lead.card_picture("away-person-page")
    lead.press_and_see("Mark as away", "First day away")
    lead.card_picture("away-form")
    lead.press_and_see("Mark as away", "Please give a reason")
    lead.card_picture("away-form-fault")
    lead.fill("Reason", "flu")
    lead.press_and_see("Mark as away", "is marked as away")
    lead.card_picture("away-marked")
    lead.ask_for_card("Who is away?")
    lead.card_picture("away-list")
    deputy = open_chat(whole_office.addresses["deputy"])
    deputy.ask_for_card("Which high-risk reports are overdue?")
    deputy.card_picture("away-in-overdue")
    lead.ask_for_card("Who is Priya Raman?")
    lead.card_picture("away-person-away")
    lead.press_and_see("Back again", "is marked as back")
    lead.card_picture("away-back")

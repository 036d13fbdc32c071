"""A tailored plan in a real Playground: an action is added, the plan shown, and reported on."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenChat, RunningDemo, wait_until_delivered

pytestmark = pytest.mark.browser
ACTION = "Coach the heads of maths and science every week"


def test_the_deputy_ceo_writes_a_plan_and_reports_on_it(own_demo: RunningDemo, open_chat: OpenChat) -> None:
    deputy = open_chat(own_demo.addresses["deputy"])
    deputy.ask_for_card("Start a tailored plan for Harrowmere")
    deputy.fill("What is to be done", ACTION)
    deputy.fill("Who does it", "Head of maths")
    deputy.fill_date("By when", date(2027, 2, 12))
    deputy.fill("How you will know that it worked", "Lesson visits show better questioning")
    deputy.card_picture("plan-action-form")
    deputy.press_and_see("Add action", "Added: an action in Harrowmere")
    deputy.card_picture("plan-action-added")

    due = deputy.ask_for_card("Which plan reports are due?")
    expect(due).to_contain_text("Plan report")
    deputy.card_picture("plan-reports-due")
    deputy.ask_for_card("Report on Harrowmere's tailored plan")
    deputy.fill(f"1. {ACTION}", "Three lessons seen")
    deputy.fill("Overall: what was done, and with what impact", "Coaching has begun in maths")
    deputy.card_picture("plan-report-form")
    deputy.press_and_see("File report", "Filed: the plan report on Harrowmere")
    deputy.card_picture("plan-report-filed")
    read = deputy.ask_for_card("Show me the last plan report on Harrowmere")
    expect(read).to_contain_text("Coaching has begun in maths")
    deputy.card_picture("plan-report-read")
    plan = deputy.ask_for_card("Can I see the tailored plan for Harrowmere?")
    expect(plan).to_contain_text("Impact so far: Three lessons seen")
    deputy.card_picture("plan")
    deputy.follow(f"1. {ACTION}")
    expect(deputy.last_card()).to_contain_text("How you will know that it worked")
    deputy.card_picture("plan-action")

    head = open_chat(own_demo.addresses["head"])
    seen = head.ask_for_card("What actions are in the tailored plan for my school?")
    expect(seen).to_contain_text("Lesson visits show better questioning")
    head.card_picture("head-sees-plan")


def test_the_ceo_is_told_of_a_plan_report_and_the_school_is_not(
    whole_office: RunningDemo, open_chat: OpenChat
) -> None:
    deputy, chief = (open_chat(whole_office.addresses[who]) for who in ("deputy", "chief"))
    head = open_chat(whole_office.addresses["head"])
    deputy.ask_for_card("Add an action to Harrowmere's plan")
    deputy.fill("What is to be done", ACTION)
    deputy.fill("Who does it", "Amina Farah")
    deputy.fill_date("By when", date(2027, 2, 12))
    deputy.fill("How you will know that it worked", "Lesson visits show better questioning")
    deputy.press_and_see("Add action", "Added: an action in Harrowmere")
    deputy.ask_for_card("Report on Harrowmere's tailored plan")
    deputy.fill(f"1. {ACTION}", "Three lessons seen")
    deputy.fill("Overall: what was done, and with what impact", "Coaching has begun in maths")
    deputy.press_and_see("File report", "Filed: the plan report on Harrowmere")
    expect(chief.last_card()).to_contain_text("Coaching has begun in maths", timeout=90_000)
    chief.card_picture("plan-chief-is-told")
    wait_until_delivered(whole_office)
    expect(head.cards).to_have_count(0)
    chief.ask_for_card("Show me the last plan report on Harrowmere")
    chief.card_picture("plan-chief-reads-report")
    expect(head.say("Show me the last plan report on my school")).not_to_contain_text("Coaching has begun")
    head.screenshot("plan-head-asks-for-report")
    chief.ask_for_card("Show me the tailored plan for Harrowmere")
    chief.card_picture("plan-chief-sees-plan")
    deputy.ask_for_card("Show me the tailored plan for Harrowmere")
    deputy.follow(f"1. {ACTION}")
    expect(deputy.last_card()).to_contain_text("How you will know that it worked")
    deputy.card_picture("plan-action-of-person")
    deputy.press("Change")
    expect(deputy.last_card()).to_contain_text("By when")
    deputy.card_picture("plan-action-change")
    deputy.ask_for_card("Who did what at Harrowmere today?")
    deputy.card_picture("plan-who-did-what")

"""The main job in a real Playground: a partner files, the Deputy CEO's list shrinks, the head reads."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenChat, RunningDemo

pytestmark = pytest.mark.browser
HIGH_RISK = "Which high-risk reports are overdue?"
OUTCOMES = "Attendance is up by 1.5%.\n\n- **Year 9** still worries us\n- <b>Mondays</b> are better"


def test_a_report_filed_by_card_leaves_the_deputy_ceos_list_and_reaches_the_headteacher(
    demo: RunningDemo, open_chat: OpenChat
) -> None:
    deputy = open_chat(demo.addresses["deputy"], "dark")
    listed = deputy.ask_for_card(HIGH_RISK)
    expect(listed).to_contain_text("Harrowmere")
    expect(listed).to_contain_text("Kestrel Moor")
    deputy.screenshot("deputy-overdue-before")

    sip = open_chat(demo.addresses["sip"])
    sip.ask_for_card("What do I owe?")
    sip.screenshot("sip-owes")
    sip.ask_for_card("File a report for Harrowmere")
    sip.fill("Purpose of visit", "Attendance and behaviour")
    sip.screenshot("sip-form-1")
    sip.press_and_see("Next", "(2 of 3)")
    sip.fill("Summary of activities during visit", "Walked lessons in Years 8 and 9.\nMet the pastoral team.")
    sip.screenshot("sip-form-2")
    sip.press_and_see("Next", "(3 of 3)")
    sip.fill("Summary of outcomes", OUTCOMES)
    sip.fill("Recommendations", "Ring home on the first day of absence.")
    sip.screenshot("sip-form-3")
    receipt = sip.press_and_see("File report", "Report filed: Harrowmere")
    expect(receipt).to_contain_text("After the deadline")
    sip.screenshot("sip-receipt")

    # The Deputy CEO is sent the report: until that has come, it could be taken for the answer to a question.
    expect(deputy.last_card()).to_contain_text("Attendance is up by 1.5%")
    listed = deputy.ask_for_card(HIGH_RISK)
    expect(listed).to_contain_text("Kestrel Moor")
    expect(listed).not_to_contain_text("Harrowmere")
    deputy.screenshot("deputy-overdue-after")

    head = open_chat(demo.addresses["head"])
    report = head.ask_for_card("Show me the latest report on my school")
    expect(report).to_contain_text("Priya Raman")
    assert OUTCOMES.split("\n\n")[1] in report.inner_text()
    head.screenshot("head-report")

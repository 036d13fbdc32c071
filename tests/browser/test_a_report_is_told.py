"""The same main job in words: the bot asks, the partner answers, the Deputy CEO's list gets shorter."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenChat, RunningDemo
from tests.browser.playground_chat import ANSWER

pytestmark = pytest.mark.browser


def test_a_report_told_in_answers_with_asides_and_a_break_leaves_the_deputy_ceos_list(
    own_demo: RunningDemo, open_chat: OpenChat
) -> None:
    deputy = open_chat(own_demo.addresses["deputy"])
    expect(deputy.ask_for_card("Which high-risk reports are overdue?")).to_contain_text("Harrowmere")

    sip = open_chat(own_demo.addresses["sip"])
    expect(sip.ask_for_card("File a report")).to_contain_text("Which visit?")
    sip.card_picture("which-visit")
    expect(sip.button("Another visit")).to_be_visible()
    sip.last_card().get_by_role("button", name="Harrowmere, ").click()
    expect(sip.last_card()).to_contain_text("Visit report: Harrowmere", timeout=ANSWER)
    sip.fill("Purpose of visit", "Attendance, **closely**")
    before = sip.messages.count()
    sip.press("Ask me instead")
    expect(sip.messages.nth(before)).to_contain_text("What did you do during the visit?")
    expect(sip.last_card()).to_contain_text("Saved at")
    sip.screenshot("talk-begins")

    asked = sip.say("Walked lessons in Years 8 and 9. <b>Loud</b>")
    expect(asked).to_contain_text("What were the outcomes? What did you find?")
    sip.ask_for_card("What do I owe?")
    expect(sip.last_message()).to_contain_text("Back to your report on Harrowmere")
    sip.screenshot("talk-aside")
    expect(sip.say("Fewer pupils are late than in September.")).to_contain_text("What do you recommend?")

    sip.say("back")
    expect(sip.last_card()).to_contain_text("Fewer pupils are late than in September.")
    sip.say("skip")
    before = sip.cards.count()
    sip.say("show me what I have")
    sip.hear_card(before, "Attendance, **closely**")
    expect(sip.last_card()).to_contain_text("Walked lessons in Years 8 and 9. <b>Loud</b>")
    expect(sip.messages.filter(has_text="Still needed: Recommendations.")).to_have_count(1)
    sip.screenshot("talk-so-far")
    sip.ask_for_card("Ring home on the first day.")
    expect(sip.last_card()).to_contain_text("Ring home on the first day.")

    expect(sip.say("cancel")).to_contain_text("Stopped.")
    sip.reload()
    expect(sip.ask_for_card("resume my report")).to_contain_text("Visit report: Harrowmere")
    before = sip.cards.count()
    sip.press_hidden("Ask me instead")
    sip.hear_card(before, "Your report so far")

    sip.ask_for_card("change the school")
    asked = sip.messages.filter(has_text="Which school did you visit: Brackenfold, Harrowmere, ")
    expect(asked).to_have_count(1)
    sip.card_picture("which-school")
    before = sip.cards.count()
    sip.press("Harrowmere")
    sip.hear_card(before, "Your report so far")
    sip.ask_for_card("change the date")
    sip.ask_for_card("tomorrow")
    expect(sip.messages.filter(has_text="That day has not come yet")).to_have_count(1)
    expect(sip.ask_for_card("skip")).to_contain_text("Your report so far")
    receipt = sip.ask_for_card("file it")
    expect(receipt).to_contain_text("Report filed: Harrowmere")
    expect(receipt).to_contain_text("After the deadline")
    sip.screenshot("talk-receipt")

    expect(deputy.last_card()).to_contain_text("Fewer pupils are late than in September.")
    listed = deputy.ask_for_card("Which high-risk reports are overdue?")
    expect(listed).to_contain_text("Kestrel Moor")
    expect(listed).not_to_contain_text("Harrowmere")
    head = open_chat(own_demo.addresses["head"])
    report = head.ask_for_card("Show me the latest report on my school")
    expect(report).to_contain_text("Walked lessons in Years 8 and 9. <b>Loud</b>")

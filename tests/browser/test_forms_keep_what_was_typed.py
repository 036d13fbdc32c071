"""The report form in a real Playground: faults at their fields, drafts that stay, one report a visit."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenChat, RunningDemo
from tests.browser.playground_chat import ANSWER
from tests.browser.sundays import Visit, fill_in, in_words, open_form, sunday, today

pytestmark = pytest.mark.browser


def test_a_fault_is_named_at_its_field_and_nothing_typed_is_lost(
    demo: RunningDemo, open_chat: OpenChat
) -> None:
    sip = open_chat(demo.addresses["sip"])
    open_form(sip, Visit("Marram Sands", sunday(0)), "Reading, and the library")
    sip.fill_date("Date of visit", today() + timedelta(days=3))
    sip.press_and_see("Next", "That day has not come yet; a report is written after the visit.")
    expect(sip.field("Purpose of visit")).to_have_value("Reading, and the library")
    sip.screenshot("fault-date")
    sip.card_picture("fault-date")

    sip.fill_date("Date of visit", sunday(0))
    sip.press_and_see("Next", "(2 of 3)")
    sip.fill("Summary of activities during visit", "Sat in on\n\nthree lessons.")
    sip.press_and_see("Next", "(3 of 3)")
    sip.fill("Summary of outcomes", "Pupils read widely.")
    card = sip.press_and_see("File report", "Recommendations are still needed.")
    expect(card).not_to_contain_text("Report filed")
    expect(sip.field("Summary of outcomes")).to_have_value("Pupils read widely.")
    sip.screenshot("fault-missing")
    sip.press_and_see("Back", "(2 of 3)")
    expect(sip.field("Summary of activities during visit")).to_have_value("Sat in on\n\nthree lessons.")


def test_a_draft_is_there_again_after_the_page_was_loaded_anew(
    demo: RunningDemo, open_chat: OpenChat
) -> None:
    sip = open_chat(demo.addresses["sip"])
    visit = Visit("Pennyfold", sunday(1))
    open_form(sip, visit, "Preparing for adulthood")
    sip.press_and_see("Next", "(2 of 3)")
    sip.fill("Summary of activities during visit", "Met the transition lead. 🙂")
    sip.press_and_see("Save for later", "It is kept until you file or discard it")
    sip.screenshot("saved-for-later")

    sip.reload()
    card = sip.ask_for_card(visit.wish)
    expect(card).to_contain_text("Visit report: Pennyfold")
    expect(sip.messages.first).to_contain_text(f"You began your report on Pennyfold, {in_words(visit.day)}")
    expect(card).to_contain_text("(3 of 3)")
    sip.press_and_see("Back", "(2 of 3)")
    expect(sip.field("Summary of activities during visit")).to_have_value("Met the transition lead. 🙂")
    sip.press_and_see("Back", "(1 of 3)")
    expect(sip.field("Purpose of visit")).to_have_value("Preparing for adulthood")


def test_a_draft_is_discarded_only_on_purpose(demo: RunningDemo, open_chat: OpenChat) -> None:
    sip = open_chat(demo.addresses["sip"])
    visit = Visit("Brackenfold", sunday(2))
    open_form(sip, visit, "Not to be kept")
    sip.press_hidden("Discard")
    card = sip.last_card()
    expect(card).to_contain_text("What you typed would be gone for good.", timeout=ANSWER)
    sip.press_and_see("Keep it", "(1 of 3)")
    expect(sip.field("Purpose of visit")).to_have_value("Not to be kept")
    sip.press_hidden("Discard")
    expect(card).to_contain_text("What you typed would be gone for good.", timeout=ANSWER)
    sip.press_and_see("Discard it", "Nothing of it was filed.")
    sip.ask_for_card(visit.wish)
    expect(sip.field("Purpose of visit")).to_have_value("")


def test_a_second_submit_gets_the_receipt_and_files_nothing_twice(
    demo: RunningDemo, open_chat: OpenChat
) -> None:
    sip = open_chat(demo.addresses["sip"])
    visit = Visit("Brackenfold", sunday(3))
    fill_in(sip, visit, outcomes="Filed once")
    first = sip.cards.count() - 1
    sip.press_and_see("Save for later", "It is kept until you file or discard it")
    expect(sip.ask_for_card(visit.wish)).to_contain_text("(3 of 3)")
    sip.press_and_see("File report", "Report filed: Brackenfold")

    older = sip.cards.nth(first)
    older.get_by_role("button", name="File report", exact=True).click()
    expect(older).to_contain_text("Report filed: Brackenfold", timeout=ANSWER)
    expect(older).to_contain_text(in_words(visit.day))
    sip.screenshot("second-submit")

    again = sip.ask_for_card(visit.wish)
    expect(again).to_contain_text("Already filed: Brackenfold")
    assert mailed(sip.page, demo, visit) == 1


def mailed(page: Page, demo: RunningDemo, visit: Visit) -> int:
    """How many reports on that visit have gone out, by the demo's page of what is sent."""
    other = page.context.new_page()
    other.goto(f"{demo.bot}/mailbox")
    return other.get_by_role("heading", name=f"Report on {visit.school}, {in_words(visit.day)}").count()


def test_an_author_amends_a_report_and_both_versions_are_kept(demo: RunningDemo, open_chat: OpenChat) -> None:
    sip = open_chat(demo.addresses["sip"])
    fill_in(sip, Visit("Marram Sands", sunday(4)), outcomes="Two thirds attend")
    sip.press_and_see("File report", "Report filed: Marram Sands")
    sip.press_and_see("Amend", "Amend report")
    sip.press_and_see("Next", "(2 of 2)")
    expect(sip.field("Summary of outcomes")).to_have_value("Two thirds attend")
    sip.fill("Summary of outcomes", "Three quarters attend")
    sip.press_and_see("File amendment", "is now version 2. The earlier text is kept.")
    sip.screenshot("amended")
    changes = sip.press_and_see("What was changed", "Priya Raman: changed Summary of outcomes.")
    expect(changes).to_contain_text("as first filed")
    sip.screenshot("what-was-changed")
    sip.press_and_see("Read version 1", "Two thirds attend")


WRITTEN = {
    "purpose": "A <b>bold</b> **claim** & a [link](https://example.org)",
    "activities": "# Not a title\n1. first\n- dash\n<script>alert(1)</script>",
    "outcomes": "עברית من اليمين 🙂 ~~gone~~ `code`",
    "recommendations": "| a | b |\n|---|---|\n&lt;kept&gt; _so_",
}


def test_signs_of_markdown_and_html_are_shown_as_they_were_written(
    demo: RunningDemo, open_chat: OpenChat
) -> None:
    sip = open_chat(demo.addresses["sip"])
    fill_in(sip, Visit("Harrowmere", sunday(5)), **WRITTEN)
    sip.press_and_see("File report", "Report filed: Harrowmere")
    sip.press_and_see("Read it", "Summary of outcomes")
    shown = sip.last_card().inner_text()
    for text in WRITTEN.values():
        for line in text.split("\n"):
            assert line in shown
    sip.screenshot("as-written")

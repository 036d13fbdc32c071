"""Lists, rows, pages and groups in a real Playground, and who is shown what."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenChat, RunningDemo

pytestmark = pytest.mark.browser
REFUSED = "I can't show you that."


def test_a_row_of_the_list_opens_its_visit_and_the_list_stays(demo: RunningDemo, open_chat: OpenChat) -> None:
    deputy = open_chat(demo.addresses["deputy"])
    listed = deputy.ask_for_card("Which high-risk reports are overdue?")
    expect(listed).to_contain_text("Peter Lowther")
    deputy.card_picture("overdue")
    before = deputy.cards.count()
    deputy.follow("Kestrel Moor")
    deputy.hear_card(before)
    expect(deputy.cards.nth(before - 1)).to_contain_text("Overdue reports")
    visit = deputy.last_card()
    expect(visit).to_contain_text("Visit to Kestrel Moor")
    expect(visit).to_contain_text("Peter Lowther, School Improvement Adviser")
    expect(visit).to_contain_text("Middle leaders' plans")
    expect(visit).to_contain_text("Overdue since")
    deputy.screenshot("visit")
    deputy.card_picture("visit")


def test_a_long_list_is_paged_on_and_back(demo: RunningDemo, open_chat: OpenChat) -> None:
    deputy = open_chat(demo.addresses["deputy"])
    deputy.ask_for_card("Visits this school year")
    said = deputy.messages.filter(has_text="Showing 1 to 8 of").last
    total = re.search(r"Showing 1 to 8 of (\d+)", said.inner_text())
    assert total is not None
    first = deputy.last_card().inner_text()
    deputy.press_and_see("Next", f"Showing 9 to 16 of {total[1]}")
    deputy.card_picture("page-two")
    second = deputy.last_card().inner_text()
    card = deputy.press_and_see("Back", f"Showing 1 to 8 of {total[1]}")
    rows = [line for line in first.splitlines() if re.match(r"(Mon|Tue|Wed|Thu|Fri) ", line)]
    assert len(rows) == 8
    for day in rows:
        expect(card).to_contain_text(day)
    assert second != first


def test_a_headteacher_reads_their_own_schools_report_and_is_refused_anothers(
    demo: RunningDemo, open_chat: OpenChat
) -> None:
    head = open_chat(demo.addresses["head"])
    report = head.ask_for_card("Show me the latest report on my school")
    expect(report).to_contain_text("Report on Harrowmere")
    expect(report).to_contain_text("Recommendations")
    expect(report.get_by_role("button", name="Amend")).to_have_count(0)
    head.card_picture("head-report")

    cards = head.cards.count()
    said = head.say("Show me the latest report on Kestrel Moor")
    expect(said).to_contain_text(REFUSED)
    head.screenshot("head-refused")
    said = head.say("Which reports are overdue for Kestrel Moor?")
    for secret in ("Lowther", "Llewellyn", "Middle leaders"):
        expect(said).not_to_contain_text(secret)
    expect(head.cards).to_have_count(cards)


def test_in_a_group_only_help_and_the_calendar_are_answered_openly(
    demo: RunningDemo, open_chat: OpenChat
) -> None:
    deputy = open_chat(demo.addresses["deputy"])
    deputy.say("When do we break up?")
    deputy.open_group("School improvement")
    said = deputy.mention_and_say("Keystone", "when do we break up?")
    expect(said).to_contain_text(re.compile(r"(ends on|starts on) \w{3} \d"))
    deputy.mention_and_say("Keystone", "which high-risk reports are overdue?")
    deputy.mention_and_say("Keystone", "help")
    in_group = "\n".join(deputy.messages.all_inner_texts())
    assert "That is for you alone, so I have answered in our own chat." in in_group
    assert "What I can do for you" in in_group
    assert "What is due this week?" not in in_group, "help offers there what is answered there"
    for secret in ("Kestrel Moor", "Lowther", "days late"):
        assert secret not in in_group
    deputy.screenshot("group")

    deputy.open_personal_chat()
    expect(deputy.last_card()).to_contain_text("Overdue reports")
    expect(deputy.last_card()).to_contain_text("Kestrel Moor")
    deputy.screenshot("group-answered-alone")


@pytest.mark.parametrize(
    ("who", "offered"),
    [
        ("sip", ["File a report for", "What do I owe?", "My visits"]),
        ("head", ["Show me the latest report on my school", "When is the next visit to my school?"]),
        ("deputy", ["Which high-risk reports are overdue?", "What is due this week?"]),
    ],
)
def test_help_shows_everybody_what_they_can_do_and_each_line_can_be_pressed(
    demo: RunningDemo, open_chat: OpenChat, who: str, offered: list[str]
) -> None:
    chat = open_chat(demo.addresses[who])
    card = chat.ask_for_card("Help")
    for line in offered:
        expect(card).to_contain_text(line)
    chat.press("Everything, by subject")
    before = chat.messages.count()
    chat.follow("When do we break up?")
    expect(chat.messages.nth(before)).to_contain_text(re.compile(r"(ends on|starts on) \w{3} \d"))


def test_the_welcome_comes_once_however_often_the_page_is_loaded(
    demo: RunningDemo, open_chat: OpenChat
) -> None:
    head = open_chat(demo.addresses["head"])
    head.reload()
    said = head.say("Who leads on safeguarding?")
    expect(said).to_contain_text("Bronagh Kelly")
    expect(head.messages).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_people_see_most_is_kept_as_pictures(
    demo: RunningDemo, open_chat: OpenChat, scheme: str
) -> None:
    deputy = open_chat(demo.addresses["deputy"], scheme)
    expect(deputy.ask_for_card("What is due this week?")).to_contain_text("School")
    deputy.card_picture("due")
    sip = open_chat(demo.addresses["sip"], scheme)
    expect(sip.ask_for_card("My visits")).to_contain_text("Pennyfold")
    sip.card_picture("my-visits")
    expect(sip.ask_for_card("File a report for Marram Sands, today")).to_contain_text("(1 of 3)")
    sip.card_picture("form")
    expect(sip.ask_for_card("Term dates")).to_contain_text("Autumn 1")
    sip.card_picture("term-dates")
    expect(sip.ask_for_card("Who is who at Harrowmere?")).to_contain_text("Amina Farah")
    sip.card_picture("who-is-who")
    page = deputy.page.context.new_page()
    page.goto(f"{demo.bot}/mailbox")
    expect(page.get_by_role("heading", name="What Keystone would send")).to_be_visible()
    page.screenshot(path=deputy.card_picture("due").with_name(f"mailbox-{scheme}.png"))

"""What is overdue, due, filed and owed: the Deputy CEO's questions, and everybody's own."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dialogs.messages import Place
from dialogs.wording import REFUSAL
from strategy.people import Capacity
from tests.dialogs.conversation import Conversation
from tests.dialogs.test_filing_by_card import file
from tests.dialogs.world import LONGMEAD, MARLOW, OAK_BANK, World

ADVISER = Capacity.SCHOOL_IMPROVEMENT_ADVISER


@pytest.fixture
async def autumn(world: World) -> World:
    """Oak Bank has two visits' reports overdue and one due this week; Marlow has one due today."""
    await world.diary("Ada Adviser", OAK_BANK, date(2026, 11, 10), capacity=ADVISER)
    await world.diary("Sam Partner", OAK_BANK, date(2026, 11, 12), date(2026, 11, 20))
    await world.diary("Sue Partner", MARLOW, date(2026, 11, 18), date(2027, 1, 18))
    return world


async def test_high_risk_reports_that_are_overdue(autumn: World, deputy: Conversation) -> None:
    answer = await deputy.says("which high-risk reports are overdue")
    assert answer.words.startswith("3 high-risk reports are overdue as of 09:00.")
    assert [row[1:] for row in answer.rows] == [
        ("Oak Bank", "High", "Ted Teacher (Team)", "Autumn 1", "Fri 23 Oct", "21"),
        ("Oak Bank", "High", "Ada Adviser (Adviser)", "Tue 10 Nov", "Fri 13 Nov", "6"),
        ("Oak Bank", "High", "Sam Partner (SIP)", "Thu 12 Nov", "Tue 17 Nov", "4"),
    ]
    for words in ("Oak Bank", "High risk", "Ada Adviser", "Tue 10 Nov", "due Fri 13 Nov"):
        assert words in answer.texts


async def test_a_report_that_comes_in_shortens_the_list(
    autumn: World, deputy: Conversation, sip: Conversation
) -> None:
    await sip.says("file a report for Oak Bank, 12 November")
    await file(sip)
    answer = await deputy.says("which high-risk reports are overdue")
    assert answer.words.startswith("2 high-risk reports are overdue")


async def test_what_is_overdue_for_one_school_names_it_once(autumn: World, deputy: Conversation) -> None:
    answer = await deputy.says("overdue for Oak Bank")
    assert answer.words == (
        "3 reports for Oak Bank are overdue as of 09:00. The oldest is 21 working days late."
    )


async def test_what_a_colleague_has_not_filed(autumn: World, deputy: Conversation) -> None:
    answer = await deputy.says("what has Sam Partner not filed")
    assert answer.words == (
        "2 reports by Sam Partner are outstanding as of 09:00. The oldest, Oak Bank, is 4 working days late."
    )
    assert [row[4] for row in answer.rows] == ["Thu 12 Nov", "Fri 20 Nov"]


async def test_what_is_due_this_week(autumn: World, deputy: Conversation) -> None:
    answer = await deputy.says("what is due this week")
    assert "2 reports are due from Mon 23 Nov to Sun 29 Nov" in answer.words
    assert "3 reports are overdue from before" in answer.words
    assert [row[1] for row in answer.rows] == ["Marlow", "Oak Bank"]


async def test_how_many_were_filed_last_week_with_the_list(
    autumn: World, deputy: Conversation, sip: Conversation
) -> None:
    none = await deputy.says("how many reports were filed last week")
    assert none.words == "No reports were filed from Mon 16 Nov to Sun 22 Nov."
    sip.later(days=-3)
    await sip.says("file a report for Oak Bank, 12 November")
    await file(sip)
    answer = await deputy.says("how many reports were filed last week")
    assert answer.words == "1 report was filed from Mon 16 Nov to Sun 22 Nov."
    assert [row[1:] for row in answer.rows] == [
        ("Oak Bank", "High", "Sam Partner (SIP)", "Thu 12 Nov", "Tue 17 Nov", "Fri 20 Nov (late)")
    ]


async def test_none_overdue_is_an_answer_too(world: World, deputy: Conversation) -> None:
    deputy.later(hours=5, minutes=5, days=-60)
    assert (await deputy.says("which reports are overdue")).words == "None overdue as of 15:05."
    deputy.later(days=60)
    assert (await deputy.says("overdue for Marlow")).words == (
        "None overdue as of 14:05: no report for Marlow is late."
    )
    assert (await deputy.says("which low-risk reports are overdue")).words == (
        "None overdue as of 14:05: no low-risk report is late."
    )


async def test_each_row_opens_the_visit_and_a_filed_one_the_report(
    autumn: World, deputy: Conversation, sip: Conversation
) -> None:
    await deputy.says("overdue reports of SIPs")
    visit = await deputy.presses("Oak Bank")
    assert "Visit to Oak Bank" in visit.texts
    assert "Overdue since Tue 17 November 2026" in visit.texts
    await sip.says("file a report for Oak Bank, 12 November")
    await file(sip)
    await deputy.says("which reports were filed today")
    assert "Calm classrooms" in (await deputy.presses("Oak Bank")).texts


async def test_a_half_termly_row_opens_how_it_stands_or_for_its_author_the_form(
    world: World, deputy: Conversation, head: Conversation
) -> None:
    for who in (deputy, head):
        await who.says("overdue for Oak Bank")
        shown = await who.presses("Oak Bank")
        assert "Ted Teacher, Improvement team member" in shown.texts
        assert "Overdue since Fri 23 October 2026" in shown.texts
    ted = await world.chat("Ted Teacher")
    await ted.says("what do I owe")
    assert "Half-termly report" in (await ted.presses("Oak Bank")).texts
    mo = await world.chat("Mo Head")
    for duty in (1, 99_999, "1"):
        assert (await mo.sends_data({"do": "half_term.show", "duty": duty})).words == REFUSAL


async def test_a_row_is_opened_by_its_number(autumn: World) -> None:
    dan = await autumn.chat("Dan Deputy", Place.TERMINAL)
    await dan.says("which reports are overdue")
    assert "When: Thu 12 November 2026" in (await dan.says("3")).words


async def long_list(world: World) -> list[str]:
    """Twenty reports that are overdue, and their visits in order."""
    days = [date(2026, 9, 7) + timedelta(days=2 * n) for n in range(20)]
    await world.diary("Sue Partner", LONGMEAD, *days)
    return [f"{day:%a} {day.day} {day:%b}" for day in days]


async def test_a_long_list_is_paged_by_button_oldest_first(world: World, deputy: Conversation) -> None:
    expected = await long_list(world)
    first = await deputy.says("overdue for Longmead")
    assert "20 reports for Longmead are overdue" in first.words
    assert "Showing 1 to 8 of 20" in first.words
    assert [row[4] for row in first.rows] == expected[:8]
    second = await deputy.presses("Next")
    assert "Showing 9 to 16 of 20" in second.texts
    last = await deputy.presses("Next")
    assert "Showing 17 to 20 of 20" in last.texts
    assert expected[-1] in last.texts
    assert "Next" not in last.buttons
    assert "Showing 9 to 16 of 20" in (await deputy.presses("Back")).texts


async def test_a_long_list_goes_on_with_more(world: World) -> None:
    expected = await long_list(world)
    dan = await world.chat("Dan Deputy", Place.TERMINAL)
    seen = [row[4] for row in (await dan.says("overdue for Longmead")).rows]
    while 'Say "more"' in (answer := await dan.says("more")).words or answer.rows:
        seen += [row[4] for row in answer.rows]
    assert seen == expected
    assert answer.words == "That is all there is to show."


async def test_a_page_of_a_list_that_has_become_shorter_shows_its_end(
    world: World, deputy: Conversation
) -> None:
    await long_list(world)
    await deputy.says("overdue for Longmead")
    answer = await deputy.sends_data({**deputy.last.button("Next"), "offset": 400})  # type: ignore[union-attr]
    assert "Showing 17 to 20 of 20" in answer.texts


async def test_a_partner_s_own_questions(autumn: World, sip: Conversation) -> None:
    assert (await sip.says("what do I owe")).words == (
        "You owe 2 reports as of 09:00. The oldest, Oak Bank, is 4 working days late."
    )
    late = await sip.says("is anything of mine late")
    assert late.words == "1 report of yours is overdue as of 09:00. It is 4 working days late."
    await autumn.diary("Sam Partner", OAK_BANK, date(2026, 12, 3))
    visits = await sip.says("my visits")
    assert visits.words.startswith("You have 1 visit planned.")
    assert "Thu 3 Dec" in visits.texts
    form = await sip.says("what do I owe")
    assert form.rows[0][1] == "Oak Bank"
    visit = await sip.presses("Oak Bank")
    assert "Visit report: Oak Bank" in (await sip.presses("Write the report", on=visit)).texts


async def test_a_partner_sees_colleagues_shared_kinds_at_their_own_schools_alone(autumn: World) -> None:
    sam = await autumn.chat("Sam Partner")
    await autumn.diary("Lena Lead", OAK_BANK, date(2026, 11, 9), capacity=Capacity.LEAD_SIP)
    answer = await sam.says("which reports are overdue")
    assert "for your schools" in answer.words
    assert {row[3] for row in answer.rows} == {
        "Ted Teacher (Team)",
        "Ada Adviser (Adviser)",
        "Sam Partner (SIP)",
    }
    assert (await sam.says("overdue for Marlow")).words == REFUSAL


async def test_a_headteacher_sees_what_is_due_for_their_own_school(autumn: World, head: Conversation) -> None:
    await autumn.diary("Lena Lead", OAK_BANK, date(2026, 11, 9), capacity=Capacity.LEAD_SIP)
    answer = await head.says("which reports are overdue")
    assert answer.words.startswith("3 reports for Oak Bank are overdue")
    assert "Lena" not in answer.all
    assert (await head.says("overdue for Marlow")).words == REFUSAL


@pytest.mark.parametrize("question", ["which reports are overdue", "which high-risk reports are overdue"])
async def test_one_who_sees_only_their_own_is_answered_for_their_own(world: World, question: str) -> None:
    await world.diary("Sal Specialist", OAK_BANK, date(2026, 11, 10), capacity=Capacity.SLE)
    await world.diary("Sam Partner", OAK_BANK, date(2026, 11, 10))
    sal = await world.chat("Sal Specialist")
    answer = await sal.says(question)
    assert "report of yours is overdue" in answer.words
    assert [row[3] for row in answer.rows] == ["Sal Specialist (SLE)"]
    assert (await sal.says("overdue for Oak Bank")).words == REFUSAL
    assert (await sal.says("what has Sam Partner not filed")).words == REFUSAL


@pytest.mark.parametrize(
    "name",
    [
        "Tina Trustee",
        "Chris Chair",
        "Adam Admin",
        "Lee Leader",
        "Gail Governance",
        "Dora Data",
        "Eve Executive",
        "Stan Committee",
    ],
)
async def test_others_are_refused_politely_and_told_nothing(autumn: World, name: str) -> None:
    who = await autumn.chat(name)
    for question in (
        "which high-risk reports are overdue",
        "overdue for Oak Bank",
        "what has Sam Partner not filed",
        "how many reports were filed last week",
        "show me the latest report on Oak Bank",
        "visits to Oak Bank this term",
        "what is due this week",
    ):
        answer = await who.says(question)
        assert answer.words == REFUSAL, question
        assert not answer.rows


async def test_an_ambiguous_name_is_asked_back_and_answered_by_button_and_by_text(
    autumn: World, deputy: Conversation
) -> None:
    asked = await deputy.says("what has Partner not filed")
    assert "Which one do you mean: Sam Partner or Sue Partner?" in asked.words
    assert "2 reports by Sam Partner" in (await deputy.presses("Sam Partner", on=asked)).all
    for answer in ("2", "Sue Partner", "sue"):
        await deputy.says("what has Partner not filed")
        assert "1 report by Sue Partner" in (await deputy.says(answer)).words
    await deputy.says("what has Partner not filed")
    assert "None overdue" in (await deputy.says("overdue for Marlow")).words


async def test_a_name_that_is_nobody_s_is_said_back(deputy: Conversation) -> None:
    answer = await deputy.says("what has Zebedee not filed")
    assert "I don't know a school or a person called \u201cZebedee\u201d" in answer.words
    assert not answer.rows

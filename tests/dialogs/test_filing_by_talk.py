"""A partner files a report by answering questions, in the terminal and in Teams."""

from __future__ import annotations

from datetime import date

import pytest

from dialogs.messages import Place
from tests.dialogs.answers import MARKED
from tests.dialogs.conversation import Conversation
from tests.dialogs.world import OAK_BANK, ST_ANDREW, ST_ANNE, World

WEDNESDAY, FRIDAY = date(2026, 11, 18), date(2026, 11, 20)
ACCOUNT = (f"Reading{MARKED}", f"Learning walk{MARKED}", f"Calm{MARKED}", f"Keep going{MARKED}")


@pytest.fixture(params=[Place.TERMINAL, Place.PERSONAL])
async def talker(request: pytest.FixtureRequest, world: World) -> Conversation:
    """Sam, in the terminal and in Teams."""
    return await world.chat("Sam Partner", request.param)


async def begin(who: Conversation, text: str = "file a report for Oak Bank, yesterday's visit") -> str:
    """Start a report by questions, in the client's own way; the question."""
    answer = await who.says(text)
    if who.place is Place.PERSONAL:
        answer = await who.says("ask me instead")
    return answer.all


async def tell(who: Conversation, *answers: str) -> str:
    last = ""
    for text in answers:
        last = (await who.says(text)).all
    return last


async def test_a_report_is_filed_by_answering(world: World, talker: Conversation) -> None:
    await world.diary("Sam Partner", OAK_BANK, FRIDAY)
    asked = await begin(talker, "file a report for Oak Bank")
    assert "Your report on Oak Bank, Fri 20 November 2026" in asked or talker.place is Place.PERSONAL
    assert "What was the purpose of the visit?" in asked
    review = await tell(talker, *ACCOUNT)
    for part in ("Oak Bank", "Fri 20 November 2026", "School Improvement Partner", *ACCOUNT, "file it"):
        assert part in review
    assert "In time (due Wed 25 November 2026)" in await tell(talker, "file it")
    [report] = await world.filed()
    assert report.text.outcomes == ACCOUNT[2]


async def test_the_questions_can_be_asked_for_at_once(sip: Conversation) -> None:
    answer = await sip.says(
        "file a report for Oak Bank, yesterday's visit, ask me the questions one at a time"
    )
    assert "What was the purpose" in answer.words


async def test_back_skip_and_show_me_what_i_have(talker: Conversation) -> None:
    await begin(talker)
    assert "What were the outcomes?" in await tell(talker, ACCOUNT[0], "skip")
    back = await tell(talker, "back")
    assert "What did you do during the visit?" in back
    assert "So far" not in back
    back = await tell(talker, "back")
    assert "What was the purpose" in back
    assert ACCOUNT[0] in back
    shown = await tell(talker, "show me what I have")
    assert ACCOUNT[0] in shown
    assert (
        "Still needed: Summary of activities during visit, Summary of outcomes and Recommendations" in shown
    )
    assert "What did you do" in await tell(talker, "next")


async def test_filing_too_early_asks_for_what_is_missing(world: World, talker: Conversation) -> None:
    await begin(talker)
    asked = await tell(talker, ACCOUNT[0], "file it")
    assert "Summary of activities during visit" in asked or "What did you do" in asked
    assert "still needed" in asked
    assert await world.filed() == []
    await tell(talker, *ACCOUNT[1:])
    assert "Filed" in await tell(talker, "yes")
    assert (await world.filed())[0].text.activities == ACCOUNT[1]


async def test_cancel_keeps_the_draft_and_resume_comes_back_to_it(world: World, talker: Conversation) -> None:
    await begin(talker)
    await tell(talker, ACCOUNT[0])
    assert "as a draft: say resume to go on" in await tell(talker, "cancel")
    assert "Your draft is kept" in await tell(talker, "cancel")
    again = talker.after_a_restart()
    again.later(days=1)
    resumed = await tell(again, "resume")
    assert "You began your report on Oak Bank, Sun 22 November 2026" in resumed
    if talker.place is Place.PERSONAL:
        resumed = await tell(again, "ask me instead")
    assert "What did you do during the visit?" in resumed
    assert await world.drafts_of("Sam Partner") == 1


async def test_a_talk_goes_on_after_a_restart(world: World, talker: Conversation) -> None:
    await begin(talker)
    await tell(talker, ACCOUNT[0], ACCOUNT[1])
    again = talker.after_a_restart()
    assert "What do you recommend?" in await tell(again, ACCOUNT[2])


async def test_discarding_asks_first(world: World, talker: Conversation) -> None:
    await begin(talker)
    await tell(talker, ACCOUNT[0])
    assert "gone for good" in await tell(talker, "discard it")
    assert "What were the outcomes" in await tell(talker, "skip")
    assert await world.drafts_of("Sam Partner") == 1
    await tell(talker, "discard it")
    assert "Nothing of it was filed" in await tell(talker, "yes")
    assert await world.drafts_of("Sam Partner") == 0
    assert "You have no draft" in await tell(talker, "resume")


async def test_no_keeps_the_draft_and_is_not_taken_for_an_answer(talker: Conversation) -> None:
    await begin(talker)
    await tell(talker, ACCOUNT[0], "discard it")
    kept = await tell(talker, "no")
    assert "it is kept" in kept
    assert "What did you do during the visit?" in kept
    assert "Still needed: Summary of activities" in await tell(talker, "show me what I have")


async def test_the_draft_that_was_asked_about_is_the_one_discarded(world: World) -> None:
    await world.diary("Sam Partner", OAK_BANK, WEDNESDAY, FRIDAY)
    sam = await world.chat("Sam Partner", Place.TERMINAL)
    await tell(sam, "file a report for Oak Bank, Friday's visit", "Friday's purpose", "cancel")
    assert "Fri 20 November 2026" in await tell(sam, "discard my draft")
    elsewhere = sam.elsewhere(Place.TERMINAL)
    elsewhere.later(minutes=1)
    await tell(elsewhere, "file a report for Oak Bank, Wednesday's visit", "Wednesday's purpose")
    assert "Discarded: your report on Oak Bank, Fri 20 November 2026" in await tell(sam, "yes")
    assert "Wednesday's purpose" in await tell(elsewhere, "show me what I have")


async def test_asking_something_else_in_between_and_coming_back(world: World, talker: Conversation) -> None:
    await world.diary("Sam Partner", OAK_BANK, date(2026, 11, 12))
    await begin(talker)
    await tell(talker, ACCOUNT[0])
    aside = await tell(talker, "What do I owe?")
    assert "You owe 1 report" in aside
    assert "Back to your report on Oak Bank, Sun 22 November 2026" in aside
    assert "What did you do during the visit?" in aside
    assert "use that" in aside
    assert "What were the outcomes?" in await tell(talker, ACCOUNT[1])


async def test_a_question_that_was_the_answer_can_be_used(talker: Conversation) -> None:
    await begin(talker)
    await tell(talker, "Which reports are overdue?")
    assert "What did you do" in await tell(talker, "use that")
    assert "Which reports are overdue?" in await tell(talker, "show me what I have")


async def test_help_in_between_is_given_and_the_question_asked_again(talker: Conversation) -> None:
    await begin(talker)
    answer = await tell(talker, "help")
    assert "What do I owe?" in answer
    assert "What was the purpose of the visit?" in answer


async def test_a_choice_is_taken_by_number_and_by_name(world: World) -> None:
    sue = await world.chat("Sue Partner", Place.TERMINAL)
    asked = await tell(sue, "file a report")
    assert "Which school did you visit?" in asked
    assert "1. Longmead\n2. Marlow\n3. St Andrew's\n4. St Anne's" in asked
    assert "On which day" in await tell(sue, "4")
    assert "St Anne's" in await tell(sue, "show me what I have")
    await tell(sue, "back", "back", "St Andrews")
    shown = await tell(sue, "show me what I have")
    assert "School: St Andrew's" in shown
    assert {ST_ANNE, ST_ANDREW} == {"100003", "100004"}


@pytest.mark.parametrize(
    ("said", "day"),
    [("yesterday", "Sun 22"), ("last Thursday", "Thu 19"), ("12/11", "Thu 12"), ("the 12th", "Thu 12")],
)
async def test_days_are_taken_in_words(world: World, said: str, day: str) -> None:
    sam = await world.chat("Sam Partner", Place.TERMINAL)
    assert "On which day was the visit?" in await tell(sam, "file a report")
    assert "What was the purpose" in await tell(sam, said)
    assert f"{day} November 2026" in await tell(sam, "show me what I have")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("tomorrow", "has not come yet"),
        ("2 September 2019", "too long ago"),
        ("the day of the rain", "couldn't read that as a date"),
        ("31 February", "couldn't read that as a date"),
    ],
)
async def test_a_day_that_cannot_be_is_asked_for_again(world: World, said: str, why: str) -> None:
    sam = await world.chat("Sam Partner", Place.TERMINAL)
    await tell(sam, "file a report")
    asked = await tell(sam, said)
    assert why in asked
    assert "On which day was the visit?" in asked
    assert "What was the purpose" in await tell(sam, "yesterday")


async def test_an_unknown_school_is_asked_for_again(world: World) -> None:
    sue = await world.chat("Sue Partner", Place.TERMINAL)
    await tell(sue, "file a report")
    assert "I don't know that school" in await tell(sue, "Hogwarts")
    asked = await tell(sue, "Oak Bank")
    assert "Oak Bank isn't one of the schools you report on" in asked
    assert "Which school did you visit?" in asked


async def test_a_future_visit_in_the_sentence_is_pointed_out_at_once(world: World) -> None:
    sam = await world.chat("Sam Partner", Place.TERMINAL)
    asked = await tell(sam, "file a report for Oak Bank, tomorrow's visit")
    assert "That day has not come yet" in asked
    assert "On which day was the visit?" in asked


async def test_which_visit_is_asked_where_several_wait(world: World) -> None:
    await world.diary("Sam Partner", OAK_BANK, WEDNESDAY, FRIDAY)
    sam = await world.chat("Sam Partner", Place.TERMINAL)
    asked = await tell(sam, "file a report for Oak Bank")
    assert "1. Oak Bank, Wed 18 Nov\n2. Oak Bank, Fri 20 Nov" in asked
    await tell(sam, "2")
    assert "Fri 20 November 2026" in await tell(sam, "show me what I have")


async def test_a_half_termly_report_by_talk(world: World) -> None:
    ted = await world.chat("Ted Teacher", Place.TERMINAL)
    asked = await tell(ted, "file my half-termly report")
    assert "Which half term is the report for?" in asked
    assert "1. Oak Bank, autumn 1, 2026/27 (due Fri 23 Oct)" in asked
    await tell(ted, "1", *ACCOUNT)
    assert "After the deadline (due Fri 23 October 2026)" in await tell(ted, "file it")
    assert [report.half_term for report in await world.filed()] == ["2026/27 autumn-1"]


async def test_one_who_is_partner_and_lead_is_asked_in_which_role(world: World) -> None:
    lena = await world.chat("Lena Lead", Place.TERMINAL)
    asked = await tell(lena, "file a report")
    assert "1. Longmead\n2. Marlow\n3. Oak Bank\n4. St Andrew's\n5. St Anne's" in asked
    await tell(lena, "Oak Bank", "yesterday", *ACCOUNT)
    receipt = await tell(lena, "file it")
    assert "Carol Chief (Chief Executive)" in receipt
    assert "Hana Head" not in receipt


async def test_a_form_can_be_opened_from_the_talk_and_filed_there(world: World, sip: Conversation) -> None:
    await begin(sip)
    await tell(sip, *ACCOUNT)
    form = await sip.presses("Open as a form")
    assert form.filled_in()["purpose"] == ACCOUNT[0]
    await sip.presses("Next")
    await sip.presses("Next")
    assert "Report filed" in (await sip.presses("File report")).texts
    assert "What can I do for you?" in (await sip.says("hello")).words


async def test_a_terminal_that_only_reads_writes_nothing(world: World) -> None:
    sam = await world.chat("Sam Partner", Place.TERMINAL)
    sam.read_only = True
    for text in ("file a report for Oak Bank, yesterday's visit", "resume my report", "discard it"):
        assert "Here I only answer questions" in (await sam.says(text)).words
    assert "Here I only answer questions" in (await sam.sends_data({"do": "report.start"})).words
    assert await world.drafts_of("Sam Partner") == 0
    assert "You owe no reports" in (await sam.says("what do I owe")).words


@pytest.mark.parametrize(
    "said", ["file a report for Oak Bank", "book a visit to Oak Bank on 14 December", "withdraw my report"]
)
async def test_what_may_be_an_answer_or_a_wish_is_asked_about_first(talker: Conversation, said: str) -> None:
    await begin(talker)
    asked = await tell(talker, said)
    assert "for me to do, or your answer" in asked
    assert "What did you do" in await tell(talker, "use that")
    assert said in await tell(talker, "show me what I have")


async def test_a_wish_in_between_is_done_once_it_is_said_that_it_is_one(talker: Conversation) -> None:
    await begin(talker)
    await tell(talker, "book a visit to Oak Bank on 14 December")
    done = await tell(talker, "do it")
    assert "Mon 14 December" in done
    assert "What was the purpose of the visit?" in done
    assert "14 December" not in await tell(talker, "show me what I have")


async def test_what_is_told_of_the_visit_is_an_answer_however_it_begins(talker: Conversation) -> None:
    await begin(talker)
    assert "What did you do" in await tell(talker, "Plan the next steps with the new phase leads")
    assert "What were the outcomes" in await tell(talker, "Review of targets")


async def test_resume_in_the_middle_puts_the_question_again(talker: Conversation) -> None:
    await begin(talker)
    await tell(talker, "resume", "ask me instead")
    assert "Still needed: Purpose of visit" in await tell(talker, "show me what I have")


async def test_a_bare_yes_files_nothing_once_something_else_was_asked(
    world: World, talker: Conversation
) -> None:
    await world.diary("Sam Partner", OAK_BANK, FRIDAY)
    await begin(talker, "file a report for Oak Bank")
    await tell(talker, *ACCOUNT, "when is the next EIT")
    assert 'Say "file it"' in await tell(talker, "yes")
    assert await world.filed() == []
    await tell(talker, "yes")
    assert len(await world.filed()) == 1

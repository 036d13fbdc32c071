"""Reviews of the year: who sees which, setting and moving their days, recording what came of them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dialogs.messages import Place
from dialogs.wording import READ_ONLY, REFUSAL, REFUSAL_TO_DO
from strategy.duties import DutyKind, DutyState
from strategy.reviews import Happened, Review
from tests.dialogs.answers import MARKED
from tests.dialogs.conversation import Conversation
from tests.dialogs.reviewing import MARCH, MONDAY, recorded, safeguarding, set_for, with_leads
from tests.dialogs.sent import told
from tests.dialogs.world import MARLOW, World


@pytest.fixture
async def fay(world: World) -> Conversation:
    """Fay, who leads on SEND and safeguarding."""
    await with_leads(world)
    return await world.chat("Fay Safeguard")


@pytest.fixture
async def mo(world: World, fay: Conversation) -> Conversation:
    """Mo, headteacher of Marlow."""
    return await world.chat("Mo Head")


async def review(world: World) -> Review:
    """The safeguarding review of Marlow as it stands."""
    async with world.store.transaction() as uow:
        found = await uow.reviews.of(safeguarding())
    assert found is not None
    return found


async def duties(world: World, state: DutyState) -> list[str]:
    """What is owed of Marlow's safeguarding review, by whom."""
    async with world.store.transaction() as uow:
        found = await uow.duties.of_schools([DutyKind.REVIEW_OF_YEAR], [MARLOW])
        return [
            uow.trust.person(entry.duty.owner).name
            for entry in found
            if entry.duty.about == safeguarding().about and entry.state is state
        ]


async def test_a_review_without_a_day_says_so(fay: Conversation) -> None:
    answer = await fay.says("when is the safeguarding review at Marlow")
    assert (
        "The safeguarding review at Marlow has no day set yet; it is due by Wed 21 July 2027." in answer.words
    )
    assert "Fay Safeguard" in answer.texts


async def test_a_list_tells_those_with_a_day_first(world: World, fay: Conversation) -> None:
    await set_for(world)
    answer = await fay.says("safeguarding audits this year")
    assert "5 safeguarding reviews" in answer.words
    assert "1 with a day set and 4 without a day yet" in answer.words
    assert answer.rows[0][1:4] == ("Marlow", "Safeguarding, 2026/27", "Thu 4 Mar 2027")
    assert {row[3] for row in answer.rows[1:]} == {"No day yet"}


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("which schools have not had their safeguarding audit this year", "4 safeguarding reviews"),
        ("which safeguarding reviews have been held", "1 safeguarding review is held"),
        ("which safeguarding reviews have no date", "4 safeguarding reviews are without a day"),
        ("safeguarding audits next term", "4 safeguarding reviews"),
        ("are any safeguarding reviews overdue", "No safeguarding reviews are late"),
    ],
)
async def test_questions_narrow_by_how_reviews_stand(
    world: World, fay: Conversation, question: str, count: str
) -> None:
    await recorded(world)
    assert count in (await fay.says(question)).words


async def test_whoever_leads_one_kind_sees_only_that(world: World, fay: Conversation) -> None:
    assert {row[2].split(",")[0] for row in (await fay.says("reviews this year")).rows} == {"Safeguarding"}
    assert (await fay.says("pupil premium reviews")).words == REFUSAL
    rose = await world.chat("Rose Premium")
    assert "No day" in (await rose.says("pupil premium reviews")).all
    assert (await rose.says("show me the safeguarding review at Marlow")).words == REFUSAL


async def test_a_headteacher_sees_the_reviews_of_their_school(mo: Conversation) -> None:
    answer = await mo.says("reviews at my school")
    assert {row[2].split(",")[0] for row in answer.rows} == {"Safeguarding", "Pupil premium", "Governance"}
    assert "Marlow" in (await mo.says("when's our safeguarding audit")).words
    assert (await mo.says("when is the safeguarding review at Oak Bank")).words == REFUSAL


@pytest.mark.parametrize(
    "name", ["Ted Teacher", "Tina Trustee", "Gail Governance", "Eve Executive", "Chris Chair"]
)
async def test_nobody_else_sees_reviews(world: World, fay: Conversation, name: str) -> None:
    who = await world.chat(name)
    assert (await who.says("when is the safeguarding review at Marlow")).words == REFUSAL


async def test_a_day_is_set_and_those_concerned_are_told(world: World, fay: Conversation) -> None:
    answer = await fay.says("set the safeguarding review at Marlow for 4 March")
    assert "is on Thu 4 March 2027" in answer.words
    assert "I am telling Mo Head, Sue Partner and Dan Deputy." in answer.words
    assert (await review(world)).state.day == MARCH
    assert {name for _, name, _ in await told(world, "review:1:1")} == {
        "Mo Head",
        "Sue Partner",
        "Dan Deputy",
    }
    assert "review day set" in await world.deeds()


async def test_moving_it_to_the_11th_stays_in_the_month_it_was_in(world: World, fay: Conversation) -> None:
    await fay.says("set the safeguarding review at Marlow for 4 March")
    moved = await fay.says("move it to the 11th")
    assert "is on Thu 11 March 2027, moved from Thu 4 March 2027" in moved.words
    await fay.says("help")
    again = await fay.says("move the safeguarding audit at Marlow to the 12th")
    assert "is on Fri 12 March 2027" in again.words
    assert [entry.what for entry in (await review(world)).entries] == [Happened.DAY_SET] * 3


async def test_a_day_that_cannot_be_gets_three_that_can(world: World, fay: Conversation) -> None:
    answer = await fay.says("set the safeguarding review at Marlow for 6 March")
    assert "Sat 6 March 2027 is a Saturday" in answer.words
    assert "Thu 4 March 2027, Fri 5 March 2027 or Mon 8 March 2027" in answer.words
    assert "is on Mon 8 March 2027" in (await fay.presses("Mon 8 March 2027")).texts
    assert "is not in term" in (await fay.says("set the safeguarding review at Marlow for 1 April")).words
    assert (
        "has passed" in (await fay.says("move the safeguarding review at Marlow to 20 November 2026")).words
    )


async def test_a_termly_review_is_not_moved_out_of_its_term(world: World, fay: Conversation) -> None:
    dan = await world.chat("Dan Deputy")
    await dan.says("set the governance review at Marlow for 8 December")
    answer = await dan.says("move the governance review at Marlow to 12 January")
    assert "is outside the time that this review is of" in answer.words
    assert (
        "is on Tue 12 January 2027"
        in (await dan.says("set the governance review at Marlow for 12 January")).words
    )


async def test_a_question_about_a_day_sets_nothing(world: World, fay: Conversation) -> None:
    for text in (
        "is the safeguarding review at Marlow on 4 March?",
        "the safeguarding review at Marlow is on 4 March?",
        "safeguarding reviews at Marlow on 4 March",
        "what is set for the safeguarding review at Marlow on 4 March",
    ):
        answer = await fay.says(text)
        assert "Done" not in answer.words, text
    async with world.store.transaction() as uow:
        assert await uow.reviews.of(safeguarding()) is None


async def test_only_who_leads_it_and_the_office_set_days(world: World, mo: Conversation) -> None:
    said = await mo.says("set the safeguarding review at Marlow for 4 March")
    assert "Fay Safeguard" in said.words
    assert "Lead SIP" in said.words
    rose = await world.chat("Rose Premium")
    assert (await rose.says("set the safeguarding review at Marlow for 4 March")).words == REFUSAL_TO_DO
    pressed = await mo.sends_data({"do": "review.day", **_occasion(), "revision": 0, "day": "2027-03-04"})
    assert pressed.words == REFUSAL_TO_DO
    for name in ("Carol Chief", "Lena Lead"):
        chief = await world.chat(name)
        day = "4 March" if name == "Carol Chief" else "5 March"
        assert "is on" in (await chief.says(f"set the safeguarding review at Marlow for {day}")).words


def _occasion() -> dict[str, str]:
    return {"school": MARLOW, "name": "Safeguarding", "period": "2026/27"}


async def test_an_outcome_is_recorded_by_card(world: World, fay: Conversation) -> None:
    await fay.says("record the safeguarding review at Marlow, held on 16 November")
    form = await fay.sends_data({"do": "review.record", **_occasion()})
    assert "Once recorded it goes to Mo Head, Sue Partner and Dan Deputy." in form.texts
    typed = {"held": "2026-11-16", "summary": f"Well kept{MARKED}", "recommendations": f"Train{MARKED}"}
    receipt = await fay.sends_data({**form.button("Record it"), **typed})
    assert "Recorded: the safeguarding review at Marlow, held on Mon 16 November 2026." in receipt.texts
    found = await review(world)
    assert found.state.held_on == MONDAY
    assert await duties(world, DutyState.FULFILLED) == ["Fay Safeguard"]
    assert await world.drafts_of("Fay Safeguard") == 0
    again = await fay.sends_data({**form.button("Record it"), **typed})
    assert again.texts == receipt.texts
    assert await review(world) == found


async def test_an_outcome_is_recorded_by_talk(world: World) -> None:
    await with_leads(world)
    fay = (await world.chat("Fay Safeguard")).elsewhere(Place.TERMINAL)
    asked = await fay.says("write up the safeguarding audit for Marlow")
    assert "On which day was it held?" in asked.words
    assert "That day is still to come." in (await fay.says("4 March 2027")).words
    assert "What came of it?" in (await fay.says("last Monday")).words
    assert "What does it recommend?" in (await fay.says("Records are kept well")).words
    assert 'Say "file it"' in (await fay.says("Train the new staff")).words
    assert "Recorded:" in (await fay.says("file it")).words
    assert (await review(world)).state.held_on == MONDAY


async def test_the_day_that_was_set_is_filled_in(world: World, fay: Conversation) -> None:
    await set_for(world, day=fay.at.date())
    form = await fay.says("record the safeguarding review at Marlow")
    assert form.filled_in()["held"] == "2026-11-23"


async def test_what_came_of_it_is_read_by_those_who_may(world: World, mo: Conversation) -> None:
    await recorded(world)
    answer = await mo.says("what came of the safeguarding audit at Marlow")
    assert "was held on Mon 16 November 2026" in answer.words
    assert f"Records are kept well{MARKED}" in answer.texts
    assert "Correct it" not in answer.buttons
    assert "review read" in await world.deeds()


async def test_an_outcome_is_corrected_and_the_earlier_one_kept(world: World, fay: Conversation) -> None:
    await recorded(world)
    form = await fay.says("correct the outcome of the Marlow safeguarding review")
    assert form.filled_in()["summary"] == f"Records are kept well{MARKED}"
    done = await fay.presses("Correct it", summary=f"Most records are kept well{MARKED}")
    assert "Corrected: " in done.texts
    page = await fay.says("safeguarding review at Marlow")
    assert "Most records are kept well" in page.texts
    earlier = await fay.presses("Earlier versions")
    assert f"Records are kept well{MARKED}" in earlier.texts
    assert [entry.what for entry in (await review(world)).entries] == [Happened.RECORDED, Happened.CORRECTED]


async def test_whoever_was_slower_reads_what_stands_and_keeps_what_they_typed(
    world: World, fay: Conversation
) -> None:
    form = await fay.says("record the safeguarding review at Marlow")
    await recorded(world, "Dan Deputy", summary=f"Dan's words{MARKED}")
    typed = {"held": "2026-11-16", "summary": f"Fay's words{MARKED}", "recommendations": f"Train{MARKED}"}
    answer = await fay.sends_data({**form.button("Record it"), **typed})
    assert "Dan Deputy recorded it" in answer.texts
    assert f"Dan's words{MARKED}" in answer.texts
    assert await world.drafts_of("Fay Safeguard") == 1
    again = await fay.presses("Correct it", on=answer)
    assert again.filled_in()["summary"] == f"Fay's words{MARKED}"
    await fay.presses("Correct it", on=again)
    assert [entry.summary for entry in (await review(world)).entries] == [
        f"Dan's words{MARKED}",
        f"Fay's words{MARKED}",
    ]


async def test_a_held_review_keeps_its_day(world: World, fay: Conversation) -> None:
    await recorded(world)
    answer = await fay.says("set the safeguarding review at Marlow for 4 March")
    assert "It has been held, so its day stays." in answer.all
    assert (await review(world)).state.day is None


async def test_an_older_card_sets_no_day_over_a_newer_one(world: World, fay: Conversation) -> None:
    page = await fay.says("when is the safeguarding review at Marlow")
    await set_for(world, by="Dan Deputy")
    answer = await fay.presses("Set the day", on=page, day="2027-03-09")
    assert "Dan Deputy set another day" in answer.texts
    assert (await review(world)).state.day == MARCH


async def test_where_the_bot_only_reads_nothing_is_set(world: World, fay: Conversation) -> None:
    fay.read_only = True
    for text in (
        "set the safeguarding review at Marlow for 4 March",
        "record the safeguarding review at Marlow",
    ):
        assert (await fay.says(text)).words == READ_ONLY
    assert "Set the day" not in (await fay.says("safeguarding review at Marlow")).buttons


async def test_a_list_goes_on_page_by_page(world: World, fay: Conversation) -> None:
    dan = await world.chat("Dan Deputy")
    first = await dan.says("reviews this year")
    assert "Showing 1 to 8 of 25" in first.words
    assert "Showing 9 to 16 of 25" in (await dan.presses("Next")).texts
    assert "Showing 17 to 24 of 25" in (await dan.says("more")).words


async def test_what_is_owed_of_reviews_is_among_what_somebody_owes(world: World, fay: Conversation) -> None:
    await set_for(world, day=fay.at.date())
    answer = await fay.says("What do I owe?")
    assert "Safeguarding review, 2026/27" in answer.all
    assert "The safeguarding review at Marlow" in (await fay.presses("Marlow")).all


async def test_without_a_school_one_is_asked_for(fay: Conversation) -> None:
    answer = await fay.says("record the safeguarding review")
    assert "Which school do you mean?" in answer.words
    assert len(answer.rows) == 5


async def test_a_long_outcome_is_read_page_by_page(world: World, fay: Conversation) -> None:
    long = f"{'A line of what was found, and where.' * 3}{MARKED}\n" * 60
    await recorded(world, summary=long[:7_900], recommendations=long[:7_900])
    page = await fay.says("what came of the safeguarding review at Marlow")
    read = page.texts
    while "Next page" in page.buttons:
        page = await fay.presses("Next page")
        read += page.texts
    assert read.count("found,") == 2 * long[:7_900].count("found,")
    assert "What came of it" in (await fay.presses("Page before")).texts


async def test_what_was_missed_in_a_term_that_is_over_is_still_asked_about(
    world: World, fay: Conversation
) -> None:
    dan = await world.chat("Dan Deputy")
    dan.at = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)
    late = await dan.says("which governance reviews are overdue")
    assert "5 governance reviews are late." in late.words
    assert late.rows[0][3:] == ("Not held", "was due Fri 18 Dec 2026")
    form = await dan.says("record the governance review at Marlow")
    assert "autumn 2026/27" in form.texts
    typed = {"held": "2027-01-08", "summary": f"Minutes are clear{MARKED}", "recommendations": "None"}
    assert "Recorded" in (await dan.sends_data({**form.button("Record it"), **typed})).texts
    assert "4 governance reviews are late." in (await dan.says("which governance reviews are overdue")).words


async def test_help_offers_what_somebody_may_ask_of_reviews(mo: Conversation, fay: Conversation) -> None:
    assert "Which schools have not had their safeguarding review?" in (await fay.says("help")).texts
    assert "Reviews at my school" in (await mo.says("help")).texts

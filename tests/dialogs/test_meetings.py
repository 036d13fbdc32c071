"""One meeting is recorded, and it is asked when a body meets next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

import pytest

from dialogs.messages import Place
from dialogs.wording import REFUSAL
from strategy.meetings import Meeting
from strategy.policy_reporting import Body
from tests.dialogs.conversation import Conversation
from tests.dialogs.world import MARLOW, OAK_BANK, World

RECORDERS = ("Carol Chief", "Dan Deputy", "Lena Lead", "Gail Governance")


async def recorded(world: World) -> Sequence[Meeting]:
    async with world.store.transaction() as uow:
        return await uow.meetings.ahead(None, None, date(2026, 1, 1), limit=100)


async def record(world: World, body: Body, school: str, day: date) -> None:
    async with world.store.transaction() as uow:
        await uow.meetings.add(Meeting(0, body, school, day, time(9), time(10, 30)))


@pytest.mark.parametrize("name", RECORDERS)
async def test_a_progress_board_is_recorded_in_one_sentence(world: World, name: str) -> None:
    who = await world.chat(name)
    said = await who.says("set up the progress board for Oak Bank on 20 January")
    assert said.words == (
        "Recorded: Progress Board of Oak Bank, Wed 20 January 2027, 09:00 to 10:30. "
        "No time was said, so I took the usual one."
    )
    assert said.reply.messages[0].summary == "Meeting recorded: Progress Board"
    [meeting] = await recorded(world)
    assert (meeting.body, meeting.school, meeting.day) == (
        Body.PROGRESS_BOARD,
        OAK_BANK,
        date(2027, 1, 20),
    )
    assert (await world.deeds())[0] == "meeting recorded"


@pytest.mark.parametrize(
    ("said", "hours"),
    [
        ("record an EIT on 20 January at 2pm", "14:00 to 15:30"),
        ("record the EIT for 20 January, 9.30 to 11am", "09:30 to 11:00"),
        ("add a meeting: EIT 20 January 10am", "10:00 to 11:30"),
        ("put the EIT down for 20 January at 1pm for an hour", "13:00 to 14:00"),
        ("please log an EIT on 20 January from 3 to 4.30pm", "15:00 to 16:30"),
        ("note an EIT for 20 January before 3pm", "09:00 to 10:30. No time was said"),
        ("record an EIT on 20/01", "09:00 to 10:30. No time was said"),
    ],
)
async def test_a_meeting_is_put_down_for_the_hours_that_are_said(
    deputy: Conversation, said: str, hours: str
) -> None:
    answer = await deputy.says(said)
    assert (
        f"Recorded: meeting of the Education Improvement Team, Wed 20 January 2027, {hours}" in answer.words
    )


@pytest.mark.parametrize(
    ("text", "body", "day"),
    [
        ("book an EIT meeting on 3 February", Body.EIT, date(2027, 2, 3)),
        ("arrange the standards committee for 24/3", Body.STANDARDS_COMMITTEE, date(2027, 3, 24)),
        (
            "book the school improvement team for 4 December",
            Body.SCHOOL_IMPROVEMENT_TEAM,
            date(2026, 12, 4),
        ),
    ],
)
async def test_a_meeting_of_the_trust_is_recorded_without_a_school(
    world: World, deputy: Conversation, text: str, body: Body, day: date
) -> None:
    assert "Recorded: meeting of the " in (await deputy.says(text)).words
    assert [(m.body, m.school, m.day) for m in await recorded(world)] == [(body, "", day)]


async def test_a_meeting_that_is_there_is_said_to_be(world: World, deputy: Conversation) -> None:
    await deputy.says("set up the progress board for Oak Bank on 20 January")
    again = await deputy.says("set up the progress board for Oak Bank on 20 January")
    assert again.words == (
        "That is recorded already: Progress Board of Oak Bank, Wed 20 January 2027, 09:00 to 10:30."
    )
    assert len(await recorded(world)) == 1
    assert "Recorded:" in (await deputy.says("set up the progress board for Marlow on 20 January")).words


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (
            "set up the progress board for Oak Bank",
            'On which day? Say, for example, "set up the Progress Board for Oak Bank on 21 December".',
        ),
        (
            "set up a progress board on 12 January",
            'For which school? Say, for example, "set up the Progress Board for Longmead on 12 January".',
        ),
        (
            "book an EIT",
            'On which day? Say, for example, "set up the Education Improvement Team on 21 December".',
        ),
        (
            "set up a meeting on 20 January",
            "Which meeting is it: Progress Board, Education Improvement Team, Standards Committee, "
            "School Improvement Team or SIP training?",
        ),
        (
            "set up the progress board for Oak Bank on 1 January 2027",
            "Friday 1 January 2027 is not a working day (New Year's Day). The next one is "
            "Monday 4 January 2027.",
        ),
        (
            "set up the progress board for Oak Bank on 16 January",
            "Saturday 16 January 2027 is not a working day. The next one is Monday 18 January 2027.",
        ),
        (
            "set up the progress board for Oak Bank on 2 November 2026",
            "That day is over; I record meetings that are still to come.",
        ),
        (
            "set up the progress board for Newcomer on 20 January",
            "Newcomer is joining the trust and has no such meetings yet.",
        ),
        (
            "schedule the progress boards for Oak Bank next term",
            "I put down one meeting at a time: please give me the day of one. Or say \u201cplan the meetings "
            "for 2026/27\u201d, and I find days for all of them.",
        ),
        (
            "create the calendar of meetings for 2031/32",
            "I don't have the term dates of 2031/32 yet, so there is nothing to plan by. "
            "Your administrator can add them.",
        ),
    ],
)
async def test_what_is_missing_or_cannot_be_is_said_in_a_sentence(
    world: World, deputy: Conversation, text: str, answer: str
) -> None:
    assert (await deputy.says(text)).words == answer
    assert await recorded(world) == []


async def test_a_meeting_today_can_still_be_recorded(world: World, deputy: Conversation) -> None:
    assert "Recorded" in (await deputy.says("set up the progress board for Oak Bank on 23 November")).words


@pytest.mark.parametrize("name", ["Sam Partner", "Hana Head", "Chris Chair", "Adam Admin", "Tina Trustee"])
async def test_others_are_told_who_records_meetings(world: World, name: str) -> None:
    who = await world.chat(name)
    said = await who.says("set up the progress board for Oak Bank on 20 January")
    assert said.words == (
        "Meetings are recorded by the CEO, Deputy CEO, Lead SIP and governance professional."
    )
    assert await recorded(world) == []


async def test_where_one_only_reads_nothing_is_recorded(world: World) -> None:
    dan = await world.chat("Dan Deputy", Place.TERMINAL)
    dan.read_only = True
    said = await dan.says("set up the progress board for Oak Bank on 20 January")
    assert "Here I only answer questions" in said.words
    assert await recorded(world) == []


async def test_the_next_meeting_is_the_first_recorded_one(world: World, deputy: Conversation) -> None:
    await record(world, Body.EIT, "", date(2026, 12, 9))
    await record(world, Body.EIT, "", date(2026, 12, 2))
    await record(world, Body.EIT, "", date(2026, 11, 18))
    said = await deputy.says("when is the next EIT?")
    assert said.words == (
        "The next meeting of the Education Improvement Team is on Wed 2 December 2026, 09:00 to 10:30."
    )


async def test_where_none_is_recorded_it_is_said_when_it_is_expected(deputy: Conversation) -> None:
    assert (await deputy.says("when is the next progress board for Oak Bank")).words == (
        "The next Progress Board of Oak Bank is expected in January 2027 (no meeting is recorded yet)."
    )
    assert (await deputy.says("next standards committee")).words == (
        "The next meeting of the Standards Committee is expected in the January 2027 round "
        "(no meeting is recorded yet)."
    )


async def test_whose_board_is_asked_where_it_is_not_clear(world: World, deputy: Conversation) -> None:
    assert (await deputy.says("when is the next progress board")).words == (
        "Which school's Progress Board do you mean?"
    )
    hana = await world.chat("Hana Head")
    assert (
        "The next Progress Board of Oak Bank is" in (await hana.says("when is the next progress board")).words
    )


@pytest.mark.parametrize(
    ("name", "oak_bank", "marlow"),
    [
        ("Carol Chief", True, True),
        ("Dan Deputy", True, True),
        ("Lena Lead", True, True),
        ("Sam Partner", True, False),
        ("Sue Partner", False, True),
        ("Ada Adviser", True, False),
        ("Ted Teacher", True, False),
        ("Sal Specialist", True, False),
        ("Hana Head", True, False),
        ("Mo Head", False, True),
        ("Ned Newman", False, False),
        ("Chris Chair", False, False),
        ("Lee Leader", False, False),
        ("Tina Trustee", True, True),
        ("Stan Committee", True, True),
        ("Eve Executive", True, True),
        ("Gail Governance", True, True),
        ("Dora Data", False, False),
        ("Adam Admin", False, False),
    ],
)
async def test_when_a_school_s_board_meets_is_for_those_who_have_to_do_with_it(
    world: World, name: str, oak_bank: bool, marlow: bool
) -> None:
    """Its months show the school's risk."""
    await record(world, Body.PROGRESS_BOARD, MARLOW, date(2026, 12, 2))
    who = await world.chat(name)
    for called, allowed in (("Oak Bank", oak_bank), ("Marlow", marlow)):
        said = (await who.says(f"when is the next progress board for {called}")).words
        assert said.startswith(f"The next Progress Board of {called} is") is allowed
        assert (said == REFUSAL) is not allowed
    assert "The next meeting of the Education Improvement Team" in (await who.says("next EIT date")).words


async def test_meetings_are_listed_as_each_may_see_them(world: World, deputy: Conversation) -> None:
    await record(world, Body.PROGRESS_BOARD, OAK_BANK, date(2026, 12, 2))
    await record(world, Body.PROGRESS_BOARD, MARLOW, date(2026, 12, 3))
    await record(world, Body.EIT, "", date(2026, 12, 10))
    assert "2 Progress Boards from" in (await deputy.says("list all progress boards this term")).words
    hana = await world.chat("Hana Head")
    said = await hana.says("what meetings are there this term")
    assert [row[2] for row in said.rows] == ["Progress Board of Oak Bank", "EIT"]
    assert [row[2] for row in (await hana.says("my meetings this half term")).rows] == [
        "Progress Board of Oak Bank"
    ]
    assert (await hana.says("list the progress boards of Marlow")).words == REFUSAL


async def test_boards_of_a_risk_are_listed_for_those_who_may_know_it(
    world: World, deputy: Conversation
) -> None:
    await record(world, Body.PROGRESS_BOARD, OAK_BANK, date(2027, 3, 2))
    await record(world, Body.PROGRESS_BOARD, MARLOW, date(2027, 3, 3))
    said = await deputy.says("PBs for high risk schools in March")
    assert said.words == "1 Progress Board at high risk from Mon 1 Mar 2027 to Wed 31 Mar 2027."
    assert [row[2] for row in said.rows] == ["Progress Board of Oak Bank"]
    chris = await world.chat("Chris Chair")
    assert (await chris.says("PBs for high risk schools in March")).words == REFUSAL


async def test_a_meeting_is_opened_with_who_sits_in_it_and_what_the_strategy_puts_on_its_agenda(
    world: World, deputy: Conversation
) -> None:
    await record(world, Body.EIT, "", date(2027, 5, 19))
    await deputy.says("EITs in May")
    said = await deputy.says("1")
    assert "Lena Lead" in said.texts
    assert "Next year's targets and lines of enquiry" in said.texts
    deputy.later(days=120)
    assert "Draft support for next year" in (await deputy.says("what's on the agenda of the next EIT")).texts


async def test_where_none_are_recorded_the_strategys_months_are_said(deputy: Conversation) -> None:
    assert (await deputy.says("list the progress boards of Oak Bank this year")).words == (
        "No Progress Boards of Oak Bank are recorded from Tue 1 Sep to Wed 21 Jul 2027. "
        "The strategy has them in September, November, January, March, May and June."
    )
    assert (await deputy.says("any SIT meetings next month")).words.startswith(
        "No School Improvement Team meetings are recorded from Tue 1 Dec to Thu 31 Dec."
    )


async def test_a_long_list_is_paged(world: World, deputy: Conversation) -> None:
    for day in range(1, 12):
        await record(world, Body.SCHOOL_IMPROVEMENT_TEAM, "", date(2027, 2, day))
    said = await deputy.says("SIT meetings in February")
    assert "Showing 1 to 8." in said.words
    assert len((await deputy.says("more")).rows) == 3


async def test_meetings_that_are_over_or_nobodys_are_not_found(world: World) -> None:
    await record(world, Body.PROGRESS_BOARD, MARLOW, date(2026, 12, 3))
    hana = await world.chat("Hana Head")
    for meeting in (1, 99, "1", None):
        said = await hana.sends_data({"do": "meeting.show", "meeting": meeting})
        assert "I couldn't find that." in said.all


async def test_a_later_years_meetings_do_not_hide_what_this_year_still_has(
    world: World, deputy: Conversation
) -> None:
    await record(world, Body.EIT, "", date(2027, 10, 7))
    assert "expected in the January 2027 round" in (await deputy.says("when is the next EIT")).words


async def test_help_offers_it_to_those_who_record_meetings(deputy: Conversation, sip: Conversation) -> None:
    offered = await deputy.says("help")
    assert "For which school?" in (await deputy.presses("Set up a Progress Board", on=offered)).words
    assert "The next meeting of the" in (await deputy.presses("When is the next EIT?", on=offered)).words
    assert "Set up a Progress Board" not in (await sip.says("help")).buttons


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("set up a progress board", Body.PROGRESS_BOARD),
        ("book an EIT", Body.EIT),
        ("book the standards committee", Body.STANDARDS_COMMITTEE),
        ("book the SIT", Body.SCHOOL_IMPROVEMENT_TEAM),
        ("book the SIP training", Body.SIP_TRAINING),
    ],
)
async def test_the_sentence_given_as_an_example_does_it(
    world: World, deputy: Conversation, text: str, body: Body
) -> None:
    asked = (await deputy.says(text)).words
    assert "Recorded: " in (await deputy.says(asked.split('"')[1])).words
    assert [meeting.body for meeting in await recorded(world)] == [body]


async def test_a_meeting_that_is_planned_and_not_booked_is_told_as_such(
    world: World, deputy: Conversation
) -> None:
    await deputy.says("plan this year's meetings")
    hana = await world.chat("Hana Head")
    said = await hana.says("when is the next EIT")
    assert said.words == (
        "The next meeting of the Education Improvement Team is planned for Mon 7 December 2026, 09:00 "
        "to 10:30, and not booked yet."
    )
    assert "is planned for" in (await hana.says("when is our next progress board")).words
    assert REFUSAL in (await hana.says("when is the next progress board for Marlow")).words

"""Meetings as a calendar file: which are in it, for whom, how they are handed over, how one asks for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import icalendar
import pytest

from dialogs.calendar_files import NO_MEETINGS
from dialogs.desk import Desk
from dialogs.messages import Place
from dialogs.outgoing.outbound import Outbound
from dialogs.wording import REFUSAL
from storage.files.ical import IcalendarFiles
from strategy.meetings import Meeting
from strategy.outgoing import Means, OutgoingKind
from strategy.policy_reporting import Body
from strategy.ports import Letter, Untrue
from tests.dialogs.answers import Answer
from tests.dialogs.conversation import NOW, Conversation
from tests.dialogs.listing import PlainWorkbooks
from tests.dialogs.post import PlainDocuments
from tests.dialogs.world import MARLOW, OAK_BANK, World

BOARD, EIT, TEAM = Body.PROGRESS_BOARD, Body.EIT, Body.SCHOOL_IMPROVEMENT_TEAM
DIARY = (
    (EIT, "", date(2026, 12, 3)),
    (EIT, "", date(2027, 3, 29)),
    (TEAM, "", date(2026, 12, 10)),
    (BOARD, OAK_BANK, date(2027, 1, 12)),
    (BOARD, MARLOW, date(2027, 1, 13)),
    (EIT, "", date(2026, 10, 20)),
)


@pytest.fixture
async def world(world: World) -> World:
    """Five meetings are to come this year and one is over; files can be made."""
    words = Outbound(world.policy, PlainDocuments(), PlainWorkbooks(), IcalendarFiles())
    world = World(
        world.store, world.policy, Desk(world.store, world.policy, world.desk._reader, renderer=words)
    )
    async with world.store.transaction() as uow:
        for body, school, day in DIARY:
            await uow.meetings.add(Meeting(0, body, school, day, time(9), time(10, 30)))
    return world


async def in_teams(world: World, name: str) -> Conversation:
    chat = await world.chat(name)
    chat.takes_files = True
    return chat


def offered(answer: Answer) -> list[str]:
    return [message.offered.reference for message in answer.messages if message.offered is not None]


async def taken(chat: Conversation, answer: Answer) -> set[str]:
    """What is in the file that was offered, as a calendar app reads it."""
    [reference] = offered(answer)
    given = await chat.sends_data({"do": "file.take", "file": reference, "session": reference})
    assert given.reply.document is not None
    assert given.reply.document.name.endswith(" - 2026-11-23.ics")
    file = icalendar.Calendar.from_ical(given.reply.document.content)
    return {f"{event['SUMMARY']} {event.decoded('DTSTART'):%Y-%m-%d}" for event in file.walk("VEVENT")}


async def asks(world: World, name: str, text: str) -> set[str]:
    chat = await in_teams(world, name)
    answer = await chat.says(text)
    assert offered(answer), answer.words
    return await taken(chat, answer)


EITS = {"Education Improvement Team 2026-12-03", "Education Improvement Team 2027-03-29"}
TEAMS = {"School Improvement Team 2026-12-10"}
BOARDS = {"Progress Board, Oak Bank 2027-01-12", "Progress Board, Marlow 2027-01-13"}
OVER = {"Education Improvement Team 2026-10-20"}


@pytest.mark.parametrize(
    "text",
    [
        "this year's meetings as a calendar file",
        "all meetings this year as ics",
        "can I have this year's meetings as an .ics file please",
        "export this year's meetings to ical",
        "download the meetings this year as a calendar file",
        "send me an ics of this year's meetings",
        "give me a calendar file with this year's meetings",
    ],
)
async def test_the_year_s_meetings_are_all_in_it(world: World, text: str) -> None:
    assert await asks(world, "Dan Deputy", text) == EITS | TEAMS | BOARDS | OVER


@pytest.mark.parametrize(
    ("name", "text", "inside"),
    [
        ("Dan Deputy", "EIT dates as ics", EITS),
        ("Dan Deputy", "progress boards in January as a calendar file", BOARDS),
        ("Hana Head", "put our boards in my calendar app", {"Progress Board, Oak Bank 2027-01-12"}),
        ("Hana Head", "my meetings as ics", {"Progress Board, Oak Bank 2027-01-12"}),
        (
            "Hana Head",
            "add our progress boards to my outlook calendar",
            {"Progress Board, Oak Bank 2027-01-12"},
        ),
        ("Lena Lead", "add my meetings to my phone calendar", EITS),
        ("Dan Deputy", "put the EITs on my calendar", EITS),
        ("Hana Head", "put our boards on my phone calendar", {"Progress Board, Oak Bank 2027-01-12"}),
        ("Lena Lead", "when is the next EIT? as a calendar file", EITS),
        ("Dan Deputy", "meetings in March in iCal format", {"Education Improvement Team 2027-03-29"}),
        ("Dan Deputy", "get the SIT meetings into my google calendar", TEAMS),
        ("Stan Committee", "can you put all the EITs in my diary please", EITS),
        ("Dan Deputy", "i'd like oak bank's boards as an ics file", {"Progress Board, Oak Bank 2027-01-12"}),
    ],
)
async def test_it_holds_what_the_question_asks_for(
    world: World, name: str, text: str, inside: set[str]
) -> None:
    assert await asks(world, name, text) == inside


@pytest.mark.parametrize(
    "name",
    ["Carol Chief", "Hana Head", "Mo Head", "Sam Partner", "Ted Teacher", "Tina Trustee", "Adam Admin"],
)
async def test_it_holds_what_the_same_question_lists_for_that_person(world: World, name: str) -> None:
    chat = await in_teams(world, name)
    listed = [row[2] for row in (await chat.says("all meetings this year")).rows]
    inside = await asks(world, name, "all meetings this year as a calendar file")
    assert len(inside) == len(listed)
    boards = sorted(each for each in inside if each.startswith("Progress Board"))
    assert [each.split(", ")[1].rsplit(" ", 1)[0] for each in boards] == sorted(
        each.removeprefix("Progress Board of ") for each in listed if each.startswith("Progress Board")
    )


async def test_a_school_s_boards_are_refused_to_whoever_may_not_know_of_them(world: World) -> None:
    chat = await in_teams(world, "Hana Head")
    answer = await chat.says("Marlow's boards as ics")
    assert answer.words == REFUSAL
    pressed = await chat.sends_data(
        {"do": "meeting.calendar", "ask": {"intent": "meeting.list", "school": MARLOW}}
    )
    assert pressed.words == REFUSAL


async def test_the_list_that_was_shown_is_what_that_means(world: World) -> None:
    chat = await in_teams(world, "Dan Deputy")
    await chat.says("progress boards in January")
    assert await taken(chat, await chat.says("that as a calendar file please")) == BOARDS
    await chat.says("progress boards in January")
    assert await taken(chat, await chat.says("put them in my calendar")) == BOARDS


async def test_the_button_of_a_list_gives_it_whole(world: World) -> None:
    chat = await in_teams(world, "Dan Deputy")
    await chat.says("all EITs this year")
    assert await taken(chat, await chat.presses("As a calendar file")) == EITS | OVER


async def test_what_is_taken_is_as_true_as_when_it_is_taken(world: World) -> None:
    chat = await in_teams(world, "Dan Deputy")
    answer = await chat.says("EIT dates as ics")
    async with world.store.transaction() as uow:
        [first] = await uow.meetings.ahead(EIT, "", NOW.date(), limit=1)
        await uow.meetings.withdraw(first.id, NOW.date())
    assert await taken(chat, answer) == {"Education Improvement Team 2027-03-29"}
    assert (await world.deeds())[0] == "calendar file given to the reader"


async def test_where_no_file_can_be_offered_it_goes_by_mail(world: World) -> None:
    for place in (Place.PERSONAL, Place.TERMINAL, Place.GROUP):
        chat = (await world.chat("Dan Deputy")).elsewhere(place)
        answer = await chat.says("this year's meetings as a calendar file")
        assert "Meetings (6 meetings): on its way to dan.deputy@trust.example by mail" in answer.words
    chat = await in_teams(world, "Dan Deputy")
    assert "by mail, as a calendar file" in (await chat.says("email me the EIT dates as ics")).words


async def test_the_mail_brings_the_file_to_who_asked_and_to_nobody_else(world: World) -> None:
    await (await world.chat("Dan Deputy")).says("EIT dates as ics")
    words = Outbound(world.policy, PlainDocuments(), None, IcalendarFiles())
    async with world.store.transaction() as uow:
        [row] = await uow.outbox.recent(kind=OutgoingKind.WORKBOOK_SENT)
        sent = await words.render(uow, row, Means.MAIL, NOW)
        none = await Outbound(world.policy, PlainDocuments()).render(uow, row, Means.MAIL, NOW)
    assert isinstance(sent, Letter)
    assert sent.documents[0].name == "EIT meetings - 2026-11-23.ics"
    assert isinstance(none, Untrue)
    lena = await in_teams(world, "Lena Lead")
    stolen = await lena.sends_data({"do": "file.take", "file": row.subject, "session": "1"})
    assert stolen.reply.document is None


async def test_nothing_is_given_where_the_bot_only_reads(world: World) -> None:
    chat = await in_teams(world, "Dan Deputy")
    chat.read_only = True
    answer = await chat.says("EIT dates as ics")
    assert "In Teams I can give you those as a calendar file." in answer.words
    assert not offered(answer)


async def test_where_there_are_no_meetings_it_says_so(world: World) -> None:
    chat = await in_teams(world, "Dan Deputy")
    assert "No meetings are recorded" in (await chat.says("meetings in February as ics")).words


@pytest.mark.parametrize(
    "text", ["as a calendar file", "my visits as ics", "overdue reports as ics", "export to ical"]
)
async def test_what_can_be_had_so_is_said(world: World, text: str) -> None:
    assert (await (await in_teams(world, "Sam Partner")).says(text)).words == NO_MEETINGS


@pytest.mark.parametrize(
    "text",
    [
        "put the EIT in the calendar for 10 December",
        "create the calendar of meetings for next year",
        "what is in my calendar on Friday",
        "is Friday in the school calendar",
        "put a visit to Oak Bank in my calendar for 3 December at 10:00",
        "school calendar",
    ],
)
async def test_other_sentences_about_calendars_ask_for_no_file(world: World, text: str) -> None:
    answer = await (await in_teams(world, "Sam Partner")).says(text)
    assert not offered(answer)
    assert NO_MEETINGS not in answer.words
    assert "as a calendar file" not in answer.words


async def test_a_meeting_keeps_its_name_in_calendars_and_a_change_takes_the_place_of_what_was(
    world: World,
) -> None:
    async def entry() -> tuple[str, int, str]:
        chat = await in_teams(world, "Dan Deputy")
        [reference] = offered(await chat.says("meetings in March as ics"))
        given = await chat.sends_data({"do": "file.take", "file": reference, "session": reference})
        assert given.reply.document is not None
        [event] = icalendar.Calendar.from_ical(given.reply.document.content).walk("VEVENT")
        return str(event["UID"]), int(str(event["SEQUENCE"])), f"{event.decoded('DTSTART'):%d %H:%M %z}"

    uid, before, nine = await entry()
    assert nine == "29 09:00 +0100"
    dan = await world.person("Dan Deputy")
    async with world.store.transaction() as uow:
        meeting = await uow.meetings.first(EIT, "", date(2027, 3, 1))
        assert meeting is not None
        await uow.meetings.change(replace(meeting, day=date(2027, 3, 26)))
        await uow.appointments.want(f"meeting:{meeting.id}", dan, NOW)
    same, after, moved = await entry()
    assert (same, moved) == (uid, "26 09:00 +0000")
    assert after > before

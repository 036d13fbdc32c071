"""A meeting of the year is cancelled by chat, and everything that hung on it follows."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from dialogs.outgoing.invitations import Invitations
from scheduling.bookings import Bookings
from storage.demo_calendar import DemoCalendars
from strategy.duties import DutyKind, DutyState
from strategy.meetings import Meeting
from strategy.outgoing import OutgoingKind
from strategy.policy_reporting import Body
from tests.dialogs.asking import asked
from tests.dialogs.conversation import NOW, Conversation
from tests.dialogs.post import Post
from tests.dialogs.test_meeting_planning import Standing, booked, day, line, the_plan
from tests.dialogs.world import MARLOW, OAK_BANK, World

TODAY = NOW.date()
SOON, LATER = date(2026, 12, 3), date(2027, 1, 14)
BOARD, EIT = Body.PROGRESS_BOARD, Body.EIT


async def recorded(deputy: Conversation, what: str, when: date) -> None:
    said = await deputy.says(f"set up the {what} on {when.day} {when:%B %Y}")
    assert said.words.startswith("Recorded: "), said.words


def said_of(when: date) -> str:
    return f"{when:%a} {when.day} {when:%B %Y}"


async def standing(world: World, body: Body, school: str = "") -> list[Meeting]:
    async with world.store.transaction(read_only=True) as uow:
        return list(await uow.meetings.ahead(body, school, TODAY, limit=50))


async def test_what_follows_is_said_before_a_meeting_is_cancelled(world: World, deputy: Conversation) -> None:
    await recorded(deputy, "EIT", LATER)
    question = await deputy.says(f"cancel the EIT on {LATER.day} {LATER:%B}, half of them are ill")
    assert question.words.startswith(
        f"Shall I cancel the EIT on {said_of(LATER)}, 09:00 to 10:30? Those who sit in it are told by me. "
        "Nothing is owed for it any more: no papers, pack or minutes."
    )
    assert "The strategy asks for one in the January round, and there is no other." in question.words
    assert question.filled_in()["why"] == "half of them are ill"
    assert [each.day for each in await standing(world, EIT)] == [LATER]
    assert question.button("Cancel it")


async def test_a_meeting_that_is_cancelled_is_not_shown_as_coming_and_is_known_as_cancelled(
    world: World, deputy: Conversation
) -> None:
    await recorded(deputy, "EIT", SOON)
    await recorded(deputy, "EIT", LATER)
    await deputy.says(f"cancel the EIT on {SOON.day} {SOON:%B}, half of them are ill")
    done = await deputy.says("yes")
    assert done.words.startswith(f"Cancelled: the EIT on {said_of(SOON)}. I tell those who sit in it.")
    assert [each.day for each in await standing(world, EIT)] == [LATER]
    lena = await world.chat("Lena Lead")
    coming = (await lena.says("when is the next EIT")).words
    assert coming.startswith(f"The next meeting of the Education Improvement Team is on {said_of(LATER)}")
    assert f"The one on {said_of(SOON)} is cancelled." in coming
    for question in (
        f"when is the EIT on {SOON.day} {SOON:%B}",
        f"is the EIT on {SOON.day} {SOON:%B} still on?",
        "why was the EIT cancelled",
        "who cancelled the EIT?",
    ):
        told = await lena.says(question)
        assert told.words == (
            f"The EIT of {said_of(SOON)} is cancelled: Dan Deputy cancelled it on {said_of(TODAY)}."
        ), question
        assert "half of them are ill" in told.texts
    assert "1 EIT from" in (await lena.says("EITs this year")).words
    assert (await world.deeds()).count("meeting cancelled") == 1


async def test_who_sits_in_a_meeting_that_stands_in_no_calendar_is_told_once(
    world: World, deputy: Conversation
) -> None:
    await recorded(deputy, "EIT", LATER)
    await deputy.says("cancel the EIT because of the snow")
    await deputy.says("yes")
    post = Post(world)
    told = await post.notice(await post.waiting(OutgoingKind.MEETING_CANCELLED, "Lena Lead"))
    assert (
        told.words == f"The EIT on {said_of(LATER)}, 09:00 to 10:30, is cancelled: Dan Deputy cancelled it."
    )
    assert "Meeting cancelled: EIT" in told.texts
    assert "the snow" in told.texts
    mail = await post.letter(await post.waiting(OutgoingKind.MEETING_CANCELLED, "Lena Lead"))
    assert mail.subject == "Meeting cancelled: EIT"
    assert "snow" not in mail.text
    async with world.store.transaction(read_only=True) as uow:
        rows = await uow.outbox.recent(kind=OutgoingKind.MEETING_CANCELLED)
        names = [uow.trust.person(row.recipient).name for row in rows]
    assert "Dan Deputy" not in names
    assert len(names) == len(set(names)) > 1


async def test_what_waits_for_an_eit_waits_for_the_next_where_it_is_cancelled(
    world: World, deputy: Conversation
) -> None:
    await recorded(deputy, "EIT", SOON)
    await recorded(deputy, "EIT", LATER)
    await asked(world, MARLOW, "A review of reading")
    question = await deputy.says("cancel the next EIT")
    assert f"1 request of a Board waits for the next EIT, on {said_of(LATER)}." in question.words
    await deputy.says("yes")
    async with world.store.transaction(read_only=True) as uow:
        duties = await uow.duties.of_schools([DutyKind.BOARD_REQUEST], [MARLOW])
    assert {entry.duty.due_on for entry in duties if entry.state is DutyState.OPEN} == {LATER}


async def test_calendars_tell_of_a_booked_meeting_that_is_cancelled(
    world: World, deputy: Conversation
) -> None:
    await booked(deputy)
    calendars = DemoCalendars(world.store)
    worker = Bookings(world.store, Invitations(world.policy), calendars, Standing())
    await worker.run_due()
    eit = await line(world, EIT, 1)
    assert eit.day is not None
    question = await deputy.says("cancel the January EIT")
    assert "told by their calendars" in question.words
    done = await deputy.says("yes")
    assert "Their calendars tell those who sit in it." in done.words
    assert (await worker.run_due()).booked == 1
    async with world.store.transaction(read_only=True) as uow:
        assert not await uow.outbox.recent(kind=OutgoingKind.MEETING_CANCELLED)
        booking = (await uow.appointments.of([f"meeting:{eit.meeting}"]))[f"meeting:{eit.meeting}"]
        chair = uow.trust.person(booking.organiser).email
    changes = await calendars.changes(chair, "", {booking.event: booking.subject})
    assert [each.cancelled for each in changes.events if each.key == booking.subject][-1:] in ([True], [])
    plan = await deputy.says("plan this year's meetings")
    assert "EIT of the January round was cancelled and has no other day." in plan.all
    anew = await deputy.presses("Propose anew")
    assert "1 EIT" in anew.all
    found = [each for each in (await the_plan(world)).meetings if each.body is EIT and each.month == 1]
    assert [each.meeting for each in found] == [None]


async def test_nothing_is_owed_before_or_after_a_board_that_is_cancelled(
    world: World, deputy: Conversation
) -> None:
    await recorded(deputy, "progress board for Oak Bank", SOON)

    async def open_duties() -> int:
        async with world.store.transaction(read_only=True) as uow:
            found = await uow.duties.of_schools([DutyKind.MINUTES], [OAK_BANK])
            return sum(entry.state is DutyState.OPEN for entry in found)

    assert await open_duties() > 0
    await deputy.says("cancel Oak Bank's board")
    await deputy.says("yes")
    assert await open_duties() == 0


async def test_a_meeting_is_moved_instead(world: World, deputy: Conversation) -> None:
    await booked(deputy)
    was = await day(world, EIT, 1)
    question = await deputy.says("cancel the January EIT")
    assert question.button("Move it instead")
    assert (await deputy.says("move it instead")).words.startswith("To which day shall the EIT of ")
    to = was - timedelta(days=1)
    asked = await deputy.says(f"{to.day} {to:%B}")
    assert f"Shall I move it to {said_of(to)}" in asked.words
    assert "Standards Committee of the January round would move with it" in asked.words
    moved = await deputy.says("yes")
    assert moved.words.startswith(f"Moved. The EIT is on {said_of(to)}")
    assert await day(world, EIT, 1) == to


async def test_where_several_could_be_meant_it_is_asked_which(world: World, deputy: Conversation) -> None:
    await recorded(deputy, "progress board for Oak Bank", SOON)
    await recorded(deputy, "progress board for Marlow", SOON)
    question = await deputy.says("cancel the board on 3 December")
    assert question.words.startswith("Which meeting shall I cancel: Progress Board of ")
    chosen = await deputy.says("2")
    assert chosen.words.startswith("Shall I cancel the Progress Board of ")
    assert (await deputy.says("no")).words == "All right, I have left it."
    assert len(await standing(world, BOARD, OAK_BANK)) == len(await standing(world, BOARD, MARLOW)) == 1


async def test_the_meeting_just_shown_is_cancelled_as_it(world: World, deputy: Conversation) -> None:
    await recorded(deputy, "EIT", LATER)
    await deputy.says("when is the next EIT")
    question = await deputy.says("cancel it, the hall is flooded")
    assert question.words.startswith(f"Shall I cancel the EIT on {said_of(LATER)}")
    assert question.filled_in()["why"] == "the hall is flooded"
    done = await deputy.presses("Cancel it", why="The hall has no power")
    assert "Cancelled: the EIT on" in done.all
    assert "The hall has no power" in (await deputy.says("why was the EIT cancelled?")).texts


async def test_none_that_is_not_there_is_cancelled(world: World, deputy: Conversation) -> None:
    await recorded(deputy, "EIT", LATER)
    said = (await deputy.says("cancel the EIT on 10 December")).words
    assert said.startswith("No EIT to come is recorded ")
    assert f"The next EIT is on {said_of(LATER)}: say “cancel it” for that." in said
    assert (await deputy.says("cancel it")).words.startswith("Shall I cancel the EIT on ")


async def test_a_month_without_a_year_is_next_years_where_this_one_has_no_such_meeting(
    world: World, deputy: Conversation
) -> None:
    await recorded(deputy, "EIT", date(2028, 1, 12))
    assert (await deputy.says("cancel the January EIT")).words.startswith(
        "Shall I cancel the EIT on Wed 12 January 2028"
    )
    await deputy.says("yes")
    assert "is cancelled: you cancelled it" in (await deputy.says("why was the January EIT cancelled?")).words
    assert (await deputy.says("cancel the EIT in January 2027")).words.startswith(
        "No EIT to come is recorded"
    )


async def test_one_that_has_moved_meanwhile_is_asked_about_again(world: World, deputy: Conversation) -> None:
    await booked(deputy)
    question = await deputy.says("cancel the January EIT")
    was = await day(world, EIT, 1)
    to = was - timedelta(days=1)
    carol = await world.chat("Carol Chief")
    await carol.says(f"move the January EIT to {to.day} {to:%B}")
    await carol.says("yes")
    again = await deputy.presses("Cancel it", on=question)
    assert "Cancel the EIT?" in again.texts
    assert said_of(to) in again.texts


@pytest.mark.parametrize("name", ["Hana Head", "Sam Partner", "Eve Executive"])
async def test_who_records_no_meetings_cancels_none(world: World, deputy: Conversation, name: str) -> None:
    await recorded(deputy, "EIT", LATER)
    [meeting] = await standing(world, EIT)
    other = await world.chat(name)
    await other.says("cancel the EIT")
    for do in ("meeting.cancel.ask", "meeting.cancel", "meeting.move"):
        answer = await other.sends_data(
            {"do": do, "meeting": meeting.id, "day": LATER.isoformat(), "why": ""}
        )
        assert "I can't" in answer.all, answer.all
    assert [each.day for each in await standing(world, EIT)] == [LATER]


async def test_a_meeting_that_has_begun_is_not_cancelled(world: World, deputy: Conversation) -> None:
    async with world.store.transaction() as uow:
        meeting = await uow.meetings.add(Meeting(0, EIT, "", TODAY, time(7), time(18)))
    said = await deputy.sends_data(
        {"do": "meeting.cancel", "meeting": meeting.id, "day": TODAY.isoformat(), "why": ""}
    )
    assert "has begun or is over" in said.words or "changed" in said.words
    assert len(await standing(world, EIT)) == 1

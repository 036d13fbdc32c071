"""Booking the year's meetings is stopped and gone on with, and how far it is is told."""

from __future__ import annotations

import pytest

from dialogs.outgoing.invitations import Invitations
from dialogs.wording import REFUSAL
from scheduling.bookings import Bookings
from storage.demo_calendar import DemoCalendars
from tests.dialogs.conversation import Conversation
from tests.dialogs.test_meeting_planning import Standing, booked, calendars_follow
from tests.dialogs.test_told_of_booking_a_plan import NotFor, books_all
from tests.dialogs.world import World


async def test_booking_is_stopped_and_gone_on_with(world: World, deputy: Conversation) -> None:
    await booked(deputy)
    stopped = await deputy.says("stop")
    assert stopped.words.startswith(
        "Stopped: 33 invitations wait. None of 33 meetings stands in a calendar yet."
    )
    assert "33 wait until you say go on." in stopped.words
    assert not (await calendars_follow(world)).booked
    assert "Nothing is waiting to go out" in (await deputy.says("stop")).words
    on = await deputy.presses("Go on", on=stopped)
    assert "Going on with 33 invitations." in on.all
    assert (await calendars_follow(world)).booked == 33
    done = await deputy.says("how far is it?")
    assert done.words == "33 of 33 meetings stand in the calendars."
    assert sorted(done.buttons) == ["The plan"]
    assert "there is nothing to go on with" in (await deputy.says("go on")).words
    deeds = await world.deeds()
    assert deeds.count("booking of planned meetings stopped") == 1
    assert deeds.count("booking of planned meetings gone on with") == 1


@pytest.mark.parametrize(
    ("stop", "go_on"),
    [
        ("stop", "carry on with the booking"),
        ("please stop booking", "carry on booking"),
        ("stop booking the meetings", "go on with the meetings"),
        ("hold the invitations", "resume the meeting plan"),
        ("pause sending the meeting invites", "continue with the booking of the meetings"),
        ("wait, stop the booking!", "ok carry on"),
        ("halt the boards please", "restart the meetings"),
    ],
)
async def test_it_is_stopped_after_something_else_was_talked_of(
    world: World, deputy: Conversation, stop: str, go_on: str
) -> None:
    await booked(deputy)
    await deputy.says("which reports are overdue?")
    assert (await deputy.says(stop)).words.startswith("Stopped: 33 invitations wait.")
    await deputy.says("when do we break up?")
    assert (await deputy.says(go_on)).words.startswith("Going on with 33 invitations.")
    await deputy.says("which reports are overdue?")
    assert "of 33 meetings stand" in (await deputy.says("how far is the booking of the meetings?")).words


async def test_of_two_bookings_a_bare_word_means_the_one_spoken_of_last(
    world: World, deputy: Conversation
) -> None:
    await booked(deputy)
    await books_all(deputy)
    await deputy.says("which reports are overdue?")
    assert (await deputy.says("stop")).words.startswith("Stopped: 24 invitations wait.")
    await deputy.says("which reports are overdue?")
    assert (await deputy.says("stop booking the meetings")).words.startswith("Stopped: 33 invitations wait.")
    await deputy.says("which reports are overdue?")
    assert (await deputy.says("carry on booking")).words.startswith("Going on with 33 invitations.")
    await deputy.says("which reports are overdue?")
    assert (await deputy.says("go on with the visits")).words.startswith("Going on with 24 invitations.")


async def test_what_could_not_be_put_there_is_named_and_tried_again(
    world: World, deputy: Conversation
) -> None:
    await booked(deputy)
    async with world.store.transaction(read_only=True) as uow:
        dan = uow.trust.person(await world.person("Dan Deputy")).email
    calendars = NotFor(world.store, without=dan)
    await Bookings(world.store, Invitations(world.policy), calendars, Standing()).run_due()
    told = await deputy.says("how far is it")
    assert "could not be put there." in told.words
    assert "is not in the calendar: has no mailbox." in told.texts
    again = await deputy.presses("Try those again")
    assert "Going on with " in again.all
    worker = Bookings(world.store, Invitations(world.policy), DemoCalendars(world.store), Standing())
    await worker.run_due()
    assert (await deputy.says("how far is it")).words == "33 of 33 meetings stand in the calendars."


async def test_a_meeting_cancelled_while_booking_is_stopped_does_not_go_out(
    world: World, deputy: Conversation
) -> None:
    await booked(deputy)
    await deputy.says("stop")
    await deputy.says("cancel the January EIT")
    assert "I tell those who sit in it." in (await deputy.says("yes")).words
    assert (await deputy.says("go on with the meetings")).words.startswith("Going on with 32 invitations.")


async def test_another_who_plans_meetings_alone_stops_it(world: World, deputy: Conversation) -> None:
    await booked(deputy)
    gail = await world.chat("Gail Governance")
    assert (await gail.says("stop booking")).words.startswith("Stopped: 33 invitations wait.")


@pytest.mark.parametrize("name", ["Sam Partner", "Hana Head"])
async def test_nobody_else_stops_it(world: World, deputy: Conversation, name: str) -> None:
    await booked(deputy)
    who = await world.chat(name)
    assert "Stopped" not in (await who.says("stop booking the meetings")).all
    for do in ("meeting_plan.stop", "meeting_plan.go_on"):
        answer = await who.sends_data({"do": do, "year": "2026/27"})
        assert REFUSAL in answer.all or "I can't" in answer.all
    assert (await calendars_follow(world)).booked == 33

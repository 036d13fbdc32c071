"""Whoever booked a year's visits hears without asking how many stand in the calendars, and what does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from dialogs.outgoing.invitations import Invitations
from scheduling.bookings import Booked, Bookings
from scheduling.no_calendars import NO_CALENDARS, NoCalendars
from storage.demo_calendar import DemoCalendars
from storage.store import SqlStore
from strategy import plan_progress
from strategy.outgoing import OutgoingKind
from strategy.policy import Policy
from strategy.ports import Appointment, Calendars, NotNow, Outcome, Outgoing, Put, Untrue
from tests.dialogs.conversation import NOW, Conversation
from tests.dialogs.post import Post
from tests.dialogs.world import World, make_world

KIND = OutgoingKind.VISIT_PLAN_BOOKED
SOON = NOW + timedelta(minutes=2)


@dataclass
class At:
    """A clock that is set."""

    instant: datetime = NOW

    def now(self) -> datetime:
        return self.instant


class NotFor(DemoCalendars):
    """Calendars of which one person has none, and of which some answer only later."""

    def __init__(self, store: SqlStore, without: str = "", busy_after: int = 1_000) -> None:
        super().__init__(store)
        self._without = without
        self._left = busy_after

    async def put(self, appointments: Sequence[Appointment]) -> Sequence[Put]:
        done = []
        for each in appointments:
            if each.organiser == self._without:
                done.append(Put(Outcome.UNREACHABLE, why="has no mailbox"))
            elif self._left == 0:
                done.append(Put(Outcome.FAILED, why="Microsoft Graph answered 429"))
            else:
                self._left -= 1
                done += await super().put([each])
        return done


async def books_all(deputy: Conversation) -> None:
    await deputy.says("plan this year's visits")
    await deputy.says("book all")
    said = await deputy.says("yes")
    assert "Booked 24 visits; the invitations go out now." in said.words


async def calendars_follow(world: World, calendars: Calendars, at: datetime = NOW) -> Booked:
    return await Bookings(world.store, Invitations(world.policy), calendars, At(at)).run_due()


async def rows(world: World) -> Sequence[Outgoing]:
    """What is to be told, that of half way first."""
    async with world.store.transaction(read_only=True) as uow:
        found = await uow.outbox.recent(kind=KIND)
    return sorted(found, key=lambda row: (row.id, row.subject))


async def the_last(world: World) -> Outgoing:
    return next(row for row in reversed(await rows(world)) if row.subject.endswith(":all"))


async def the_half(world: World) -> Outgoing:
    return next(row for row in reversed(await rows(world)) if row.subject.endswith(":half"))


async def test_who_said_book_all_is_told_when_the_last_stands_in_its_calendar(
    world: World, deputy: Conversation, post: Post
) -> None:
    await books_all(deputy)
    row = await the_last(world)
    assert row.recipient == await world.person("Dan Deputy")
    assert row.next_try_at is not None
    assert row.next_try_at > NOW
    assert isinstance(await post.render(row, at=SOON), NotNow), "none is there yet"
    await calendars_follow(world, DemoCalendars(world.store))
    told = await post.notice(row, at=SOON)
    assert told.words == "All 24 visits of 2026/27 stand in the calendars."
    assert told.messages[0].summary == "Visits of 2026/27 are booked"
    mail = await post.letter(row, at=SOON)
    assert mail.subject == "Visits of 2026/27 are booked"
    assert "All 24 visits of 2026/27 stand in the calendars." in mail.text
    assert isinstance(await post.render(await the_half(world), at=SOON), Untrue), "all are there already"


async def test_what_failed_is_told_with_why(world: World, deputy: Conversation, post: Post) -> None:
    await books_all(deputy)
    done = await calendars_follow(world, NotFor(world.store, "sue.partner@trust.example"))
    assert done.failed == 16
    told = await post.notice(await the_last(world), at=SOON)
    assert told.words.startswith(
        "8 of 24 visits of 2026/27 stand in the calendars. 16 could not be put there."
    )
    assert "Longmead in November is not in the calendar: has no mailbox." in told.words
    assert "And 11 more are not." in told.words
    assert told.messages[0].summary == "Visits of 2026/27: 16 not in a calendar"
    await deputy.presses("Try those again", on=told)
    assert (await calendars_follow(world, DemoCalendars(world.store))).booked == 16
    assert (await post.notice(await the_last(world), at=SOON)).words.startswith("All 24 visits")


async def test_of_few_visits_those_that_wait_are_told_of_only_once_it_takes_long(
    world: World, deputy: Conversation, post: Post
) -> None:
    await books_all(deputy)
    await calendars_follow(world, NotFor(world.store, busy_after=13))
    row = await the_half(world)
    assert isinstance(await post.render(row, at=SOON), NotNow), "few, and soon done"
    later = NOW + plan_progress.LONG
    told = await post.notice(row, at=later)
    assert told.words == (
        "13 of 24 visits of 2026/27 stand in the calendars so far. "
        "11 are being tried again: Microsoft Graph answered 429."
    )
    assert isinstance(await post.render(await the_last(world), at=later), NotNow)


async def test_what_the_calendars_lack_is_shown_when_asked_and_told_once_it_takes_long(
    world: World, deputy: Conversation, post: Post
) -> None:
    await books_all(deputy)
    await calendars_follow(world, NoCalendars())
    waits = f"24 wait until the calendars are set up: {NO_CALENDARS}."
    said = await deputy.says("how far is it?")
    assert said.words == f"0 of 24 visits stand in the calendars. {waits}"
    told = await post.notice(await the_half(world), at=NOW + plan_progress.LONG)
    assert waits in told.words


async def test_stopping_ends_what_is_to_be_told_and_going_on_begins_it_anew(
    world: World, deputy: Conversation, post: Post
) -> None:
    await books_all(deputy)
    before = await the_last(world)
    await deputy.says("stop")
    assert await post.untrue(before) == "stopped"
    deputy.later(minutes=1)
    await deputy.says("go on")
    after = await the_last(world)
    assert after.id > before.id
    await calendars_follow(world, DemoCalendars(world.store), NOW + timedelta(minutes=1))
    assert await post.untrue(before) == "told later"
    assert (await post.notice(after, at=SOON)).words.startswith("All 24 visits")


async def test_booking_said_twice_at_once_is_told_once(store: SqlStore, policy: Policy) -> None:
    await make_world(store, policy)
    world = World.of(store, policy)
    deputy = await world.chat("Dan Deputy")
    await deputy.says("plan this year's visits")
    await deputy.says("book all")
    activity = "the same delivery"
    await deputy.says("yes", activity=activity)
    await deputy.says("yes", activity=activity)
    assert [row.subject.rpartition(":")[2] for row in await rows(world)] == ["half", "all"]


async def test_who_may_not_plan_any_more_is_told_nothing(
    world: World, deputy: Conversation, post: Post
) -> None:
    await books_all(deputy)
    await calendars_follow(world, DemoCalendars(world.store))
    row = replace(await the_last(world), recipient=await world.person("Sam Partner"))
    assert await post.untrue(row) == "may not plan visits any more"


@pytest.mark.parametrize(
    ("stop", "go_on"),
    [
        ("stop", "carry on with the plan"),
        ("please stop booking", "go on booking"),
        ("hold the invitations", "continue with the visits"),
        ("stop sending the invites please", "carry on with the booking"),
        ("pause booking the plan", "resume the booking of the visits"),
        ("stop the visit plan", "go on with the visit plan"),
        ("wait, stop the booking!", "ok carry on booking"),
    ],
)
async def test_booking_is_stopped_and_gone_on_with_after_something_else_was_talked_of(
    world: World, deputy: Conversation, stop: str, go_on: str
) -> None:
    await books_all(deputy)
    await deputy.says("which reports are overdue?")
    assert (await deputy.says(stop)).words.startswith("Stopped: 24 invitations wait.")
    await deputy.says("when do we break up?")
    assert (await deputy.says(go_on)).words.startswith("Going on with 24 invitations.")
    await deputy.says("which reports are overdue?")
    assert "0 of 24 visits stand" in (await deputy.says("how far is the booking?")).words


async def test_another_who_plans_stops_it_in_their_own_chat(world: World, deputy: Conversation) -> None:
    await books_all(deputy)
    lead = await world.chat("Lena Lead")
    assert "Stopped" not in (await lead.says("stop")).words, "nothing was said of the plan there"
    assert (await lead.says("stop booking the visits")).words.startswith("Stopped: 24 invitations wait.")


async def test_a_bare_word_means_the_booking_on_its_day_alone(world: World, deputy: Conversation) -> None:
    await books_all(deputy)
    await deputy.says("which reports are overdue?")
    deputy.later(days=1)
    assert "Stopped" not in (await deputy.says("stop")).words
    assert (await deputy.says("stop booking")).words.startswith("Stopped: 24 invitations wait.")


@pytest.mark.parametrize("name", ["Sam Partner", "Hana Head"])
async def test_nobody_else_stops_it(world: World, deputy: Conversation, name: str) -> None:
    await books_all(deputy)
    who = await world.chat(name)
    assert "Stopped" not in (await who.says("stop booking")).words
    assert isinstance(await calendars_follow(world, DemoCalendars(world.store)), Booked)
    assert "stand in the calendars" not in (await who.says("how far is the booking?")).words


async def test_where_no_plan_is_booked_that_is_said(deputy: Conversation) -> None:
    said = await deputy.says("carry on booking the visits")
    assert "No plan of visits is being booked" in said.words

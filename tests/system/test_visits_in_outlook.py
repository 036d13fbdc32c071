"""A visit from a sentence over HTTP into Outlook and back: the real SDK against Graph's simulator."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.serving import application
from bot.settings import load_settings
from bot.wiring import bookings_of, house
from dialogs.desk import Desk
from scheduling.bookings import Booked
from scheduling.outlook.calendars import OutlookCalendars
from scheduling.outlook.client import Outlook
from scheduling.timetable import CALENDARS
from strategy.outgoing import OutgoingKind
from tests.graph.calendar import Event
from tests.graph.simulator import FROM, GraphSimulator
from tests.system.office import Office
from tests.system.trust import DANIEL, DAVID, NOW, SARAH

BOOK = "book a visit to Oak Bank on 10 December"


@dataclass
class OutlookOffice(Office):
    """The bot over HTTP, with Outlook in place of the demonstration's calendars."""

    graph: GraphSimulator

    async def follows(self) -> Booked:
        """The worker has the calendars follow."""
        return await bookings_of(self.parts).run_due()

    async def is_watched(self) -> None:
        """The job looks what people changed in their calendars."""
        [job] = [job for job in self.parts.jobs if job.name == CALENDARS]
        await job.run(self.parts.clock.now())

    async def told(self) -> set[tuple[str, str]]:
        """Who is told what of a visit that has changed."""
        async with self.parts.store.transaction(read_only=True) as uow:
            rows = await uow.outbox.recent(kind=OutgoingKind.VISIT_CHANGED)
            return {(uow.trust.person(row.recipient).email, row.subject.split(":")[-1]) for row in rows}

    def event(self, organiser: str = DAVID) -> Event:
        """The one event that stands in the calendar of an organiser."""
        [event] = self.graph.mailbox(organiser).calendar.events
        return event


@asynccontextmanager
async def in_outlook(database: str, graph: GraphSimulator, outlook: Outlook) -> AsyncIterator[OutlookOffice]:
    """The bot on a database; nobody is asked who they are, as in the demonstration."""
    await outlook.warm()
    settings = load_settings(None, database_url=database, demo=True, now=NOW, mail_from=FROM)
    async with house(settings) as made:
        calendars = OutlookCalendars(outlook, FROM, made.clock)
        desk = Desk(made.store, made.policy, made.reader, calendars)
        parts = replace(made, calendars=calendars, desk=desk, outlook=outlook)
        async with TestClient(TestServer(application(parts))) as client:
            yield OutlookOffice(client, parts, graph)


@pytest.fixture
async def office(database: str, graph: GraphSimulator, outlook: Outlook) -> AsyncIterator[OutlookOffice]:
    """David and his headteachers have mailboxes."""
    for address in (DAVID, SARAH, DANIEL):
        graph.mailbox(address)
    async with in_outlook(database, graph, outlook) as opened:
        yield opened


async def test_a_visit_is_booked_moved_in_outlook_and_cancelled_in_chat(office: OutlookOffice) -> None:
    david = await office.chat(DAVID)
    said = await david.says(BOOK)
    assert "Booked: Oak Bank, Thu 10 December 2026, 09:00 to 15:30, on site." in said.words
    assert await office.follows() == Booked(booked=1)
    event = office.event()
    assert event.attendees == [SARAH]
    assert event.properties["subject"] == "School visit"
    assert event.properties["sensitivity"] == "private"
    assert not event.properties.get("isOnlineMeeting")
    assert (event.starts, event.ends) == (
        datetime(2026, 12, 10, 9, tzinfo=UTC),
        datetime(2026, 12, 10, 15, 30, tzinfo=UTC),
    )
    for word in ("agenda", "appraisal", "risk", "improve"):
        assert word not in str(event.properties).casefold()
    await office.is_watched()
    assert await office.told() == set(), "nobody is told what they know"

    # David drags it to the 16th in Outlook.
    event.starts += timedelta(days=6)
    event.ends += timedelta(days=6)
    office.graph.mailbox(DAVID).calendar.touch(event)
    await office.is_watched()
    assert await office.told() == {(DAVID, "moved"), (SARAH, "moved")}
    assert "Wed 16 Dec" in str((await david.says("my visits")).cards)
    sarah = await office.chat(SARAH)
    assert "Wed 16 December 2026" in (await sarah.says("when is my next visit?")).words

    await david.says("cancel the visit to Oak Bank, she's ill")
    assert "Cancelled: the visit to Oak Bank on Wed 16 December 2026." in (await david.says("yes")).words
    assert await office.follows() == Booked(booked=1)
    assert office.graph.mailbox(DAVID).calendar.events == []
    invitation = office.event(SARAH)
    assert invitation.is_cancelled, "and Outlook tells her so"
    assert "ill" not in str([event.comments, invitation.comments, invitation.properties]).split()


async def test_a_visit_on_teams_has_a_link_and_changes_of_it_in_a_few_words_reach_the_event(
    office: OutlookOffice,
) -> None:
    david = await office.chat(DAVID)
    await david.says(BOOK)
    await office.follows()
    await david.says("on Teams please, half a day")
    await office.follows()
    event = office.event()
    assert event.properties["isOnlineMeeting"]
    assert event.ends == datetime(2026, 12, 10, 12, tzinfo=UTC)
    assert event.attendees == [SARAH]


async def test_one_who_declines_is_shown_to_the_organiser_with_free_days(office: OutlookOffice) -> None:
    david = await office.chat(DAVID)
    await david.says(BOOK)
    await office.follows()
    await office.is_watched()
    calendar = office.graph.mailbox(DAVID).calendar
    calendar.respond(office.event(), SARAH, "declined")
    await office.is_watched()
    assert await office.told() == {(DAVID, "declined")}
    shown = await david.sends(david.pressed({"do": "visit.move", "visit": await _number(office)}))
    assert "Which day shall the visit to Oak Bank of Thu 10 Dec move to?" in shown.on_cards
    assert "Fri 11 Dec" in str(shown.cards)


async def test_a_partner_without_a_mailbox_has_the_service_mailbox_organise(
    database: str, graph: GraphSimulator, outlook: Outlook
) -> None:
    graph.mailbox(SARAH)
    async with in_outlook(database, graph, outlook) as office:
        david = await office.chat(DAVID)
        await david.says(BOOK)
        await office.follows()
        await office.follows()
        event = office.event(FROM)
        assert set(event.attendees) == {DAVID, SARAH}
        assert event.properties["subject"] == "School visit"
        await david.says("the 11th instead")
        await office.follows()
        assert office.event(FROM).starts == datetime(2026, 12, 11, 9, tzinfo=UTC)


async def test_moved_in_chat_and_in_outlook_in_the_same_minute_there_is_one_day_and_both_are_told(
    office: OutlookOffice,
) -> None:
    david = await office.chat(DAVID)
    await david.says(BOOK)
    await office.follows()
    await office.is_watched()
    event = office.event()
    await david.says("the 11th instead")
    event.starts += timedelta(days=6)
    event.ends += timedelta(days=6)
    office.graph.mailbox(DAVID).calendar.touch(event)
    await office.is_watched()
    await office.follows()
    assert office.event().starts == datetime(2026, 12, 11, 9, tzinfo=UTC)
    await office.is_watched()
    assert await office.told() == {(DAVID, "moved"), (SARAH, "moved")}
    assert "Fri 11 Dec" in str((await david.says("my visits")).cards)


async def test_a_visit_after_the_clocks_change_stays_at_nine(office: OutlookOffice) -> None:
    david = await office.chat(DAVID)
    await david.says("book a visit to Oak Bank on 22 March 2027")
    await office.follows()
    assert office.event().starts == datetime(2027, 3, 22, 9, tzinfo=UTC)
    await david.says("move it to 14 April 2027")
    await office.follows()
    assert office.event().starts == datetime(2027, 4, 14, 8, tzinfo=UTC), "nine in London, in summer time"


async def _number(office: OutlookOffice) -> int:
    """The id of the visit that stands in the calendars."""
    async with office.parts.store.transaction(read_only=True) as uow:
        [subjects] = (await uow.appointments.in_calendars()).values()
    return int(next(iter(subjects.values())).removeprefix("visit:"))

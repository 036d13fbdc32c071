"""Outlook says that a visit was moved while the calendars are looked at in turn: it is followed once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from datetime import date, timedelta

import pytest

from dialogs.outgoing.invitations import Invitations
from scheduling.bookings import Bookings
from scheduling.change_notices import ChangeNotice, ChangeNotices
from scheduling.outlook.calendars import OutlookCalendars
from scheduling.outlook.client import Outlook
from scheduling.outlook.subscribing import OutlookSubscriber
from scheduling.subscribing import Subscribing
from scheduling.watching import Watcher
from storage.store import SqlStore
from strategy.outgoing import OutgoingKind
from strategy.policy import Policy
from strategy.ports import Changes
from tests.dialogs.conftest import no_words_in_the_audit
from tests.dialogs.conversation import NOW
from tests.dialogs.world import World, make_world
from tests.graph.listener import listening
from tests.graph.simulator import FROM, TENANT, GraphSimulator
from tests.scheduling.post import PassingTime

SAM = "sam.partner@trust.example"
TENTH, ELEVENTH = date(2026, 12, 10), date(2026, 12, 11)


class Slow(OutlookCalendars):
    """Outlook's calendars, asked by somebody who is kept from going on until `go`."""

    def __init__(self, outlook: Outlook, clock: PassingTime) -> None:
        super().__init__(outlook, FROM, clock)
        self.has_seen, self.go = asyncio.Event(), asyncio.Event()

    async def changes(self, address: str, token: str, ours: Mapping[str, str]) -> Changes:
        seen = await super().changes(address, token, ours)
        self.has_seen.set()
        await self.go.wait()
        return seen


class Week:
    """Sam's visit to Oak Bank on 8 December stands in Outlook, which tells of changes; both databases."""

    def __init__(self, world: World, graph: GraphSimulator, outlook: Outlook, url: str) -> None:
        self.world = world
        self.graph = graph
        self.outlook = outlook
        self.clock = PassingTime(NOW)
        self.calendars = OutlookCalendars(outlook, FROM, self.clock)
        self.subscribing = Subscribing(world.store, OutlookSubscriber(outlook), url, FROM)
        self.notices = ChangeNotices(self.watcher(), self.subscribing, TENANT, self.clock, together=0)

    def watcher(self, calendars: OutlookCalendars | None = None) -> Watcher:
        return Watcher(self.world.store, self.world.policy, calendars or self.calendars, FROM)

    async def begins(self) -> None:
        self.graph.mailbox(SAM)
        sam = await self.world.chat("Sam Partner")
        await sam.says("book a visit to Oak Bank on 8 December")
        inviter = Invitations(self.world.policy)
        await Bookings(self.world.store, inviter, self.calendars, self.clock, service=FROM).run_due()
        await self.watcher().look(NOW)
        await self.subscribing.tend(NOW)

    def is_moved(self, by: timedelta) -> None:
        """In Outlook, by its organiser."""
        [event] = self.graph.mailbox(SAM).calendar.events
        event.starts, event.ends = event.starts + by, event.ends + by
        self.graph.mailbox(SAM).calendar.touch(event)
        one = self.graph.subscriptions.standing[SAM]
        self.notices.take([ChangeNotice(one.number, one.asked["clientState"], TENANT)])

    async def followed(self) -> list[object]:
        """The days to which it was moved here, by the audit."""
        async with self.world.store.transaction(read_only=True) as uow:
            entries = await uow.audit.entries(subject="visit:1")
        return [entry.details["day"] for entry in entries if entry.deed == "visit moved in the calendar"]

    async def day(self) -> date:
        async with self.world.store.transaction(read_only=True) as uow:
            visit = await uow.visits.get(1)
        assert visit is not None
        return visit.starts

    async def told(self) -> list[tuple[str, str]]:
        async with self.world.store.transaction(read_only=True) as uow:
            rows = await uow.outbox.recent(kind=OutgoingKind.VISIT_CHANGED)
            return sorted((uow.trust.person(row.recipient).name, row.subject) for row in rows)


@pytest.fixture
async def week(
    store: SqlStore, policy: Policy, graph: GraphSimulator, outlook: Outlook
) -> AsyncIterator[Week]:
    await make_world(store, policy)
    async with listening() as listener:
        week = Week(World.of(store, policy), graph, outlook, listener.url)
        await week.begins()
        yield week
    await no_words_in_the_audit(store)


async def test_a_visit_moved_in_outlook_is_followed_once_by_the_notice_and_the_look_in_turn(
    week: Week,
) -> None:
    week.is_moved(timedelta(days=2))
    await asyncio.gather(week.watcher().look(NOW), week.notices.act(), week.watcher().look(NOW))
    assert await week.day() == TENTH
    assert await week.followed() == ["2026-12-10"]
    assert await week.told() == [("Hana Head", "visit:1:moved"), ("Sam Partner", "visit:1:moved")]


async def test_whoever_saw_an_older_day_does_not_move_the_visit_back(week: Week) -> None:
    week.is_moved(timedelta(days=2))
    slow = Slow(week.outlook, week.clock)
    in_turn = asyncio.create_task(week.watcher(slow).look(NOW))
    await slow.has_seen.wait()
    week.is_moved(timedelta(days=1))
    await week.notices.act()
    slow.go.set()
    assert (await in_turn).many == 0
    assert await week.day() == ELEVENTH
    assert await week.followed() == ["2026-12-11"]
    assert len(await week.told()) == 2
    assert (await week.watcher().look(NOW)).many == 0


async def test_whoever_was_too_late_looks_again_for_what_came_meanwhile(week: Week) -> None:
    week.is_moved(timedelta(days=2))
    slow = Slow(week.outlook, week.clock)
    noticed = ChangeNotices(week.watcher(slow), week.subscribing, TENANT, week.clock, together=0)
    one = week.graph.subscriptions.standing[SAM]
    noticed.take([ChangeNotice(one.number, one.asked["clientState"], TENANT)])
    acting = asyncio.create_task(noticed.act())
    await slow.has_seen.wait()
    await week.watcher().look(NOW)
    week.is_moved(timedelta(days=1))
    slow.go.set()
    await acting
    assert await week.day() == ELEVENTH
    assert await week.followed() == ["2026-12-11", "2026-12-10"]

"""Notices that a calendar was changed: a look at it, once, and only where it is really Microsoft's."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from scheduling.change_notices import MOST_WAITING, ChangeNotice, ChangeNotices, is_day
from scheduling.outlook.calendars import OutlookCalendars
from scheduling.outlook.client import Outlook
from scheduling.outlook.subscribing import OutlookSubscriber
from scheduling.subscribing import LASTS, Subscribing
from scheduling.watching import Watcher
from storage.store import SqlStore
from strategy.policy import load
from strategy.ports import Changes
from tests.builders import NOW
from tests.graph.listener import Listener, listening
from tests.graph.simulator import FROM, TENANT, GraphSimulator
from tests.scheduling.a_year_of_visits import booker, partner, planned
from tests.scheduling.post import PassingTime

ONE, TWO = partner(1), partner(2)
DELTA, BEGINNING, RENEWING = "GET calendarView/delta()", "POST subscriptions", "PATCH subscriptions/{}"


class SeenCalendars(OutlookCalendars):
    """Outlook's calendars, with a note of who was looked at."""

    looked_at: list[str]

    async def changes(self, address: str, token: str, ours: Mapping[str, str]) -> Changes:
        self.looked_at.append(address)
        return await super().changes(address, token, ours)


class Told:
    """Two partners with subscriptions to their calendars, and who acts on what these tell."""

    def __init__(self, store: SqlStore, graph: GraphSimulator, outlook: Outlook, url: str) -> None:
        self.graph = graph
        self.clock = PassingTime(NOW)
        self.calendars = SeenCalendars(outlook, FROM, self.clock)
        self.calendars.looked_at = []
        self.subscribing = Subscribing(store, OutlookSubscriber(outlook), url, FROM)
        watcher = Watcher(store, load(), self.calendars, FROM)
        self.notices = ChangeNotices(watcher, self.subscribing, TENANT, self.clock, together=0)

    def notice(self, address: str = ONE, lifecycle: str = "") -> ChangeNotice:
        one = self.graph.subscriptions.standing[address]
        return ChangeNotice(one.number, one.asked["clientState"], TENANT, lifecycle)

    async def looks_after(self, *notices: ChangeNotice) -> list[str]:
        """Whose calendars are looked at after notices."""
        self.notices.take(notices)
        await self.notices.act()
        seen = list(self.calendars.looked_at)
        self.calendars.looked_at.clear()
        return seen


@pytest.fixture
async def listener() -> AsyncIterator[Listener]:
    async with listening() as one:
        yield one


@pytest.fixture
async def told(sqlite_store: SqlStore, graph: GraphSimulator, outlook: Outlook, listener: Listener) -> Told:
    for address in await planned(sqlite_store, 2, 4, NOW):
        graph.mailbox(address)
    await booker(sqlite_store, outlook, PassingTime(NOW)).run_due()
    told = Told(sqlite_store, graph, outlook, listener.url)
    await told.subscribing.tend(NOW)
    graph.asked.clear()
    return told


async def test_a_notice_is_a_look_at_that_calendar_alone(told: Told) -> None:
    assert await told.looks_after(told.notice()) == [ONE]
    assert await told.looks_after(told.notice(TWO)) == [TWO]


async def test_a_storm_of_notices_and_their_duplicates_is_one_look_at_each_calendar(told: Told) -> None:
    storm = [told.notice(ONE), told.notice(TWO), told.notice(ONE, "missed")] * 500
    assert sorted(await told.looks_after(*storm)) == [ONE, TWO]
    assert await told.looks_after() == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"secret": "guessed"},
        {"secret": ""},
        {"secret": "\ud800"},
        {"tenant": "0b2f8c11-0000-4000-8000-000000007e4b"},
        {"tenant": ""},
        {"subscription": "0b2f8c11-0000-4000-8000-000000007e4b"},
        {"subscription": ""},
        {"subscription": "\ud800\x00' OR 1=1\nFAULT"},
    ],
)
async def test_what_is_not_microsofts_is_logged_by_its_id_and_nothing_is_done(
    told: Told, caplog: pytest.LogCaptureFixture, wrong: dict[str, str]
) -> None:
    forged = replace(told.notice(), **wrong)
    with caplog.at_level(logging.DEBUG, "keystone"):
        assert await told.looks_after(forged) == []
    [line] = [record.getMessage() for record in caplog.records if "not ours" in record.getMessage()]
    assert told.notice().secret not in line
    assert "guessed" not in line
    assert "FAULT" not in line
    assert told.graph.asked == []
    assert await told.looks_after(replace(told.notice(), tenant=TENANT.upper())) == [ONE]


async def test_of_a_flood_only_so_many_wait_and_few_are_logged(
    told: Told, caplog: pytest.LogCaptureFixture
) -> None:
    flood = [ChangeNotice(f"id-{number}", "x", TENANT) for number in range(2 * MOST_WAITING)]
    assert await told.looks_after(*flood, told.notice()) == []
    assert sum(len(record.getMessage()) for record in caplog.records) < 500
    assert await told.looks_after(told.notice()) == [ONE]


async def test_one_that_was_removed_is_begun_anew_and_its_calendar_looked_at(told: Told) -> None:
    notice = told.notice(lifecycle="subscriptionRemoved")
    told.graph.subscriptions.remove(ONE)
    told.clock.passes(hours=1)
    assert await told.looks_after(notice) == [ONE]
    assert told.graph.asked.count(BEGINNING) == 1
    assert await told.looks_after(told.notice()) == [ONE]
    # It comes twice: what it tells of is not ours any more.
    assert await told.looks_after(notice) == []
    assert told.graph.asked.count(BEGINNING) == 1


async def test_one_that_must_be_allowed_anew_is_renewed(told: Told) -> None:
    told.clock.passes(hours=1)
    assert await told.looks_after(told.notice(lifecycle="reauthorizationRequired")) == [ONE]
    assert told.graph.asked.count(RENEWING) == 1
    assert told.graph.subscriptions.standing[ONE].ends_at == NOW + timedelta(hours=1) + LASTS


async def test_by_night_it_waits_for_the_first_look_in_the_morning(told: Told) -> None:
    notice = told.notice()
    told.clock.passes(hours=13)
    assert await told.looks_after(notice) == []
    told.clock.passes(hours=10)
    assert await told.looks_after(notice) == [ONE]


async def test_a_calendar_that_does_not_answer_is_asked_when_the_next_comes(told: Told) -> None:
    told.graph.next(DELTA, status=503)
    assert await told.looks_after(told.notice()) == [ONE]
    told.graph.asked.clear()
    assert await told.looks_after(told.notice()) == [ONE]
    assert DELTA in told.graph.asked


async def test_who_waits_for_notices_looks_when_they_come(told: Told) -> None:
    looked = asyncio.Queue[None]()
    told.graph.next(DELTA, times=1_000, meanwhile=lambda: looked.put_nowait(None))
    running = asyncio.create_task(told.notices.run())
    told.notices.take([told.notice()])
    await asyncio.wait_for(looked.get(), 30)
    told.notices.take([told.notice(TWO)])
    await asyncio.wait_for(looked.get(), 30)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert set(told.calendars.looked_at) == {ONE, TWO}


def test_an_instant_of_the_day_is_one_at_which_calendars_are_looked_at_in_turn() -> None:
    assert is_day(datetime.fromisoformat("2026-11-23T07:00:00+00:00"))
    assert not is_day(datetime.fromisoformat("2026-11-23T20:00:00+00:00"))
    assert is_day(datetime.fromisoformat("2026-07-01T06:00:00+00:00"))  # seven in London

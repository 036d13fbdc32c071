"""Subscriptions to the calendars in which something of ours stands, kept by Microsoft Graph's simulator."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from scheduling.outlook.client import Outlook
from scheduling.outlook.subscribing import NOT_ANSWERED, OutlookSubscriber
from scheduling.subscribing import LASTS, RENEWED_BEFORE, UNDER_WAY, Subscribing, digest_of
from scheduling.sweep import Did
from storage.store import SqlStore
from storage.tables import bookings, people
from storage.trust_picture import raise_version
from strategy.ports import Subscription
from tests.builders import NOW
from tests.graph.listener import Listener, listening
from tests.graph.simulator import FROM, GraphSimulator
from tests.scheduling.a_year_of_visits import booker, partner, planned
from tests.scheduling.post import PassingTime

PROJECT = Path(__file__).parents[2]
BEGINNING, RENEWING, LISTING = "POST subscriptions", "PATCH subscriptions/{}", "GET subscriptions"
ENDING = "DELETE subscriptions/{}"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ONE, TWO = partner(1), partner(2)


@pytest.fixture
async def listener() -> AsyncIterator[Listener]:
    async with listening() as one:
        yield one


class Keeping:
    """A store whose visits stand in calendars, and the job at work."""

    def __init__(self, store: SqlStore, graph: GraphSimulator, outlook: Outlook, url: str) -> None:
        self.store = store
        self.graph = graph
        self.outlook = outlook
        self.url = url
        self.now = NOW

    def job(self, outlook: Outlook | None = None) -> Subscribing:
        return Subscribing(self.store, OutlookSubscriber(outlook or self.outlook), self.url, FROM)

    async def tend(self) -> Did:
        self.graph.subscriptions.now = self.now
        return await self.job().tend(self.now)

    async def after(self, time: timedelta) -> Did:
        self.now += time
        return await self.tend()

    async def kept(self) -> list[Subscription]:
        async with self.store.transaction(read_only=True) as uow:
            return list(await uow.subscriptions.all())

    async def is_whole(self, *addresses: str) -> bool:
        """Whether there is one to each of these calendars and no other, and we know it by its secret."""
        standing = self.graph.subscriptions.standing
        kept = {each.address: each for each in await self.kept()}
        return (
            sorted(standing) == sorted(kept) == sorted(addresses)
            and len(self.graph.subscriptions.numbers()) == len(addresses)
            and all(
                kept[address].number == one.number
                and kept[address].digest == digest_of(one.asked["clientState"])
                and kept[address].ends_at == one.ends_at
                for address, one in standing.items()
            )
        )


@pytest.fixture
async def keeping(store: SqlStore, graph: GraphSimulator, outlook: Outlook, listener: Listener) -> Keeping:
    """Two partners, each with visits in their calendar."""
    for address in await planned(store, 2, 4, NOW):
        graph.mailbox(address)
    assert (await booker(store, outlook, PassingTime(NOW)).run_due()).booked == 4
    graph.asked.clear()
    return Keeping(store, graph, outlook, listener.url)


async def test_each_calendar_with_something_of_ours_has_one_with_a_secret_of_its_own(
    keeping: Keeping, listener: Listener
) -> None:
    assert (await keeping.tend()).words == "2 begun"
    assert await keeping.is_whole(ONE, TWO)
    standing = keeping.graph.subscriptions.standing
    assert standing[ONE].ends_at == NOW + LASTS
    assert standing[ONE].asked["clientState"] != standing[TWO].asked["clientState"]
    assert standing[ONE].asked["resource"] == f"users/{ONE}/events"
    assert standing[ONE].asked["changeType"] == "updated,deleted"
    for each in await keeping.kept():
        assert standing[each.address].asked["clientState"] not in str(each)
    assert await keeping.tend() == Did(0, "")
    assert listener.told == []


async def test_the_calendar_of_the_service_mailbox_has_one_where_it_organises(
    sqlite_store: SqlStore, graph: GraphSimulator, outlook: Outlook, listener: Listener
) -> None:
    await planned(sqlite_store, 2, 2, NOW)
    await booker(sqlite_store, outlook, PassingTime(NOW)).run_due()
    keeping = Keeping(sqlite_store, graph, outlook, listener.url)
    assert (await keeping.tend()).words == "1 begun"
    assert await keeping.is_whole(FROM)


async def test_without_an_address_nothing_is_asked_and_nothing_is_made(keeping: Keeping) -> None:
    keeping.url = ""
    assert (await keeping.tend()).many == 0
    assert keeping.graph.asked == []


async def test_one_is_renewed_well_before_it_ends_and_not_every_hour(keeping: Keeping) -> None:
    await keeping.tend()
    assert (await keeping.after(LASTS - RENEWED_BEFORE)).many == 0
    assert (await keeping.after(HOUR)).words == "2 renewed"
    assert (await keeping.after(HOUR)).many == 0
    assert await keeping.is_whole(ONE, TWO)
    assert keeping.graph.subscriptions.standing[ONE].ends_at == keeping.now - HOUR + LASTS
    assert keeping.graph.asked.count(BEGINNING) == 2


async def test_one_that_has_ended_or_was_removed_is_begun_anew(keeping: Keeping) -> None:
    await keeping.tend()
    keeping.graph.subscriptions.remove(ONE)
    assert (await keeping.after(HOUR)).words == "1 begun"
    assert await keeping.is_whole(ONE, TWO)
    assert (await keeping.after(8 * DAY)).words == "2 begun"
    assert await keeping.is_whole(ONE, TWO)


async def test_one_to_a_calendar_without_anything_of_ours_is_ended(keeping: Keeping) -> None:
    await keeping.tend()
    async with keeping.store.transaction() as uow:
        await uow.connection.execute(
            sa.update(bookings).where(bookings.c.organiser == 1_000).values(event="")
        )
    assert (await keeping.after(HOUR)).words == "1 ended"
    assert await keeping.is_whole(TWO)


async def test_a_partner_with_another_address_has_the_one_to_the_new_one(keeping: Keeping) -> None:
    await keeping.tend()
    keeping.graph.mailbox("new.name@trust.example")
    async with keeping.store.transaction() as uow:
        await uow.connection.execute(
            sa.update(people).where(people.c.id == 1_000).values(email="new.name@trust.example")
        )
        await raise_version(uow.connection)
    assert (await keeping.after(HOUR)).words == "1 begun, 1 ended"
    assert await keeping.is_whole("new.name@trust.example", TWO)


@pytest.mark.parametrize("drops", ["before", "after"])
async def test_an_answer_that_was_lost_leaves_one_which_is_taken_on(keeping: Keeping, drops: str) -> None:
    keeping.graph.next(BEGINNING, drops=drops)
    assert (await keeping.tend()).words == "1 begun, 1 refused"
    assert [bool(each.why) for each in await keeping.kept()] == [True, False]
    await keeping.after(HOUR)
    assert await keeping.is_whole(ONE, TWO)
    assert [each.why for each in await keeping.kept()] == ["", ""]
    assert keeping.graph.asked.count(BEGINNING) == (3 if drops == "before" else 2)


async def test_whoever_is_killed_after_graphs_yes_leaves_no_second_one(
    keeping: Keeping, database_url: str
) -> None:
    for _ in range(3):
        worker = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.scheduling.mortal_subscriber"),
            *(database_url, keeping.graph.base_url, keeping.url),
            cwd=PROJECT,
            env={"PATH": os.environ["PATH"]},
            stdout=asyncio.subprocess.PIPE,
        )
        keeping.graph.next(BEGINNING, meanwhile=worker.kill)
        await asyncio.wait_for(worker.communicate(), 120)
        if worker.returncode == 0:  # both stand by now
            break
        assert worker.returncode == -signal.SIGKILL
    assert len(keeping.graph.subscriptions.numbers()) == 2
    await keeping.after(HOUR)
    assert await keeping.is_whole(ONE, TWO)
    assert keeping.graph.asked.count(BEGINNING) == 2


async def test_two_processes_at_once_make_one_to_each_calendar(
    keeping: Keeping, graph: GraphSimulator
) -> None:
    other = Outlook(graph.registration)
    did = await asyncio.gather(*(keeping.job(each).tend(NOW) for each in (keeping.outlook, other)))
    await other.close()
    assert sum(each.many for each in did) == 2
    assert await keeping.is_whole(ONE, TWO)


async def test_what_another_may_still_be_making_is_left_to_it_for_a_while(keeping: Keeping) -> None:
    async with keeping.store.transaction() as uow:
        await uow.subscriptions.begin(Subscription(1_000, ONE, "theirs", "digest", NOW))
    assert (await keeping.tend()).words == "1 begun"
    assert (await keeping.after(UNDER_WAY)).words == "1 begun"
    assert await keeping.is_whole(ONE, TWO)


async def test_ours_that_nobody_knows_of_are_ended_and_those_of_others_are_let_be(
    keeping: Keeping, listener: Listener
) -> None:
    keeping.graph.subscriptions.add(ONE, f"{listener.url}?mark=forgotten")
    theirs = keeping.graph.subscriptions.add(FROM, "https://another.example/api/graph/changes?mark=a")
    assert (await keeping.tend()).words == "2 begun, 1 ended"
    keeping.graph.subscriptions.remove(FROM)
    assert theirs not in keeping.graph.subscriptions.numbers()
    assert await keeping.is_whole(ONE, TWO)


async def test_where_the_bots_address_changes_the_old_ones_are_ended_first(
    keeping: Keeping,
) -> None:
    await keeping.tend()
    old = keeping.graph.subscriptions.numbers()
    async with listening() as elsewhere:
        keeping.url = elsewhere.url
        assert (await keeping.after(HOUR)).words == "2 begun, 2 ended"
        assert await keeping.is_whole(ONE, TWO)
        assert old.isdisjoint(keeping.graph.subscriptions.numbers())
        keeping.url = ""
        assert (await keeping.after(HOUR)).words == "2 ended"
        assert await keeping.is_whole()
        keeping.graph.asked.clear()
        assert (await keeping.after(HOUR)).many == 0
    assert keeping.graph.asked == []


async def test_what_stands_in_the_way_is_noted_and_tried_again(keeping: Keeping, listener: Listener) -> None:
    listener.is_deaf = True
    assert (await keeping.tend()).words == "2 refused"
    assert [each.why for each in await keeping.kept()] == [NOT_ANSWERED] * 2
    listener.is_deaf = False
    keeping.graph.within = {TWO}
    assert (await keeping.after(HOUR)).words == "1 begun, 1 refused"
    [one, two] = await keeping.kept()
    assert "it lacks Calendars.ReadWrite" in one.why
    assert ONE not in one.why
    assert two.why == ""
    keeping.graph.within = None
    assert (await keeping.after(HOUR)).words == "1 begun"
    assert await keeping.is_whole(ONE, TWO)


async def test_faults_of_graph_are_no_failure_of_the_job(keeping: Keeping) -> None:
    keeping.graph.next(LISTING, status=503)
    assert (await keeping.tend()).words == "could not be asked for"
    await keeping.tend()
    keeping.graph.next(RENEWING, status=429, retry_after="9")
    assert (await keeping.after(LASTS - RENEWED_BEFORE + HOUR)).words == "1 renewed, 1 refused"
    assert (await keeping.after(HOUR)).words == "1 renewed"
    keeping.url = ""
    keeping.graph.next(ENDING, drops="before")
    assert (await keeping.after(HOUR)).words == "1 ended, 1 refused"
    assert len(await keeping.kept()) == 1
    await keeping.after(HOUR)
    assert await keeping.is_whole()


async def test_one_that_goes_while_it_is_renewed_is_begun_anew(keeping: Keeping) -> None:
    await keeping.tend()
    keeping.graph.next(RENEWING, status=404)
    assert (await keeping.after(LASTS - RENEWED_BEFORE + HOUR)).words == "1 renewed, 1 refused"
    keeping.graph.subscriptions.remove(ONE)
    await keeping.after(HOUR)
    assert await keeping.is_whole(ONE, TWO)

"""A plan of visits goes into Outlook whole and once, whatever happens to whoever puts it there."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections import Counter
from pathlib import Path

import pytest

from scheduling.bookings import LEASE, Booked
from scheduling.outlook.client import Outlook
from storage.store import SqlStore
from tests.builders import NOW
from tests.graph.simulator import FROM, GraphSimulator
from tests.scheduling.a_year_of_visits import all_are_booked, booker, planned, states
from tests.scheduling.post import PassingTime

PROJECT = Path(__file__).parents[2]
BATCH, MAKING = "POST $batch", "POST events"


def marks(graph: GraphSimulator) -> Counter[str]:
    """How many events of their organisers stand in all calendars, by the mark of their key."""
    return Counter(
        mark
        for box in graph.mailboxes.values()
        for event in box.calendar.events
        if event.is_organiser
        for mark in list(event.marks.values())[:1]
    )


def never_more_than_four(graph: GraphSimulator) -> bool:
    return graph.throttled == 0 and all(box.most_at_once <= 4 for box in graph.mailboxes.values())


async def test_a_storm_of_refusals_while_a_year_is_booked_leaves_each_visit_there_once(
    store: SqlStore, graph: GraphSimulator, outlook: Outlook
) -> None:
    for address in await planned(store, 30, 350, NOW):
        graph.mailbox(address)
    graph.next(BATCH, status=429, retry_after="20", times=3)
    graph.next(BATCH, drops="after", times=2)
    graph.next(MAKING, status=429, retry_after="15", times=300)
    graph.next(MAKING, status=503, times=100)
    graph.next(MAKING, drops="after", times=20)
    clock = PassingTime(NOW)
    worker = booker(store, outlook, clock)
    whole = Booked()
    for _ in range(12):
        whole += await worker.run_due()
        clock.passes(minutes=30)
    assert (whole.booked, whole.failed) == (350, 0)
    assert whole.put_off > 300
    assert await all_are_booked(store, 350)
    assert set(marks(graph).values()) == {1}
    assert len(marks(graph)) == 350
    assert never_more_than_four(graph)


async def test_a_year_takes_no_more_round_trips_than_it_must(
    sqlite_store: SqlStore, graph: GraphSimulator, outlook: Outlook
) -> None:
    for address in await planned(sqlite_store, 30, 350, NOW):
        graph.mailbox(address)
    assert (await booker(sqlite_store, outlook, PassingTime(NOW)).run_due()).booked == 350
    assert graph.requests == 18
    assert never_more_than_four(graph)


async def test_two_workers_with_the_same_plan_book_each_visit_once(
    store: SqlStore, graph: GraphSimulator, outlook: Outlook
) -> None:
    for address in await planned(store, 10, 200, NOW):
        graph.mailbox(address)
    another = Outlook(graph.registration)
    clock = PassingTime(NOW)
    found = await asyncio.gather(*(booker(store, each, clock).run_due() for each in (outlook, another)))
    await another.close()
    # Each keeps to four at a time by itself; together they may be told to wait.
    while not await all_are_booked(store, 200):
        clock.passes(minutes=5)
        found.append(await booker(store, outlook, clock).run_due())
    assert sum(each.booked for each in found) == 200
    assert set(marks(graph).values()) == {1}
    assert len(marks(graph)) == 200


async def test_a_worker_that_comes_back_after_its_lease_makes_no_second_event(
    store: SqlStore, graph: GraphSimulator, outlook: Outlook
) -> None:
    [sam] = await planned(store, 1, 1, NOW)
    graph.mailbox(sam)
    clock = PassingTime(NOW)
    slow = booker(store, outlook, clock)
    second: list[asyncio.Task[Booked]] = []

    def the_lease_is_over() -> None:
        clock.passes(seconds=LEASE.total_seconds() + 1)
        second.append(asyncio.ensure_future(booker(store, outlook, clock).run_due()))

    graph.next(MAKING, seconds=0.2, meanwhile=the_lease_is_over)
    first = await slow.run_due()
    whole = first + await second[0]
    assert (whole.booked, whole.left) in {(1, 1), (1, 0)}
    assert sum(marks(graph).values()) == 1
    assert await all_are_booked(store, 1)


@pytest.mark.parametrize("killed_at", [BATCH, MAKING])
async def test_a_worker_that_is_killed_while_it_books_leaves_no_second_event_and_none_is_lost(
    store: SqlStore,
    database_url: str,
    graph: GraphSimulator,
    outlook: Outlook,
    killed_at: str,
) -> None:
    [sam] = await planned(store, 1, 1, NOW)
    graph.mailbox(sam)
    worker = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.scheduling.mortal_booker", database_url, graph.base_url),
        cwd=PROJECT,
        env={"PATH": os.environ["PATH"]},
        stdout=asyncio.subprocess.PIPE,
    )
    graph.next(killed_at, meanwhile=worker.kill)
    await asyncio.wait_for(worker.communicate(), 120)
    assert worker.returncode == -signal.SIGKILL
    assert sum(marks(graph).values()) == 1
    clock = PassingTime(NOW)
    clock.passes(minutes=6)
    assert (await booker(store, outlook, clock).run_due()).booked == 1
    assert list(marks(graph).values()) == [1]
    assert await all_are_booked(store, 1)


async def test_visits_of_partners_without_mailboxes_are_organised_by_the_service_mailbox(
    sqlite_store: SqlStore, graph: GraphSimulator, outlook: Outlook
) -> None:
    await planned(sqlite_store, 5, 60, NOW)
    worker = booker(sqlite_store, outlook, PassingTime(NOW))
    assert (await worker.run_due()).booked == 60
    assert all(each.by_service for each in await states(sqlite_store, 60))
    assert len(graph.mailbox(FROM).calendar.events) == 60
    assert never_more_than_four(graph)

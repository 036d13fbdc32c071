"""Booking a year into Outlook's simulator: round trips and time beside the least; and planning it.

The simulator is a process of its own. Each request of a batch takes its latency, four of a mailbox at a time,
and the batch itself takes it once more.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncGenerator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import cycle
from pathlib import Path
from time import perf_counter

import httpx
from aiohttp import web

from bot.demo.years import half_terms
from scheduling.outlook.batching import MOST
from scheduling.outlook.client import AT_ONCE, Outlook
from storage.schema import upgrade
from storage.store import SqlStore
from strategy.designations import Designation
from strategy.policy import Policy
from strategy.school_year import Calendar, Span
from strategy.visit_plan import plan_visits, visits_wanted
from tests.bench.bots import HOST, ROOT, BotFailed
from tests.bench.figures import Series
from tests.bench.people import SCHOOLS_A_SIP
from tests.bench.tables import met, table
from tests.bench.trusts import NOW
from tests.graph.simulator import GraphSimulator
from tests.scheduling.a_year_of_visits import booker, partner, planned
from tests.scheduling.post import PassingTime
from tests.strategy.builders import a_school

AIM = 1.2
YEAR = Span(date(2027, 9, 1), date(2028, 7, 21))


@dataclass(frozen=True, slots=True)
class Year:
    """What is booked and planned, and how often; `latency` is how many seconds an answer takes."""

    visits: int
    mailboxes: int
    latency: float
    rounds: int
    schools: tuple[int, ...]


@dataclass(slots=True)
class BookedYear:
    """A year's visits in so many calendars: round trips, seconds, and the least there can be of both."""

    visits: int
    mailboxes: int
    latency: float
    trips: int = 0
    throttled: int = 0
    seconds: list[float] = field(default_factory=list)

    @property
    def least_trips(self) -> int:
        """Batches that hold them all."""
        return -(-self.visits // MOST)

    @property
    def least_seconds(self) -> float:
        """Latency times the least round trips; with one mailbox, of which four are done at a time, longer."""
        if self.mailboxes > 1:
            return self.latency * self.least_trips
        return self.latency * (-(-self.visits // AT_ONCE) + self.least_trips)

    @property
    def best(self) -> float:
        """The quickest round: others tell of the machine's neighbours."""
        return min(self.seconds)


@dataclass(frozen=True, slots=True)
class PlannedYear:
    """Days found for the visits of so many schools, in milliseconds."""

    schools: int
    visits: int
    series: Series


@dataclass(frozen=True, slots=True)
class BookingFigures:
    """All that is measured of booking."""

    booked: list[BookedYear]
    planned: list[PlannedYear]


async def booked_and_planned(year: Year, policy: Policy, folder: Path) -> BookingFigures:
    """Book a year of visits over many mailboxes and over one, and plan years of schools.

    Raises BotFailed where a visit is not booked.
    """
    booked = [BookedYear(year.visits, many, year.latency) for many in (year.mailboxes, 1)]
    for number in range(year.rounds):
        for found in booked:
            await _book(found, folder / f"bookings-{found.mailboxes}-{number}.db")
    return BookingFigures(booked, [_planned(many, policy, year.rounds) for many in year.schools])


async def _book(found: BookedYear, file: Path) -> None:
    url = f"sqlite:///{file}"
    await upgrade(url)
    store = SqlStore.at(url)
    try:
        await planned(store, found.mailboxes, found.visits, NOW)
        async with _simulator(found.mailboxes, found.latency) as base_url:
            outlook = Outlook(replace(GraphSimulator().registration, base_url=base_url))
            await outlook.warm()
            await outlook.check_token()
            began = perf_counter()
            done = await booker(store, outlook, PassingTime(NOW)).run_due()
            found.seconds.append(perf_counter() - began)
            await outlook.close()
            async with httpx.AsyncClient(trust_env=False) as client:
                counted = (await client.get(base_url.replace("/v1.0", "/counted"))).json()
    finally:
        await store.close()
    found.trips, found.throttled = counted["trips"], counted["throttled"]
    if done.booked != found.visits or counted["events"] != found.visits:
        raise BotFailed(f"of {found.visits} visits: {done}; {counted}")


def _planned(many: int, policy: Policy, rounds: int) -> PlannedYear:
    calendar = Calendar(list(half_terms(YEAR.starts.year)))
    edition = policy.on(YEAR.starts, calendar)
    kinds = cycle(Designation)
    schools = [
        replace(
            a_school(str(100_000 + number), headteacher=number, sip=number // SCHOOLS_A_SIP),
            designation=next(kinds),
        )
        for number in range(many)
    ]
    wanted = [
        each for school in schools for each in visits_wanted(school, edition.visits, edition.entitlement)
    ]
    series = Series()
    for _ in range(rounds + 1):
        began = perf_counter()
        plan_visits(wanted, YEAR, calendar, {}, {})
        series.samples.append((perf_counter() - began) * 1000)
    del series.samples[0]  # the first is for warming up
    return PlannedYear(many, len(wanted), series)


@asynccontextmanager
async def _simulator(mailboxes: int, latency: float) -> AsyncGenerator[str]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.bench.bookings", str(mailboxes), str(latency)),
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]},
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        yield (await process.stdout.readline()).decode().strip()
    finally:
        process.terminate()
        await process.wait()


async def _serve(mailboxes: int, latency: float) -> None:
    simulator = GraphSimulator()
    simulator.latency = latency
    for number in range(1, mailboxes + 1):
        simulator.mailbox(partner(number))

    async def counted(_: web.Request) -> web.Response:
        events = sum(len(box.calendar.events) for box in simulator.mailboxes.values())
        return web.json_response(
            {"trips": simulator.requests, "throttled": simulator.throttled, "events": events}
        )

    app = simulator.app()
    app.router.add_get("/counted", counted)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, HOST, 0).start()
    simulator.url = f"http://{HOST}:{runner.addresses[0][1]}"
    sys.stdout.write(f"{simulator.base_url}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


def booking_aims(figures: BookingFigures) -> Iterable[str]:
    """Whether a year is booked nearly as quickly as it can be."""
    for found in figures.booked:
        trips, seconds = found.trips / found.least_trips, found.best / found.least_seconds
        where = "one mailbox" if found.mailboxes == 1 else f"{found.mailboxes} mailboxes"
        yield (
            f"- {found.visits} visits are booked into {where} within {AIM} times the least: "
            f"**{met(trips <= AIM and seconds <= AIM)}**, {trips:.2f} times the round trips and "
            f"{seconds:.2f} times the time."
        )


def section(figures: BookingFigures) -> Sequence[str]:
    """The page's part about booking and planning."""
    booked = [
        (
            f"{found.mailboxes}",
            f"{found.visits}",
            f"{found.latency * 1000:.0f}",
            f"{found.trips}",
            f"{found.least_trips}",
            f"{found.throttled}",
            f"{found.best:.2f}",
            f"{found.least_seconds:.2f}",
            f"{len(found.seconds)}",
        )
        for found in figures.booked
    ]
    days = [
        (f"{found.schools:,}", f"{found.visits:,}", f"{found.series.median:.1f}", f"{found.series.n}")
        for found in figures.planned
    ]
    return (
        "## Booking a year",
        _ON_BOOKINGS,
        table(
            ("Mailboxes", "visits", "ms an answer", "round trips", "least", "throttled", "s", "least", "n"),
            booked,
            words=0,
        ),
        _ON_PLANS,
        table(("Schools", "visits", "ms", "n"), days, words=0),
    )


_ON_BOOKINGS = """\
A plan of visits goes through the bookings worker and Microsoft's SDK to the simulator of Microsoft Graph,
a process of its own, in which every answer takes as long as is said: each request of a batch, four of a
mailbox at a time, and then the batch. The least is batches of twenty, one after the other, at one answer's
time each; for one mailbox it is its requests, four at a time, and their batches. Seconds are of the quickest
round, with claiming, asking what should stand there, and storing; several batches are under way at once, so
that with many mailboxes it may take less."""

_ON_PLANS = """\
Finding days for all visits of a year, with nobody's calendar in the way, in milliseconds (median):"""


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), float(sys.argv[2])))

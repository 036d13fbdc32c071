"""The job that reminds people, against how much is due and how much history there is."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import sqlalchemy as sa

from bot.clock import RunningClock
from scheduling.jobs import reminders
from scheduling.sweep import Job, with_heartbeat
from storage.store import SqlStore
from storage.tables import duties, nudges, outbox
from strategy.duties import DutyState
from strategy.outgoing import OutgoingKind
from strategy.policy import Policy
from tests.bench.figures import Deed, Effort, Series, measured
from tests.bench.tables import GROWTH, met, table
from tests.bench.trusts import NOW, TODAY, Size

DUE = 500
"""Duties whose time has come at once: more than fall due on any day of a trust of a thousand schools."""


@dataclass(frozen=True, slots=True)
class Swept:
    """A filled database that is swept, and how many visits it holds."""

    database: str
    size: Size
    visits: int
    url: str


@dataclass(slots=True)
class SweepFigures:
    """How long a sweep takes there; `reminded` is how many people had a message each time."""

    place: Swept
    nothing_due: Series
    many_due: Series = field(default_factory=Series)
    reminded: int = 0


async def swept(places: Sequence[Swept], policy: Policy, effort: Effort) -> list[SweepFigures]:
    """Sweep each database with nothing due, turn about, and then with DUE duties due as often as there are
    rounds. Afterwards the databases are not what they were.
    """
    stores = [SqlStore.at(place.url) for place in places]
    try:
        jobs = [_job(store, policy) for store in stores]
        for job in jobs:
            await job.run(NOW)  # what was due this morning
        series = await measured([_run(job) for job in jobs], effort)
        figures = [SweepFigures(*each) for each in zip(places, series, strict=True)]
        owed = [await _last_due(store) for store in stores]
        for _ in range(effort.rounds):
            for store, job, found, some in zip(stores, jobs, figures, owed, strict=True):
                await _have_due(store, some)
                began = time.perf_counter()
                await job.run(NOW)
                found.many_due.samples.append((time.perf_counter() - began) * 1000)
                found.reminded = await _checked(store, len(some))
    finally:
        for store in stores:
            await store.close()
    return figures


def _job(store: SqlStore, policy: Policy) -> Job:
    return with_heartbeat(reminders(store, policy), store, RunningClock(NOW))


def _run(job: Job) -> Deed:
    async def once() -> None:
        await job.run(NOW)

    return once


async def _last_due(store: SqlStore) -> list[int]:
    """The DUE duties that were due last, whether their reports are in or not."""
    c = duties.c
    async with store.transaction(read_only=True) as uow:
        chosen = sa.select(c.id).where(c.due_on < TODAY).order_by(c.due_on.desc(), c.id.desc()).limit(DUE)
        return list((await uow.connection.execute(chosen)).scalars())


async def _have_due(store: SqlStore, some: Sequence[int]) -> None:
    """Have some duties owed and their time come, and nobody told of anything."""
    async with store.transaction() as uow:
        await uow.connection.execute(sa.delete(nudges))
        await uow.connection.execute(sa.delete(outbox).where(outbox.c.kind == OutgoingKind.NUDGE))
        await uow.connection.execute(
            sa.update(duties)
            .where(duties.c.id.in_(some))
            .values(state=DutyState.OPEN, fulfilled_at=None, next_action_at=NOW - timedelta(minutes=1))
        )


async def _checked(store: SqlStore, due: int) -> int:
    """How many people have a message, each of so many duties being in one of them."""
    async with store.transaction(read_only=True) as uow:
        told = sa.select(sa.func.count(nudges.c.duty.distinct())).where(nudges.c.outbox.is_not(None))
        if (await uow.connection.execute(told)).scalar_one() != due:
            raise AssertionError("a sweep told of something else than was due")
        messages = sa.select(sa.func.count()).where(outbox.c.kind == OutgoingKind.NUDGE)
        return (await uow.connection.execute(messages)).scalar_one()


def sweep_aims(figures: Sequence[SweepFigures]) -> Iterable[str]:
    """Whether a sweep that finds nothing grows with the history behind it."""
    for short in figures:
        for long in figures:
            is_the_same = (short.place.database, short.place.size.schools) == (
                long.place.database,
                long.place.size.schools,
            )
            if is_the_same and short.place.size.years < long.place.size.years:
                growth = long.nothing_due.median / short.nothing_due.median
                more = long.place.visits / short.place.visits
                yield (
                    f"- A sweep with nothing due does not grow with history, on {short.place.database} at "
                    f"{short.place.size.schools:,} schools: **{met(growth < GROWTH)}**, {growth:.2f} times "
                    f"the time for {more:.1f} times the history."
                )


_ON_SWEEPS = f"""\
Milliseconds for one run of the job that reminds people, its heartbeat noted, as it comes every five
minutes. *Nothing due* is how nearly every run goes: it looks at the index of open duties whose time has
come, and at what waits for a message. *{DUE} due* claims what is to be told of so many late duties, to
their authors and those above them, and puts it into one message a person; *people* is how many had one.
A trust too small to owe so much has its oldest reports owed again."""


def section(figures: Sequence[SweepFigures]) -> Iterable[str]:
    """The page's part about sweeps."""
    ordered = sorted(figures, key=lambda f: (f.place.database != "SQLite", f.place.visits))
    rows = [
        (
            found.place.database,
            f"{found.place.size.schools:,}",
            str(found.place.size.years),
            f"{found.place.visits:,}",
            f"{found.nothing_due.median:.2f}",
            f"{found.nothing_due.p99:.2f}",
            f"{found.nothing_due.n:,}",
            f"{found.many_due.median:,.0f}",
            f"{found.reminded:,}",
            f"{found.many_due.n:,}",
        )
        for found in ordered
    ]
    titles = (
        "Database", "Schools", "Years", "Visits in all", "nothing due", "p99", "n", f"{DUE} due", "people",
        "n",
    )  # fmt: skip
    return ("## A sweep", _ON_SWEEPS, table(titles, rows, words=1))

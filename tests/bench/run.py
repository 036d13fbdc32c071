"""One run: databases are filled, bots are started, everything is measured turn about."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, ExitStack
from dataclasses import dataclass
from pathlib import Path

from storage.schema import upgrade
from storage.store import SqlStore
from storage.trust_picture import raise_version
from strategy.policy import Policy
from tests.bench import turns
from tests.bench.bookings import BookingFigures, Year, booked_and_planned
from tests.bench.bots import RunningBot, echo, keystone
from tests.bench.deliveries import DeliveryFigures, Rounds, delivered
from tests.bench.figures import Deed, Effort, Series, measured
from tests.bench.meetings import MeetingFigures, meetings_planned
from tests.bench.questions import Holding, first_page, holding, plan, whole_answer
from tests.bench.sweeps import SweepFigures, Swept, swept
from tests.bench.trusts import NOW, Size, build
from tests.databases import Postgres

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
KINDS = ("overdue", "entitlement", "card", "help")
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run measures: trusts that bots serve, others that only the query is put to, and how often."""

    served: tuple[Size, ...]
    asked_only: tuple[Size, ...]
    turns: Effort
    queries: Effort
    sweeps: Effort
    at_once: bool
    """Whether the bots start together, which is quicker and says nothing of how long one takes."""
    changes: int
    """How often the directory is changed under a bot, to see what the turn after it costs."""
    deliveries: Rounds
    year: Year
    meetings_of: tuple[int, ...]
    """For how many schools a year's meetings are planned."""


FULL = Plan(
    served=(Size(12, 10), Size(1_000, 10), Size(25_000, 10)),
    asked_only=(Size(1_000, 1), Size(25_000, 1)),
    turns=Effort(rounds=30, a_round=20, warm_up=60),
    queries=Effort(rounds=10, a_round=10, warm_up=5),
    sweeps=Effort(rounds=10, a_round=10, warm_up=5),
    at_once=False,
    changes=5,
    deliveries=Rounds(rounds=10, a_round=500),
    year=Year(visits=350, mailboxes=30, latency=0.1, rounds=5, schools=(30, 1_000)),
    meetings_of=(60, 250, 1_000),
)
QUICK = Plan(
    served=(Size(12, 1),),
    asked_only=(Size(12, 2),),
    turns=Effort(rounds=2, a_round=3, warm_up=2),
    queries=Effort(rounds=2, a_round=2, warm_up=1),
    sweeps=Effort(rounds=2, a_round=2, warm_up=1),
    at_once=True,
    changes=1,
    deliveries=Rounds(rounds=2, a_round=20),
    year=Year(visits=30, mailboxes=5, latency=0.01, rounds=1, schools=(3, 6)),
    meetings_of=(3, 6),
)


@dataclass(frozen=True, slots=True)
class Trust:
    """A filled database."""

    database: str
    size: Size
    url: str


@dataclass(frozen=True, slots=True)
class BotFigures:
    """One bot over one trust: its turns by kind, its start and its memory (seconds, MiB)."""

    trust: Trust
    turns: dict[str, Series]
    after_change: Series
    first_reply: float
    memory_at_first: float
    memory_at_end: float


@dataclass(frozen=True, slots=True)
class QueryFigures:
    """The query alone over one trust."""

    trust: Trust
    holding: Holding
    first_page: Series
    whole: Series
    plan: list[str]


@dataclass(frozen=True, slots=True)
class EchoFigures:
    """An echo bot."""

    turns: Series
    first_reply: float
    memory_at_end: float


@dataclass(frozen=True, slots=True)
class Figures:
    """All that one run found."""

    sdk: EchoFigures
    kept: EchoFigures
    bots: list[BotFigures]
    queries: list[QueryFigures]
    sweeps: list[SweepFigures]
    deliveries: list[DeliveryFigures]
    bookings: BookingFigures
    meetings: MeetingFigures


async def run(
    planned: Plan, policy: Policy, server: Postgres, folder: Path, say: Say, *, filled: Callable[[], None]
) -> Figures:
    """Do it all. `filled` is called when the databases are filled, before anything is measured."""
    with ExitStack() as kept:
        say("Filling the databases")
        sizes = (*planned.served, *planned.asked_only)
        urls = [kept.enter_context(server.fresh()) for _ in sizes]
        files = [f"sqlite:///{folder / f'trust-{number}.db'}" for number, _ in enumerate(sizes)]
        trusts = [Trust(SQLITE, size, url) for size, url in zip(sizes, files, strict=True)]
        others = [Trust(POSTGRESQL, size, url) for size, url in zip(sizes, urls, strict=True)]
        # Two threads, one for each database: both spend their time outside Python.
        await asyncio.gather(*(asyncio.to_thread(_fill, some, policy) for some in (trusts, others)))
        filled()
        trusts += others
        say("Asking the query alone")
        queries = await _queries(trusts, planned.queries)
        say("Starting the bots")
        late = {(query.trust.database, query.trust.size): query.holding.overdue for query in queries}
        served = [trust for trust in trusts if trust.size in planned.served]
        sdk, ours, bots = await _turns(served, planned, folder, late, say)
        say("Sweeping")
        visits = [query.holding.visits for query in queries]
        places = [
            Swept(each.database, each.size, many, each.url) for each, many in zip(trusts, visits, strict=True)
        ]
        sweeps = await swept(places, policy, planned.sweeps)
        say("Delivering")
        empty = {
            SQLITE: f"sqlite:///{folder / 'deliveries.db'}",
            POSTGRESQL: kept.enter_context(server.fresh()),
        }
        deliveries = await delivered(empty, planned.deliveries)
        say("Booking a year")
        bookings = await booked_and_planned(planned.year, policy, folder)
        meetings = meetings_planned(planned.meetings_of, policy, planned.year.rounds)
        return Figures(sdk, ours, bots, queries, sweeps, deliveries, bookings, meetings)


def _fill(trusts: Sequence[Trust], policy: Policy) -> None:
    for trust in trusts:
        if trust.database == SQLITE:
            asyncio.run(upgrade(trust.url))
        asyncio.run(build(trust.url, trust.size, policy))


async def _queries(trusts: Sequence[Trust], effort: Effort) -> list[QueryFigures]:
    stores = [SqlStore.at(trust.url) for trust in trusts]
    try:
        held = [await holding(store) for store in stores]
        plans = [await plan(store) for store in stores]
        deeds = [make(store) for store in stores for make in (first_page, whole_answer)]
        series = await measured(deeds, effort)
    finally:
        for store in stores:
            await store.close()
    pairs = zip(series[::2], series[1::2], strict=True)
    return [
        QueryFigures(trust, each, page, whole, how)
        for trust, each, (page, whole), how in zip(trusts, held, pairs, plans, strict=True)
    ]


async def _turns(
    trusts: Sequence[Trust], planned: Plan, folder: Path, late: dict[tuple[str, Size], int], say: Say
) -> tuple[EchoFigures, EchoFigures, list[BotFigures]]:
    async with AsyncExitStack() as running:
        waiting: list[AbstractAsyncContextManager[RunningBot]] = [
            echo("echo sdk", "sdk", folder),
            echo("echo kept", "kept", folder),
            *(keystone(f"{t.database} {t.size}", t.url, NOW.isoformat(), folder) for t in trusts),
        ]
        sdk, ours, *bots = await _started(running, waiting, at_once=planned.at_once)
        at_first = [bot.memory for bot in bots]
        deeds: list[Deed] = [turns.echo_turn(sdk), turns.echo_turn(ours)]
        for trust, bot in zip(trusts, bots, strict=True):
            deeds += await _checked(bot, late[trust.database, trust.size])
        say("Measuring turns")
        series = await measured(deeds, planned.turns)
        at_end = [each.memory for each in (sdk, ours, *bots)]
        say("Changing the directory under the bots")
        changed = [
            await _after_changes(trust, bot, planned.changes) for trust, bot in zip(trusts, bots, strict=True)
        ]
    by_bot = [series[start : start + len(KINDS)] for start in range(2, len(series), len(KINDS))]
    figures = [
        BotFigures(trust, dict(zip(KINDS, own, strict=True)), after, bot.first_reply, first, end)
        for trust, bot, own, after, first, end in zip(
            trusts, bots, by_bot, changed, at_first, at_end[2:], strict=True
        )
    ]
    return (
        EchoFigures(series[0], sdk.first_reply, at_end[0]),
        EchoFigures(series[1], ours.first_reply, at_end[1]),
        figures,
    )


async def _started(
    running: AsyncExitStack, waiting: Sequence[AbstractAsyncContextManager[RunningBot]], *, at_once: bool
) -> list[RunningBot]:
    """Start the bots: one after the other, so that each start is timed alone, or all at once."""
    if not at_once:
        return [await running.enter_async_context(each) for each in waiting]
    async with asyncio.TaskGroup() as group:
        starting = [group.create_task(running.enter_async_context(each)) for each in waiting]
    return [each.result() for each in starting]


async def _checked(bot: RunningBot, late: int) -> list[Deed]:
    """The turns of a bot, in the order of KINDS, each seen to answer rightly once."""
    overdue, form, help_turn = turns.overdue_turn(bot), await turns.form_turn(bot), turns.help_turn(bot)
    turns.check_overdue(await overdue(), late)
    entitlement = turns.entitlement_turn(bot)
    turns.check_entitlement(await entitlement())
    turns.check_form(await form())
    turns.check_help(await help_turn())
    return [overdue, entitlement, form, help_turn]


async def _after_changes(trust: Trust, bot: RunningBot, times: int) -> Series:
    """The turn after each change of the directory, which reads the whole trust anew."""
    found, ask = Series(), turns.overdue_turn(bot)
    store = SqlStore.at(trust.url)
    try:
        for _ in range(times):
            async with store.transaction() as uow:
                await raise_version(uow.connection)
            found.samples += (await measured([ask], Effort(rounds=1, a_round=1, warm_up=0)))[0].samples
    finally:
        await store.close()
    return found

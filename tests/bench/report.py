"""The page that a run writes: its tables, how to read them, and whether the aims are met."""

from __future__ import annotations

import os
import platform
import sqlite3
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from tests.bench import bookings, deliveries, meetings
from tests.bench.figures import Series
from tests.bench.run import KINDS, POSTGRESQL, SQLITE, BotFigures, Figures, QueryFigures
from tests.bench.sweeps import section, sweep_aims
from tests.bench.tables import GROWTH, met, table

TITLES = {
    "overdue": "“Which high-risk reports are overdue?”",
    "entitlement": "“How many SIP days are left at …?”",
    "card": "a card's Next, with something new typed",
    "help": "“Help”",
}
AIM = 0.5
"""What the overdue turn in the smallest trust may take, as a share of the SDK's own echo."""


@dataclass(frozen=True, slots=True)
class Machine:
    """Where and when a run took place."""

    processor: str
    processors: int
    system: str
    python: str
    sqlite: str
    postgresql: str
    day: str
    load: float
    """How many processes wanted a processor before the run began, on average over a minute."""

    @classmethod
    def this_one(cls, postgresql: str) -> Self:
        """The machine this runs on, today."""
        return cls(
            processor=_processor(),
            processors=os.cpu_count() or 1,
            system=f"{platform.system()} {platform.machine()}",
            python=platform.python_version(),
            sqlite=sqlite3.sqlite_version,
            postgresql=postgresql,
            day=time.strftime("%Y-%m-%d", time.gmtime()),
            load=os.getloadavg()[0],
        )


def page(figures: Figures, machine: Machine, *, minutes: float) -> str:
    """The whole page, in Markdown."""
    where = (
        f"{machine.day} · {machine.processors} × {machine.processor} · {machine.system} · "
        f"Python {machine.python} · SQLite {machine.sqlite} · PostgreSQL {machine.postgresql} · "
        f"{minutes:.1f} minutes · load before the run {machine.load:.1f}."
    )
    parts = [
        "# Performance",
        "Written by `make bench`; do not edit. One run, in which all kinds were measured turn about.",
        where,
        "## Aims",
        "\n".join(
            [
                *_turn_aims(figures),
                *_history_aims(figures.queries),
                *sweep_aims(figures.sweeps),
                *bookings.booking_aims(figures.bookings),
                *meetings.meeting_aims(figures.meetings),
            ]
        ),
        "## A turn",
        _ON_TURNS,
        _turns(figures),
        _ON_ECHOES,
        "## The overdue query alone",
        _ON_QUERIES,
        _queries(figures.queries),
        _ON_GROWTH,
        _plans(figures.queries),
        *section(figures.sweeps),
        "## Start and memory",
        _ON_STARTS,
        _starts(figures),
        "## Deliveries",
        _ON_DELIVERIES,
        table(
            ("Database", "a second", "slowest round", "fastest", "rounds"),
            deliveries.table(figures.deliveries),
            words=1,
        ),
        *bookings.section(figures.bookings),
        *meetings.section(figures.meetings),
        "## How to read this",
        _HOW,
    ]
    return "\n\n".join(parts) + "\n"


_ON_TURNS = """\
Milliseconds from sending an activity to having its whole answer (`deliveryMode: expectReplies`),
over loopback HTTP with one client that is kept alive, one turn at a time. *To echo* is the median
as a share of the SDK's own empty echo in this run; that is the figure to compare between runs and
machines."""

_ON_ECHOES = """\
**The SDK as it comes** builds a connector client and a user-token client for every turn. **Clients
kept** is our own channel with a door that repeats, so what a turn adds to it is reading the words,
one transaction and the card. Every turn of ours writes: it claims the activity and stores the
conversation's memory; Next saves the draft too."""

_ON_QUERIES = """\
Milliseconds for a read-only transaction with the query in it. *First page* is the eight oldest and
the count of all, which is what the turn asks for; *every row* fetches the whole answer at once."""

_ON_GROWTH = """\
Open duties carry their risk and have an index of their own, so reports that are in do not slow the
query down: compare the lines that have the same answer and a different history. The count, and
every row, grow with the answer. The plans, where there is most:"""

_ON_STARTS = """\
*First reply* is from starting the process to its first answer, the reading of the whole directory
and of its names included. *After a change* is the turn that follows a change of the directory,
which reads it anew. Memory is resident, in MiB, after the first answer and after all the turns
above."""

_ON_DELIVERIES = """\
Messages a second from the outbox to the chat service: claimed in batches, each rendered in a transaction of
its own, sent by the real messenger over loopback HTTP to a service that answers 201, and settled in another
transaction, with Teams' throttles off. Teams takes 50 a second from a bot in one tenant, so it is Teams that
sets the pace."""

_HOW = """\
- Trust the ratios, not the milliseconds. The machine is a shared one and its speed changes by the
  minute; all kinds are taken in short rounds, so that a slow minute hits each alike, and what is
  compared is from one run. A p99 tells of the machine's neighbours as much as of the bot.
- A busy machine slows our turns more than the SDK's echo: that one spends its time in one small loop,
  ours goes through much more code and, on PostgreSQL, through another process at every statement. So
  the ratios are at their best, and mean most, where the load before the run was near nought.
- The trusts are made up with a fixed seed: five to ten visits a school and year after its risk, a
  quarter of the schools at high risk, nearly every report in, a few per cent of this term's late.
  Reports' texts are short; no turn here reads them.
- The bots are real ones: `python -m bot serve` as the demonstration, each a process of its own.
  Requests carry no token there; checking one adds about half a millisecond in production.
- PostgreSQL runs on the same machine, on a Unix socket, with its default settings. SQLite is as the
  bot sets it up, with a write-ahead log. Both write to whatever disk holds `/tmp`.
- The client takes part in every figure: it is Python too, and shares the processors with the bot
  and the database."""


def _turn_aims(figures: Figures) -> Iterable[str]:
    least = min(bot.trust.size.schools for bot in figures.bots)
    for bot in figures.bots:
        if bot.trust.size.schools == least:
            share = bot.turns["overdue"].median / figures.sdk.turns.median
            yield (
                f"- The overdue turn at {least:,} schools takes less than half of the SDK's own empty echo, "
                f"on {bot.trust.database}: **{met(share < AIM)}**, {share:.2f}."
            )


def _history_aims(queries: Sequence[QueryFigures]) -> Iterable[str]:
    for database in (SQLITE, POSTGRESQL):
        for short, long in _same_answer(queries, database):
            growth = long.first_page.median / short.first_page.median
            more = long.holding.visits / short.holding.visits
            yield (
                f"- The overdue query grows with the answer, not the history, on {database} at "
                f"{short.trust.size.schools:,} schools: **{met(growth < GROWTH)}**, {growth:.2f} times the "
                f"time for {more:.1f} times the history."
            )


def _same_answer(
    queries: Sequence[QueryFigures], database: str
) -> Iterable[tuple[QueryFigures, QueryFigures]]:
    own = sorted((q for q in queries if q.trust.database == database), key=lambda q: q.trust.size.years)
    for place, short in enumerate(own):
        for long in own[place + 1 :]:
            if long.trust.size.schools == short.trust.size.schools:
                yield short, long


def _turns(figures: Figures) -> str:
    echo = figures.sdk.turns.median
    rows = [
        ("empty echo, the SDK as it comes", "–", "–", *_timed(figures.sdk.turns, echo)),
        ("empty echo, clients kept", "–", "–", *_timed(figures.kept.turns, echo)),
    ]
    for kind in KINDS:
        rows += [
            (TITLES[kind], bot.trust.database, f"{bot.trust.size.schools:,}", *_timed(bot.turns[kind], echo))
            for bot in _in_order(figures.bots)
        ]
    return table(("Turn", "Database", "Schools", "median", "p99", "to echo", "n"), rows, words=2)


def _in_order(bots: Iterable[BotFigures]) -> list[BotFigures]:
    return sorted(bots, key=lambda bot: (bot.trust.size.schools, bot.trust.database != SQLITE))


def _timed(series: Series, echo: float) -> tuple[str, str, str, str]:
    return f"{series.median:.2f}", f"{series.p99:.2f}", f"{series.median / echo:.2f}", f"{series.n:,}"


def _queries(queries: Sequence[QueryFigures]) -> str:
    ordered = sorted(
        queries, key=lambda q: (q.trust.database != SQLITE, q.trust.size.schools, q.trust.size.years)
    )
    rows = [
        (
            query.trust.database,
            f"{query.trust.size.schools:,}",
            str(query.trust.size.years),
            f"{query.holding.visits:,}",
            f"{query.holding.overdue:,}",
            f"{query.first_page.median:.2f}",
            f"{query.first_page.p99:.2f}",
            f"{query.whole.median:.2f}",
            f"{query.whole.n:,}",
        )
        for query in ordered
    ]
    titles = (
        "Database", "Schools", "Years", "Visits in all", "Overdue", "first page", "p99", "every row", "n",
    )  # fmt: skip
    return table(titles, rows, words=1)


def _plans(queries: Sequence[QueryFigures]) -> str:
    shown = []
    for database in (SQLITE, POSTGRESQL):
        own = [query for query in queries if query.trust.database == database]
        largest = max(own, key=lambda query: query.holding.visits)
        shown += [f"-- {database}", *largest.plan]
    return "\n".join(["```", *shown, "```"])


def _starts(figures: Figures) -> str:
    echoes = (("the SDK as it comes", figures.sdk), ("clients kept", figures.kept))
    rows = [
        (f"empty echo, {what}", "–", f"{each.first_reply:.1f} s", "–", "–", _mib(each.memory_at_end))
        for what, each in echoes
    ]
    rows += [
        (
            f"Keystone on {bot.trust.database}",
            f"{bot.trust.size.schools:,}",
            f"{bot.first_reply:.1f} s",
            f"{bot.after_change.median:,.0f} ms",
            _mib(bot.memory_at_first),
            _mib(bot.memory_at_end),
        )
        for bot in _in_order(figures.bots)
    ]
    titles = ("Bot", "Schools", "first reply", "after a change", "memory at first", "memory at the end")
    return table(titles, rows, words=1)


def _mib(memory: float) -> str:
    return f"{memory:.0f}"


def _processor() -> str:
    listed = Path("/proc/cpuinfo")
    if listed.exists():
        for line in listed.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "an unnamed processor"

"""The bench runs, on a trust that is too small to mean anything, and prints every row."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from storage.reconciling import reconcile_visits
from storage.store import SqlStore
from storage.visits import COLUMNS, visit_of
from strategy.policy import load
from tests.bench.figures import Series
from tests.bench.report import Machine, page
from tests.bench.run import KINDS, POSTGRESQL, QUICK, SQLITE, run
from tests.bench.trusts import Size, build
from tests.databases import Postgres


async def test_a_quick_run_measures_and_prints_every_row(postgres: Postgres, tmp_path: Path) -> None:
    said: list[str] = []
    filled: list[bool] = []
    figures = await run(
        QUICK, load(None), postgres, tmp_path, said.append, filled=lambda: filled.append(True)
    )
    text = page(figures, Machine.this_one("18"), minutes=0.1)
    assert filled == [True]
    assert {bot.trust.database for bot in figures.bots} == {SQLITE, POSTGRESQL}
    for bot in figures.bots:
        assert {kind: series.n for kind, series in bot.turns.items()} == dict.fromkeys(
            KINDS, QUICK.turns.samples
        )
        assert all(_is_positive(series) for series in (*bot.turns.values(), bot.after_change))
        assert min(bot.first_reply, bot.memory_at_first, bot.memory_at_end) > 0
    for query in figures.queries:
        assert query.holding.overdue > 0
        assert _is_positive(query.first_page)
        assert _is_positive(query.whole)
        assert any("ix_duties_open" in line for line in query.plan) or query.trust.database == POSTGRESQL
    for swept in figures.sweeps:
        assert swept.nothing_due.n == QUICK.sweeps.samples
        assert swept.many_due.n == QUICK.sweeps.rounds
        assert _is_positive(swept.nothing_due)
        assert _is_positive(swept.many_due)
        assert swept.reminded > 1
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    turns = 1 + 2 + len(KINDS) * len(figures.bots)
    starts = 1 + 2 + len(figures.bots)
    assert [each.database for each in figures.deliveries] == [SQLITE, POSTGRESQL]
    assert all(len(each.samples) == 2 and min(each.samples) > 0 for each in figures.deliveries)
    assert [each.throttled for each in figures.bookings.booked] == [0, 0]
    assert all(each.trips == each.least_trips and each.best > 0 for each in figures.bookings.booked)
    assert all(each.visits > 0 and _is_positive(each.series) for each in figures.bookings.planned)
    sweeps, delivered = 1 + len(figures.sweeps), 1 + len(figures.deliveries)
    booked = 1 + len(figures.bookings.booked) + 1 + len(figures.bookings.planned)
    booked += 1 + len(figures.meetings.every)
    assert all(each.meetings > 0 and _is_positive(each.series) for each in figures.meetings.every)
    told = turns + (1 + len(figures.queries)) + sweeps + starts + delivered + booked
    assert len(rows) == told + 8, "and a line under the heading of each table"
    assert text.count("**met**") + text.count("**not met**") == 10


async def test_a_made_up_history_is_what_the_rules_would_make_of_it(database_url: str) -> None:
    policy = load(None)
    await build(database_url, Size(schools=9, years=1), policy)
    store = SqlStore.at(database_url)
    try:
        async with store.transaction() as uow:
            rows = (await uow.connection.execute(sa.select(*COLUMNS))).all()
            assert len(rows) > 50
            changed = await reconcile_visits(uow, policy, [visit_of(row) for row in rows])
    finally:
        await store.close()
    assert changed == 0


def test_ninety_nine_of_a_hundred_samples_stay_within_the_p99() -> None:
    series = Series([float(number) for number in range(100, 0, -1)])
    assert series.p99 == 99
    assert series.median == 50.5


def _is_positive(series: Series) -> bool:
    return min(series.samples) > 0 and 0 < series.median <= series.p99

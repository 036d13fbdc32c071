"""Lists of duties go by the index that fits them, whatever the history: the databases say how they would."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from storage.duty_lists import listing
from storage.engine import is_sqlite
from storage.outbox import STATE_IS, claiming
from storage.store import SqlStore, SqlUnitOfWork
from storage.tables import duties, outbox, people, visits
from strategy.actions.nudging import Sent, gather, send_gathered
from strategy.designations import Risk
from strategy.duties import DutyKind, DutyState
from strategy.nudges import may_remind
from strategy.outgoing import Means
from strategy.people import Capacity
from strategy.permissions import Scope
from strategy.policy import load
from strategy.ports import DutyOrder, DutyQuery, Outgoing, OutgoingState, ToldRung
from strategy.school_year import Calendar
from strategy.visits import Mode
from tests.builders import NOW, OAK_BANK, TODAY, make_school

ALL = Scope(everything=True)
NEXT_LOOK = datetime(2026, 11, 24, 9, tzinfo=UTC)
POLICY = load()
HEAD = Scope(
    shared_schools=frozenset({OAK_BANK}), shared_kinds=frozenset({Capacity.SIP, Capacity.SLE}), own=7
)

PLANS = [
    (DutyQuery(risk=Risk.HIGH, due_before=TODAY), ALL, "ix_duties_open_risk"),
    (DutyQuery(due_before=TODAY), ALL, "ix_duties_open_due_on"),
    (DutyQuery(due_from=TODAY, due_to=date(2026, 11, 27)), ALL, "ix_duties_open_due_on"),
    (DutyQuery(owner=3), Scope(own=3), "ix_duties_open_owner"),
    (DutyQuery(schools=frozenset({OAK_BANK}), due_before=TODAY), ALL, "ix_duties_open_school"),
    (
        DutyQuery(
            state=DutyState.FULFILLED,
            fulfilled_from=datetime(2026, 11, 16, tzinfo=UTC),
            order=DutyOrder.LATEST_FILED_FIRST,
        ),
        ALL,
        "ix_duties_fulfilled_at",
    ),
]


@pytest.fixture
async def with_history(store: SqlStore) -> SqlStore:
    """Forty schools with a hundred duties each, most of them fulfilled, and statistics of that."""
    async with store.transaction() as uow:
        await uow.connection.execute(sa.insert(people), list(_people()))
        for number in range(40):
            await make_school(uow, f"{100_000 + number}", "School", headteacher=1, sip=number % 20 + 1)
        await uow.connection.execute(sa.insert(duties), list(_history()))
        if not is_sqlite(store.engine):
            await uow.connection.exec_driver_sql("ANALYZE duties")
    return store


@pytest.fixture
async def with_deliveries(store: SqlStore) -> SqlStore:
    """Ten thousand messages and mails, a tenth of them waiting and a few failed, and statistics of that."""
    async with store.transaction() as uow:
        await uow.connection.execute(sa.insert(people), list(_people()))
        await uow.connection.execute(sa.insert(outbox), list(_deliveries()))
        if not is_sqlite(store.engine):
            await uow.connection.exec_driver_sql("ANALYZE outbox")
    return store


def _people() -> Iterator[dict[str, object]]:
    for number in range(1, 21):
        yield {"id": number, "email": f"p{number}@trust.example", "name": "P"}


def _visits() -> Iterator[dict[str, object]]:
    for number in range(4_000):
        day = date(2016, 9, 1) + timedelta(days=number)
        yield {
            "school": f"{100_000 + number % 40}",
            "author": number % 20 + 1,
            "capacity": Capacity.SIP,
            "starts": day,
            "ends": day,
            "mode": Mode.ON_SITE,
            "days": Decimal(1),
            "purpose": "",
            "in_diary": True,
            "reported_on": None if number % 20 == 0 else day,
            "imported": False,
            "withdrawn": False,
        }


def _deliveries() -> Iterator[dict[str, object]]:
    for number in range(10_000):
        state = OutgoingState.WAITING if number % 10 == 0 else OutgoingState.SENT
        yield {
            "key": f"report:{number}",
            "kind": "report_filed",
            "recipient": number % 20 + 1,
            "subject": f"report:{number}",
            "created_at": NOW + timedelta(seconds=number),
            "state": OutgoingState.FAILED if number % 500 == 1 else state,
            "means": Means.MAIL if number % 3 == 0 else Means.TEAMS,
            "attempts": 0,
            "next_try_at": NOW + timedelta(seconds=number),
            "claim": "",
            "tried": "",
            "why": "",
        }


def _history() -> Iterator[dict[str, object]]:
    for number in range(4_000):
        school = number % 40
        day = date(2025, 9, 1) + timedelta(days=number // 9)
        state = DutyState.OPEN if number % 10 == 0 else DutyState.FULFILLED
        yield {
            "kind": DutyKind.VISIT_REPORT,
            "state": state,
            "owner": school % 20 + 1,
            "school": f"{100_000 + school}",
            "capacity": Capacity.SIP,
            "designation": None,
            "risk": Risk.HIGH if number // 10 % 12 == 0 else Risk.LOW,
            "arises_on": day,
            "about_on": day,
            "due_on": day,
            "visit": None,
            "deployment": None,
            "half_term": "",
            "fulfilled_at": None
            if state is DutyState.OPEN
            else datetime(day.year, day.month, day.day, tzinfo=UTC),
            "report": None,
            "next_action_at": NEXT_LOOK if state is DutyState.OPEN else None,
            "about": str(number),
            "origin": school % 20 + 1,
        }


async def _plan(uow: SqlUnitOfWork, statement: sa.Executable) -> str:
    """How the database would answer a statement, bound values and all as they are sent."""
    [plan] = await _plans(uow, lambda: uow.connection.execute(statement))
    return plan


async def _plans(uow: SqlUnitOfWork, ask: Callable[[], Awaitable[object]]) -> list[str]:
    """Likewise, for every statement that is sent when something is asked."""
    sent: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, text: str, values: Any, *_rest: object) -> None:
        sent.append((text, values))

    engine = uow.connection.sync_engine
    sa.event.listen(engine, "before_cursor_execute", note)
    await ask()
    sa.event.remove(engine, "before_cursor_execute", note)
    explain = "EXPLAIN QUERY PLAN "
    if engine.dialect.name == "postgresql":
        # The table is small, and a small table may be quickest read whole: that is not the question.
        await uow.connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        explain = "EXPLAIN "
    plans = []
    for text, values in sent:
        rows = await uow.connection.exec_driver_sql(explain + text, values)
        plans.append("\n".join(str(row[-1]) for row in rows))
    return plans


@pytest.mark.parametrize(("query", "scope", "index"), PLANS, ids=range(len(PLANS)))
async def test_a_list_of_duties_goes_by_its_index(
    with_history: SqlStore, query: DutyQuery, scope: Scope, index: str
) -> None:
    async with with_history.transaction() as uow:
        plan = await _plan(uow, listing(query, scope).limit(10))
    assert index in plan, plan


async def test_the_state_of_duties_is_written_out_for_partial_indexes(store: SqlStore) -> None:
    for state in DutyState:
        sent = str(listing(DutyQuery(state=state), ALL).compile(store.engine.sync_engine))
        assert f"duties.state = '{state}'" in sent


async def test_an_ordered_page_of_open_duties_is_not_sorted_first(with_history: SqlStore) -> None:
    async with with_history.transaction() as uow:
        for query in (DutyQuery(risk=Risk.HIGH, due_before=TODAY), DutyQuery(due_before=TODAY)):
            plan = await _plan(uow, listing(query, ALL).limit(10))
            assert "TEMP B-TREE" not in plan
            assert "Sort" not in plan


async def test_a_headteachers_list_does_not_read_the_history(with_history: SqlStore) -> None:
    async with with_history.transaction() as uow:
        plan = await _plan(uow, listing(DutyQuery(), HEAD).limit(10))
    assert "ix_duties_open_" in plan, plan
    assert "SCAN duties\n" not in plan + "\n"


async def test_reconciling_reads_visits_that_are_not_reported_alone(with_history: SqlStore) -> None:
    c = visits.c
    statement = (
        sa.select(c.id)
        .where(c.id > 0, c.reported_on.is_(None), c.cancelled_on.is_(None))
        .order_by(c.id)
        .limit(500)
    )
    async with with_history.transaction() as uow:
        await uow.connection.execute(sa.insert(visits), list(_visits()))
        if not is_sqlite(with_history.engine):
            await uow.connection.exec_driver_sql("ANALYZE visits")
        plan = await _plan(uow, statement)
    assert "ix_visits_unreported" in plan, plan


async def test_a_sweep_looks_for_duties_whose_time_has_come_by_their_index(with_history: SqlStore) -> None:
    async with with_history.transaction() as uow:
        for now in (NEXT_LOOK - timedelta(minutes=5), NEXT_LOOK):
            [plan] = await _plans(uow, partial(uow.duties.to_look_at, now, 200))
            assert "ix_duties_open_next_action" in plan, plan


async def test_a_sweep_with_nothing_due_reads_neither_history_nor_what_is_told_already(
    with_history: SqlStore,
) -> None:
    async with with_history.transaction() as uow:
        await uow.outbox.put([Outgoing("nudge", "nudge", 1, "nudge", NOW)])
        told = [ToldRung(duty, "due", TODAY, 1, NOW, outbox=1) for duty in range(1, 3_001)]
        await uow.reminders.add(told)
        if not is_sqlite(with_history.engine):
            await uow.connection.exec_driver_sql("ANALYZE nudges")

    async def sweep(uow: SqlUnitOfWork) -> None:
        now = NEXT_LOOK - timedelta(minutes=5)
        assert may_remind(now, POLICY.editions[-1].nudges.working_hours, Calendar())
        assert await gather(uow=uow, policy=POLICY, now=now) is None
        assert await send_gathered(uow=uow, policy=POLICY, now=now) == Sent(0, frozenset(), None)

    async with with_history.transaction() as uow:
        looks_at, waiting, calls = await _plans(uow, lambda: sweep(uow))
    assert "ix_duties_open_next_action" in looks_at, looks_at
    # Either reads no more than what is in no message yet; which one, the databases choose differently.
    assert "ix_nudges_waiting" in waiting or "ix_nudges_outbox (outbox=?)" in waiting, waiting
    assert "Seq Scan" not in waiting
    assert "SCAN nudges" not in waiting
    assert "Seq Scan" not in calls
    assert "SCAN meeting_calls" not in calls


async def test_workers_find_what_is_due_without_reading_what_was_delivered(with_deliveries: SqlStore) -> None:
    now = datetime(2026, 11, 23, 9, tzinfo=UTC)
    async with with_deliveries.transaction() as uow:
        plan = await _plan(uow, claiming("w1", Means.TEAMS, now, now + timedelta(minutes=5), 100))
    assert "ix_outbox_waiting" in plan, plan
    assert "Sort" not in plan
    assert "TEMP B-TREE FOR ORDER BY" not in plan


@pytest.mark.parametrize("state", [OutgoingState.WAITING, OutgoingState.FAILED])
async def test_what_waits_and_what_failed_is_counted_by_its_index(
    with_deliveries: SqlStore, state: OutgoingState
) -> None:
    statement = sa.select(sa.func.count()).select_from(outbox).where(STATE_IS[state])
    async with with_deliveries.transaction() as uow:
        plan = await _plan(uow, statement)
    assert f"ix_outbox_{state}" in plan, plan

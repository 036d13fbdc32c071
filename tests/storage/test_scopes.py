"""What a scope reaches in SQL is what `Scope.admits` says of each thing; and SQL is late when the rule is."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.store import SqlStore, SqlUnitOfWork
from storage.tables import duties, report_versions, reports, visits
from strategy.duties import Duty, DutyKind, DutyState
from strategy.people import Capacity
from strategy.permissions import Scope, Thing
from strategy.ports import DutyQuery, VisitQuery
from strategy.school_year import Span
from strategy.visits import Mode
from tests.builders import MARLOW, NOW, OAK_BANK, TODAY, make_school, small_trust

HILL = "100003"
SCHOOLS = (OAK_BANK, MARLOW, HILL)
CAPACITIES = tuple(Capacity)
DAYS = tuple(TODAY + timedelta(days=n) for n in (-40, -1, 0, 30))
PEOPLE = (1, 2, 3)
THINGS = [
    Thing(school, owner, capacity, day)
    for school, owner, capacity, day in itertools.product(SCHOOLS, PEOPLE, CAPACITIES, DAYS)
]

spans = st.tuples(
    st.sampled_from(SCHOOLS),
    st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS)).map(lambda days: Span(min(days), max(days))),
)
scopes = st.builds(
    Scope,
    everything=st.integers(0, 9).map(lambda n: n == 0),
    schools=st.frozensets(st.sampled_from(SCHOOLS), max_size=2),
    shared_schools=st.frozensets(st.sampled_from(SCHOOLS)),
    shared_kinds=st.frozensets(st.sampled_from(CAPACITIES)),
    spans=st.lists(spans, max_size=2).map(tuple),
    own=st.none() | st.sampled_from(PEOPLE),
)

# Examples read a trust that is made once for a test and never written to again, so that they may share it.
shared = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
async def many_things(store: SqlStore) -> SqlStore:
    """A visit, a report and a duty for each of THINGS."""
    trust = await small_trust(store)
    async with store.transaction() as uow:
        await make_school(uow, HILL, "Hill School", headteacher=trust.head_of_marlow, sip=trust.sip)
        await _fill(uow)
    return store


async def _fill(uow: SqlUnitOfWork) -> None:
    visit_rows: list[dict[str, Any]] = []
    for number, thing in enumerate(THINGS, start=1):
        visit_rows.append(
            {
                "id": number,
                "school": thing.school,
                "author": thing.owner,
                "capacity": thing.capacity,
                # A day of its own each, since nobody visits a school twice on one day.
                "starts": date(2020, 1, 1) + timedelta(days=number),
                "ends": thing.day,
                "mode": Mode.ON_SITE,
                "days": 1,
                "purpose": "",
                "in_diary": True,
                "cancelled_on": None,
                "reported_on": None,
                "imported": False,
                "withdrawn": False,
            }
        )
    report_rows: list[dict[str, Any]] = [
        {
            "id": row["id"],
            "school": row["school"],
            "author": row["author"],
            "capacity": row["capacity"],
            "visit": row["id"],
            "deployment": None,
            "half_term": "",
            "visit_on": row["ends"],
            "due_on": row["ends"],
            "filed_at": NOW,
            "version": 1,
            "amended_at": None,
        }
        for row in visit_rows
    ]
    version_rows: list[dict[str, Any]] = [
        {
            "report": row["id"],
            "number": 1,
            "author": row["author"],
            "at": NOW,
            "purpose": "",
            "activities": "",
            "outcomes": "",
            "recommendations": "",
        }
        for row in visit_rows
    ]
    duty_rows: list[dict[str, Any]] = [
        {
            "id": row["id"],
            "kind": DutyKind.VISIT_REPORT,
            "state": DutyState.OPEN,
            "owner": row["author"],
            "school": row["school"],
            "capacity": row["capacity"],
            "designation": None,
            "risk": None,
            "arises_on": row["ends"],
            "about_on": row["ends"],
            "due_on": row["ends"],
            "visit": row["id"],
            "deployment": None,
            "half_term": "",
            "fulfilled_at": None,
            "report": None,
            "next_action_at": None,
            "about": "",
            "origin": row["author"],
        }
        for row in visit_rows
    ]
    for table, rows in (
        (visits, visit_rows),
        (reports, report_rows),
        (report_versions, version_rows),
        (duties, duty_rows),
    ):
        await uow.connection.execute(sa.insert(table), rows)


@shared
@given(scope=scopes)
async def test_a_scope_reaches_in_sql_what_it_admits(many_things: SqlStore, scope: Scope) -> None:
    admitted = {number for number, thing in enumerate(THINGS, start=1) if scope.admits(thing)}
    limit = len(THINGS) + 1
    async with many_things.transaction(read_only=True) as uow:
        found_duties = await uow.duties.page(DutyQuery(), scope, limit=limit)
        found_visits = await uow.visits.page(VisitQuery(TODAY), scope, limit=limit)
        found_reports = await uow.reports.latest(scope, limit=limit)
        counted = await uow.duties.count(DutyQuery(), scope)
    assert {duty.id for duty in found_duties.items} == admitted
    assert {visit.id for visit in found_visits.items} == admitted
    assert {report.id for report in found_reports} == admitted
    assert found_duties.total == found_visits.total == counted == len(admitted)


@shared
@given(scope=scopes, today=st.dates(date(2026, 9, 1), date(2027, 1, 31)))
async def test_sql_finds_overdue_what_the_rule_calls_overdue(
    many_things: SqlStore, scope: Scope, today: date
) -> None:
    async with many_things.transaction(read_only=True) as uow:
        late = await uow.duties.page(DutyQuery(due_before=today), scope, limit=len(THINGS) + 1)
        everything = await uow.duties.of_visits(range(1, len(THINGS) + 1))
    by_rule = {
        stored.id
        for stored in everything
        if stored.duty.is_overdue(today)
        and scope.admits(
            Thing(stored.duty.school, stored.duty.owner, stored.duty.capacity, stored.duty.about_on)
        )
    }
    assert {duty.id for duty in late.items} == by_rule
    assert late.total == len(by_rule)


async def test_a_fulfilled_duty_is_overdue_neither_in_sql_nor_by_the_rule(many_things: SqlStore) -> None:
    at = datetime(2027, 1, 1, tzinfo=UTC)
    async with many_things.transaction() as uow:
        await uow.duties.fulfil(1, at, None)
        late = await uow.duties.page(
            DutyQuery(due_before=date(2027, 6, 1)), Scope(everything=True), limit=len(THINGS)
        )
        fulfilled = await uow.duties.get(1)
    assert fulfilled is not None
    assert isinstance(fulfilled.duty, Duty)
    assert not fulfilled.duty.is_overdue(date(2027, 6, 1))
    assert 1 not in {duty.id for duty in late.items}
    assert late.total == len(THINGS) - 1


async def test_an_empty_scope_reaches_nothing(many_things: SqlStore) -> None:
    async with many_things.transaction(read_only=True) as uow:
        assert (await uow.duties.page(DutyQuery(), Scope())).items == ()
        assert await uow.duties.count(DutyQuery(), Scope()) == 0
        assert (await uow.visits.page(VisitQuery(TODAY), Scope())).total == 0
        assert await uow.reports.latest(Scope()) == []

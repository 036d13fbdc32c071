"""The port of duties, as far as sweeps look at them and people change them by hand."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
import sqlalchemy as sa

from storage.engine import is_sqlite
from storage.store import SqlStore, SqlUnitOfWork
from storage.tables import schools
from storage.trust_picture import raise_version
from strategy.designations import Designation, Risk
from strategy.duties import Changes, DutyState, StoredDuty
from strategy.permissions import Scope
from strategy.ports import DutyQuery
from strategy.school_year import LONDON
from tests.builders import (
    MARLOW,
    NOW,
    OAK_BANK,
    TODAY,
    SmallTrust,
    a_visit,
    duty_of,
    make_visit_and_duty,
    report_on,
    small_trust,
)

ALL = Scope(everything=True)
FRIDAY = date(2026, 11, 27)
TOMORROW = NOW + timedelta(days=1)


@pytest.fixture
async def two_stores(database_url: str) -> AsyncIterator[tuple[SqlStore, SqlStore]]:
    """Two stores of one database, as two processes have them."""
    pair = (SqlStore.at(database_url), SqlStore.at(database_url))
    yield pair
    for store in pair:
        await store.close()


async def the_duty(
    uow: SqlUnitOfWork, trust: SmallTrust, on: date = TODAY, school: str = OAK_BANK
) -> StoredDuty:
    return (await make_visit_and_duty(uow, a_visit(school, trust.sip, on), FRIDAY))[1]


async def looked_at(uow: SqlUnitOfWork, now: datetime = NOW, limit: int = 10) -> list[int]:
    return [entry.id for entry in await uow.duties.to_look_at(now, limit)]


async def test_a_new_duty_is_looked_at_from_the_morning_on_which_it_arises(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        duty = await the_duty(uow, trust)
        midnight = datetime.combine(TODAY, time.min, LONDON)
        assert await looked_at(uow, midnight - timedelta(seconds=1)) == []
        assert await uow.duties.to_look_at(midnight, 10) == [duty]


async def test_duties_are_looked_at_earliest_first_and_some_at_a_time(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        days = [TODAY, TODAY - timedelta(days=3), TODAY - timedelta(days=1)]
        first, second, third = [(await the_duty(uow, trust, day)).id for day in days]
        assert await looked_at(uow) == [second, third, first]
        assert await looked_at(uow, limit=2) == [second, third]


async def test_a_duty_is_looked_at_again_when_its_time_comes_or_never(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        days = (TODAY, TODAY - timedelta(days=1), TODAY - timedelta(days=2))
        later, never, now = [(await the_duty(uow, trust, day)).id for day in days]
        await uow.duties.look_again({})
        await uow.duties.look_again({later: TOMORROW, never: None, 4711: TOMORROW})
        assert await looked_at(uow) == [now]
        assert await looked_at(uow, TOMORROW) == [now, later]


async def test_a_duty_that_is_not_open_is_not_looked_at_whatever_was_set(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        days = (TODAY, TODAY - timedelta(days=1), TODAY - timedelta(days=2))
        fulfilled, void, excused = [await the_duty(uow, trust, day) for day in days]
        await uow.duties.fulfil(fulfilled.id, NOW, None)
        await uow.duties.apply(Changes(void=(void.id,)))
        await uow.duties.change(excused, replace(excused, state=DutyState.EXCUSED), NOW)
        await uow.duties.look_again(dict.fromkeys((fulfilled.id, void.id, excused.id), NOW))
        assert await looked_at(uow, TOMORROW) == []


async def test_a_duty_whose_day_moves_is_looked_at_anew(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        visit, duty = await make_visit_and_duty(uow, a_visit(OAK_BANK, trust.sip, TODAY), FRIDAY)
        await uow.duties.look_again({duty.id: NOW + timedelta(days=20)})
        moved = duty_of(replace(visit, starts=FRIDAY, ends=FRIDAY), FRIDAY + timedelta(days=5))
        await uow.duties.apply(Changes(changed=((duty.id, moved),)))
        assert await looked_at(uow, TOMORROW) == []
        assert await looked_at(uow, datetime.combine(FRIDAY, time.min, LONDON)) == [duty.id]


async def test_of_two_sweeps_at_once_each_looks_at_other_duties(
    two_stores: tuple[SqlStore, SqlStore],
) -> None:
    store, other = two_stores
    trust = await small_trust(store)
    async with store.transaction() as uow:
        days = (TODAY, TODAY - timedelta(days=1), TODAY - timedelta(days=2))
        newest, middle, oldest = [(await the_duty(uow, trust, day)).id for day in days]
    if is_sqlite(store.engine):
        # There transactions that may write come one after the other.
        async with store.transaction() as uow:
            assert await looked_at(uow, limit=2) == [oldest, middle]
            await uow.duties.look_again(dict.fromkeys((oldest, middle), TOMORROW))
        async with other.transaction() as uow:
            assert await looked_at(uow) == [newest]
        return
    async with store.transaction() as uow, other.transaction() as another:
        assert await looked_at(uow, limit=2) == [oldest, middle]
        assert await looked_at(another) == [newest]


async def test_an_extended_duty_is_due_later_and_looked_at_at_once(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        duty = await the_duty(uow, trust)
        await uow.duties.look_again({duty.id: None})
        later = replace(duty.duty, due_on=date(2026, 12, 4), extended_to=date(2026, 12, 4))
        extended = replace(duty, duty=later)
        assert await uow.duties.change(duty, extended, NOW)
        assert await uow.duties.get(duty.id) == extended
        assert await looked_at(uow) == [duty.id]


async def test_a_duty_given_to_somebody_else_remembers_who_owed_it_and_may_come_back(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        duty = await the_duty(uow, trust)
        given = replace(duty, duty=replace(duty.duty, owner=trust.other_sip))
        assert await uow.duties.change(duty, given, NOW)
        stored = await uow.duties.get(duty.id)
        assert stored is not None
        assert (stored.duty.owner, stored.duty.origin) == (trust.other_sip, trust.sip)
        assert stored.duty.key == duty.duty.key
        assert (await uow.duties.page(DutyQuery(owner=trust.sip), ALL)).items == ()
        assert await uow.duties.change(
            stored, replace(stored, duty=replace(stored.duty, owner=trust.sip)), NOW
        )
        assert await uow.duties.get(duty.id) == duty


async def test_somebody_excused_owes_it_no_more_and_a_report_that_comes_still_counts(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        duty = await the_duty(uow, trust)
        assert await uow.duties.change(duty, replace(duty, state=DutyState.EXCUSED), NOW)
        assert (await uow.duties.page(DutyQuery(), ALL)).total == 0
        await uow.duties.fulfil(duty.id, NOW, None)
        stored = await uow.duties.get(duty.id)
    assert stored is not None
    assert (stored.state, stored.duty.fulfilled_at) == (DutyState.FULFILLED, NOW)


@pytest.mark.parametrize("state", [DutyState.FULFILLED, DutyState.EXCUSED, DutyState.VOID])
async def test_only_an_open_duty_is_changed_by_hand(store: SqlStore, state: DutyState) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        duty = await the_duty(uow, trust)
        if state is DutyState.FULFILLED:
            await uow.duties.fulfil(duty.id, NOW, None)
        elif state is DutyState.EXCUSED:
            await uow.duties.change(duty, replace(duty, state=state), NOW)
        else:
            await uow.duties.apply(Changes(void=(duty.id,)))
        before = await uow.duties.get(duty.id)
        later = replace(duty.duty, due_on=date(2026, 12, 4), extended_to=date(2026, 12, 4))
        assert not await uow.duties.change(duty, replace(duty, duty=later), NOW)
        assert await uow.duties.get(duty.id) == before


async def test_a_duty_whose_report_is_withdrawn_is_owed_again_under_its_schools_risk_of_today(
    store: SqlStore,
) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        visit, duty = await make_visit_and_duty(uow, a_visit(MARLOW, trust.sip, TODAY), FRIDAY)
        report = await uow.reports.add(report_on(visit))
        await uow.duties.fulfil(duty.id, NOW, report.id)
        await uow.connection.execute(
            sa.update(schools).where(schools.c.urn == MARLOW).values(designation=Designation.REPAIR)
        )
        await raise_version(uow.connection)
        await uow.read_trust_again()
        await uow.duties.reopen(duty.id, TOMORROW)
        await uow.duties.reopen(4711, TOMORROW)
        [row] = (await uow.duties.page(DutyQuery(), ALL)).items
        assert (row.id, row.state, row.report, row.fulfilled_at) == (duty.id, DutyState.OPEN, None, None)
        assert row.risk is Risk.HIGH
        assert await uow.duties.get(duty.id) == duty
        assert await looked_at(uow) == []
        assert await looked_at(uow, TOMORROW) == [duty.id]


@pytest.mark.parametrize("state", [DutyState.OPEN, DutyState.VOID])
async def test_only_a_fulfilled_duty_is_owed_again(store: SqlStore, state: DutyState) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        duty = await the_duty(uow, trust)
        if state is DutyState.VOID:
            await uow.duties.apply(Changes(void=(duty.id,)))
        before = await uow.duties.get(duty.id)
        await uow.duties.reopen(duty.id, NOW)
        assert await uow.duties.get(duty.id) == before

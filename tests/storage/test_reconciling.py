from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from storage.fingerprint import fingerprint
from storage.reconciling import mark_reconciled, reconcile_pending, reconcile_visits
from storage.store import SqlStore, SqlUnitOfWork
from storage.tables import closures, trust_state
from storage.trust_picture import raise_version
from strategy.duties import DutyState, StoredDuty
from strategy.permissions import Scope
from strategy.policy import load
from strategy.ports import DutyQuery
from strategy.school_year import Calendar
from tests.builders import (
    MARLOW,
    NOW,
    OAK_BANK,
    TODAY,
    SmallTrust,
    a_visit,
    make_deployment,
    report_on,
    small_trust,
)

POLICY = load()
LATER_POLICY = replace(POLICY, first_day=date(2027, 1, 4))
ALL = Scope(everything=True)


@pytest.fixture
async def trust(store: SqlStore) -> SmallTrust:
    """Eleven visits with their duties, one of them reported and one cancelled, and a deployment."""
    made = await small_trust(store)
    async with store.transaction() as uow:
        for n in range(9):
            await uow.visits.add(a_visit(OAK_BANK, made.sip, TODAY + timedelta(days=n)))
        cancelled = await uow.visits.add(a_visit(MARLOW, made.other_sip, TODAY, cancelled_on=TODAY))
        reported = await uow.visits.add(a_visit(MARLOW, made.adviser, TODAY))
        await make_deployment(uow, made.deployed, OAK_BANK, date(2026, 11, 2), date(2026, 12, 18))
        await reconcile_visits(uow, POLICY, [reported, cancelled])
        [duty] = await uow.duties.of_visits([reported.id])
        report = await uow.reports.add(report_on(reported))
        await uow.visits.set_reported(reported.id, TODAY)
        await uow.duties.fulfil(duty.id, NOW, report.id)
    return made


async def _due_days(store: SqlStore, state: DutyState = DutyState.OPEN) -> list[date]:
    async with store.transaction() as uow:
        found = await uow.duties.page(DutyQuery(state=state), ALL, limit=100)
    return [duty.due_on for duty in found.items]


async def _close(store: SqlStore, day: date) -> None:
    async with store.transaction() as uow:
        await uow.connection.execute(sa.insert(closures).values(day=day, school="", name="Flood"))
        await raise_version(uow.connection)


@pytest.mark.parametrize("chunk", [1, 2, 9, 500])
async def test_every_open_duty_follows_however_small_the_chunks(
    store: SqlStore, trust: SmallTrust, chunk: int
) -> None:
    assert await reconcile_pending(store, POLICY, chunk=chunk) == 10
    assert len(await _due_days(store)) == 10
    assert len(await _due_days(store, DutyState.FULFILLED)) == 1
    assert await reconcile_pending(store, POLICY, chunk=chunk) == 0


async def test_a_closure_moves_what_is_open_and_leaves_what_is_fulfilled(
    store: SqlStore, trust: SmallTrust
) -> None:
    await reconcile_pending(store, POLICY)
    before = await _due_days(store)
    fulfilled = await _due_days(store, DutyState.FULFILLED)
    await _close(store, TODAY + timedelta(days=1))
    # The visits of Monday and of the closed Tuesday itself: only what counts that Tuesday moves.
    assert await reconcile_pending(store, POLICY) == 1
    after = await _due_days(store)
    assert after != before
    assert after[0] == before[0] + timedelta(days=1)
    assert await _due_days(store, DutyState.FULFILLED) == fulfilled


async def test_a_changed_policy_moves_duties_and_changing_it_back_moves_them_back(
    store: SqlStore, trust: SmallTrust
) -> None:
    await reconcile_pending(store, POLICY)
    before = await _due_days(store)
    assert await reconcile_pending(store, LATER_POLICY) == 10
    assert set(await _due_days(store)) == {date(2027, 1, 4)}
    assert await reconcile_pending(store, POLICY) == 10
    assert await _due_days(store) == before


async def test_what_was_broken_off_is_taken_up_where_it_stopped(store: SqlStore, trust: SmallTrust) -> None:
    await reconcile_pending(store, POLICY)
    committed = 0

    def break_off_at_the_third(_connection: object) -> None:
        nonlocal committed
        committed += 1
        if committed == 4:  # the look at whether there is anything to do was the first
            raise ConnectionAbortedError

    sa.event.listen(store.engine.sync_engine, "commit", break_off_at_the_third)
    with pytest.raises(ConnectionAbortedError):
        await reconcile_pending(store, LATER_POLICY, chunk=2)
    sa.event.remove(store.engine.sync_engine, "commit", break_off_at_the_third)
    assert (await _due_days(store)).count(date(2027, 1, 4)) == 4
    async with store.transaction() as uow:
        state = (await uow.connection.execute(sa.select(trust_state))).one()
    assert (state.stage, state.cursor) == ("visits", 4)
    assert await reconcile_pending(store, LATER_POLICY, chunk=2) == 6
    assert set(await _due_days(store)) == {date(2027, 1, 4)}


async def test_a_calendar_that_changes_meanwhile_begins_it_anew(store: SqlStore, trust: SmallTrust) -> None:
    await reconcile_pending(store, LATER_POLICY)
    async with store.transaction() as uow:
        await _pretend_to_be_half_way(uow, fingerprint(POLICY, uow.trust.calendar))
    await _close(store, TODAY + timedelta(days=1))
    assert await reconcile_pending(store, POLICY, chunk=2) == 10
    assert date(2027, 1, 4) not in await _due_days(store)


async def _pretend_to_be_half_way(uow: SqlUnitOfWork, wanted: str) -> None:
    await uow.connection.execute(sa.update(trust_state).values(wanted=wanted, stage="deployments", cursor=0))


async def test_two_processes_reconcile_at_once_without_harm(database_url: str) -> None:
    stores = [SqlStore.at(database_url) for _ in range(2)]
    try:
        made = await small_trust(stores[0])
        async with stores[0].transaction() as uow:
            for n in range(12):
                await uow.visits.add(a_visit(OAK_BANK, made.sip, TODAY + timedelta(days=n)))
        changed = await asyncio.gather(*(reconcile_pending(store, POLICY, chunk=2) for store in stores))
        assert sum(changed) == 12
        assert len(await _due_days(stores[1])) == 12
    finally:
        for store in stores:
            await store.close()


async def _change(store: SqlStore, number: int, state: DutyState, **changes: Any) -> StoredDuty:
    """Change the open duty of a visit by hand; how it is stored then."""
    async with store.transaction() as uow:
        [entry] = await uow.duties.of_visits([number])
        changed = replace(entry, duty=replace(entry.duty, **changes), state=state)
        assert await uow.duties.change(entry, changed, NOW)
        [stored] = await uow.duties.of_visits([number])
    return stored


async def _duty(store: SqlStore, visit: int) -> StoredDuty:
    async with store.transaction() as uow:
        [stored] = await uow.duties.of_visits([visit])
    return stored


async def test_duties_that_were_extended_reassigned_or_excused_survive_a_change_of_policy(
    store: SqlStore, trust: SmallTrust
) -> None:
    await reconcile_pending(store, POLICY)
    until = date(2027, 1, 15)
    extended = await _change(store, 1, DutyState.OPEN, due_on=until, extended_to=until)
    given = await _change(store, 2, DutyState.OPEN, owner=trust.other_sip)
    excused = await _change(store, 3, DutyState.EXCUSED)
    assert (given.duty.owner, given.duty.origin) == (trust.other_sip, trust.sip)

    await reconcile_pending(store, LATER_POLICY)
    assert await _duty(store, 1) == extended  # later than the day on which this policy begins
    assert await _duty(store, 2) == replace(given, duty=replace(given.duty, due_on=date(2027, 1, 4)))
    assert await _duty(store, 3) == excused
    await reconcile_pending(store, POLICY)
    assert [await _duty(store, visit) for visit in (1, 2, 3)] == [extended, given, excused]
    async with store.transaction() as uow:
        assert len(await uow.duties.of_visits(list(range(1, 12)))) == 10  # none was derived a second time


async def test_a_visit_that_moves_takes_a_duty_changed_by_hand_with_it_but_an_extension_that_is_later_holds(
    store: SqlStore, trust: SmallTrust
) -> None:
    await reconcile_pending(store, POLICY)
    until = date(2026, 12, 11)
    for visit in (1, 2):
        await _change(store, visit, DutyState.OPEN, owner=trust.other_sip, due_on=until, extended_to=until)

    async def move(visit: int, day: date) -> StoredDuty:
        async with store.transaction() as uow:
            stored = await uow.visits.get(visit)
            assert stored is not None
            await reconcile_visits(uow, POLICY, [replace(stored, starts=day, ends=day)])
        return await _duty(store, visit)

    sooner, later = await move(1, date(2026, 12, 3)), await move(2, date(2026, 12, 16))
    assert [(each.duty.about_on, each.duty.due_on) for each in (sooner, later)] == [
        (date(2026, 12, 3), until),
        (date(2026, 12, 16), date(2026, 12, 21)),
    ]
    assert {(each.duty.owner, each.duty.origin) for each in (sooner, later)} == {(trust.other_sip, trust.sip)}


async def test_marking_it_done_leaves_nothing_to_do(store: SqlStore, trust: SmallTrust) -> None:
    async with store.transaction() as uow:
        await mark_reconciled(uow, POLICY)
    assert await reconcile_pending(store, POLICY) == 0
    assert await _due_days(store) == []


def test_a_fingerprint_tells_what_due_days_depend_on_and_nothing_else() -> None:
    calendar = Calendar((), [(date(2026, 12, 24), "Christmas", None)])
    renamed = Calendar((), [(date(2026, 12, 24), "Closed", None)])
    moved = Calendar((), [(date(2026, 12, 23), "Christmas", None)])
    of_a_school = Calendar((), [(date(2026, 12, 24), "Christmas", OAK_BANK)])
    assert fingerprint(load(), calendar) == fingerprint(POLICY, renamed)
    assert len({fingerprint(POLICY, c) for c in (calendar, moved, of_a_school)}) == 3
    assert fingerprint(POLICY, calendar) != fingerprint(LATER_POLICY, calendar)

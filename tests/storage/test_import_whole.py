"""Imports as a whole: a changed calendar, one that is killed, and a large one."""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from storage.importing import import_directory
from storage.store import SqlStore
from strategy.actions.importing import Counts, ImportReport
from strategy.duties import REPORTS, DutyState
from strategy.permissions import Scope
from strategy.policy import load
from strategy.ports import DutyQuery, DutyRow, VisitQuery
from strategy.visits import Visit
from tests.builders import NOW, TODAY
from tests.storage.trust_folder import MARLOW, TrustFolder

POLICY = load()
ALL = Scope(everything=True)


@pytest.fixture
def folder(tmp_path: Path) -> TrustFolder:
    made = TrustFolder(tmp_path / "trust")
    made.files["visits.csv"] = []
    return made


async def run(store: SqlStore, folder: TrustFolder, now: datetime = NOW) -> ImportReport:
    return await import_directory(store, POLICY, folder.write(), now=now)


async def duties_of(store: SqlStore, state: DutyState | None = DutyState.OPEN) -> list[DutyRow]:
    """The reports that are owed; what else a school asks for is not of its diary."""
    async with store.transaction() as uow:
        return list((await uow.duties.page(DutyQuery(state=state, kinds=REPORTS), ALL, limit=100)).items)


async def visits_of(store: SqlStore) -> list[Visit]:
    async with store.transaction() as uow:
        return list((await uow.visits.page(VisitQuery(TODAY), ALL, limit=100)).items)


async def test_a_changed_calendar_moves_every_open_duty_and_no_fulfilled_one(
    store: SqlStore, folder: TrustFolder
) -> None:
    folder.files["visits.csv"] = [
        folder.visit("2026-12-15"),
        folder.visit("2026-12-16", urn=MARLOW),
        folder.visit("2026-11-10", reported_on="2026-11-12"),
    ]
    await run(store, folder)
    assert [duty.due_on for duty in await duties_of(store)] == [date(2026, 12, 18), date(2026, 12, 21)]
    fulfilled = await duties_of(store, DutyState.FULFILLED)
    del folder.files["visits.csv"]
    folder.closures.append({"date": "2026-12-17", "name": "Flood", "urn": ""})
    folder.closures.append({"date": "2026-11-11", "name": "Flood", "urn": ""})
    report = await run(store, folder)
    # The four papers of its schools fall due by that day too.
    assert report.duties == 2 + 4
    assert [duty.due_on for duty in await duties_of(store)] == [date(2026, 12, 21), date(2026, 12, 22)]
    assert await duties_of(store, DutyState.FULFILLED) == fulfilled


async def test_an_import_that_is_killed_halfway_leaves_nothing(
    database_url: str, folder: TrustFolder
) -> None:
    """The database goes away just before the end: everything but the audit is written."""
    folder.files["visits.csv"] = [folder.visit("2026-11-16")]
    store = SqlStore.at(database_url)
    written: list[str] = []

    def die_at_the_audit(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        written.append(statement)
        if statement.startswith("INSERT INTO audit"):
            raise ConnectionAbortedError

    sa.event.listen(store.engine.sync_engine, "before_cursor_execute", die_at_the_audit)
    try:
        with pytest.raises(ConnectionAbortedError):
            await run(store, folder)
    finally:
        await store.close()
    assert any(statement.startswith("INSERT INTO duties") for statement in written)
    survivor = SqlStore.at(database_url)
    try:
        trust = await survivor.trust()
        assert (trust.version, trust.people, trust.schools) == (0, {}, {})
        assert await visits_of(survivor) == []
        async with survivor.transaction() as uow:
            assert await uow.duties.count(DutyQuery(state=None), ALL) == 0
        assert (await run(survivor, folder)).files["visits.csv"] == Counts(added=1)
    finally:
        await survivor.close()


async def test_a_thousand_schools_are_imported_in_seconds(store: SqlStore, folder: TrustFolder) -> None:
    folder.people[:] = [folder.person("carol@trust.example", "Carol", roles="ceo")]
    folder.people.extend(folder.person(f"p{n}@trust.example", f"Person {n}") for n in range(1_100))
    folder.schools[:] = [
        folder.school(
            f"{100_000 + n}",
            f"School {n}",
            headteacher=f"p{n}@trust.example",
            sip=f"p{1_000 + n // 10}@trust.example",
        )
        for n in range(1_000)
    ]
    folder.files["visits.csv"] = [
        folder.visit(
            (date(2026, 9, 1) + timedelta(days=20 * k)).isoformat(),
            urn=f"{100_000 + n}",
            author=f"p{1_000 + n // 10}@trust.example",
        )
        for n in range(1_000)
        for k in range(5)
    ]
    path = folder.write()
    took: list[float] = []
    for _ in range(2):
        began = time.perf_counter()
        report = await import_directory(store, POLICY, path, now=NOW)
        took.append(time.perf_counter() - began)
    assert report.files["visits.csv"] == Counts(unchanged=5_000)
    assert max(took) < 30, took  # some 2 and 0.5 on two idle cores

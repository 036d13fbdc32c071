"""Importing visits, deployments and meetings, and the duties that follow from them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from storage.importing import import_directory
from storage.store import SqlStore
from storage.tables import duties as all_duties
from storage.tables import meetings
from strategy.actions.importing import Counts, ImportReport
from strategy.duties import REPORTS, DutyKind, DutyState
from strategy.errors import BadDirectory
from strategy.meetings import Meeting
from strategy.people import Capacity
from strategy.permissions import Scope
from strategy.policy import load
from strategy.policy_reporting import Body
from strategy.ports import Cancellation, DutyQuery, DutyRow, VisitQuery
from strategy.school_year import LONDON
from strategy.visits import Mode, Visit
from tests.builders import NOW, TODAY, a_visit, report_on
from tests.storage.trust_folder import MARLOW, OAK, OTHER, SIP, TrustFolder

POLICY = load()
ALL = Scope(everything=True)


@pytest.fixture
def folder(tmp_path: Path) -> TrustFolder:
    made = TrustFolder(tmp_path / "trust")
    made.files["visits.csv"] = []
    return made


async def run(store: SqlStore, folder: TrustFolder, now: datetime = NOW) -> ImportReport:
    return await import_directory(store, POLICY, folder.write(), now=now)


async def of_schools(store: SqlStore) -> int:
    """How many duties ask for neither a visit nor a deployment: schools bring them, whatever the diary."""
    async with store.transaction(read_only=True) as uow:
        found = sa.select(sa.func.count()).where(
            all_duties.c.visit.is_(None),
            all_duties.c.deployment.is_(None),
            all_duties.c.state == DutyState.OPEN,
        )
        return int((await uow.connection.execute(found)).scalar_one())


async def duties_of(store: SqlStore, state: DutyState | None = DutyState.OPEN) -> list[DutyRow]:
    """The reports that are owed; what else a school asks for is not of its diary."""
    async with store.transaction() as uow:
        return list((await uow.duties.page(DutyQuery(state=state, kinds=REPORTS), ALL, limit=100)).items)


async def visits_of(store: SqlStore) -> list[Visit]:
    async with store.transaction() as uow:
        return list((await uow.visits.page(VisitQuery(TODAY), ALL, limit=100)).items)


async def test_a_visit_of_the_file_owes_its_report(store: SqlStore, folder: TrustFolder) -> None:
    folder.files["visits.csv"] = [
        folder.visit("2026-11-16", days="0.5", mode="teams", capacity="sle", purpose="Number, “sense”"),
    ]
    report = await run(store, folder)
    assert report.files["visits.csv"] == Counts(added=1)
    assert report.duties == 1 + await of_schools(store)
    [visit] = await visits_of(store)
    assert (visit.mode, visit.capacity, visit.purpose) == (Mode.TEAMS, Capacity.SLE, "Number, “sense”")
    assert (visit.starts, visit.ends, visit.in_diary) == (date(2026, 11, 16), date(2026, 11, 16), True)
    [duty] = await duties_of(store)
    assert (duty.visit, duty.kind, duty.due_on) == (visit.id, DutyKind.VISIT_REPORT, date(2026, 11, 19))


@pytest.mark.parametrize(
    ("day", "days", "ends"),
    [
        ("2026-11-19", "0.5", "2026-11-19"),
        ("2026-11-19", "1", "2026-11-19"),
        ("2026-11-19", "1.5", "2026-11-20"),
        ("2026-11-19", "2", "2026-11-20"),
        ("2026-11-19", "2.5", "2026-11-23"),
        ("2026-11-21", "1", "2026-11-21"),
        ("2026-11-21", "2", "2026-11-24"),
        ("2026-12-23", "2", "2026-12-29"),
    ],
    ids=str,
)
async def test_a_visit_of_several_days_ends_on_the_last_of_as_many_working_days(
    sqlite_store: SqlStore, folder: TrustFolder, day: str, days: str, ends: str
) -> None:
    folder.files["visits.csv"] = [folder.visit(day, days=days)]
    await run(sqlite_store, folder)
    [visit] = await visits_of(sqlite_store)
    assert visit.ends == date.fromisoformat(ends)


async def test_a_visit_reported_before_going_live_owes_nothing(store: SqlStore, folder: TrustFolder) -> None:
    folder.files["visits.csv"] = [folder.visit("2026-11-10", reported_on="2026-11-12")]
    await run(store, folder)
    assert await duties_of(store) == []
    [duty] = await duties_of(store, DutyState.FULFILLED)
    assert duty.fulfilled_at == datetime(2026, 11, 12, 12, tzinfo=LONDON)
    assert duty.report is None
    [visit] = await visits_of(store)
    assert visit.reported_on == date(2026, 11, 12)


async def test_a_report_that_becomes_known_later_fulfils_the_duty(
    store: SqlStore, folder: TrustFolder
) -> None:
    folder.files["visits.csv"] = [folder.visit("2026-11-10")]
    await run(store, folder)
    assert len(await duties_of(store)) == 1
    folder.files["visits.csv"][0]["reported_on"] = "2026-11-20"
    assert (await run(store, folder)).files["visits.csv"] == Counts(changed=1)
    assert await duties_of(store) == []
    assert len(await duties_of(store, DutyState.FULFILLED)) == 1


async def test_a_report_before_its_visit_is_a_fault(store: SqlStore, folder: TrustFolder) -> None:
    folder.files["visits.csv"] = [folder.visit("2026-11-10", reported_on="2026-11-09")]
    with pytest.raises(BadDirectory) as refusal:
        await run(store, folder)
    assert [str(fault) for fault in refusal.value.faults] == [
        "visits.csv:2: reported_on: is before the visit"
    ]


async def test_a_visit_that_moves_in_the_file_takes_its_duty_along(
    store: SqlStore, folder: TrustFolder
) -> None:
    folder.files["visits.csv"] = [folder.visit("2026-11-16")]
    await run(store, folder)
    folder.files["visits.csv"][0].update(days="3", mode="teams")
    assert (await run(store, folder)).files["visits.csv"] == Counts(changed=1)
    [visit], [duty] = await visits_of(store), await duties_of(store)
    assert (visit.ends, visit.mode) == (date(2026, 11, 18), Mode.TEAMS)
    assert (duty.about_on, duty.due_on) == (date(2026, 11, 18), date(2026, 11, 23))


async def test_a_visit_that_is_gone_from_the_file_is_cancelled_and_comes_back_with_its_row(
    store: SqlStore, folder: TrustFolder
) -> None:
    folder.files["visits.csv"] = [folder.visit("2026-11-16"), folder.visit("2026-11-17", urn=MARLOW)]
    await run(store, folder)
    before = await visits_of(store)
    row = folder.files["visits.csv"].pop()
    assert (await run(store, folder)).files["visits.csv"] == Counts(ended=1, unchanged=1)
    assert [visit.cancelled_on for visit in await visits_of(store)] == [None, TODAY]
    assert len(await duties_of(store)) == 1
    assert len(await duties_of(store, DutyState.VOID)) == 1
    assert not (await run(store, folder)).has_changed_anything
    folder.files["visits.csv"].append(row)
    assert (await run(store, folder)).files["visits.csv"] == Counts(changed=1, unchanged=1)
    assert await visits_of(store) == before
    assert len(await duties_of(store)) == 2


async def test_an_absent_file_leaves_its_things_alone(store: SqlStore, folder: TrustFolder) -> None:
    folder.files["visits.csv"] = [folder.visit("2026-11-16")]
    folder.files["deployments.csv"] = [folder.deployment()]
    folder.files["meetings.csv"] = [folder.meeting()]
    await run(store, folder)
    before = (await visits_of(store), await duties_of(store))
    for name in ("visits.csv", "deployments.csv", "meetings.csv"):
        del folder.files[name]
    assert not (await run(store, folder)).has_changed_anything
    assert (await visits_of(store), await duties_of(store)) == before
    assert len((await store.trust()).deployments) == 1


async def test_a_visit_that_was_reported_here_stays_whatever_the_file_says(
    store: SqlStore, folder: TrustFolder
) -> None:
    folder.files["visits.csv"] = [folder.visit("2026-11-16")]
    await run(store, folder)
    [visit], [duty] = await visits_of(store), await duties_of(store)
    async with store.transaction() as uow:
        report = await uow.reports.add(report_on(visit))
        await uow.visits.set_reported(visit.id, TODAY)
        await uow.duties.fulfil(duty.id, NOW, report.id)
    reported = await visits_of(store)
    folder.files["visits.csv"][0].update(mode="teams", days="3", reported_on="2026-11-17")
    assert not (await run(store, folder)).has_changed_anything
    folder.files["visits.csv"].clear()
    assert not (await run(store, folder)).has_changed_anything
    assert await visits_of(store) == reported
    [fulfilled] = await duties_of(store, DutyState.FULFILLED)
    assert fulfilled.report == report.id


async def test_a_visit_that_the_bot_recorded_is_not_cancelled_for_want_of_a_row(
    store: SqlStore, folder: TrustFolder
) -> None:
    await run(store, folder)
    async with store.transaction() as uow:
        author = uow.trust.by_email(SIP)
        assert author is not None
        booked = await uow.visits.add(a_visit(OAK, author.id, date(2026, 11, 26)))
    assert not (await run(store, folder)).has_changed_anything
    assert await visits_of(store) == [booked]
    folder.files["visits.csv"] = [folder.visit("2026-11-26", purpose="Writing")]
    assert (await run(store, folder)).files["visits.csv"] == Counts(changed=1)
    assert await visits_of(store) == [replace(booked, purpose="Writing")]
    folder.files["visits.csv"].clear()
    assert not (await run(store, folder)).has_changed_anything


async def test_somebody_who_has_left_may_have_visits_in_the_file(
    store: SqlStore, folder: TrustFolder
) -> None:
    folder.files["visits.csv"] = [folder.visit("2026-11-16", author=OTHER)]
    await run(store, folder)
    folder.people.pop()
    folder.schools[1].update(senior_leaders="", adviser="")
    folder.files["visits.csv"].append(folder.visit("2026-11-17", author=OTHER))
    report = await run(store, folder)
    assert report.files["people.csv"] == Counts(ended=1, unchanged=4)
    assert report.files["visits.csv"] == Counts(added=1, unchanged=1)
    assert len({visit.author for visit in await visits_of(store)}) == 1


async def test_a_deployment_owes_a_report_for_each_half_term_it_touches(
    store: SqlStore, folder: TrustFolder
) -> None:
    folder.files["deployments.csv"] = [folder.deployment()]
    report = await run(store, folder)
    assert report.files["deployments.csv"] == Counts(added=1)
    assert report.duties == 3 + await of_schools(store)
    duties = await duties_of(store)
    assert [duty.due_on for duty in duties] == [date(2026, 10, 23), date(2026, 12, 18), date(2027, 2, 12)]
    [deployment] = (await store.trust()).deployments
    assert str(deployment.days_per_week) == "2.5"
    folder.files["deployments.csv"][0]["to"] = "2026-12-01"
    assert (await run(store, folder)).files["deployments.csv"] == Counts(changed=1)
    assert [duty.half_term for duty in await duties_of(store)] == ["2026/27 autumn-1", "2026/27 autumn-2"]


async def test_a_deployment_that_is_gone_from_the_file_is_withdrawn_with_what_is_open_of_it(
    store: SqlStore, folder: TrustFolder
) -> None:
    folder.files["deployments.csv"] = [folder.deployment()]
    await run(store, folder)
    first = (await duties_of(store))[0]
    async with store.transaction() as uow:
        await uow.duties.fulfil(first.id, NOW, None)
    row = folder.files["deployments.csv"].pop()
    assert (await run(store, folder)).files["deployments.csv"] == Counts(ended=1)
    async with store.transaction() as uow:
        assert uow.trust.deployments == ()
    assert await duties_of(store) == []
    assert [duty.id for duty in await duties_of(store, DutyState.FULFILLED)] == [first.id]
    folder.files["deployments.csv"].append(row)
    assert (await run(store, folder)).files["deployments.csv"] == Counts(changed=1)
    assert len(await duties_of(store)) == 2


async def test_meetings_come_change_go_and_come_back(store: SqlStore, folder: TrustFolder) -> None:
    folder.files["meetings.csv"] = [folder.meeting(), folder.meeting(body="eit", urn="")]
    assert (await run(store, folder)).files["meetings.csv"] == Counts(added=2)
    folder.files["meetings.csv"][0]["ends"] = "15:00"
    eit = folder.files["meetings.csv"].pop()
    assert (await run(store, folder)).files["meetings.csv"] == Counts(changed=1, ended=1)
    async with store.transaction() as uow:
        rows = (await uow.connection.execute(sa.select(meetings).order_by(meetings.c.id))).all()
    assert [(row.body, row.school, row.starts, row.ends) for row in rows] == [
        ("progress_board", OAK, "13:00", "15:00"),
        ("eit", "", "13:00", "14:30"),
    ]
    assert [row.withdrawn_on for row in rows] == [None, TODAY]
    folder.files["meetings.csv"].append(eit)
    assert (await run(store, folder)).files["meetings.csv"] == Counts(changed=1, unchanged=1)


async def test_a_meeting_that_was_cancelled_in_the_bot_is_not_put_down_again_by_its_row(
    store: SqlStore, folder: TrustFolder
) -> None:
    folder.files["meetings.csv"] = [folder.meeting(), folder.meeting(body="eit", urn="")]
    await run(store, folder)
    async with store.transaction() as uow:
        [board] = await uow.meetings.ahead(Body.PROGRESS_BOARD, OAK, date(2020, 1, 1))
        someone = next(iter(uow.trust.people.values())).id
        assert await uow.meetings.withdraw(board.id, TODAY)
        await uow.meeting_cancellations.add(Cancellation(0, board.id, someone, NOW, "snow"))
    folder.files["meetings.csv"][0]["ends"] = "15:00"
    await run(store, folder)
    async with store.transaction() as uow:
        assert not await uow.meetings.ahead(Body.PROGRESS_BOARD, OAK, date(2020, 1, 1))


async def test_a_meeting_that_was_recorded_in_the_bot_needs_no_row(
    store: SqlStore, folder: TrustFolder
) -> None:
    folder.files["meetings.csv"] = [folder.meeting()]
    await run(store, folder)
    async with store.transaction() as uow:
        recorded = await uow.meetings.add(
            Meeting(0, Body.EIT, "", TODAY + timedelta(days=9), time(9), time(10, 30))
        )
    assert (await run(store, folder)).files["meetings.csv"] == Counts(unchanged=1)
    async with store.transaction() as uow:
        assert await uow.meetings.first(Body.EIT, "", TODAY) == recorded

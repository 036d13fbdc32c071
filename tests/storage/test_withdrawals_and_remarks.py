"""What follows a report in storage: what was said of it, the meetings it is for, and its withdrawal."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.store import SqlStore
from strategy.duties import DutyState
from strategy.permissions import Scope
from strategy.policy import Audience
from strategy.ports import AlreadyThere, Remark, RemarkKind, Showing, Withdrawal
from strategy.reports import Report, ReportVersion
from tests.builders import NOW, OAK_BANK, TEXT, TODAY, SmallTrust, make_visit_and_duty, report_on, small_trust
from tests.builders import a_visit as visit_on

INACCURATE, ACKNOWLEDGED = RemarkKind.INACCURATE, RemarkKind.ACKNOWLEDGED


async def filed(store: SqlStore) -> tuple[SmallTrust, Report]:
    """Sam's report on Oak Bank."""
    trust = await small_trust(store)
    async with store.transaction() as uow:
        visit, duty = await make_visit_and_duty(uow, visit_on(OAK_BANK, trust.sip, TODAY), TODAY)
        report = await uow.reports.add(report_on(visit))
        await uow.visits.set_reported(visit.id, TODAY)
        await uow.duties.fulfil(duty.id, NOW, report.id)
    return trust, report


async def say(store: SqlStore, report: Report, person: int, kind: RemarkKind, version: int = 1) -> Remark:
    async with store.transaction() as uow:
        text = "We have 14 staff \u2013 not 12" if kind is INACCURATE else ""
        return await uow.remarks.add(Remark(0, report.id, version, person, kind, text, NOW))


async def waiting(store: SqlStore) -> list[int]:
    async with store.transaction() as uow:
        page = await uow.remarks.unanswered()
    assert page.total == len(page.items)
    return [remark.id for remark in page.items]


async def test_remarks_come_back_as_they_were_said_and_in_their_order(store: SqlStore) -> None:
    trust, report = await filed(store)
    first = await say(store, report, trust.head_of_oak_bank, INACCURATE)
    second = await say(store, report, trust.head_of_oak_bank, ACKNOWLEDGED)
    async with store.transaction() as uow:
        assert await uow.remarks.of_report(report.id) == [first, second]
        assert await uow.remarks.get(first.id) == first
        assert await uow.remarks.get(second.id + 1) is None
        assert await uow.remarks.of_report(report.id + 1) == []


async def test_what_is_inaccurate_waits_until_it_is_acknowledged_after_all(store: SqlStore) -> None:
    trust, report = await filed(store)
    await say(store, report, trust.head_of_oak_bank, ACKNOWLEDGED)
    said = await say(store, report, trust.head_of_oak_bank, INACCURATE)
    assert await waiting(store) == [said.id]
    await say(store, report, trust.head_of_oak_bank, ACKNOWLEDGED)
    assert await waiting(store) == []


async def test_what_is_inaccurate_waits_until_the_report_is_amended(store: SqlStore) -> None:
    trust, report = await filed(store)
    await say(store, report, trust.head_of_oak_bank, INACCURATE)
    async with store.transaction() as uow:
        await uow.reports.amend(report.id, ReportVersion(2, trust.sip, NOW, TEXT))
    assert await waiting(store) == []


async def test_a_report_is_marked_once_for_each_body(store: SqlStore) -> None:
    _, report = await filed(store)
    board = Showing(report.id, Audience.PROGRESS_BOARD, OAK_BANK, TODAY)
    async with store.transaction() as uow:
        await uow.reports.show_at([board])
        later = TODAY + timedelta(days=30)
        await uow.reports.show_at(
            [
                Showing(report.id, Audience.PROGRESS_BOARD, OAK_BANK, later),
                Showing(report.id, Audience.EIT, "", later),
            ]
        )
    async with store.transaction() as uow:
        assert await uow.reports.showings(report.id) == [Showing(report.id, Audience.EIT, "", later), board]


async def test_nobody_finds_a_withdrawn_report_and_its_visit_owes_another(store: SqlStore) -> None:
    trust, report = await filed(store)
    await say(store, report, trust.head_of_oak_bank, INACCURATE)
    withdrawal = Withdrawal(report.id, report.visit, None, "wrong school", trust.sip, NOW)
    async with store.transaction() as uow:
        await uow.reports.show_at([Showing(report.id, Audience.EIT, "", TODAY)])
        await uow.reports.withdraw(withdrawal)
        assert report.visit is not None
        await uow.visits.set_unreported(report.visit)
        [duty] = await uow.duties.of_visits([report.visit])
        await uow.duties.reopen(duty.id, NOW)
    async with store.transaction() as uow:
        assert await uow.reports.get(report.id) is None
        assert await uow.reports.get(report.id, lock=True) is None
        assert await uow.reports.of_visit(report.visit) is None
        assert await uow.reports.latest(Scope(everything=True)) == []
        assert await uow.reports.showings(report.id) == []
        found = await uow.reports.withdrawal(report.id)
        assert found is not None
        assert (found[0].text, found[0].visit, found[1]) == (report.text, None, withdrawal)
        [duty] = await uow.duties.of_visits([report.visit])
        assert (duty.state, duty.duty.fulfilled_at) == (DutyState.OPEN, None)
        visit = await uow.visits.get(report.visit)
        assert visit is not None
        assert visit.reported_on is None
        again = await uow.reports.add(report_on(visit))
        assert again.id != report.id
    assert await waiting(store) == []


async def test_a_report_is_withdrawn_once_and_not_amended_afterwards(store: SqlStore) -> None:
    trust, report = await filed(store)
    withdrawal = Withdrawal(report.id, report.visit, None, "wrong school", trust.sip, NOW)
    async with store.transaction() as uow:
        await uow.reports.withdraw(withdrawal)
    async with store.transaction() as uow:
        with pytest.raises(AlreadyThere):
            await uow.reports.withdraw(withdrawal)
        with pytest.raises(AlreadyThere):
            await uow.reports.amend(report.id, ReportVersion(2, trust.sip, NOW, TEXT))
        assert len(await uow.reports.versions(report.id)) == 1


async def test_a_cancelled_visit_is_no_longer_reported_and_leaves_its_day_free(store: SqlStore) -> None:
    trust, report = await filed(store)
    assert report.visit is not None
    async with store.transaction() as uow:
        await uow.visits.cancel(report.visit, TODAY)
        visit = await uow.visits.get(report.visit)
        assert visit is not None
        assert (visit.cancelled_on, visit.reported_on) == (TODAY, None)
        assert await uow.visits.on_day(OAK_BANK, trust.sip, TODAY) == []
        again = await uow.visits.add(visit_on(OAK_BANK, trust.sip, TODAY))
        assert again.id != report.visit

"""Reports that are taken back, and the meetings that reports are marked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from storage.store import SqlStore, SqlUnitOfWork
from strategy.people import Capacity
from strategy.permissions import Scope
from strategy.policy_reporting import Audience
from strategy.ports import AlreadyThere, Showing, Withdrawal
from strategy.reports import Report, ReportVersion
from strategy.visits import Visit
from tests.builders import (
    MARLOW,
    NOW,
    OAK_BANK,
    TEXT,
    TODAY,
    SmallTrust,
    a_visit,
    make_deployment,
    report_on,
    small_trust,
)

ALL = Scope(everything=True)
LATER = NOW + timedelta(hours=2)


async def filed(uow: SqlUnitOfWork, trust: SmallTrust, school: str = OAK_BANK) -> tuple[Visit, Report]:
    visit = await uow.visits.add(a_visit(school, trust.sip, TODAY))
    return visit, await uow.reports.add(report_on(visit))


def taken_back(report: Report, by: int) -> Withdrawal:
    return Withdrawal(report.id, report.visit, report.deployment, "it was the wrong school", by, LATER)


async def test_a_withdrawn_report_is_found_by_nobody_but_who_asks_for_what_was_withdrawn(
    store: SqlStore,
) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        visit, report = await filed(uow, trust)
        _, other = await filed(uow, trust, MARLOW)
        assert await uow.reports.withdrawal(report.id) is None
        withdrawal = taken_back(report, trust.lead_sip)
        await uow.reports.withdraw(withdrawal)
    async with store.transaction() as uow:
        assert await uow.reports.get(report.id) is None
        assert await uow.reports.of_visit(visit.id) is None
        assert await uow.reports.latest(ALL) == [other]
        assert await uow.reports.withdrawal(report.id) == (replace(report, visit=None), withdrawal)
        assert await uow.reports.withdrawal(other.id) is None


async def test_a_visit_whose_report_was_withdrawn_may_have_another(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        visit, report = await filed(uow, trust)
        await uow.reports.withdraw(taken_back(report, trust.sip))
        again = await uow.reports.add(report_on(visit))
        assert await uow.reports.of_visit(visit.id) == again
        # And that one may be withdrawn too.
        await uow.reports.withdraw(taken_back(again, trust.sip))
        assert await uow.reports.of_visit(visit.id) is None


async def test_a_half_term_whose_report_was_withdrawn_may_have_another(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        deployment = await make_deployment(uow, trust.deployed, OAK_BANK, date(2026, 9, 1))
        given = Report(
            id=0,
            school=OAK_BANK,
            author=trust.deployed,
            capacity=Capacity.TEAM_MEMBER,
            visit=None,
            deployment=deployment,
            half_term="2026/27 autumn-1",
            visit_on=date(2026, 10, 23),
            due_on=date(2026, 10, 23),
            filed_at=NOW,
            text=TEXT,
        )
        report = await uow.reports.add(given)
        withdrawal = taken_back(report, trust.deployed)
        await uow.reports.withdraw(withdrawal)
        assert await uow.reports.of_half_term(deployment, given.half_term) is None
        assert await uow.reports.withdrawal(report.id) == (replace(report, deployment=None), withdrawal)
        again = await uow.reports.add(given)
        assert await uow.reports.of_half_term(deployment, given.half_term) == again


async def test_a_report_is_withdrawn_once(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        _, report = await filed(uow, trust)
        await uow.reports.withdraw(taken_back(report, trust.sip))
        for again in (report, replace(report, id=4711)):
            with pytest.raises(AlreadyThere):
                await uow.reports.withdraw(taken_back(again, trust.sip))


async def test_a_withdrawn_report_is_shown_as_it_was_at_last(store: SqlStore) -> None:
    trust = await small_trust(store)
    better = replace(TEXT, outcomes="Calmer still")
    async with store.transaction() as uow:
        _, report = await filed(uow, trust)
        await uow.reports.amend(report.id, ReportVersion(2, trust.sip, NOW, better))
        await uow.reports.withdraw(taken_back(report, trust.sip))
        found = await uow.reports.withdrawal(report.id)
        assert found is not None
        assert (found[0].version, found[0].text) == (2, better)


@pytest.mark.parametrize("number", [0, -1, 4711, 10**30])
async def test_nothing_was_withdrawn_of_a_number_that_never_was(store: SqlStore, number: int) -> None:
    async with store.transaction() as uow:
        assert await uow.reports.withdrawal(number) is None


async def test_a_report_is_marked_for_each_bodys_next_meeting_once(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        _, report = await filed(uow, trust)
        _, other = await filed(uow, trust, MARLOW)
        eit = Showing(report.id, Audience.EIT, "", TODAY)
        board = Showing(report.id, Audience.PROGRESS_BOARD, OAK_BANK, TODAY)
        await uow.reports.show_at([])
        await uow.reports.show_at([board, eit])
        await uow.reports.show_at([replace(board, from_day=TODAY + timedelta(days=9))])
        assert await uow.reports.showings(report.id) == [eit, board]
        assert await uow.reports.showings(other.id) == []


async def test_a_withdrawn_report_is_for_no_meeting_any_more(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        _, report = await filed(uow, trust)
        await uow.reports.show_at([Showing(report.id, Audience.EIT, "", TODAY)])
        await uow.reports.withdraw(taken_back(report, trust.sip))
        assert await uow.reports.showings(report.id) == []

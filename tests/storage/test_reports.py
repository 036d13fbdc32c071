from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from storage.store import SqlStore
from strategy.people import Capacity
from strategy.permissions import Scope
from strategy.ports import AlreadyThere
from strategy.reports import Report, ReportText, ReportVersion
from tests.builders import (
    MARLOW,
    NOW,
    OAK_BANK,
    TEXT,
    TODAY,
    a_visit,
    make_deployment,
    report_on,
    small_trust,
)

ALL = Scope(everything=True)
HOSTILE = ReportText(
    purpose="**bold** <script>alert(1)</script> | a | table |",
    activities="x" * 30_000,
    outcomes="\u202eright to left\u202c \U0001f468\u200d\U0001f469\u200d\U0001f467 é\u0301",
    recommendations="line\r\nline\ttab ' \" ; -- %s :name {x}",
)


async def test_a_filed_report_comes_back_as_it_was_written(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        visit = await uow.visits.add(a_visit(OAK_BANK, trust.sip, TODAY))
        filed = await uow.reports.add(report_on(visit, text=HOSTILE))
    async with store.transaction() as uow:
        assert await uow.reports.get(filed.id) == filed
        assert await uow.reports.of_visit(visit.id) == filed
        assert await uow.reports.versions(filed.id) == [ReportVersion(1, trust.sip, NOW, HOSTILE)]
    assert filed.text == HOSTILE
    assert (filed.version, filed.amended_at) == (1, None)


async def test_what_no_database_can_hold_is_shown_as_a_replacement_character(store: SqlStore) -> None:
    trust = await small_trust(store)
    text = ReportText("nul\x00", "half a pair \ud83d", "whole pair \U0001f600", "")
    async with store.transaction() as uow:
        visit = await uow.visits.add(a_visit(OAK_BANK, trust.sip, TODAY))
        filed = await uow.reports.add(report_on(visit, text=text))
    assert filed.text == ReportText("nul\ufffd", "half a pair \ufffd", "whole pair \U0001f600", "")


async def test_a_second_report_on_a_visit_is_already_there(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        visit = await uow.visits.add(a_visit(OAK_BANK, trust.sip, TODAY))
        first = await uow.reports.add(report_on(visit))
        with pytest.raises(AlreadyThere):
            await uow.reports.add(report_on(visit))
        # The transaction goes on.
        assert await uow.reports.of_visit(visit.id) == first


async def test_a_half_term_of_a_deployment_has_one_report(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        deployment = await make_deployment(uow, trust.deployed, OAK_BANK, date(2026, 9, 1))
        report = Report(
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
        filed = await uow.reports.add(report)
        with pytest.raises(AlreadyThere):
            await uow.reports.add(report)
        other = await uow.reports.add(replace(report, half_term="2026/27 autumn-2"))
        assert await uow.reports.of_half_term(deployment, "2026/27 autumn-1") == filed
        assert await uow.reports.of_half_term(deployment, "2026/27 autumn-2") == other
        assert await uow.reports.of_half_term(deployment, "2026/27 spring-1") is None


async def test_an_amendment_is_a_new_version_and_the_first_is_kept(store: SqlStore) -> None:
    trust = await small_trust(store)
    later, better = NOW + timedelta(hours=2), replace(TEXT, outcomes="Calmer still")
    async with store.transaction() as uow:
        visit = await uow.visits.add(a_visit(OAK_BANK, trust.sip, TODAY))
        filed = await uow.reports.add(report_on(visit))
        await uow.reports.amend(filed.id, ReportVersion(2, trust.sip, later, better))
        amended = await uow.reports.get(filed.id)
        versions = await uow.reports.versions(filed.id)
    assert amended == replace(filed, text=better, version=2, amended_at=later)
    assert [(v.number, v.text) for v in versions] == [(1, TEXT), (2, better)]


@pytest.mark.parametrize("number", [1, 3])
async def test_a_version_follows_the_one_before_it(store: SqlStore, number: int) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        visit = await uow.visits.add(a_visit(OAK_BANK, trust.sip, TODAY))
        filed = await uow.reports.add(report_on(visit))
        with pytest.raises(AlreadyThere):
            await uow.reports.amend(filed.id, ReportVersion(number, trust.sip, NOW, HOSTILE))
        assert await uow.reports.get(filed.id) == filed
        assert len(await uow.reports.versions(filed.id)) == 1


async def test_latest_reports_are_narrowed_and_come_newest_visit_first(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        filed = {}
        for name, visit in {
            "oak": a_visit(OAK_BANK, trust.sip, date(2026, 11, 10)),
            "marlow": a_visit(MARLOW, trust.other_sip, date(2026, 11, 12), ends=date(2026, 11, 16)),
            "lead": a_visit(OAK_BANK, trust.lead_sip, date(2026, 11, 11), capacity=Capacity.LEAD_SIP),
        }.items():
            filed[name] = await uow.reports.add(report_on(await uow.visits.add(visit)))
        marlow, lead, oak = filed["marlow"], filed["lead"], filed["oak"]
        latest = uow.reports.latest
        assert await latest(ALL) == [marlow, lead, oak]
        assert await latest(ALL, limit=1) == [marlow]
        assert await latest(ALL, school=OAK_BANK) == [lead, oak]
        assert await latest(ALL, author=trust.sip) == [oak]
        assert await latest(ALL, capacity=Capacity.LEAD_SIP) == [lead]
        assert await latest(ALL, starts=date(2026, 11, 11)) == [marlow, lead]
        assert await latest(ALL, ends=date(2026, 11, 11)) == [lead, oak]
        # A visit of several days is on each of them.
        assert await latest(ALL, starts=date(2026, 11, 13), ends=date(2026, 11, 14)) == [marlow]


@pytest.mark.parametrize("number", [0, -1, 4711, 10**30])
async def test_there_is_no_report_of_a_number_that_never_was(store: SqlStore, number: int) -> None:
    async with store.transaction() as uow:
        assert await uow.reports.get(number) is None
        assert await uow.reports.of_visit(number) is None
        assert await uow.reports.of_half_term(number, "2026/27 autumn-1") is None
        assert await uow.reports.versions(number) == []

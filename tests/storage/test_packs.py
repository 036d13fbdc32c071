"""What packs hold, read of many schools at once; and that more schools ask no more of the database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa

from storage.store import SqlStore, SqlUnitOfWork
from strategy.actions.packing import gather_pack
from strategy.designations import Designation
from strategy.meetings import Meeting
from strategy.people import Capacity
from strategy.permissions import Scope
from strategy.plans import PlanReport, PlanReportText, ReportedTo
from strategy.policy import load
from strategy.policy_reporting import Audience, Body
from strategy.ports import Showing
from strategy.recommendations import DesignationSince
from strategy.reports import Report
from strategy.school_year import Span
from strategy.support import GrantedDays, TakenBack
from tests.builders import MARLOW, NOW, OAK_BANK, a_visit, make_school, report_on, small_trust

EVERYTHING = Scope(everything=True)
YEAR = Span(date(2026, 9, 1), date(2027, 8, 31))
BOARD = Meeting(1, Body.PROGRESS_BOARD, OAK_BANK, date(2026, 11, 26), time(9), time(10, 30))


async def filed(
    uow: SqlUnitOfWork, author: int, day: date, *, school: str = OAK_BANK, capacity: Capacity = Capacity.SIP
) -> Report:
    """A report marked for the Board of its school from its day on."""
    visit = await uow.visits.add(a_visit(school, author, day, capacity=capacity))
    report = await uow.reports.add(report_on(visit))
    await uow.reports.show_at([Showing(report.id, Audience.PROGRESS_BOARD, school, day)])
    return report


async def test_a_meeting_sees_the_reports_marked_since_the_one_before(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        days = [date(2026, 11, day) for day in (10, 12, 13, 26, 27)]
        reports = [await filed(uow, trust.sip, day) for day in days]
        await filed(uow, trust.sip, date(2026, 11, 20), school=MARLOW)
        seen = await uow.packs.reports(BOARD, date(2026, 11, 12), EVERYTHING)
        assert [each.id for each in seen] == [reports[2].id, reports[3].id]
        first = await uow.packs.reports(BOARD, None, EVERYTHING)
        assert [each.id for each in first] == [each.id for each in reports[:4]]
        assert seen[0] == reports[2]


async def test_a_scope_narrows_the_reports_of_a_meeting(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        mine = await filed(uow, trust.sip, date(2026, 11, 20))
        other = await filed(uow, trust.lead_sip, date(2026, 11, 20), capacity=Capacity.LEAD_SIP)

        async def seen(scope: Scope) -> list[int]:
            return [each.id for each in await uow.packs.reports(BOARD, None, scope)]

        assert await seen(EVERYTHING) == [mine.id, other.id]
        kinds = frozenset({Capacity.SIP})
        assert await seen(Scope(shared_schools=frozenset({OAK_BANK}), shared_kinds=kinds)) == [mine.id]
        assert await seen(Scope(schools=frozenset({MARLOW}))) == []
        assert await seen(Scope(own=trust.lead_sip)) == [other.id]
        assert await seen(Scope()) == []


async def test_what_is_read_of_many_schools_is_what_is_read_of_each(store: SqlStore) -> None:
    trust = await small_trust(store)
    today = date(2026, 11, 23)
    async with store.transaction() as uow:
        for school, author in ((OAK_BANK, trust.sip), (MARLOW, trust.other_sip)):
            for day in (date(2026, 9, 8), date(2027, 1, 12), date(2027, 9, 8)):
                await uow.visits.add(a_visit(school, author, day))
            grant = GrantedDays(0, school, Capacity.SIP, Decimal(3), YEAR, "", trust.deputy_ceo, NOW)
            kept = await uow.allocations.grant(grant)
            await uow.allocations.take_back(TakenBack(0, kept.id, 1, Decimal(1), "", trust.deputy_ceo, NOW))
            since = DesignationSince(
                school, Designation.REPAIR, date(2026, 9, 1), NOW, trust.ceo, None, "Why"
            )
            await uow.designations.add(since)
            for period in ("2026/27 autumn-1", "2026/27 autumn-2"):
                said = PlanReportText(f"{period} at {school}")
                to, dan = ReportedTo.BODIES, trust.deputy_ceo
                await uow.plan_reports.file(PlanReport(0, school, to, period, said, 1, dan, NOW, dan, NOW))
        schools = [OAK_BANK, MARLOW, "999999"]
        days = await uow.packs.days(schools, YEAR, today)
        extra = await uow.packs.extra_days(schools, YEAR)
        histories = await uow.packs.histories(schools)
        plans = await uow.packs.plan_reports(schools, ReportedTo.BODIES)
        assert set(days) == set(extra) == set(plans) == {OAK_BANK, MARLOW}
        for school in (OAK_BANK, MARLOW):
            assert days[school] == await uow.visits.days_of(school, YEAR, today)
            assert extra[school] == await uow.allocations.extra_days(school, YEAR) == {Capacity.SIP: 2}
            assert list(histories[school]) == await uow.designations.of_school(school)
            assert [plans[school]] == await uow.plan_reports.latest(school, ReportedTo.BODIES)
        assert await uow.packs.plan_reports(schools, ReportedTo.CEO) == {}


async def _counted(store: SqlStore, ask: Callable[[SqlUnitOfWork], Any]) -> int:
    """How many statements something takes."""
    said: list[str] = []

    def note(*about: Any) -> None:
        said.append(about[2])

    async with store.transaction() as uow:
        sa.event.listen(store.engine.sync_engine, "before_cursor_execute", note)
        try:
            await ask(uow)
        finally:
            sa.event.remove(store.engine.sync_engine, "before_cursor_execute", note)
    return len(said)


@pytest.mark.parametrize("body", [Body.EIT, Body.STANDARDS_COMMITTEE, Body.SCHOOL_IMPROVEMENT_TEAM])
async def test_a_pack_of_many_schools_takes_no_more_statements_than_of_two(
    store: SqlStore, body: Body
) -> None:
    trust = await small_trust(store)
    policy, now = load(), datetime(2026, 11, 23, 9, tzinfo=UTC)
    async with store.transaction() as uow:
        meeting = await uow.meetings.add(replace(BOARD, body=body, school="", day=date(2026, 12, 3)))

    async def gather(uow: SqlUnitOfWork) -> None:
        dan = uow.trust.person(trust.deputy_ceo)
        pack = await gather_pack(uow=uow, policy=policy, now=now, reader=dan, meeting_id=meeting.id)
        assert pack.meeting == meeting

    two = await _counted(store, gather)
    async with store.transaction() as uow:
        for number in range(120):
            await make_school(
                uow,
                f"2{number:05d}",
                f"School {number}",
                headteacher=trust.head_of_marlow,
                sip=trust.sip,
                designation=Designation.REPAIR,
            )
    assert await _counted(store, gather) <= two + 1
    assert two < 30

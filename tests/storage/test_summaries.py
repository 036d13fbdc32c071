"""The port of summaries, and finding the reports that they are made of, on both kinds of database."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from storage.store import SqlStore, SqlUnitOfWork
from storage.tables import summary_entries, summary_sources, summary_versions
from strategy.designations import Risk
from strategy.people import Capacity
from strategy.permissions import Scope
from strategy.policy_reporting import Body
from strategy.ports import AlreadyThere, Withdrawal
from strategy.reports import Report, ReportText
from strategy.summaries import SummaryEntry, SummaryText, SummaryVersion
from tests.builders import MARLOW, OAK_BANK, SmallTrust, a_visit, small_trust

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
DAY, LATER = date(2026, 12, 3), date(2027, 2, 4)
TEXT = SummaryText(
    "Calm\n \u2063 <b>",
    "",
    "Buy books",
    (
        SummaryEntry(OAK_BANK, Risk.HIGH, "Sam:\nas typed \u2063", ""),
        SummaryEntry(MARLOW, None, "", "Sue:\nring homes"),
    ),
)


async def a_report(
    uow: SqlUnitOfWork, who: SmallTrust, day: date, at: datetime, capacity: Capacity = Capacity.SIP
) -> Report:
    visit = await uow.visits.add(a_visit(OAK_BANK, who.sip, day, capacity=capacity))
    text = ReportText("p", "a", f"Seen on {day}", "r")
    return await uow.reports.add(
        Report(0, OAK_BANK, who.sip, capacity, visit.id, None, "", day, day + timedelta(days=3), at, text)
    )


async def test_a_summary_comes_back_as_it_was_given_with_its_sources(store: SqlStore) -> None:
    who = await small_trust(store)
    async with store.transaction() as uow:
        report = await a_report(uow, who, date(2026, 11, 18), AT)
        first = SummaryVersion(1, who.lead_sip, AT, TEXT, {report.id: 1})
        made = await uow.summaries.start(Body.EIT, DAY, first)
    async with store.transaction() as uow:
        assert await uow.summaries.get(made.id) == made
        assert made.last == first
        assert await uow.summaries.get(10**12) is None


async def test_a_meeting_has_one_summary(store: SqlStore) -> None:
    who = await small_trust(store)
    first = SummaryVersion(1, who.lead_sip, AT, TEXT)
    async with store.transaction() as uow:
        await uow.summaries.start(Body.EIT, DAY, first)
        await uow.summaries.start(Body.STANDARDS_COMMITTEE, DAY, first)
        with pytest.raises(AlreadyThere):
            await uow.summaries.start(Body.EIT, DAY, first)


async def test_amending_adds_a_version_and_of_two_one_counts(store: SqlStore) -> None:
    who = await small_trust(store)
    async with store.transaction() as uow:
        made = await uow.summaries.start(Body.EIT, DAY, SummaryVersion(1, who.lead_sip, AT, TEXT))
        second = SummaryVersion(2, who.lead_sip, AT + timedelta(days=1), SummaryText("Other", "", ""))
        await uow.summaries.amend(made.id, second)
        with pytest.raises(AlreadyThere):
            await uow.summaries.amend(made.id, second)
        found = await uow.summaries.get(made.id)
    assert found is not None
    assert found.versions == (made.last, second)


async def test_the_latest_is_found_between_days(store: SqlStore) -> None:
    who = await small_trust(store)
    async with store.transaction() as uow:
        one = await uow.summaries.start(Body.EIT, DAY, SummaryVersion(1, who.lead_sip, AT, TEXT))
        two = await uow.summaries.start(Body.EIT, LATER, SummaryVersion(1, who.lead_sip, AT, TEXT))
        assert await uow.summaries.latest(Body.EIT) == two
        assert await uow.summaries.latest(Body.EIT, after=DAY) == two
        assert await uow.summaries.latest(Body.EIT, until=DAY) == one
        assert await uow.summaries.latest(Body.EIT, after=LATER) is None
        assert await uow.summaries.latest(Body.STANDARDS_COMMITTEE) is None


async def test_what_a_version_said_cannot_be_changed(store: SqlStore) -> None:
    who = await small_trust(store)
    async with store.transaction() as uow:
        report = await a_report(uow, who, date(2026, 11, 18), AT)
        version = SummaryVersion(1, who.lead_sip, AT, TEXT, {report.id: 1})
        await uow.summaries.start(Body.EIT, DAY, version)
    for statement in (
        sa.update(summary_versions).values(strengths="other"),
        sa.update(summary_entries).values(findings="other"),
        sa.delete(summary_sources),
    ):
        with pytest.raises(DBAPIError, match="append-only"):
            async with store.transaction() as uow:
                await uow.connection.execute(statement)


async def test_reports_are_found_by_when_they_were_filed_and_as_whom(store: SqlStore) -> None:
    who = await small_trust(store)
    everything = Scope(everything=True)
    async with store.transaction() as uow:
        before = await a_report(uow, who, date(2026, 11, 16), AT - timedelta(seconds=1))
        at_once = await a_report(uow, who, date(2026, 11, 17), AT)
        last = await a_report(uow, who, date(2026, 11, 18), AT + timedelta(days=1))
        await a_report(uow, who, date(2026, 11, 19), AT, Capacity.LEAD_SIP)
        since = await uow.reports.filed_between(everything, Capacity.SIP, AT, None)
        assert [each.id for each in since] == [at_once.id, last.id]
        until = await uow.reports.filed_between(everything, Capacity.SIP, AT, AT + timedelta(days=1))
        assert [each.id for each in until] == [at_once.id]
        assert await uow.reports.filed_between(Scope(), Capacity.SIP, AT, None) == []
        of_marlow = Scope(schools=frozenset({MARLOW}))
        assert await uow.reports.filed_between(of_marlow, Capacity.SIP, AT, None) == []
        await uow.reports.withdraw(Withdrawal(last.id, last.visit, None, "Wrong", who.sip, AT))
        standing = await uow.reports.these([last.id, before.id, 10**12])
        assert [each.id for each in standing] == [before.id]
        assert [each.id for each in await uow.reports.filed_between(everything, Capacity.SIP, AT, None)] == [
            at_once.id
        ]

"""The ports of what people do about reports and duties by hand: remarks, absences, changes of duties."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from storage.store import SqlStore, SqlUnitOfWork
from strategy.ports import Absence, ChangeKind, DutyChange, Remark, RemarkKind, Withdrawal
from strategy.reports import ReportVersion
from tests.builders import (
    MARLOW,
    NOW,
    OAK_BANK,
    TEXT,
    TODAY,
    SmallTrust,
    a_visit,
    make_visit_and_duty,
    report_on,
    small_trust,
)

MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)
NEVER_WERE = [0, -1, 4711, 10**30]


def away(person: int, starts: date, ends: date | None, marked_by: int) -> Absence:
    return Absence(0, person, starts, ends, "ill **at home** \x00", marked_by, NOW)


async def test_somebody_is_away_from_a_day_to_a_day_both_included(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        given = away(trust.sip, MONDAY, FRIDAY, trust.lead_sip)
        absence = await uow.absences.add(given)
        assert absence == replace(given, id=absence.id, reason="ill **at home** \ufffd")
        people = [trust.sip, trust.ceo]
        for day in (MONDAY, MONDAY + timedelta(days=2), FRIDAY):
            assert await uow.absences.of(people, day) == {trust.sip: absence}
            assert absence.covers(day)
        for day in (MONDAY - timedelta(days=1), FRIDAY + timedelta(days=1)):
            assert await uow.absences.of(people, day) == {}
            assert not absence.covers(day)
        assert await uow.absences.of([], MONDAY) == {}
        assert await uow.absences.of([trust.ceo], MONDAY) == {}


async def test_of_absences_that_overlap_the_one_that_ends_last_is_told(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        until = [None, FRIDAY, MONDAY]
        open_ended, long, short = [
            await uow.absences.add(away(trust.sip, MONDAY, ends, trust.lead_sip)) for ends in until
        ]
        assert await uow.absences.of([trust.sip], MONDAY) == {trust.sip: open_ended}
        await uow.absences.end(open_ended.id, MONDAY - timedelta(days=1))
        assert await uow.absences.of([trust.sip], MONDAY) == {trust.sip: long}
        assert await uow.absences.ahead(trust.sip, MONDAY) == [long, short]
        assert await uow.absences.ahead(trust.sip, FRIDAY) == [long]


async def test_an_absence_that_ends_earlier_ends_then_and_one_that_had_not_begun_is_gone(
    store: SqlStore,
) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        now, later = [
            await uow.absences.add(away(trust.sip, starts, None, trust.lead_sip))
            for starts in (MONDAY, FRIDAY)
        ]
        await uow.absences.end(now.id, MONDAY + timedelta(days=1))
        await uow.absences.end(later.id, FRIDAY - timedelta(days=1))
        for number in NEVER_WERE:
            await uow.absences.end(number, MONDAY)
        ended = replace(now, ends=MONDAY + timedelta(days=1))
        assert await uow.absences.ahead(trust.sip, MONDAY) == [ended]
        assert await uow.absences.of([trust.sip], FRIDAY) == {}


async def test_who_is_away_is_found_among_many(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        absence = await uow.absences.add(away(trust.sip, MONDAY, None, trust.lead_sip))
        assert await uow.absences.of([*range(1_000, 2_200), trust.sip], FRIDAY) == {trust.sip: absence}


async def test_changes_of_a_duty_are_kept_first_to_last_with_their_reasons(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        _, duty = await make_visit_and_duty(uow, a_visit(OAK_BANK, trust.sip, MONDAY), FRIDAY)
        extended = DutyChange(
            id=0,
            duty=duty.id,
            kind=ChangeKind.EXTENDED,
            from_person=trust.sip,
            to_person=None,
            from_day=FRIDAY,
            to_day=FRIDAY + timedelta(days=7),
            reason="Ofsted came",
            changed_by=trust.deputy_ceo,
            changed_at=NOW,
        )
        reassigned = replace(
            extended, kind=ChangeKind.REASSIGNED, to_person=trust.other_sip, to_day=None, reason="ill"
        )
        stored = [await uow.duty_changes.add(change) for change in (extended, reassigned)]
    async with store.transaction() as uow:
        assert await uow.duty_changes.of_duty(duty.id) == stored
        assert [replace(change, id=0) for change in stored] == [extended, reassigned]
        assert await uow.duty_changes.get(stored[1].id) == stored[1]
        assert await uow.duty_changes.of_duty(4711) == []


@pytest.mark.parametrize("number", NEVER_WERE)
async def test_there_is_no_change_or_remark_of_a_number_that_never_was(store: SqlStore, number: int) -> None:
    async with store.transaction() as uow:
        assert await uow.duty_changes.get(number) is None
        assert await uow.remarks.get(number) is None


async def filed(uow: SqlUnitOfWork, trust: SmallTrust, school: str = OAK_BANK) -> int:
    visit = await uow.visits.add(a_visit(school, trust.sip, TODAY))
    return (await uow.reports.add(report_on(visit))).id


def says(report: int, person: int, kind: RemarkKind = RemarkKind.INACCURATE, *, version: int = 1) -> Remark:
    return Remark(0, report, version, person, kind, "There were 28 pupils, not 38", NOW)


async def test_remarks_on_a_report_are_kept_in_their_order(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        report, other = await filed(uow, trust), await filed(uow, trust, MARLOW)
        wrong = await uow.remarks.add(says(report, trust.head_of_oak_bank))
        seen = replace(says(report, trust.head_of_oak_bank, RemarkKind.ACKNOWLEDGED), text="")
        acknowledged = await uow.remarks.add(seen)
    async with store.transaction() as uow:
        assert await uow.remarks.of_report(report) == [wrong, acknowledged]
        assert replace(acknowledged, id=0) == seen
        assert await uow.remarks.get(wrong.id) == wrong
        assert await uow.remarks.of_report(other) == []


async def test_what_is_said_to_be_inaccurate_waits_until_it_is_amended_acknowledged_or_withdrawn(
    store: SqlStore,
) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        amended, seen, open_one = [
            (await uow.reports.add(report_on(await uow.visits.add(a_visit(OAK_BANK, trust.sip, day))))).id
            for day in (TODAY, TODAY - timedelta(days=1), TODAY - timedelta(days=2))
        ]
        taken_back = await filed(uow, trust, MARLOW)
        head = trust.head_of_oak_bank
        remarks = [await uow.remarks.add(says(each, head)) for each in (amended, seen, taken_back, open_one)]
        page = await uow.remarks.unanswered()
        assert (list(page.items), page.total) == (remarks, 4)
        second = await uow.remarks.unanswered(offset=1, limit=2)
        assert (list(second.items), second.total) == (remarks[1:3], 4)

        await uow.reports.amend(amended, ReportVersion(2, trust.sip, NOW, TEXT))
        await uow.remarks.add(says(seen, head, RemarkKind.ACKNOWLEDGED))
        report = await uow.reports.get(taken_back)
        assert report is not None
        await uow.reports.withdraw(Withdrawal(taken_back, report.visit, None, "wrong school", trust.sip, NOW))
        left = await uow.remarks.unanswered()
        assert (list(left.items), left.total) == ([remarks[3]], 1)

        again = await uow.remarks.add(says(amended, head, version=2))
        assert list((await uow.remarks.unanswered()).items) == [remarks[3], again]

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from storage.store import SqlStore, SqlUnitOfWork
from strategy.designations import Designation, Risk
from strategy.duties import Changes, Duty, DutyKind, DutyState
from strategy.people import Capacity
from strategy.permissions import Scope
from strategy.ports import DutyOrder, DutyQuery, OwedBy, Page
from tests.builders import (
    MARLOW,
    NOW,
    OAK_BANK,
    TODAY,
    SmallTrust,
    a_visit,
    duty_of,
    make_deployment,
    make_school,
    make_visit_and_duty,
    report_on,
    small_trust,
)

ALL = Scope(everything=True)


async def _some_duties(uow: SqlUnitOfWork, trust: SmallTrust) -> dict[str, int]:
    """Four open duties by name."""
    _, oak = await make_visit_and_duty(
        uow, a_visit(OAK_BANK, trust.sip, date(2026, 11, 10)), date(2026, 11, 13)
    )
    _, marlow = await make_visit_and_duty(
        uow, a_visit(MARLOW, trust.other_sip, date(2026, 11, 16)), date(2026, 11, 19)
    )
    lead_visit = a_visit(OAK_BANK, trust.lead_sip, date(2026, 11, 20), capacity=Capacity.LEAD_SIP)
    _, lead = await make_visit_and_duty(uow, lead_visit, date(2026, 11, 25))
    deployment = await make_deployment(uow, trust.deployed, OAK_BANK, date(2026, 9, 1))
    half = Duty(
        DutyKind.HALF_TERM_REPORT,
        trust.deployed,
        OAK_BANK,
        Capacity.TEAM_MEMBER,
        arises_on=date(2026, 11, 2),
        about_on=date(2026, 12, 18),
        due_on=date(2026, 12, 18),
        deployment=deployment,
        half_term="2026/27 autumn-2",
    )
    await uow.duties.apply(Changes(new=(half,)))
    [stored] = await uow.duties.of_deployments([deployment])
    assert stored.duty == half
    return {"oak": oak.id, "marlow": marlow.id, "lead": lead.id, "half": stored.id}


async def test_open_duties_carry_the_risk_and_designation_of_their_school(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        ids = await _some_duties(uow, trust)
        high = await uow.duties.page(DutyQuery(risk=Risk.HIGH), ALL)
        sustain = await uow.duties.page(DutyQuery(designation=Designation.SUSTAIN), ALL)
    assert [row.id for row in high.items] == [ids["oak"], ids["lead"], ids["half"]]
    assert {row.risk for row in high.items} == {Risk.HIGH}
    assert [row.id for row in sustain.items] == [ids["marlow"]]


async def test_duties_are_narrowed_by_every_part_of_the_question(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        ids = await _some_duties(uow, trust)
        filed = datetime(2026, 11, 21, 12, tzinfo=UTC)
        await uow.duties.fulfil(ids["marlow"], filed, None)
        fulfilled = DutyQuery(state=DutyState.FULFILLED)
        cases: list[tuple[DutyQuery, list[str]]] = [
            (DutyQuery(), ["oak", "lead", "half"]),
            (DutyQuery(state=None), ["oak", "marlow", "lead", "half"]),
            (DutyQuery(state=DutyState.VOID), []),
            (fulfilled, ["marlow"]),
            (DutyQuery(kinds=frozenset({DutyKind.HALF_TERM_REPORT})), ["half"]),
            (DutyQuery(kinds=frozenset(DutyKind)), ["oak", "lead", "half"]),
            (DutyQuery(owner=trust.sip), ["oak"]),
            (DutyQuery(owners=frozenset({trust.sip, trust.lead_sip})), ["oak", "lead"]),
            (DutyQuery(owners=frozenset()), []),
            (DutyQuery(designations=frozenset({Designation.REPAIR})), ["oak", "lead", "half"]),
            (DutyQuery(designations=frozenset({Designation.IMPROVE, Designation.SUSTAIN})), []),
            (DutyQuery(schools=frozenset({OAK_BANK})), ["oak", "lead", "half"]),
            (DutyQuery(schools=frozenset({MARLOW})), []),
            (DutyQuery(capacity=Capacity.LEAD_SIP), ["lead"]),
            (DutyQuery(due_before=date(2026, 11, 25)), ["oak"]),
            (DutyQuery(due_from=date(2026, 11, 25)), ["lead", "half"]),
            (DutyQuery(due_to=date(2026, 11, 25)), ["oak", "lead"]),
            (DutyQuery(arisen_by=date(2026, 11, 10)), ["oak", "half"]),
            (replace(fulfilled, fulfilled_from=filed), ["marlow"]),
            (replace(fulfilled, fulfilled_from=filed + timedelta(seconds=1)), []),
            (replace(fulfilled, fulfilled_to=filed), []),
            (replace(fulfilled, fulfilled_to=filed + timedelta(seconds=1)), ["marlow"]),
        ]
        for query, names in cases:
            page = await uow.duties.page(query, ALL)
            expected = [ids[name] for name in names]
            assert [row.id for row in page.items] == expected, query
            assert page.total == await uow.duties.count(query, ALL) == len(expected), query


async def test_filed_reports_are_listed_latest_first(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        ids = await _some_duties(uow, trust)
        await uow.duties.fulfil(ids["lead"], datetime(2026, 11, 21, tzinfo=UTC), None)
        await uow.duties.fulfil(ids["oak"], datetime(2026, 11, 22, tzinfo=UTC), None)
        latest = DutyQuery(state=DutyState.FULFILLED, order=DutyOrder.LATEST_FILED_FIRST)
        filed = await uow.duties.page(latest, ALL)
        everything = await uow.duties.page(replace(latest, state=None), ALL)
    assert [row.id for row in filed.items] == [ids["oak"], ids["lead"]]
    assert [row.id for row in everything.items] == [ids["oak"], ids["lead"], ids["half"], ids["marlow"]]


async def test_pages_of_duties_due_on_one_day_follow_one_another_without_a_gap(store: SqlStore) -> None:
    trust = await small_trust(store)
    people = (trust.sip, trust.other_sip, trust.adviser, trust.lead_sip, trust.deployed)
    async with store.transaction() as uow:
        for author in people:
            await make_visit_and_duty(uow, a_visit(OAK_BANK, author, TODAY), TODAY)
        pages = [await uow.duties.page(DutyQuery(), ALL, offset=n, limit=2) for n in (0, 2, 4, 6)]
    assert [len(page.items) for page in pages] == [2, 2, 1, 0]
    assert [page.total for page in pages] == [5, 5, 5, 5]
    assert len({row.id for page in pages for row in page.items}) == 5


async def test_a_duty_that_is_owed_no_more_becomes_void_and_opens_again_when_it_is(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        visit, duty = await make_visit_and_duty(uow, a_visit(OAK_BANK, trust.sip, TODAY), TODAY)
        await uow.duties.apply(Changes(void=(duty.id,)))
        void = await uow.duties.get(duty.id)
        later = duty_of(visit, TODAY + timedelta(days=3))
        await uow.duties.apply(Changes(changed=((duty.id, later),)))
        again = await uow.duties.get(duty.id)
    assert void is not None
    assert void.state is DutyState.VOID
    assert again is not None
    assert (again.state, again.duty) == (DutyState.OPEN, later)


async def test_a_fulfilled_duty_is_frozen(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        visit, duty = await make_visit_and_duty(uow, a_visit(OAK_BANK, trust.sip, TODAY), TODAY)
        report = await uow.reports.add(report_on(visit))
        await uow.duties.fulfil(duty.id, NOW, report.id)
        frozen = await uow.duties.get(duty.id)
        moved = duty_of(visit, TODAY + timedelta(days=9))
        await uow.duties.apply(Changes(changed=((duty.id, moved),), void=(duty.id,)))
        await uow.duties.fulfil(duty.id, NOW + timedelta(days=1), None)
        assert await uow.duties.get(duty.id) == frozen
        [row] = (await uow.duties.page(DutyQuery(state=DutyState.FULFILLED), ALL)).items
    assert frozen is not None
    assert (frozen.state, frozen.duty.fulfilled_at) == (DutyState.FULFILLED, NOW)
    assert row.report == report.id


async def test_a_duty_stored_twice_is_there_once(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        visit, duty = await make_visit_and_duty(uow, a_visit(OAK_BANK, trust.sip, TODAY), TODAY)
        await uow.duties.apply(Changes(new=(duty_of(visit, TODAY + timedelta(days=1)),)))
        assert await uow.duties.of_visits([visit.id]) == [duty]


async def test_a_duty_reported_elsewhere_is_stored_as_fulfilled(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        visit = await uow.visits.add(a_visit(OAK_BANK, trust.sip, TODAY, reported_on=TODAY))
        await uow.duties.apply(Changes(new=(duty_of(visit, TODAY, fulfilled_at=NOW),)))
        [stored] = await uow.duties.of_visits([visit.id])
    assert (stored.state, stored.duty.fulfilled_at) == (DutyState.FULFILLED, NOW)


@pytest.mark.parametrize("number", [0, -1, 4711, 10**30])
async def test_there_is_no_duty_of_a_number_that_never_was(store: SqlStore, number: int) -> None:
    async with store.transaction() as uow:
        assert await uow.duties.get(number) is None


async def test_duties_are_counted_by_risk_and_by_whose_they_are(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        await _some_duties(uow, trust)
        day = date(2026, 11, 12)
        await make_visit_and_duty(uow, a_visit(MARLOW, trust.sip, day), date(2026, 11, 17))
        late = DutyQuery(due_before=date(2026, 11, 30))
        assert await uow.duties.count_by_risk(late, ALL) == {Risk.HIGH: 2, Risk.LOW: 2}
        assert await uow.duties.count_by_risk(late, Scope()) == {}
        by_owner = await uow.duties.count_by_owner(late, ALL, limit=2)
        assert by_owner.items == (
            OwedBy(trust.sip, 2, date(2026, 11, 13)),
            OwedBy(trust.other_sip, 1, date(2026, 11, 19)),
        )
        assert by_owner.total == 3
        assert await uow.duties.count_by_owner(late, Scope()) == Page((), 0)
        own = await uow.duties.count_by_owner(late, Scope(own=trust.lead_sip))
        assert own.items == (OwedBy(trust.lead_sip, 1, date(2026, 11, 25)),)


async def test_a_school_without_designation_has_no_risk_to_be_counted_by(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        await make_school(
            uow, "100009", "New School", headteacher=trust.head_of_marlow, sip=trust.sip, designation=None
        )
        await make_visit_and_duty(uow, a_visit("100009", trust.sip, TODAY), TODAY)
        assert await uow.duties.count_by_risk(DutyQuery(), ALL) == {None: 1}


async def test_some_duties_are_read_by_their_ids_in_any_state(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        ids = await _some_duties(uow, trust)
        await uow.duties.fulfil(ids["oak"], NOW, None)
        found = await uow.duties.these([ids["oak"], ids["half"], 9_999, 2**70])
        assert [(entry.id, entry.state) for entry in found] == [
            (ids["oak"], DutyState.FULFILLED),
            (ids["half"], DutyState.OPEN),
        ]
        assert await uow.duties.these([]) == []

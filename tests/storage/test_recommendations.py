"""Recommendations and the history of designations, on both kinds of database."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from storage.store import SqlStore
from strategy.designations import Designation, Risk
from strategy.permissions import Scope
from strategy.ports import AlreadyThere, DutyQuery
from strategy.recommendations import Decision, DesignationSince, Judgement, Recommendation, StepTaken
from tests.builders import MARLOW, NOW, OAK_BANK, TODAY, SmallTrust, a_visit, make_visit_and_duty, small_trust
from tests.storage.trust_folder import TrustFolder
from tests.storage.trust_import import run

SEEN = (
    Judgement("ofsted", Designation.REPAIR, "Requires improvement \u2014 “but”\nbetter"),
    Judgement("climate", Designation.IMPROVE, "Attendance is up"),
)


def a_recommendation(by: int, school: str = OAK_BANK) -> Recommendation:
    first = StepTaken(1, Decision.RECOMMENDED, by, NOW, Designation.IMPROVE, "", SEEN)
    return Recommendation(0, school, "2026/27 autumn", by, NOW, Designation.REPAIR, (first,))


def a_step(number: int, by: int, decision: Decision = Decision.ENDORSED) -> StepTaken:
    return StepTaken(number, decision, by, NOW + timedelta(days=number), Designation.IMPROVE, "because")


async def test_a_recommendation_is_kept_with_its_judgements_and_every_step(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        begun = await uow.recommendations.start(a_recommendation(trust.sip))
        await uow.recommendations.take(begun.id, a_step(2, trust.lead_sip))
    async with store.transaction() as uow:
        kept = await uow.recommendations.get(begun.id)
        assert kept == begun.followed_by(a_step(2, trust.lead_sip))
        assert kept.judgements == SEEN
        assert await uow.recommendations.under_way() == [kept]
        assert await uow.recommendations.under_way([MARLOW]) == []
        assert await uow.recommendations.latest(OAK_BANK) == [kept]
        assert await uow.recommendations.get(-1) is None


async def test_a_school_has_one_under_way(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        begun = await uow.recommendations.start(a_recommendation(trust.sip))
        with pytest.raises(AlreadyThere):
            await uow.recommendations.start(a_recommendation(trust.lead_sip))
        await uow.recommendations.start(a_recommendation(trust.other_sip, MARLOW))
        await uow.recommendations.take(begun.id, a_step(2, trust.sip, Decision.WITHDRAWN))
        with pytest.raises(AlreadyThere):
            await uow.recommendations.take(begun.id, a_step(3, trust.lead_sip))
        again = await uow.recommendations.start(a_recommendation(trust.lead_sip))
        assert [each.id for each in await uow.recommendations.latest(OAK_BANK)] == [again.id, begun.id]


async def test_of_two_steps_at_once_one_counts(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        begun = await uow.recommendations.start(a_recommendation(trust.sip))

    async def take(decision: Decision) -> Decision | None:
        async with store.transaction() as uow:
            try:
                await uow.recommendations.take(begun.id, a_step(2, trust.lead_sip, decision))
            except AlreadyThere:
                return None
            return decision

    taken = await asyncio.gather(take(Decision.ENDORSED), take(Decision.SENT_BACK))
    async with store.transaction() as uow:
        kept = await uow.recommendations.get(begun.id)
    assert kept is not None
    assert [kept.last.decision] == [decision for decision in taken if decision]


async def test_what_was_judged_last_is_what_was_signed_off_last(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        assert await uow.recommendations.last_judgements(OAK_BANK) == {}
        begun = await uow.recommendations.start(a_recommendation(trust.sip))
        assert await uow.recommendations.last_judgements(OAK_BANK) == {}
        await uow.recommendations.take(begun.id, a_step(2, trust.ceo, Decision.SIGNED_OFF))
        last = await uow.recommendations.last_judgements(OAK_BANK)
        assert list(last.values()) == list(SEEN)


async def _designate(store: SqlStore) -> SmallTrust:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        await make_visit_and_duty(uow, a_visit(OAK_BANK, trust.sip, TODAY), TODAY)
        await uow.directory.designate(OAK_BANK, Designation.IMPROVE, TODAY)
        school = uow.trust.school(OAK_BANK)
        assert (school.designation, school.designated_on) == (Designation.IMPROVE, TODAY)
    return trust


async def test_a_designation_changes_the_trust_and_the_open_duties_at_once(store: SqlStore) -> None:
    before = (await store.trust()).version
    await _designate(store)
    async with store.transaction() as uow:
        assert uow.trust.version > before
        assert uow.trust.school(OAK_BANK).risk is Risk.SOME
        [duty] = (await uow.duties.page(DutyQuery(risk=Risk.SOME), Scope(everything=True))).items
        assert duty.school == OAK_BANK


async def test_the_history_of_a_school_is_in_its_order(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        added = await uow.designations.add(
            DesignationSince(OAK_BANK, Designation.IMPROVE, TODAY, NOW, trust.ceo, None, "Better")
        )
        first, second = await uow.designations.of_school(OAK_BANK)
    assert (first.designation, first.by) == (Designation.REPAIR, None)
    assert second == added


@pytest.mark.parametrize("table", ["designations", "steps", "judgements"])
@pytest.mark.parametrize("deed", ["UPDATE {} SET reason = 'x'", "DELETE FROM {}", "TRUNCATE {}"])
async def test_no_line_of_the_history_can_be_changed(store: SqlStore, table: str, deed: str) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        await uow.recommendations.start(a_recommendation(trust.sip))
    if "TRUNCATE" in deed and store.engine.dialect.name == "sqlite":
        deed = "DELETE FROM {}"
    statement = deed.format(table) + (" CASCADE" if "TRUNCATE" in deed else "")
    if table == "judgements":
        statement = statement.replace("reason", "evidence")
    with pytest.raises(DBAPIError, match="append-only"):
        async with store.engine.begin() as connection:
            await connection.exec_driver_sql(statement)


async def test_an_import_begins_the_history_of_a_school_once(store: SqlStore, tmp_path: Path) -> None:
    folder = TrustFolder(tmp_path)
    await run(store, folder)
    folder.schools[1].update(designation="sustain", designated_on="2026-10-01")
    await run(store, folder)
    folder.schools[0].update(name="Oak Bank School")
    await run(store, folder)
    async with store.transaction() as uow:
        [oak] = await uow.designations.of_school(OAK_BANK)
        [marlow] = await uow.designations.of_school(MARLOW)
    assert (oak.designation, oak.from_day, oak.at) == (Designation.REPAIR, date(2026, 9, 30), NOW)
    assert (marlow.designation, marlow.from_day) == (Designation.SUSTAIN, date(2026, 10, 1))

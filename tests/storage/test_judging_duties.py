"""Assessments and steps of the chain are kept with terms, Boards, partners and offices, on both databases."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
import sqlalchemy as sa

from storage.reconciling_schools import JUDGING, reconcile_schools, reconcile_schools_if_need_be
from storage.store import SqlStore, SqlUnitOfWork
from storage.tables import duties, roles, schools
from storage.trust_picture import raise_version
from strategy.actions.designating import endorse, recommend, withdraw
from strategy.actions.recording_meetings import record_meeting
from strategy.actions.steps import Shown
from strategy.designations import Designation
from strategy.duties import STEPS, DutyKind, DutyState, StoredDuty
from strategy.meetings import Meeting
from strategy.people import Role
from strategy.policy import load
from strategy.policy_reporting import Body
from strategy.ports import TryAgain
from strategy.recommendations import Judgement, Overtaken, Recommendation
from tests.builders import MARLOW, NOW, OAK_BANK, TODAY, SmallTrust, make_person, small_trust

POLICY = load()
SPRING = "2026/27 spring"


@pytest.fixture
async def trust(store: SqlStore) -> SmallTrust:
    """Two schools whose assessments have been derived."""
    made = await small_trust(store)
    assert await reconcile_schools(store, POLICY, TODAY, JUDGING) == 4
    return made


async def owed(
    store: SqlStore, school: str, *kinds: DutyKind, state: DutyState = DutyState.OPEN
) -> list[StoredDuty]:
    async with store.transaction() as uow:
        found = await uow.duties.of_schools(kinds or [DutyKind.ASSESSMENT], [school])
    return [entry for entry in found if entry.state is state]


async def recommended(store: SqlStore, trust: SmallTrust) -> Recommendation:
    async with store.transaction() as uow:
        edition = POLICY.on(TODAY, uow.trust.calendar)
        return await recommend(
            uow=uow,
            policy=POLICY,
            now=NOW,
            person=uow.trust.person(trust.sip),
            school=OAK_BANK,
            designation=Designation.IMPROVE,
            judgements=[Judgement(each, Designation.IMPROVE, "Seen") for each in edition.indicators],
        )


async def test_reconciling_twice_changes_nothing(store: SqlStore, trust: SmallTrust) -> None:
    assert [entry.duty.due_on for entry in await owed(store, OAK_BANK)] == [
        date(2027, 1, 5),
        date(2027, 4, 30),
    ]
    assert await reconcile_schools(store, POLICY, TODAY, JUDGING) == 0
    assert await reconcile_schools(store, POLICY, TODAY, JUDGING, chunk=1) == 0
    assert [entry.duty.owner for entry in await owed(store, MARLOW)] == [trust.other_sip] * 2


async def test_a_recorded_board_moves_the_deadline(store: SqlStore, trust: SmallTrust) -> None:
    async with store.transaction() as uow:
        board = Meeting(0, Body.PROGRESS_BOARD, OAK_BANK, date(2027, 1, 25), time(9), time(11))
        await uow.meetings.add(board)
    assert await reconcile_schools(store, POLICY, TODAY, JUDGING) == 1
    assert (await owed(store, OAK_BANK))[0].duty.due_on == date(2027, 1, 22)
    assert (await owed(store, MARLOW))[0].duty.due_on == date(2027, 1, 5)


async def test_a_board_that_somebody_records_moves_the_deadline_at_once(
    store: SqlStore, trust: SmallTrust
) -> None:
    async with store.transaction() as uow:
        recorder = uow.trust.person(trust.deputy_ceo)
        await record_meeting(
            uow=uow,
            policy=POLICY,
            now=NOW,
            recorder=recorder,
            body=Body.PROGRESS_BOARD,
            day=date(2027, 1, 25),
            school=OAK_BANK,
        )
    assert (await owed(store, OAK_BANK))[0].duty.due_on == date(2027, 1, 22)
    assert (await owed(store, MARLOW))[0].duty.due_on == date(2027, 1, 5)
    assert await reconcile_schools(store, POLICY, TODAY, JUDGING) == 0


async def _partner_changes(store: SqlStore, sip: int) -> None:
    async with store.transaction() as uow:
        await uow.connection.execute(sa.update(schools).where(schools.c.urn == OAK_BANK).values(sip=sip))
        await raise_version(uow.connection)


async def test_a_start_looks_again_only_where_something_may_have_changed(
    store: SqlStore, trust: SmallTrust
) -> None:
    assert await reconcile_schools_if_need_be(store, POLICY, TODAY, JUDGING) == 0
    async with store.transaction() as uow:
        await uow.connection.execute(sa.delete(duties))
    assert await reconcile_schools_if_need_be(store, POLICY, TODAY, JUDGING) == 0
    assert await reconcile_schools_if_need_be(store, POLICY, TODAY + timedelta(days=1), JUDGING) == 4
    await _partner_changes(store, trust.other_sip)
    assert await reconcile_schools_if_need_be(store, POLICY, TODAY + timedelta(days=1), JUDGING) == 4
    later = replace(POLICY, first_day=date(2027, 2, 1))
    assert await reconcile_schools_if_need_be(store, later, TODAY + timedelta(days=1), JUDGING) == 2


async def test_a_pass_that_was_broken_off_is_made_again(store: SqlStore, trust: SmallTrust) -> None:
    assert await reconcile_schools_if_need_be(store, POLICY, TODAY, JUDGING) == 0
    await _partner_changes(store, trust.other_sip)

    class Broken(SqlStore):
        @asynccontextmanager
        async def transaction(self, *, read_only: bool = False) -> AsyncGenerator[SqlUnitOfWork]:
            if not read_only:
                raise OSError("gone")
            async with super().transaction(read_only=True) as uow:
                yield uow

    with pytest.raises(OSError, match="gone"):
        await reconcile_schools_if_need_be(Broken(store.engine), POLICY, TODAY, JUDGING)
    assert await reconcile_schools_if_need_be(store, POLICY, TODAY, JUDGING) == 4


async def test_a_new_partner_owes_what_the_old_one_did(store: SqlStore, trust: SmallTrust) -> None:
    late = date(2027, 2, 1)
    async with store.transaction() as uow:
        await uow.connection.execute(
            sa.update(schools).where(schools.c.urn == OAK_BANK).values(sip=trust.other_sip)
        )
        await raise_version(uow.connection)
    assert await reconcile_schools(store, POLICY, late, JUDGING) == 4
    assert [entry.duty.owner for entry in await owed(store, OAK_BANK)] == [trust.other_sip] * 2
    assert len(await owed(store, OAK_BANK, state=DutyState.VOID)) == 2
    assert await reconcile_schools(store, POLICY, late, JUDGING) == 0


async def test_a_recommendation_is_the_terms_assessment_until_it_is_withdrawn(
    store: SqlStore, trust: SmallTrust
) -> None:
    late = NOW + timedelta(days=50)
    found = await recommended(store, trust)
    assert len(await owed(store, OAK_BANK)) == 2, "this one is the autumn's"
    async with store.transaction() as uow:
        ended = await withdraw(
            uow=uow,
            policy=POLICY,
            now=late,
            person=uow.trust.person(trust.sip),
            shown=Shown(found.id, 1),
            reason="Too soon",
        )
        assert ended.term == "2026/27 autumn"
        begun = await recommend(
            uow=uow,
            policy=POLICY,
            now=late,
            person=uow.trust.person(trust.lead_sip),
            school=OAK_BANK,
            designation=Designation.IMPROVE,
            judgements=found.judgements,
        )
    assert begun.term == SPRING
    [done] = await owed(store, OAK_BANK, state=DutyState.FULFILLED)
    assert (done.duty.about, done.duty.owner) == (SPRING, trust.sip)
    async with store.transaction() as uow:
        await withdraw(
            uow=uow,
            policy=POLICY,
            now=late,
            person=uow.trust.person(trust.lead_sip),
            shown=Shown(begun.id, 1),
            reason="Too soon",
        )
    assert SPRING in {entry.duty.about for entry in await owed(store, OAK_BANK)}
    assert await reconcile_schools(store, POLICY, late.date(), JUDGING) == 0


async def test_a_step_is_owed_until_it_is_taken_and_then_the_next_one_is(
    store: SqlStore, trust: SmallTrust
) -> None:
    found = await recommended(store, trust)
    [first] = await owed(store, OAK_BANK, *STEPS)
    assert (first.duty.kind, first.duty.owner) == (DutyKind.ENDORSE, trust.lead_sip)
    assert first.duty.due_on == date(2026, 11, 30)
    async with store.transaction() as uow:
        await endorse(
            uow=uow,
            policy=POLICY,
            now=NOW,
            person=uow.trust.person(trust.lead_sip),
            shown=Shown(found.id, 1),
        )
    [done] = await owed(store, OAK_BANK, *STEPS, state=DutyState.FULFILLED)
    assert done.id == first.id
    [second] = await owed(store, OAK_BANK, *STEPS)
    assert (second.duty.kind, second.duty.owner) == (DutyKind.REVIEW, trust.deputy_ceo)
    assert await reconcile_schools(store, POLICY, TODAY, JUDGING) == 0


async def test_a_step_goes_to_who_holds_the_office_now(store: SqlStore, trust: SmallTrust) -> None:
    await recommended(store, trust)
    async with store.transaction() as uow:
        successor = await make_person(uow, "Nora New", Role.LEAD_SIP)
        await uow.connection.execute(sa.delete(roles).where(roles.c.person == trust.lead_sip))
        await raise_version(uow.connection)
    assert await reconcile_schools(store, POLICY, TODAY, JUDGING) == 2
    [now] = await owed(store, OAK_BANK, *STEPS)
    assert now.duty.owner == successor
    assert len(await owed(store, OAK_BANK, *STEPS, state=DutyState.VOID)) == 1


async def test_of_two_who_recommend_at_once_one_is_under_way(store: SqlStore, trust: SmallTrust) -> None:
    results = await asyncio.gather(*(recommended(store, trust) for _ in range(3)), return_exceptions=True)
    assert all(isinstance(each, Recommendation | Overtaken | TryAgain) for each in results), results
    async with store.transaction() as uow:
        [under_way] = await uow.recommendations.under_way([OAK_BANK])
        begun = [each for each in results if isinstance(each, Recommendation)]
        assert under_way in begun
    [step] = await owed(store, OAK_BANK, *STEPS)
    assert step.duty.about == under_way.key

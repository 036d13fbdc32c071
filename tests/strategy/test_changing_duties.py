"""Duties changed by hand: who may, by how much, to whom, and what stays of it; on both kinds of database."""

from __future__ import annotations

from datetime import date

import pytest

from storage.reconciling import reconcile_visits
from storage.store import SqlStore, SqlUnitOfWork
from storage.tables import people
from strategy.actions.changing_duties import Changed, Overtaken, excuse, extend, last_change, reassign
from strategy.actions.filing import VisitOccasion, file_half_term_report, file_visit_report
from strategy.duties import DutyState, StoredDuty, duties_of_deployment, reconcile
from strategy.errors import Invalid, NotAllowed
from strategy.people import Capacity, Person
from strategy.policy import Policy, load
from strategy.ports import ChangeKind
from strategy.visits import Visit
from tests.builders import (
    MARLOW,
    NOW,
    OAK_BANK,
    TEXT,
    SmallTrust,
    a_visit,
    make_deployment,
    make_visit_and_duty,
    person_of,
    small_trust,
)

WEDNESDAY, DUE = date(2026, 11, 18), date(2026, 11, 23)
LATER = date(2026, 12, 4)


@pytest.fixture(scope="module")
def policy() -> Policy:
    """The policy as the project ships it."""
    return load()


async def _owed(uow: SqlUnitOfWork, trust: SmallTrust) -> tuple[Visit, StoredDuty]:
    return await make_visit_and_duty(uow, a_visit(OAK_BANK, trust.sip, WEDNESDAY), DUE)


async def _gives(
    uow: SqlUnitOfWork, policy: Policy, trust: SmallTrust, duty: StoredDuty, to: int, by: int | None = None
) -> Changed:
    return await reassign(
        uow=uow,
        policy=policy,
        now=NOW,
        changer=person_of(uow, by or trust.deputy_ceo),
        duty_id=duty.id,
        to_person=to,
        reason=" to share the work ",
    )


async def _extends(uow: SqlUnitOfWork, policy: Policy, who: Person, duty: int, day: date) -> Changed:
    return await extend(
        uow=uow, policy=policy, now=NOW, changer=who, duty_id=duty, day=day, reason="he is ill"
    )


async def test_a_change_is_kept_with_its_reason_and_told_to_those_it_concerns(
    store: SqlStore, policy: Policy
) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        _, duty = await _owed(uow, trust)
        await uow.duties.look_again({duty.id: None})
        done = await _gives(uow, policy, trust, duty, trust.other_sip)
    async with store.transaction() as uow:
        [change] = await uow.duty_changes.of_duty(duty.id)
        assert change == done.change
        assert (change.kind, change.reason) == (ChangeKind.REASSIGNED, "to share the work")
        assert (change.from_person, change.to_person) == (trust.sip, trust.other_sip)
        assert (change.from_day, change.to_day) == (DUE, None)
        rows = await uow.outbox.about([f"duty_change:{change.id}"])
        assert {row.recipient for row in rows} == {trust.sip, trust.other_sip}
        assert [entry.id for entry in await uow.duties.to_look_at(NOW, 10)] == [duty.id]
        [entry] = await uow.audit.entries(subject=f"duty:{duty.id}")
        assert entry.details == {"change": change.id, "owner": trust.sip, "to": trust.other_sip}
        assert await last_change(uow, duty.id) == change.id


async def test_whoever_takes_it_on_themselves_is_not_told(store: SqlStore, policy: Policy) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        _, duty = await _owed(uow, trust)
        done = await _gives(uow, policy, trust, duty, trust.lead_sip, by=trust.lead_sip)
        assert [person.id for person in done.told] == [trust.sip]


async def test_nobody_who_has_left_is_told(store: SqlStore, policy: Policy) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        _, duty = await _owed(uow, trust)
        gone = people.update().where(people.c.id == trust.sip).values(ended_on=DUE)
        await uow.connection.execute(gone)
        await uow.read_trust_again()
        done = await _gives(uow, policy, trust, duty, trust.other_sip)
        assert [person.id for person in done.told] == [trust.other_sip]


async def test_an_excused_duty_is_looked_at_no_more(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        _, duty = await _owed(uow, trust)
        deputy = person_of(uow, trust.deputy_ceo)
        await excuse(uow=uow, now=NOW, changer=deputy, duty_id=duty.id, reason="cut short")
        stored = await uow.duties.get(duty.id)
        assert stored is not None
        assert stored.state is DutyState.EXCUSED
        assert await uow.duties.to_look_at(NOW, 10) == []
        with pytest.raises(Overtaken):
            await excuse(uow=uow, now=NOW, changer=deputy, duty_id=duty.id, reason="cut short")


@pytest.mark.parametrize(
    ("day", "may"),
    [
        (DUE, False),
        (date(2026, 11, 24), True),
        (date(2026, 11, 28), False),
        (date(2026, 12, 21), True),
        (date(2026, 12, 22), False),
    ],
)
async def test_a_duty_is_extended_to_one_of_the_next_twenty_working_days(
    store: SqlStore, policy: Policy, day: date, may: bool
) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        _, duty = await _owed(uow, trust)
        lead = person_of(uow, trust.lead_sip)
        if may:
            done = await _extends(uow, policy, lead, duty.id, day)
            assert (done.stored.duty.due_on, done.stored.duty.extended_to) == (day, day)
            return
        with pytest.raises(Invalid) as refused:
            await _extends(uow, policy, lead, duty.id, day)
        assert set(refused.value.faults) == {"day"}


async def test_what_is_long_overdue_is_extended_from_today(store: SqlStore, policy: Policy) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        visit = a_visit(OAK_BANK, trust.sip, date(2026, 9, 7))
        _, duty = await make_visit_and_duty(uow, visit, date(2026, 9, 10))
        lead = person_of(uow, trust.lead_sip)
        with pytest.raises(Invalid):
            await _extends(uow, policy, lead, duty.id, date(2026, 11, 20))
        done = await _extends(uow, policy, lead, duty.id, date(2026, 12, 21))
        assert done.stored.duty.due_on == date(2026, 12, 21)


async def test_only_the_lead_sip_and_the_deputy_change_duties_and_never_their_own(
    store: SqlStore, policy: Policy
) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        _, duty = await _owed(uow, trust)
        for other in (trust.ceo, trust.sip, trust.adviser, trust.head_of_oak_bank, trust.deployed):
            me = person_of(uow, other)
            with pytest.raises(NotAllowed):
                await _extends(uow, policy, me, duty.id, LATER)
            with pytest.raises(NotAllowed):
                await excuse(uow=uow, now=NOW, changer=me, duty_id=duty.id, reason="")
            with pytest.raises(NotAllowed):
                await _gives(uow, policy, trust, duty, trust.adviser, by=other)
        with pytest.raises(NotAllowed):
            await _extends(uow, policy, person_of(uow, trust.lead_sip), 99_999, LATER)
        await _gives(uow, policy, trust, duty, trust.lead_sip)
        lead = person_of(uow, trust.lead_sip)
        with pytest.raises(Invalid) as refused:
            await _extends(uow, policy, lead, duty.id, LATER)
        assert "nobody decides about their own" in refused.value.faults[""]
        await _extends(uow, policy, person_of(uow, trust.deputy_ceo), duty.id, LATER)


async def test_a_change_of_what_has_changed_since_it_was_looked_at_is_refused(
    store: SqlStore, policy: Policy
) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        _, duty = await _owed(uow, trust)
        deputy, lead = person_of(uow, trust.deputy_ceo), person_of(uow, trust.lead_sip)
        await _extends(uow, policy, deputy, duty.id, LATER)
        with pytest.raises(Overtaken) as refused:
            await excuse(uow=uow, now=NOW, changer=lead, duty_id=duty.id, reason="cut short", seen=0)
        assert refused.value.stored.duty.due_on == LATER
        seen = await last_change(uow, duty.id)
        await excuse(uow=uow, now=NOW, changer=lead, duty_id=duty.id, reason="cut short", seen=seen)


async def test_a_duty_changed_under_ones_hands_is_not_overwritten(store: SqlStore, policy: Policy) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        _, before = await _owed(uow, trust)
        changed = await _gives(uow, policy, trust, before, trust.other_sip)
        assert not await uow.duties.change(before, before, NOW)
        moved = await _extends(uow, policy, person_of(uow, trust.lead_sip), before.id, LATER)
        assert not await uow.duties.change(changed.stored, before, NOW)
        assert await uow.duties.get(before.id) == moved.stored


async def test_what_was_changed_by_hand_outlives_the_diary(store: SqlStore, policy: Policy) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        visit, duty = await _owed(uow, trust)
        await _extends(uow, policy, person_of(uow, trust.lead_sip), duty.id, LATER)
        await _gives(uow, policy, trust, duty, trust.other_sip)
        await reconcile_visits(uow, policy, [visit])
        stored = await uow.duties.get(duty.id)
        assert stored is not None
        assert (stored.duty.owner, stored.duty.origin, stored.duty.due_on) == (
            trust.other_sip,
            trust.sip,
            LATER,
        )
        assert len(await uow.duties.of_visits([visit.id])) == 1


async def test_a_visit_given_to_somebody_is_among_those_they_may_report(
    store: SqlStore, policy: Policy
) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        visit, duty = await _owed(uow, trust)

        async def may_report(person: int, school: str = OAK_BANK, day: date = WEDNESDAY) -> bool:
            return visit in await uow.visits.on_day(school, person, day)

        assert not await may_report(trust.other_sip)
        await _gives(uow, policy, trust, duty, trust.other_sip)
        assert await may_report(trust.other_sip)
        assert await may_report(trust.sip)
        assert not await may_report(trust.other_sip, MARLOW)
        assert not await may_report(trust.other_sip, day=DUE)
        await excuse(
            uow=uow, now=NOW, changer=person_of(uow, trust.lead_sip), duty_id=duty.id, reason="cut short"
        )
        assert await may_report(trust.other_sip)
        filed = await file_visit_report(
            uow=uow,
            policy=policy,
            now=NOW,
            author=person_of(uow, trust.other_sip),
            occasion=VisitOccasion(OAK_BANK, Capacity.SIP, WEDNESDAY),
            text=TEXT,
        )
        assert (filed.report.author, filed.report.capacity) == (trust.other_sip, Capacity.SIP)
        assert not await may_report(trust.other_sip)
        stored = await uow.duties.get(duty.id)
        assert stored is not None
        assert (stored.state, stored.duty.owner) == (DutyState.FULFILLED, trust.other_sip)


async def test_the_visits_capacity_and_not_the_authors_fixes_where_the_report_goes(
    store: SqlStore, policy: Policy
) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        visit, duty = await make_visit_and_duty(
            uow,
            a_visit(OAK_BANK, trust.adviser, WEDNESDAY, capacity=Capacity.SCHOOL_IMPROVEMENT_ADVISER),
            DUE,
        )
        await _gives(uow, policy, trust, duty, trust.lead_sip)
        filed = await file_visit_report(
            uow=uow,
            policy=policy,
            now=NOW,
            author=person_of(uow, trust.lead_sip),
            occasion=VisitOccasion(OAK_BANK, Capacity.LEAD_SIP, WEDNESDAY),
            text=TEXT,
        )
        assert filed.report.visit == visit.id
        assert filed.report.capacity is Capacity.SCHOOL_IMPROVEMENT_ADVISER
        # An adviser's report goes to the Deputy CEO and is shown to the head; the Lead SIP's own is not.
        assert {recipient.person for recipient in filed.goes_to.people} == {
            trust.deputy_ceo,
            trust.head_of_oak_bank,
        }


async def test_an_excused_half_termly_report_that_comes_is_taken(store: SqlStore, policy: Policy) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        number = await make_deployment(uow, trust.deployed, OAK_BANK, date(2026, 11, 2))
        [deployment] = uow.trust.deployments
        assert deployment.id == number
        derived = duties_of_deployment(deployment, policy, uow.trust.calendar)
        await uow.duties.apply(reconcile([], derived[:1]))
        [duty] = await uow.duties.of_deployments([number])
        deputy = person_of(uow, trust.deputy_ceo)
        await excuse(uow=uow, now=NOW, changer=deputy, duty_id=duty.id, reason="Ted is ill")
        ted = person_of(uow, trust.deployed)
        await file_half_term_report(uow=uow, policy=policy, now=NOW, author=ted, duty_id=duty.id, text=TEXT)
        stored = await uow.duties.get(duty.id)
        assert stored is not None
        assert stored.state is DutyState.FULFILLED

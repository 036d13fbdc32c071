"""Being away: what it does to the reminders of what somebody owes, on both kinds of database."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from storage.store import SqlStore, SqlUnitOfWork
from storage.tables import people
from strategy.actions.absences import bring_back, call_off, list_absences, mark_away
from strategy.actions.nudging import gather
from strategy.errors import Invalid, NotAllowed, NotFound
from strategy.people import Person
from strategy.policy import Policy, load
from tests.builders import (
    MARLOW,
    NOW,
    OAK_BANK,
    SmallTrust,
    a_visit,
    make_visit_and_duty,
    person_of,
    small_trust,
)

TODAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 27)


@pytest.fixture(scope="module")
def policy() -> Policy:
    """The policy as the project ships it."""
    return load()


async def _mark(
    uow: SqlUnitOfWork, trust: SmallTrust, starts: date = TODAY, ends: date | None = FRIDAY
) -> None:
    await mark_away(
        uow=uow,
        now=NOW,
        marker=_deputy(uow, trust),
        person_id=trust.sip,
        starts=starts,
        ends=ends,
        reason="flu",
    )


def _deputy(uow: SqlUnitOfWork, trust: SmallTrust) -> Person:
    return person_of(uow, trust.deputy_ceo)


async def test_the_ladder_of_who_is_away_waits_and_goes_on_when_they_are_back_early(
    store: SqlStore, policy: Policy
) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        visit = a_visit(OAK_BANK, trust.sip, date(2026, 11, 10))
        _, duty = await make_visit_and_duty(uow, visit, date(2026, 11, 13))
        await _mark(uow, trust)
        assert await gather(uow=uow, policy=policy, now=NOW) == 0
        assert await uow.duties.to_look_at(NOW + timedelta(days=1), 10) == []
    back = NOW + timedelta(days=1)
    async with store.transaction() as uow:
        await bring_back(uow=uow, now=back, marker=_deputy(uow, trust), person_id=trust.sip)
        assert [entry.id for entry in await uow.duties.to_look_at(back, 10)] == [duty.id]
        assert (await gather(uow=uow, policy=policy, now=back) or 0) > 0
        told = await uow.reminders.told([duty.id])
    assert trust.sip in {rung.recipient for rung in told}


async def test_what_others_owe_is_not_looked_at_for_it(store: SqlStore, policy: Policy) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        others = a_visit(MARLOW, trust.other_sip, date(2026, 11, 10))
        _, duty = await make_visit_and_duty(uow, others, date(2026, 11, 13))
        await uow.duties.look_again({duty.id: NOW + timedelta(days=3)})
        await _mark(uow, trust)
        await bring_back(uow=uow, now=NOW, marker=_deputy(uow, trust), person_id=trust.sip)
        assert await uow.duties.to_look_at(NOW, 10) == []


async def test_an_absence_that_becomes_shorter_is_looked_at_again(store: SqlStore, policy: Policy) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        visit = a_visit(OAK_BANK, trust.sip, date(2026, 11, 10))
        _, duty = await make_visit_and_duty(uow, visit, date(2026, 11, 13))
        await _mark(uow, trust, ends=date(2026, 12, 18))
        await gather(uow=uow, policy=policy, now=NOW)
        await _mark(uow, trust, ends=date(2026, 11, 24))
        await gather(uow=uow, policy=policy, now=NOW)
        on_wednesday = datetime(2026, 11, 25, 12, tzinfo=UTC)
        assert [entry.id for entry in await uow.duties.to_look_at(on_wednesday, 10)] == [duty.id]


@pytest.mark.parametrize(
    ("known", "marked", "stand"),
    [
        # as (first day, last day) in days from today, None for no end
        ((0, 4), (0, 2), [(0, 2)]),
        ((-3, 4), (1, None), [(-3, 0), (1, None)]),
        ((0, 4), (7, 9), [(0, 4), (7, 9)]),
        ((7, None), (0, None), [(0, None)]),
        ((7, 9), (0, 4), [(0, 4), (7, 9)]),
    ],
)
async def test_what_is_marked_later_stands_for_the_days_it_is_about(
    store: SqlStore,
    known: tuple[int, int | None],
    marked: tuple[int, int | None],
    stand: list[tuple[int, int | None]],
) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        for starts, ends in (known, marked):
            last = None if ends is None else TODAY + timedelta(days=ends)
            await _mark(uow, trust, TODAY + timedelta(days=starts), last)
        found = await uow.absences.ahead(trust.sip, TODAY - timedelta(days=9))
    assert [
        ((each.starts - TODAY).days, None if each.ends is None else (each.ends - TODAY).days)
        for each in found
    ] == stand


async def test_only_the_two_who_may_mark_people_and_only_those_who_see_all_are_told(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        await _mark(uow, trust)
        [absence] = await uow.absences.ahead(trust.sip, TODAY)
        for other in (trust.ceo, trust.sip, trust.adviser, trust.head_of_oak_bank):
            me = person_of(uow, other)
            with pytest.raises(NotAllowed):
                await mark_away(
                    uow=uow, now=NOW, marker=me, person_id=other, starts=TODAY, ends=None, reason="flu"
                )
            with pytest.raises(NotAllowed):
                await bring_back(uow=uow, now=NOW, marker=me, person_id=trust.sip)
            with pytest.raises(NotAllowed):
                await call_off(uow=uow, now=NOW, marker=me, person_id=trust.sip, absence_id=absence.id)
        for other in (trust.ceo, trust.deputy_ceo, trust.lead_sip):
            found = await list_absences(uow=uow, today=TODAY, asker=person_of(uow, other))
            assert found == [absence]
        for other in (trust.sip, trust.head_of_oak_bank):
            with pytest.raises(NotAllowed):
                await list_absences(uow=uow, today=TODAY, asker=person_of(uow, other))


async def test_who_has_left_is_neither_marked_nor_listed(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        await _mark(uow, trust)
        gone = people.update().where(people.c.id == trust.sip).values(ended_on=TODAY)
        await uow.connection.execute(gone)
        await uow.read_trust_again()
        with pytest.raises(NotFound):
            await _mark(uow, trust)
        assert await list_absences(uow=uow, today=TODAY, asker=_deputy(uow, trust)) == []


async def test_an_absence_that_has_begun_is_ended_and_not_called_off(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        await _mark(uow, trust, starts=TODAY - timedelta(days=3))
        [absence] = await uow.absences.ahead(trust.sip, TODAY)
        me = _deputy(uow, trust)
        with pytest.raises(NotFound):
            await call_off(uow=uow, now=NOW, marker=me, person_id=trust.sip, absence_id=absence.id)
        with pytest.raises(Invalid):
            await bring_back(uow=uow, now=NOW, marker=me, person_id=trust.sip, day=TODAY - timedelta(days=1))
        ended = await bring_back(uow=uow, now=NOW, marker=me, person_id=trust.sip)
        assert ended.ends == TODAY - timedelta(days=1)
        assert await uow.absences.ahead(trust.sip, TODAY) == []
        with pytest.raises(NotFound):
            await bring_back(uow=uow, now=NOW, marker=me, person_id=trust.sip)


async def test_those_away_now_and_later_are_found_earliest_first(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        await _mark(uow, trust, TODAY + timedelta(days=7), None)
        await _mark(uow, trust)
        assert [each.starts for each in await uow.absences.standing(TODAY)] == [
            TODAY,
            TODAY + timedelta(days=7),
        ]
        assert [each.ends for each in await uow.absences.standing(FRIDAY + timedelta(days=1))] == [None]
        assert len(await uow.absences.standing(TODAY, limit=1)) == 1

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from storage.store import SqlStore
from strategy.designations import Designation, Risk
from strategy.people import Capacity
from strategy.permissions import Scope
from strategy.ports import AlreadyThere, VisitQuery
from strategy.visits import Mode, VisitStatus
from tests.builders import MARLOW, OAK_BANK, TODAY, a_visit, small_trust

ALL = Scope(everything=True)


async def test_a_stored_visit_comes_back_as_it_was(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        visit = a_visit(OAK_BANK, trust.sip, TODAY, mode=Mode.TEAMS, days=Decimal("0.5"))
        stored = await uow.visits.add(visit)
    async with store.transaction() as uow:
        found = await uow.visits.get(stored.id)
    assert found == stored
    assert stored.days == Decimal("0.5")
    assert stored.mode is Mode.TEAMS


@pytest.mark.parametrize("number", [0, -1, 4711, 10**30])
async def test_there_is_no_visit_of_a_number_that_never_was(store: SqlStore, number: int) -> None:
    async with store.transaction() as uow:
        assert await uow.visits.get(number) is None


async def test_a_second_visit_of_an_author_on_the_same_day_is_already_there(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        await uow.visits.add(a_visit(OAK_BANK, trust.sip, TODAY))
        with pytest.raises(AlreadyThere):
            await uow.visits.add(a_visit(OAK_BANK, trust.sip, TODAY))
        # The transaction goes on, and another author's visit has its place.
        await uow.visits.add(a_visit(OAK_BANK, trust.adviser, TODAY))
        assert (await uow.visits.page(VisitQuery(TODAY), ALL)).total == 2


async def test_a_cancelled_visit_leaves_its_day_free(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        await uow.visits.add(a_visit(OAK_BANK, trust.sip, TODAY, cancelled_on=TODAY))
        again = await uow.visits.add(a_visit(OAK_BANK, trust.sip, TODAY))
        assert await uow.visits.on_day(OAK_BANK, trust.sip, TODAY) == [again]


async def test_a_visit_of_several_days_is_found_on_each(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        stored = await uow.visits.add(
            a_visit(OAK_BANK, trust.sip, date(2026, 11, 16), ends=date(2026, 11, 18))
        )
        for day in (16, 17, 18):
            assert await uow.visits.on_day(OAK_BANK, trust.sip, date(2026, 11, day)) == [stored]
        for day in (15, 19):
            assert await uow.visits.on_day(OAK_BANK, trust.sip, date(2026, 11, day)) == []


async def test_status_in_sql_is_the_status_of_the_rule(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        for days in range(-3, 4):
            day = TODAY + timedelta(days=days)
            await uow.visits.add(a_visit(OAK_BANK, trust.sip, day))
            await uow.visits.add(a_visit(MARLOW, trust.other_sip, day, cancelled_on=TODAY))
            await uow.visits.add(a_visit(MARLOW, trust.adviser, day, reported_on=TODAY))
            await uow.visits.add(a_visit(OAK_BANK, trust.lead_sip, day, ends=day + timedelta(days=2)))
        everything = (await uow.visits.page(VisitQuery(TODAY), ALL, limit=100)).items
        assert len(everything) == 28
        for status in VisitStatus:
            found = (await uow.visits.page(VisitQuery(TODAY, status=status), ALL, limit=100)).items
            assert found == tuple(visit for visit in everything if visit.status(TODAY) is status)


async def test_visits_are_narrowed_by_every_part_of_the_question(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        oak = await uow.visits.add(a_visit(OAK_BANK, trust.sip, date(2026, 11, 10)))
        marlow = await uow.visits.add(
            a_visit(MARLOW, trust.other_sip, date(2026, 11, 12), ends=date(2026, 11, 13), mode=Mode.TEAMS)
        )
        lead = await uow.visits.add(
            a_visit(MARLOW, trust.lead_sip, date(2026, 11, 20), capacity=Capacity.LEAD_SIP)
        )
        cases = {
            VisitQuery(TODAY): (oak, marlow, lead),
            VisitQuery(TODAY, newest_first=True): (lead, marlow, oak),
            VisitQuery(TODAY, author=trust.sip): (oak,),
            VisitQuery(TODAY, authors=frozenset({trust.sip, trust.lead_sip})): (oak, lead),
            VisitQuery(TODAY, authors=frozenset()): (),
            VisitQuery(TODAY, schools=frozenset({MARLOW})): (marlow, lead),
            VisitQuery(TODAY, schools=frozenset()): (),
            VisitQuery(TODAY, capacity=Capacity.LEAD_SIP): (lead,),
            VisitQuery(TODAY, risk=Risk.HIGH): (oak,),
            VisitQuery(TODAY, risk=Risk.SOME): (),
            VisitQuery(TODAY, designation=Designation.SUSTAIN): (marlow, lead),
            VisitQuery(TODAY, designations=frozenset({Designation.REPAIR})): (oak,),
            VisitQuery(TODAY, designations=frozenset(Designation)): (oak, marlow, lead),
            VisitQuery(TODAY, mode=Mode.TEAMS): (marlow,),
            VisitQuery(TODAY, starts=date(2026, 11, 13)): (marlow, lead),
            VisitQuery(TODAY, ends=date(2026, 11, 12)): (oak, marlow),
            VisitQuery(TODAY, starts=date(2026, 11, 14), ends=date(2026, 11, 19)): (),
        }
        for query, expected in cases.items():
            page = await uow.visits.page(query, ALL)
            assert (page.items, page.total) == (expected, len(expected)), query


async def test_pages_of_visits_follow_one_another_without_a_gap(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        for author in (trust.sip, trust.other_sip, trust.adviser, trust.lead_sip, trust.deployed):
            await uow.visits.add(a_visit(OAK_BANK, author, TODAY))
        pages = [await uow.visits.page(VisitQuery(TODAY), ALL, offset=n, limit=2) for n in (0, 2, 4, 6)]
    assert [len(page.items) for page in pages] == [2, 2, 1, 0]
    assert {page.total for page in pages} == {5}
    assert len({visit.id for page in pages for visit in page.items}) == 5


async def test_reporting_a_visit_makes_it_done(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        visit = await uow.visits.add(a_visit(OAK_BANK, trust.sip, TODAY))
        assert visit.status(TODAY) is VisitStatus.PLANNED
        await uow.visits.set_reported(visit.id, TODAY)
        reported = await uow.visits.get(visit.id)
    assert reported is not None
    assert reported.status(TODAY) is VisitStatus.DONE

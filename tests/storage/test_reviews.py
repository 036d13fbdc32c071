"""Reviews of the year and annual reviews, on both kinds of database."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from storage.reconciling_schools import REVIEWS, reconcile_schools
from storage.store import SqlStore
from storage.tables import schools
from storage.trust_picture import raise_version
from strategy.annual_reviews import AnnualReview, AnnualText, AnnualVersion
from strategy.duties import DutyKind, DutyState
from strategy.people import Role
from strategy.policy import load
from strategy.ports import AlreadyThere
from strategy.reviews import Entry, Happened, Occasion, Review, ReviewState
from tests.builders import MARLOW, NOW, OAK_BANK, TODAY, make_person, small_trust

POLICY = load()
SAFEGUARDING = Occasion(OAK_BANK, "Safeguarding", "2026/27")
MARCH = date(2027, 3, 4)
TEXT = AnnualText("Attendance \u2014 “up”\nin every year", "honest", "aims well", "writing")


def an_entry(number: int, by: int, what: Happened = Happened.DAY_SET, day: date = MARCH) -> Entry:
    text = ("Kept \u2014 “well”\nall year", "Train staff") if what is not Happened.DAY_SET else ("", "")
    return Entry(number, what, by, NOW + timedelta(minutes=number), day, *text)


def a_version(number: int, by: int) -> AnnualVersion:
    return AnnualVersion(number, by, NOW + timedelta(minutes=number), TEXT)


async def test_a_review_is_kept_with_all_that_happened_to_it(store: SqlStore) -> None:
    trust = await small_trust(store)
    entries = (
        an_entry(1, trust.lead_sip),
        an_entry(2, trust.deputy_ceo, Happened.RECORDED, TODAY),
        an_entry(3, trust.deputy_ceo, Happened.CORRECTED, TODAY - timedelta(days=1)),
    )
    async with store.transaction() as uow:
        begun = await uow.reviews.start(SAFEGUARDING, entries[0])
        for entry in entries[1:]:
            await uow.reviews.add(begun.id, entry)
    async with store.transaction() as uow:
        kept = await uow.reviews.get(begun.id)
        assert kept == Review(begun.id, SAFEGUARDING, entries)
        assert await uow.reviews.of(SAFEGUARDING) == kept
        assert kept.state == ReviewState(begun.id, SAFEGUARDING, 3, MARCH, TODAY - timedelta(days=1))
        assert await uow.reviews.of(Occasion(MARLOW, "Safeguarding", "2026/27")) is None
        assert await uow.reviews.get(-1) is None


async def test_how_reviews_stand_is_found_by_period_and_school(store: SqlStore) -> None:
    trust = await small_trust(store)
    governance = Occasion(MARLOW, "Governance", "2026/27 autumn")
    async with store.transaction() as uow:
        first = await uow.reviews.start(SAFEGUARDING, an_entry(1, trust.ceo))
        second = await uow.reviews.start(governance, an_entry(1, trust.ceo, Happened.RECORDED, TODAY))
    async with store.transaction(read_only=True) as uow:
        assert await uow.reviews.states(["2026/27"]) == [first.state]
        assert await uow.reviews.states(["2026/27", "2026/27 autumn"]) == [first.state, second.state]
        assert await uow.reviews.states(["2026/27", "2026/27 autumn"], [MARLOW]) == [second.state]
        assert await uow.reviews.states([], [MARLOW]) == []
        assert await uow.reviews.states(["2026/27"], []) == []


async def test_of_two_entries_at_once_one_counts(store: SqlStore) -> None:
    trust = await small_trust(store)

    async def start(by: int) -> int | None:
        async with store.transaction() as uow:
            try:
                return (await uow.reviews.start(SAFEGUARDING, an_entry(1, by))).id
            except AlreadyThere:
                return None

    begun = [number for number in await asyncio.gather(start(trust.ceo), start(trust.deputy_ceo)) if number]
    assert len(begun) == 1

    async def add(by: int) -> int | None:
        async with store.transaction() as uow:
            try:
                await uow.reviews.add(begun[0], an_entry(2, by, Happened.RECORDED, TODAY))
            except AlreadyThere:
                return None
            return by

    added = [by for by in await asyncio.gather(add(trust.ceo), add(trust.deputy_ceo)) if by]
    async with store.transaction() as uow:
        kept = await uow.reviews.of(SAFEGUARDING)
    assert kept is not None
    assert [entry.by for entry in kept.entries[1:]] == added
    assert len(added) == 1


async def test_an_annual_review_is_kept_with_every_version(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        begun = await uow.annual_reviews.start(OAK_BANK, "2026/27", a_version(1, trust.sip))
        with pytest.raises(AlreadyThere):
            await uow.annual_reviews.start(OAK_BANK, "2026/27", a_version(1, trust.other_sip))
        await uow.annual_reviews.amend(begun.id, a_version(2, trust.other_sip))
        with pytest.raises(AlreadyThere):
            await uow.annual_reviews.amend(begun.id, a_version(2, trust.sip))
    async with store.transaction() as uow:
        versions = (a_version(1, trust.sip), a_version(2, trust.other_sip))
        kept = AnnualReview(begun.id, OAK_BANK, "2026/27", versions)
        assert await uow.annual_reviews.get(begun.id) == kept
        assert await uow.annual_reviews.of(OAK_BANK, "2026/27") == kept
        assert await uow.annual_reviews.of(OAK_BANK, "2025/26") is None
        assert await uow.annual_reviews.get(0) is None


@pytest.mark.parametrize("table", ["review_entries", "annual_review_versions"])
@pytest.mark.parametrize("deed", ["UPDATE {} SET at = at", "DELETE FROM {}"])
async def test_what_was_written_is_neither_changed_nor_deleted(
    store: SqlStore, table: str, deed: str
) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        await uow.reviews.start(SAFEGUARDING, an_entry(1, trust.ceo))
        await uow.annual_reviews.start(OAK_BANK, "2026/27", a_version(1, trust.sip))
    with pytest.raises(DBAPIError, match="append-only"):
        async with store.transaction() as uow:
            await uow.connection.exec_driver_sql(deed.format(table))


async def test_reconciling_twice_changes_nothing(store: SqlStore) -> None:
    await small_trust(store)
    changed = await reconcile_schools(store, POLICY, TODAY, REVIEWS)
    assert changed > 0
    assert await reconcile_schools(store, POLICY, TODAY, REVIEWS) == 0
    assert await reconcile_schools(store, POLICY, TODAY, REVIEWS, chunk=1) == 0


async def test_a_new_lead_and_a_new_partner_owe_what_those_before_did(store: SqlStore) -> None:
    trust = await small_trust(store)
    await reconcile_schools(store, POLICY, TODAY, REVIEWS)
    async with store.transaction() as uow:
        lead = await make_person(uow, "Fay Safeguard", Role.LEAD_SEND_SAFEGUARDING)
        await uow.connection.execute(
            sa.update(schools).where(schools.c.urn == OAK_BANK).values(sip=trust.other_sip)
        )
        await raise_version(uow.connection)
    assert await reconcile_schools(store, POLICY, TODAY, REVIEWS) > 0
    async with store.transaction() as uow:
        kinds = (DutyKind.REVIEW_OF_YEAR, DutyKind.ANNUAL_REVIEW)
        found = await uow.duties.of_schools(kinds, [OAK_BANK])
    owners = {
        (entry.duty.about, entry.duty.owner, entry.state)
        for entry in found
        if entry.duty.about in (SAFEGUARDING.about, "2026/27")
    }
    assert owners == {
        (SAFEGUARDING.about, trust.deputy_ceo, DutyState.VOID),
        (SAFEGUARDING.about, lead, DutyState.OPEN),
        ("2026/27", trust.sip, DutyState.VOID),
        ("2026/27", trust.other_sip, DutyState.OPEN),
    }

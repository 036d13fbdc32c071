"""Support that was allocated, its changes and days granted, on both databases; and importing after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from storage.store import SqlStore
from strategy.actions.importing import Counts
from strategy.people import Capacity
from strategy.ports import AlreadyThere
from strategy.school_year import Span
from strategy.support import Allocated, Amount, GrantedDays, SupportChange, TakenBack
from strategy.visits import Support
from tests.builders import MARLOW, NOW, OAK_BANK, SmallTrust, small_trust
from tests.storage.trust_folder import OAK, TrustFolder
from tests.storage.trust_import import run

FIRST, LAST = date(2027, 1, 5), date(2027, 2, 12)
TUESDAYS = Amount(Decimal("0.5"), None, (1,))
YEAR = Span(date(2026, 9, 1), date(2027, 7, 21))


def an_allocation(trust: SmallTrust, **changes: object) -> Allocated:
    made = Allocated(
        0,
        OAK_BANK,
        Support.SLE,
        trust.sip,
        "",
        "Planning",
        FIRST,
        LAST,
        TUESDAYS,
        "need\x00",
        trust.lead_sip,
        NOW,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def a_change(about: str, number: int, last_day: date | None, by: int) -> SupportChange:
    return SupportChange(0, about, number, OAK_BANK, last_day, "because", by, NOW)


async def test_an_allocation_is_kept_with_the_deployment_it_makes(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        made = await uow.allocations.add(an_allocation(trust))
        assert any(each.id == made.deployment for each in uow.trust.deployments), "seen at once"
    async with store.transaction() as uow:
        assert await uow.allocations.get(made.id) == replace(made, reason="need\N{REPLACEMENT CHARACTER}")
        assert made.deployment is not None
        assert await uow.allocations.amounts([made.deployment]) == {made.deployment: TUESDAYS}
        [deployed] = [each for each in uow.trust.deployments if each.id == made.deployment]
        assert (deployed.days_per_week, deployed.ends) == (Decimal("0.5"), LAST)
        assert await uow.allocations.get(-1) is None


async def test_nobody_is_deployed_twice_from_a_day(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        made = await uow.allocations.add(an_allocation(trust))
        with pytest.raises(AlreadyThere):
            await uow.allocations.add(an_allocation(trust, activity="Moderating"))
        await uow.allocations.change(a_change(made.about, 1, None, trust.sip))
        again = await uow.allocations.add(an_allocation(trust, amount=Amount(None, Decimal(3))))
        assert again.deployment == made.deployment, "one that was called off comes back"
        assert made.deployment is not None
        assert (await uow.allocations.amounts([made.deployment]))[made.deployment].in_all == 3


async def test_each_change_has_its_number_and_gives_the_deployment_its_last_day(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        made = await uow.allocations.add(an_allocation(trust))
        first = await uow.allocations.change(a_change(made.about, 1, date(2027, 1, 29), trust.sip))
    async with store.transaction() as uow:
        with pytest.raises(AlreadyThere):
            await uow.allocations.change(a_change(made.about, 1, None, trust.lead_sip))
        assert await uow.allocations.changes(made.about) == [first]
        assert await uow.allocations.change_of(first.id) == first
        [deployed] = [each for each in uow.trust.deployments if each.id == made.deployment]
        assert deployed.ends == date(2027, 1, 29)
        assert await uow.allocations.deployed(made.about) == trust.sip
        await uow.allocations.change(a_change(made.about, 2, None, trust.sip))
        assert all(each.id != made.deployment for each in uow.trust.deployments)


async def test_external_support_has_the_last_day_of_its_last_change(store: SqlStore) -> None:
    trust = await small_trust(store)
    external = an_allocation(trust, support=Support.EXTERNAL, person=None, provider="Bright & Sons")
    async with store.transaction() as uow:
        made = await uow.allocations.add(external)
        other = await uow.allocations.add(replace(external, school=MARLOW))
        assert made.deployment is None
        await uow.allocations.change(a_change(made.about, 1, date(2027, 1, 29), trust.sip))
        await uow.allocations.change(a_change(made.about, 2, date(2027, 1, 15), trust.sip))
        await uow.allocations.change(a_change(other.about, 1, None, trust.sip))
        [found] = await uow.allocations.external(FIRST, LAST, None)
        assert (found.id, found.ends) == (made.id, date(2027, 1, 15))
        assert await uow.allocations.external(date(2027, 1, 16), LAST, [OAK_BANK]) == []
        assert await uow.allocations.external(FIRST, LAST, [MARLOW]) == []


async def test_days_granted_are_summed_by_capacity_and_each_origin_has_them_once(store: SqlStore) -> None:
    trust = await small_trust(store)
    half = GrantedDays(0, OAK_BANK, Capacity.SIP, Decimal("0.5"), YEAR, "need", trust.sip, NOW)
    async with store.transaction() as uow:
        first = await uow.allocations.grant(half)
        await uow.allocations.grant(replace(half, days=Decimal(2), origin="request:7"))
        with pytest.raises(AlreadyThere):
            await uow.allocations.grant(replace(half, origin="request:7"))
        later = Span(date(2027, 9, 1), date(2028, 7, 21))
        await uow.allocations.grant(replace(half, span=later))
        assert await uow.allocations.granted(first.id) == first
        assert await uow.allocations.extra_days(OAK_BANK, YEAR) == {Capacity.SIP: Decimal("2.5")}
        assert await uow.allocations.extra_days(MARLOW, YEAR) == {}
        assert [each.origin for each in await uow.allocations.grants(OAK_BANK, YEAR)] == ["", "request:7"]


async def test_days_taken_back_are_counted_with_their_grant(store: SqlStore) -> None:
    trust = await small_trust(store)
    grant = GrantedDays(0, OAK_BANK, Capacity.SIP, Decimal("2.5"), YEAR, "need", trust.sip, NOW)
    async with store.transaction() as uow:
        first = await uow.allocations.grant(grant)
        other = await uow.allocations.grant(replace(grant, days=Decimal(1)))
        back = TakenBack(0, first.id, 1, Decimal("0.5"), "enough", trust.sip, NOW)
        taken = await uow.allocations.take_back(back)
        with pytest.raises(AlreadyThere):
            await uow.allocations.take_back(replace(back, days=Decimal(2)))
        await uow.allocations.take_back(replace(back, number=2, days=Decimal(2)))
    async with store.transaction() as uow:
        assert await uow.allocations.taken_back(taken.id) == taken
        found = await uow.allocations.granted(first.id)
        assert found == replace(first, back=Decimal("2.5"), changes=2)
        assert found is not None
        assert found.stands == 0
        assert await uow.allocations.granted(other.id) == other
        assert await uow.allocations.grants(OAK_BANK, YEAR) == [found, other]
        assert await uow.allocations.extra_days(OAK_BANK, YEAR) == {Capacity.SIP: Decimal(1)}


@pytest.mark.parametrize("table", ["allocations", "support_changes", "granted_days", "taken_back_days"])
async def test_what_was_decided_is_never_overwritten(store: SqlStore, table: str) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        made = await uow.allocations.add(an_allocation(trust))
        await uow.allocations.change(a_change(made.about, 1, None, trust.sip))
        grant = await uow.allocations.grant(
            GrantedDays(0, OAK_BANK, Capacity.SIP, Decimal(1), YEAR, "need", trust.sip, NOW)
        )
        await uow.allocations.take_back(TakenBack(0, grant.id, 1, Decimal(1), "enough", trust.sip, NOW))
    for statement in (f"UPDATE {table} SET reason = 'other'", f"DELETE FROM {table}"):  # noqa: S608
        with pytest.raises(DBAPIError, match="append-only"):
            async with store.transaction() as uow:
                await uow.connection.execute(sa.text(statement))


def _folder(path: Path) -> TrustFolder:
    folder = TrustFolder(path / "trust")
    folder.files["deployments.csv"] = [folder.deployment(**{"from": "2026-11-02", "to": "2027-03-25"})]
    return folder


async def test_no_import_withdraws_or_changes_what_was_allocated_here(
    store: SqlStore, tmp_path: Path
) -> None:
    folder = _folder(tmp_path)
    await run(store, folder)
    async with store.transaction() as uow:
        [known] = uow.trust.deployments
        made = await uow.allocations.add(
            Allocated(
                0,
                OAK,
                Support.SLE,
                known.person,
                "",
                "Planning",
                FIRST,
                LAST,
                TUESDAYS,
                "",
                known.person,
                NOW,
            )
        )
    report = await run(store, folder)
    assert report.files["deployments.csv"] == Counts(unchanged=1)
    folder.files["deployments.csv"].append(
        folder.deployment(**{"from": FIRST.isoformat(), "to": "2027-07-01"})
    )
    assert (await run(store, folder)).files["deployments.csv"] == Counts(unchanged=2)
    folder.files["deployments.csv"] = []
    assert (await run(store, folder)).files["deployments.csv"] == Counts(ended=1)
    async with store.transaction() as uow:
        [left] = uow.trust.deployments
        assert (left.id, left.ends, left.activity) == (made.deployment, LAST, "Planning")


async def test_what_was_ended_here_stays_ended_whatever_the_file_says(
    store: SqlStore, tmp_path: Path
) -> None:
    folder = _folder(tmp_path)
    await run(store, folder)
    async with store.transaction() as uow:
        [known] = uow.trust.deployments
        about = f"deployment:{known.id}"
        await uow.allocations.change(
            SupportChange(0, about, 1, known.school, date(2026, 11, 27), "", known.person, NOW)
        )
    assert (await run(store, folder)).files["deployments.csv"] == Counts(unchanged=1)
    async with store.transaction() as uow:
        [standing] = uow.trust.deployments
        assert standing.ends == date(2026, 11, 27)
        await uow.allocations.change(SupportChange(0, about, 2, known.school, None, "", known.person, NOW))
    await run(store, folder)
    async with store.transaction() as uow:
        assert uow.trust.deployments == ()

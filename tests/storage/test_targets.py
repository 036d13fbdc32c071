"""Targets, notes and the trust's plan, on both kinds of database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from storage.reconciling_schools import TARGETS, reconcile_schools
from storage.store import SqlStore
from storage.tables import metadata
from strategy.policy import load
from strategy.ports import AlreadyThere
from strategy.targets import Item, ItemKind, Noted, SetState, TargetSet
from strategy.trust_plan import Priority
from tests.builders import MARLOW, NOW, OAK_BANK, TODAY, small_trust

YEAR = "2026/27"
TARGET = Item(ItemKind.TARGET, "Attendance \u2014 \u201call\u201d", "92%", "95%", date(2027, 7, 21))
ENQUIRY = Item(ItemKind.ENQUIRY, "Why?")


def a_proposal(by: int, school: str = OAK_BANK, *items: Item) -> TargetSet:
    return TargetSet(0, school, YEAR, by, NOW, items or (TARGET, ENQUIRY))


def a_priority(by: int) -> Priority:
    return Priority(0, YEAR, "Attendance", "Deputy CEO", "95% everywhere", by, NOW)


async def test_a_set_is_kept_with_its_items_and_what_was_decided(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        stored = await uow.targets.propose(a_proposal(trust.sip))
        assert await uow.targets.in_force([OAK_BANK], YEAR) == {}
        assert await uow.targets.proposed([MARLOW]) == []
        with pytest.raises(AlreadyThere):
            await uow.targets.propose(a_proposal(trust.lead_sip))
        signed = stored.decided(SetState.SIGNED_OFF, trust.deputy_ceo, NOW)
        await uow.targets.decide(signed)
        with pytest.raises(AlreadyThere):
            await uow.targets.decide(stored.decided(SetState.SENT_BACK, trust.deputy_ceo, NOW, "no"))
    async with store.transaction() as uow:
        assert await uow.targets.get(stored.id) == signed
        assert await uow.targets.holding(stored.items[1].id) == signed
        assert await uow.targets.in_force([OAK_BANK, MARLOW], YEAR) == {OAK_BANK: signed}
        assert await uow.targets.years([OAK_BANK, MARLOW]) == {OAK_BANK: frozenset({YEAR})}
        later = await uow.targets.propose(a_proposal(trust.sip))
        assert await uow.targets.proposed() == [later]
        assert [each.id for each in await uow.targets.latest(OAK_BANK, YEAR)] == [later.id, stored.id]
        assert await uow.targets.get(-1) is None


async def test_notes_are_added_and_come_latest_day_first(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        stored = await uow.targets.propose(a_proposal(trust.sip))
        item = stored.items[0].id
        first = Noted(item, "93%", date(2026, 11, 20), trust.sip, NOW)
        older = replace(first, figure="92%", on=date(2026, 11, 2))
        for each in (first, older):
            await uow.targets.note(each)
        assert await uow.targets.noted([item, stored.items[1].id]) == {item: [first, older]}


async def test_a_priority_keeps_its_versions_and_knows_who_serves_it(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        priority = await uow.trust_plan.add(a_priority(trust.deputy_ceo))
        changed = replace(priority, words="Attendance of all", version=2)
        await uow.trust_plan.change(changed)
        with pytest.raises(AlreadyThere):
            await uow.trust_plan.change(replace(changed, words="Other"))
        assert await uow.trust_plan.of_year(YEAR) == [changed]
        assert await uow.trust_plan.versions(priority.id) == [priority, changed]
        serving = a_proposal(trust.sip, OAK_BANK, replace(TARGET, priority=priority.id))
        stored = await uow.targets.propose(serving)
        assert await uow.targets.serving([priority.id]) == {}
        await uow.targets.decide(stored.decided(SetState.SIGNED_OFF, trust.deputy_ceo, NOW))
        assert [each.id for each in (await uow.targets.serving([priority.id]))[priority.id]] == [stored.id]
        await uow.trust_plan.change(replace(changed, version=3, is_dropped=True))
        assert await uow.trust_plan.of_year(YEAR) == []
        assert (await uow.trust_plan.these([priority.id]))[priority.id].is_dropped


@pytest.mark.parametrize("table", ["target_items", "target_notes", "priority_versions"])
async def test_what_was_written_is_neither_changed_nor_deleted(store: SqlStore, table: str) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        await uow.trust_plan.add(a_priority(trust.deputy_ceo))
        stored = await uow.targets.propose(a_proposal(trust.sip))
        await uow.targets.note(Noted(stored.items[0].id, "93%", TODAY, trust.sip, NOW))
    with pytest.raises(DBAPIError, match="append-only"):
        async with store.transaction() as uow:
            await uow.connection.execute(sa.delete(metadata.tables[table]))


async def test_reconciling_twice_changes_nothing(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        await uow.targets.propose(a_proposal(trust.sip))
    assert await reconcile_schools(store, load(), TODAY, TARGETS) > 0
    assert await reconcile_schools(store, load(), TODAY, TARGETS, chunk=1) == 0

"""Schools' drafts of next year, and items for one school's visits, on both kinds of database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from storage.store import SqlStore
from storage.tables import next_year_versions, school_agenda_items
from strategy.agendas import AgendaItem, ItemState
from strategy.next_year import NextYear, NextYearState
from tests.builders import MARLOW, NOW, OAK_BANK, a_visit, small_trust

YEAR = "2027/28"


async def test_a_draft_is_kept_with_its_versions_and_signed_off_once(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        made = await uow.next_years.start(
            NextYear(0, OAK_BANK, YEAR, trust.lead_sip, NOW, "An SLE", "\u2014")
        )
        assert made is not None
        assert await uow.next_years.start(replace(made, support="Another")) is None
        after = replace(made, by=trust.ceo, support="An adviser", revision=2)
        assert await uow.next_years.write(after)
        assert not await uow.next_years.write(after)
        assert await uow.next_years.get(made.id) == after
        assert await uow.next_years.of(OAK_BANK, YEAR) == after
        assert await uow.next_years.of(MARLOW, YEAR) is None
        signed = replace(after, state=NextYearState.SIGNED_OFF, signed_by=trust.deputy_ceo, signed_at=NOW)
        assert not await uow.next_years.decide(replace(signed, revision=1))
        assert await uow.next_years.decide(signed)
        assert not await uow.next_years.decide(signed)
        assert not await uow.next_years.write(replace(after, revision=3))
    async with store.transaction() as uow:
        assert await uow.next_years.of_year(YEAR) == [signed]
        assert await uow.next_years.of_year("2026/27") == []
        assert await uow.next_years.get(-1) is None


async def test_an_item_for_one_school_is_on_its_visits_alone(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        mine = await uow.visits.add(a_visit(OAK_BANK, trust.sip, date(2026, 11, 20)))
        other = await uow.visits.add(a_visit(MARLOW, trust.other_sip, date(2026, 11, 20)))
        item = AgendaItem(
            0, "Maths", trust.ceo, NOW, "2026/27", None, None, ItemState.AGREED, school=OAK_BANK
        )
        made = await uow.agendas.add(item)
        assert await uow.agendas.get(made.id) == made
        calendar = uow.trust.calendar
        for visits, expected in (([mine.id], [made]), ([other.id], []), ([mine.id, other.id], [made])):
            assert await uow.agendas.of_visits(visits, {"2026/27"}) == expected
        assert await uow.agendas.of_visits([], {"2026/27"}) == []
        assert made.is_for(mine, calendar)
        assert not made.is_for(other, calendar)


@pytest.mark.parametrize("table", [next_year_versions, school_agenda_items])
async def test_what_was_written_is_refused_to_change(store: SqlStore, table: sa.Table) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        await uow.next_years.start(NextYear(0, OAK_BANK, YEAR, trust.lead_sip, NOW, "An SLE"))
        item = AgendaItem(0, "Maths", trust.ceo, NOW, YEAR, None, None, ItemState.AGREED, school=OAK_BANK)
        await uow.agendas.add(item)
    with pytest.raises(DBAPIError, match="append-only"):
        async with store.transaction() as uow:
            await uow.connection.execute(sa.delete(table))

"""Agendas, papers for visits and notes on who is left out, on both kinds of database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from storage.store import SqlStore
from strategy.agendas import AgendaItem, Issue, ItemState
from strategy.files import FileIn
from strategy.ports import LeftOutNote, VisitPaper
from tests.builders import NOW, OAK_BANK, a_visit, small_trust

DAY = date(2026, 12, 8)


async def test_items_come_back_with_those_of_the_year_and_one_of_two_steps_counts(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        visit = await uow.visits.add(a_visit(OAK_BANK, trust.sip, DAY))
        item = AgendaItem(0, "“Phonics” \u2014", trust.ceo, NOW, "2026/27", None, visit.id)
        own = await uow.agendas.add(item)
        for_all = AgendaItem(0, "Attendance", trust.ceo, NOW, "2026/27", 12, None, ItemState.AGREED)
        whole = await uow.agendas.add(for_all)
        await uow.agendas.add(replace(for_all, year="2025/26"))
    async with store.transaction() as uow:
        assert await uow.agendas.of_visits([visit.id], {"2026/27"}) == [own, whole]
        agreed = replace(own, state=ItemState.AGREED, revision=2)
        assert await uow.agendas.change(agreed, trust.ceo, NOW)
        assert not await uow.agendas.change(replace(agreed, state=ItemState.DECLINED), trust.ceo, NOW)
        assert await uow.agendas.get(own.id) == agreed
        assert await uow.agendas.get(True) is None


async def test_that_an_agenda_goes_out_is_noted_once(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        visit = await uow.visits.add(a_visit(OAK_BANK, trust.sip, DAY))
        first = Issue(visit.id, trust.ceo, 1, (3, 5), NOW)
        assert await uow.agendas.issue(first)
        assert not await uow.agendas.issue(first)
        second = replace(first, number=2, items=())
        assert await uow.agendas.issue(second)
        assert await uow.agendas.issued([visit.id]) == {(visit.id, trust.ceo): second}


@pytest.mark.parametrize("statement", ["UPDATE agenda_steps SET number = 2", "DELETE FROM agenda_steps"])
async def test_no_step_of_an_item_is_ever_changed(store: SqlStore, statement: str) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        await uow.agendas.add(AgendaItem(0, "Attendance", trust.ceo, NOW, "2026/27"))
    with pytest.raises(DBAPIError, match="append-only"):
        async with store.transaction() as uow:
            await uow.connection.execute(sa.text(statement))


async def test_papers_come_back_in_their_order_with_the_names_of_files(store: SqlStore) -> None:
    trust = await small_trust(store)
    head = trust.head_of_oak_bank
    async with store.transaction() as uow:
        visit = await uow.visits.add(a_visit(OAK_BANK, trust.sip, DAY))
        file = await uow.files.keep(FileIn("Plän.pdf", "application/pdf", b"%PDF-"), head, NOW)
        one = await uow.visit_papers.add(VisitPaper(0, visit.id, head, NOW, file.id, file.name))
        two = await uow.visit_papers.add(VisitPaper(0, visit.id, head, NOW, link="https://trust.example/a"))
        assert await uow.visit_papers.of(visit.id) == [one, two]
        assert await uow.visit_papers.get(one.id) == one
        assert await uow.visit_papers.all_in([visit.id]) == frozenset()
        assert await uow.visit_papers.say_all_in(visit.id, head, NOW)
        assert not await uow.visit_papers.say_all_in(visit.id, head, NOW)
        assert await uow.visit_papers.all_in([visit.id]) == {visit.id}


async def test_a_visit_has_one_note_and_its_end_is_known(store: SqlStore) -> None:
    trust = await small_trust(store)
    head = trust.head_of_oak_bank
    async with store.transaction() as uow:
        visit = await uow.visits.add(a_visit(OAK_BANK, trust.sip, DAY))
        first = await uow.left_out.write(LeftOutNote(0, visit.id, OAK_BANK, head, NOW, 1, "One"))
        second = await uow.left_out.write(LeftOutNote(0, visit.id, OAK_BANK, head, NOW, 1, "Two"))
        assert (second.id, second.revision, second.text) == (first.id, 2, "Two")
        assert "Two" not in repr(second)
        assert await uow.left_out.of(visit.id) == second
        assert await uow.left_out.ended_by(DAY) == []
        assert await uow.left_out.ended_by(date(2026, 12, 9)) == [(second, DAY)]
        await uow.visits.cancel(visit.id, date(2026, 11, 30))
        assert await uow.left_out.ended_by(date(2026, 12, 1)) == [(second, date(2026, 11, 30))]
        await uow.left_out.delete([second.id])
        assert await uow.left_out.get(second.id) is None

"""Schools' papers, notes on their delivery and files, on both kinds of database."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from storage.reconciling_schools import PAPERS, reconcile_schools
from storage.store import SqlStore
from strategy.files import FileIn
from strategy.policy import load
from strategy.policy_papers import PaperKind
from strategy.ports import AlreadyThere
from strategy.school_papers import DeliveryNote, PaperDeed, PaperStep, SchoolPaper, Standing, latest_notes
from tests.builders import MARLOW, NOW, OAK_BANK, TODAY, small_trust

PLAN = PaperKind.DEVELOPMENT_PLAN
FILE = FileIn("Plän.pdf", "application/pdf", b"%PDF-\x00\xff" + bytes(100_000))


def a_paper(by: int, file: int | None = None, school: str = OAK_BANK) -> SchoolPaper:
    link = "" if file else "https://trust.example/plan"
    step = PaperStep(1, PaperDeed.HANDED_IN, by, NOW, 1, file, FILE.name if file else "", link)
    return SchoolPaper(0, school, PLAN, "2026/27", (step,))


async def test_a_paper_is_kept_with_every_step_and_its_files_name(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        file = await uow.files.keep(FILE, trust.head_of_oak_bank, NOW)
        begun = await uow.school_papers.start(a_paper(trust.head_of_oak_bank, file.id))
        step = PaperStep(2, PaperDeed.SENT_BACK, trust.ceo, NOW, 1, reason="“Too” long \u2014")
        await uow.school_papers.take(begun.id, step)
    async with store.transaction() as uow:
        kept = await uow.school_papers.of(OAK_BANK, PLAN, "2026/27")
        assert kept == begun.followed_by(step)
        assert await uow.school_papers.get(begun.id) == kept
        assert await uow.school_papers.of_schools([OAK_BANK, MARLOW], ["2026/27"]) == [kept]
        assert await uow.school_papers.of_schools([OAK_BANK], ["2025/26"]) == []
        assert await uow.school_papers.get(True) is None


async def test_a_school_has_one_of_each_a_year_and_a_step_has_one_place(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        begun = await uow.school_papers.start(a_paper(trust.head_of_oak_bank))
        with pytest.raises(AlreadyThere):
            await uow.school_papers.start(a_paper(trust.head_of_oak_bank))
        await uow.school_papers.take(begun.id, PaperStep(2, PaperDeed.SIGNED_OFF, trust.ceo, NOW, 1))
        with pytest.raises(AlreadyThere):
            await uow.school_papers.take(begun.id, PaperStep(2, PaperDeed.SENT_BACK, trust.ceo, NOW, 1))


@pytest.mark.parametrize("statement", ["UPDATE paper_steps SET version = 2", "DELETE FROM paper_steps"])
async def test_no_step_is_ever_changed(store: SqlStore, statement: str) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        await uow.school_papers.start(a_paper(trust.head_of_oak_bank))
    with pytest.raises(DBAPIError, match="append-only"):
        async with store.transaction() as uow:
            await uow.connection.execute(sa.text(statement))


async def test_a_file_is_kept_byte_for_byte_and_forgotten_unless_it_is_used(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        used = await uow.files.keep(FILE, trust.ceo, NOW)
        unused = await uow.files.keep(FILE, trust.ceo, NOW)
        await uow.files.use(used.id)
    async with store.transaction() as uow:
        assert await uow.files.forget_unused(NOW) == 0
        assert await uow.files.forget_unused(NOW + timedelta(days=2)) == 1
    async with store.transaction() as uow:
        assert await uow.files.content(used.id) == FILE.content
        kept = await uow.files.get(used.id)
        assert kept is not None
        assert (kept.name, kept.size, kept.digest, kept.used) == (
            FILE.name,
            len(FILE.content),
            FILE.digest,
            True,
        )
        assert await uow.files.content(unused.id) is None
        assert await uow.files.get(-1) is None


async def test_notes_are_added_and_the_latest_counts(store: SqlStore) -> None:
    trust = await small_trust(store)
    half = "2026/27 autumn-2"
    async with store.transaction() as uow:
        for standing in (Standing.OFF_TRACK, Standing.ON_TRACK):
            await uow.school_papers.add_note(
                DeliveryNote(0, OAK_BANK, half, standing, "because", trust.deputy_ceo, NOW)
            )
    async with store.transaction() as uow:
        notes = await uow.school_papers.notes_of([OAK_BANK, MARLOW], [half])
        assert [note.standing for note in notes] == [Standing.OFF_TRACK, Standing.ON_TRACK]
        assert latest_notes(notes)[OAK_BANK].standing is Standing.ON_TRACK
        assert await uow.school_papers.notes_of([OAK_BANK], ["2026/27 spring-1"]) == []


async def test_reconciling_twice_changes_nothing(store: SqlStore) -> None:
    await small_trust(store)
    policy = load()
    # Two papers for each of two schools, and three half terms of notes more after autumn-2 of one of them.
    assert await reconcile_schools(store, policy, TODAY, PAPERS) == 4 + 5
    assert await reconcile_schools(store, policy, TODAY, PAPERS) == 0
    assert await reconcile_schools(store, policy, TODAY + timedelta(days=20), PAPERS, chunk=1) == 0

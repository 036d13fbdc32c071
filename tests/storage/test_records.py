"""Drafts, the audit, the outbox and bindings: the smaller ports."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import DBAPIError

from storage.engine import is_sqlite
from storage.store import SqlStore
from strategy.outgoing import Means
from strategy.ports import AlreadyThere, AuditEntry, Draft, DraftState, Outgoing
from tests.builders import NOW, OAK_BANK, SmallTrust, make_person, small_trust


def _draft(trust: SmallTrust, key: str, **values: str) -> Draft:
    return Draft(0, key, "report", trust.sip, "", values, DraftState.OPEN, NOW, NOW)


async def test_a_draft_keeps_what_was_typed_exactly(store: SqlStore) -> None:
    trust = await small_trust(store)
    typed = _draft(trust, "k1", outcomes="  two  blanks \x00 \ud83d " + "x" * 30_000, date="not a date")
    async with store.transaction() as uow:
        started = await uow.drafts.start(typed)
    async with store.transaction() as uow:
        assert await uow.drafts.by_key("k1") == started
        assert await uow.drafts.by_key("k2") is None
        assert await uow.drafts.by_key("\x00\ud83d" * 9_000) is None
    assert replace(started, id=0) == typed


async def test_open_drafts_are_listed_last_touched_first(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        first = await uow.drafts.start(_draft(trust, "k1"))
        second = await uow.drafts.start(replace(_draft(trust, "k2"), form="amendment"))
        await uow.drafts.start(replace(_draft(trust, "k3"), author=trust.ceo))
        later = NOW + timedelta(hours=1)
        saved = replace(first, about="amend:4", values={"a": "b"}, updated_at=later, revision=2)
        await uow.drafts.save(saved)
        assert await uow.drafts.open_of(trust.sip) == [saved, second]
        assert await uow.drafts.open_of(trust.sip, "amendment") == [second]
        filed = replace(saved, state=DraftState.FILED, outcome=12)
        await uow.drafts.save(filed)
        assert await uow.drafts.open_of(trust.sip) == [second]
        assert await uow.drafts.by_key("k1") == filed


async def test_two_drafts_never_have_one_key(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        await uow.drafts.start(_draft(trust, "k1"))
        with pytest.raises(AlreadyThere):
            await uow.drafts.start(_draft(trust, "k1"))


async def test_the_audit_is_read_newest_first(store: SqlStore) -> None:
    entries = [
        AuditEntry(NOW, 1, "report filed", "report:1", OAK_BANK, {"in_time": True}),
        AuditEntry(NOW + timedelta(minutes=1), 2, "report read", "report:1", OAK_BANK, {"version": 1}),
        AuditEntry(NOW + timedelta(minutes=2), None, "swept"),
    ]
    async with store.transaction() as uow:
        for entry in entries:
            await uow.audit.record(entry)
    async with store.transaction() as uow:
        assert await uow.audit.entries() == entries[::-1]
        assert await uow.audit.entries(limit=1) == [entries[2]]
        assert await uow.audit.entries(subject="report:1") == [entries[1], entries[0]]


@pytest.mark.parametrize("deed", ["UPDATE audit SET deed = 'nothing'", "DELETE FROM audit", "TRUNCATE audit"])
async def test_the_database_refuses_to_change_what_is_recorded(store: SqlStore, deed: str) -> None:
    async with store.transaction() as uow:
        await uow.audit.record(AuditEntry(NOW, 1, "report filed"))
    refusal = "append-only"
    if is_sqlite(store.engine) and deed.startswith("TRUNCATE"):
        refusal = "syntax error"  # SQLite has no such statement
    with pytest.raises(DBAPIError, match=refusal):
        async with store.transaction() as uow:
            await uow.connection.exec_driver_sql(deed)
    async with store.transaction() as uow:
        assert [entry.deed for entry in await uow.audit.entries()] == ["report filed"]


async def test_what_is_to_be_told_is_put_out_once_by_its_key(store: SqlStore) -> None:
    trust = await small_trust(store)
    mailed = Outgoing("report:1:1", "report.mailed", trust.deputy_ceo, "report:1", NOW)
    shared = Outgoing("report:1:2", "report.shared", trust.head_of_oak_bank, "report:1", NOW)
    async with store.transaction() as uow:
        await uow.outbox.put([])
        await uow.outbox.put([mailed])
        await uow.outbox.put([replace(mailed, kind="another"), shared])
        found = await uow.outbox.recent()
        assert [replace(each, id=0) for each in found] == [
            replace(shared, means=Means.TEAMS, next_try_at=NOW),
            replace(mailed, means=Means.MAIL, next_try_at=NOW),
        ]
        assert [each.key for each in await uow.outbox.recent(kind="report.mailed")] == ["report:1:1"]
        assert len(await uow.outbox.recent(limit=1)) == 1


async def test_instants_come_back_in_utc_whatever_zone_they_went_in_with(store: SqlStore) -> None:
    summer = datetime(2026, 7, 1, 0, 30, 0, 123456, tzinfo=timezone(timedelta(hours=1)))
    async with store.transaction() as uow:
        await uow.audit.record(AuditEntry(summer, 1, "report filed"))
    async with store.transaction() as uow:
        [entry] = await uow.audit.entries()
    assert entry.at == summer
    assert entry.at.utcoffset() == timedelta(0)


async def test_an_instant_without_a_time_zone_is_refused(store: SqlStore) -> None:
    naive = NOW.replace(tzinfo=None)
    with pytest.raises(Exception, match="without a time zone"):
        async with store.transaction() as uow:
            await uow.audit.record(AuditEntry(naive, 1, "report filed"))


async def test_somebody_without_an_entra_id_is_bound_once(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        assert await uow.directory.bind_entra_id(trust.sip, " ABC-1 ")
        assert uow.trust.by_entra_id("abc-1") == uow.trust.person(trust.sip)
        assert not await uow.directory.bind_entra_id(trust.sip, "abc-2")
        assert not await uow.directory.bind_entra_id(trust.ceo, "Abc-1")
        assert not await uow.directory.bind_entra_id(trust.ceo, "  ")
        assert not await uow.directory.bind_entra_id(4711, "abc-3")
        # The transaction goes on after each of them.
        assert await uow.directory.bind_entra_id(trust.ceo, "abc-4")
    assert {p.entra_id for p in (await store.trust()).people.values()} == {None, "abc-1", "abc-4"}


async def test_a_binding_raises_the_version_of_the_trust(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        before = uow.trust.version
        await make_person(uow, "Nell New", entra_id="known")
        await uow.directory.bind_entra_id(trust.sip, "abc-1")
        assert uow.trust.version == before + 2

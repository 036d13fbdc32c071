from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy.exc import DBAPIError

from storage.engine import is_sqlite, make_engine
from storage.store import SqlStore, SqlUnitOfWork
from strategy.permissions import Scope
from strategy.ports import AlreadyThere, AuditEntry, TryAgain, VisitQuery
from strategy.reports import Report, ReportVersion
from strategy.trust import Trust
from tests.builders import MARLOW, NOW, OAK_BANK, TEXT, TODAY, a_visit, make_person, report_on, small_trust

ALL = Scope(everything=True)


@pytest.fixture
async def two_stores(database_url: str) -> AsyncIterator[tuple[SqlStore, SqlStore]]:
    """Two stores of one database, as two processes have them."""
    pair = (SqlStore.at(database_url), SqlStore.at(database_url))
    yield pair
    for store in pair:
        await store.close()


async def test_what_a_deed_wrote_is_gone_where_it_failed(store: SqlStore) -> None:
    trust = await small_trust(store)

    async def record_and_fail() -> None:
        async with store.transaction() as uow:
            await uow.visits.add(a_visit(OAK_BANK, trust.sip, TODAY))
            await uow.audit.record(AuditEntry(NOW, trust.sip, "visit recorded"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await record_and_fail()
    async with store.transaction() as uow:
        assert (await uow.visits.page(VisitQuery(TODAY), ALL)).total == 0
        assert await uow.audit.entries() == []


async def test_a_reading_transaction_sees_everything_and_can_write_nothing(store: SqlStore) -> None:
    trust = await small_trust(store)

    async def read_and_write() -> None:
        async with store.transaction(read_only=True) as uow:
            assert uow.trust.person(trust.ceo).name == "Carol Chief"
            await uow.visits.add(a_visit(OAK_BANK, trust.sip, TODAY))

    with pytest.raises(DBAPIError, match=r"(?i)read-?only"):
        await read_and_write()
    async with store.transaction() as uow:  # and a connection that was read from writes again
        await uow.visits.add(a_visit(OAK_BANK, trust.sip, TODAY))
    async with store.transaction(read_only=True) as uow:
        assert (await uow.visits.page(VisitQuery(TODAY), ALL)).total == 1


async def test_reading_does_not_wait_for_a_writer(two_stores: tuple[SqlStore, SqlStore]) -> None:
    writer, reader = two_stores
    trust = await small_trust(writer)
    async with writer.transaction() as uow:
        await uow.visits.add(a_visit(OAK_BANK, trust.sip, TODAY))
        async with reader.transaction(read_only=True) as other:
            assert (await other.visits.page(VisitQuery(TODAY), ALL)).total == 0


async def test_of_two_who_file_a_report_on_one_visit_at_once_one_finds_it_there(
    two_stores: tuple[SqlStore, SqlStore],
) -> None:
    trust = await small_trust(two_stores[0])
    async with two_stores[0].transaction() as uow:
        visit = await uow.visits.add(a_visit(OAK_BANK, trust.sip, TODAY))

    async def file(store: SqlStore) -> Report | None:
        try:
            async with store.transaction() as uow:
                return await uow.reports.add(report_on(visit))
        except AlreadyThere:
            return None

    filed = await asyncio.gather(*(file(two_stores[number % 2]) for number in range(6)))
    [report] = [each for each in filed if each is not None]
    async with two_stores[1].transaction() as uow:
        assert await uow.reports.of_visit(visit.id) == report
        assert len(await uow.reports.versions(report.id)) == 1


async def test_of_two_amendments_of_one_version_one_wins(two_stores: tuple[SqlStore, SqlStore]) -> None:
    trust = await small_trust(two_stores[0])
    async with two_stores[0].transaction() as uow:
        visit = await uow.visits.add(a_visit(OAK_BANK, trust.sip, TODAY))
        report = await uow.reports.add(report_on(visit))

    async def amend(store: SqlStore) -> bool:
        try:
            async with store.transaction() as uow:
                await uow.reports.amend(report.id, ReportVersion(2, trust.sip, NOW, TEXT))
        except AlreadyThere:
            return False
        return True

    won = await asyncio.gather(*(amend(two_stores[number % 2]) for number in range(6)))
    assert sorted(won) == [False] * 5 + [True]
    async with two_stores[1].transaction() as uow:
        assert [version.number for version in await uow.reports.versions(report.id)] == [1, 2]


async def test_of_two_who_record_one_visit_at_once_one_finds_it_there(
    two_stores: tuple[SqlStore, SqlStore],
) -> None:
    trust = await small_trust(two_stores[0])

    async def record(store: SqlStore) -> bool:
        try:
            async with store.transaction() as uow:
                await uow.visits.add(a_visit(OAK_BANK, trust.sip, TODAY))
        except AlreadyThere:
            return False
        return True

    assert sorted(await asyncio.gather(*(record(store) for store in two_stores))) == [False, True]


async def test_transactions_that_wait_for_each_other_are_told_to_try_again(
    two_stores: tuple[SqlStore, SqlStore],
) -> None:
    """Each takes a conversation, then wants the other's. SQLite has but one lock, and both get it in turn."""
    met = [asyncio.Event(), asyncio.Event()]

    async def take(store: SqlStore, mine: int, theirs: int) -> str:
        try:
            async with store.transaction() as uow:
                await uow.conversations.begin_turn(f"c{mine}", None, None, NOW)
                met[mine].set()
                if not is_sqlite(store.engine):
                    await met[theirs].wait()
                await uow.conversations.begin_turn(f"c{theirs}", None, None, NOW)
        except TryAgain:
            return "try again"
        return "done"

    outcomes = await asyncio.gather(take(two_stores[0], 0, 1), take(two_stores[1], 1, 0))
    one_lock_for_all = is_sqlite(two_stores[0].engine)
    assert sorted(outcomes) == (["done", "done"] if one_lock_for_all else ["done", "try again"])


async def test_a_writer_that_waits_too_long_is_told_to_try_again(sqlite_store: SqlStore) -> None:
    impatient = SqlStore(sqlite_store.engine, patience=0.01)
    async with impatient.transaction():
        with pytest.raises(TryAgain):
            async with impatient.transaction():
                pytest.fail("two transactions write at once")
    async with impatient.transaction() as uow:
        assert uow.trust.version == 0


async def test_a_lock_that_another_process_holds_too_long_is_a_reason_to_try_again(
    database_url: str,
) -> None:
    first, second = (SqlStore(make_engine(database_url, wait_seconds=0.05)) for _ in range(2))
    try:
        async with first.transaction() as uow:
            await uow.conversations.begin_turn("c", None, None, NOW)
            with pytest.raises(TryAgain):
                await _touch(second, "c")
        await _touch(second, "c")
    finally:
        await first.close()
        await second.close()


async def _touch(store: SqlStore, conversation: str) -> None:
    async with store.transaction() as uow:
        await uow.conversations.begin_turn(conversation, None, None, NOW)


async def test_a_turn_that_is_given_up_while_it_waits_leaves_the_way_free(
    two_stores: tuple[SqlStore, SqlStore],
) -> None:
    first, second = two_stores
    async with first.transaction() as uow:
        await uow.conversations.begin_turn("c", "a1", None, NOW)
        task = asyncio.create_task(_touch(second, "c"))
        done, _ = await asyncio.wait({task}, timeout=0.1)
        assert not done
        task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await _touch(first, "c")
    await _touch(second, "c")


async def test_the_trust_is_read_once_for_all_turns_and_again_when_it_has_changed(
    two_stores: tuple[SqlStore, SqlStore],
) -> None:
    here, there = two_stores
    await small_trust(here)
    pictures: list[Trust] = []

    async def look(store: SqlStore) -> None:
        async with store.transaction(read_only=True) as uow:
            pictures.append(uow.trust)

    await asyncio.gather(*(look(here) for _ in range(6)))
    assert len({id(picture) for picture in pictures}) == 1
    async with there.transaction() as uow:
        newcomer = await make_person(uow, "Nell New")
    async with here.transaction() as uow:
        assert uow.trust.person(newcomer).name == "Nell New"


async def test_the_trust_is_told_from_memory_for_a_moment_and_then_looked_up(database_url: str) -> None:
    remembering = SqlStore(make_engine(database_url), picture_keeps=3600)
    looking = SqlStore(make_engine(database_url), picture_keeps=0)
    try:
        assert (await remembering.trust()).people == (await looking.trust()).people == {}
        await small_trust(looking)
        assert len((await looking.trust()).people) == 9
        assert (await remembering.trust()).people == {}
        async with remembering.transaction():
            pass  # any transaction sees the change, and so does memory from then on
        assert len((await remembering.trust()).people) == 9
    finally:
        await remembering.close()
        await looking.close()


async def test_a_directory_change_that_was_rolled_back_is_seen_by_nobody(store: SqlStore) -> None:
    trust = await small_trust(store)

    async def bind_and_fail(uow: SqlUnitOfWork) -> None:
        assert await uow.directory.bind_entra_id(trust.sip, "AAA")
        assert uow.trust.person(trust.sip).entra_id == "aaa"
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        async with store.transaction() as uow:
            await bind_and_fail(uow)
    async with store.transaction() as uow:
        assert uow.trust.person(trust.sip).entra_id is None
        assert uow.trust.school(MARLOW).sip == trust.other_sip

"""The outbox as its workers use it: claims that are leases, and what is made of rows."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from storage.engine import is_sqlite
from storage.store import SqlStore
from strategy.outgoing import Means, OutgoingKind
from strategy.ports import Outgoing, OutgoingState
from tests.builders import NOW, SmallTrust, small_trust

LEASE = timedelta(minutes=5)
LATER = NOW + LEASE + timedelta(seconds=1)


@pytest.fixture
async def trust(store: SqlStore) -> SmallTrust:
    return await small_trust(store)


@pytest.fixture
async def other(database_url: str) -> AsyncIterator[SqlStore]:
    """The same database, as another process has it."""
    opened = SqlStore.at(database_url)
    yield opened
    await opened.close()


def a_row(key: str, recipient: int, kind: str = OutgoingKind.NUDGE, *, due_in: float = 0) -> Outgoing:
    return Outgoing(key, kind, recipient, f"about:{key}", NOW, next_try_at=NOW + timedelta(minutes=due_in))


async def put(store: SqlStore, *rows: Outgoing) -> None:
    async with store.transaction() as uow:
        await uow.outbox.put(rows)


async def claimed(store: SqlStore, by: str, at: timedelta = timedelta(), limit: int = 10) -> list[Outgoing]:
    async with store.transaction() as uow:
        return await uow.outbox.claim(by, Means.TEAMS, NOW + at, NOW + at + LEASE, limit)


async def settled(store: SqlStore, row: Outgoing) -> bool:
    async with store.transaction() as uow:
        return await uow.outbox.settle(row)


def sent(row: Outgoing) -> Outgoing:
    return replace(row, state=OutgoingState.SENT, done_at=LATER, next_try_at=None)


async def stands(store: SqlStore, key: str) -> Outgoing:
    async with store.transaction(read_only=True) as uow:
        found = await uow.outbox.by_key(key)
    assert found is not None
    return found


async def test_what_is_due_longest_is_claimed_first_and_what_is_not_due_is_not(
    store: SqlStore, trust: SmallTrust
) -> None:
    await put(
        store,
        a_row("tomorrow", trust.sip, due_in=24 * 60),
        a_row("now", trust.sip),
        a_row("long ago", trust.sip, due_in=-60),
        a_row("a while ago", trust.sip, due_in=-5),
        a_row("just now too", trust.sip),
    )
    first = await claimed(store, "w1", limit=2)
    assert [row.key for row in first] == ["long ago", "a while ago"]
    assert {row.claim for row in first} == {"w1"}
    assert [row.key for row in await claimed(store, "w1")] == ["now", "just now too"]
    assert await claimed(store, "w1") == []


async def test_each_means_is_claimed_by_itself(store: SqlStore, trust: SmallTrust) -> None:
    await put(store, a_row("mail", trust.sip, OutgoingKind.REPORT_MAILED), a_row("message", trust.sip))
    assert [row.key for row in await claimed(store, "w1")] == ["message"]
    async with store.transaction() as uow:
        mails = await uow.outbox.claim("w1", Means.MAIL, NOW, NOW + LEASE, 10)
    assert [row.key for row in mails] == ["mail"]


async def test_a_claim_is_a_lease_that_ends(store: SqlStore, other: SqlStore, trust: SmallTrust) -> None:
    await put(store, a_row("k", trust.sip))
    [mine] = await claimed(store, "w1")
    assert await claimed(other, "w2") == []
    assert await claimed(other, "w2", LEASE) == []  # to the last
    [theirs] = await claimed(other, "w2", LEASE + timedelta(seconds=1))
    assert theirs == replace(mine, claim="w2")


async def test_a_stale_claim_settles_nothing(store: SqlStore, other: SqlStore, trust: SmallTrust) -> None:
    await put(store, a_row("k", trust.sip))
    [mine] = await claimed(store, "w1")
    [theirs] = await claimed(other, "w2", LEASE + timedelta(seconds=1))
    assert not await settled(store, sent(mine))
    assert (await stands(store, "k")).state is OutgoingState.WAITING
    assert await settled(other, sent(theirs))
    assert not await settled(store, replace(mine, state=OutgoingState.FAILED))
    assert not await settled(other, replace(theirs, state=OutgoingState.FAILED))  # settled once is settled
    assert (await stands(store, "k")).state is OutgoingState.SENT


async def test_a_settled_row_says_how_it_stands_and_is_free(store: SqlStore, trust: SmallTrust) -> None:
    await put(store, a_row("k", trust.sip))
    [mine] = await claimed(store, "w1")
    soon = NOW + timedelta(minutes=2)
    put_off = replace(
        mine, means=Means.MAIL, attempts=3, next_try_at=soon, tried="Teams: gone", why="answered 503"
    )
    assert await settled(store, put_off)
    assert await stands(store, "k") == replace(put_off, claim="")
    async with store.transaction() as uow:
        assert await uow.outbox.claim("w2", Means.MAIL, NOW, NOW + LEASE, 10) == []
        [again] = await uow.outbox.claim("w2", Means.MAIL, soon, soon + LEASE, 10)
    assert again == replace(put_off, claim="w2")


async def test_what_is_done_with_is_never_claimed(store: SqlStore, trust: SmallTrust) -> None:
    done = (OutgoingState.SENT, OutgoingState.FAILED, OutgoingState.DROPPED)
    await put(store, *(a_row(state, trust.sip) for state in done))
    for row, state in zip(await claimed(store, "w1"), done, strict=True):
        assert await settled(store, replace(row, state=state, next_try_at=None, done_at=NOW))
    assert await claimed(store, "w2", timedelta(days=365)) == []


async def test_workers_that_claim_at_once_never_share_a_row(
    store: SqlStore, other: SqlStore, trust: SmallTrust
) -> None:
    await put(store, *(a_row(f"k{number}", trust.sip) for number in range(100)))
    batches = await asyncio.gather(*(claimed((store, other)[n % 2], f"w{n}", limit=7) for n in range(12)))
    keys = [row.key for batch in batches for row in batch]
    assert all(len(batch) <= 7 for batch in batches)
    assert len(keys) == len(set(keys))
    left = await claimed(store, "last", limit=100)
    assert len(keys) + len(left) == 100


async def test_on_postgresql_a_worker_steps_over_what_another_is_just_claiming(
    store: SqlStore, other: SqlStore, trust: SmallTrust
) -> None:
    await put(store, a_row("first", trust.sip), a_row("second", trust.sip))
    if is_sqlite(store.engine):
        # One writes at a time there, so nobody meets a row that is half claimed.
        [first] = await claimed(store, "w1", limit=1)
        [second] = await claimed(other, "w2", limit=1)
    else:
        async with store.transaction() as uow:
            [first] = await uow.outbox.claim("w1", Means.TEAMS, NOW, NOW + LEASE, 1)
            [second] = await asyncio.wait_for(claimed(other, "w2", limit=1), 10)
    assert (first.key, second.key) == ("first", "second")


async def test_a_row_that_is_being_added_to_is_not_claimed_before_that_is_done(
    store: SqlStore, other: SqlStore, trust: SmallTrust
) -> None:
    await put(store, a_row("k", trust.sip))
    async with store.transaction() as uow:
        assert await uow.outbox.by_key("k", lock=True) is not None
        claiming = asyncio.create_task(claimed(other, "w1"))
        done, _ = await asyncio.wait([claiming], timeout=0.2)
        assert not done or claiming.result() == []
        await uow.outbox.put([a_row("k2", trust.sip)])
    got = await claiming or await claimed(other, "w1")
    assert [row.key for row in got] == ["k", "k2"]
    async with store.transaction(read_only=True) as uow:
        assert await uow.outbox.by_key("nothing", lock=False) is None


async def test_what_failed_is_tried_again_from_the_beginning(store: SqlStore, trust: SmallTrust) -> None:
    await put(store, *(a_row(f"k{number}", trust.sip) for number in range(4)))
    rows = await claimed(store, "w1")
    for row in rows[:3]:
        dead = replace(
            row, state=OutgoingState.FAILED, means=Means.MAIL, attempts=8, tried="Teams: gone", why="no",
            next_try_at=None, done_at=NOW,
        )  # fmt: skip
        assert await settled(store, dead)
    assert await settled(store, replace(rows[3], state=OutgoingState.SENT, next_try_at=None, done_at=NOW))
    async with store.transaction() as uow:
        assert await uow.outbox.retry([rows[0].id, rows[3].id, 4711], LATER) == 1
        assert await uow.outbox.retry([], LATER) == 0
    again = await stands(store, "k0")
    assert again == replace(rows[0], next_try_at=LATER, claim="")
    async with store.transaction() as uow:
        assert await uow.outbox.retry(None, LATER) == 2
        assert await uow.outbox.retry(None, LATER) == 0
        assert (await uow.outbox.counts())[OutgoingState.FAILED] == 0
    assert (await stands(store, "k3")).state is OutgoingState.SENT


async def test_what_waits_and_what_failed_is_counted_and_listed(store: SqlStore, trust: SmallTrust) -> None:
    await put(store, *(a_row(f"k{number}", trust.sip) for number in range(5)))
    rows = await claimed(store, "w1", limit=3)
    for row, state in zip(
        rows, (OutgoingState.FAILED, OutgoingState.FAILED, OutgoingState.SENT), strict=True
    ):
        assert await settled(store, replace(row, state=state, next_try_at=None, done_at=NOW))
    async with store.transaction(read_only=True) as uow:
        assert await uow.outbox.counts() == {OutgoingState.WAITING: 2, OutgoingState.FAILED: 2}
        assert [row.key for row in await uow.outbox.in_state(OutgoingState.FAILED)] == ["k1", "k0"]
        waiting = await uow.outbox.in_state(OutgoingState.WAITING, offset=1, limit=1)
        assert [row.key for row in waiting] == ["k3"]


async def test_all_that_is_about_some_things_is_found_in_order(store: SqlStore, trust: SmallTrust) -> None:
    await put(store, *(a_row(f"k{number}", trust.sip) for number in range(3)))
    await put(store, replace(a_row("more", trust.ceo), subject="about:k0"))
    async with store.transaction(read_only=True) as uow:
        found = await uow.outbox.about(["about:k2", "about:k0", *(f"none:{n}" for n in range(1_200))])
    assert [row.key for row in found] == ["k0", "k2", "more"]

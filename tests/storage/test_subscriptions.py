"""The port of subscriptions to calendars' changes, and up to where calendars were followed."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

from storage.store import SqlStore
from strategy.ports import Subscription
from tests.builders import NOW

LATER = NOW + timedelta(days=6)
FIRST = Subscription(0, "keystone@trust.example", "mark-a", "digest-a", NOW)
ANOTHER = replace(FIRST, mark="mark-b", digest="digest-b", tried_at=LATER)
SAMS = Subscription(4, "sam@trust.example", "mark-s", "digest-s", NOW)


async def test_one_is_begun_once_for_each_calendar_and_known_when_it_stands(store: SqlStore) -> None:
    async with store.transaction() as uow:
        assert await uow.subscriptions.begin(FIRST)
        assert not await uow.subscriptions.begin(ANOTHER)
        assert await uow.subscriptions.begin(SAMS)
        await uow.subscriptions.settle("mark-a", "number-a", LATER)
    async with store.transaction(read_only=True) as uow:
        stands = replace(FIRST, number="number-a", ends_at=LATER)
        assert await uow.subscriptions.all() == [stands, SAMS]
        assert await uow.subscriptions.numbered({"number-a", "nobody's", ""}) == [stands]
        assert await uow.subscriptions.numbered(set()) == []


async def test_one_takes_the_place_of_another_for_whoever_is_first(store: SqlStore) -> None:
    async with store.transaction() as uow:
        await uow.subscriptions.begin(FIRST)
        await uow.subscriptions.settle("mark-a", "number-a", LATER)
        assert await uow.subscriptions.begin(ANOTHER, instead_of="mark-a")
        assert not await uow.subscriptions.begin(replace(ANOTHER, mark="mark-c"), instead_of="mark-a")
        await uow.subscriptions.settle("mark-a", "number-a", LATER)
        assert await uow.subscriptions.all() == [ANOTHER]


async def test_what_stands_in_the_way_is_noted_until_it_stands(store: SqlStore) -> None:
    async with store.transaction() as uow:
        await uow.subscriptions.begin(FIRST)
        await uow.subscriptions.refused(0, "it lacks a permission")
        assert await uow.subscriptions.all() == [replace(FIRST, why="it lacks a permission")]
        await uow.subscriptions.settle("mark-a", "number-a", LATER)
        assert [each.why for each in await uow.subscriptions.all()] == [""]
        await uow.subscriptions.forget("mark-a")
        assert await uow.subscriptions.all() == []


async def test_changes_of_a_calendar_are_followed_by_whoever_is_first(store: SqlStore) -> None:
    async def follow(since: str, token: str) -> bool:
        async with store.transaction() as uow:
            return await uow.appointments.followed(4, since, token, NOW)

    assert sorted(await asyncio.gather(*(follow("", f"one-{number}") for number in range(4)))) == [
        *[False] * 3,
        True,
    ]
    async with store.transaction(read_only=True) as uow:
        reached = await uow.appointments.token(4)
    assert sorted(await asyncio.gather(*(follow(reached, f"two-{number}") for number in range(4)))) == [
        *[False] * 3,
        True,
    ]
    assert not await follow("", "three")
    assert not await follow(reached, "three")
    async with store.transaction(read_only=True) as uow:
        assert (await uow.appointments.token(4)).startswith("two-")

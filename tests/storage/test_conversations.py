from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
import sqlalchemy as sa

from storage.store import SqlStore
from storage.tables import people
from strategy.ports import TurnStart
from tests.builders import NOW, OAK_BANK, TODAY, a_visit, make_visit_and_duty, small_trust


async def test_a_conversation_begins_with_nothing_in_mind_and_remembers_what_it_is_told(
    store: SqlStore,
) -> None:
    memory = {"flow": {"step": 2, "typed": "naïve \U0001f600 \ud83d \x00"}, "list": [1, None, True]}
    async with store.transaction() as uow:
        assert await uow.conversations.begin_turn("c", "a1", None, NOW) == TurnStart(True, {})
        await uow.conversations.end_turn("c", memory)
    async with store.transaction() as uow:
        assert await uow.conversations.begin_turn("c", "a2", None, NOW) == TurnStart(True, memory)
        assert await uow.conversations.begin_turn("other", "a2", None, NOW) == TurnStart(True, {})


async def test_an_activity_is_new_once(store: SqlStore) -> None:
    for expected in (True, False, False):
        async with store.transaction() as uow:
            assert (await uow.conversations.begin_turn("c", "a1", None, NOW)).is_new is expected


async def test_an_activity_without_a_name_is_always_new(store: SqlStore) -> None:
    for _ in range(2):
        async with store.transaction() as uow:
            assert (await uow.conversations.begin_turn("c", None, None, NOW)).is_new


async def test_an_activity_whose_turn_failed_is_new_again(store: SqlStore) -> None:
    async def begin_and_fail() -> None:
        async with store.transaction() as uow:
            await uow.conversations.begin_turn("c", "a1", None, NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await begin_and_fail()
    async with store.transaction() as uow:
        assert (await uow.conversations.begin_turn("c", "a1", None, NOW)).is_new


async def test_names_of_any_length_and_content_are_told_apart(store: SqlStore) -> None:
    names = ["c" * 30_000, "c" * 30_001, "\ud83d" * 600, "'; DROP TABLE visits; --", ""]
    async with store.transaction() as uow:
        for place, name in enumerate(names):
            await uow.conversations.begin_turn(name, name, None, NOW)
            await uow.conversations.end_turn(name, {"place": place})
    async with store.transaction() as uow:
        for place, name in enumerate(names):
            start = await uow.conversations.begin_turn(name, name, None, NOW)
            assert start == TurnStart(False, {"place": place})


async def test_turns_of_one_conversation_do_not_interleave_across_processes(database_url: str) -> None:
    """Two stores stand for two processes: they share nothing but the database."""
    stores = [SqlStore.at(database_url) for _ in range(2)]
    inside: list[str] = []

    async def turn(store: SqlStore, number: int) -> None:
        async with store.transaction() as uow:
            start = await uow.conversations.begin_turn("c", f"a{number}", None, NOW)
            inside.append("in")
            for _ in range(3):  # give way, as a turn does at each query
                await asyncio.sleep(0)
            await uow.conversations.end_turn("c", {"turns": start.memory.get("turns", 0) + 1})
            inside.append("out")

    try:
        await asyncio.gather(*(turn(stores[number % 2], number) for number in range(20)))
        async with stores[0].transaction() as uow:
            assert (await uow.conversations.begin_turn("c", "last", None, NOW)).memory == {"turns": 20}
    finally:
        for store in stores:
            await store.close()
    assert inside == ["in", "out"] * 20


async def test_an_activity_delivered_twice_at_once_is_claimed_once(database_url: str) -> None:
    stores = [SqlStore.at(database_url) for _ in range(2)]

    async def claim(store: SqlStore) -> bool:
        async with store.transaction() as uow:
            return (await uow.conversations.begin_turn("c", "a1", None, NOW)).is_new

    try:
        claims = await asyncio.gather(*(claim(stores[number % 2]) for number in range(8)))
    finally:
        for store in stores:
            await store.close()
    assert sorted(claims) == [False] * 7 + [True]


async def test_activities_are_forgotten_once_they_are_old(store: SqlStore) -> None:
    async with store.transaction() as uow:
        await uow.conversations.begin_turn("c", "old", None, NOW - timedelta(days=8))
        await uow.conversations.begin_turn("c", "new", None, NOW)
        assert await uow.conversations.forget_activities(NOW - timedelta(days=7)) == 1
        assert await uow.conversations.forget_activities(NOW - timedelta(days=7)) == 0
        assert (await uow.conversations.begin_turn("c", "old", None, NOW)).is_new
        assert not (await uow.conversations.begin_turn("c", "new", None, NOW)).is_new


async def test_somebody_is_reached_in_their_latest_own_chat(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        assert await uow.conversations.personal_reference(trust.sip) is None
        await uow.conversations.keep_reference(trust.sip, "first", {"id": "first"}, NOW)
        await uow.conversations.keep_reference(trust.sip, "second", {"id": "second"}, NOW)
        await uow.conversations.keep_reference(trust.ceo, "other", {"id": "other"}, NOW)
    async with store.transaction() as uow:
        assert await uow.conversations.personal_reference(trust.sip) == {"id": "second"}
        await uow.conversations.forget_reference("first")
        assert await uow.conversations.personal_reference(trust.sip) == {"id": "second"}
        await uow.conversations.forget_reference("second")
        assert await uow.conversations.personal_reference(trust.sip) is None
        assert await uow.conversations.personal_reference(trust.ceo) == {"id": "other"}


async def test_who_has_a_chat_and_who_removed_it_is_known(store: SqlStore) -> None:
    trust = await small_trust(store)
    everybody = list(range(1, 1_200))
    async with store.transaction() as uow:
        assert await uow.conversations.known_chats(everybody) == {}
        assert await uow.conversations.latest_reference() is None
        await uow.conversations.begin_turn("a group", "a1", trust.lead_sip, NOW)
        await uow.conversations.keep_reference(trust.sip, "first", {"id": "first"}, NOW)
        await uow.conversations.keep_reference(trust.ceo, "other", {"id": "other"}, NOW + timedelta(hours=1))
        await uow.conversations.keep_reference(
            trust.sip, "second", {"id": "second"}, NOW + timedelta(hours=2)
        )
        await uow.conversations.forget_reference("a group")
    async with store.transaction() as uow:
        assert await uow.conversations.known_chats(everybody) == {trust.sip: True, trust.ceo: True}
        assert await uow.conversations.latest_reference() == {"id": "second"}
        await uow.conversations.forget_reference("second")
    async with store.transaction() as uow:
        assert await uow.conversations.known_chats(everybody) == {trust.sip: False, trust.ceo: True}
        assert await uow.conversations.known_chats([trust.sip]) == {trust.sip: False}
        assert await uow.conversations.known_chats([]) == {}
        assert await uow.conversations.latest_reference() == {"id": "other"}
        await uow.conversations.keep_reference(trust.sip, "third", {"id": "third"}, NOW + timedelta(hours=3))
        assert await uow.conversations.known_chats([trust.sip]) == {trust.sip: True}


async def test_keeping_a_reference_leaves_the_memory_alone(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        await uow.conversations.begin_turn("c", "a1", trust.sip, NOW)
        await uow.conversations.end_turn("c", {"kept": True})
        await uow.conversations.keep_reference(trust.sip, "c", {"id": "c"}, NOW)
        assert (await uow.conversations.begin_turn("c", "a2", trust.sip, NOW)).memory == {"kept": True}
        assert await uow.conversations.personal_reference(trust.sip) == {"id": "c"}


async def test_those_who_owe_something_and_whom_no_chat_reaches_are_counted_once(
    store: SqlStore,
) -> None:
    trust = await small_trust(store)
    tomorrow = TODAY + timedelta(days=1)
    async with store.transaction() as uow:
        for author, day in (
            (trust.sip, TODAY),
            (trust.sip, TODAY - timedelta(days=1)),
            (trust.other_sip, TODAY),
            (trust.adviser, TODAY),
            (trust.lead_sip, tomorrow),
        ):
            _, duty = await make_visit_and_duty(uow, a_visit(OAK_BANK, author, day), tomorrow)
        assert await uow.conversations.owing_without_chat(TODAY) == 3
        assert await uow.conversations.owing_without_chat(tomorrow) == 4
        await uow.duties.fulfil(duty.id, NOW, None)
        assert await uow.conversations.owing_without_chat(tomorrow) == 3
        await uow.conversations.keep_reference(trust.sip, "c", {"user": "Sam"}, NOW)
        assert await uow.conversations.owing_without_chat(TODAY) == 2
        await uow.conversations.forget_reference("c")
        assert await uow.conversations.owing_without_chat(TODAY) == 3
        await uow.connection.execute(
            sa.update(people).where(people.c.id == trust.adviser).values(ended_on=TODAY)
        )
        assert await uow.conversations.owing_without_chat(TODAY) == 2

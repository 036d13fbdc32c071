"""The port of reminders: rungs told and waiting, how people want to be told, and chases."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest

from storage.store import SqlStore, SqlUnitOfWork
from strategy.ports import Chase, Outgoing, ReminderChoice, ToldRung
from tests.builders import (
    NOW,
    OAK_BANK,
    TODAY,
    SmallTrust,
    a_visit,
    make_visit_and_duty,
    small_trust,
    take_in_hand,
)


async def two_duties(uow: SqlUnitOfWork, trust: SmallTrust) -> tuple[int, int]:
    """Ids of two open duties of the partner's."""
    days = (TODAY - timedelta(days=7), TODAY - timedelta(days=6))
    first, second = [
        (await make_visit_and_duty(uow, a_visit(OAK_BANK, trust.sip, day), TODAY))[1] for day in days
    ]
    return first.id, second.id


async def message(uow: SqlUnitOfWork, recipient: int, key: str = "nudge") -> int:
    """A message of the outbox; its id."""
    await uow.outbox.put([Outgoing(key, "nudge", recipient, key, NOW)])
    row = await uow.outbox.by_key(key)
    assert row is not None
    return row.id


def a_rung(duty: int, recipient: int, name: str = "due:2026-11-23+0") -> ToldRung:
    return ToldRung(duty, name, TODAY, recipient, NOW)


async def test_a_rung_is_claimed_once_for_each_person(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        duty, other = await two_duties(uow, trust)
        rung = a_rung(duty, trust.sip)
        assert await uow.reminders.add([]) == 0
        assert await uow.reminders.add([rung]) == 1
        again = [rung, replace(rung, created_at=NOW + timedelta(days=1)), a_rung(duty, trust.lead_sip)]
        assert await uow.reminders.add([*again, a_rung(other, trust.sip)]) == 2
        told = await uow.reminders.told([duty, other, 4711])
    assert [replace(each, id=0) for each in told] == [
        rung,
        a_rung(duty, trust.lead_sip),
        a_rung(other, trust.sip),
    ]


async def test_what_many_duties_were_told_is_found_in_one_go(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        duty, _ = await two_duties(uow, trust)
        rungs = [a_rung(duty, trust.sip, f"due:2026-11-23+{n}") for n in range(1_200)]
        assert await uow.reminders.add(rungs) == 1_200
        assert len(await uow.reminders.told([*range(10_000, 11_100), duty])) == 1_200


async def test_rungs_wait_for_a_message_by_person_some_people_at_a_time(store: SqlStore) -> None:
    trust = await small_trust(store)
    people = sorted([trust.sip, trust.lead_sip, trust.deputy_ceo])
    async with store.transaction() as uow:
        duty, other = await two_duties(uow, trust)
        await uow.reminders.add([a_rung(each, person) for each in (duty, other) for person in people])
        first = await uow.reminders.waiting(2)
        assert sorted(first) == people[:2]
        assert [each.duty for each in first[people[0]]] == [duty, other]
        assert list(await uow.reminders.waiting(2, after=people[1])) == people[2:]
        assert await uow.reminders.waiting(2, after=people[2]) == {}


async def test_rungs_that_go_out_with_a_message_wait_no_more(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        duty, other = await two_duties(uow, trust)
        await uow.reminders.add([a_rung(each, trust.sip) for each in (duty, other)])
        waiting = (await uow.reminders.waiting(10))[trust.sip]
        ids = [each.id for each in waiting]
        monday, tuesday = [await message(uow, trust.sip, key) for key in ("monday", "tuesday")]
        assert await uow.reminders.send_with([], monday) == 0
        assert await uow.reminders.send_with(ids[:1], monday) == 1
        assert await uow.reminders.send_with(ids, tuesday) == 1  # the first is on its way already
        assert await uow.reminders.waiting(10) == {}
        assert await uow.reminders.of_message(monday) == [replace(waiting[0], outbox=monday)]
        assert await uow.reminders.of_message(tuesday) == [replace(waiting[1], outbox=tuesday)]
        assert await uow.reminders.of_message(4711) == []


async def test_rungs_of_one_message_move_into_another(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        duty, other = await two_duties(uow, trust)
        await uow.reminders.add([a_rung(each, trust.sip) for each in (duty, other)])
        first, second = [each.id for each in (await uow.reminders.waiting(10))[trust.sip]]
        monday, tuesday = [await message(uow, trust.sip, key) for key in ("monday", "tuesday")]
        await uow.reminders.send_with([first], monday)
        await uow.reminders.send_with([second], tuesday)
        await uow.reminders.move([], tuesday)
        await uow.reminders.move([monday], tuesday)
        assert await uow.reminders.of_message(monday) == []
        assert [each.id for each in await uow.reminders.of_message(tuesday)] == [first, second]


async def test_how_people_want_to_be_reminded_is_kept_as_they_last_said_it(store: SqlStore) -> None:
    trust = await small_trust(store)
    paused = ReminderChoice(trust.sip, paused_until=NOW + timedelta(days=3))
    later = ReminderChoice(trust.sip, not_before=time(16))
    async with store.transaction() as uow:
        assert await uow.reminders.choices([]) == {}
        await uow.reminders.choose(paused)
        assert await uow.reminders.choices([trust.sip, trust.ceo]) == {trust.sip: paused}
        await uow.reminders.choose(later)
    async with store.transaction() as uow:
        assert await uow.reminders.choices([trust.sip]) == {trust.sip: later}


async def test_a_chase_is_kept_with_who_chased_and_when(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        chase = await uow.reminders.start_chase(trust.deputy_ceo, NOW)
        assert chase == Chase(chase.id, trust.deputy_ceo, NOW)
    async with store.transaction() as uow:
        assert await uow.reminders.chase(chase.id) == chase


@pytest.mark.parametrize("number", [0, -1, 4711, 10**30])
async def test_there_is_no_chase_of_a_number_that_never_was(store: SqlStore, number: int) -> None:
    async with store.transaction() as uow:
        assert await uow.reminders.chase(number) is None


async def test_messages_that_have_not_gone_out_are_found_by_person_but_those_in_hand(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        for key, recipient in (("in hand", trust.sip), ("waits", trust.sip), ("another's", trust.ceo)):
            await message(uow, recipient, key)
            if key == "in hand":
                await take_in_hand(uow, NOW, NOW + timedelta(minutes=5), limit=1)
        await uow.outbox.put([Outgoing("digest", "digest", trust.sip, "digest", NOW)])
        await uow.outbox.put([Outgoing("today", "nudge", trust.sip, "today", NOW + timedelta(hours=1))])
        later, people = NOW + timedelta(minutes=1), [trust.sip, trust.lead_sip]
        assert [row.key for row in await uow.outbox.unsent("nudge", people, before=later)] == ["waits"]
        assert await uow.outbox.unsent("nudge", people, before=NOW) == []
        assert await uow.outbox.unsent("nudge", [], before=later) == []

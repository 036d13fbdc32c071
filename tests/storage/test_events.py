"""The port of networks and training, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from storage.store import SqlStore
from strategy.events import Coming, Event, EventKind, Invited, Register, Timing
from strategy.ports import AlreadyThere
from strategy.visits import Mode
from tests.builders import MARLOW, NOW, OAK_BANK, SmallTrust, small_trust

DAY = date(2026, 12, 3)


def an_event(made: SmallTrust, **other: object) -> Event:
    event = Event(
        id=0,
        kind=EventKind.NETWORK,
        title="Mathematics network",
        subject="Mathematics",
        timing=Timing(DAY, time(16), time(17), Mode.ON_SITE, "", MARLOW),
        invited=Invited(sles=True, people=(made.sip,), leaders_of=(OAK_BANK,)),
        arranged_by=made.deputy_ceo,
        arranged_at=NOW,
    )
    return replace(event, **other)  # type: ignore[arg-type]


async def test_an_event_comes_back_with_its_times_and_whom_it_invites(store: SqlStore) -> None:
    made = await small_trust(store)
    async with store.transaction() as uow:
        stored = await uow.events.add(an_event(made))
    async with store.transaction() as uow:
        assert await uow.events.get(stored.id) == stored
        assert await uow.events.get(stored.id + 1) is None
        assert await uow.events.get(True) is None
    assert replace(stored, id=0) == an_event(made)


async def test_of_two_changes_of_an_event_the_first_counts(store: SqlStore) -> None:
    made = await small_trust(store)
    async with store.transaction() as uow:
        event = await uow.events.add(an_event(made))
        later = replace(event.timing, day=DAY + timedelta(days=7), mode=Mode.TEAMS, school=None)
        moved = replace(event, timing=later, revision=2)
        await uow.events.change(moved)
        with pytest.raises(AlreadyThere):
            await uow.events.change(replace(event, cancelled_at=NOW, revision=2))
        assert await uow.events.get(event.id) == moved


async def test_those_that_stand_are_listed_by_day(store: SqlStore) -> None:
    made = await small_trust(store)
    async with store.transaction() as uow:
        timing = an_event(made).timing
        late = await uow.events.add(an_event(made, timing=replace(timing, day=DAY + timedelta(days=1))))
        early = await uow.events.add(an_event(made))
        gone = await uow.events.add(an_event(made))
        await uow.events.change(replace(gone, cancelled_at=NOW, revision=2))
        assert await uow.events.between(None, None) == [early, late]
        assert await uow.events.between(DAY, DAY) == [early]
        assert await uow.events.between(late.timing.day, None) == [late]
        assert await uow.events.between(None, DAY - timedelta(days=1)) == []


async def test_what_somebody_said_last_counts(store: SqlStore) -> None:
    made = await small_trust(store)
    async with store.transaction() as uow:
        event = await uow.events.add(an_event(made))
        other = await uow.events.add(an_event(made))
        await uow.events.say(event.id, Coming(made.sip, True, 1, NOW))
        changed_mind = Coming(made.sip, False, 2, NOW + timedelta(hours=1))
        await uow.events.say(event.id, changed_mind)
        await uow.events.say(event.id, Coming(made.other_sip, True, 2, NOW))
        assert await uow.events.said_by(made.sip, [event.id, other.id]) == {event.id: changed_mind}
        assert {each.person: each.comes for each in await uow.events.said(event.id)} == {
            made.sip: False,
            made.other_sip: True,
        }
        assert await uow.events.said(other.id) == []


async def test_the_last_register_counts_and_each_has_its_number_once(store: SqlStore) -> None:
    made = await small_trust(store)
    async with store.transaction() as uow:
        event = await uow.events.add(an_event(made))
        assert await uow.events.register(event.id) is None
        await uow.events.note(Register(event.id, 1, made.ceo, NOW, (made.sip,)))
        with pytest.raises(AlreadyThere):
            await uow.events.note(Register(event.id, 1, made.deputy_ceo, NOW, (made.other_sip,)))
        # The transaction goes on.
        second = Register(event.id, 2, made.ceo, NOW, tuple(sorted((made.sip, made.other_sip))))
        await uow.events.note(second)
        assert await uow.events.register(event.id) == second
        assert await uow.events.noted([event.id, event.id + 1]) == {event.id}


async def test_nobody_came_is_a_register_too(store: SqlStore) -> None:
    made = await small_trust(store)
    async with store.transaction() as uow:
        event = await uow.events.add(an_event(made))
        await uow.events.note(Register(event.id, 1, made.ceo, NOW))
        assert await uow.events.register(event.id) == Register(event.id, 1, made.ceo, NOW, ())

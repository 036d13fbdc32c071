"""Two people at the same review at the same moment, on both kinds of database: one wins."""

from __future__ import annotations

import asyncio
from datetime import date

from storage.store import SqlStore
from strategy.policy import Policy
from tests.dialogs.reviewing import YEAR, safeguarding, with_leads
from tests.dialogs.world import MARLOW, World, make_world


async def _made(store: SqlStore, policy: Policy) -> World:
    await make_world(store, policy)
    world = World.of(store, policy)
    await with_leads(world)
    return world


async def test_one_day_is_set_and_the_other_is_told_which(store: SqlStore, policy: Policy) -> None:
    world = await _made(store, policy)
    fay, dan = await world.chat("Fay Safeguard"), await world.chat("Dan Deputy")
    for who in (fay, dan):
        await who.says("safeguarding review at Marlow")
    answers = await asyncio.gather(
        fay.presses("Set the day", day="2027-03-04"), dan.presses("Set the day", day="2027-03-09")
    )
    late = [answer for answer in answers if "That has changed meanwhile" in answer.texts]
    assert len(late) == 1
    async with store.transaction() as uow:
        review = await uow.reviews.of(safeguarding())
    assert review is not None
    [entry] = review.entries
    won = fay if late[0] is answers[1] else dan
    assert won.person is not None
    assert entry.by == won.person.id
    assert entry.day == (date(2027, 3, 4) if won is fay else date(2027, 3, 9))
    assert f"{won.person.name} set another day" in late[0].texts


async def test_one_outcome_counts_and_the_other_is_kept_as_a_draft(store: SqlStore, policy: Policy) -> None:
    world = await _made(store, policy)
    fay, dan = await world.chat("Fay Safeguard"), await world.chat("Dan Deputy")
    for who in (fay, dan):
        await who.says("record the safeguarding review at Marlow")
    answers = await asyncio.gather(
        fay.presses("Record it", held="2026-11-16", summary="Fay's", recommendations="none"),
        dan.presses("Record it", held="2026-11-17", summary="Dan's", recommendations="none"),
    )
    late = [answer for answer in answers if "It is kept as a draft" in answer.texts]
    assert len(late) == 1
    async with store.transaction() as uow:
        review = await uow.reviews.of(safeguarding())
    assert review is not None
    [entry] = review.entries
    assert entry.summary == ("Fay's" if late[0] is answers[1] else "Dan's")
    assert await world.drafts_of("Fay Safeguard") + await world.drafts_of("Dan Deputy") == 1


async def test_the_same_form_in_two_chats_sends_one_annual_review(store: SqlStore, policy: Policy) -> None:
    world = await _made(store, policy)
    sue = await world.chat("Sue Partner")
    await sue.says("write the annual review for Marlow")
    await sue.presses("Next", scrutiny="up")
    last = await sue.presses("Next", self_evaluation="honest", development_plan="good")
    elsewhere = sue.elsewhere(sue.place)
    answers = await asyncio.gather(
        sue.presses("Send annual review", on=last, next_year="writing"),
        elsewhere.presses("Send annual review", on=last, next_year="writing"),
    )
    assert all("Sent: your annual review of Marlow" in answer.texts for answer in answers)
    async with store.transaction() as uow:
        found = await uow.annual_reviews.of(MARLOW, YEAR)
        rows = await uow.outbox.recent(kind="annual_review.mailed")
    assert found is not None
    assert len(found.versions) == 1
    assert len(rows) == 1

"""A year's plan booked by two people at the same moment, on both kinds of database: each visit once."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import date

from dialogs.messages import Place
from storage.store import SqlStore
from strategy.permissions import Scope
from strategy.policy import Policy
from strategy.ports import VisitQuery
from tests.dialogs.conversation import NOW, Conversation
from tests.dialogs.world import MARLOW, ST_ANNE, World, make_world

THIS_YEAR = "plan this year's visits"


async def _about_to_book(world: World, name: str) -> Conversation:
    who = await world.chat(name)
    await who.says(THIS_YEAR)
    await who.says("book all")
    return who


async def test_two_who_book_the_same_plan_at_once_book_each_visit_once(
    store: SqlStore, policy: Policy
) -> None:
    await make_world(store, policy)
    world = World.of(store, policy)
    dan, lena = await _about_to_book(world, "Dan Deputy"), await _about_to_book(world, "Lena Lead")
    answers = await asyncio.gather(dan.says("yes"), lena.says("yes"))
    assert sum("Booked 24 visits" in answer.words for answer in answers) == 1
    [late] = [answer for answer in answers if "Booked 24 visits" not in answer.words]
    assert "changed since you were shown it" in late.words
    async with store.transaction(read_only=True) as uow:
        page = await uow.visits.page(VisitQuery(NOW.date()), Scope(everything=True), limit=200)
        bookings = await uow.appointments.of([f"visit:{visit.id}" for visit in page.items])
    assert page.total == len(bookings) == 24
    assert max(Counter((visit.author, visit.starts) for visit in page.items).values()) == 1


async def test_a_plan_booked_while_a_partner_books_for_themselves_sends_them_to_one_school_a_day(
    store: SqlStore, policy: Policy
) -> None:
    await make_world(store, policy)
    world = World.of(store, policy)
    dan, sam = await _about_to_book(world, "Dan Deputy"), await world.chat("Sam Partner")
    async with store.transaction(read_only=True) as uow:
        plan = await uow.visit_plans.get("2026/27")
    assert plan is not None
    me = await world.person("Sam Partner")
    day = next(each.day for each in plan.visits if each.sip == me and each.day)
    await asyncio.gather(dan.says("yes"), sam.says(f"book a visit to Oak Bank on {day:%d %B %Y}"))
    async with store.transaction(read_only=True) as uow:
        query = VisitQuery(NOW.date(), author=me, starts=day, ends=day)
        page = await uow.visits.page(query, Scope(everything=True), limit=9)
    assert page.total == 1


async def test_two_schools_booked_for_one_day_at_once_send_their_partner_to_one_of_them(
    store: SqlStore, policy: Policy
) -> None:
    await make_world(store, policy)
    world = World.of(store, policy)
    sue = await world.chat("Sue Partner")
    days = [date(2026, 12, day) for day in (1, 2, 3, 8, 9, 10)]
    bookings = [
        sue.elsewhere(Place.PERSONAL).says(f"book a visit to {school} on {day:%d %B %Y}")
        for day in days
        for school in ("Marlow", "St Anne's")
    ]
    answers = [answer.words for answer in await asyncio.gather(*bookings)]
    booked = sum(answer.startswith("Booked") for answer in answers)
    async with store.transaction(read_only=True) as uow:
        query = VisitQuery(NOW.date(), author=await world.person("Sue Partner"))
        page = await uow.visits.page(query, Scope(everything=True), limit=99)
    assert page.total == booked > 0
    assert max(Counter(visit.starts for visit in page.items).values()) == 1


async def test_two_visits_moved_to_one_day_at_once_do_not_meet_there(store: SqlStore, policy: Policy) -> None:
    await make_world(store, policy)
    world = World.of(store, policy)
    [marlow] = await world.diary("Sue Partner", MARLOW, date(2026, 12, 1))
    [st_anne] = await world.diary("Sue Partner", ST_ANNE, date(2026, 12, 2))
    sue = await world.chat("Sue Partner")
    moves = [
        sue.elsewhere(Place.PERSONAL).sends_data({"do": "visit.move", "visit": visit, "day": "2026-12-08"})
        for visit in (marlow.id, st_anne.id)
    ]
    await asyncio.gather(*moves)
    async with store.transaction(read_only=True) as uow:
        stand = [await uow.visits.get(visit.id) for visit in (marlow, st_anne)]
    assert [visit is not None and visit.starts == date(2026, 12, 8) for visit in stand].count(True) == 1

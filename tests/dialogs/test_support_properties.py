"""Whatever is visited, moved, cancelled, granted and designated: every half day is accounted for."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.store import SqlStore
from storage.tables import visits
from strategy.actions.allocations import support_of
from strategy.actions.booking import allocation_for, book, cancel, move
from strategy.actions.deciding_requests import approve
from strategy.actions.requesting import ask_for_visit
from strategy.booking import Wish
from strategy.designations import Designation
from strategy.errors import StrategyError
from strategy.people import Capacity
from strategy.policy import Policy
from strategy.ports import AlreadyThere
from strategy.visits import Support
from tests.builders import TODAY, a_visit
from tests.dialogs.conversation import NOW
from tests.dialogs.supporting import granted
from tests.dialogs.world import OAK_BANK, World

HALVES = st.integers(1, 9).map(lambda halves: Decimal(halves) / 2)
DAYS = st.integers(0, 320).map(lambda days: date(2026, 8, 24) + timedelta(days))
COUNTED = st.sampled_from([Support.SIP, Support.SCHOOL_IMPROVEMENT_ADVISER])
EVENTS = st.lists(
    st.one_of(
        st.tuples(st.just("visit"), COUNTED, HALVES, DAYS),
        st.tuples(st.just("move"), COUNTED, HALVES, DAYS),
        st.tuples(st.just("cancel"), COUNTED, HALVES, DAYS),
        st.tuples(st.just("report"), COUNTED, HALVES, DAYS),
        st.tuples(st.just("grant"), COUNTED, HALVES, DAYS),
        st.tuples(st.just("book"), COUNTED, HALVES, DAYS),
        st.tuples(st.just("move a booking"), COUNTED, HALVES, DAYS),
        st.tuples(st.just("call off"), COUNTED, HALVES, DAYS),
        st.tuples(st.just("approve"), COUNTED, HALVES, DAYS),
        st.tuples(st.just("designate"), st.sampled_from(Designation), HALVES, DAYS),
    ),
    min_size=3,
    max_size=14,
)
TOMORROW = TODAY + timedelta(1)
CAPACITIES = {
    Support.SIP: Capacity.SIP,
    Support.SCHOOL_IMPROVEMENT_ADVISER: Capacity.SCHOOL_IMPROVEMENT_ADVISER,
}


async def _happens(
    world: World, author: int, made: list[int], event: tuple[str, object, Decimal, date]
) -> None:
    what, of, days, day = event
    if what == "grant":
        assert isinstance(of, Support)
        await granted(world, days, support=of, day=day)
        return
    if what in ("book", "move a booking", "call off", "approve"):
        with suppress(StrategyError):
            await _by_chat(world, author, made, what, days, day)
        return
    async with world.store.transaction() as uow:
        if what == "designate":
            assert isinstance(of, Designation)
            await uow.directory.designate(OAK_BANK, of, day)
        elif what == "visit":
            assert isinstance(of, Support)
            visit = replace(a_visit(OAK_BANK, author, day, capacity=CAPACITIES[of]), days=days)
            try:
                made.append((await uow.visits.add(visit)).id)
            except AlreadyThere:
                return
        elif made and what == "cancel":
            await uow.visits.cancel(made[day.toordinal() % len(made)], TODAY)
        elif made and what == "report":
            await uow.visits.set_reported(made[day.toordinal() % len(made)], TODAY)
        elif made:
            which = visits.c.id == made[int(days * 2) % len(made)]
            taken = sa.select(visits.c.id).where(visits.c.starts == day, visits.c.author == author)
            if (await uow.connection.execute(taken)).first() is None:
                await uow.connection.execute(
                    sa.update(visits).where(which).values(starts=day, ends=day, days=days)
                )


async def _by_chat(world: World, author: int, made: list[int], what: str, days: Decimal, day: date) -> None:
    """What people do in conversation: book, move and cancel visits, ask for extra ones and approve them."""
    async with world.store.transaction() as uow:
        deed: dict[str, Any] = {"uow": uow, "policy": world.policy, "now": NOW}
        sam = uow.trust.person(author)
        wish = Wish(OAK_BANK, author, Capacity.SIP, day, days=min(days, Decimal(1)))
        number = made[day.toordinal() % len(made)] if made else 0
        visit = await uow.visits.get(number)
        if what == "approve":
            hana, dan = (uow.trust.by_email(f"{who}@trust.example") for who in ("hana.head", "dan.deputy"))
            assert hana is not None
            assert dan is not None
            asked = await ask_for_visit(
                uow=uow, now=NOW, person=hana, school=OAK_BANK, reason="Reading", days=days
            )
            await approve(
                **deed, person=dan, request_id=asked.id, revision=1, days=days, by_when=max(day, TOMORROW)
            )
        elif what == "book":
            booked = await book(**deed, person=sam, wish=wish, busy={}, all_the_same=True)
            made.append(booked.id)
        elif visit is not None and what == "call off":
            await cancel(**deed, person=sam, visit=visit)
        elif visit is not None:
            moved = replace(wish, capacity=visit.capacity)
            await move(**deed, person=sam, visit=visit, wish=moved, busy={}, all_the_same=True)


async def _accounts_for_all(world: World, day: date) -> None:
    async with world.store.transaction() as uow:
        dan = uow.trust.by_email("dan.deputy@trust.example")
        assert dan is not None
        found = await support_of(
            uow=uow, policy=world.policy, asker=dan, today=TODAY, school=OAK_BANK, day=day
        )
        rows = (await uow.connection.execute(sa.select(visits).where(visits.c.cancelled_on.is_(None)))).all()
        adviser = CAPACITIES[Support.SCHOOL_IMPROVEMENT_ADVISER]
        for capacity, stands in ((Capacity.SIP, found.partner), (adviser, found.adviser)):
            assert stands is not None
            assert stands.used + stands.booked + stands.left - stands.over == stands.due + stands.extra
            assert not (stands.left and stands.over)
            counted = [
                row.days
                for row in rows
                if row.capacity is capacity and row.school == OAK_BANK and row.starts in stands.span
            ]
            assert stands.used + stands.booked == sum(counted, Decimal(0)), "every half day, once"
            given_on_top = [each.days for each in found.granted if each.capacity is capacity]
            assert stands.extra == sum(given_on_top, Decimal(0)), "it says what it rests on"
        wish = Wish(OAK_BANK, dan.id, Capacity.SIP, day)
        assert await allocation_for(uow, world.policy, TODAY, wish, None) == found.partner, "booking agrees"


@settings(max_examples=25, deadline=None)
@given(events=EVENTS, day=DAYS)
def test_used_and_booked_and_left_less_over_is_what_is_due_and_granted(
    made_trust: Path, policy: Policy, events: list[tuple[str, object, Decimal, date]], day: date
) -> None:
    async def run(file: Path) -> None:
        store = SqlStore.at(f"sqlite:///{file}")
        try:
            world = World.of(store, policy)
            author = await world.person("Sam Partner")
            made: list[int] = []
            for event in events:
                await _happens(world, author, made, event)
            await _accounts_for_all(world, day)
        finally:
            await store.close()

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "trust.db"
        shutil.copyfile(made_trust, file)
        asyncio.run(run(file))

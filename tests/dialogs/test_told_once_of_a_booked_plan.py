"""Whatever workers there are and whichever is killed, the end of booking a plan is told once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from dialogs.outgoing.invitations import Invitations
from dialogs.outgoing.outbound import Outbound
from scheduling.bookings import LEASE, Bookings
from storage.demo_calendar import DemoCalendars
from storage.store import SqlStore
from strategy.policy import Policy
from strategy.ports import Appointment, Notice, Put
from tests.dialogs.post import PlainDocuments
from tests.dialogs.world import World, make_world
from tests.scheduling.post import PassingTime, PostRoom


class Killed(BaseException):
    """The process ends here."""


class MortalCalendars(DemoCalendars):
    """Calendars in front of which whoever books dies, having put it there."""

    async def put(self, appointments: Sequence[Appointment]) -> Sequence[Put]:
        await super().put(appointments)
        raise Killed


@dataclass
class Office:
    """A trust that has booked its year at the desk, and its workers."""

    world: World
    room: PostRoom

    @property
    def told(self) -> list[tuple[str, str]]:
        return [(notice.summary, notice.text) for _, notice in self.room.messenger.sent]

    def booker(self, calendars: DemoCalendars | None = None) -> Bookings:
        calendars = calendars or DemoCalendars(self.world.store)
        return Bookings(
            self.world.store, Invitations(self.world.policy), calendars, self.room.time, draw=lambda: 0.5
        )

    async def post_goes_out(self, workers: int = 1) -> None:
        words = Outbound(self.world.policy, PlainDocuments())
        await asyncio.gather(*(self.room.worker(renderer=words).run_due() for _ in range(workers)))


@pytest.fixture
async def office(store: SqlStore, policy: Policy) -> Office:
    await make_world(store, policy)
    world = World.of(store, policy)
    deputy = await world.chat("Dan Deputy")
    for text in ("plan this year's visits", "book all", "yes"):
        await deputy.says(text)
    return Office(world, PostRoom(store, PassingTime(deputy.at)))


ALL_THERE = [("Visits of 2026/27 are booked", "All 24 visits of 2026/27 stand in the calendars.")]


async def test_by_two_workers_at_once_it_is_told_once(office: Office) -> None:
    office.room.time.passes(minutes=1)
    await office.post_goes_out(2)
    assert office.told == [], "there is nothing to tell yet"
    await asyncio.gather(office.booker().run_due(), office.booker().run_due())
    for _ in range(4):
        office.room.time.passes(minutes=2)
        await office.post_goes_out(2)
    assert office.told == ALL_THERE


async def test_where_the_worker_that_settles_the_last_is_killed_it_is_told_by_the_next(
    office: Office,
) -> None:
    with pytest.raises(Killed):
        await office.booker(MortalCalendars(office.world.store)).run_due()
    office.room.time.passes(minutes=1)
    await office.post_goes_out()
    assert office.told == []
    office.room.time.passes(seconds=LEASE.total_seconds())
    await office.booker().run_due()
    for _ in range(3):
        office.room.time.passes(minutes=2)
        await office.post_goes_out()
    assert office.told == ALL_THERE


async def test_nobody_else_is_told(office: Office) -> None:
    await office.booker().run_due()
    office.room.time.passes(minutes=1)
    await office.post_goes_out()
    dan = await office.world.person("Dan Deputy")
    assert [(person, isinstance(notice, Notice)) for person, notice in office.room.messenger.sent] == [
        (dan, True)
    ]
    assert office.room.mailer.sent == {}

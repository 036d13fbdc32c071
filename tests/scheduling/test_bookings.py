"""The worker that has calendars follow: once, whatever happens between the other side's yes and ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from dialogs.outgoing.invitations import SUBJECT, Invitations
from scheduling.bookings import LEASE, Booked, Bookings
from scheduling.no_calendars import NoCalendars
from storage.demo_calendar import DemoCalendars
from storage.store import SqlStore
from strategy.policy import load
from strategy.ports import Appointment, Booking, BookingState, Busy, Calendars, Changes, Outcome, Put
from strategy.school_year import LONDON
from strategy.visits import Mode, Visit
from tests.builders import NOW, OAK_BANK, SmallTrust, a_visit
from tests.scheduling.post import PassingTime

DAY = date(2026, 12, 1)


class Killed(BaseException):
    """The process ends here."""


@dataclass
class Troubled:
    """Calendars in front of which something goes wrong; what it is comes off the list, call by call."""

    behind: Calendars
    trouble: list[Put | BaseException | None]

    async def put(self, appointments: Sequence[Appointment]) -> Sequence[Put]:
        trouble = self.trouble.pop(0) if self.trouble else None
        if isinstance(trouble, Put):
            return [trouble] * len(appointments)
        done = await self.behind.put(appointments)
        if trouble is not None:
            raise trouble
        return done

    async def busy(
        self, addresses: Sequence[str], starts: datetime, ends: datetime
    ) -> Mapping[str, tuple[Busy, ...]]:
        return await self.behind.busy(addresses, starts, ends)

    async def changes(self, address: str, token: str, ours: Mapping[str, str]) -> Changes:
        return await self.behind.changes(address, token, ours)


@dataclass
class BookingOffice:
    """A store with a visit of Sam's to Oak Bank, the demonstration's calendars, and time."""

    store: SqlStore
    trust: SmallTrust
    visit: Visit
    clock: PassingTime
    calendars: Troubled

    def worker(self, calendars: Calendars | None = None, service: str = "") -> Bookings:
        return Bookings(
            self.store,
            Invitations(load()),
            calendars or self.calendars,
            self.clock,
            service=service,
            draw=lambda: 0.5,
        )

    async def want(self, begins: time | None = None) -> Booking:
        async with self.store.transaction() as uow:
            return await uow.appointments.want(
                f"visit:{self.visit.id}", self.trust.sip, self.clock.now(), begins
            )

    async def booking(self) -> Booking:
        async with self.store.transaction(read_only=True) as uow:
            [found] = (await uow.appointments.of([f"visit:{self.visit.id}"])).values()
        return found

    async def change(self, **changed: object) -> None:
        self.visit = replace(self.visit, **changed)  # type: ignore[arg-type]
        async with self.store.transaction() as uow:
            await uow.visits.change(self.visit)

    async def events(self) -> list[tuple[str, datetime, datetime, bool]]:
        found = await DemoCalendars(self.store).of_month(DAY)
        return [(event.subject, event.starts, event.ends, event.cancelled) for event in found]


@pytest.fixture
async def office(store: SqlStore, trust: SmallTrust) -> BookingOffice:
    async with store.transaction() as uow:
        visit = await uow.visits.add(a_visit(OAK_BANK, trust.sip, DAY))
    return BookingOffice(store, trust, visit, PassingTime(NOW), Troubled(DemoCalendars(store), []))


def at(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    return datetime.combine(day, time(hour, minute), LONDON)


async def test_a_visit_stands_in_the_calendar_with_nothing_of_what_it_is_about(office: BookingOffice) -> None:
    await office.want()
    assert await office.worker().run_due() == Booked(booked=1)
    assert await office.events() == [(SUBJECT, at(9), at(15, 30), False)]
    booking = await office.booking()
    assert (booking.state, booking.settled, bool(booking.event)) == (BookingState.BOOKED, 1, True)
    assert await office.worker().run_due() == Booked()


async def test_half_a_day_ends_at_noon_and_one_in_the_afternoon_is_as_long(office: BookingOffice) -> None:
    await office.change(days=Decimal("0.5"), mode=Mode.TEAMS)
    await office.want()
    await office.worker().run_due()
    assert await office.events() == [(SUBJECT, at(9), at(12), False)]
    assert (await office.booking()).join_url
    await office.want(begins=time(13))
    await office.worker().run_due()
    assert await office.events() == [(SUBJECT, at(13), at(16), False)]


async def test_a_moved_visit_moves_and_a_cancelled_one_is_cancelled_there(office: BookingOffice) -> None:
    await office.want()
    await office.worker().run_due()
    await office.change(starts=DAY + timedelta(days=7), ends=DAY + timedelta(days=7))
    await office.want()
    await office.worker().run_due()
    assert await office.events() == [
        (SUBJECT, at(9, day=date(2026, 12, 8)), at(15, 30, day=date(2026, 12, 8)), False)
    ]
    async with office.store.transaction() as uow:
        await uow.visits.cancel(office.visit.id, NOW.date())
    await office.want()
    await office.worker().run_due()
    assert [cancelled for *_, cancelled in await office.events()] == [True]


async def test_a_visit_cancelled_before_it_was_put_there_is_never_put_there(office: BookingOffice) -> None:
    await office.want()
    async with office.store.transaction() as uow:
        await uow.visits.cancel(office.visit.id, NOW.date())
    assert await office.worker().run_due() == Booked(booked=1)
    assert await office.events() == []


async def test_killed_between_the_calendars_yes_and_ours_leaves_one_event(office: BookingOffice) -> None:
    await office.want()
    office.calendars.trouble = [Killed()]
    with pytest.raises(Killed):
        await office.worker().run_due()
    assert len(await office.events()) == 1
    assert await office.worker().run_due() == Booked(), "it is the dead worker's until its lease ends"
    office.clock.passes(seconds=LEASE.total_seconds() + 1)
    assert await office.worker().run_due() == Booked(booked=1)
    assert len(await office.events()) == 1


async def test_a_visit_cancelled_after_a_lost_answer_is_cancelled_there_too(office: BookingOffice) -> None:
    await office.want()
    office.calendars.trouble = [OSError("the answer was lost")]
    assert await office.worker().run_due() == Booked(put_off=1)
    async with office.store.transaction() as uow:
        await uow.visits.cancel(office.visit.id, NOW.date())
    await office.want()
    office.clock.passes(minutes=1)
    await office.worker().run_due()
    assert [cancelled for *_, cancelled in await office.events()] == [True]


async def test_told_to_wait_it_waits_as_long_and_then_goes(office: BookingOffice) -> None:
    await office.want()
    busy = Put(Outcome.FAILED, why="answered 429", retry_after=120)
    office.calendars.trouble = [busy]
    assert await office.worker().run_due() == Booked(put_off=1)
    office.clock.passes(seconds=119)
    assert await office.worker().run_due() == Booked()
    office.clock.passes(seconds=60)
    assert await office.worker().run_due() == Booked(booked=1)


async def test_what_fails_again_and_again_is_left_for_somebody_to_look_at(office: BookingOffice) -> None:
    await office.want()
    office.calendars.trouble = [Put(Outcome.FAILED, why="answered 500")] * 20
    for _ in range(10):
        await office.worker().run_due()
        office.clock.passes(hours=6)
    booking = await office.booking()
    assert (booking.state, booking.why) == (BookingState.FAILED, "answered 500")
    office.calendars.trouble = []
    await office.want()
    assert await office.worker().run_due() == Booked(booked=1)


async def test_a_partner_without_a_calendar_is_invited_by_the_service_mailbox(office: BookingOffice) -> None:
    await office.want()
    office.calendars.trouble = [Put(Outcome.UNREACHABLE, why="has no mailbox")]
    worker = office.worker(service="keystone@trust.example")
    assert await worker.run_due() == Booked(put_off=1, booked=1)
    [event] = await DemoCalendars(office.store).of_month(DAY)
    assert event.organiser == "keystone@trust.example"
    assert set(event.attendees) == {"sam.partner@trust.example", "hana.head@trust.example"}


async def test_without_a_service_mailbox_somebody_is_to_look_at_it(office: BookingOffice) -> None:
    await office.want()
    office.calendars.trouble = [Put(Outcome.UNREACHABLE, why="has no mailbox")]
    assert await office.worker().run_due() == Booked(failed=1)


async def test_where_no_calendars_are_set_up_it_waits_and_says_so(office: BookingOffice) -> None:
    await office.want()
    assert await office.worker(NoCalendars()).run_due() == Booked(put_off=1)
    booking = await office.booking()
    assert (booking.state, booking.attempts, booking.why) == (
        BookingState.WAITING,
        0,
        "no calendars are set up",
    )


async def test_what_changes_while_it_is_being_put_there_follows_at_once(office: BookingOffice) -> None:
    await office.want()
    async with office.store.transaction() as uow:
        [taken] = await uow.appointments.claim("w-1", office.clock.now(), office.clock.now() + LEASE, 10)
    again = await office.want()
    assert again.revision == 2
    async with office.store.transaction() as uow:
        done = replace(taken, state=BookingState.BOOKED, settled=1, event="7", next_try_at=None)
        assert await uow.appointments.settle(done)
    booking = await office.booking()
    assert (booking.state, booking.settled, booking.event) == (BookingState.WAITING, 1, "7")
    assert await office.worker().run_due() == Booked(booked=1)


async def test_one_worker_has_a_booking_at_a_time_and_a_late_one_stores_nothing(
    office: BookingOffice,
) -> None:
    await office.want()
    now = office.clock.now()
    async with office.store.transaction() as uow:
        [first] = await uow.appointments.claim("w-1", now, now + LEASE, 10)
    async with office.store.transaction() as uow:
        assert await uow.appointments.claim("w-2", now, now + LEASE, 10) == []
        [second] = await uow.appointments.claim("w-2", now + 2 * LEASE, now + 3 * LEASE, 10)
    async with office.store.transaction() as uow:
        assert not await uow.appointments.settle(replace(first, state=BookingState.FAILED))
        assert await uow.appointments.settle(replace(second, state=BookingState.BOOKED, settled=1))
    assert (await office.booking()).state is BookingState.BOOKED

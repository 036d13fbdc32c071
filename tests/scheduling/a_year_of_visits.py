"""Visits of a year as bookings in a store, each of a partner, and the worker that puts them into Outlook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from scheduling.bookings import Bookings
from scheduling.outlook.calendars import OutlookCalendars
from scheduling.outlook.client import Outlook
from storage.store import SqlStore
from storage.tables import people
from storage.trust_picture import raise_version
from strategy.ports import Appointment, Booking, BookingState, Clock, UnitOfWork, Untrue
from strategy.school_year import LONDON
from tests.graph.simulator import FROM

FIRST = datetime(2026, 9, 1, 9, tzinfo=LONDON)
HALF_A_DAY = timedelta(hours=3)


class PlainVisits:
    """The port `Inviter` without a diary behind it: visit 41 is on the 41st day, for half of it."""

    async def appointment(self, uow: UnitOfWork, booking: Booking) -> Appointment | Untrue:
        starts = FIRST + timedelta(days=booking.number)
        return Appointment(
            key=booking.subject,
            organiser=uow.trust.person(booking.organiser).email,
            attendees=("head@trust.example",),
            subject="School visit",
            text="Kept by Keystone.",
            starts=starts,
            ends=starts + HALF_A_DAY,
            event=booking.event,
        )


def partner(number: int) -> str:
    """The address of a partner."""
    return f"partner{number}@trust.example"


async def planned(store: SqlStore, partners: int, visits: int, now: datetime) -> list[str]:
    """Have a store want visits of so many partners, turn about; the partners' addresses."""
    addresses = [partner(number) for number in range(1, partners + 1)]
    async with store.transaction() as uow:
        await uow.connection.execute(
            people.insert(),
            [
                {"id": 1_000 + number, "email": address, "name": f"Partner {number}"}
                for number, address in enumerate(addresses)
            ],
        )
        await raise_version(uow.connection)
    async with store.transaction() as uow:
        for number in range(visits):
            await uow.appointments.want(f"visit:{number}", 1_000 + number % partners, now)
    return addresses


def booker(store: SqlStore, outlook: Outlook, clock: Clock, *, service: bool = True) -> Bookings:
    """A worker that puts them into Outlook."""
    calendars = OutlookCalendars(outlook, FROM, clock)
    return Bookings(store, PlainVisits(), calendars, clock, service=FROM if service else "", draw=lambda: 0.5)


async def states(store: SqlStore, visits: int) -> Sequence[Booking]:
    """How the bookings stand."""
    async with store.transaction(read_only=True) as uow:
        found = await uow.appointments.of([f"visit:{number}" for number in range(visits)])
    return list(found.values())


async def all_are_booked(store: SqlStore, visits: int) -> bool:
    """Whether each stands in a calendar."""
    found = await states(store, visits)
    return len(found) == visits and all(each.state is BookingState.BOOKED and each.event for each in found)

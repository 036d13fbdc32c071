"""Having whoever books a year's visits told how far the calendars are, without their asking.

The rows are put into the outbox with the deed, in its transaction, and wait there until there is something to
tell, so that whoever is killed in between loses none of them and tells none twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from strategy.outgoing import OutgoingKind
from strategy.people import Person
from strategy.plan_progress import FIRST_LOOK
from strategy.ports import Booking, BookingState, Outgoing, PlannedVisit, StoredPlan, UnitOfWork

HALF, ALL = "half", "all"
"""What a row tells of: that it goes on, or that it is over."""


async def tell_of_booking(uow: UnitOfWork, now: datetime, person: Person, plan: StoredPlan, *of: str) -> None:
    """Have somebody told how far the calendars follow a plan: `HALF` way, and when `ALL` is over."""
    await uow.outbox.put(
        [
            Outgoing(
                key=f"{OutgoingKind.VISIT_PLAN_BOOKED}:{plan.id}:{how}:{person.id}:{now.isoformat()}",
                kind=OutgoingKind.VISIT_PLAN_BOOKED,
                recipient=person.id,
                subject=subject_of(plan, how),
                created_at=now,
                next_try_at=now + FIRST_LOOK,
            )
            for how in of
        ]
    )


def subject_of(plan: StoredPlan, how: str) -> str:
    """What a row is about."""
    return f"visit_plan:{plan.id}:{how}"


async def is_told_later(uow: UnitOfWork, row: Outgoing) -> bool:
    """Whether the same is told to the same person by a later row: they booked or went on since."""
    rows = await uow.outbox.about([row.subject])
    return any(other.id > row.id and other.recipient == row.recipient for other in rows)


async def bookings_of(uow: UnitOfWork, plan: StoredPlan) -> Sequence[tuple[PlannedVisit, Booking]]:
    """The booked visits of a plan with how far the calendars follow each."""
    of_subject = {f"visit:{each.visit}": each for each in plan.visits if each.visit is not None}
    bookings = await uow.appointments.of(list(of_subject))
    return [(each, bookings[subject]) for subject, each in of_subject.items() if subject in bookings]


async def not_put_there(uow: UnitOfWork, plan: StoredPlan) -> list[tuple[PlannedVisit, Booking]]:
    """The visits of a plan that could not be put into a calendar, and their bookings, which say why."""
    found = await bookings_of(uow, plan)
    return [(each, booking) for each, booking in found if booking.state is BookingState.FAILED]

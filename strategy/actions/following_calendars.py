"""Following what people change in their own calendars: a visit that its organiser moved or cancelled there.

What was changed here and has not reached the calendar yet is the later word: it goes there, and what stands
there is not followed, but both sides are told what holds.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from strategy.actions.booking import tell_of_change
from strategy.actions.visit_duties import follow_with_duties
from strategy.people import Person
from strategy.policy import Policy
from strategy.ports import AlreadyThere, AuditEntry, Booking, BookingState, SeenEvent, UnitOfWork
from strategy.school_year import LONDON, london_day
from strategy.trust import Trust
from strategy.visits import Visit, VisitStatus


async def follow(*, uow: UnitOfWork, policy: Policy, now: datetime, seen: SeenEvent) -> bool:
    """Have a visit be as its event stands in the organiser's calendar; whether that changed anything.

    Those concerned are told. One that would meet another visit of theirs is put back to where it was.
    """
    booking = (await uow.appointments.of([seen.key])).get(seen.key)
    if booking is None or not seen.key.startswith("visit:"):
        return False
    visit = await uow.visits.get(booking.number)
    if visit is None:
        return False
    if booking.revision > booking.settled or booking.state is not BookingState.BOOKED:
        await _told_what_holds(uow, now, visit, booking, seen)
        return False
    if visit.status(london_day(now)) is not VisitStatus.PLANNED:
        return False
    if seen.cancelled:
        await _cancelled(uow, policy, now, visit)
        return True
    hours = policy.on(visit.starts, uow.trust.calendar).visits.hours
    starts, _ = hours.times(visit, booking.begins)
    moved = seen.starts != starts and await _moved(uow, policy, now, visit, seen)
    declined = await _declined(uow, now, visit, seen)
    return moved or declined


async def _told_what_holds(
    uow: UnitOfWork, now: datetime, visit: Visit, booking: Booking, seen: SeenEvent
) -> None:
    """Where a visit was changed in the calendar just when it was changed here, tell both sides what holds.

    On a day on which it has stood before, the calendar has merely not followed yet.
    """
    if not booking.settled or visit.ends < london_day(now):
        return
    entries = await uow.audit.entries(subject=seen.key)
    stood = {str(entry.details.get(name)) for entry in entries for name in ("day", "from")}
    if seen.cancelled or seen.starts.astimezone(LONDON).date().isoformat() not in stood:
        how = "moved" if visit.cancelled_on is None else "cancelled"
        await tell_of_change(uow, now, visit, how, _concerned(uow.trust, visit))


async def _cancelled(uow: UnitOfWork, policy: Policy, now: datetime, visit: Visit) -> None:
    await uow.visits.cancel(visit.id, london_day(now))
    await follow_with_duties(uow, policy, replace(visit, cancelled_on=london_day(now)), london_day(now))
    await _record(uow, now, visit, "visit cancelled in the calendar")
    await tell_of_change(uow, now, visit, "cancelled", _concerned(uow.trust, visit))


async def _moved(uow: UnitOfWork, policy: Policy, now: datetime, visit: Visit, seen: SeenEvent) -> bool:
    local = seen.starts.astimezone(LONDON)
    length = visit.ends - visit.starts
    moved = visit.on(local.date(), local.date() + length)
    try:
        await uow.visits.change(moved)
    except AlreadyThere:
        await uow.appointments.want(seen.key, visit.author, now)
        await tell_of_change(uow, now, visit, "put_back", [uow.trust.person(visit.author)])
        return True
    await uow.appointments.begin(seen.key, local.time().replace(second=0, microsecond=0))
    await follow_with_duties(uow, policy, moved, london_day(now))
    await _record(uow, now, moved, "visit moved in the calendar")
    await tell_of_change(uow, now, moved, "moved", _concerned(uow.trust, moved))
    return True


async def _declined(uow: UnitOfWork, now: datetime, visit: Visit, seen: SeenEvent) -> bool:
    """The organiser is shown once who cannot come on that day."""
    head = uow.trust.person(uow.trust.school(visit.school).headteacher)
    if head.email.casefold() not in {address.casefold() for address in seen.declined}:
        return False
    await tell_of_change(uow, now, visit, "declined", [uow.trust.person(visit.author)])
    return True


async def _record(uow: UnitOfWork, now: datetime, visit: Visit, deed: str) -> None:
    # Who changed it is not told: whoever may write to the organiser's calendar.
    details = {"day": visit.starts.isoformat()}
    await uow.audit.record(AuditEntry(now, None, deed, f"visit:{visit.id}", visit.school, details))


def _concerned(trust: Trust, visit: Visit) -> list[Person]:
    return [trust.person(visit.author), trust.person(trust.school(visit.school).headteacher)]

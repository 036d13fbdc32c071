"""What stands in people's calendars: that there is a visit, and nothing of what it is about."""

from __future__ import annotations

from strategy.policy import Policy
from strategy.ports import Appointment, Booking, UnitOfWork, Untrue
from strategy.visits import Mode

SUBJECT = "School visit"
"""The same for every visit: a calendar may be seen by anybody."""

TEXT = "Keystone keeps this appointment. Move or cancel it here, or tell Keystone in Teams."


class Invitations:
    """The port `Inviter`."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy

    async def appointment(self, uow: UnitOfWork, booking: Booking) -> Appointment | Untrue:
        """The appointment as it is true now; Untrue where there is nothing to put there."""
        if not booking.subject.startswith("visit:"):
            return Untrue("nothing that this program books")
        visit = await uow.visits.get(booking.number)
        if visit is None:
            return Untrue("no such visit")
        trust = uow.trust
        school, organiser = trust.school(visit.school), trust.person(booking.organiser)
        head = trust.person(school.headteacher)
        invited = [head] if head.ended_on is None and head != organiser else []
        if booking.by_service:
            invited.insert(0, organiser)
        hours = self._policy.on(visit.starts, trust.calendar).visits.hours
        starts, ends = hours.times(visit, booking.begins)
        online = visit.mode is Mode.TEAMS
        return Appointment(
            key=booking.subject,
            organiser=organiser.email,
            attendees=tuple(person.email for person in invited),
            subject=SUBJECT,
            text=TEXT,
            starts=starts,
            ends=ends,
            place="Microsoft Teams" if online else school.name,
            online=online,
            cancelled=visit.cancelled_on is not None,
            event=booking.event,
        )

"""What stands in people's calendars: that there is a visit or a meeting, and nothing of what it is about."""

from __future__ import annotations

from datetime import datetime

from dialogs.wording import BODIES
from strategy.meeting_seats import asked_to
from strategy.policy import Policy
from strategy.ports import Appointment, Booking, UnitOfWork, Untrue
from strategy.school_year import LONDON
from strategy.visits import Mode

SUBJECT = "School visit"
"""The same for every visit: a calendar may be seen by anybody."""

MEETING_TEXT = "Keystone keeps this appointment. To move it, tell Keystone in Teams."
TEXT = "Keystone keeps this appointment. Move or cancel it here, or tell Keystone in Teams."


class Invitations:
    """The port `Inviter`."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy

    async def appointment(self, uow: UnitOfWork, booking: Booking) -> Appointment | Untrue:
        """The appointment as it is true now; Untrue where there is nothing to put there."""
        if booking.subject.startswith("visit:"):
            return await self._visit(uow, booking)
        if booking.subject.startswith("meeting:"):
            return await self._meeting(uow, booking)
        return Untrue("nothing that this program books")

    async def _meeting(self, uow: UnitOfWork, booking: Booking) -> Appointment | Untrue:
        """A meeting of the year's plan: which body and school it is of, and who sits in it."""
        meeting = await uow.meetings.get(booking.number)
        line = (await uow.meeting_plans.of_meetings([booking.number])).get(booking.number)
        cancelled = meeting is not None and meeting.withdrawn_on is not None
        if meeting is None or (line is None and not cancelled):
            return Untrue("no such meeting")
        trust = uow.trust
        edition = self._policy.on(meeting.day, trust.calendar)
        school = trust.school(meeting.school) if meeting.school else None
        invited = asked_to(meeting.body, school, booking.organiser, edition, trust)
        # Somebody else may have to take the chair of one that was moved.
        chair = [line.chair] if line and line.chair not in (None, booking.organiser, *invited) else []
        organiser = [booking.organiser] if booking.by_service else []
        invited = [*organiser, *(person for person in chair if person is not None), *invited]
        place = school.name if school is not None else ""
        online = line is not None and line.online
        return Appointment(
            key=booking.subject,
            organiser=trust.person(booking.organiser).email,
            attendees=tuple(trust.person(person).email for person in invited),
            subject=f"{BODIES[meeting.body]}{f', {school.known_as}' if school is not None else ''}",
            text=MEETING_TEXT,
            starts=datetime.combine(meeting.day, meeting.starts, LONDON),
            ends=datetime.combine(meeting.day, meeting.ends, LONDON),
            place="Microsoft Teams" if online else place,
            online=online,
            cancelled=cancelled,
            event=booking.event,
        )

    async def _visit(self, uow: UnitOfWork, booking: Booking) -> Appointment | Untrue:
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

"""Meetings that were held, and become known only then: with their minutes, or with what a Board asks for."""

from __future__ import annotations

from datetime import date, datetime

from strategy.actions.recording_meetings import put_down
from strategy.meetings import USUAL_END, USUAL_START, Meeting
from strategy.minutes import Sitting
from strategy.people import Person
from strategy.policy import Policy
from strategy.ports import AlreadyThere, UnitOfWork
from strategy.schools import Membership


async def meeting_of(uow: UnitOfWork, sitting: Sitting) -> Meeting | None:
    """The recorded meeting, None where nobody has recorded it."""
    found = await uow.meetings.first(sitting.body, sitting.school, sitting.day)
    return found if found is not None and found.day == sitting.day else None


def sitting_fault(sitting: Sitting, policy: Policy, uow: UnitOfWork, today: date) -> str:
    """Why a meeting can have no minutes, as a sentence; empty where it can."""
    if sitting.day > today:
        return "That meeting is still to come."
    known_from = uow.trust.calendar.academic_years()
    if not known_from or sitting.day < known_from[0][1].starts:
        return "That day is before the school years I know."
    if not policy.on(sitting.day, uow.trust.calendar).meetings[sitting.body].each_school:
        return "That body meets for all schools together." if sitting.school else ""
    school = uow.trust.current_school(sitting.school)
    if school.status is Membership.JOINING:
        return f"{school.known_as} is joining the trust and has no such meetings yet."
    return ""


async def recorded_after_all(
    uow: UnitOfWork, policy: Policy, now: datetime, person: Person, sitting: Sitting
) -> Meeting:
    """The meeting of a sitting, recorded now that it was held where nobody had; see `sitting_fault`."""
    meeting = Meeting(0, sitting.body, sitting.school, sitting.day, USUAL_START, USUAL_END)
    try:
        return await put_down(uow, policy, now, person, meeting)
    except AlreadyThere:
        quicker = await meeting_of(uow, sitting)
        if quicker is None:
            raise
        return quicker

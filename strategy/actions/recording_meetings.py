"""Recording that a body meets on a day."""

from __future__ import annotations

from datetime import date, datetime, time

from strategy.actions.board_request_duties import follow_an_eit
from strategy.actions.judging_duties import reconcile_assessments
from strategy.actions.minuting_duties import reconcile_minutes
from strategy.actions.results_duties import reconcile_results
from strategy.actions.summary_duties import reconcile_all_summaries
from strategy.actions.targeting_duties import reconcile_targets
from strategy.errors import Invalid, NotAllowed, Stale
from strategy.meetings import USUAL_END, USUAL_START, Meeting
from strategy.people import Person
from strategy.permissions import Deed, may_see_school, scope
from strategy.policy import Policy
from strategy.policy_reporting import Body
from strategy.ports import AlreadyThere, AuditEntry, UnitOfWork
from strategy.school_year import london_day
from strategy.schools import Membership
from strategy.summaries import BODIES


class AlreadyRecorded(Stale):
    """The body has a meeting on that day."""

    def __init__(self, meeting: Meeting) -> None:
        super().__init__("already recorded")
        self.meeting = meeting


async def record_meeting(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    recorder: Person,
    body: Body,
    day: date,
    school: str = "",
    starts: time = USUAL_START,
    ends: time = USUAL_END,
) -> Meeting:
    """Record one meeting; times are London's. `school` is the URN of a Progress Board's, and empty else.

    The school's assessment is due before its Board from that moment on.

    Raises NotAllowed, NotFound for a school that is none, Invalid for a day that cannot be and for a Board of
    a school that has none, and AlreadyRecorded where the body meets that day already.
    """
    may_record = may_see_school(recorder, Deed.RECORD_MEETING, school, day, uow.trust)
    if not may_record:
        raise NotAllowed(Deed.RECORD_MEETING)
    edition = policy.on(day, uow.trust.calendar)
    if edition.meetings[body].each_school:
        known = uow.trust.current_school(school)
        if known.status is Membership.JOINING:
            raise Invalid({"school": f"{known.known_as} is joining the trust and has no such meetings yet."})
    elif school:
        raise Invalid({"school": "That body meets for all schools together."})
    fault = _day_fault(day, london_day(now), policy, uow, school)
    if fault:
        raise Invalid({"date": fault})
    try:
        meeting = await put_down(uow, policy, now, recorder, Meeting(0, body, school, day, starts, ends))
    except AlreadyThere:
        there = await uow.meetings.first(body, school, day)
        if there is None:
            raise Stale("meeting") from None
        raise AlreadyRecorded(there) from None
    return meeting


async def put_down(
    uow: UnitOfWork, policy: Policy, now: datetime, recorder: Person, meeting: Meeting
) -> Meeting:
    """Store a meeting that may be, with its entry in the audit, and have duties follow it.

    Raises AlreadyThere where the body has one that day.
    """
    body, school, day = meeting.body, meeting.school, meeting.day
    meeting = await uow.meetings.add(meeting)
    if school and body is Body.PROGRESS_BOARD:
        await reconcile_assessments(uow, policy, [school], london_day(now))
        await reconcile_targets(uow, policy, [school], london_day(now))
        await reconcile_minutes(uow, policy, [school], london_day(now))
        await reconcile_results(uow, policy, [school], london_day(now))
    if body in BODIES:
        await reconcile_all_summaries(uow, policy, london_day(now))
    if body is Body.EIT:
        await follow_an_eit(uow, policy, london_day(now))
    await uow.audit.record(
        AuditEntry(
            at=now,
            actor=recorder.id,
            deed="meeting recorded",
            subject=f"meeting:{meeting.id}",
            school=school or None,
            details={"body": str(body), "day": day.isoformat()},
        )
    )
    return meeting


def may_record_meetings(person: Person, uow: UnitOfWork) -> bool:
    """Whether somebody may record any meeting at all."""
    return not scope(person, Deed.RECORD_MEETING, uow.trust, frozenset()).is_empty


def _day_fault(day: date, today: date, policy: Policy, uow: UnitOfWork, school: str) -> str | None:
    """Why no meeting can be put down for that day, as a sentence; None if it can."""
    if day < today:
        return "That day is over; I record meetings that are still to come."
    calendar = policy.working_calendar(uow.trust.calendar)
    closed = calendar.why_closed(day, school or None)
    if closed is None:
        return None
    why = "" if closed == f"{day:%A}" else f" ({closed})"
    following = calendar.on_or_after(day, school or None)
    return f"{day:%A %-d %B %Y} is not a working day{why}. The next one is {following:%A %-d %B %Y}."

"""Booking the meetings of a plan: they stand in the trust's diary, and the calendars follow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from strategy.actions.board_request_duties import follow_an_eit
from strategy.actions.judging_duties import reconcile_assessments
from strategy.actions.minuting_duties import reconcile_minutes
from strategy.actions.results_duties import reconcile_results
from strategy.actions.summary_duties import reconcile_all_summaries
from strategy.actions.targeting_duties import reconcile_targets
from strategy.errors import Invalid, NotAllowed, Stale
from strategy.meetings import Meeting
from strategy.people import Person
from strategy.permissions import Deed, scope
from strategy.policy import Policy
from strategy.ports import (
    AlreadyThere,
    AuditEntry,
    Booking,
    BookingState,
    PlannedMeeting,
    PlanOfMeetings,
    TryAgain,
    UnitOfWork,
)
from strategy.school_year import london_day
from strategy.summaries import BODIES


@dataclass(frozen=True, slots=True)
class BookedMeetings:
    """What came of booking a plan: the plan, and how many meetings were booked now."""

    plan: PlanOfMeetings
    booked: int


def key_of(meeting: int) -> str:
    """What the calendars know a meeting by."""
    return f"meeting:{meeting}"


async def book_all(
    *, uow: UnitOfWork, policy: Policy, now: datetime, person: Person, plan: PlanOfMeetings
) -> BookedMeetings:
    """Book every meeting of a plan that has a day and is not booked: diary, duties, and calendars follow.

    Raises NotAllowed, and Stale where the plan has changed since it was read.
    """
    _require_all(uow, person)
    # First the plan: of two who book at once the second is refused here, before anything else is written.
    begun = await uow.meeting_plans.change(plan, [])
    if begun is None:
        raise Stale("meeting plan")
    booked = [await book_one(uow, now, person, each) for each in plan.meetings if each.waits]
    after = await uow.meeting_plans.change(begun, booked)
    if after is None:
        raise TryAgain
    await duties_follow(uow, policy, now, booked)
    details = {"meetings": len(booked)}
    subject = f"meeting_plan:{after.id}:{after.revision}"
    await uow.audit.record(AuditEntry(now, person.id, "planned meetings booked", subject, None, details))
    return BookedMeetings(after, len(booked))


async def book_one(uow: UnitOfWork, now: datetime, person: Person, each: PlannedMeeting) -> PlannedMeeting:
    """Book a planned meeting; one that the body has on that day already is it. `person` plans it."""
    meeting = _meeting(each)
    try:
        made = await uow.meetings.add(meeting)
    except AlreadyThere:
        found = await uow.meetings.first(each.body, each.school, meeting.day)
        if found is None:
            raise Stale("meeting") from None
        made = found
    await uow.appointments.want(key_of(made.id), each.chair or person.id, now, made.starts)
    details = {"body": str(each.body), "day": meeting.day.isoformat()}
    await uow.audit.record(
        AuditEntry(now, person.id, "meeting booked", key_of(made.id), each.school or None, details)
    )
    return replace(each, meeting=made.id, starts=made.starts, ends=made.ends)


async def stop(*, uow: UnitOfWork, now: datetime, person: Person, plan: PlanOfMeetings) -> int:
    """Have the calendars wait with what was booked of a plan and has not got there yet; how many that are.

    Raises NotAllowed.
    """
    _require_all(uow, person)
    many = await uow.meeting_plans.hold(plan.id, held=True, now=now)
    await _record_booking(uow, now, person, "booking of planned meetings stopped", plan, many)
    return many


async def go_on(*, uow: UnitOfWork, now: datetime, person: Person, plan: PlanOfMeetings) -> int:
    """Have the calendars go on with what was held back of a plan and with what could not be put there; how
    many these are. Raises NotAllowed.
    """
    _require_all(uow, person)
    many = await uow.meeting_plans.hold(plan.id, held=False, now=now)
    for _, booking in await bookings_of(uow, plan):
        if booking.state is BookingState.FAILED:
            await uow.appointments.want(booking.subject, booking.organiser, now)
            many += 1
    await _record_booking(uow, now, person, "booking of planned meetings gone on with", plan, many)
    return many


async def bookings_of(uow: UnitOfWork, plan: PlanOfMeetings) -> list[tuple[PlannedMeeting, Booking]]:
    """The booked meetings of a plan that are to be held, with how far the calendars follow each."""
    held = {key_of(each.meeting): each for each in plan.meetings if each.meeting and not each.left_out}
    bookings = await uow.appointments.of(list(held))
    return [(each, bookings[subject]) for subject, each in held.items() if subject in bookings]


def _require_all(uow: UnitOfWork, person: Person) -> None:
    """Raise NotAllowed for who may not put down every meeting."""
    if not scope(person, Deed.RECORD_MEETING, uow.trust, frozenset()).everything:
        raise NotAllowed(Deed.RECORD_MEETING)


async def _record_booking(
    uow: UnitOfWork, now: datetime, person: Person, deed: str, plan: PlanOfMeetings, many: int
) -> None:
    if many:
        subject = f"meeting_plan:{plan.id}:{plan.revision}"
        await uow.audit.record(AuditEntry(now, person.id, deed, subject, None, {"meetings": many}))


async def require_fits(uow: UnitOfWork, lines: Iterable[PlannedMeeting]) -> None:
    """Raise Invalid for the `day` of booked meetings that cannot be when their lines say."""
    for each in lines:
        if each.meeting is not None and not await uow.meetings.fits(_meeting(each)):
            raise Invalid({"day": "There is another meeting of that body on that day."})


async def move_booked(
    *, uow: UnitOfWork, policy: Policy, now: datetime, person: Person, lines: Iterable[PlannedMeeting]
) -> None:
    """Have booked meetings be when their lines say, as `require_fits` found they can; calendars follow."""
    moved = [each for each in lines if each.meeting is not None]
    for each in moved:
        meeting = _meeting(each)
        try:
            await uow.meetings.change(meeting)
        except AlreadyThere:
            raise TryAgain from None
        await uow.appointments.want(key_of(meeting.id), each.chair or person.id, now, each.starts)
        details = {"body": str(each.body), "day": meeting.day.isoformat()}
        await uow.audit.record(
            AuditEntry(now, person.id, "meeting moved", key_of(meeting.id), each.school or None, details)
        )
    await duties_follow(uow, policy, now, moved)


def _meeting(line: PlannedMeeting) -> Meeting:
    if line.day is None:
        raise Stale("meeting")
    return Meeting(line.meeting or 0, line.body, line.school, line.day, line.starts, line.ends)


async def call_off(uow: UnitOfWork, now: datetime, person: Person, line: PlannedMeeting) -> None:
    """Note that a booked meeting is not held; the calendar follows."""
    if line.meeting is None:
        return
    await uow.meetings.withdraw(line.meeting, london_day(now))
    await uow.appointments.want(key_of(line.meeting), line.chair or person.id, now)
    details = {"body": str(line.body)}
    await uow.audit.record(
        AuditEntry(now, person.id, "meeting called off", key_of(line.meeting), line.school or None, details)
    )


async def duties_follow(
    uow: UnitOfWork, policy: Policy, now: datetime, lines: Iterable[PlannedMeeting | Meeting]
) -> None:
    """What is owed before the Boards of some schools is due before these, and their minutes after them."""
    lines = list(lines)
    if any(each.body in BODIES for each in lines):
        await reconcile_all_summaries(uow, policy, london_day(now))
        await follow_an_eit(uow, policy, london_day(now))
    schools = sorted({each.school for each in lines if each.school})
    if schools:
        await reconcile_assessments(uow, policy, schools, london_day(now))
        await reconcile_targets(uow, policy, schools, london_day(now))
        await reconcile_minutes(uow, policy, schools, london_day(now))
        await reconcile_results(uow, policy, schools, london_day(now))

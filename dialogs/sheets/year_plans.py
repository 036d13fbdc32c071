"""The plans of a year's visits and of its meetings, as workbooks: for those who plan."""

from __future__ import annotations

from datetime import date

from dialogs import meeting_plan_views, meeting_planning, visit_planning, wording
from dialogs.meeting_words import month_name
from dialogs.sheets.framing import Question, framed
from dialogs.turn import Turn
from dialogs.visit_lists import MODES
from strategy.actions.telling_of_plans import bookings_of
from strategy.ports import Booking, BookingState, Cell, Listing, PlannedMeeting, PlannedVisit

_VISITS = ("School", "Partner", "Month", "Day", "Days", "Where", "Kind", "With the appraisal", "Stands")
_BOOKED = ("In calendars", "Why not")
_CALENDARS = {
    BookingState.WAITING: "Waiting",
    BookingState.BOOKED: "Yes",
    BookingState.FAILED: "Could not be put there",
    BookingState.LAPSED: "No longer",
}
_MEETINGS = ("Meeting", "School", "Month", "Day", "From", "To", "Where", "Chair", "Stands", "To look at")


async def visits(turn: Turn, question: Question) -> Listing:
    """Each visit of the plan that is not left out; those of one school or partner where it was theirs."""
    made = await visit_planning.the_plan(turn, question.terms.get("year"))
    of = question.terms.get("of")
    lines = [
        each for each in made.visits if not each.left_out and (of is None or of in (each.school, each.sip))
    ]
    ordered = sorted(
        lines, key=lambda each: (turn.trust.school(each.school).known_as.casefold(), each.day or date.max)
    )
    said = f"Visits planned for {made.year}: {len(ordered)}."
    bookings = {each.number: booking for each, booking in await bookings_of(turn.uow, made)}
    rows = [(*_visit(turn, each), *_in_calendars(bookings.get(each.number))) for each in ordered]
    return framed(turn, "Plan of visits", said, (*_VISITS, *_BOOKED), rows)


def _visit(turn: Turn, each: PlannedVisit) -> tuple[Cell, ...]:
    return (
        turn.trust.school(each.school).known_as,
        turn.trust.person(each.sip).name,
        month_name(each.month),
        each.day,
        each.days,
        MODES[each.mode],
        "Standard visit" if each.standard else "Further visit",
        "Yes" if each.appraisal else None,
        "Booked" if each.visit is not None else wording.capitalised(each.why or "proposed"),
    )


def _in_calendars(booking: Booking | None) -> tuple[Cell, ...]:
    """Whether calendars follow a visit that is booked, and where they do not, why."""
    if booking is None:
        return None, None
    there = booking.state is BookingState.BOOKED
    return _CALENDARS[booking.state], None if there else booking.why or None


async def meetings(turn: Turn, question: Question) -> Listing:
    """Each meeting of the plan that is not left out; those of one month or body where it was theirs."""
    made = await meeting_planning.the_plan(turn, question.terms.get("year"))
    lines = [each for each in made.meetings if not each.left_out]
    by, of = question.terms.get("by"), question.terms.get("of")
    if isinstance(by, str) and of is not None:
        lines = meeting_plan_views.lines_of(lines, by, of)
    said = f"Meetings planned for {made.year}: {len(lines)}."
    rows = [_meeting(turn, each) for each in meeting_plan_views.in_order(lines)]
    return framed(turn, "Plan of meetings", said, _MEETINGS, rows)


def _meeting(turn: Turn, each: PlannedMeeting) -> tuple[Cell, ...]:
    stands = "No day" if each.day is None else "Proposed"
    return (
        wording.BODIES[each.body],
        turn.trust.school(each.school).known_as if each.school else None,
        month_name(each.month),
        each.day,
        f"{each.starts:%H:%M}",
        f"{each.ends:%H:%M}",
        "Teams" if each.online else None,
        None if each.chair is None else turn.trust.person(each.chair).name,
        "Booked" if each.meeting is not None else stands,
        wording.capitalised(each.why) or None,
    )

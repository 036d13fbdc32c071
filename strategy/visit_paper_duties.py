"""What a headteacher owes before a partner's visit: the school's papers (Strategy, Strand 5, School Visits).

Pure: everything it needs is given.
"""

from __future__ import annotations

from datetime import date

from strategy.agendas import has_agenda
from strategy.duties import Duty, DutyKind, DutyState, StoredDuty
from strategy.people import Capacity
from strategy.policy import Policy
from strategy.school_year import Calendar
from strategy.trust import Trust
from strategy.visits import Visit, VisitStatus


def about(visit: int) -> str:
    """What names the visit in the duty: `visit:41`."""
    return f"visit:{visit}"


def papers_due(visit: Visit, policy: Policy, calendar: Calendar) -> date:
    """The day by which the papers for a visit are regularly due."""
    days = policy.on(visit.starts, calendar).visits.papers_working_days_before
    return policy.working_calendar(calendar).working_days_before(visit.starts, days)


def visit_papers_owed(
    visit: Visit, stored: StoredDuty | None, *, all_in: bool, policy: Policy, trust: Trust, today: date
) -> Duty | None:
    """The papers that a school's headteacher owes for a partner's visit to come; None where none are.

    `stored` is what is stored of it, `all_in` whether the papers are in. One that is known of only after its
    day, be it booked late or moved nearer, falls due the next working day; for a visit on the very day it
    becomes known no papers are owed, nor are any once the visit is over.
    """
    school = trust.school(visit.school)
    planned = visit.status(today) is VisitStatus.PLANNED and school.ended_on is None
    if all_in or not planned or not has_agenda(visit):
        return None
    known = stored is not None and stored.state is DutyState.OPEN
    begins = max(today, policy.first_day or today)
    due_on, arises_on = _days(visit, begins, policy, trust.calendar)
    if stored is not None and known:
        # One that is asked for only later was known of by now at the latest.
        before = _days(visit, min(stored.duty.arises_on, begins), policy, trust.calendar)
        stays = before[0] == stored.duty.due_on or stored.duty.extended_to is not None
        if stays or before[0] >= today:
            due_on, arises_on = before
    elif visit.starts <= begins:
        return None
    return Duty(
        kind=DutyKind.VISIT_PAPERS,
        owner=school.headteacher,
        school=school.urn,
        capacity=Capacity.HEADTEACHER,
        arises_on=arises_on,
        about_on=arises_on,
        due_on=due_on,
        about=about(visit.id),
    )


def _days(visit: Visit, known_on: date, policy: Policy, calendar: Calendar) -> tuple[date, date]:
    """When they are due, and from when they are asked for, where the visit is known of from a day on."""
    working = policy.working_calendar(calendar)
    regular = papers_due(visit, policy, calendar)
    if regular < known_on:
        return working.working_days_after(known_on, 1), known_on
    ahead = policy.on(visit.starts, calendar).visits.papers_asked_working_days_before
    return regular, max(working.working_days_before(regular, ahead), known_on)

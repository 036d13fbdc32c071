"""Who owes what about targets: next year's proposal by the penultimate round, and its sign-off."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from strategy.duties import FROZEN, Duty, DutyKind, StoredDuty, not_before_going_live
from strategy.meetings import stand_in
from strategy.people import Capacity, Role
from strategy.policy import Policy
from strategy.policy_meetings import Rounds
from strategy.policy_reporting import Body
from strategy.school_year import ONE_DAY, Calendar, Span, london_day, year_after
from strategy.schools import Membership, School
from strategy.targets import TargetSet, asked_to_sign_off, round_begins
from strategy.trust import Trust

_AS: dict[Role, Capacity] = {Role.DEPUTY_CEO: Capacity.DEPUTY_CEO, Role.CEO: Capacity.CEO}


def proposals_owed(
    school: School,
    proposed: Collection[str],
    stored: Iterable[StoredDuty],
    policy: Policy,
    calendar: Calendar,
    today: date,
    boards: Sequence[date] = (),
) -> list[Duty]:
    """The proposals of next year's targets that a member school's partner owes, one for each year in
    terms.csv: the penultimate EIT sets them (Strategy, Monitoring).

    Each is due the working day before the school's Progress Board of that round, whose day is in `boards`
    where it is recorded, else before the first day on which it may be; it is shown from the first day of that
    term (our reading). `proposed` are the years for which the school's were proposed or signed off already,
    `stored` its stored duties of the kind. A round that was over before the school was known, or the trust
    went live, asks for none.
    """
    if school.ended_on is not None or school.status is Membership.JOINING:
        return []
    known = {entry.duty.about for entry in stored}
    done = {entry.duty.about for entry in stored if entry.state in FROZEN} | set(proposed)
    working = policy.working_calendar(calendar)
    found = []
    for year, span in calendar.academic_years():
        about = year_after(year)
        first, until = _round(year, span, policy.on(span.starts, calendar).rounds)
        recorded = next((day for day in boards if first <= day <= until), None)
        board = recorded or stand_in(Body.PROGRESS_BOARD, None, first, policy, calendar)
        due_on = working.working_days_before(board, 1)
        over = due_on < today or (policy.first_day is not None and board < policy.first_day)
        if about in done or (over and about not in known):
            continue
        term = next((term for _, _, term in calendar.terms() if term.starts <= first <= term.ends), span)
        due_on = not_before_going_live(due_on, policy, working)
        found.append(
            Duty(
                kind=DutyKind.PROPOSE_TARGETS,
                owner=school.sip,
                school=school.urn,
                capacity=Capacity.SIP,
                arises_on=min(term.starts, due_on),
                about_on=due_on,
                due_on=due_on,
                about=about,
            )
        )
    return found


def _round(year: str, span: Span, rounds: Rounds) -> tuple[date, date]:
    """The first day of the month of a year's penultimate round, and the last before that of the next."""
    first = round_begins(year, rounds.penultimate)
    begins = (round_begins(year, month) for month in rounds.months)
    return first, min((each for each in begins if each > first), default=span.ends + ONE_DAY) - ONE_DAY


def sign_offs_owed(found: TargetSet, policy: Policy, trust: Trust) -> list[Duty]:
    """What a proposal asks of each of those who are to sign it off; nothing once it was decided.

    It is due as the steps of a designation are: policy's number of working days later (our reading).
    """
    asked = asked_to_sign_off(found, trust)
    if asked is None:
        return []
    role, people = asked
    begun = london_day(found.proposed_at)
    calendar = policy.working_calendar(trust.calendar)
    days = policy.on(begun, trust.calendar).assessment.step_working_days
    due_on = not_before_going_live(calendar.working_days_after(begun, days), policy, calendar)
    return [
        Duty(
            kind=DutyKind.SIGN_OFF_TARGETS,
            owner=person,
            school=found.school,
            capacity=_AS[role],
            arises_on=begun,
            about_on=due_on,
            due_on=due_on,
            about=found.key,
        )
        for person in people
    ]

"""Who owes a school's results before the year's first Boards, by when (Strategy, Monitoring).

Pure: everything it needs is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from strategy.duties import FROZEN, Duty, DutyKind, StoredDuty
from strategy.minutes_access import holders_of
from strategy.people import Capacity, Role
from strategy.policy import Policy
from strategy.policy_reporting import Body
from strategy.results import Results, asked_of, still_out, summer_of
from strategy.school_year import Calendar, Span
from strategy.schools import Membership, School
from strategy.trust import Trust


def first_round(year: str, policy: Policy, calendar: Calendar) -> Span:
    """The days on which a school's first Board of a year may be: from the first of the first round's month to
    the day before the next round's month.
    """
    months = policy.on(calendar.academic_year_starts(year), calendar).rounds.months
    begins, ends = (
        date(summer_of(year) if month >= 9 else summer_of(year) + 1, month, 1) for month in months[:2]
    )
    return Span(begins, ends - timedelta(days=1))


def results_due(
    school: str, year: str, boards: Iterable[date], policy: Policy, calendar: Calendar
) -> date | None:
    """The day by which a school's results are due: when the pack of its first Board of the year goes out.

    `boards` are the days of its Boards that are recorded; where none is in the year's first round, the first
    working day of that round's month stands in. None where policy has no pack.
    """
    span, working = first_round(year, policy, calendar), policy.working_calendar(calendar)
    held = min((day for day in boards if day in span), default=None)
    day = held or working.on_or_after(span.starts, school)
    before = policy.on(day, calendar).meetings[Body.PROGRESS_BOARD].pack_working_days_before
    return None if before is None else working.working_days_before(day, before)


def results_owed(
    school: School,
    boards: Sequence[date],
    given: Mapping[str, Results],
    stored: Iterable[StoredDuty],
    policy: Policy,
    trust: Trust,
    today: date,
) -> list[Duty]:
    """The results that are owed of a member school, one duty a year for each of those who give them.

    `given` are its results by year, `stored` its stored duties of this kind. A year whose results would have
    been due before the trust went live, or before the school was known, asks for none; nor does one of which
    all is given. Where nobody holds the office the Deputy CEO sees to it (our reading).
    """
    if school.ended_on is not None or school.status is not Membership.MEMBER:
        return []
    stored = list(stored)
    known = {entry.duty.about for entry in stored}
    done = {entry.duty.about for entry in stored if entry.state in FROZEN}
    found = []
    for year, span in trust.calendar.academic_years():
        terms = policy.on(span.starts, trust.calendar).results
        if year in done or not asked_of(school, terms) or not still_out(school, given.get(year), terms):
            continue
        due_on = results_due(school.urn, year, boards, policy, trust.calendar)
        if due_on is None or (due_on < max(today, policy.first_day or today) and year not in known):
            continue
        found += [
            Duty(
                kind=DutyKind.RESULTS,
                owner=person,
                school=school.urn,
                capacity=capacity,
                arises_on=min(date(summer_of(year), terms.from_month, 1), due_on),
                about_on=due_on,
                due_on=due_on,
                about=year,
            )
            for person, capacity in _givers(policy, trust, span)
        ]
    return found


def _givers(policy: Policy, trust: Trust, span: Span) -> list[tuple[int, Capacity]]:
    terms = policy.on(span.starts, trust.calendar).results
    found = [
        (person, Capacity(party.value)) for party in terms.given_by for person in holders_of([party], trust)
    ]
    return found or [(person.id, Capacity.DEPUTY_CEO) for person in trust.holders(Role.DEPUTY_CEO)]

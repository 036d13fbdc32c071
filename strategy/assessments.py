"""The termly assessment of every school, joining ones included, and its deadline (Strategy, Strand 4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from strategy.duties import FROZEN, Duty, DutyKind, StoredDuty, not_before_going_live
from strategy.edition import Edition
from strategy.meetings import stand_in
from strategy.people import Capacity
from strategy.policy import Policy
from strategy.policy_fields import Per
from strategy.policy_reporting import Body
from strategy.school_year import ONE_DAY, Calendar, Span
from strategy.schools import Membership, School


def term_of(day: date, calendar: Calendar) -> str:
    """The term of a day, as `2026/27 autumn`; in the holidays the one that comes next.

    Where terms.csv does not tell it is the academic year alone.
    """
    following = next((f"{year} {term}" for year, term, span in calendar.terms() if day <= span.ends), None)
    return following or calendar.academic_year_of(day)


def assessments_of(
    school: School,
    boards: Sequence[date],
    stored: Iterable[StoredDuty],
    policy: Policy,
    calendar: Calendar,
    today: date,
) -> list[Duty]:
    """The assessments that a school's partner owes: one a term, from the term's start.

    Each is due the working day before the term's round of Boards in which every school has one: before the
    school's first recorded Board (`boards` are their days, in order), else before the day that stands in for
    it. One that would be due before its term has begun falls due the next working day.

    `stored` are the school's stored assessments. A round that was over before the school was known, or the
    trust went live, asks for none; and one that somebody has made or was excused from is not asked for again,
    whoever is the partner now.
    """
    if school.ended_on is not None:
        return []
    known = {entry.duty.about: entry for entry in stored}
    done = {entry.duty.about for entry in stored if entry.state in FROZEN}
    working = policy.working_calendar(calendar)
    found = []
    for about, span in _spans(policy, calendar):
        edition = policy.on(span.starts, calendar)
        if about in done or (
            school.status is Membership.JOINING and not edition.assessment.joining_schools_too
        ):
            continue
        due_on = _due_on(span, boards, school, policy, calendar)
        over = due_on < today or (policy.first_day is not None and span.ends < policy.first_day)
        if over and about not in known:
            continue
        due_on = not_before_going_live(due_on, policy, working)
        found.append(
            Duty(
                kind=DutyKind.ASSESSMENT,
                owner=school.sip,
                school=school.urn,
                capacity=Capacity.SIP,
                arises_on=span.starts,
                about_on=due_on,
                due_on=due_on,
                about=about,
            )
        )
    return found


def _spans(policy: Policy, calendar: Calendar) -> list[tuple[str, Span]]:
    """The terms, or where policy assesses once a year the years, by their key."""
    return [
        (f"{year} {term}", span)
        for year, term, span in calendar.terms()
        if policy.on(span.starts, calendar).assessment.per is Per.TERM
    ] + [
        (year, span)
        for year, span in calendar.academic_years()
        if policy.on(span.starts, calendar).assessment.per is Per.YEAR
    ]


def _due_on(span: Span, boards: Sequence[date], school: School, policy: Policy, calendar: Calendar) -> date:
    edition, working = policy.on(span.starts, calendar), policy.working_calendar(calendar)
    first = _round_begins(span, edition)
    if first is None:
        return working.on_or_before(span.ends)
    following = _next_round(first, edition)
    recorded = next((day for day in boards if first <= day < following), None)
    day = recorded or stand_in(Body.PROGRESS_BOARD, None, first, policy, calendar, school=school.urn)
    before = working.working_days_before(day, 1)
    return before if before >= span.starts else working.working_days_after(span.starts, 1)


def _round_begins(span: Span, edition: Edition) -> date | None:
    """The first day of the span's first month in which every school has a Board; None where there is none."""
    boards = edition.meetings[Body.PROGRESS_BOARD]
    of_all = set(boards.months) or set.intersection(*(set(m) for m in boards.months_by_risk.values()))
    day = span.starts.replace(day=1)
    while day <= span.ends:
        if day.month in of_all:
            return day
        day = _next_month(day)
    return None


def _next_round(first: date, edition: Edition) -> date:
    """The first day of the next month after one in which there is a round."""
    day = _next_month(first)
    while day.month not in edition.rounds.months:
        day = _next_month(day)
    return day


def _next_month(day: date) -> date:
    return (day.replace(day=28) + 4 * ONE_DAY).replace(day=1)

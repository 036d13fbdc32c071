"""The termly assessment of every school, joining ones included, and its deadline (Strategy, Strand 4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Round:
    """An assessment that every school's partner owes: what it is about, over which span.

    Its Boards are from `begins` on, the first day of the month in which all schools have one, and before
    `until`, the next round's; both are None where there is no such month.
    """

    about: str
    span: Span
    edition: Edition
    begins: date | None
    until: date | None

    def is_over(self, today: date) -> bool:
        """Whether no school's assessment can still fall due."""
        return today > max(self.span.ends, self.until or self.span.ends)


class Rounds:
    """The assessments of every term, or where policy assesses once a year of every year, of one trust.

    Made once for many schools: nothing in it hangs on one of them.
    """

    def __init__(self, policy: Policy, calendar: Calendar) -> None:
        self.policy = policy
        self.calendar = calendar
        self.working = policy.working_calendar(calendar)
        self.all = tuple(self._round(about, span) for about, span in _spans(policy, calendar))

    def _round(self, about: str, span: Span) -> Round:
        edition = self.policy.on(span.starts, self.calendar)
        begins = _round_begins(span, edition)
        until = None if begins is None else _next_round(begins, edition)
        return Round(about, span, edition, begins, until)


def assessments_of(
    school: School, boards: Sequence[date], stored: Iterable[StoredDuty], rounds: Rounds, today: date
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
    live = rounds.policy.first_day
    found = []
    for each in rounds.all:
        # What was over years ago is passed by before anything is reckoned: a trust has many such terms.
        if each.about in done or (each.about not in known and each.is_over(today)):
            continue
        if school.status is Membership.JOINING and not each.edition.assessment.joining_schools_too:
            continue
        due_on = _due_on(each, boards, school, rounds)
        over = due_on < today or (live is not None and each.span.ends < live)
        if over and each.about not in known:
            continue
        due_on = not_before_going_live(due_on, rounds.policy, rounds.working)
        found.append(
            Duty(
                kind=DutyKind.ASSESSMENT,
                owner=school.sip,
                school=school.urn,
                capacity=Capacity.SIP,
                arises_on=each.span.starts,
                about_on=due_on,
                due_on=due_on,
                about=each.about,
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


def _due_on(each: Round, boards: Sequence[date], school: School, rounds: Rounds) -> date:
    span, working = each.span, rounds.working
    if each.begins is None or each.until is None:
        return working.on_or_before(span.ends)
    recorded = next((day for day in boards if each.begins <= day < each.until), None)
    day = recorded or stand_in(
        Body.PROGRESS_BOARD, None, each.begins, rounds.policy, rounds.calendar, school=school.urn
    )
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

"""Who owes what of a school's development plan and self-evaluation, by when (our reading throughout: the
strategy says once an academic year, signed off by the EIT, and at high risk monitored closely).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from strategy.duties import (
    FROZEN,
    Duty,
    DutyKind,
    DutyState,
    StoredDuty,
    not_before_going_live,
)
from strategy.people import Capacity, Role
from strategy.policy import Policy
from strategy.policy_papers import PaperKind, SchoolPapers
from strategy.recommendations import holders_of
from strategy.school_papers import PaperDeed, SchoolPaper, asked_to_sign_off, waits_for_sign_off
from strategy.school_year import Calendar, HalfTerm, london_day
from strategy.schools import Membership, School
from strategy.trust import Trust

OWED: Mapping[PaperKind, DutyKind] = {
    PaperKind.DEVELOPMENT_PLAN: DutyKind.DEVELOPMENT_PLAN,
    PaperKind.SELF_EVALUATION: DutyKind.SELF_EVALUATION,
}
_AS: Mapping[Role, Capacity] = {Role.DEPUTY_CEO: Capacity.DEPUTY_CEO, Role.CEO: Capacity.CEO}


def papers_owed(
    school: School,
    handed_in: Iterable[SchoolPaper],
    stored: Iterable[StoredDuty],
    policy: Policy,
    trust: Trust,
    today: date,
) -> list[Duty]:
    """The papers that a school's headteacher owes: each kind once an academic year, from the year's start.

    Due on the last working day of policy's half term. A school that comes to be known after that, or a trust
    that goes live later, has until the end of the half term that leaves it policy's working days at least,
    so that nobody is late on the first day; where the year has none left, nothing is owed for it.

    A paper that was handed in, or excused from, is not asked for again, whoever is the headteacher now.
    """
    if school.ended_on is not None:
        return []
    entries = [entry for entry in stored if entry.duty.kind in _KINDS]
    # What is owed counts before what another headteacher once owed.
    entries.sort(key=lambda entry: entry.state is not DutyState.VOID)
    known = {(entry.duty.kind, entry.duty.about): entry for entry in entries}
    done = {(OWED[paper.kind], paper.year) for paper in handed_in}
    done |= {key for key, entry in known.items() if entry.state in FROZEN}
    found = []
    for year, span in trust.calendar.academic_years():
        terms = policy.on(span.starts, trust.calendar).school_papers
        if school.status is Membership.JOINING and not terms.joining_schools_too:
            continue
        for kind in terms.owed:
            key = (OWED[kind], year)
            entry = known.get(key)
            if key in done or (entry is None and span.ends < today):
                continue
            arises_on = _known_from(year, span.starts, entry, terms, policy, trust.calendar, today)
            due_on = _due_on(year, arises_on, terms, policy, trust.calendar)
            if due_on is None:
                continue
            working = policy.working_calendar(trust.calendar)
            ahead = working.working_days_before(due_on, terms.reminded_working_days_before)
            found.append(
                Duty(
                    kind=OWED[kind],
                    owner=school.headteacher,
                    school=school.urn,
                    capacity=Capacity.HEADTEACHER,
                    arises_on=arises_on,
                    about_on=max(ahead, arises_on),
                    due_on=due_on,
                    about=year,
                )
            )
    return found


_KINDS = frozenset(OWED.values())


def due_day(kind: PaperKind, year: str, policy: Policy, calendar: Calendar) -> date | None:
    """The day by which a paper of a year is regularly due; None where it is not asked for, or that half term
    is not in the calendar.
    """
    starts = calendar.academic_year_starts(year)
    terms = policy.on(starts, calendar).school_papers
    return _due_on(year, starts, terms, policy, calendar) if kind in terms.owed else None


def _known_from(
    year: str,
    starts: date,
    entry: StoredDuty | None,
    terms: SchoolPapers,
    policy: Policy,
    calendar: Calendar,
    today: date,
) -> date:
    """The day from which it is owed: the year's first, unless it became known only when that was too late."""
    if entry is not None and entry.state is not DutyState.VOID:
        return entry.duty.arises_on
    regular = _due_on(year, starts, terms, policy, calendar)
    begins = max(today, policy.first_day or today)
    return starts if regular is not None and begins <= regular else begins


def _due_on(
    year: str, arises_on: date, terms: SchoolPapers, policy: Policy, calendar: Calendar
) -> date | None:
    working = policy.working_calendar(calendar)
    halves = [half for half in calendar.half_terms if half.academic_year == year]
    names = [half.name for half in halves]
    if terms.due_by_end_of not in names:
        return None
    if not halves or arises_on <= halves[0].starts:
        return working.on_or_before(halves[names.index(terms.due_by_end_of)].ends)
    enough = working.working_days_after(arises_on, terms.working_days_at_least)
    ends = [working.on_or_before(half.ends) for half in halves[names.index(terms.due_by_end_of) :]]
    return next((day for day in ends if day >= enough), None)


def paper_steps(paper: SchoolPaper, policy: Policy, trust: Trust) -> list[Duty]:
    """What the last step of a paper asks of others: of the EIT to sign it off, each holder of the office that
    is asked; or of the headteacher to hand in again what was sent back. It arises on the day of that step.
    """
    begun, school = london_day(paper.last.at), trust.school(paper.school)
    terms = policy.on(begun, trust.calendar).school_papers
    if school.ended_on is not None:
        return []
    if waits_for_sign_off(paper, terms):
        asked = asked_to_sign_off(paper, trust)
        kind, capacity = DutyKind.PAPER_SIGN_OFF, _AS[asked[0]] if asked else Capacity.CEO
        people = asked[1] if asked else ()
    elif paper.last.deed is PaperDeed.SENT_BACK:
        kind, capacity, people = DutyKind.PAPER_AGAIN, Capacity.HEADTEACHER, (school.headteacher,)
    else:
        return []
    calendar = policy.working_calendar(trust.calendar)
    due_on = not_before_going_live(
        calendar.working_days_after(begun, terms.step_working_days), policy, calendar
    )
    return [
        Duty(
            kind=kind,
            owner=person,
            school=school.urn,
            capacity=capacity,
            arises_on=begun,
            about_on=due_on,
            due_on=due_on,
            about=paper.key,
        )
        for person in people
    ]


def delivery_notes_owed(
    school: School,
    noted: Iterable[str],
    stored: Iterable[StoredDuty],
    policy: Policy,
    trust: Trust,
    today: date,
) -> list[Duty]:
    """The notes on how a plan is delivered that a school's risk asks for: one a half term, due on its last
    working day. `noted` are the half terms of the school that have one.

    A half term that was over before the school was known at that risk, or the trust went live, asks for none.
    """
    if school.ended_on is not None or school.risk is None or school.status is Membership.JOINING:
        return []
    entries = [entry for entry in stored if entry.duty.kind is DutyKind.DELIVERY_NOTE]
    known = {entry.duty.about for entry in entries if entry.state is DutyState.OPEN}
    done = {*noted, *(entry.duty.about for entry in entries if entry.state in FROZEN)}
    return [
        duty
        for half in trust.calendar.half_terms
        if half.key not in done
        for duty in _note_owed(school, half, policy, trust)
        if duty.due_on >= today or half.key in known
    ]


def _note_owed(school: School, half: HalfTerm, policy: Policy, trust: Trust) -> list[Duty]:
    terms = policy.on(half.starts, trust.calendar).school_papers
    if school.risk not in terms.monitored or (policy.first_day is not None and half.ends < policy.first_day):
        return []
    calendar = policy.working_calendar(trust.calendar)
    due_on = not_before_going_live(calendar.on_or_before(half.ends), policy, calendar)
    return [
        Duty(
            kind=DutyKind.DELIVERY_NOTE,
            owner=person,
            school=school.urn,
            capacity=Capacity(terms.monitored_by.value),
            arises_on=half.starts,
            about_on=due_on,
            due_on=due_on,
            about=half.key,
        )
        for person in holders_of(terms.monitored_by, school, trust)[:1]
    ]

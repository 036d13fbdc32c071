"""What the Deputy CEO owes of tailored plans and exit plans, whoever does an action of a plan, and whoever
confirms an item of an exit plan.

A plan is reported on each month, and as often as the school's risk says (Strategy, Strand 4). Where several
hold the office, the one who has been longest in the directory owes it (our reading): it can be given to
another, and any of them may file it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from strategy.designations import Risk
from strategy.duties import Duty, DutyKind, DutyState, StoredDuty, not_before_going_live
from strategy.exit_plans import ExitPlan, ExitState
from strategy.people import OFFICES, Capacity, Person, Role
from strategy.plans import Action, ReportedTo, has_a_plan
from strategy.policy import Policy
from strategy.policy_reporting import Deadline
from strategy.school_year import ONE_DAY, Calendar, Span, london_day
from strategy.schools import School
from strategy.trust import Trust

AHEAD = timedelta(days=31)
"""How long before a period begins its report is known: so that next month's stand among what is to come."""

KIND_OF = {ReportedTo.CEO: DutyKind.PLAN_REPORT, ReportedTo.BODIES: DutyKind.PLAN_REPORT_TO_BODIES}
"""The duty that each of the two reports fulfils."""


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time that is reported on, by the key that its duty and report carry."""

    to: ReportedTo
    key: str
    span: Span


def reports_on_plans(
    school: School,
    stored: Iterable[StoredDuty],
    over: Sequence[Period],
    policy: Policy,
    trust: Trust,
    today: date,
) -> list[Duty]:
    """The reports on a school's plan that its Deputy CEO owes, from each period's first day by its last
    working day.

    `stored` are the school's stored ones, `over` the `periods` of today. The rhythm of a risk holds for what
    falls due from the day on which the school came to it: what was late before stays owed, and what was not
    yet due follows the new rhythm. A period that was over before the school was known, or the trust went
    live, asks for none; and one that somebody has reported on or was excused from is not asked for again,
    whoever holds the office now.
    """
    owner = deputy(trust)
    calendar = trust.calendar
    if owner is None or not has_a_plan(school, today, policy, calendar):
        return []
    by_period = {(entry.duty.kind, entry.duty.about): entry.state for entry in stored if _is_known(entry)}
    working = policy.working_calendar(calendar)
    found = []
    for period in over:
        kind = KIND_OF[period.to]
        state = by_period.get((kind, period.key))
        due_on = _due_on(period.span, policy, calendar)
        if state in (DutyState.FULFILLED, DutyState.EXCUSED) or (due_on < today and state is None):
            continue
        if policy.first_day is not None and period.span.ends < policy.first_day:
            continue
        if period.to is ReportedTo.BODIES and not _is_in_rhythm(school, period, due_on, state, policy, trust):
            continue
        due_on = not_before_going_live(due_on, policy, working)
        found.append(_owed(kind, owner, school.urn, period.span.starts, due_on, period.key))
    return found


def periods(policy: Policy, calendar: Calendar, today: date) -> list[Period]:
    """The months, half terms and terms of the years in terms.csv that have begun, or begin within AHEAD."""
    years = calendar.academic_years()
    found: list[Period] = []
    day = years[0][1].starts.replace(day=1) if years else today
    while years and day <= years[-1][1].ends:
        following = (day.replace(day=28) + 4 * ONE_DAY).replace(day=1)
        if day.month not in policy.on(day, calendar).plan_reporting.months_without:
            found.append(Period(ReportedTo.CEO, f"{day:%Y-%m}", Span(day, following - ONE_DAY)))
        day = following
    found += [Period(ReportedTo.BODIES, half.key, half.span) for half in calendar.half_terms]
    found += [Period(ReportedTo.BODIES, f"{year} {term}", span) for year, term, span in calendar.terms()]
    return [period for period in found if period.span.starts <= today + AHEAD]


def _is_in_rhythm(
    school: School,
    period: Period,
    due_on: date,
    state: DutyState | None,
    policy: Policy,
    trust: Trust,
) -> bool:
    """Whether the school's risk has it reported to Board, team and committee for such a period."""
    if school.designated_on is not None and due_on < school.designated_on:
        return state is DutyState.OPEN
    rhythm = rhythm_of(school.risk, period.span.ends, policy, trust.calendar)
    return rhythm is (Deadline.HALF_TERM_END if is_half_term(period.key) else Deadline.TERM_END)


def rhythm_of(risk: Risk | None, day: date, policy: Policy, calendar: Calendar) -> Deadline | None:
    """How often plans of a risk are reported on; None for a school that has no designation yet."""
    return None if risk is None else policy.on(day, calendar).plan_reporting.rhythm[risk]


def is_half_term(key: str) -> bool:
    """Whether a period is a half term (`2026/27 autumn-2`) rather than a term (`2026/27 autumn`)."""
    return key[-2:-1] == "-"


def action_about(action: int) -> str:
    """What names an action in its duty: `plan_action:41`."""
    return f"plan_action:{action}"


def action_owed(action: Action, policy: Policy, trust: Trust, today: date) -> Duty | None:
    """What the owner of an open action owes: to have it done by its day, or the next working day where that
    is none. It stands among what they owe from policy's days before (our reading).

    None where its owner is words, or in the directory no more: it is late in the plan alone.
    """
    owner = trust.people.get(action.text.owner or 0)
    school = trust.school(action.school)
    if owner is None or owner.ended_on is not None or not action.is_open:
        return None
    if not has_a_plan(school, today, policy, trust.calendar):
        return None
    working = policy.working_calendar(trust.calendar)
    due_on = not_before_going_live(working.on_or_after(action.text.by), policy, working)
    ahead = policy.on(due_on, trust.calendar).plan_reporting.actions_asked_working_days_before
    asked_from = working.working_days_before(due_on, ahead)
    duty = _owed(DutyKind.PLAN_ACTION, owner.id, action.school, asked_from, due_on, action_about(action.id))
    return replace(duty, capacity=_as_whom(owner, school))


def exit_duties(plan: ExitPlan, policy: Policy, trust: Trust) -> list[Duty]:
    """What an exit plan asks: of the Deputy CEO to draw it up within policy's days from when the school left
    High risk (our reading), and of each one named to confirm an item on its day.
    """
    school = trust.school(plan.school)
    if not plan.is_under_way or school.ended_on is not None:
        return []
    calendar = policy.working_calendar(trust.calendar)
    opened = london_day(plan.opened_at)
    found = []
    owner = deputy(trust)
    if plan.state is ExitState.DRAWN_UP and owner is not None:
        days = policy.on(opened, trust.calendar).assessment.exit_plan_working_days
        due_on = not_before_going_live(calendar.working_days_after(opened, days), policy, calendar)
        found.append(_owed(DutyKind.EXIT_PLAN, owner, plan.school, opened, due_on, f"exit:{plan.id}"))
    for item in plan.in_it if plan.state is ExitState.AGREED else ():
        person = trust.person(item.confirmer)
        if not item.waits or person.ended_on is not None:
            continue
        day = calendar.on_or_after(item.on)
        about = f"exit:{plan.id}:{item.id}"
        due = _owed(DutyKind.EXIT_CONFIRMATION, item.confirmer, plan.school, item.on, day, about)
        found.append(replace(due, capacity=_capacity_of(person)))
    return found


def deputy(trust: Trust) -> int | None:
    """Who owes what the office of Deputy CEO owes: of several the one longest in the directory."""
    return min((person.id for person in trust.holders(Role.DEPUTY_CEO)), default=None)


def _capacity_of(person: Person) -> Capacity:
    """As whom somebody confirms: it decides who hears where that is late."""
    return next((capacity for role, capacity in OFFICES if role in person.roles), Capacity.DEPUTY_CEO)


def _as_whom(person: Person, school: School) -> Capacity:
    """As whom somebody does an action at a school: it decides who hears where that is late."""
    towards = {
        school.headteacher: Capacity.HEADTEACHER,
        school.sip: Capacity.SIP,
        school.adviser: Capacity.SCHOOL_IMPROVEMENT_ADVISER,
    }
    if person.id in towards:
        return towards[person.id]
    held = (*OFFICES, (Role.SLE, Capacity.SLE))
    return next((capacity for role, capacity in held if role in person.roles), Capacity.TEAM_MEMBER)


def _is_known(entry: StoredDuty) -> bool:
    """What was let go stays let go."""
    return entry.state is not DutyState.VOID


def _due_on(span: Span, policy: Policy, calendar: Calendar) -> date:
    """The last working day of a span."""
    return policy.working_calendar(calendar).on_or_before(span.ends)


def _owed(kind: DutyKind, owner: int, school: str, arises_on: date, due_on: date, about: str) -> Duty:
    return Duty(
        kind=kind,
        owner=owner,
        school=school,
        capacity=Capacity.DEPUTY_CEO,
        arises_on=arises_on,
        about_on=due_on,
        due_on=due_on,
        about=about,
    )

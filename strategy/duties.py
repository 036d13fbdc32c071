"""Duties: whatever somebody owes by a day.

Pure functions derive the duties that should exist from visits and deployments; `reconcile` compares them
with those that are stored. A fulfilled duty is frozen: no later change of calendar or policy touches it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum

from strategy.people import Capacity
from strategy.policy import Deadline, Policy
from strategy.school_year import LONDON, Calendar
from strategy.visits import Deployment, Visit


class DutyKind(StrEnum):
    """What is owed."""

    VISIT_REPORT = "visit_report"
    HALF_TERM_REPORT = "half_term_report"
    ASSESSMENT = "assessment"
    """The termly assessment of a school. `about` is the term, as `2026/27 autumn`"""
    RECOMMEND_AGAIN = "recommend_again"
    """A recommendation was sent back. `about` of this and the next three is `recommendation:ID:REVISION`"""
    ENDORSE = "endorse"
    REVIEW = "review"
    SIGN_OFF = "sign_off"
    PLAN_REPORT = "plan_report"
    """The monthly report on a tailored plan. `about` is the month, as `2026-11`"""
    PLAN_REPORT_TO_BODIES = "plan_report_to_bodies"
    """That to Board, team and committee. `about` is the half term or term, as `2026/27 autumn-2`"""
    PLAN_ACTION = "plan_action"
    """An action of a tailored plan that somebody of the directory does. `about` is `plan_action:ID`"""
    EXIT_PLAN = "exit_plan"
    """An exit plan is to be drawn up. `about` is `exit:ID`"""
    EXIT_CONFIRMATION = "exit_confirmation"
    """An item of an exit plan is to be confirmed. `about` is `exit:ID:ITEM`"""
    PROPOSE_TARGETS = "propose_targets"
    """Next year's targets and lines of enquiry. `about` is the year they are for, as `2027/28`"""
    SIGN_OFF_TARGETS = "sign_off_targets"
    """A school's proposed targets wait. `about` is `targets:ID`"""
    REVIEW_OF_YEAR = "review_of_year"
    """A review of the year at a school. `about` is its name and period, as `Governance:2026/27 autumn`"""
    ANNUAL_REVIEW = "annual_review"
    """The partner's annual review of a school. `about` is the academic year"""
    DEVELOPMENT_PLAN = "development_plan"
    """A school's development plan of a year. `about` of this and the next is the year, as `2026/27`"""
    SELF_EVALUATION = "self_evaluation"
    PAPER_AGAIN = "paper_again"
    """One of those was sent back. `about` of this and the next is `development_plan:ID:REVISION`"""
    PAPER_SIGN_OFF = "paper_sign_off"
    DELIVERY_NOTE = "delivery_note"
    """How the delivery of a plan stands. `about` is the half term, as `2026/27 autumn-1`"""
    VISIT_PAPERS = "visit_papers"
    """The school's papers for a partner's visit. `about` is `visit:ID`"""
    MINUTES = "minutes"
    """The minutes of a meeting. `about` is `meeting:ID:BODY:DAY`"""
    MINUTED_ACTION = "minuted_action"
    """An action that minutes name. `about` is `action:ID:BODY:DAY`, of the meeting"""
    SUMMARY = "summary"
    """The Lead SIP's summary or report before a meeting. `about` is `BODY:DAY`, as `eit:2026-12-03`"""
    RESULTS = "results"
    """A school's Key Stage 2, GCSE and A-level results. `about` is the year whose first Boards see them"""
    BOARD_REQUEST = "board_request"
    """A Progress Board asks something of the EIT. `about` is `board_request:ID`"""
    EVENT_REGISTER = "event_register"
    """Who came to a network or training, for whoever arranged it. `about` is `event:ID:DAY`"""


REPORTS = frozenset({DutyKind.VISIT_REPORT, DutyKind.HALF_TERM_REPORT})
"""Kinds that are fulfilled by filing a report."""

STEPS = frozenset({DutyKind.RECOMMEND_AGAIN, DutyKind.ENDORSE, DutyKind.REVIEW, DutyKind.SIGN_OFF})
"""Kinds that are fulfilled by taking a step on the way to a designation."""

PLAN_REPORTS = frozenset({DutyKind.PLAN_REPORT, DutyKind.PLAN_REPORT_TO_BODIES})
"""Kinds that are fulfilled by filing a report on a tailored plan."""

EXITS = frozenset({DutyKind.EXIT_PLAN, DutyKind.EXIT_CONFIRMATION})
"""Kinds that an exit plan asks for."""

TARGETS = frozenset({DutyKind.PROPOSE_TARGETS, DutyKind.SIGN_OFF_TARGETS})
"""Kinds that are about a school's targets and lines of enquiry."""

PAPERS_OWED = frozenset({DutyKind.DEVELOPMENT_PLAN, DutyKind.SELF_EVALUATION})
"""Kinds that are fulfilled by handing in a paper of the school's own."""

PAPER_STEPS = frozenset({DutyKind.PAPER_AGAIN, DutyKind.PAPER_SIGN_OFF})
"""Kinds that are fulfilled by handing in again, signing off or sending back."""

OF_NO_SCHOOL = frozenset({DutyKind.EVENT_REGISTER, DutyKind.SUMMARY})
"""Kinds that are about no school. As every duty does, they stand with one, which nobody is shown."""

CONFIDENTIAL = (
    STEPS
    | TARGETS
    | PLAN_REPORTS
    | EXITS
    | PAPERS_OWED
    | PAPER_STEPS
    | OF_NO_SCHOOL
    | {
        DutyKind.ASSESSMENT,
        DutyKind.ANNUAL_REVIEW,
        DutyKind.BOARD_REQUEST,
        DutyKind.DELIVERY_NOTE,
        DutyKind.MINUTED_ACTION,
        DutyKind.MINUTES,
        DutyKind.PLAN_ACTION,
        DutyKind.RESULTS,
        DutyKind.VISIT_PAPERS,
    }
)
"""Kinds that only their owner and those who see all schools may know of."""


class DutyState(StrEnum):
    """Open until it is fulfilled or somebody is excused from it, or void because it is owed no more."""

    OPEN = "open"
    FULFILLED = "fulfilled"
    EXCUSED = "excused"
    VOID = "void"


FROZEN = frozenset({DutyState.FULFILLED, DutyState.EXCUSED})
"""States that no later change of calendar, policy or diary touches."""


@dataclass(frozen=True, slots=True)
class Duty:
    """Something one person owes about one school by the end of one day (London).

    `arises_on` is the day from which it can be done: the visit's last day, the half term's first.
    `about_on` is the day the report is of: the visit's last day, the half term's last.

    `about` names what it is about where that is neither a visit nor a deployment: a period, or the id of a
    thing, in the words of its kind. `origin` is who owed it in the first place, None where that is the owner:
    a duty may be given to somebody else. `extended_to` is the day until which it was extended, which `due_on`
    has in it already.
    """

    kind: DutyKind
    owner: int
    school: str
    capacity: Capacity
    arises_on: date
    about_on: date
    due_on: date
    visit: int | None = None
    deployment: int | None = None
    half_term: str = ""
    fulfilled_at: datetime | None = None
    about: str = ""
    origin: int | None = None
    extended_to: date | None = None

    @property
    def key(self) -> tuple[DutyKind, int, int | None, int | None, str, str]:
        """What makes it this duty and no other, whoever owes it now."""
        first = self.origin or self.owner
        of_itself = "" if self.visit or self.deployment else f"{self.school} {self.about}"
        return (self.kind, first, self.visit, self.deployment, self.half_term, of_itself)

    def is_overdue(self, today: date) -> bool:
        """Whether its due day has ended and it is not fulfilled."""
        return self.fulfilled_at is None and self.due_on < today


@dataclass(frozen=True, slots=True)
class StoredDuty:
    """A duty as it stands in storage."""

    id: int
    duty: Duty
    state: DutyState


@dataclass(frozen=True, slots=True)
class Changes:
    """What reconciling would do. Applying it and reconciling again gives no changes."""

    new: tuple[Duty, ...] = ()
    changed: tuple[tuple[int, Duty], ...] = ()
    void: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.void)


def days_late(due_on: date, today: date, calendar: Calendar) -> int:
    """Working days from a due day to today; nought on a weekend that follows it."""
    return calendar.working_days_between(due_on, today)


def duty_of_visit(visit: Visit, policy: Policy, calendar: Calendar) -> Duty | None:
    """The report that a visit asks of its author; None for a cancelled visit.

    The capacity in which the author went decides the deadline (Strategy, Reporting and Communication). The
    author's working days count, so a closure of the school alone moves nothing.
    """
    if visit.cancelled_on is not None:
        return None
    edition = policy.on(visit.ends, calendar)
    reporting = edition.reporting[visit.capacity]
    if reporting.deadline is not Deadline.AFTER_VISIT or reporting.within_working_days is None:
        return None
    calendar = policy.working_calendar(calendar)
    due_on = calendar.working_days_after(visit.ends, reporting.within_working_days)
    reported = visit.reported_on
    return Duty(
        kind=DutyKind.VISIT_REPORT,
        owner=visit.author,
        school=visit.school,
        capacity=visit.capacity,
        arises_on=visit.ends,
        about_on=visit.ends,
        due_on=not_before_going_live(due_on, policy, calendar),
        visit=visit.id,
        fulfilled_at=None if reported is None else datetime.combine(reported, time(12), LONDON),
    )


def duties_of_deployment(deployment: Deployment, policy: Policy, calendar: Calendar) -> list[Duty]:
    """The half-termly reports that a deployment asks of an improvement-team member.

    One for each half term that the deployment touches, due on the half term's last working day (Strategy,
    Reporting and Communication). Kinds of support whose people report after each visit ask for none.
    """
    duties = []
    calendar = policy.working_calendar(calendar)
    for half in calendar.half_terms:
        edition = policy.on(half.ends, calendar)
        if deployment.support not in edition.half_termly_support:
            continue
        if not deployment.covers(half.starts, half.ends):
            continue
        due_on = calendar.on_or_before(half.ends)
        duties.append(
            Duty(
                kind=DutyKind.HALF_TERM_REPORT,
                owner=deployment.person,
                school=deployment.school,
                capacity=Capacity.TEAM_MEMBER,
                arises_on=max(half.starts, deployment.starts),
                about_on=half.ends,
                due_on=not_before_going_live(due_on, policy, calendar),
                deployment=deployment.id,
                half_term=half.key,
            )
        )
    return duties


def not_before_going_live(due_on: date, policy: Policy, calendar: Calendar) -> date:
    """A due day, or the first working day from policy's `first_day` on where that is later."""
    if policy.first_day is None:
        return due_on
    return max(due_on, calendar.on_or_after(policy.first_day))


def reconcile(stored: Sequence[StoredDuty], derived: Iterable[Duty]) -> Changes:
    """Compare the stored duties of some visits and deployments with those that should exist.

    A duty that is owed no more becomes void; one that is owed again opens again; one that is fulfilled or
    excused is left exactly as it is. Who it was given to, and until when it was extended, stays.
    """
    known = {entry.duty.key: entry for entry in stored}
    new: list[Duty] = []
    changed: list[tuple[int, Duty]] = []
    wanted = set()
    for duty in derived:
        wanted.add(duty.key)
        entry = known.get(duty.key)
        if entry is None:
            new.append(duty)
        elif entry.state in FROZEN:
            continue
        elif entry.state is DutyState.VOID or entry.duty != changed_by_hand(duty, entry.duty):
            changed.append((entry.id, changed_by_hand(duty, entry.duty)))
    void = tuple(e.id for e in stored if e.state is DutyState.OPEN and e.duty.key not in wanted)
    return Changes(tuple(new), tuple(changed), void)


def changed_by_hand(derived: Duty, stored: Duty) -> Duty:
    """A derived duty with what people have changed of the stored one: its owner, and a later due day."""
    due_on = derived.due_on if stored.extended_to is None else max(derived.due_on, stored.extended_to)
    return replace(
        derived,
        owner=stored.owner,
        origin=stored.origin,
        due_on=due_on,
        extended_to=stored.extended_to,
    )


def fulfilled(duty: Duty, at: datetime) -> Duty:
    """The duty as fulfilled at an instant."""
    return replace(duty, fulfilled_at=at)

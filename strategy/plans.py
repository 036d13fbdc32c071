"""A school's tailored plan: its actions, and the reports on what was done and with what impact (Strategy,
Strand 4).

An action is never overwritten: each change is a version of it, and the last one is how it stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from strategy.policy import Policy
from strategy.school_year import Calendar
from strategy.schools import Membership, School


class ActionState(StrEnum):
    """Where an action stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class ActionText:
    """What an action says: what is done, by whom, by which day, and how people will know that it worked.

    `owner` is somebody of the directory by id, or None where `owner_words` says who it is.
    """

    what: str
    owner: int | None
    owner_words: str
    by: date
    measure: str


@dataclass(frozen=True, slots=True)
class Action:
    """An action of a school's plan as one version has it. `note` is what was said where it was closed.

    Versions count from 1; `changed_by` and `changed_at` are of this one, `began_at` of the first.
    """

    id: int
    school: str
    text: ActionText
    state: ActionState
    note: str
    version: int
    changed_by: int
    changed_at: datetime
    began_at: datetime

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.state is ActionState.OPEN

    def is_late(self, today: date) -> bool:
        """Whether its day has ended and it is open."""
        return self.is_open and self.text.by < today


class ReportedTo(StrEnum):
    """Which of the two reports on a plan: the CEO's each month, or that to Board, team and committee."""

    CEO = "monthly"
    BODIES = "to bodies"


@dataclass(frozen=True, slots=True)
class ReportedAction:
    """What a report says of one action, with the action as it then stood in its plan: `version` of it."""

    action: int
    version: int
    impact: str


@dataclass(frozen=True, slots=True)
class PlanReportText:
    """What was done and with what impact: overall, and action by action in the plan's order."""

    overall: str
    actions: tuple[ReportedAction, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanReport:
    """A filed report on a plan as one version has it.

    `period` is the month as `2026-11`, the half term as `2026/27 autumn-2` or the term as `2026/27 autumn`.
    `filed_by` and `filed_at` are of the first version, `changed_by` and `changed_at` of this one.
    """

    id: int
    school: str
    to: ReportedTo
    period: str
    text: PlanReportText
    version: int
    filed_by: int
    filed_at: datetime
    changed_by: int
    changed_at: datetime

    @property
    def key(self) -> str:
        """What messages are about: this version of it."""
        return f"plan_report:{self.id}:{self.version}"


def has_a_plan(school: School, day: date, policy: Policy, calendar: Calendar) -> bool:
    """Whether a school has a tailored plan on a day; by policy a joining one has none."""
    if school.ended_on is not None:
        return False
    terms = policy.on(day, calendar).assessment
    return school.status is Membership.MEMBER or terms.joining_schools_have_a_plan

"""What is in the pack of a meeting, as data (Strategy, Monitoring).

A Board's is of its school; those of the Education Improvement Team and the Standards Committee go through the
schools, those at high risk first; the School Improvement Team's lists each member's work in each school. A
pack is one reader's: a section that they may see nothing of is not in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from strategy.designations import Designation
from strategy.entitlements import Allocation
from strategy.meetings import Meeting
from strategy.minutes import MinutedAction
from strategy.plans import Action, PlanReport
from strategy.policy_reporting import Body
from strategy.ports.duties import DutyRow
from strategy.recommendations import DesignationSince, Recommendation
from strategy.reports import Report
from strategy.summaries import Summary
from strategy.targets import Noted, TargetSet
from strategy.visits import Deployment, Visit


class Section(StrEnum):
    """A part of a pack."""

    AGENDA = "agenda"
    ACTIONS = "actions of the last minutes"
    SUMMARY = "the Lead SIP's summary or report"
    DESIGNATION = "designation, and how it came about"
    RECOMMENDATION = "recommendation under way"
    REPORTS = "reports that must be seen there"
    OVERDUE = "duties overdue"
    TARGETS = "targets and lines of enquiry"
    PLAN = "progress of the tailored plan"
    SUPPORT = "support used, booked and left"
    WORK = "each member's work in each school"


_ALWAYS = (Section.AGENDA, Section.ACTIONS)
_OF_A_SCHOOL = (
    Section.DESIGNATION,
    Section.RECOMMENDATION,
    Section.REPORTS,
    Section.OVERDUE,
    Section.TARGETS,
    Section.PLAN,
    Section.SUPPORT,
)
SECTIONS: Mapping[Body, tuple[Section, ...]] = {
    Body.PROGRESS_BOARD: (*_ALWAYS, *_OF_A_SCHOOL),
    Body.EIT: (*_ALWAYS, Section.SUMMARY, *_OF_A_SCHOOL),
    # The committee has no single visit report, and nothing of what single people owe.
    Body.STANDARDS_COMMITTEE: (*_ALWAYS, Section.SUMMARY, Section.DESIGNATION, Section.PLAN),
    Body.SCHOOL_IMPROVEMENT_TEAM: (*_ALWAYS, Section.WORK),
    Body.SIP_TRAINING: _ALWAYS,
}
"""What the pack of each body has, in its order."""


@dataclass(frozen=True, slots=True)
class SchoolPart:
    """What a pack says of one school; nothing of a section that the reader's pack does not have.

    `history` is first to last. `actions` are those that `plan` reports on, as they then stood. `partner` and
    `adviser` are None where the school is due nothing that is counted; `deployed` are there today. `noted` is
    by target, latest first.
    """

    school: str
    designation: Designation | None = None
    history: tuple[DesignationSince, ...] = ()
    recommendation: Recommendation | None = None
    reports: tuple[Report, ...] = ()
    overdue: tuple[DutyRow, ...] = ()
    targets: TargetSet | None = None
    noted: Mapping[int, tuple[Noted, ...]] = field(default_factory=dict)
    plan: PlanReport | None = None
    actions: tuple[Action, ...] = ()
    partner: Allocation | None = None
    adviser: Allocation | None = None
    deployed: tuple[Deployment, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """What somebody of the team does in one school: deployed there now, visits of these weeks, and reports
    that they owe.
    """

    person: int
    school: str
    deployments: tuple[Deployment, ...] = ()
    visits: tuple[Visit, ...] = ()
    owed: tuple[DutyRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Pack:
    """The pack of a meeting for one reader, as things stood at an instant.

    `sections` are those it has, in order. `month` is the meeting's round, or its own where no plan knows it;
    `chair` is None where nobody has said. `actions` are those still open of the minutes of `minutes_day`,
    None where none were recorded. Of what is overdue, `overdue` counts what there is.
    """

    meeting: Meeting
    reader: int
    made_at: datetime
    sections: tuple[Section, ...]
    month: int
    online: bool = False
    chair: int | None = None
    minutes_day: date | None = None
    actions: tuple[MinutedAction, ...] = ()
    summary: Summary | None = None
    schools: tuple[SchoolPart, ...] = ()
    work: tuple[Work, ...] = ()
    overdue: int = 0

    @property
    def reports(self) -> tuple[Report, ...]:
        """All the reports in it, in its order."""
        return tuple(report for part in self.schools for report in part.reports)

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

from strategy.board_requests import BoardRequest
from strategy.designations import Designation
from strategy.entitlements import Allocation
from strategy.meetings import Meeting
from strategy.minutes import MinutedAction
from strategy.next_year import NextYear
from strategy.plans import Action, PlanReport
from strategy.policy_reporting import Body
from strategy.ports.duties import DutyRow
from strategy.recommendations import DesignationSince, Recommendation
from strategy.reports import Report
from strategy.results import Results
from strategy.summaries import Summary
from strategy.targets import Noted, TargetSet
from strategy.visits import Deployment, Visit


class Section(StrEnum):
    """A part of a pack."""

    AGENDA = "agenda"
    ACTIONS = "actions of the last minutes"
    SUMMARY = "the Lead SIP's summary or report"
    RESULTS = "results of the summer"
    DESIGNATION = "designation, and how it came about"
    RECOMMENDATION = "recommendation under way"
    REQUESTS = "what Boards ask of the EIT"
    REPORTS = "reports that must be seen there"
    OVERDUE = "duties overdue"
    TARGETS = "targets and lines of enquiry"
    PLAN = "progress of the tailored plan"
    SUPPORT = "support used, booked and left"
    NEXT_YEAR = "next year's drafts"
    WORK = "each member's work in each school"


_ALWAYS = (Section.AGENDA, Section.ACTIONS)
_OF_A_SCHOOL = (
    Section.RESULTS,
    Section.DESIGNATION,
    Section.RECOMMENDATION,
    Section.REQUESTS,
    Section.REPORTS,
    Section.OVERDUE,
    Section.TARGETS,
    Section.PLAN,
    Section.SUPPORT,
    Section.NEXT_YEAR,
)
_OF_THE_EIT = frozenset({Section.REQUESTS, Section.NEXT_YEAR})
SECTIONS: Mapping[Body, tuple[Section, ...]] = {
    Body.PROGRESS_BOARD: (*_ALWAYS, *(each for each in _OF_A_SCHOOL if each not in _OF_THE_EIT)),
    Body.EIT: (*_ALWAYS, Section.SUMMARY, *_OF_A_SCHOOL),
    # The committee has no single visit report, and nothing of what single people owe.
    Body.STANDARDS_COMMITTEE: (*_ALWAYS, Section.SUMMARY, Section.DESIGNATION, Section.PLAN),
    Body.SCHOOL_IMPROVEMENT_TEAM: (*_ALWAYS, Section.WORK),
    Body.SIP_TRAINING: _ALWAYS,
}
"""What the pack of each body has, in its order. Results are seen in the year's first round alone, and next
year's drafts in the penultimate one.
"""


@dataclass(frozen=True, slots=True)
class YearAhead:
    """What is prepared for a school of next year: support and agendas, and the targets that are proposed, or
    signed off.
    """

    year: str
    draft: NextYear | None = None
    targets: TargetSet | None = None

    def came_after(self, instant: datetime) -> bool:
        """Whether any of it was written or decided after an instant."""
        draft, targets = self.draft, self.targets
        times = [draft.at, draft.signed_at] if draft is not None else []
        times += [targets.proposed_at, targets.decided_at] if targets is not None else []
        return any(at > instant for at in times if at is not None)


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
    results: Results | None = None
    requests: tuple[BoardRequest, ...] = ()
    next_year: YearAhead | None = None


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

    `sections` are those it has, in order. `month` is its round's (see `round_of` for what no plan knows);
    `chair` is None where nobody has said. `actions` are those still open of the minutes of `minutes_day`,
    None where none were recorded. Of what is overdue, `overdue` counts what there is. `undecided` has the day
    of the EIT that was to decide a request and did not, by the request's id.
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
    undecided: Mapping[int, date] = field(default_factory=dict)

    @property
    def reports(self) -> tuple[Report, ...]:
        """All the reports in it, in its order."""
        return tuple(report for part in self.schools for report in part.reports)

"""Who reports what, to whom, by when (Strategy, Reporting and Communication, and Strand 4)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, model_validator

from strategy.designations import Risk
from strategy.people import REPORTING_CAPACITIES, Capacity, Role
from strategy.policy_fields import Month, OneOrMore, Party, Positive, Several, Terms, Words


class Deadline(StrEnum):
    """What a deadline is counted from. Where it is the end of something, that is its last working day."""

    AFTER_VISIT = "after_visit"
    HALF_TERM_END = "half_term_end"
    TERM_END = "term_end"
    SUMMER_TERM_END = "summer_term_end"
    MONTH_END = "month_end"
    BEFORE_MEETING = "before_meeting"
    AFTER_MEETING = "after_meeting"
    WITH_PACK = "with_pack"

    @property
    def is_counted(self) -> bool:
        """Whether it is so many working days from something, rather than a day that stands by itself."""
        return self in (Deadline.AFTER_VISIT, Deadline.BEFORE_MEETING, Deadline.AFTER_MEETING)

    @property
    def is_of_a_meeting(self) -> bool:
        """Whether it hangs on a meeting."""
        return self in (Deadline.BEFORE_MEETING, Deadline.AFTER_MEETING, Deadline.WITH_PACK)


class Audience(StrEnum):
    """Those whom a report, a plan's report or minutes reach by being shown or presented to them."""

    HEADTEACHER = "headteacher"
    PROGRESS_BOARD = "progress_board"
    EIT = "eit"
    CEO = "ceo"
    LEAD_SIP = "lead_sip"
    EXECUTIVE_TEAM = "executive_team"
    STANDARDS_COMMITTEE = "standards_committee"
    GOVERNING_BODY = "governing_body"


class Body(StrEnum):
    """Those who meet, spelled as in meetings.csv."""

    PROGRESS_BOARD = "progress_board"
    EIT = "eit"
    STANDARDS_COMMITTEE = "standards_committee"
    SCHOOL_IMPROVEMENT_TEAM = "school_improvement_team"
    SIP_TRAINING = "sip_training"


_SHOWN = frozenset({Audience.HEADTEACHER, Audience.PROGRESS_BOARD, Audience.EIT})


class Reporting(Terms):
    """What one who goes to schools in some capacity reports.

    `mailed_to` get it by mail when it is filed; `shown_to` see it afterwards: the headteacher at once, the
    bodies at their next meeting. `within_working_days` counts from the visit's last day.
    """

    deadline: Deadline
    within_working_days: Positive | None = None
    mailed_to: OneOrMore[Role]
    shown_to: Several[Audience]

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if self.deadline not in (Deadline.AFTER_VISIT, Deadline.HALF_TERM_END):
            raise ValueError(f"deadline: should be after_visit or half_term_end, not {self.deadline}")
        _count_fits(self.deadline, self.within_working_days, "within_working_days")
        odd = sorted(set(self.shown_to) - _SHOWN)
        if odd:
            allowed = _listed(sorted(_SHOWN))
            raise ValueError(f"shown_to: single reports are shown to {allowed}, not to {_listed(odd)}")
        return self


class StandingReport(Terms):
    """Something owed around a meeting or once a year. `covers` says in a few words what is in it."""

    author: OneOrMore[Party]
    deadline: Deadline
    working_days: Positive | None = None
    meeting: Body | None = None
    to: OneOrMore[Audience]
    covers: Words

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if self.deadline is Deadline.AFTER_VISIT:
            raise ValueError("deadline: what is owed after each visit belongs under reporting")
        _count_fits(self.deadline, self.working_days, "working_days")
        if self.deadline.is_of_a_meeting and self.meeting is None:
            raise ValueError(f"meeting: {self.deadline} needs the meeting that it hangs on")
        if not self.deadline.is_of_a_meeting and self.meeting is not None:
            raise ValueError(f"meeting: {self.deadline} hangs on no meeting")
        return self


class StandingReports(Terms):
    """The reports that are owed by the year rather than by the visit."""

    partners_summary: StandingReport
    committee_report: StandingReport
    minutes: StandingReport
    annual_review: StandingReport


def _every_risk(rhythm: Mapping[Risk, Deadline]) -> Mapping[Risk, Deadline]:
    missing = [risk for risk in Risk if risk not in rhythm]
    if missing:
        raise ValueError(f"says nothing of {_listed(missing)}")
    wrong = [risk for risk, due in rhythm.items() if due not in (Deadline.HALF_TERM_END, Deadline.TERM_END)]
    if wrong:
        raise ValueError(f"should be half_term_end or term_end for {_listed(wrong)}")
    return rhythm


class PlanReporting(Terms):
    """How the Deputy CEO reports on each school's tailored plan.

    To `monthly_to` by the last working day of each month but `months_without`; to `by_risk_to` as often as
    the school's risk says. An action of the plan stands among what its owner owes from
    `actions_asked_working_days_before` its day on.
    """

    author: Party
    actions_asked_working_days_before: Positive
    monthly_to: OneOrMore[Audience]
    months_without: Several[Month]
    by_risk_to: OneOrMore[Audience]
    rhythm: Annotated[Mapping[Risk, Deadline], AfterValidator(_every_risk)]


def every_capacity(reporting: Mapping[Capacity, Reporting]) -> Mapping[Capacity, Reporting]:
    """The mapping itself; raises ValueError where a capacity has no rule of reporting."""
    missing = [capacity for capacity in REPORTING_CAPACITIES if capacity not in reporting]
    if missing:
        raise ValueError(f"says nothing of {_listed(missing)}")
    return reporting


def _count_fits(deadline: Deadline, count: int | None, name: str) -> None:
    if deadline.is_counted and count is None:
        raise ValueError(f"{name}: {deadline} needs a number of working days")
    if not deadline.is_counted and count is not None:
        raise ValueError(f"{name}: {deadline} is a day by itself and takes no number of working days")


def _listed(names: list[Risk] | list[Audience] | list[Capacity]) -> str:
    return ", ".join(names)

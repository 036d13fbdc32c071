"""One edition of the policy: all that the strategy says for an academic year, and until the next edition."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Self

from pydantic import AfterValidator, model_validator

from strategy.designations import Designation, Risk
from strategy.people import Capacity, Role
from strategy.policy_fields import OneOrMore, Party, Per, Positive, Switch, Terms, Words
from strategy.policy_meetings import MeetingHours, MeetingsByBody, Rounds
from strategy.policy_nudges import Nudges
from strategy.policy_papers import SchoolPapers
from strategy.policy_reporting import (
    Audience,
    Body,
    Deadline,
    PlanReporting,
    Reporting,
    StandingReports,
    every_capacity,
)
from strategy.policy_results import ResultsTerms
from strategy.policy_support import (
    Assessment,
    DesignationTerms,
    Entitlement,
    Institute,
    Review,
    Reviewing,
    StepTerms,
    VisitTerms,
    a_whole_chain,
    every_designation,
    every_risk,
)
from strategy.visits import Support


class DayTerms(Terms):
    """Which days count. Weekends, bank holidays of England and closures never do."""

    school_holidays_are_working_days: Switch


class ElementOfModel(StrEnum):
    """The seven elements of the improvement model (Strategy, Strand 1)."""

    LEADERSHIP = "leadership"
    CURRICULUM = "curriculum"
    BEHAVIOUR_ATTENDANCE = "behaviour_attendance"
    TEACHING = "teaching"
    PROFESSIONAL_DEVELOPMENT = "professional_development"
    INTERVENTION = "intervention"
    SELF_EVALUATION = "self_evaluation"


class Element(Terms):
    """One element of the improvement model, with what to think about, in the trust's words."""

    element: ElementOfModel
    name: Words
    guidance: OneOrMore[Words]


def _the_whole_model(model: tuple[Element, ...]) -> tuple[Element, ...]:
    told = [each.element for each in model]
    faults = [f"says nothing of {element}" for element in ElementOfModel if element not in told]
    faults += [f"tells of {element} twice" for element in ElementOfModel if told.count(element) > 1]
    if faults:
        raise ValueError("; ".join(faults))
    return model


class FormField(Terms):
    """A field of the report form: what it is called there, and how much text it takes."""

    label: Words
    required: Switch
    at_most_characters: Positive


class ReportForm(Terms):
    """The fields of the report form that its author writes (the strategy's last appendix)."""

    purpose: FormField
    activities: FormField
    outcomes: FormField
    recommendations: FormField


class Targets(Terms):
    """Who sets what a school aims at. Bodies decide; parties propose."""

    proposed_by: OneOrMore[Party]
    signed_off_by: Body
    annual_plan_by: Body


def _a_year(name: str) -> str:
    start, _, end = name.partition("/")
    if not (len(start) == 4 and start.isdecimal() and end == f"{(int(start) + 1) % 100:02d}"):
        raise ValueError("should be an academic year such as 2026/27")
    return name


class Edition(Terms):
    """What holds in an academic year, complete."""

    academic_year: Annotated[str, AfterValidator(_a_year)]
    days: DayTerms
    reporting: Annotated[Mapping[Capacity, Reporting], AfterValidator(every_capacity)]
    half_termly_support: frozenset[Support]
    improvement_team: OneOrMore[Role]
    standing_reports: StandingReports
    plan_reporting: PlanReporting
    designations: Annotated[Mapping[Designation, DesignationTerms], AfterValidator(every_designation)]
    indicators: Mapping[Words, Words]
    assessment: Assessment
    chain: Annotated[tuple[StepTerms, ...], AfterValidator(a_whole_chain)]
    entitlement: Annotated[Mapping[Risk, Entitlement], AfterValidator(every_risk)]
    visits: VisitTerms
    meetings: MeetingsByBody
    meeting_hours: MeetingHours
    rounds: Rounds
    reviews: OneOrMore[Review]
    reviewing: Reviewing
    targets: Targets
    school_papers: SchoolPapers
    results: ResultsTerms
    nudges: Nudges
    model: Annotated[tuple[Element, ...], AfterValidator(_the_whole_model)]
    support_activities: OneOrMore[Words]
    form: ReportForm
    institute: Institute

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        faults = []
        if self.half_termly_support and self.reporting[Capacity.TEAM_MEMBER].deadline is Deadline.AFTER_VISIT:
            faults.append("half_termly_support: reporting.team_member is due after_visit, not each half term")
        for risk, due in self.entitlement.items():
            if due.sip_days.per is Per.YEAR and due.sip_days.at_least < self.visits.standard_days:
                faults.append(
                    f"entitlement.{risk}.sip_days.at_least: is less than the standard visits take together "
                    f"({self.visits.standard_days})"
                )
        for body, terms in self.meetings.items():
            held = {month for months in terms.months_by_risk.values() for month in months}
            if held and held != set(self.rounds.months):
                faults.append(f"meetings.{body}.months_by_risk: together should be the months of the rounds")
        if faults:
            raise ValueError("; ".join(faults))
        return self

    @cached_property
    def shared_kinds(self) -> frozenset[Capacity]:
        """The capacities whose reports are shown to the headteacher."""
        return frozenset(c for c, terms in self.reporting.items() if Audience.HEADTEACHER in terms.shown_to)

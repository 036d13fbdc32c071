"""Designation, and what it entitles a school to: people, days and visits (Strategy, Strands 4 and 5)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from strategy.designations import Designation, Risk, risk_of
from strategy.policy_fields import (
    Days,
    Month,
    OneOrMore,
    Party,
    Per,
    Positive,
    Several,
    Switch,
    Terms,
    Whole,
    Words,
)
from strategy.policy_reporting import Body
from strategy.school_year import LONDON
from strategy.visits import Mode, Visit


class DesignationTerms(Terms):
    """One designation: its risk, and the signs of a school that is in it."""

    risk: Risk
    criteria: OneOrMore[Words]


def every_designation(
    known: Mapping[Designation, DesignationTerms],
) -> Mapping[Designation, DesignationTerms]:
    """The mapping itself; raises ValueError for a designation left out, or a risk that none stands for."""
    faults = [f"says nothing of {designation}" for designation in Designation if designation not in known]
    reached = {terms.risk for terms in known.values()}
    faults += [f"no designation stands for {risk} risk" for risk in Risk if risk not in reached]
    # School.risk and stored duties class designations without a policy at hand: a file that says otherwise
    # would be obeyed by halves.
    faults += [
        f"{designation} is {risk_of(designation)} risk throughout Keystone, and {terms.risk} here"
        for designation, terms in known.items()
        if terms.risk is not risk_of(designation)
    ]
    if faults:
        raise ValueError("; ".join(faults))
    return known


class Step(StrEnum):
    """A step on the way to a designation."""

    RECOMMEND = "recommend"
    ENDORSE = "endorse"
    REVIEW = "review"
    SIGN_OFF = "sign_off"


class StepTerms(Terms):
    """Who may take a step of the chain, and for which schools it is taken.

    `by_starter` is False where whoever started the recommendation may not take it.
    """

    step: Step
    taken_by: OneOrMore[Party]
    on_behalf_of: Body | None = None
    can_send_back: Switch = False
    needs_every_indicator: Switch = False
    for_joining_schools: Switch = True
    by_starter: Switch = True


def a_whole_chain(chain: tuple[StepTerms, ...]) -> tuple[StepTerms, ...]:
    """The chain itself; raises ValueError unless it takes each step once, in order."""
    if tuple(terms.step for terms in chain) != tuple(Step):
        raise ValueError(f"should take each step once, in order: {', '.join(Step)}")
    return chain


class Assessment(Terms):
    """How often every school is assessed, and what a joining school has of the rest.

    `step_working_days` is how long somebody has for a step of the chain from the day it reaches them,
    `exit_plan_working_days` the Deputy CEO to draw up an exit plan from the day a school leaves such a risk.
    """

    per: Per
    step_working_days: Positive
    evidence_at_most_characters: Positive
    joining_schools_too: Switch
    joining_schools_are_visited: Switch
    joining_schools_have_a_plan: Switch
    joining_schools_have_a_board: Switch
    exit_plan_on_leaving: OneOrMore[Risk]
    exit_plan_working_days: Positive


class Allowance(Terms):
    """Days of somebody's time that a school is due a year or a term: `at_least`, and at most `up_to`."""

    at_least: Days
    up_to: Days
    per: Per

    @model_validator(mode="after")
    def _is_a_range(self) -> Self:
        if self.at_least > self.up_to:
            raise ValueError(f"at_least ({self.at_least}) is more than up_to ({self.up_to})")
        return self


class Institute(Terms):
    """How the Institute of Education works (our reading throughout).

    `register_working_days` is how long whoever arranged an event has to note who came, `event_minutes` how
    long one takes where nobody says, `sle_days_per_week` what an SLE can be deployed for altogether.
    """

    register_working_days: Positive
    event_minutes: Positive
    sle_days_per_week: Days


class Basis(StrEnum):
    """On what ground a school has some support."""

    DUE = "due"
    BY_NEED = "by_need"
    SET_BY_EIT = "set_by_eit"
    APPROVED_BY_EIT = "approved_by_eit"
    NONE = "none"


def _within_a_week(days: Decimal) -> Decimal:
    if days > 5:
        raise ValueError("a week has five working days")
    return days


class TrustDeputyHeads(Terms):
    """The trust-wide deputy headteachers who work in one school."""

    at_least: Whole
    up_to: Whole
    days_per_week: Annotated[Days, AfterValidator(_within_a_week)]
    terms_at_least: Whole

    @model_validator(mode="after")
    def _is_a_range(self) -> Self:
        if self.at_least > self.up_to:
            raise ValueError(f"at_least ({self.at_least}) is more than up_to ({self.up_to})")
        return self


class DirectorsOfSubject(Terms):
    """Directors of Subject in one school: how many at least, on what ground, and whether seconded."""

    basis: Basis
    at_least: Whole = 0
    secondment: Switch = False


class Entitlement(Terms):
    """What a school is due at one risk, in full from the day of its designation, never a share of it."""

    sip_days: Allowance
    adviser_days: Allowance
    trust_deputy_heads: TrustDeputyHeads
    deputy_ceo: Basis
    directors_of_subject: DirectorsOfSubject
    eit: Basis
    institute_of_education: Basis
    tailored_plan: Basis
    external: Basis


class StandardVisit(Terms):
    """One of the days that a partner spends in every school. Learning walks are in minutes."""

    month: Month
    mode: Mode
    days: Days
    learning_walk_minutes: Whole
    headteacher_appraisal: Switch = False


def _one_a_month(visits: tuple[StandardVisit, ...]) -> tuple[StandardVisit, ...]:
    months = [visit.month for visit in visits]
    if len(set(months)) != len(months):
        raise ValueError("two standard visits in one month")
    return visits


def _half_or_whole(part: Decimal) -> Decimal:
    if part not in (Decimal("0.5"), Decimal(1)):
        raise ValueError("should be 0.5 or 1")
    return part


class VisitHours(Terms):
    """When in a day (London) a visit is, where nobody says otherwise; half a day ends earlier."""

    starts: Annotated[time, Field(strict=True)]
    half_day_ends: Annotated[time, Field(strict=True)]
    ends: Annotated[time, Field(strict=True)]

    def times(self, visit: Visit, begins: time | None = None) -> tuple[datetime, datetime]:
        """From when to when a visit is, in London; `begins` is its time of day where that is another."""
        is_half = visit.days < 1
        first = begins or self.starts
        length = datetime.combine(visit.starts, self.half_day_ends if is_half else self.ends)
        length_of_day = length - datetime.combine(visit.starts, self.starts)
        last = (datetime.combine(visit.ends, first) + length_of_day).time()
        return (
            datetime.combine(visit.starts, first, LONDON),
            datetime.combine(visit.ends, last, LONDON),
        )

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.starts < self.half_day_ends <= self.ends:
            raise ValueError("should be starts, half_day_ends, ends, one after the other")
        return self


class VisitTerms(Terms):
    """How partners' visits are arranged.

    The agenda goes out by the last working day of the half term that is `agenda_half_terms_before` before
    the visit's, and begins to `agenda_sent_working_days_before` that day; the school's papers reach the
    partner `papers_working_days_before` it, and are asked for `papers_asked_working_days_before` that day.
    """

    standard: Annotated[tuple[StandardVisit, ...], AfterValidator(_one_a_month)]
    hours: VisitHours
    smallest_part_of_a_day: Annotated[Decimal, AfterValidator(_half_or_whole)]
    modes_beyond_the_standard: OneOrMore[Mode]
    agenda_set_by: Body
    agenda_half_terms_before: Positive
    agenda_sent_working_days_before: Positive
    agenda_to: OneOrMore[Party]
    papers_working_days_before: Positive
    papers_asked_working_days_before: Positive
    further_items_agreed_by: Mapping[Risk, OneOrMore[Party]]
    extra_days_requested_by: OneOrMore[Party]
    extra_days_decided_by: OneOrMore[Party]

    @model_validator(mode="after")
    def _every_risk(self) -> Self:
        missing = [risk for risk in Risk if risk not in self.further_items_agreed_by]
        if missing:
            raise ValueError(f"further_items_agreed_by: says nothing of {', '.join(missing)}")
        return self

    @property
    def standard_days(self) -> Decimal:
        """Days of the standard visits of one year, together."""
        return sum((visit.days for visit in self.standard), Decimal(0))


def every_risk(entitlement: Mapping[Risk, Entitlement]) -> Mapping[Risk, Entitlement]:
    """The mapping itself; raises ValueError where a risk has no entitlement."""
    missing = [risk for risk in Risk if risk not in entitlement]
    if missing:
        raise ValueError(f"says nothing of {', '.join(missing)}")
    return entitlement


class Review(Terms):
    """A review of the year. `each_school` is False where it is of the trust."""

    name: Words
    per: Per
    each_school: Switch
    led_by: Several[Party]


class Reviewing(Terms):
    """How much can be recorded of a review: of what came of it, and of each part of an annual review."""

    at_most_characters: Positive

"""A school's development plan and self-evaluation (Strategy, Strand 1, and the EIT's terms of reference)."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import model_validator

from strategy.designations import Risk
from strategy.policy_fields import OneOrMore, Party, Positive, Several, Switch, Terms
from strategy.school_year import HalfTermName


class PaperKind(StrEnum):
    """What a school hands in each academic year."""

    DEVELOPMENT_PLAN = "development_plan"
    SELF_EVALUATION = "self_evaluation"


class SchoolPapers(Terms):
    """When the papers of a year are due, who signs off which, and whose delivery is watched.

    Due on the last working day of the half term `due_by_end_of`; a school that comes later has at least
    `working_days_at_least` until the end of a half term. `step_working_days` is how long somebody has to
    sign one off for the EIT, or to hand in again what was sent back. For schools of a risk in `monitored`,
    `monitored_by` notes each half term how the plan's delivery stands.
    """

    owed: OneOrMore[PaperKind]
    due_by_end_of: HalfTermName
    working_days_at_least: Positive
    reminded_working_days_before: Positive
    joining_schools_too: Switch
    signed_off: Several[PaperKind]
    step_working_days: Positive
    monitored: Several[Risk]
    monitored_by: Party
    note_at_most_characters: Positive

    @model_validator(mode="after")
    def _is_of_the_eit(self) -> Self:
        if self.monitored_by not in (Party.DEPUTY_CEO, Party.CEO):
            raise ValueError("monitored_by: the EIT watches the plans, so should be deputy_ceo or ceo")
        return self

"""Key Stage 2, GCSE and A-level results, which the year's first Boards and EIT see (Strategy, Monitoring)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Self

from pydantic import model_validator

from strategy.policy_fields import Month, OneOrMore, Party, Positive, Several, Terms
from strategy.schools import Phase


class Qualification(StrEnum):
    """What pupils take at the end of a stage, in the order of their ages."""

    KEY_STAGE_2 = "key_stage_2"
    GCSE = "gcse"
    A_LEVEL = "a_level"


class ResultsTerms(Terms):
    """Who gives the results of a summer, from which month of it on, and of which schools.

    Results are `asked` of schools of some phases; those of other phases in `may_have` can be given, since the
    directory does not tell which secondary school has a sixth form.
    """

    given_by: OneOrMore[Party]
    from_month: Month
    at_most_characters: Positive
    asked: Mapping[Qualification, Several[Phase]]
    may_have: Mapping[Qualification, Several[Phase]]

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        for name, places in (("asked", self.asked), ("may_have", self.may_have)):
            missing = [each for each in Qualification if each not in places]
            if missing:
                raise ValueError(f"{name}: says nothing of {', '.join(missing)}")
        for each in Qualification:
            twice = sorted(set(self.asked[each]) & set(self.may_have[each]))
            if twice:
                raise ValueError(f"{each}: is both asked of and may be had by {', '.join(twice)}")
        if self.from_month >= 9:
            raise ValueError("from_month: should be a month before the academic year ends with August")
        return self

"""What the settings of a policy file are made of: numbers with bounds, lists without repeats, and parties."""

from __future__ import annotations

from collections.abc import Hashable
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints


class Terms(BaseModel):
    """A table of the policy file: unknown settings are faults, and nothing changes once it is loaded."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Party(StrEnum):
    """Those whom the strategy gives a part: an office of the trust, a relation to a school, or a body."""

    CEO = "ceo"
    DEPUTY_CEO = "deputy_ceo"
    LEAD_SIP = "lead_sip"
    SIP = "sip"
    ADVISER = "school_improvement_adviser"
    SLE = "sle"
    TEAM_MEMBER = "team_member"
    HEADTEACHER = "headteacher"
    CHAIR_OF_GOVERNORS = "chair_of_governors"
    SENIOR_LEADERS = "senior_leaders"
    ALL_SIPS = "all_sips"
    SCHOOL_IMPROVEMENT_TEAM = "school_improvement_team"
    STANDARDS_COMMITTEE = "standards_committee"
    GOVERNANCE_PROFESSIONAL = "governance_professional"
    DATA_MANAGER = "data_manager"
    LEAD_SEND_SAFEGUARDING = "lead_send_safeguarding"
    LEAD_PUPIL_PREMIUM = "lead_pupil_premium"
    EXTERNAL_ADVISER = "external_adviser"


class Per(StrEnum):
    """The span that a number is for."""

    YEAR = "year"
    TERM = "term"


_Item = TypeVar("_Item", bound=Hashable)


def _without_repeats(items: tuple[_Item, ...]) -> tuple[_Item, ...]:
    if len(set(items)) != len(items):
        raise ValueError("names the same thing twice")
    return items


def _whole(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError("should be a whole number")
    return value


def _number(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise ValueError("should be a number")
    return value


def _in_halves(days: Decimal) -> Decimal:
    if days % Decimal("0.5"):
        raise ValueError("should be in whole or half days")
    return days


def _switch(value: object) -> object:
    if not isinstance(value, bool):
        raise ValueError("should be true or false")
    return value


Switch = Annotated[bool, BeforeValidator(_switch)]
"""True or false, and nothing that merely looks like it."""

Whole = Annotated[int, BeforeValidator(_whole), Field(ge=0, le=100_000)]
"""A whole number, nought included."""

Positive = Annotated[int, BeforeValidator(_whole), Field(ge=1, le=100_000)]
"""A whole number from one."""

Days = Annotated[Decimal, BeforeValidator(_number), Field(ge=0, le=366), AfterValidator(_in_halves)]
"""Days of somebody's time, in halves."""

Month = Annotated[int, BeforeValidator(_whole), Field(ge=1, le=12)]
"""A month of the year: 1 is January."""

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Something to be read by people; never empty."""

Several = Annotated[tuple[_Item, ...], AfterValidator(_without_repeats)]
"""A list in which nothing stands twice; it may be empty."""

OneOrMore = Annotated[tuple[_Item, ...], Field(min_length=1), AfterValidator(_without_repeats)]
"""A list with something in it, and nothing twice."""

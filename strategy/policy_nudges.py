"""Nudges: when people are reminded, who hears of it when they are late, and the Deputy CEO's digest."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from strategy.people import Role
from strategy.policy_fields import OneOrMore, Party, Positive, Terms, Whole


class CountedFrom(StrEnum):
    """The day from which a nudge is counted: when the duty can first be done, or when it is due."""

    ARISES = "arises"
    DUE = "due"


class Nudge(Terms):
    """One rung of the ladder: so many working days after the day it is counted from."""

    counted_from: CountedFrom
    working_days: Whole


class Weekday(StrEnum):
    """A working day of the week."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"

    @property
    def number(self) -> int:
        """As `date.weekday()` counts: Monday is 0."""
        return list(Weekday).index(self)


class WorkingHours(Terms):
    """When people may be nudged, Europe/London."""

    starts: Annotated[time, Field(strict=True)]
    ends: Annotated[time, Field(strict=True)]

    @model_validator(mode="after")
    def _is_a_day(self) -> Self:
        if self.starts >= self.ends:
            raise ValueError("starts should be before ends")
        return self


class Digest(Terms):
    """The weekly digest of what is overdue, due, failed and waiting for a decision."""

    on: Weekday
    at: Annotated[time, Field(strict=True)]
    to: OneOrMore[Role]


MUST_HAVE_A_LINE = frozenset(
    {
        Party.SIP,
        Party.ADVISER,
        Party.SLE,
        Party.HEADTEACHER,
        Party.LEAD_SIP,
        Party.TEAM_MEMBER,
        Party.DEPUTY_CEO,
    }
)
"""Those who owe something, so that being late has somebody who hears of it."""


def _nobody_above_themselves(line: Mapping[Party, tuple[Role, ...]]) -> Mapping[Party, tuple[Role, ...]]:
    faults = [f"nobody hears when {party} is late" for party in sorted(MUST_HAVE_A_LINE - set(line))]
    for party, above in line.items():
        if party.value in [role.value for role in above]:
            faults.append(f"{party} stands above themselves")
    if faults:
        raise ValueError("; ".join(faults))
    return line


class Escalation(Terms):
    """Who hears of a late duty, step by step. The n-th of `at_working_days_late` tells the n-th in line.

    A line shorter than that has said its last with its last step.
    """

    at_working_days_late: Annotated[tuple[Positive, ...], Field(min_length=1)]
    line: Annotated[Mapping[Party, OneOrMore[Role]], AfterValidator(_nobody_above_themselves)]

    @model_validator(mode="after")
    def _rises(self) -> Self:
        days = self.at_working_days_late
        if list(days) != sorted(set(days)):
            raise ValueError("at_working_days_late: should rise")
        long = sorted(party for party, line in self.line.items() if len(line) > len(days))
        if long:
            raise ValueError(f"line: more steps than days for {', '.join(long)}")
        return self


class Snooze(Terms):
    """For how long somebody may put off their nudges. It never hides a duty from the Deputy CEO."""

    at_most_working_days: Positive


class Nudges(Terms):
    """The ladder for every kind of duty, and the messages that go with it."""

    rungs: OneOrMore[Nudge]
    then_every_working_days: Positive
    messages_a_day: Positive
    working_hours: WorkingHours
    escalation: Escalation
    digest: Digest
    snooze: Snooze

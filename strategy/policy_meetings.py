"""Meetings of a year: who meets when and where, and what goes out before (Strategy, Monitoring)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from strategy.designations import Risk
from strategy.policy_fields import Month, OneOrMore, Party, Positive, Several, Switch, Terms, Words
from strategy.policy_reporting import Body


class MeetingPlace(StrEnum):
    """Where a meeting may be held."""

    ON_SITE = "on_site"
    TEAMS = "teams"


class MeetingTerms(Terms):
    """One kind of meeting.

    It is held in `months`; or in `months_by_risk`, for each school; or `days_after` (calendar days) the last
    meeting of the body it `follows`, once a round. The pack goes out `pack_working_days_before`, and who must
    come is reminded of the meeting `nudged_working_days_before`; None where that is not done. `clerked_by`
    and `as_needed` may be empty.
    """

    name: Words
    each_school: Switch = False
    months: Several[Month] = ()
    months_by_risk: Mapping[Risk, OneOrMore[Month]] = {}
    follows: Body | None = None
    days_after: Positive | None = None
    chaired_by: OneOrMore[Party]
    members: OneOrMore[Party]
    as_needed: Several[Party] = ()
    clerked_by: Several[Party] = ()
    held: Several[MeetingPlace] = ()
    pack_working_days_before: Positive | None = None
    nudged_working_days_before: Positive | None = None

    @model_validator(mode="after")
    def _is_placed_once(self) -> Self:
        ways = [bool(self.months), bool(self.months_by_risk), self.follows is not None]
        if sum(ways) != 1:
            raise ValueError("should be placed by one of months, months_by_risk, or follows")
        if (self.follows is None) != (self.days_after is None):
            raise ValueError("follows and days_after go together")
        missing = [risk for risk in Risk if risk not in self.months_by_risk]
        if self.months_by_risk and missing:
            raise ValueError(f"months_by_risk: says nothing of {', '.join(missing)}")
        if bool(self.months_by_risk) != self.each_school:
            raise ValueError("each_school and months_by_risk go together")
        return self


def every_body(meetings: Mapping[Body, MeetingTerms]) -> Mapping[Body, MeetingTerms]:
    """The mapping itself; raises ValueError for a body without meetings, or one that follows itself."""
    faults = [f"says nothing of {body}" for body in Body if body not in meetings]
    for body in meetings:
        seen = {body}
        before = meetings[body].follows
        while before is not None and before in meetings and before not in seen:
            seen.add(before)
            before = meetings[before].follows
        if before in seen:
            faults.append(f"{body} follows itself")
    if faults:
        raise ValueError("; ".join(faults))
    return meetings


class Business(Terms):
    """What the strategy puts on the agenda of one meeting of a round, in a few words each."""

    body: Body
    round: Month
    items: OneOrMore[Words]


class Rounds(Terms):
    """The rounds of a year, by their months in order from September, and the business of single ones.

    EIT and Standards Committee meet in every round, even where no school's Board does.
    """

    months: OneOrMore[Month]
    penultimate: Month
    business: tuple[Business, ...] = ()

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        order = [(month - 9) % 12 for month in self.months]
        if order != sorted(order):
            raise ValueError("months: should be in the order of the academic year, from September")
        if len(self.months) < 2 or self.months[-2] != self.penultimate:
            raise ValueError("penultimate: should be the last month of rounds but one")
        odd = sorted({item.round for item in self.business} - set(self.months))
        if odd:
            raise ValueError(f"business: no round in month {', '.join(map(str, odd))}")
        return self

    @property
    def first(self) -> int:
        """The month of the year's first round."""
        return self.months[0]


class MeetingHours(Terms):
    """When in a day (London) meetings begin, earliest first, and how many minutes each takes."""

    starts: OneOrMore[Annotated[time, Field(strict=True)]]
    minutes: Positive

    @model_validator(mode="after")
    def _one_after_the_other(self) -> Self:
        ends = [_later(begins, self.minutes) for begins in self.starts]
        if any(end <= begins for begins, end in zip(self.starts, ends, strict=True)):
            raise ValueError("minutes: a meeting should end on its day")
        if any(end > begins for end, begins in zip(ends, self.starts[1:], strict=False)):
            raise ValueError("starts: each should begin after the one before has ended")
        return self

    def of(self, hour: int) -> tuple[time, time]:
        """From when to when a meeting at one of the hours is, counted from nought."""
        begins = self.starts[hour]
        return begins, _later(begins, self.minutes)

    def nearest(self, begins: time) -> int:
        """The hour that begins last before a time of day or at it; the first where none does."""
        return max((n for n, starts in enumerate(self.starts) if starts <= begins), default=0)


def _later(begins: time, minutes: int) -> time:
    return (datetime.combine(date.min, begins) + timedelta(minutes=minutes)).time()


MeetingsByBody = Annotated[Mapping[Body, MeetingTerms], AfterValidator(every_body)]
"""The meetings of every body."""

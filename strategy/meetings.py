"""Meetings, and which one is a body's next (Strategy, Monitoring)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from strategy.designations import Risk
from strategy.edition import Edition
from strategy.errors import Stale
from strategy.policy import Policy
from strategy.policy_reporting import Body
from strategy.school_year import Calendar

USUAL_START, USUAL_END = time(9), time(10, 30)
"""When a meeting is put down for where nobody says otherwise (our reading)."""

_A_YEAR_OF_MONTHS = 13
"""The month that has begun, and the twelve after it."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of a body on a day; times of day are London's. `school` is empty but for a Progress Board.

    One with a `withdrawn_on` is not held.
    """

    id: int
    body: Body
    school: str
    day: date
    starts: time
    ends: time
    withdrawn_on: date | None = None


class NotHeld(Stale):
    """A meeting was cancelled, or is in nobody's diary any more: there is nothing to make of it."""

    def __init__(self, meeting: Meeting) -> None:
        super().__init__("meeting not held")
        self.meeting = meeting


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """When a body meets next: a meeting that is recorded, or a day that stands in until one is.

    That day begins its month, or the month of its round for a body `of_a_round`, which follows others and may
    meet in the month after.
    """

    body: Body
    school: str
    day: date
    meeting: int | None = None
    of_a_round: bool = False

    @property
    def is_recorded(self) -> bool:
        """Whether it is more than the strategy's month."""
        return self.meeting is not None


def months_of(body: Body, risk: Risk | None, edition: Edition) -> tuple[int, ...]:
    """The months in which a body meets: those of the school's risk for a Progress Board, those of the body
    itself, or those of the rounds for one that follows another (Strategy, Monitoring).

    A school without a designation has the fewest meetings that any risk has.
    """
    terms = edition.meetings[body]
    if terms.months_by_risk:
        fewest = min(terms.months_by_risk.values(), key=len)
        return tuple(terms.months_by_risk[risk]) if risk is not None else tuple(fewest)
    return tuple(terms.months) or tuple(edition.rounds.months)


def year_order(month: int) -> int:
    """Which month of an academic year it is, from September on."""
    return (month - 9) % 12


def round_of(meeting: Meeting, edition: Edition) -> int:
    """The month of the round that a meeting which no plan knows belongs to: its own, or for one that follows
    others that of the last round begun.
    """
    months = edition.rounds.months
    if edition.meetings[meeting.body].follows is None:
        return meeting.day.month
    begun = [month for month in months if year_order(month) <= year_order(meeting.day.month)]
    return begun[-1] if begun else meeting.day.month


def stand_in(
    body: Body, risk: Risk | None, day: date, policy: Policy, calendar: Calendar, *, school: str | None = None
) -> date:
    """The first working day of the first month in which the body meets, if that is on or after `day`, else
    of the next such month.

    It stands for the meeting until one is recorded. Each month goes by the policy of its own academic year.
    Give `school` (a URN) for a Progress Board: it meets on no day on which that school is closed.
    """
    working = policy.working_calendar(calendar)
    year, month = day.year, day.month
    for _ in range(_A_YEAR_OF_MONTHS):
        first = date(year, month, 1)
        if month in months_of(body, risk, policy.on(first, calendar)):
            held = working.on_or_after(first, school)
            if held >= day:
                return held
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    raise ValueError(f"{body} meets in no month")

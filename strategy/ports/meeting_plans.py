"""What is asked of the store of plans of a year's meetings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Protocol

from strategy.policy_reporting import Body


@dataclass(frozen=True, slots=True)
class PlannedMeeting:
    """A meeting of a plan; times are London's.

    `month` is its own, or for one that follows others its round's. `day` is None where there is none, and
    `why` says why; of one that has a day it says which rule is not kept. `chair` is None where nobody can
    take it. `meeting` is the one it was booked as; one that is `left_out` is not booked.
    """

    number: int
    body: Body
    school: str
    month: int
    day: date | None
    starts: time
    ends: time
    online: bool = False
    chair: int | None = None
    why: str = ""
    left_out: bool = False
    meeting: int | None = None

    @property
    def waits(self) -> bool:
        """Whether it is to be booked and has not been."""
        return self.day is not None and not self.left_out and self.meeting is None

    @property
    def stands(self) -> bool:
        """Whether it is to be held, booked or not."""
        return self.day is not None and not self.left_out


@dataclass(frozen=True, slots=True)
class PlanOfMeetings:
    """The plan of an academic year's meetings. `revision` rises with each change; `by` made it last."""

    id: int
    year: str
    by: int
    at: datetime
    revision: int
    meetings: tuple[PlannedMeeting, ...]


class MeetingPlans(Protocol):
    """Plans of a year's meetings, one a year."""

    async def get(self, year: str) -> PlanOfMeetings | None:
        """The plan of an academic year."""
        ...

    async def put(self, plan: PlanOfMeetings) -> PlanOfMeetings:
        """Store a plan in the place of the year's (its id is ignored), with the revision after that one's."""
        ...

    async def change(self, plan: PlanOfMeetings, meetings: Sequence[PlannedMeeting]) -> PlanOfMeetings | None:
        """Store some meetings of a plan as they are now, new ones too. None, and nothing is stored, where it
        has changed since it was read.
        """
        ...

    async def of_meetings(self, meetings: Sequence[int]) -> Mapping[int, PlannedMeeting]:
        """What plans say of some meetings, by their id; of one that was put down by hand nothing."""
        ...

    async def booked_states(self, plan_id: int) -> Mapping[str, int]:
        """How far calendars follow the meetings that were booked of a plan: how many are in each state of a
        booking; those that are held back count as `held`.
        """
        ...

    async def hold(self, plan_id: int, *, held: bool, now: datetime) -> int:
        """Have the calendars wait with what has not got there yet, or go on; how many that are. What is not
        to be held any more is taken out of calendars all the same.
        """
        ...

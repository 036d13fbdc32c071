"""What is asked of the store of minutes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from strategy.meetings import Meeting
from strategy.minutes import ActionStep, Amendment, MinutedAction, Minutes, MinutesVersion, NewAction
from strategy.minutes_duties import Held
from strategy.policy_reporting import Body


@dataclass(frozen=True, slots=True)
class HeldQuery:
    """Which meetings that stand are asked for, from a day to a day, both included.

    `bodies` are those that meet for all schools; `boards` are the schools whose Boards are asked for, None
    for every school's. `minuted` narrows to those with or without minutes; None does not.
    """

    starts: date
    ends: date
    bodies: frozenset[Body] = frozenset()
    boards: frozenset[str] | None = frozenset()
    minuted: bool | None = None


class KeptMinutes(Protocol):
    """The minutes of meetings, one a meeting, with all their versions and actions."""

    async def get(self, minutes_id: int) -> Minutes | None:
        """One of them."""
        ...

    async def of_meeting(self, meeting: int) -> Minutes | None:
        """Those of a meeting."""
        ...

    async def start(self, meeting: Meeting, first: MinutesVersion, actions: Sequence[NewAction]) -> Minutes:
        """Store new ones with their first version; AlreadyThere where the meeting has minutes."""
        ...

    async def amend(self, minutes: int, version: MinutesVersion, change: Amendment) -> None:
        """Add a version, ending and adding actions; AlreadyThere where another has its place."""
        ...

    async def action(self, action_id: int) -> MinutedAction | None:
        """One action."""
        ...

    async def take(self, action: int, step: ActionStep) -> None:
        """Take a step of an action; AlreadyThere where another has its place."""
        ...

    async def held(self, query: HeldQuery, *, limit: int = 1_000_000) -> Sequence[Held]:
        """The meetings asked for, the latest first."""
        ...

    async def open_actions(self, schools: Sequence[str]) -> Sequence[MinutedAction]:
        """The open actions about some schools."""
        ...

    async def open_actions_of(self, owner: int) -> Sequence[MinutedAction]:
        """The open actions that minutes gave somebody, those due first first."""
        ...

    async def actions_by_id(self, ids: Iterable[int]) -> Sequence[MinutedAction]:
        """Some actions by their ids, in whatever state, those due first first; ids of none are left out."""
        ...

"""Minutes of meetings: what was said and decided, and the actions that people took on (Strategy, Monitoring).

Minutes are never overwritten: each change is a version, and the last one is how they stand. An action belongs
to the versions that name it; one that a later version words otherwise ends there, and another begins.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from strategy.errors import Stale
from strategy.meetings import Meeting
from strategy.policy_reporting import Body


@dataclass(frozen=True, slots=True, order=True)
class Sitting:
    """Which meeting is meant, recorded or not: of a body on a day. `school` is empty but for a Board."""

    body: Body
    school: str
    day: date


@dataclass(frozen=True, slots=True)
class MinutesText:
    """What minutes say as typed, or the file (its id) or link that says it. `decisions` has one a line."""

    text: str = ""
    decisions: str = ""
    link: str = ""
    file: int | None = None
    file_name: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in them."""
        return not (self.text.strip() or self.decisions.strip() or self.link or self.file)


class ActionState(StrEnum):
    """Where an action stands."""

    OPEN = "open"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class ActionText:
    """What somebody took on, by which day (London).

    `owner` is somebody of the directory by id, or None where `owner_words` says who it is. `school` is the
    one it is about: the Board's own, or one that the words of another body's action name; empty for none.
    """

    what: str
    owner: int | None
    owner_words: str
    by: date
    school: str = ""


@dataclass(frozen=True, slots=True)
class NewAction:
    """An action that a version of minutes names for the first time, and where it stands."""

    text: ActionText
    state: ActionState = ActionState.OPEN


@dataclass(frozen=True, slots=True)
class MinutedAction:
    """An action with the meeting whose minutes name it: those from version `since`, to before `until`.

    `revision` is how many steps were taken: it is 1 for one that nobody has touched. `begun_at` is the
    instant of the version that first named it.
    """

    id: int
    minutes: int
    meeting: Meeting
    text: ActionText
    state: ActionState
    revision: int
    since: int
    until: int | None
    begun_at: datetime

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done, and the minutes as they stand still name it."""
        return self.state is ActionState.OPEN and self.until is None

    def is_late(self, today: date) -> bool:
        """Whether its day has ended and it is open."""
        return self.is_open and self.text.by < today


@dataclass(frozen=True, slots=True)
class ActionStep:
    """Somebody said that an action is done, or that it is open again. Numbers go on from the revision."""

    number: int
    state: ActionState
    by: int
    at: datetime


@dataclass(frozen=True, slots=True)
class MinutesVersion:
    """One version of minutes; numbers count from 1."""

    number: int
    by: int
    at: datetime
    text: MinutesText


@dataclass(frozen=True, slots=True)
class Minutes:
    """The minutes of a meeting with every version, first to last, and every action that any of them named."""

    id: int
    meeting: Meeting
    versions: tuple[MinutesVersion, ...]
    actions: tuple[MinutedAction, ...] = ()

    @property
    def last(self) -> MinutesVersion:
        """How they stand."""
        return self.versions[-1]

    @property
    def first(self) -> MinutesVersion:
        """What was recorded first."""
        return self.versions[0]

    @property
    def key(self) -> str:
        """What messages are about: this version of them."""
        return f"minutes:{self.id}:{self.last.number}"

    def actions_in(self, version: int) -> tuple[MinutedAction, ...]:
        """The actions that a version names, in its order."""
        return tuple(
            action
            for action in self.actions
            if action.since <= version and (action.until is None or action.until > version)
        )

    @property
    def standing_actions(self) -> tuple[MinutedAction, ...]:
        """The actions that they name as they stand."""
        return self.actions_in(self.last.number)


class MinutesOvertaken(Stale):
    """Somebody else was quicker; `minutes` is how they stand now."""

    def __init__(self, minutes: Minutes) -> None:
        super().__init__(f"minutes: version {minutes.last.number}")
        self.minutes = minutes


class ActionOvertaken(Stale):
    """Somebody else has touched the action; `action` is how it stands now."""

    def __init__(self, action: MinutedAction) -> None:
        super().__init__(f"action: {action.state}")
        self.action = action


@dataclass(frozen=True, slots=True)
class Amendment:
    """What a new version changes of the actions: those (by id) that it no longer names, and new ones."""

    ended: tuple[int, ...]
    new: tuple[NewAction, ...]


def amended(before: Iterable[MinutedAction], said: Iterable[ActionText]) -> Amendment:
    """What a version does that says these actions, after one that had those.

    An action that is said alike goes on; one whose day alone is another stays done where it was done.
    """
    going = list(before)
    new = []
    for text in said:
        same = next((each for each in going if each.text == text), None)
        if same is not None:
            going.remove(same)
            continue
        new.append(text)
    done = {_without_day(each.text) for each in going if each.state is ActionState.DONE}
    return Amendment(
        tuple(each.id for each in going),
        tuple(
            NewAction(text, ActionState.DONE if _without_day(text) in done else ActionState.OPEN)
            for text in new
        ),
    )


def _without_day(text: ActionText) -> tuple[str, int | None, str, str]:
    return (text.what, text.owner, text.owner_words, text.school)

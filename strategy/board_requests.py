"""What a school's Progress Board asks of the Education Improvement Team: further support, or a review.

Each becomes a decision for the next EIT to take (Strategy, Monitoring). Pure: a request is decided once, or
withdrawn, and never changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from strategy.duties import Duty, DutyKind, not_before_going_live
from strategy.errors import Invalid, Stale
from strategy.people import Capacity, Role
from strategy.policy import Policy
from strategy.school_year import london_day
from strategy.trust import Trust

LONGEST_ASK = 500
"""Characters of what is asked for."""
MOST_ASKS = 10
"""Requests of one Board's meeting."""


class AskKind(StrEnum):
    """What is asked for."""

    SUPPORT = "support"
    REVIEW = "review"


class AskState(StrEnum):
    """Where a request stands."""

    WAITING = "waiting"
    AGREED = "agreed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class AskText:
    """What a Board asks for, in its own words. `review` is policy's name of the one they name, or empty."""

    kind: AskKind
    words: str
    review: str = ""


@dataclass(frozen=True, slots=True)
class BoardRequest:
    """A request as it stands, who recorded it and what became of it.

    `meeting` is the Board's, None where it is not recorded; `minutes` are those that name it, None where it
    was put down by itself. `answer` is why it was declined. `revision` is 1 until something became of it.
    """

    id: int
    school: str
    text: AskText
    by: int
    at: datetime
    meeting: int | None = None
    minutes: int | None = None
    state: AskState = AskState.WAITING
    revision: int = 1
    decided_by: int | None = None
    decided_at: datetime | None = None
    answer: str = ""

    @property
    def key(self) -> str:
        """Names it as it stands: `board_request:41:1`."""
        return f"{self.about}:{self.revision}"

    @property
    def about(self) -> str:
        """Names it whatever became of it, as in duties and the audit: `board_request:41`."""
        return f"board_request:{self.id}"

    @property
    def waits(self) -> bool:
        """Whether it is still to be decided."""
        return self.state is AskState.WAITING

    def ended(self, state: AskState, by: int, at: datetime, answer: str = "") -> BoardRequest:
        """The request as something became of it; raises ValueError where that has happened before."""
        if not self.waits or state is AskState.WAITING:
            raise ValueError(f"{self.state} cannot become {state}")
        return replace(
            self, state=state, revision=self.revision + 1, decided_by=by, decided_at=at, answer=answer
        )


class BoardRequestOvertaken(Stale):
    """Somebody else was quicker; `found` is how the request stands now."""

    def __init__(self, found: BoardRequest) -> None:
        super().__init__(f"board request: {found.state}")
        self.found = found


class NoBoardHeld(Invalid):
    """No Board of a school is recorded as held, so that none can ask; `coming` is the day of its next."""

    def __init__(self, said: str, coming: date | None = None) -> None:
        super().__init__({"held": said})
        self.coming = coming


class AskedAlready(Stale):
    """The Board asks for just that already; `found` is the request that waits."""

    def __init__(self, found: BoardRequest) -> None:
        super().__init__("board request: asked already")
        self.found = found


_SAID_FIRST = re.compile(r"^(?P<kind>support|review)\s*[:;]\s*(?=\S)", re.IGNORECASE)
_REVIEW = re.compile(r"\breviews?\b", re.IGNORECASE)


def read_ask(typed: str, reviews: Sequence[str]) -> AskText:
    """What some words ask for: a review where they name one, else support; `support: ...` and `review: ...`
    say so themselves. `reviews` are the names that policy has.
    """
    words = " ".join(typed.split())
    first = _SAID_FIRST.match(words)
    if first is not None:
        words = words[first.end() :]
        kind = AskKind(first["kind"].lower())
    else:
        kind = AskKind.REVIEW if _REVIEW.search(words) else AskKind.SUPPORT
    named = ""
    if kind is AskKind.REVIEW:
        said = words.casefold()
        named = next((name for name in reviews if name.casefold() in said), "")
    return AskText(kind, words[:1].upper() + words[1:], named)


def typed_ask(text: AskText) -> str:
    """A request as it would be typed, so that it is read as it stands."""
    return f"{text.kind.capitalize()}: {text.words}"


def asked_to_decide(found: BoardRequest, trust: Trust) -> tuple[Role, tuple[int, ...]] | None:
    """Of whom the decision is asked, and as what; None where it was taken, or nobody is there who may.

    The Deputy CEO is asked before the CEO, and nobody decides on what they recorded (our reading).
    """
    if not found.waits or trust.school(found.school).ended_on is not None:
        return None
    for role in (Role.DEPUTY_CEO, Role.CEO):
        people = tuple(sorted(each.id for each in trust.holders(role) if each.id != found.by))
        if people:
            return role, people
    return None


def hears_of_decision(found: BoardRequest, trust: Trust) -> list[int]:
    """Who is told what became of a request: headteacher, chair of governors, and who recorded it; never who
    decided.
    """
    school = trust.school(found.school)
    people = dict.fromkeys((found.by, school.headteacher, school.chair_of_governors))
    return [
        person
        for person in people
        if person is not None and person != found.decided_by and trust.person(person).ended_on is None
    ]


_AS = {Role.DEPUTY_CEO: Capacity.DEPUTY_CEO, Role.CEO: Capacity.CEO}


def decisions_owed(found: BoardRequest, eit: date, policy: Policy, trust: Trust) -> list[Duty]:
    """What a request asks of each of those who are to decide it, by the day of the next EIT; nothing once
    something has become of it.
    """
    asked = asked_to_decide(found, trust)
    if asked is None:
        return []
    role, people = asked
    due_on = not_before_going_live(eit, policy, policy.working_calendar(trust.calendar))
    return [
        Duty(
            kind=DutyKind.BOARD_REQUEST,
            owner=person,
            school=found.school,
            capacity=_AS[role],
            arises_on=min(london_day(found.at), due_on),
            about_on=due_on,
            due_on=due_on,
            about=found.about,
        )
        for person in people
    ]


@dataclass(frozen=True, slots=True)
class Difference:
    """What minutes that say some requests change of those that they said before."""

    gone: tuple[BoardRequest, ...]
    new: tuple[AskText, ...]


def difference(before: Iterable[BoardRequest], said: Iterable[AskText]) -> Difference:
    """Those that wait and are no longer named, and those that are new. What was decided stays decided."""
    going = [each for each in before if each.state is not AskState.WITHDRAWN]
    new = []
    for text in said:
        same = next((each for each in going if each.text == text), None)
        if same is None:
            new.append(text)
        else:
            going.remove(same)
    return Difference(tuple(each for each in going if each.waits), tuple(new))

"""Requests of headteachers: for an extra visit, or for one to be moved or cancelled (Strategy, Strand 5).

Extra days come on top of what a school is due; the Deputy CEO decides. That a visit be moved or cancelled is
for whoever makes it to accept.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from strategy.errors import Stale
from strategy.visits import Mode

LONGEST_TEXT = 1_000
"""Characters of what is written in a request and its answers."""
MOST_DAYS = Decimal(10)
"""Days that one request may ask for, or be granted."""


class RequestKind(StrEnum):
    """What is asked for."""

    EXTRA = "extra"
    MOVE = "move"
    CANCEL = "cancel"


class RequestState(StrEnum):
    """Where a request stands. One that was asked back waits for whoever made it."""

    PENDING = "pending"
    ASKED_BACK = "asked back"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"

    @property
    def is_open(self) -> bool:
        """Whether it is still to be decided."""
        return self in (RequestState.PENDING, RequestState.ASKED_BACK)


@dataclass(frozen=True, slots=True)
class VisitRequest:
    """A request as it stands. `revision` rises with each step.

    Of an extra visit `days`, `mode` and `when` (in words) are what is asked for; `granted` and `by_when` are
    what was approved. Of another `visit` is the one it is about, and `day` the day it is to move to.
    `reason` is why it is asked for, `answer` what was last said to it: why not, or what is asked back.
    """

    id: int
    kind: RequestKind
    school: str
    by: int
    at: datetime
    reason: str
    state: RequestState = RequestState.PENDING
    revision: int = 1
    days: Decimal = Decimal(1)
    mode: Mode | None = None
    when: str = ""
    visit: int | None = None
    day: date | None = None
    granted: Decimal | None = None
    by_when: date | None = None
    decided_by: int | None = None
    decided_at: datetime | None = None
    answer: str = ""

    @property
    def key(self) -> str:
        """Names it as it stands: `request:41:2`."""
        return f"request:{self.id}:{self.revision}"


@dataclass(frozen=True, slots=True)
class RequestStep:
    """One step of a request: who had it stand so, when, and with what words."""

    request: int
    number: int
    state: RequestState
    by: int
    at: datetime
    text: str


class RequestOvertaken(Stale):
    """The request is not what it was when it was shown. `request` is how it stands now."""

    def __init__(self, request: VisitRequest) -> None:
        super().__init__("request")
        self.request = request

"""What is asked of people's calendars: putting appointments there, who is busy, what was changed there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from strategy.ports.delivery import Outcome, Untrue

if TYPE_CHECKING:
    from strategy.ports.appointments import Booking
    from strategy.ports.store import UnitOfWork


@dataclass(frozen=True, slots=True)
class Appointment:
    """What should stand in the organiser's calendar, and in those of whom it invites.

    `key` names it for good: however often it is put there, it stands there once. `organiser` and `attendees`
    are addresses. `subject` and `text` tell nothing of agenda or judgement. `starts` and `ends` are aware, in
    London's time. `event` is its id at the other side, empty where that is not known yet; `in_doubt` is
    whether it may stand there without our knowing, since an answer was lost.
    """

    key: str
    organiser: str
    attendees: tuple[str, ...]
    subject: str
    text: str
    starts: datetime
    ends: datetime
    place: str = ""
    online: bool = False
    cancelled: bool = False
    event: str = ""
    in_doubt: bool = False


@dataclass(frozen=True, slots=True)
class Put:
    """What became of an appointment that was to be put into a calendar.

    UNREACHABLE means that its organiser has no calendar there. `event` is its id at the other side,
    `join_url` where an online one is joined; `why` and `retry_after` as of a message. One that stands there
    without the online meeting it should have is SENT and has a `why`.
    """

    outcome: Outcome
    event: str = ""
    join_url: str = ""
    why: str = ""
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class Busy:
    """A time at which somebody is not free; nothing is known of why."""

    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class SeenEvent:
    """One of our appointments as it stands in its organiser's calendar now.

    `declined` are the addresses of those who said that they cannot come. Of one that is gone, and so
    cancelled, the times say nothing.
    """

    key: str
    event: str
    starts: datetime
    ends: datetime
    cancelled: bool = False
    declined: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """What was changed in a calendar, and the token to ask with the next time.

    `from_start` is True where the other side had forgotten the token: everything was looked at again.
    """

    events: tuple[SeenEvent, ...]
    token: str
    from_start: bool = False


class Calendars(Protocol):
    """People's calendars. None of these is called inside a transaction, and none tries again by itself."""

    async def put(self, appointments: Sequence[Appointment]) -> Sequence[Put]:
        """Have each stand in its organiser's calendar as it is given, cancelled ones no longer; the outcomes
        in their order. One that stands there already by its key is changed, not made again; a cancelled one
        that does not stand there is not made at all, and has no event.
        """
        ...

    async def busy(
        self, addresses: Sequence[str], starts: datetime, ends: datetime
    ) -> Mapping[str, tuple[Busy, ...]]:
        """When each is busy between two instants, at most 62 days apart. Those without a calendar there are
        left out. Raises CalendarsOutOfReach.
        """
        ...

    async def changes(self, address: str, token: str, ours: Mapping[str, str]) -> Changes:
        """What was changed in a calendar since a token was given; with an empty token everything that stands
        there. `ours` are the ids of our events there and the keys of their appointments; of others nothing is
        kept. Raises CalendarsOutOfReach.
        """
        ...


class CalendarsOutOfReach(Exception):
    """The calendars could not be asked. `why` in a few words without names."""

    def __init__(self, why: str, retry_after: float | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.retry_after = retry_after


class Inviter(Protocol):
    """Says what should stand in the calendar."""

    async def appointment(self, uow: UnitOfWork, booking: Booking) -> Appointment | Untrue:
        """The appointment as it is true now; Untrue where there is nothing to put there."""
        ...

"""What is asked of the store of bookings: how far people's calendars follow what was agreed here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from typing import Protocol


class BookingState(StrEnum):
    """Whether the calendar follows. FAILED is for somebody to look at; LAPSED has nothing to put there."""

    WAITING = "waiting"
    BOOKED = "booked"
    FAILED = "failed"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Booking:
    """Something that is to stand in a calendar: ids and days, never a text.

    `subject` says what it is of, as `visit:41`; it is also the appointment's key. `organiser` is in whose
    calendar it stands; `by_service` is True where they have none and the service mailbox organises it.
    `begins` is its time of day in London where that is not policy's. `revision` rises whenever the calendar
    is to follow a change, `settled` is the one it followed last; `event` and `join_url` are as of then.
    `next_try_at` is None where nothing is to be done; `claim` names the worker that has it in hand, and
    `taken_over` is True where that took it over from one that never said what became of it.
    """

    subject: str
    organiser: int
    revision: int = 1
    settled: int = 0
    state: BookingState = BookingState.WAITING
    begins: time | None = None
    by_service: bool = False
    event: str = ""
    join_url: str = ""
    attempts: int = 0
    next_try_at: datetime | None = None
    why: str = ""
    claim: str = ""
    taken_over: bool = False

    @property
    def is_in_doubt(self) -> bool:
        """Whether it may stand in the calendar without our knowing: it was tried, and no answer came."""
        return not self.event and (self.attempts > 0 or self.revision > 1 or self.taken_over)

    @property
    def number(self) -> int:
        """The id in its subject."""
        return int(self.subject.partition(":")[2])


class Appointments(Protocol):
    """Bookings, one a subject."""

    async def want(self, subject: str, organiser: int, now: datetime, begins: time | None = None) -> Booking:
        """Have the calendar follow what has just changed; the booking with its new revision.

        `begins` is kept as it was where None is given.
        """
        ...

    async def begin(self, subject: str, begins: time) -> None:
        """Note the time of day at which it begins in the calendar already."""
        ...

    async def of(self, subjects: Sequence[str]) -> Mapping[str, Booking]:
        """The bookings of some subjects."""
        ...

    async def claim(self, claim: str, now: datetime, until: datetime, limit: int) -> list[Booking]:
        """Take what is to be tried by now and nobody has in hand, those due first. The claim is a lease."""
        ...

    async def settle(self, booking: Booking) -> bool:
        """Store how a claimed booking stands; its claim ends. Where it was wanted anew meanwhile it waits on.

        False, and nothing is stored, where the claim is not this one's any more.
        """
        ...

    async def in_calendars(self) -> Mapping[int, Mapping[str, str]]:
        """The events that stand in calendars: by organiser, the ids of their events and their subjects. Those
        that the service mailbox organises stand under 0.
        """
        ...

    async def troubles(self) -> Mapping[tuple[BookingState, str], int]:
        """What is amiss with bookings in a few words, and with how many, by how these stand."""
        ...

    async def token(self, organiser: int) -> str:
        """Up to where the changes of a calendar have been followed; empty where never."""
        ...

    async def followed(self, organiser: int, since: str, token: str, at: datetime) -> bool:
        """Note that the changes from one token to another are followed in this transaction.

        False, and nothing is noted, where they were followed from `since` already. Whoever asks at the same
        time waits for the answer until this transaction is over.
        """
        ...

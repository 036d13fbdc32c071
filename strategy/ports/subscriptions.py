"""What is asked about subscriptions: with them a calendar's keeper says that something has changed there, so
that nobody need wait until it is looked at again.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Subscription:
    """A subscription to the changes of one calendar: one that was begun, or that stands.

    `organiser` is whose calendar it is, 0 the service mailbox, and `address` the mailbox's. `mark` names the
    try by which it was made, so that it is known again where the answer was lost. `digest` is of the secret
    that comes with each of its notices; the secret itself is kept nowhere. `number` is its id at the other
    side, empty until that is known; `ends_at` is until when it lasts. `why` says in a few words, without
    names, what stands in its way.
    """

    organiser: int
    address: str
    mark: str
    digest: str
    tried_at: datetime
    number: str = ""
    ends_at: datetime | None = None
    why: str = ""


class Subscriptions(Protocol):
    """The subscriptions there are to be, one a calendar."""

    async def all(self) -> Sequence[Subscription]:
        """All of them, by organiser."""
        ...

    async def numbered(self, numbers: Collection[str]) -> Sequence[Subscription]:
        """Those with one of these ids at the other side."""
        ...

    async def begin(self, new: Subscription, instead_of: str = "") -> bool:
        """Note that one is about to be made, in place of the try with the mark `instead_of` or of none.

        False, and nothing is noted, where somebody else was first.
        """
        ...

    async def settle(self, mark: str, number: str, ends_at: datetime) -> None:
        """Note that the one with a mark stands, if it is still to; nothing is in its way any more.

        One that ends at an instant that is over is renewed the next time.
        """
        ...

    async def refused(self, organiser: int, why: str) -> None:
        """Note what stands in the way of the one of an organiser."""
        ...

    async def forget(self, mark: str) -> None:
        """It is gone."""
        ...


@dataclass(frozen=True, slots=True)
class StandingSubscription:
    """A subscription as the other side has it: its id, whom it tells, and until when."""

    number: str
    tells: str
    ends_at: datetime


class Subscriber(Protocol):
    """The other side. None of these is called inside a transaction; all raise CalendarsOutOfReach."""

    async def standing(self) -> Sequence[StandingSubscription]:
        """All that this app has there, whomever they tell."""
        ...

    async def subscribe(self, address: str, tells: str, secret: str, until: datetime) -> StandingSubscription:
        """Have a calendar's changes told to a web address, which is asked first whether it wants them."""
        ...

    async def renew(self, number: str, until: datetime) -> datetime | None:
        """Have one last longer; until when it does now. None where it is not there any more."""
        ...

    async def unsubscribe(self, number: str) -> None:
        """End one; one that is not there is ended already."""
        ...

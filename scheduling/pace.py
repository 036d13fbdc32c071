"""How fast people are written to: the other side's limits, kept on our side so that it need not refuse.

Each process keeps its own count. Where several deliver at once, or answers to people take up part of a limit,
the other side refuses some, says when to come back, and the outbox tries those again.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from strategy.outgoing import Means


@dataclass(frozen=True, slots=True)
class Window:
    """At most so many in any so many seconds."""

    most: int
    seconds: float


CHAT = (Window(7, 1), Window(8, 2), Window(60, 30), Window(1800, 3600))
"""What Teams takes from a bot in one chat ("Optimize your bot with rate limiting" on learn.microsoft.com)."""

TENANT = (Window(50, 1),)
"""What Teams takes from a bot in all chats of a tenant."""

MAILBOX = (Window(30, 60),)
"""What Exchange Online sends from one mailbox; it queues what is above, and refuses when that grows."""

INSTALLS = (Window(5, 1),)
"""Teams takes 30 requests a second by Graph ("Microsoft Teams service limits"), and this makes three of each;
an arrival follows, which is greeted, so that a thousand people are spread over some minutes.
"""

UNLIMITED: tuple[Window, ...] = ()
"""Where nobody minds: the demonstration's mailbox is a table."""

LONGEST_HOLD = 86_400.0
"""Seconds for which the other side may ask to be left alone; a day later it can ask again."""

_CHAT_KEPT = max(window.seconds for window in CHAT)
"""Seconds for which a chat is remembered: after its longest window nothing is known of it any more."""


class Throttle:
    """Counts what went, and says when the next may go. Times are in seconds of one monotonic clock."""

    def __init__(self, windows: Sequence[Window]) -> None:
        self._windows = windows
        self._went: deque[float] = deque(maxlen=max((window.most for window in windows), default=0))

    def free_at(self, now: float) -> float:
        """The earliest time from now on at which one more may go."""
        limits = (
            self._went[-window.most] + window.seconds
            for window in self._windows
            if len(self._went) >= window.most
        )
        return max(now, *limits, self._went[-1] if self._went else now)

    def note(self, at: float) -> None:
        """One goes then. Notes are made in the order of their times."""
        self._went.append(at)

    def take_back(self, at: float) -> None:
        """The one noted for then did not go after all."""
        if at in self._went:
            self._went.remove(at)


@dataclass(frozen=True, slots=True)
class Turn:
    """Leave to send one message now; given back where it turns out that there is nothing to send."""

    noted: tuple[tuple[Throttle, float], ...]

    def unused(self) -> None:
        """Nothing was sent."""
        for throttle, at in self.noted:
            throttle.take_back(at)


class Pace:
    """Makes messages wait for their turn. Messages to one person ask for theirs one after the other.

    Besides the limits it keeps who has asked to be left alone, and until when: one chat, the mailbox, or
    Graph where it installs the app.
    """

    def __init__(
        self,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        chat: Sequence[Window] = CHAT,
        tenant: Sequence[Window] = TENANT,
        mailbox: Sequence[Window] = MAILBOX,
        installs: Sequence[Window] = INSTALLS,
    ) -> None:
        self._monotonic = monotonic
        self._sleep = sleep
        self._chat_windows = chat
        self._tenant = Throttle(tenant)
        self._together = {Means.MAIL: Throttle(mailbox), Means.APP: Throttle(installs)}
        self._chats: OrderedDict[int, tuple[float, Throttle]] = OrderedDict()
        self._held: dict[tuple[Means, int | None], float] = {}

    async def turn(self, means: Means, person: int) -> Turn:
        """Wait until one message may go to somebody, and count it as gone."""
        throttle = self._together.get(means)
        if throttle is not None:
            return Turn(((throttle, await self._next(throttle)),))
        chat = self._chat(person)
        await self._until(chat.free_at(self._monotonic()))
        taken = await self._next(self._tenant)
        # Noted when it goes, which may be later than when the chat was free.
        went = self._monotonic()
        chat.note(went)
        self._keep(person, chat, went)
        return Turn(((chat, went), (self._tenant, taken)))

    def hold(self, means: Means, person: int, seconds: float) -> None:
        """Leave somebody's chat, or the mailbox or the app's installing, alone for so long, as was asked."""
        now = self._monotonic()
        self._held = {whom: until for whom, until in self._held.items() if until > now}
        self._held[_whom(means, person)] = now + min(seconds, LONGEST_HOLD)

    def held_for(self, means: Means, person: int) -> float:
        """For how many seconds more; 0 where nobody asked."""
        until = self._held.get(_whom(means, person))
        return 0.0 if until is None else max(0.0, until - self._monotonic())

    @property
    def chats_kept(self) -> int:
        """How many chats are remembered."""
        return len(self._chats)

    async def _next(self, throttle: Throttle) -> float:
        """Take the next free time of a throttle and wait for it. Others who ask meanwhile get later ones."""
        at = throttle.free_at(self._monotonic())
        throttle.note(at)
        await self._until(at)
        return at

    async def _until(self, at: float) -> None:
        wait = at - self._monotonic()
        if wait > 0:
            await self._sleep(wait)

    def _chat(self, person: int) -> Throttle:
        kept = self._chats.get(person)
        return kept[1] if kept is not None else Throttle(self._chat_windows)

    def _keep(self, person: int, chat: Throttle, went: float) -> None:
        """Remember a chat, and forget those that nothing has gone to for as long as counts."""
        self._chats[person] = (went, chat)
        self._chats.move_to_end(person)
        while next(iter(self._chats.values()))[0] <= went - _CHAT_KEPT:
            self._chats.popitem(last=False)


def _whom(means: Means, person: int) -> tuple[Means, int | None]:
    return (means, person if means is Means.TEAMS else None)

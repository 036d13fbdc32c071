"""What becomes of a notice that a calendar was changed: a look at that calendar, soon.

A notice can come from anybody who knows the web address, so nothing of it is believed but that it carries the
secret of a subscription of ours. What was changed the calendar itself is asked.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from scheduling.subscribing import Subscribing, digest_of
from scheduling.timetable import CALENDARS, slot_of
from scheduling.watching import Watcher
from strategy.faults import described
from strategy.ports import Clock, Subscription
from strategy.school_year import LONDON

log = logging.getLogger("keystone.calendars")

MOST_WAITING: Final = 2_000
"""Notices that wait to be looked at; what more comes is told by the calendar itself a little later."""

TOGETHER: Final = 2.0
"""Seconds for which those that come together are waited for, so that a storm of them is one look."""

IN_DANGER: Final = ("subscriptionRemoved", "reauthorizationRequired")
"""What is told of a subscription that has ended, or ends unless it is renewed, as Graph names it."""

MOST_LOGGED: Final = 5
"""Ids that are logged of notices that are not ours; anybody can send as many as they like."""


@dataclass(frozen=True, slots=True)
class ChangeNotice:
    """What one says of itself, none of it believed yet: of which subscription it is, the secret, the tenant,
    and what has become of the subscription, empty where the calendar was changed.
    """

    subscription: str
    secret: str = field(repr=False)
    tenant: str
    lifecycle: str = ""


class ChangeNotices:
    """Takes notices and acts on them behind the answers. To be used on one event loop."""

    def __init__(
        self,
        watcher: Watcher,
        subscribing: Subscribing,
        tenant: str,
        clock: Clock,
        *,
        together: float = TOGETHER,
    ) -> None:
        self._watcher = watcher
        self._subscribing = subscribing
        self._tenant = tenant
        self._clock = clock
        self._together = together
        self._waiting: set[ChangeNotice] = set()
        self._come = asyncio.Event()

    def take(self, notices: Iterable[ChangeNotice]) -> None:
        """Have notices looked at soon; a duplicate of one that waits is that one."""
        for notice in notices:
            if len(self._waiting) < MOST_WAITING:
                self._waiting.add(notice)
        if self._waiting:
            self._come.set()

    async def run(self) -> None:
        """Look at what comes, until cancelled. What waits then is found by looking in turn."""
        while True:
            await self._come.wait()
            await asyncio.sleep(self._together)
            try:
                await self.act()
            except Exception as error:
                log.error("looking at notices of changes failed: %s", described(error))

    async def act(self) -> None:
        """Look once at each calendar of which notices wait. Raises what the store raises."""
        waiting, self._waiting = self._waiting, set()
        self._come.clear()
        known = await self._known({notice.subscription for notice in waiting})
        real = [notice for notice in waiting if self._is_ours(notice, known.get(notice.subscription))]
        others = sorted({notice.subscription for notice in waiting.difference(real)})
        if others:
            shown = ", ".join(_shown(each) for each in others[:MOST_LOGGED])
            log.warning("notices of %d subscriptions that are not ours, such as %s", len(others), shown)
        now = self._clock.now()
        organisers = {known[notice.subscription].organiser for notice in real}
        # What is changed by night is told in the morning, by looking in turn.
        if organisers and is_day(now):
            did = await self._watcher.look(now, organisers)
            log.info("%d calendars looked at after notices: %s", len(organisers), did.words)
        in_danger = [known[notice.subscription] for notice in real if notice.lifecycle in IN_DANGER]
        if in_danger:
            await self._mend(in_danger, now)

    async def _known(self, numbers: Collection[str]) -> dict[str, Subscription]:
        async with self._watcher.store.transaction(read_only=True) as uow:
            return {each.number: each for each in await uow.subscriptions.numbered(numbers)}

    def _is_ours(self, notice: ChangeNotice, known: Subscription | None) -> bool:
        """Whether a notice is of a subscription of ours, carries its secret and comes from our tenant."""
        if known is None or notice.tenant.casefold() != self._tenant.casefold():
            return False
        return hmac.compare_digest(digest_of(notice.secret), known.digest)

    async def _mend(self, in_danger: Sequence[Subscription], now: datetime) -> None:
        """Have subscriptions be renewed, or begun anew where they have ended."""
        async with self._watcher.store.transaction() as uow:
            for each in in_danger:
                await uow.subscriptions.settle(each.mark, each.number, now)
        await self._subscribing.tend(now)


def is_day(now: datetime) -> bool:
    """Whether calendars are looked at in turn in this hour of London's day."""
    slot = slot_of(CALENDARS)
    return slot is not None and now.astimezone(LONDON).hour in slot.hours


def _shown(number: str) -> str:
    """An id as it may stand in the log: what others send could be anything."""
    plain = number.replace("-", "")
    return number if plain.isascii() and plain.isalnum() else "one of no form"

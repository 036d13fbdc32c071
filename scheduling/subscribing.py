"""The job that keeps a subscription to each calendar in which something of ours stands, where the bot can be
called from outside: begun, renewed well before it ends, and ended where nothing is there any more.

Each try has a mark, which is stored before the other side is asked and stands in the address that it is to
tell. So one whose answer was lost is found again by its mark and taken on, and one that nobody knows of, as
after a database was restored, is ended. Without subscriptions, and beside them, calendars are looked at in
turn: what a subscription misses comes a little later.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from scheduling.sweep import Did, Job
from scheduling.timetable import SUBSCRIPTIONS
from scheduling.watching import addresses_of
from strategy.ports import (
    CalendarsOutOfReach,
    StandingSubscription,
    Store,
    Subscriber,
    Subscription,
)

log = logging.getLogger("keystone.calendars")

LASTS: Final = timedelta(days=6)
"""For how long one is asked for; Graph gives seven days at most."""

RENEWED_BEFORE: Final = timedelta(days=4)
"""How long before its end one is renewed, so that it outlasts a long weekend on which nobody looks."""

UNDER_WAY: Final = timedelta(minutes=15)
"""For how long a try that is not to be seen at the other side may be somebody's who is still at it."""


@dataclass(slots=True)
class Tended:
    """What was done about subscriptions, and for how many calendars it could not be done."""

    begun: int = 0
    renewed: int = 0
    ended: int = 0
    refused: int = 0

    def said(self) -> Did:
        """How many things were done, and in words."""
        counted = {
            "begun": self.begun,
            "renewed": self.renewed,
            "ended": self.ended,
            "refused": self.refused,
        }
        words = ", ".join(f"{many} {what}" for what, many in counted.items() if many)
        return Did(sum(counted.values()), words)


@dataclass(frozen=True, slots=True)
class Subscribing:
    """Keeps subscriptions. `tells` is the web address that notices come to, empty where there is none."""

    store: Store
    subscriber: Subscriber
    tells: str
    service: str = ""

    async def tend(self, now: datetime) -> Did:
        """Have there be one to each calendar that needs it, and no others. What is refused is tried again."""
        try:
            there = await self._there()
        except CalendarsOutOfReach as out_of_reach:
            log.warning("what subscriptions there are could not be asked: %s", out_of_reach.why)
            return Did(1, "could not be asked for")
        # Read after what is there: whatever is there by a mark had it stored before.
        async with self.store.transaction(read_only=True) as uow:
            kept = {each.organiser: each for each in await uow.subscriptions.all()}
            wanted = addresses_of(uow, await uow.appointments.in_calendars(), self.service)
        if not self.tells:
            wanted = {}
        done = Tended()
        await self._end_others(there, kept, wanted, done)
        for organiser, address in wanted.items():
            try:
                await self._keep(organiser, address, kept.get(organiser), there, now, done)
            except CalendarsOutOfReach as out_of_reach:
                log.warning("no subscription to the calendar of person %d: %s", organiser, out_of_reach.why)
                async with self.store.transaction() as uow:
                    await uow.subscriptions.refused(organiser, out_of_reach.why)
                done.refused += 1
        return done.said()

    async def _there(self) -> Mapping[str, StandingSubscription]:
        """What stands at the other side, by id; nobody is asked where none was ever wanted."""
        if not self.tells:
            async with self.store.transaction(read_only=True) as uow:
                if not await uow.subscriptions.all():
                    return {}
        return {each.number: each for each in await self.subscriber.standing()}

    async def _end_others(
        self,
        there: Mapping[str, StandingSubscription],
        kept: Mapping[int, Subscription],
        wanted: Mapping[int, str],
        done: Tended,
    ) -> None:
        """End those to calendars that need none any more, and those of ours that nobody knows of.

        Before others are begun: the other side has no two to one calendar.
        """
        gone = [each for each in kept.values() if wanted.get(each.organiser) != each.address]
        lasting = [each for each in kept.values() if each not in gone]
        for each in there.values():
            if self._is_ours(each, kept) and not any(self._stands(one, each) for one in lasting):
                try:
                    await self.subscriber.unsubscribe(each.number)
                except CalendarsOutOfReach as out_of_reach:
                    log.warning("subscription %s could not be ended: %s", each.number, out_of_reach.why)
                    done.refused += 1
                    gone = [one for one in gone if one.number != each.number]
                else:
                    done.ended += 1
        async with self.store.transaction() as uow:
            for one in gone:
                await uow.subscriptions.forget(one.mark)

    def _is_ours(self, there: StandingSubscription, kept: Mapping[int, Subscription]) -> bool:
        """Whether one was made by this bot; another bot of the same app tells another address."""
        return self._tells_us(there) or there.number in {each.number for each in kept.values()}

    def _tells_us(self, there: StandingSubscription) -> bool:
        return bool(self.tells) and there.tells.partition("?")[0].casefold() == self.tells.casefold()

    def _stands(self, known: Subscription, there: StandingSubscription) -> bool:
        """Whether one that we know of is this one: by its id, or by its mark where its answer was lost."""
        is_it = there.number == known.number or there.tells == self._told_by(known)
        return is_it and self._tells_us(there)

    def _told_by(self, subscription: Subscription) -> str:
        """The address that one with its mark tells."""
        return f"{self.tells}?mark={subscription.mark}"

    async def _keep(
        self,
        organiser: int,
        address: str,
        kept: Subscription | None,
        there: Mapping[str, StandingSubscription],
        now: datetime,
        done: Tended,
    ) -> None:
        """Have one to a calendar stand and last. Raises CalendarsOutOfReach."""
        known = kept if kept is not None and kept.address == address else None
        if known is None:
            await self._begin(organiser, address, "", now, done)
            return
        found = next((each for each in there.values() if self._stands(known, each)), None)
        if found is None:
            if now - known.tried_at >= UNDER_WAY:
                await self._begin(organiser, address, known.mark, now, done)
            return
        ends_at = found.ends_at
        if found.ends_at - now < RENEWED_BEFORE or (known.ends_at or now) <= now:
            renewed = await self.subscriber.renew(found.number, now + LASTS)
            if renewed is None:
                await self._begin(organiser, address, known.mark, now, done)
                return
            ends_at = renewed
            done.renewed += 1
        if (known.number, known.ends_at, known.why) != (found.number, ends_at, ""):
            async with self.store.transaction() as uow:
                await uow.subscriptions.settle(known.mark, found.number, ends_at)

    async def _begin(
        self, organiser: int, address: str, instead_of: str, now: datetime, done: Tended
    ) -> None:
        """Make one, if nobody else does. Raises CalendarsOutOfReach."""
        secret = secrets.token_urlsafe(32)
        new = Subscription(organiser, address, secrets.token_hex(8), digest_of(secret), tried_at=now)
        async with self.store.transaction() as uow:
            if not await uow.subscriptions.begin(new, instead_of):
                return
        made = await self.subscriber.subscribe(address, self._told_by(new), secret, now + LASTS)
        async with self.store.transaction() as uow:
            await uow.subscriptions.settle(new.mark, made.number, made.ends_at)
        done.begun += 1


def digest_of(secret: str) -> str:
    """What is kept of a secret; it is too long and random to be found from this."""
    return hashlib.sha256(secret.encode(errors="surrogatepass")).hexdigest()


def subscribing(keeper: Subscribing | None) -> Job:
    """The job that tends them; without anybody to subscribe at there is nothing to do."""

    async def nothing(_now: datetime) -> int:
        return 0

    return Job(SUBSCRIPTIONS, nothing if keeper is None else keeper.tend)

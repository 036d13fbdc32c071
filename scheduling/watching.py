"""Looking what people have changed in their own calendars, and having the diary follow: in turn by a job, and
at once where somebody says that there is something to see.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from scheduling.sweep import Did, Job
from scheduling.timetable import CALENDARS
from strategy.actions.following_calendars import follow
from strategy.policy import Policy
from strategy.ports import Calendars, CalendarsOutOfReach, Store, UnitOfWork

log = logging.getLogger("keystone.calendars")

LOOKS: Final = 3
"""How often a calendar is asked in one look, where others follow it at the same time and get there first."""


@dataclass(frozen=True, slots=True)
class Watcher:
    """Follows the changes of calendars in which something of ours stands; `service` is the address of the
    mailbox that organises for those who have none.

    Several may look at the same calendar at once, here and in other processes: each change is followed once,
    by whoever has noted first up to where the calendar was followed.
    """

    store: Store
    policy: Policy
    calendars: Calendars
    service: str = ""

    async def look(self, now: datetime, only: Collection[int] | None = None) -> Did:
        """Look at all calendars, or only at those of some organisers, of whom 0 is the service mailbox.

        One that cannot be asked is asked again the next time: what it had changed until then is told too.
        """
        async with self.store.transaction(read_only=True) as uow:
            standing = await uow.appointments.in_calendars()
            addresses = addresses_of(uow, standing, self.service)
        followed = silent = 0
        for organiser, ours in standing.items():
            if only is not None and organiser not in only:
                continue
            try:
                followed += await self._follow(organiser, addresses[organiser], ours, now)
            except CalendarsOutOfReach as out_of_reach:
                log.warning("the calendar of person %d could not be asked: %s", organiser, out_of_reach.why)
                silent += 1
        words = f"{followed} followed"
        return Did(followed + silent, f"{words}, {silent} calendars not to be asked" if silent else words)

    async def _follow(self, organiser: int, address: str, ours: Mapping[str, str], now: datetime) -> int:
        """How many changes of a calendar were followed. Raises CalendarsOutOfReach."""
        for _ in range(LOOKS):
            async with self.store.transaction(read_only=True) as uow:
                token = await uow.appointments.token(organiser)
            changes = await self.calendars.changes(address, token, ours)
            if changes.token == token:
                return 0
            async with self.store.transaction() as uow:
                if await uow.appointments.followed(organiser, token, changes.token, now):
                    done = [
                        await follow(uow=uow, policy=self.policy, now=now, seen=seen)
                        for seen in changes.events
                    ]
                    return sum(done)
            # Somebody else got there first, but may have asked before what we saw had come to pass.
        return 0


def addresses_of(uow: UnitOfWork, organisers: Collection[int], service: str) -> dict[int, str]:
    """The mailbox of each organiser, of whom 0 is the service mailbox."""
    return {each: uow.trust.person(each).email if each else service for each in organisers}


def watching(store: Store, policy: Policy, calendars: Calendars, service: str = "") -> Job:
    """The job that looks at every calendar in which something of ours stands."""
    return Job(CALENDARS, Watcher(store, policy, calendars, service).look)

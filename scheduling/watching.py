"""The job that looks what people have changed in their own calendars, and has the diary follow."""

from __future__ import annotations

import logging
from datetime import datetime

from scheduling.sweep import Did, Job
from scheduling.timetable import CALENDARS
from strategy.actions.following_calendars import follow
from strategy.policy import Policy
from strategy.ports import Calendars, CalendarsOutOfReach, Store

log = logging.getLogger("keystone.calendars")


def watching(store: Store, policy: Policy, calendars: Calendars, service: str = "") -> Job:
    """Follow the changes of every calendar in which something of ours stands; `service` is the address of the
    mailbox that organises for those who have none.

    A calendar that cannot be asked is asked again the next time: what it had changed until then is told too.
    """

    async def watch(now: datetime) -> Did:
        async with store.transaction(read_only=True) as uow:
            standing = await uow.appointments.in_calendars()
            tokens = {organiser: await uow.appointments.token(organiser) for organiser in standing}
            addresses = {
                organiser: uow.trust.person(organiser).email if organiser else service
                for organiser in standing
            }
        followed = silent = 0
        for organiser, ours in standing.items():
            try:
                changes = await calendars.changes(addresses[organiser], tokens[organiser], ours)
            except CalendarsOutOfReach as out_of_reach:
                log.warning("the calendar of person %d could not be asked: %s", organiser, out_of_reach.why)
                silent += 1
                continue
            if changes.token == tokens[organiser]:
                continue
            async with store.transaction() as uow:
                for seen in changes.events:
                    followed += await follow(uow=uow, policy=policy, now=now, seen=seen)
                await uow.appointments.followed(organiser, changes.token, now)
        words = f"{followed} followed"
        return Did(followed + silent, f"{words}, {silent} calendars not to be asked" if silent else words)

    return Job(CALENDARS, watch)

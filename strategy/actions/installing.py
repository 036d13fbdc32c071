"""Giving people the app in Teams, found from the data: who has use for it, and no chat with the bot."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from strategy.installing import has_use_for_the_app, installation, may_try, subject_of
from strategy.nudges import may_tell_now
from strategy.policy import Policy
from strategy.ports import Outgoing, UnitOfWork
from strategy.school_year import london_day

AT_A_TIME = 200
"""People that one transaction looks at."""


async def put_installations(
    *, uow: UnitOfWork, policy: Policy, now: datetime, after: int = 0, limit: int = AT_A_TIME
) -> tuple[int, int | None]:
    """Have the app put into the Teams of some of the people after an id, in the order of their ids.

    For how many, and after which id to go on; None where those were the last. The app greets people when it
    comes, so that nobody gets it before the trust goes live, nor outside working hours.
    """
    today = london_day(now)
    calendar = policy.working_calendar(uow.trust.calendar)
    if not may_tell_now(now, policy, calendar):
        return 0, None
    concerned = sorted(
        person.id
        for person in uow.trust.current_people()
        if person.id > after and has_use_for_the_app(person, uow.trust, today)
    )
    people = concerned[:limit]
    chats = await uow.conversations.known_chats(people)
    without = [person for person in people if person not in chats]
    earlier: dict[int, list[Outgoing]] = defaultdict(list)
    for row in await uow.outbox.about([subject_of(person) for person in without]):
        earlier[row.recipient].append(row)
    wanted = [
        installation(person, today, now) for person in without if may_try(earlier.get(person, ()), today)
    ]
    await uow.outbox.put(wanted)
    return len(wanted), people[-1] if len(concerned) > limit else None

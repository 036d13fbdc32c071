"""Whether the bot can do its work, for whatever watches over it."""

from __future__ import annotations

import logging
from datetime import datetime

from bot.web import Readiness
from bot.wiring import House
from scheduling.punctuality import Punctuality, punctuality
from storage.reach import OutOfReach
from storage.schema import is_up_to_date
from strategy.faults import described
from strategy.school_year import LONDON

log = logging.getLogger("keystone")


async def readiness(parts: House, started: datetime, catching_up: tuple[str, ...] = ()) -> Readiness:
    """How the bot stands; `started` is since when it has been serving, `catching_up` what it has still to do
    since then.
    """
    try:
        if not await is_up_to_date(parts.store.engine):
            return Readiness(("The database is not up to date: run python -m bot migrate.",))
        trust = await parts.store.trust()
        async with parts.store.transaction(read_only=True) as uow:
            heartbeats = await uow.heartbeats.all()
    except OutOfReach as error:
        # Anybody may ask whether the bot is ready; where its database is, is not for anybody.
        log.error("the database is out of reach: %s", described(error))
        return Readiness(("The database cannot be reached: python -m bot doctor says why.",))
    jobs = tuple(punctuality(heartbeats, parts.clock.now(), started=started))
    faults = [_sentence(job) for job in jobs if job.is_amiss]
    if not trust.people:
        faults.append("The trust directory is empty: run python -m bot import DIR.")
    return Readiness(tuple(faults), jobs, catching_up)


def _sentence(job: Punctuality) -> str:
    """What is amiss with a job."""
    return f"The job {job.job} {last_success(job)}: the log says why."


def last_success(job: Punctuality) -> str:
    """When a job last did its work, after its name."""
    if job.succeeded_at is None:
        return "has not succeeded yet"
    return f"last succeeded on {job.succeeded_at.astimezone(LONDON):%-d %B %Y at %H:%M}"

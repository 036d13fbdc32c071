"""The time-driven jobs, each of which finds its work from the data, a transaction at a time."""

from __future__ import annotations

from datetime import datetime, timedelta

from scheduling.sweep import Did, Job
from scheduling.timetable import AGENDAS, DIGEST, FORGETTING, INSTALLATIONS, PACKS, REMINDERS
from strategy.actions.calling import call_to_meetings
from strategy.actions.installing import put_installations
from strategy.actions.issuing_agendas import issue_agendas
from strategy.actions.leaving_out import forget_notes
from strategy.actions.nudging import AT_A_TIME, gather, put_digest, send_gathered
from strategy.actions.sending_packs import MEETINGS_AT_A_TIME, packs_to_send, send_packs
from strategy.policy import Policy
from strategy.ports import Store

KEEP_SEEN_ACTIVITIES = timedelta(days=2)
"""Teams sends an activity again within seconds; two days outlast any queue that holds one back."""
KEEP_UNUSED_FILES = timedelta(days=2)
"""Somebody who is asked what a file is has that long to say it."""

KEEP_EXPORTS = timedelta(days=14)
"""A list that is offered as a file can be taken for so long; a mail that fails has been given up by then."""


def forgetting(store: Store, policy: Policy) -> Job:
    """Forget activities that were seen long ago, files that were sent and used for nothing, lists that were
    asked for as files, and who was to be left out of visits that are over.
    """

    async def forget(now: datetime) -> int:
        async with store.transaction() as uow:
            await forget_notes(uow=uow, policy=policy, now=now)
            await uow.files.forget_unused(now - KEEP_UNUSED_FILES)
            await uow.exports.forget(now - KEEP_EXPORTS)
            return await uow.conversations.forget_activities(now - KEEP_SEEN_ACTIVITIES)

    return Job(FORGETTING, forget, "forgotten")


def agendas(store: Store, policy: Policy) -> Job:
    """Have agendas of visits go out that are due, or have changed since."""

    async def issue(now: datetime) -> int:
        told, offset = 0, 0
        while True:
            async with store.transaction() as uow:
                new, end = await issue_agendas(uow=uow, policy=policy, now=now, offset=offset)
            told += new
            if end is None:
                return told
            offset = end

    return Job(AGENDAS, issue, "sent out")


def packs(store: Store, policy: Policy, *, at_a_time: int = MEETINGS_AT_A_TIME) -> Job:
    """Have the packs of meetings go out whose day has come, and what came after them.

    `at_a_time` is how many meetings one transaction looks at.
    """

    async def send(now: datetime) -> int:
        told, offset = 0, 0
        while True:
            # What is in packs takes long to read, which must not keep others from writing.
            async with store.transaction(read_only=True) as uow:
                found, end = await packs_to_send(
                    uow=uow, policy=policy, now=now, offset=offset, limit=at_a_time
                )
            async with store.transaction() as uow:
                told += await send_packs(uow=uow, sendings=found)
            if end is None:
                return told
            offset = end

    return Job(PACKS, send, "sent out")


def installations(store: Store, policy: Policy, *, is_set_up: bool) -> Job:
    """Have people given the app in Teams who have use for it and no chat with the bot, where it is set up
    that it can be.
    """

    async def install(now: datetime) -> Did:
        people = 0
        last: int | None = 0 if is_set_up else None
        while last is not None:
            async with store.transaction() as uow:
                new, last = await put_installations(uow=uow, policy=policy, now=now, after=last)
            people += new
        return Did(people, f"{_many(people, 'person', 'people')} to be given the app")

    return Job(INSTALLATIONS, install)


def reminders(store: Store, policy: Policy, *, at_a_time: int = AT_A_TIME) -> Job:
    """Remind people of what is due and late, and those above them of what is later still; and those who must
    come of a meeting, in the same message.

    `at_a_time` is how many duties or people one transaction looks at.
    """

    async def remind(now: datetime) -> Did:
        while True:
            async with store.transaction() as uow:
                if await gather(uow=uow, policy=policy, now=now, limit=at_a_time) is None:
                    break
        async with store.transaction() as uow:
            await call_to_meetings(uow=uow, policy=policy, now=now)
        people, called, duties = 0, 0, set[int]()
        last: int | None = 0
        while last is not None:
            async with store.transaction() as uow:
                sent = await send_gathered(uow=uow, policy=policy, now=now, after=last, limit=at_a_time)
            people, called, last = people + sent.people, called + sent.called, sent.last
            duties |= sent.duties
        reminded = _many(people, "person", "people")
        did = f"{reminded} reminded of {_many(len(duties), 'duty', 'duties')}"
        to_come = f", {_many(called, 'person', 'people')} of a meeting" if called else ""
        return Did(people + called, f"{did}{to_come}")

    return Job(REMINDERS, remind)


def digest(store: Store, policy: Policy) -> Job:
    """Put out the digest of the week once its time has come."""

    async def tell(now: datetime) -> Did:
        async with store.transaction() as uow:
            new = await put_digest(uow=uow, policy=policy, now=now)
        return Did(new, f"put out for {_many(new, 'person', 'people')}")

    return Job(DIGEST, tell)


def _many(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"

"""A small trust with reports under way, swept at any instant: what the tests of reminders share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from scheduling.jobs import digest, reminders
from storage.store import SqlStore
from storage.tables import nudges, outbox
from strategy.duties import Changes, duties_of_deployment, duty_of_visit
from strategy.people import Capacity
from strategy.policy import Policy, load
from strategy.ports import Outgoing, OutgoingState, ToldRung
from strategy.school_year import LONDON, london_day
from tests.builders import OAK_BANK, SmallTrust, a_visit, make_deployment, small_trust, take_in_hand

POLICY = load()
HAND_OVER = timedelta(minutes=5)


def at(text: str) -> datetime:
    """An instant by London's clock."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@dataclass
class OfficeHours:
    """The store, who is who, and what a sweep does."""

    store: SqlStore
    trust: SmallTrust
    policy: Policy = POLICY

    @classmethod
    async def of(cls, store: SqlStore) -> OfficeHours:
        return cls(store, await small_trust(store))

    async def visits(
        self,
        *days: date,
        author: int | None = None,
        school: str = OAK_BANK,
        capacity: Capacity = Capacity.SIP,
    ) -> list[int]:
        """Visits, by the partner unless said otherwise; the ids of the reports they ask for."""
        async with self.store.transaction() as uow:
            stored = [
                await uow.visits.add(a_visit(school, author or self.trust.sip, day, capacity=capacity))
                for day in days
            ]
            owed = [duty_of_visit(visit, self.policy, uow.trust.calendar) for visit in stored]
            await uow.duties.apply(Changes(new=tuple(duty for duty in owed if duty is not None)))
            return [duty.id for duty in await uow.duties.of_visits([visit.id for visit in stored])]

    async def deployed(self, starts: date, ends: date) -> list[int]:
        """Somebody deployed at Oak Bank; the ids of the half-termly reports that asks for."""
        async with self.store.transaction() as uow:
            number = await make_deployment(uow, self.trust.deployed, OAK_BANK, starts, ends)
            [deployment] = [each for each in uow.trust.deployments if each.id == number]
            owed = duties_of_deployment(deployment, self.policy, uow.trust.calendar)
            await uow.duties.apply(Changes(new=tuple(owed)))
            return [duty.id for duty in await uow.duties.of_deployments([number])]

    async def sweep(self, now: str | datetime, *, at_a_time: int = 200) -> str:
        """Remind whoever is to be reminded at an instant; what the job says it did."""
        instant = at(now) if isinstance(now, str) else now
        did = await reminders(self.store, self.policy, at_a_time=at_a_time).run(instant)
        assert not isinstance(did, int)
        return did.words

    async def put_digest(self, now: str) -> int:
        did = await digest(self.store, self.policy).run(at(now))
        assert not isinstance(did, int)
        return did.many

    async def file(self, duty: int, now: str | datetime) -> None:
        """The report comes."""
        async with self.store.transaction() as uow:
            await uow.duties.fulfil(duty, at(now) if isinstance(now, str) else now, None)

    async def deliver(self, now: str | datetime) -> list[str]:
        """Deliver what waits, as a worker would; the keys, and what was empty by then is dropped."""
        instant = at(now) if isinstance(now, str) else now
        delivered = []
        async with self.store.transaction() as uow:
            for row in await take_in_hand(uow, instant, instant + HAND_OVER, limit=1_000):
                told = await uow.reminders.of_message(row.id)
                state = OutgoingState.SENT if told or row.kind != "nudge" else OutgoingState.DROPPED
                await uow.outbox.settle(replace(row, state=state, next_try_at=None, done_at=instant))
                delivered += [row.key] if state is OutgoingState.SENT else []
        return delivered

    async def messages(self) -> list[Outgoing]:
        """Every message there is, oldest first."""
        async with self.store.transaction(read_only=True) as uow:
            return (await uow.outbox.recent(limit=10_000))[::-1]

    async def told(self) -> list[ToldRung]:
        """Every rung that is told or waits, in the order in which they were claimed."""
        async with self.store.transaction(read_only=True) as uow:
            duties = await uow.connection.execute(sa.select(nudges.c.duty).distinct())
            return sorted(await uow.reminders.told(duties.scalars().all()), key=lambda rung: rung.id)

    async def contents(self, person: int) -> list[tuple[str, list[int]]]:
        """Somebody's messages by the day they are of, and the duties in each; empty ones are left out."""
        by_message: dict[int, list[int]] = {}
        for rung in await self.told():
            if rung.outbox is not None:
                by_message.setdefault(rung.outbox, []).append(rung.duty)
        return [
            (f"{london_day(each.created_at):%a %-d %b}", sorted(by_message[each.id]))
            for each in await self.messages()
            if each.recipient == person and each.id in by_message
        ]

    async def recipients(self) -> Counter[int]:
        """How many messages each person has."""
        return Counter(each.recipient for each in await self.messages())

    async def snapshot(self) -> Sequence[object]:
        """All that a sweep may change, apart from when it next looks."""
        async with self.store.transaction(read_only=True) as uow:
            rows = [
                (await uow.connection.execute(sa.select(table).order_by(table.c.id))).all()
                for table in (nudges, outbox)
            ]
        return [tuple(row) for table in rows for row in table]

"""What somebody is told of coming reminders, held against what the sweep then does."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from storage.store import SqlStore
from strategy.actions.coming import what_is_coming
from strategy.actions.nudging import gather, send_gathered
from strategy.duties import Changes
from strategy.nudges import next_digest
from strategy.outgoing import OutgoingKind
from strategy.policy import load
from strategy.ports import Absence, ReminderChoice
from strategy.school_year import LONDON
from tests.builders import OAK_BANK, a_visit, duty_of, person_of, small_trust, take_in_hand
from tests.strategy.builders import OPEN_ALL_YEAR

POLICY = load()
STEP = timedelta(hours=1)


def london(day: int, hour: int, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=LONDON)


async def sweep(store: SqlStore, at: datetime) -> None:
    async with store.transaction() as uow:
        await gather(uow=uow, policy=POLICY, now=at)
    async with store.transaction() as uow:
        await send_gathered(uow=uow, policy=POLICY, now=at)
        # The day's message goes out at once, so that it is too late for anything else.
        taken = await take_in_hand(uow, at, at + timedelta(days=30))
        assert all(row.kind == OutgoingKind.NUDGE for row in taken)


@pytest.mark.parametrize("asked_at", [london(23, 9), london(23, 19), london(28, 12)])
@pytest.mark.parametrize(
    "choice",
    [
        ReminderChoice(0),
        ReminderChoice(0, london(25, 8)),
        ReminderChoice(0, None, time(16)),
        ReminderChoice(0, london(30, 8), time(16)),
    ],
    ids=["any time", "paused", "late in the day", "paused, and late in the day"],
)
@pytest.mark.parametrize("away", [None, (date(2026, 11, 24), date(2026, 12, 1))], ids=["there", "away"])
async def test_reminders_come_when_it_was_said_that_they_would(
    sqlite_store: SqlStore,
    asked_at: datetime,
    choice: ReminderChoice,
    away: tuple[date, date] | None,
) -> None:
    people = await small_trust(sqlite_store)
    sam = people.sip
    async with sqlite_store.transaction() as uow:
        for visit_on, due_on in ((12, 17), (19, 24), (20, 25), (25, 30)):
            visit = await uow.visits.add(a_visit(OAK_BANK, sam, date(2026, 11, visit_on)))
            await uow.duties.apply(Changes(new=(duty_of(visit, date(2026, 11, due_on)),)))
        if away is not None:
            await uow.absences.add(Absence(0, sam, *away, "leave", sam, asked_at))
    at = london(20, 8)
    while at < asked_at:
        await sweep(sqlite_store, at)
        at += STEP
    async with sqlite_store.transaction() as uow:
        await uow.reminders.choose(ReminderChoice(sam, choice.paused_until, choice.not_before))
        found = await what_is_coming(
            uow=uow, policy=POLICY, now=asked_at, person=person_of(uow, sam), limit=50
        )
        known = await uow.reminders.told([each.entry.id for each in found.coming])
        told_before = {rung.id for rung in known if rung.outbox is not None}
    promised = {each.entry.id: each.at for each in found.coming}
    assert len(promised) == 4
    seen: dict[int, datetime] = {}
    at = asked_at
    while len(seen) < len(promised) and at < london(15, 8, month=12):
        await sweep(sqlite_store, at)
        async with sqlite_store.transaction() as uow:
            for rung in await uow.reminders.told(sorted(promised)):
                if rung.recipient == sam and rung.outbox is not None and rung.id not in told_before:
                    seen.setdefault(rung.duty, at)
        at += STEP
    assert seen == promised


async def test_before_the_trust_goes_live_nobody_is_reminded(sqlite_store: SqlStore) -> None:
    people = await small_trust(sqlite_store)
    policy = replace(POLICY, first_day=date(2026, 12, 5))
    async with sqlite_store.transaction() as uow:
        visit = await uow.visits.add(a_visit(OAK_BANK, people.sip, date(2026, 11, 12)))
        await uow.duties.apply(Changes(new=(duty_of(visit, date(2026, 12, 7)),)))
        found = await what_is_coming(
            uow=uow, policy=policy, now=london(23, 9), person=person_of(uow, people.sip)
        )
        [coming] = found.coming
        assert coming.at == london(7, 8, month=12), "the first working day from then on"


async def test_what_is_in_a_message_that_has_not_gone_is_still_coming(sqlite_store: SqlStore) -> None:
    people = await small_trust(sqlite_store)
    async with sqlite_store.transaction() as uow:
        visit = await uow.visits.add(a_visit(OAK_BANK, people.sip, date(2026, 11, 18)))
        await uow.duties.apply(Changes(new=(duty_of(visit, date(2026, 11, 23)),)))
    now = london(23, 9)
    for step in (gather, send_gathered):
        async with sqlite_store.transaction() as uow:
            await step(uow=uow, policy=POLICY, now=now)
    async with sqlite_store.transaction() as uow:
        sam = person_of(uow, people.sip)
        assert (await what_is_coming(uow=uow, policy=POLICY, now=now, person=sam)).coming[0].at == now
        await take_in_hand(uow, now, now + timedelta(minutes=5))
        tomorrow = await what_is_coming(uow=uow, policy=POLICY, now=now, person=sam)
        assert tomorrow.coming[0].at == london(24, 8)


@pytest.mark.parametrize(
    ("now", "comes"),
    [
        (datetime(2026, 11, 23, 7, 59, tzinfo=UTC), london(23, 8)),
        (datetime(2026, 11, 23, 8, 0, tzinfo=UTC), london(30, 8)),
        (datetime(2026, 12, 22, 9, 0, tzinfo=UTC), london(29, 8, month=12)),
        (datetime(2027, 3, 23, 9, 0, tzinfo=UTC), datetime(2027, 3, 30, 8, tzinfo=LONDON)),
    ],
    ids=[
        "today",
        "next week",
        "after Christmas",
        "Tuesday after Easter, in summer time",
    ],
)
def test_the_next_digest_comes_on_the_week_s_first_working_day(now: datetime, comes: datetime) -> None:
    nudges = POLICY.on(date(2026, 11, 23), OPEN_ALL_YEAR).nudges
    assert next_digest(now, nudges, OPEN_ALL_YEAR) == comes

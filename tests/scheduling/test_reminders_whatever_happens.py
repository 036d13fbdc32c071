"""What holds of reminders whatever is visited, filed, swept, missed and delivered."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.store import SqlStore
from strategy.duties import DutyState
from strategy.nudges import may_remind
from strategy.ports import ToldRung
from strategy.school_year import LONDON, Calendar, london_day
from tests.databases import Sqlite
from tests.scheduling.office_hours import POLICY, OfficeHours

FIRST = datetime(2026, 11, 9, 7, tzinfo=LONDON)
HOURS = POLICY.editions[-1].nudges.working_hours


@dataclass(frozen=True)
class Step:
    """So many hours after the step before: perhaps a report comes, then there is a sweep, perhaps two."""

    hours: int
    files: bool
    delivers: bool


hours_between = st.sampled_from([0, 1, 5, 11, 24, 24, 25, 48, 49, 72, 168, 200])
"""Sweeps on one day, every day, and some that miss a weekend, a week or more."""
stories = st.lists(st.builds(Step, hours_between, st.booleans(), st.booleans()), min_size=1, max_size=14)
diaries = st.lists(st.integers(0, 20), min_size=1, max_size=4, unique=True)
"""Days after the first on which the partner visits, and every other time the second partner."""


async def tell(story: list[Step], diary: list[int], url: str) -> None:
    store = SqlStore.at(url)
    try:
        office = await OfficeHours.of(store)
        authors = (office.trust.sip, office.trust.other_sip)
        open_ones: list[int] = []
        for number, days in enumerate(sorted(diary)):
            visit = (FIRST + timedelta(days=days)).date()
            open_ones += await office.visits(visit, author=authors[number % 2])
        now, filed_at = FIRST, dict[int, datetime]()
        for step in story:
            now += timedelta(hours=step.hours)
            if step.files and open_ones:
                duty = open_ones.pop(0)
                await office.file(duty, now)
                filed_at[duty] = now
            await office.sweep(now)
            before = await office.snapshot()
            assert await office.sweep(now) == "0 people reminded of 0 duties"
            assert await office.snapshot() == before
            await judge(office, now, filed_at)
            if step.delivers:
                await office.deliver(now)
    finally:
        await store.close()


async def judge(office: OfficeHours, now: datetime, filed_at: Mapping[int, datetime]) -> None:
    told = await office.told()
    assert max(Counter((each.duty, each.rung, each.recipient) for each in told).values(), default=1) == 1
    for rung in told:
        assert rung.duty not in filed_at or rung.created_at < filed_at[rung.duty]
    a_day = Counter((each.recipient, london_day(each.created_at)) for each in await office.messages())
    assert max(a_day.values(), default=1) == 1
    async with office.store.transaction(read_only=True) as uow:
        calendar = uow.trust.calendar
    for message in await office.messages():
        assert may_remind(message.created_at, HOURS, calendar)
    if may_remind(now, HOURS, calendar):
        assert all(rung.outbox is not None for rung in told) or await had_todays(office, now)
        await nobody_late_goes_untold(office, told, london_day(now), calendar)


async def had_todays(office: OfficeHours, now: datetime) -> bool:
    """Whether whoever has rungs waiting has had today's message."""
    waiting = {rung.recipient for rung in await office.told() if rung.outbox is None}
    had = {
        each.recipient
        for each in await office.messages()
        if london_day(each.created_at) == london_day(now) and each.done_at is not None
    }
    return waiting <= had


async def nobody_late_goes_untold(
    office: OfficeHours, told: list[ToldRung], today: date, calendar: Calendar
) -> None:
    for duty in {rung.duty for rung in told}:
        async with office.store.transaction(read_only=True) as uow:
            stored = await uow.duties.get(duty)
        assert stored is not None
        if stored.state is not DutyState.OPEN or not stored.duty.is_overdue(today):
            continue
        own = [rung for rung in told if rung.duty == duty and rung.recipient == stored.duty.owner]
        assert own
        assert calendar.working_days_between(max(rung.rung_on for rung in own), today) < 2


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stories, diaries)
def test_no_rung_comes_twice_nobody_has_two_messages_a_day_and_nobody_late_goes_untold(
    sqlite: Sqlite, tmp_path: Path, story: list[Step], diary: list[int]
) -> None:
    asyncio.run(tell(story, diary, sqlite.fresh(tmp_path)))

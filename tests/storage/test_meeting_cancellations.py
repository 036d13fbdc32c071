"""Cancelled meetings on both kinds of database."""

from __future__ import annotations

from datetime import date, time, timedelta

from storage.store import SqlStore
from strategy.meetings import Meeting
from strategy.policy_reporting import Body
from strategy.ports import Cancellation, MeetingQuery
from tests.builders import small_trust
from tests.storage.test_meeting_plans import NOW, YEAR, someone


async def test_who_cancelled_a_meeting_is_kept_and_the_latest_counts(store: SqlStore) -> None:
    await small_trust(store)
    async with store.transaction() as uow:
        add, person = uow.meeting_cancellations.add, await someone(uow)
        meeting = await uow.meetings.add(Meeting(0, Body.EIT, "", date(2027, 1, 20), time(9), time(10)))
        query = MeetingQuery(*YEAR, frozenset({Body.EIT}), cancelled=True)
        assert (await uow.meetings.page(query)).total == 0
        assert await uow.meetings.withdraw(meeting.id, NOW.date())
        assert not await uow.meetings.withdraw(meeting.id, NOW.date())
        assert (await uow.meetings.page(query)).total == 0
        first = await add(Cancellation(0, meeting.id, person, NOW, "half of them are ill"))
        assert await uow.meeting_cancellations.get(first.id) == first
        [gone] = (await uow.meetings.page(query)).items
        assert (gone.id, gone.withdrawn_on) == (meeting.id, NOW.date())
        await uow.meetings.add(meeting)
        assert (await uow.meetings.page(query)).total == 0
        await uow.meetings.withdraw(meeting.id, NOW.date())
        again = await add(Cancellation(0, meeting.id, person, NOW + timedelta(days=1)))
        assert await uow.meeting_cancellations.of_meetings([meeting.id]) == {meeting.id: again}
        assert await uow.meeting_cancellations.get(10**30) is None
        assert await uow.meeting_cancellations.get(4711) is None

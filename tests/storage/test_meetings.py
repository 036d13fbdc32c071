"""The port of meetings, as far as reports point at them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
import sqlalchemy as sa

from storage.store import SqlStore, SqlUnitOfWork
from storage.tables import meetings
from strategy.meetings import Meeting
from strategy.policy_reporting import Body
from strategy.ports import AlreadyThere
from tests.builders import MARLOW, OAK_BANK, TODAY, small_trust

BOARD, EIT = Body.PROGRESS_BOARD, Body.EIT


def a_meeting(body: Body, school: str, day: str) -> Meeting:
    return Meeting(0, body, school, date.fromisoformat(day), time(9), time(11, 30))


async def four_meetings(uow: SqlUnitOfWork) -> list[Meeting]:
    return [
        await uow.meetings.add(a_meeting(BOARD, OAK_BANK, "2026-11-25")),
        await uow.meetings.add(a_meeting(EIT, "", "2026-12-02")),
        await uow.meetings.add(a_meeting(BOARD, MARLOW, "2026-12-09")),
        await uow.meetings.add(a_meeting(BOARD, OAK_BANK, "2027-01-13")),
    ]


async def test_a_recorded_meeting_comes_back_with_its_times(store: SqlStore) -> None:
    await small_trust(store)
    async with store.transaction() as uow:
        meeting = await uow.meetings.add(a_meeting(BOARD, OAK_BANK, "2026-11-25"))
    async with store.transaction() as uow:
        assert await uow.meetings.get(meeting.id) == meeting
    assert replace(meeting, id=0) == a_meeting(BOARD, OAK_BANK, "2026-11-25")


async def test_a_body_meets_once_on_a_day(store: SqlStore) -> None:
    await small_trust(store)
    async with store.transaction() as uow:
        await four_meetings(uow)
        with pytest.raises(AlreadyThere):
            await uow.meetings.add(replace(a_meeting(BOARD, OAK_BANK, "2026-11-25"), starts=time(14)))
        # The transaction goes on, and another school's Board may meet that day.
        await uow.meetings.add(a_meeting(BOARD, MARLOW, "2026-11-25"))


async def test_a_bodys_first_meeting_is_the_first_on_or_after_a_day(store: SqlStore) -> None:
    await small_trust(store)
    async with store.transaction() as uow:
        november, eit, _, january = await four_meetings(uow)
        first = uow.meetings.first
        assert await first(BOARD, OAK_BANK, TODAY) == november
        assert await first(BOARD, OAK_BANK, november.day) == november
        assert await first(BOARD, OAK_BANK, date(2026, 11, 26)) == january
        assert await first(EIT, "", TODAY) == eit
        assert await first(EIT, "", date(2026, 12, 3)) is None
        assert await first(Body.STANDARDS_COMMITTEE, "", TODAY) is None


async def test_meetings_ahead_are_narrowed_by_body_and_school_and_come_in_order(
    store: SqlStore,
) -> None:
    await small_trust(store)
    async with store.transaction() as uow:
        november, eit, marlow, january = await four_meetings(uow)
        ahead = uow.meetings.ahead
        assert await ahead(None, None, TODAY) == [november, eit, marlow, january]
        assert await ahead(None, None, TODAY, limit=2) == [november, eit]
        assert await ahead(BOARD, None, date(2026, 11, 26)) == [marlow, january]
        assert await ahead(None, OAK_BANK, TODAY) == [november, january]
        assert await ahead(EIT, OAK_BANK, TODAY) == []


async def test_a_withdrawn_meeting_does_not_stand_and_comes_back_as_the_same_one(store: SqlStore) -> None:
    await small_trust(store)
    async with store.transaction() as uow:
        november, *_ = await four_meetings(uow)
        await uow.connection.execute(
            sa.update(meetings).where(meetings.c.id == november.id).values(withdrawn_on=TODAY)
        )
        assert await uow.meetings.first(BOARD, OAK_BANK, TODAY) != november
        again = await uow.meetings.add(replace(november, id=0, starts=time(14), ends=time(16)))
        assert again == replace(november, starts=time(14), ends=time(16))
        assert await uow.meetings.first(BOARD, OAK_BANK, TODAY) == again


@pytest.mark.parametrize("number", [0, -1, 4711, 10**30])
async def test_there_is_no_meeting_of_a_number_that_never_was(store: SqlStore, number: int) -> None:
    async with store.transaction() as uow:
        assert await uow.meetings.get(number) is None

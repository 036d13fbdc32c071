from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
import sqlalchemy as sa

from storage.store import SqlStore
from storage.tables import meetings
from strategy.meetings import Meeting
from strategy.policy_reporting import Body
from strategy.ports import AlreadyThere
from tests.builders import MARLOW, OAK_BANK, TODAY

BOARD = Meeting(0, Body.PROGRESS_BOARD, OAK_BANK, TODAY + timedelta(days=2), time(9), time(10, 30))
EIT = Meeting(0, Body.EIT, "", TODAY + timedelta(days=9), time(13, 15), time(15))


async def test_a_recorded_meeting_comes_back_as_it_was(store: SqlStore) -> None:
    async with store.transaction() as uow:
        stored = await uow.meetings.add(EIT)
    async with store.transaction() as uow:
        assert await uow.meetings.get(stored.id) == stored == replace(EIT, id=stored.id)
        assert await uow.meetings.get(stored.id + 1) is None


async def test_the_first_meeting_is_that_of_the_body_and_the_school_on_or_after_the_day(
    store: SqlStore,
) -> None:
    later = replace(BOARD, day=BOARD.day + timedelta(days=40))
    async with store.transaction() as uow:
        await uow.meetings.add(later)
        await uow.meetings.add(BOARD)
        await uow.meetings.add(replace(BOARD, school=MARLOW, day=TODAY))
        await uow.meetings.add(EIT)
    async with store.transaction() as uow:
        first = await uow.meetings.first(Body.PROGRESS_BOARD, OAK_BANK, TODAY)
        on_the_day = await uow.meetings.first(Body.PROGRESS_BOARD, OAK_BANK, BOARD.day)
        after = await uow.meetings.first(Body.PROGRESS_BOARD, OAK_BANK, BOARD.day + timedelta(days=1))
        none = await uow.meetings.first(Body.STANDARDS_COMMITTEE, "", TODAY)
        ahead = await uow.meetings.ahead(None, None, TODAY)
    assert first is not None
    assert on_the_day == first
    assert (first.school, first.day) == (OAK_BANK, BOARD.day)
    assert after is not None
    assert after.day == later.day
    assert none is None
    assert [meeting.day for meeting in ahead] == sorted(meeting.day for meeting in ahead)
    assert len(ahead) == 4


async def test_a_body_meets_once_a_day(store: SqlStore) -> None:
    async with store.transaction() as uow:
        await uow.meetings.add(BOARD)
        await uow.meetings.add(replace(BOARD, school=MARLOW))
        with pytest.raises(AlreadyThere):
            await uow.meetings.add(replace(BOARD, starts=time(14), ends=time(15)))


async def test_a_withdrawn_meeting_is_none_and_comes_back_as_the_same(store: SqlStore) -> None:
    async with store.transaction() as uow:
        stored = await uow.meetings.add(EIT)
        await uow.connection.execute(sa.update(meetings).values(withdrawn_on=date(2026, 11, 22)))
    async with store.transaction() as uow:
        assert await uow.meetings.first(Body.EIT, "", TODAY) is None
        again = await uow.meetings.add(replace(EIT, starts=time(14)))
    assert (again.id, again.starts) == (stored.id, time(14))

"""The port of plans of a year's meetings, and what it asks of the meetings that were booked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from storage.store import SqlStore, SqlUnitOfWork
from strategy.meetings import Meeting
from strategy.policy_reporting import Body
from strategy.ports import AlreadyThere, MeetingQuery, PlannedMeeting, PlanOfMeetings
from tests.builders import MARLOW, OAK_BANK, small_trust

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
BOARD, EIT = Body.PROGRESS_BOARD, Body.EIT
YEAR = (date(2026, 9, 1), date(2027, 8, 31))


async def someone(uow: SqlUnitOfWork) -> int:
    return next(iter(uow.trust.people))


def line(number: int, body: Body = BOARD, school: str = OAK_BANK, day: date | None = None) -> PlannedMeeting:
    return PlannedMeeting(number, body, school, 1, day, time(9), time(10, 30), why="" if day else "closed")


async def a_plan(store: SqlStore) -> PlanOfMeetings:
    await small_trust(store)
    async with store.transaction() as uow:
        by = await someone(uow)
        lines = (line(1, day=date(2027, 1, 13)), replace(line(2, EIT, ""), online=True, chair=by))
        return await uow.meeting_plans.put(PlanOfMeetings(0, "2026/27", by, NOW, 0, lines))


async def test_a_plan_comes_back_as_it_was_stored(store: SqlStore) -> None:
    plan = await a_plan(store)
    assert plan.revision == 1
    async with store.transaction() as uow:
        assert await uow.meeting_plans.get("2026/27") == plan
        assert await uow.meeting_plans.get("2027/28") is None


async def test_a_change_stores_some_of_it_and_what_is_new_and_raises_its_revision(store: SqlStore) -> None:
    plan = await a_plan(store)
    moved, new = line(1, day=date(2027, 1, 14)), line(3, school=MARLOW)
    async with store.transaction() as uow:
        changed = await uow.meeting_plans.change(plan, [moved, new])
    assert changed is not None
    assert changed.revision == 2
    assert changed.meetings == (moved, plan.meetings[1], new)


async def test_a_plan_that_has_changed_meanwhile_is_left_as_it_is(store: SqlStore) -> None:
    plan = await a_plan(store)
    async with store.transaction() as uow:
        await uow.meeting_plans.change(plan, [line(1)])
    async with store.transaction() as uow:
        assert await uow.meeting_plans.change(plan, [line(1, day=date(2027, 1, 20))]) is None
        stored = await uow.meeting_plans.get("2026/27")
    assert stored is not None
    assert stored.meetings[0].day is None


async def test_a_new_plan_takes_the_place_of_the_years(store: SqlStore) -> None:
    plan = await a_plan(store)
    async with store.transaction() as uow:
        anew = await uow.meeting_plans.put(replace(plan, meetings=(line(7),)))
    assert (anew.id, anew.revision) == (plan.id, 2)
    assert anew.meetings == (line(7),)


async def booked(uow: SqlUnitOfWork, body: Body, school: str, day: date) -> Meeting:
    return await uow.meetings.add(Meeting(0, body, school, day, time(9), time(10, 30)))


async def test_what_a_plan_says_of_a_meeting_is_found_and_how_far_calendars_follow(store: SqlStore) -> None:
    plan = await a_plan(store)
    async with store.transaction() as uow:
        meeting = await booked(uow, BOARD, OAK_BANK, date(2027, 1, 13))
        by_hand = await booked(uow, EIT, "", date(2027, 1, 20))
        as_booked = replace(plan.meetings[0], meeting=meeting.id)
        await uow.meeting_plans.change(plan, [as_booked])
        await uow.appointments.want(f"meeting:{meeting.id}", await someone(uow), NOW, time(9))
        assert await uow.meeting_plans.of_meetings([meeting.id, by_hand.id]) == {meeting.id: as_booked}
        assert await uow.meeting_plans.booked_states(plan.id) == {"waiting": 1}
        assert await uow.meeting_plans.hold(plan.id, held=True, now=NOW) == 1
        assert await uow.meeting_plans.hold(plan.id, held=True, now=NOW) == 0
        assert await uow.meeting_plans.booked_states(plan.id) == {"held": 1}
        assert await uow.meeting_plans.hold(plan.id, held=False, now=NOW) == 1
        assert await uow.meeting_plans.booked_states(plan.id) == {"waiting": 1}


async def test_meetings_are_found_by_body_and_by_the_schools_somebody_may_see(store: SqlStore) -> None:
    await small_trust(store)
    async with store.transaction() as uow:
        january = await booked(uow, BOARD, OAK_BANK, date(2027, 1, 13))
        eit = await booked(uow, EIT, "", date(2027, 1, 20))
        other = await booked(uow, BOARD, MARLOW, date(2027, 1, 12))
        await booked(uow, BOARD, MARLOW, date(2027, 9, 12))
        page = uow.meetings.page
        assert (await page(MeetingQuery(*YEAR, frozenset({EIT}), None))).items == (other, january, eit)
        mine = await page(MeetingQuery(*YEAR, frozenset({EIT}), frozenset({OAK_BANK})), limit=1)
        assert (mine.items, mine.total) == ((january,), 2)
        assert (await page(MeetingQuery(*YEAR, frozenset({EIT})))).items == (eit,)


async def test_a_meeting_is_moved_but_not_onto_another_of_its_body(store: SqlStore) -> None:
    await small_trust(store)
    async with store.transaction() as uow:
        meeting = await booked(uow, BOARD, OAK_BANK, date(2027, 1, 13))
        await booked(uow, BOARD, OAK_BANK, date(2027, 5, 12))
        moved = replace(meeting, day=date(2027, 1, 14), starts=time(11), ends=time(12, 30))
        await uow.meetings.change(moved)
        assert await uow.meetings.get(meeting.id) == moved
        assert await uow.meetings.fits(moved)
        assert not await uow.meetings.fits(replace(meeting, day=date(2027, 5, 12)))
        with pytest.raises(AlreadyThere):
            await uow.meetings.change(replace(meeting, day=date(2027, 5, 12)))


async def test_a_meeting_that_is_withdrawn_stands_no_longer(store: SqlStore) -> None:
    await small_trust(store)
    async with store.transaction() as uow:
        meeting = await booked(uow, BOARD, OAK_BANK, date(2027, 1, 13))
        await uow.meetings.withdraw(meeting.id, NOW.date())
        assert await uow.meetings.first(BOARD, OAK_BANK, NOW.date()) is None
        assert (await uow.meetings.page(MeetingQuery(*YEAR, schools=None))).total == 0

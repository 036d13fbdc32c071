"""The ports of what goes out before meetings: packs noted once a reader, calls that wait for a message."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from storage.store import SqlStore, SqlUnitOfWork
from strategy.meetings import Meeting
from strategy.policy_reporting import Body
from strategy.ports import MeetingCall, Outgoing, PackSending
from strategy.school_year import LONDON
from tests.builders import NOW, TODAY, small_trust

THURSDAY = date(2026, 11, 26)


async def a_meeting(uow: SqlUnitOfWork, day: date = THURSDAY) -> Meeting:
    return await uow.meetings.add(Meeting(0, Body.SCHOOL_IMPROVEMENT_TEAM, "", day, time(9), time(10, 30)))


async def a_message(uow: SqlUnitOfWork, person: int, key: str) -> int:
    await uow.outbox.put([Outgoing(key, "nudge", person, key, NOW)])
    row = await uow.outbox.by_key(key)
    assert row is not None
    return row.id


def called(meeting: Meeting, person: int) -> MeetingCall:
    return MeetingCall(meeting.id, meeting.day, person, NOW)


async def test_a_pack_is_noted_once_for_each_reader_day_and_number(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        meeting = await a_meeting(uow)
        pack = PackSending(meeting.id, THURSDAY, trust.sip, 1, NOW)
        later = replace(pack, number=2, at=NOW + timedelta(days=1))
        assert await uow.pack_sendings.add(pack)
        assert not await uow.pack_sendings.add(replace(pack, at=NOW + timedelta(hours=1)))
        assert await uow.pack_sendings.add(later)
        assert await uow.pack_sendings.add(replace(pack, person=trust.ceo))
        last = await uow.pack_sendings.last([meeting.id, 4711])
        assert last == {
            (meeting.id, THURSDAY, trust.sip): later,
            (meeting.id, THURSDAY, trust.ceo): replace(pack, person=trust.ceo),
        }
        assert await uow.pack_sendings.get(meeting.id, THURSDAY, trust.sip, 1) == pack
        assert await uow.pack_sendings.get(meeting.id, THURSDAY, trust.sip, 3) is None


async def test_a_call_is_claimed_once_and_waits_until_it_goes_out(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        meeting = await a_meeting(uow)
        mine, yours = called(meeting, trust.sip), called(meeting, trust.ceo)
        assert await uow.meeting_calls.add([]) == 0
        assert await uow.meeting_calls.add([mine, yours]) == 2
        assert await uow.meeting_calls.add([replace(mine, at=NOW + timedelta(days=1))]) == 0
        assert set(await uow.meeting_calls.known([meeting.id, 4711])) == {
            (meeting.id, THURSDAY, trust.sip),
            (meeting.id, THURSDAY, trust.ceo),
        }
        message = await a_message(uow, trust.sip, "one")
        assert await uow.meeting_calls.send_with([mine], message) == 1
        assert await uow.meeting_calls.send_with([mine], message) == 0
        assert await uow.meeting_calls.waiting(NOW, 10) == {trust.ceo: [yours]}
        another = await a_message(uow, trust.sip, "two")
        await uow.meeting_calls.move([message], another)
        assert await uow.meeting_calls.of_message(message) == []
        assert await uow.meeting_calls.of_message(another) == [replace(mine, outbox=another)]


async def test_people_whom_calls_wait_for_come_in_order_some_at_a_time(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        first, second = await a_meeting(uow), await a_meeting(uow, THURSDAY + timedelta(days=1))
        people = sorted([trust.ceo, trust.sip, trust.lead_sip])
        await uow.meeting_calls.add([called(each, who) for each in (second, first) for who in people])
        some = await uow.meeting_calls.waiting(NOW, 2)
        assert list(some) == people[:2]
        assert [each.meeting for each in some[people[0]]] == [first.id, second.id]
        assert list(await uow.meeting_calls.waiting(NOW, 2, after=people[1])) == people[2:]


async def test_no_call_waits_for_a_meeting_that_has_begun_moved_or_is_not_held(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        meeting = await a_meeting(uow)
        await uow.meeting_calls.add([called(meeting, trust.sip)])
        just_before = datetime(2026, 11, 26, 8, 59, tzinfo=LONDON)
        assert list(await uow.meeting_calls.waiting(just_before, 10)) == [trust.sip]
        assert await uow.meeting_calls.waiting(just_before + timedelta(minutes=1), 10) == {}
        assert await uow.meeting_calls.waiting(just_before + timedelta(days=1), 10) == {}
        await uow.meetings.change(replace(meeting, day=THURSDAY + timedelta(days=1)))
        assert await uow.meeting_calls.waiting(NOW, 10) == {}
        await uow.meetings.change(meeting)
        assert list(await uow.meeting_calls.waiting(NOW, 10)) == [trust.sip]
        await uow.meetings.withdraw(meeting.id, TODAY)
        assert await uow.meeting_calls.waiting(NOW, 10) == {}

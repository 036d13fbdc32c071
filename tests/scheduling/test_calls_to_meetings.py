"""The monthly meeting of the School Improvement Team, as those who must come are reminded of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from scheduling.jobs import reminders
from strategy.meetings import Meeting
from strategy.people import Capacity
from strategy.policy_reporting import Body
from strategy.ports import Absence, MeetingCall, ReminderChoice
from tests.scheduling.office_hours import OfficeHours, at

THURSDAY = date(2026, 12, 3)
THREE_DAYS_BEFORE = "2026-11-30T08:00"
TEAM_OF = ("deputy_ceo", "sip", "other_sip", "adviser", "deployed")


async def meets(office: OfficeHours, day: date = THURSDAY, starts: time = time(9)) -> Meeting:
    async with office.store.transaction() as uow:
        return await uow.meetings.add(Meeting(0, Body.SCHOOL_IMPROVEMENT_TEAM, "", day, starts, time(16)))


async def change(office: OfficeHours, meeting: Meeting, day: date) -> None:
    async with office.store.transaction() as uow:
        await uow.meetings.change(replace(meeting, day=day))


def team(office: OfficeHours) -> set[int]:
    return {getattr(office.trust, name) for name in TEAM_OF}


async def told(office: OfficeHours) -> dict[int, list[tuple[str, date]]]:
    """Who was told of a meeting, in which message of theirs, and as it is on which day."""
    found: dict[int, list[tuple[str, date]]] = {}
    async with office.store.transaction(read_only=True) as uow:
        for message in (await uow.outbox.recent(limit=1_000))[::-1]:
            for call in await uow.meeting_calls.of_message(message.id):
                found.setdefault(message.recipient, []).append((message.subject[-10:], call.day))
    return found


async def test_three_working_days_before_all_who_must_come_are_told_once(office: OfficeHours) -> None:
    await meets(office)
    assert await office.sweep("2026-11-27T17:55") == "0 people reminded of 0 duties"
    assert await office.sweep("2026-11-29T10:00") == "0 people reminded of 0 duties"
    assert await office.sweep(THREE_DAYS_BEFORE) == "0 people reminded of 0 duties, 5 people of a meeting"
    for later in ("2026-11-30T08:05", "2026-12-01T08:00", "2026-12-03T08:55", "2026-12-04T08:00"):
        assert await office.sweep(later) == "0 people reminded of 0 duties"
    assert await told(office) == {person: [("2026-11-30", THURSDAY)] for person in team(office)}


async def test_a_meeting_and_what_is_owed_come_in_one_message(office: OfficeHours) -> None:
    await meets(office)
    [duty] = await office.visits(date(2026, 11, 25))
    await office.sweep("2026-11-26T08:00")
    await office.deliver("2026-11-26T08:05")
    said = await office.sweep(THREE_DAYS_BEFORE)
    assert said == "1 person reminded of 1 duty, 5 people of a meeting"
    assert await office.contents(office.trust.sip) == [("Thu 26 Nov", [duty]), ("Mon 30 Nov", [duty])]
    assert (await told(office))[office.trust.sip] == [("2026-11-30", THURSDAY)]
    assert max((await office.recipients()).values()) == 2


async def test_who_had_todays_message_before_the_meeting_was_known_hears_of_it_tomorrow(
    office: OfficeHours,
) -> None:
    await office.visits(date(2026, 11, 25))
    await office.sweep("2026-11-30T08:00")
    await office.deliver("2026-11-30T08:05")
    await meets(office)
    assert await office.sweep("2026-11-30T12:00") == "0 people reminded of 0 duties, 4 people of a meeting"
    assert await office.sweep("2026-12-01T08:00") == "1 person reminded of 1 duty, 1 person of a meeting"
    assert (await told(office))[office.trust.sip] == [("2026-12-01", THURSDAY)]


async def test_a_sweep_missed_for_days_tells_of_a_meeting_to_come_and_of_none_that_has_begun(
    office: OfficeHours,
) -> None:
    await meets(office)
    await meets(office, THURSDAY - timedelta(days=6))
    assert await office.sweep("2026-12-03T08:59") == "0 people reminded of 0 duties, 5 people of a meeting"
    assert {day for each in (await told(office)).values() for _, day in each} == {THURSDAY}


@pytest.mark.parametrize("now", ["2026-12-03T09:00", "2026-12-03T12:00", "2026-12-04T08:00"])
async def test_nobody_is_called_to_a_meeting_that_has_begun(office: OfficeHours, now: str) -> None:
    await meets(office)
    assert await office.sweep(now) == "0 people reminded of 0 duties"
    assert await told(office) == {}


async def test_a_meeting_that_moves_is_called_anew_and_one_not_held_is_not(office: OfficeHours) -> None:
    meeting, other = await meets(office), await meets(office, date(2026, 12, 14))
    await office.sweep(THREE_DAYS_BEFORE)
    await change(office, meeting, date(2026, 12, 4))
    async with office.store.transaction() as uow:
        await uow.meetings.withdraw(other.id, date(2026, 12, 1))
    await office.deliver("2026-11-30T08:05")
    await office.sweep("2026-12-01T08:00")
    await office.sweep("2026-12-09T08:00")
    moved = [("2026-11-30", THURSDAY), ("2026-12-01", date(2026, 12, 4))]
    assert await told(office) == dict.fromkeys(team(office), moved)


async def test_who_is_away_or_wants_quiet_hears_once_they_are_back(office: OfficeHours) -> None:
    await meets(office)
    back = at("2026-12-02T10:00")
    sip, sue, now = office.trust.sip, office.trust.other_sip, at(THREE_DAYS_BEFORE)
    async with office.store.transaction() as uow:
        await uow.absences.add(
            Absence(0, sip, date(2026, 11, 30), date(2026, 12, 1), "", office.trust.deputy_ceo, now)
        )
        await uow.reminders.choose(ReminderChoice(sue, paused_until=back))
    assert await office.sweep(THREE_DAYS_BEFORE) == "0 people reminded of 0 duties, 3 people of a meeting"
    assert await office.sweep("2026-12-01T09:00") == "0 people reminded of 0 duties"
    assert await office.sweep("2026-12-02T08:00") == "0 people reminded of 0 duties, 1 person of a meeting"
    assert await office.sweep("2026-12-02T10:00") == "0 people reminded of 0 duties, 1 person of a meeting"
    assert (await told(office))[sue] == [("2026-12-02", THURSDAY)]


async def test_a_call_that_could_not_be_delivered_goes_with_the_next_message(office: OfficeHours) -> None:
    await meets(office)
    await office.visits(date(2026, 11, 26))
    await office.sweep("2026-11-27T08:00")
    await office.sweep(THREE_DAYS_BEFORE)
    await office.sweep("2026-12-01T08:00")
    mine = [each for each in await office.messages() if each.recipient == office.trust.sip]
    assert (await told(office))[office.trust.sip] == [(mine[-1].subject[-10:], THURSDAY)]


async def test_more_people_than_one_transaction_looks_at_are_all_called(office: OfficeHours) -> None:
    await meets(office)
    await office.visits(date(2026, 11, 24), author=office.trust.adviser, capacity=Capacity.SLE)
    did = await reminders(office.store, office.policy, at_a_time=2).run(at(THREE_DAYS_BEFORE))
    assert not isinstance(did, int)
    assert did.words.endswith("5 people of a meeting")
    assert set(await told(office)) == team(office)


async def test_before_the_trust_goes_live_nobody_is_called(office: OfficeHours) -> None:
    await meets(office)
    later = OfficeHours(office.store, office.trust, replace(office.policy, first_day=date(2026, 12, 1)))
    assert await later.sweep(THREE_DAYS_BEFORE) == "0 people reminded of 0 duties"
    assert await later.sweep("2026-12-01T08:00") == "0 people reminded of 0 duties, 5 people of a meeting"


async def test_a_call_claimed_by_a_sweep_that_died_is_told_by_the_next(office: OfficeHours) -> None:
    meeting = await meets(office)
    async with office.store.transaction() as uow:
        await uow.meeting_calls.add(
            [MeetingCall(meeting.id, THURSDAY, office.trust.sip, at(THREE_DAYS_BEFORE))]
        )
    assert await office.sweep("2026-12-01T08:00") == "0 people reminded of 0 duties, 5 people of a meeting"
    assert (await told(office))[office.trust.sip] == [("2026-12-01", THURSDAY)]

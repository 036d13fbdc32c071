"""Reminders as they come out of the data: who has which message on which day, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, time, timedelta

import pytest
import sqlalchemy as sa

from storage.tables import people, roles
from storage.trust_picture import raise_version
from strategy.actions.nudging import gather, send_gathered
from strategy.duties import DutyState
from strategy.people import Capacity, Role
from strategy.ports import Absence, ReminderChoice
from tests.builders import MARLOW, NOW, take_in_hand
from tests.scheduling.office_hours import OfficeHours, at

WEDNESDAY = date(2026, 11, 18)
"""A partner's report on a visit of this day is due on Monday the 23rd."""


async def mornings(office: OfficeHours, first: date, days: int) -> None:
    """Sweep at eight in the morning and again at nine, and deliver, every day of a span."""
    for number in range(days):
        day = first + timedelta(days=number)
        for hour in ("08:00", "09:00"):
            await office.sweep(f"{day}T{hour}")
        await office.deliver(f"{day}T09:05")


async def test_a_partner_and_those_above_are_reminded_day_by_day_until_the_report_comes(
    office: OfficeHours,
) -> None:
    [duty] = await office.visits(WEDNESDAY)
    await mornings(office, WEDNESDAY, 15)
    await office.file(duty, "2026-12-03T10:00")
    await mornings(office, date(2026, 12, 3), 10)
    days = ["Thu 19 Nov", "Mon 23 Nov", "Tue 24 Nov", "Thu 26 Nov", "Mon 30 Nov", "Wed 2 Dec"]
    assert await office.contents(office.trust.sip) == [(day, [duty]) for day in days]
    assert await office.contents(office.trust.lead_sip) == [("Thu 26 Nov", [duty])]
    assert await office.contents(office.trust.deputy_ceo) == [("Mon 30 Nov", [duty])]
    assert sorted(await office.recipients()) == sorted(
        [office.trust.sip, office.trust.lead_sip, office.trust.deputy_ceo]
    )


async def test_a_half_termly_report_goes_up_to_the_deputy_ceo_at_once(office: OfficeHours) -> None:
    [duty] = await office.deployed(date(2026, 11, 2), date(2026, 12, 11))
    await mornings(office, date(2026, 12, 14), 12)
    days = ["Fri 18 Dec", "Mon 21 Dec", "Wed 23 Dec"]
    assert await office.contents(office.trust.deployed) == [(day, [duty]) for day in days]
    assert await office.contents(office.trust.deputy_ceo) == [("Wed 23 Dec", [duty])]
    assert await office.contents(office.trust.lead_sip) == []


async def test_several_duties_go_into_one_message_a_day(office: OfficeHours) -> None:
    first = await office.visits(WEDNESDAY, WEDNESDAY - timedelta(days=1))
    assert await office.sweep("2026-11-23T08:00") == "1 person reminded of 2 duties"
    assert await office.contents(office.trust.sip) == [("Mon 23 Nov", first)]
    [more] = await office.visits(WEDNESDAY - timedelta(days=2))  # it comes out of an import at noon
    assert await office.sweep("2026-11-23T12:00") == "1 person reminded of 1 duty"
    assert await office.contents(office.trust.sip) == [("Mon 23 Nov", [*first, more])]


async def test_whoever_had_their_message_of_the_day_has_the_next_tomorrow(office: OfficeHours) -> None:
    [first] = await office.visits(WEDNESDAY)
    await office.sweep("2026-11-23T08:00")
    await office.deliver("2026-11-23T08:05")
    [more] = await office.visits(WEDNESDAY - timedelta(days=2))
    assert await office.sweep("2026-11-23T12:00") == "0 people reminded of 0 duties"
    await office.sweep("2026-11-24T08:00")
    contents = await office.contents(office.trust.sip)
    assert [day for day, _ in contents] == ["Mon 23 Nov", "Tue 24 Nov"]
    assert contents[0][1] == [first]
    assert set(contents[1][1]) == {first, more}


async def test_what_could_not_be_delivered_goes_out_with_the_next_message_and_not_beside_it(
    office: OfficeHours,
) -> None:
    [duty] = await office.visits(WEDNESDAY)
    for day in ("19", "23", "24", "26"):
        await office.sweep(f"2026-11-{day}T08:00")
    assert await office.contents(office.trust.sip) == [("Thu 26 Nov", [duty] * 4)]
    assert sorted(await office.deliver("2026-11-26T08:05")) == [
        f"nudge:{office.trust.lead_sip}:2026-11-26",
        f"nudge:{office.trust.sip}:2026-11-26",
    ]


async def test_a_message_that_a_worker_has_in_hand_is_left_as_it_is(office: OfficeHours) -> None:
    [duty] = await office.visits(WEDNESDAY)
    await office.sweep("2026-11-23T08:00")
    async with office.store.transaction() as uow:
        now = at("2026-11-23T08:01")
        assert len(await take_in_hand(uow, now, now + timedelta(days=2))) == 1
    [more] = await office.visits(WEDNESDAY - timedelta(days=2))
    await office.sweep("2026-11-23T12:00")
    await office.sweep("2026-11-24T08:00")
    contents = await office.contents(office.trust.sip)
    assert contents[0] == ("Mon 23 Nov", [duty])
    assert (contents[1][0], set(contents[1][1])) == ("Tue 24 Nov", {duty, more})


@pytest.mark.parametrize(
    "closed", ["2026-11-23T07:59:59", "2026-11-22T10:00", "2026-11-23T18:00", "2026-11-23T01:30"]
)
async def test_nobody_is_reminded_outside_working_hours(office: OfficeHours, closed: str) -> None:
    await office.visits(date(2026, 11, 10))
    assert await office.sweep(closed) == "0 people reminded of 0 duties"
    assert (await office.told(), await office.messages()) == ([], [])


async def test_a_sweep_missed_for_a_week_tells_once_what_is_still_true(office: OfficeHours) -> None:
    late, filed = await office.visits(WEDNESDAY, WEDNESDAY - timedelta(days=1))
    await office.sweep("2026-11-23T08:00")
    await office.deliver("2026-11-23T08:05")
    await office.file(filed, "2026-11-25T10:00")
    await office.sweep("2026-12-02T11:20")
    assert await office.contents(office.trust.sip) == [
        ("Mon 23 Nov", [late, filed]),
        ("Wed 2 Dec", [late]),
    ]
    assert await office.contents(office.trust.lead_sip) == [("Wed 2 Dec", [late])]
    assert await office.contents(office.trust.deputy_ceo) == [("Wed 2 Dec", [late])]


async def test_a_sweep_repeated_does_nothing(office: OfficeHours) -> None:
    await office.visits(WEDNESDAY, date(2026, 11, 10))
    await office.sweep("2026-11-23T08:00")
    before = await office.snapshot()
    for now in ("2026-11-23T08:00", "2026-11-23T08:05", "2026-11-23T17:59"):
        assert await office.sweep(now) == "0 people reminded of 0 duties"
    assert await office.snapshot() == before


async def test_a_report_filed_between_gathering_and_sending_leaves_a_message_with_nothing_open_in_it(
    office: OfficeHours,
) -> None:
    [duty] = await office.visits(WEDNESDAY)
    now = at("2026-11-23T08:00")
    async with office.store.transaction() as uow:
        assert await gather(uow=uow, policy=office.policy, now=now) == 1
    await office.file(duty, "2026-11-23T08:00:01")
    async with office.store.transaction() as uow:
        assert (await send_gathered(uow=uow, policy=office.policy, now=now)).people == 1
    [message] = await office.messages()
    async with office.store.transaction(read_only=True) as uow:
        [rung] = await uow.reminders.of_message(message.id)
        stored = await uow.duties.get(rung.duty)
    assert stored is not None
    assert stored.state is DutyState.FULFILLED
    await office.sweep("2026-11-24T08:00")
    assert len(await office.messages()) == 1


async def test_a_report_filed_before_anything_is_gathered_is_not_told_of(office: OfficeHours) -> None:
    [duty] = await office.visits(WEDNESDAY)
    await office.file(duty, "2026-11-23T07:30")
    await mornings(office, date(2026, 11, 23), 12)
    assert (await office.told(), await office.messages()) == ([], [])


async def test_more_people_and_duties_than_one_transaction_looks_at_are_all_reminded(
    office: OfficeHours,
) -> None:
    days = [date(2026, 11, 9), date(2026, 11, 10), date(2026, 11, 11)]
    for author in (office.trust.sip, office.trust.other_sip, office.trust.adviser):
        await office.visits(*days, author=author)
    assert await office.sweep("2026-11-24T08:00", at_a_time=2) == "5 people reminded of 9 duties"
    assert set((await office.recipients()).values()) == {1}


# What people choose.


async def choose(office: OfficeHours, choice: ReminderChoice) -> None:
    async with office.store.transaction() as uow:
        await uow.reminders.choose(choice)


async def test_a_pause_until_monday_holds_the_message_but_not_what_those_above_hear(
    office: OfficeHours,
) -> None:
    [duty] = await office.visits(WEDNESDAY)
    await choose(office, ReminderChoice(office.trust.sip, paused_until=at("2026-11-30T00:00")))
    await mornings(office, date(2026, 11, 23), 7)
    assert await office.contents(office.trust.sip) == []
    assert await office.contents(office.trust.lead_sip) == [("Thu 26 Nov", [duty])]
    await mornings(office, date(2026, 11, 30), 3)
    contents = await office.contents(office.trust.sip)
    assert [day for day, _ in contents] == ["Mon 30 Nov", "Wed 2 Dec"]
    assert await office.contents(office.trust.deputy_ceo) == [("Mon 30 Nov", [duty])]


async def test_not_before_four_holds_the_message_until_four_each_day(office: OfficeHours) -> None:
    await office.visits(WEDNESDAY)
    await choose(office, ReminderChoice(office.trust.sip, not_before=time(16)))
    for day in ("2026-11-23", "2026-11-24"):
        for hour in ("08:00", "12:00", "15:59"):
            assert await office.sweep(f"{day}T{hour}") == "0 people reminded of 0 duties"
        assert await office.sweep(f"{day}T16:00") == "1 person reminded of 1 duty"
        assert len(await office.deliver(f"{day}T16:05")) == 1


# Who is away.


async def mark_away(office: OfficeHours, person: int, starts: date, ends: date | None) -> int:
    async with office.store.transaction() as uow:
        absence = Absence(0, person, starts, ends, "ill", office.trust.lead_sip, NOW)
        return (await uow.absences.add(absence)).id


async def test_the_ladder_of_somebody_away_waits_and_goes_on_when_they_are_back(office: OfficeHours) -> None:
    [duty] = await office.visits(WEDNESDAY)
    await mark_away(office, office.trust.sip, date(2026, 11, 23), date(2026, 11, 27))
    await mornings(office, date(2026, 11, 23), 7)
    assert await office.messages() == []
    await mornings(office, date(2026, 11, 30), 3)
    days = ["Mon 30 Nov", "Wed 2 Dec"]
    assert await office.contents(office.trust.sip) == [(day, [duty]) for day in days]


async def test_somebody_who_is_back_before_their_time_is_reminded_the_next_morning(
    office: OfficeHours,
) -> None:
    [duty] = await office.visits(WEDNESDAY)
    absence = await mark_away(office, office.trust.sip, date(2026, 11, 23), None)
    await mornings(office, date(2026, 11, 23), 2)
    async with office.store.transaction() as uow:
        await uow.absences.end(absence, date(2026, 11, 24))
    await mornings(office, date(2026, 11, 25), 1)
    assert await office.contents(office.trust.sip) == [("Wed 25 Nov", [duty])]


async def test_a_lead_sip_who_is_away_is_passed_over_for_the_deputy_ceo(office: OfficeHours) -> None:
    [duty] = await office.visits(WEDNESDAY)
    await mark_away(office, office.trust.lead_sip, date(2026, 11, 23), None)
    await mornings(office, date(2026, 11, 23), 8)
    assert await office.contents(office.trust.lead_sip) == []
    days = ["Thu 26 Nov", "Mon 30 Nov"]
    assert await office.contents(office.trust.deputy_ceo) == [(day, [duty]) for day in days]


# What is changed by hand.


async def test_an_extended_duty_is_told_by_its_new_day(office: OfficeHours) -> None:
    [duty] = await office.visits(WEDNESDAY)
    await mornings(office, date(2026, 11, 23), 4)
    async with office.store.transaction() as uow:
        stored = await uow.duties.get(duty)
        assert stored is not None
        until = date(2026, 12, 2)
        later = replace(stored.duty, due_on=until, extended_to=until)
        assert await uow.duties.change(stored, replace(stored, duty=later), at("2026-11-27T07:00"))
    await mornings(office, date(2026, 11, 27), 12)
    days = ["Mon 23 Nov", "Tue 24 Nov", "Thu 26 Nov", "Wed 2 Dec", "Thu 3 Dec", "Mon 7 Dec"]
    assert [day for day, _ in await office.contents(office.trust.sip)] == days
    assert [day for day, _ in await office.contents(office.trust.lead_sip)] == ["Thu 26 Nov", "Mon 7 Dec"]


async def test_a_duty_given_to_somebody_else_reminds_them_from_the_next_rung_on(office: OfficeHours) -> None:
    [duty] = await office.visits(WEDNESDAY)
    await mornings(office, date(2026, 11, 23), 2)
    async with office.store.transaction() as uow:
        stored = await uow.duties.get(duty)
        assert stored is not None
        given = replace(stored.duty, owner=office.trust.other_sip)
        assert await uow.duties.change(stored, replace(stored, duty=given), at("2026-11-24T12:00"))
    await mornings(office, date(2026, 11, 25), 6)
    days = [day for day, _ in await office.contents(office.trust.sip)]
    assert days == ["Mon 23 Nov", "Tue 24 Nov"]
    days = [day for day, _ in await office.contents(office.trust.other_sip)]
    assert days == ["Thu 26 Nov", "Mon 30 Nov"]


async def test_what_somebody_is_excused_from_is_not_told_of_any_more(office: OfficeHours) -> None:
    [duty] = await office.visits(WEDNESDAY)
    await mornings(office, date(2026, 11, 23), 1)
    async with office.store.transaction() as uow:
        stored = await uow.duties.get(duty)
        assert stored is not None
        assert await uow.duties.change(stored, replace(stored, state=DutyState.EXCUSED), NOW)
    await mornings(office, date(2026, 11, 24), 9)
    assert [day for day, _ in await office.contents(office.trust.sip)] == ["Mon 23 Nov"]


async def test_a_report_that_is_owed_again_is_told_of_again(office: OfficeHours) -> None:
    [duty] = await office.visits(WEDNESDAY)
    await mornings(office, date(2026, 11, 23), 1)
    await office.file(duty, "2026-11-23T10:00")
    await mornings(office, date(2026, 11, 24), 2)
    async with office.store.transaction() as uow:
        await uow.duties.reopen(duty, at("2026-11-25T12:00"))
    await mornings(office, date(2026, 11, 26), 1)
    assert [day for day, _ in await office.contents(office.trust.sip)] == ["Mon 23 Nov", "Thu 26 Nov"]


# People who go, and the day on which all begins.


async def leaves(office: OfficeHours, person: int) -> None:
    async with office.store.transaction() as uow:
        await uow.connection.execute(
            sa.update(people).where(people.c.id == person).values(ended_on=date(2026, 11, 20))
        )
        await raise_version(uow.connection)


async def test_what_somebody_who_has_left_still_owes_goes_up_and_to_nobody_else(office: OfficeHours) -> None:
    [duty] = await office.visits(WEDNESDAY)
    await leaves(office, office.trust.sip)
    await mornings(office, date(2026, 11, 23), 8)
    assert await office.contents(office.trust.sip) == []
    assert await office.contents(office.trust.lead_sip) == [("Thu 26 Nov", [duty])]
    assert await office.contents(office.trust.deputy_ceo) == [("Mon 30 Nov", [duty])]


async def test_what_the_lead_sip_owes_as_a_partner_goes_to_the_deputy_ceo_alone(office: OfficeHours) -> None:
    [duty] = await office.visits(WEDNESDAY, author=office.trust.lead_sip)
    await mornings(office, date(2026, 11, 26), 5)
    assert await office.contents(office.trust.deputy_ceo) == [("Thu 26 Nov", [duty])]


async def test_an_office_held_by_two_tells_both_and_by_nobody_the_next(office: OfficeHours) -> None:
    [duty] = await office.visits(WEDNESDAY)
    async with office.store.transaction() as uow:
        await uow.connection.execute(sa.delete(roles).where(roles.c.role == Role.LEAD_SIP))
        await uow.connection.execute(
            sa.insert(roles).values(person=office.trust.ceo, role=Role.DEPUTY_CEO, subject="")
        )
        await raise_version(uow.connection)
    await mornings(office, date(2026, 11, 26), 1)
    for person in (office.trust.deputy_ceo, office.trust.ceo):
        assert await office.contents(person) == [("Thu 26 Nov", [duty])]


async def test_nobody_is_reminded_before_the_trust_goes_live(office: OfficeHours) -> None:
    office.policy = replace(office.policy, first_day=date(2026, 11, 30))
    [duty] = await office.visits(WEDNESDAY)
    await mornings(office, date(2026, 11, 23), 7)
    assert await office.messages() == []
    await mornings(office, date(2026, 11, 30), 2)
    days = ["Mon 30 Nov", "Tue 1 Dec"]
    assert await office.contents(office.trust.sip) == [(day, [duty]) for day in days]


# Clock changes.


@pytest.mark.parametrize(
    ("visit", "before", "opens", "utc_hour"),
    [
        (date(2026, 10, 21), "2026-10-25T12:00", "2026-10-26T08:00", 8),  # back, on the Sunday
        (date(2027, 3, 23), "2027-03-29T12:00", "2027-03-30T08:00", 7),  # forward, before Easter Monday
        (date(2028, 3, 22), "2028-03-26T12:00", "2028-03-27T08:00", 7),  # forward, before any Monday
    ],
)
async def test_after_a_clock_change_people_are_reminded_at_eight_by_londons_clock_and_once(
    office: OfficeHours, visit: date, before: str, opens: str, utc_hour: int
) -> None:
    [duty] = await office.visits(visit)
    await office.sweep(f"{visit + timedelta(days=1)}T08:00")
    await office.deliver(f"{visit + timedelta(days=1)}T08:05")
    first = at(opens).astimezone(UTC)
    assert first.hour == utc_hour
    assert await office.sweep(before) == "0 people reminded of 0 duties"
    for minutes in (-65, -60, -5, -1):
        assert await office.sweep(first + timedelta(minutes=minutes)) == "0 people reminded of 0 duties"
    assert await office.sweep(first) == "1 person reminded of 1 duty"
    for minutes in (1, 55, 60, 65):
        assert await office.sweep(first + timedelta(minutes=minutes)) == "0 people reminded of 0 duties"
    assert len(await office.contents(office.trust.sip)) == 2
    assert (await office.contents(office.trust.sip))[1][1] == [duty]


# The digest.


async def test_the_digest_is_put_out_once_a_week_for_the_deputy_ceo(office: OfficeHours) -> None:
    assert await office.put_digest("2026-11-23T07:59") == 0
    assert await office.put_digest("2026-11-23T08:00") == 1
    assert await office.put_digest("2026-11-23T08:05") == 0
    assert await office.put_digest("2026-11-27T09:00") == 0
    assert await office.put_digest("2026-12-01T09:00") == 1  # Monday was missed
    assert [(each.recipient, each.subject) for each in await office.messages()] == [
        (office.trust.deputy_ceo, "digest:2026-11-23"),
        (office.trust.deputy_ceo, "digest:2026-11-30"),
    ]


async def test_an_sle_and_an_adviser_are_reminded_like_a_partner(office: OfficeHours) -> None:
    [adviser] = await office.visits(
        WEDNESDAY, author=office.trust.adviser, capacity=Capacity.SCHOOL_IMPROVEMENT_ADVISER
    )
    [sle] = await office.visits(
        WEDNESDAY, author=office.trust.other_sip, school=MARLOW, capacity=Capacity.SLE
    )
    await mornings(office, date(2026, 11, 26), 5)
    assert await office.contents(office.trust.lead_sip) == [("Thu 26 Nov", [adviser, sle])]
    assert await office.contents(office.trust.deputy_ceo) == [("Mon 30 Nov", [adviser, sle])]

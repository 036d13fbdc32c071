"""Reminders of people who choose, are away, are given more time or another's work, or have gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import sqlalchemy as sa

from storage.tables import people, roles
from storage.trust_picture import raise_version
from strategy.duties import DutyState
from strategy.people import Role
from strategy.ports import Absence, ReminderChoice
from tests.builders import NOW
from tests.scheduling.office_hours import OfficeHours, at

WEDNESDAY = date(2026, 11, 18)
"""A partner's report on a visit of this day is due on Monday the 23rd."""


# What people choose.


async def choose(office: OfficeHours, choice: ReminderChoice) -> None:
    async with office.store.transaction() as uow:
        await uow.reminders.choose(choice)


async def test_a_pause_until_monday_holds_the_message_but_not_what_those_above_hear(
    office: OfficeHours,
) -> None:
    [duty] = await office.visits(WEDNESDAY)
    await choose(office, ReminderChoice(office.trust.sip, paused_until=at("2026-11-30T00:00")))
    await office.mornings(date(2026, 11, 23), 7)
    assert await office.contents(office.trust.sip) == []
    assert await office.contents(office.trust.lead_sip) == [("Thu 26 Nov", [duty])]
    await office.mornings(date(2026, 11, 30), 3)
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
    await office.mornings(date(2026, 11, 23), 7)
    assert await office.messages() == []
    await office.mornings(date(2026, 11, 30), 3)
    days = ["Mon 30 Nov", "Wed 2 Dec"]
    assert await office.contents(office.trust.sip) == [(day, [duty]) for day in days]


async def test_somebody_who_is_back_before_their_time_is_reminded_the_next_morning(
    office: OfficeHours,
) -> None:
    [duty] = await office.visits(WEDNESDAY)
    absence = await mark_away(office, office.trust.sip, date(2026, 11, 23), None)
    await office.mornings(date(2026, 11, 23), 2)
    async with office.store.transaction() as uow:
        await uow.absences.end(absence, date(2026, 11, 24))
    await office.mornings(date(2026, 11, 25), 1)
    assert await office.contents(office.trust.sip) == [("Wed 25 Nov", [duty])]


async def test_a_lead_sip_who_is_away_is_passed_over_for_the_deputy_ceo(office: OfficeHours) -> None:
    [duty] = await office.visits(WEDNESDAY)
    await mark_away(office, office.trust.lead_sip, date(2026, 11, 23), None)
    await office.mornings(date(2026, 11, 23), 8)
    assert await office.contents(office.trust.lead_sip) == []
    days = ["Thu 26 Nov", "Mon 30 Nov"]
    assert await office.contents(office.trust.deputy_ceo) == [(day, [duty]) for day in days]


# What is changed by hand.


async def test_an_extended_duty_is_told_by_its_new_day(office: OfficeHours) -> None:
    [duty] = await office.visits(WEDNESDAY)
    await office.mornings(date(2026, 11, 23), 4)
    async with office.store.transaction() as uow:
        stored = await uow.duties.get(duty)
        assert stored is not None
        until = date(2026, 12, 2)
        later = replace(stored.duty, due_on=until, extended_to=until)
        assert await uow.duties.change(stored, replace(stored, duty=later), at("2026-11-27T07:00"))
    await office.mornings(date(2026, 11, 27), 12)
    days = ["Mon 23 Nov", "Tue 24 Nov", "Thu 26 Nov", "Wed 2 Dec", "Thu 3 Dec", "Mon 7 Dec"]
    assert [day for day, _ in await office.contents(office.trust.sip)] == days
    assert [day for day, _ in await office.contents(office.trust.lead_sip)] == ["Thu 26 Nov", "Mon 7 Dec"]


async def test_a_duty_given_to_somebody_else_reminds_them_from_the_next_rung_on(office: OfficeHours) -> None:
    [duty] = await office.visits(WEDNESDAY)
    await office.mornings(date(2026, 11, 23), 2)
    async with office.store.transaction() as uow:
        stored = await uow.duties.get(duty)
        assert stored is not None
        given = replace(stored.duty, owner=office.trust.other_sip)
        assert await uow.duties.change(stored, replace(stored, duty=given), at("2026-11-24T12:00"))
    await office.mornings(date(2026, 11, 25), 6)
    days = [day for day, _ in await office.contents(office.trust.sip)]
    assert days == ["Mon 23 Nov", "Tue 24 Nov"]
    days = [day for day, _ in await office.contents(office.trust.other_sip)]
    assert days == ["Thu 26 Nov", "Mon 30 Nov"]


async def test_what_somebody_is_excused_from_is_not_told_of_any_more(office: OfficeHours) -> None:
    [duty] = await office.visits(WEDNESDAY)
    await office.mornings(date(2026, 11, 23), 1)
    async with office.store.transaction() as uow:
        stored = await uow.duties.get(duty)
        assert stored is not None
        assert await uow.duties.change(stored, replace(stored, state=DutyState.EXCUSED), NOW)
    await office.mornings(date(2026, 11, 24), 9)
    assert [day for day, _ in await office.contents(office.trust.sip)] == ["Mon 23 Nov"]


async def test_a_report_that_is_owed_again_is_told_of_again(office: OfficeHours) -> None:
    [duty] = await office.visits(WEDNESDAY)
    await office.mornings(date(2026, 11, 23), 1)
    await office.file(duty, "2026-11-23T10:00")
    await office.mornings(date(2026, 11, 24), 2)
    async with office.store.transaction() as uow:
        await uow.duties.reopen(duty, at("2026-11-25T12:00"))
    await office.mornings(date(2026, 11, 26), 1)
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
    await office.mornings(date(2026, 11, 23), 8)
    assert await office.contents(office.trust.sip) == []
    assert await office.contents(office.trust.lead_sip) == [("Thu 26 Nov", [duty])]
    assert await office.contents(office.trust.deputy_ceo) == [("Mon 30 Nov", [duty])]


async def test_what_the_lead_sip_owes_as_a_partner_goes_to_the_deputy_ceo_alone(office: OfficeHours) -> None:
    [duty] = await office.visits(WEDNESDAY, author=office.trust.lead_sip)
    await office.mornings(date(2026, 11, 26), 5)
    assert await office.contents(office.trust.deputy_ceo) == [("Thu 26 Nov", [duty])]


async def test_an_office_held_by_two_tells_both_and_by_nobody_the_next(office: OfficeHours) -> None:
    [duty] = await office.visits(WEDNESDAY)
    async with office.store.transaction() as uow:
        await uow.connection.execute(sa.delete(roles).where(roles.c.role == Role.LEAD_SIP))
        await uow.connection.execute(
            sa.insert(roles).values(person=office.trust.ceo, role=Role.DEPUTY_CEO, subject="")
        )
        await raise_version(uow.connection)
    await office.mornings(date(2026, 11, 26), 1)
    for person in (office.trust.deputy_ceo, office.trust.ceo):
        assert await office.contents(person) == [("Thu 26 Nov", [duty])]


async def test_nobody_is_reminded_before_the_trust_goes_live(office: OfficeHours) -> None:
    office.policy = replace(office.policy, first_day=date(2026, 11, 30))
    [duty] = await office.visits(WEDNESDAY)
    await office.mornings(date(2026, 11, 23), 7)
    assert await office.messages() == []
    await office.mornings(date(2026, 11, 30), 2)
    days = ["Mon 30 Nov", "Tue 1 Dec"]
    assert await office.contents(office.trust.sip) == [(day, [duty]) for day in days]

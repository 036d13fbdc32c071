"""Packs that go out ahead of meetings: to whom, when, and once."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
import sqlalchemy as sa

from scheduling.jobs import packs
from storage.tables import closures, people, schools
from storage.trust_picture import raise_version
from strategy.meetings import Meeting
from strategy.outgoing import OutgoingKind
from strategy.policy_reporting import Body
from strategy.ports import Outgoing
from tests.builders import MARLOW, OAK_BANK
from tests.scheduling.office_hours import OfficeHours, at

THURSDAY = date(2026, 12, 3)
"""A Board's pack of this day goes out on Thursday, 26 November; the EIT's on Wednesday, 2 December."""


async def meets(
    office: OfficeHours, body: Body = Body.PROGRESS_BOARD, school: str = OAK_BANK, day: date = THURSDAY
) -> Meeting:
    async with office.store.transaction() as uow:
        return await uow.meetings.add(Meeting(0, body, school, day, time(9), time(10, 30)))


async def sweep(office: OfficeHours, now: str | datetime) -> int:
    did = await packs(office.store, office.policy).run(at(now) if isinstance(now, str) else now)
    assert isinstance(did, int)
    return did


async def mornings(office: OfficeHours, first: date, days: int) -> dict[str, int]:
    """Sweep at a quarter past eight and again after noon, each day; how many went out when."""
    found = {}
    for number in range(days):
        day = first + timedelta(days=number)
        for hour in ("08:15", "13:15"):
            if new := await sweep(office, f"{day}T{hour}"):
                found[f"{day}T{hour}"] = new
    return found


async def sent(office: OfficeHours) -> list[Outgoing]:
    return [each for each in await office.messages() if each.kind == OutgoingKind.PACK_READY]


async def test_a_boards_pack_goes_out_five_working_days_ahead_to_who_sits_there(
    office: OfficeHours,
) -> None:
    board = await meets(office)
    assert await mornings(office, date(2026, 11, 20), 14) == {"2026-11-26T08:15": 3}
    rows = await sent(office)
    assert {each.subject for each in rows} == {f"pack:{board.id}:2026-12-03:1"}
    assert Counter(each.recipient for each in rows) == Counter(
        [office.trust.ceo, office.trust.deputy_ceo, office.trust.head_of_oak_bank]
    )


async def test_the_eits_pack_goes_out_the_working_day_before(office: OfficeHours) -> None:
    await meets(office, Body.EIT, "", date(2026, 11, 30))
    assert await mornings(office, date(2026, 11, 23), 10) == {"2026-11-27T08:15": 3}
    assert {each.recipient for each in await sent(office)} == {
        office.trust.ceo, office.trust.deputy_ceo, office.trust.lead_sip
    }  # fmt: skip


async def test_no_pack_goes_out_for_a_body_for_which_policy_names_no_day(office: OfficeHours) -> None:
    await meets(office, Body.SCHOOL_IMPROVEMENT_TEAM, "")
    await meets(office, Body.SIP_TRAINING, "")
    assert await mornings(office, date(2026, 11, 23), 11) == {}


async def test_a_closure_of_the_school_brings_its_boards_pack_a_day_forward(office: OfficeHours) -> None:
    await meets(office)
    await meets(office, school=MARLOW)
    async with office.store.transaction() as uow:
        await uow.connection.execute(
            sa.insert(closures).values(day=date(2026, 12, 1), school=MARLOW, name="Training day")
        )
        await raise_version(uow.connection)
    assert await mornings(office, date(2026, 11, 23), 11) == {"2026-11-25T08:15": 3, "2026-11-26T08:15": 3}


@pytest.mark.parametrize(
    "closed", ["2026-11-26T07:59", "2026-11-26T18:00", "2026-11-28T10:00", "2026-11-29T10:00"]
)
async def test_nothing_goes_out_by_night_or_at_a_weekend(office: OfficeHours, closed: str) -> None:
    await meets(office)
    assert await sweep(office, closed) == 0


async def test_a_meeting_that_becomes_known_late_has_its_pack_at_once(office: OfficeHours) -> None:
    assert await sweep(office, "2026-12-02T08:15") == 0
    await meets(office)
    assert await sweep(office, "2026-12-02T13:15") == 3


async def test_a_week_that_was_missed_is_made_up_for_but_not_once_a_meeting_has_begun(
    office: OfficeHours,
) -> None:
    await meets(office)
    await meets(office, school=MARLOW, day=date(2026, 12, 4))
    assert await sweep(office, "2026-12-03T09:00") == 3
    assert {each.recipient for each in await sent(office)} == {
        office.trust.ceo, office.trust.deputy_ceo, office.trust.head_of_marlow
    }  # fmt: skip
    assert await sweep(office, "2026-12-07T08:15") == 0


async def test_a_pack_is_never_sent_for_a_day_that_a_meeting_no_longer_has(office: OfficeHours) -> None:
    board = await meets(office)
    gone = await meets(office, school=MARLOW)
    async with office.store.transaction() as uow:
        await uow.meetings.change(replace(board, day=date(2026, 12, 10)))
        await uow.meetings.withdraw(gone.id, date(2026, 11, 25))
    assert await mornings(office, date(2026, 11, 23), 18) == {"2026-12-03T08:15": 3}
    assert {each.subject for each in await sent(office)} == {f"pack:{board.id}:2026-12-10:1"}


async def test_a_meeting_that_moves_after_its_pack_went_out_has_it_anew_for_its_new_day(
    office: OfficeHours,
) -> None:
    board = await meets(office)
    assert await sweep(office, "2026-11-26T08:15") == 3
    async with office.store.transaction() as uow:
        await uow.meetings.change(replace(board, day=date(2026, 12, 1)))
    assert await mornings(office, date(2026, 11, 27), 6) == {"2026-11-27T08:15": 3}


async def test_who_comes_to_sit_there_after_the_pack_went_out_has_it_at_once(office: OfficeHours) -> None:
    await meets(office)
    assert await sweep(office, "2026-11-26T08:15") == 3
    async with office.store.transaction() as uow:
        await uow.connection.execute(
            sa.update(schools)
            .where(schools.c.urn == OAK_BANK)
            .values(chair_of_governors=office.trust.adviser)
        )
        await raise_version(uow.connection)
    assert await sweep(office, "2026-11-27T08:15") == 1
    assert (await sent(office))[-1].recipient == office.trust.adviser


async def test_who_has_left_has_no_pack(office: OfficeHours) -> None:
    await meets(office)
    async with office.store.transaction() as uow:
        await uow.connection.execute(
            sa.update(people)
            .where(people.c.id == office.trust.deputy_ceo)
            .values(ended_on=date(2026, 11, 24))
        )
        await raise_version(uow.connection)
    assert await sweep(office, "2026-11-26T08:15") == 2


async def test_before_the_trust_goes_live_no_pack_goes_out(office: OfficeHours) -> None:
    await meets(office)
    later = replace(office.policy, first_day=date(2026, 11, 30))
    assert await packs(office.store, later).run(at("2026-11-27T08:15")) == 0
    assert await packs(office.store, later).run(at("2026-11-30T08:15")) == 3


async def test_more_meetings_than_one_transaction_looks_at_all_have_their_packs(
    office: OfficeHours,
) -> None:
    for school in (OAK_BANK, MARLOW):
        for day in (THURSDAY, THURSDAY - timedelta(days=1), THURSDAY - timedelta(days=2)):
            await meets(office, school=school, day=day)
    job = packs(office.store, office.policy, at_a_time=2)
    assert await job.run(at("2026-11-26T08:15")) == 18
    assert await job.run(at("2026-11-26T08:20")) == 0
    assert len(await sent(office)) == 18

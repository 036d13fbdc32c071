"""Where a report goes when it is filed, and again when it is amended."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from strategy.meetings import Meeting
from strategy.people import Capacity
from strategy.policy import Audience
from strategy.policy_reporting import Body
from strategy.ports import Showing
from tests.dialogs.conversation import NOW, Conversation
from tests.dialogs.sent import rows, told
from tests.dialogs.test_filing_by_card import file, fill_in
from tests.dialogs.test_reading_and_amending import amend
from tests.dialogs.world import OAK_BANK, World

FRIDAY, TODAY = date(2026, 11, 20), date(2026, 11, 23)


async def file_for(who: Conversation, school: str = "Oak Bank") -> int:
    """Somebody files a report on Friday's visit; its id."""
    await who.says(f"file a report for {school}, Friday's visit")
    receipt = await file(who)
    return int(receipt.button("Read it")["report"])


async def showings(world: World, report: int) -> list[Showing]:
    async with world.store.transaction() as uow:
        return await uow.reports.showings(report)


async def test_a_partner_s_report_goes_to_its_recipients_by_mail_and_card_and_to_the_headteacher(
    world: World, sip: Conversation
) -> None:
    report = await file_for(sip)
    about = f"report:{report}:1"
    assert await told(world) == [
        ("report.mailed", "Dan Deputy", about),
        ("report.card", "Dan Deputy", about),
        ("report.mailed", "Lena Lead", about),
        ("report.card", "Lena Lead", about),
        ("report.shared", "Hana Head", about),
    ]
    dan = await world.person("Dan Deputy")
    assert [row.key for row in await rows(world)][:2] == [f"{about}:{dan}:mailed", f"{about}:{dan}:card"]


async def test_the_lead_sip_s_report_goes_to_the_chiefs_and_not_to_the_headteacher(world: World) -> None:
    lena = await world.chat("Lena Lead")
    await file_for(lena)
    assert {(kind, name) for kind, name, _ in await told(world)} == {
        (kind, name) for kind in ("report.mailed", "report.card") for name in ("Carol Chief", "Dan Deputy")
    }


async def test_pressing_file_twice_sends_it_once(world: World, sip: Conversation) -> None:
    await sip.says("file a report for Oak Bank, Friday's visit")
    form = await fill_in(sip)
    first = await sip.presses("File report", on=form, outcomes="Calm", recommendations="Go on")
    before = await told(world)
    second = await sip.presses("File report", on=form, outcomes="Calm", recommendations="Go on")
    assert second.texts == first.texts
    assert await told(world) == before
    assert len(before) == 5


async def test_an_amended_report_goes_out_again_to_the_same_people(world: World, sip: Conversation) -> None:
    report = await file_for(sip)
    first = await told(world)
    done = await amend(sip, outcomes="Calmer classrooms")
    assert "goes out again, marked as amended, to Dan Deputy" in done.texts
    again = [(kind, name, f"report:{report}:2") for kind, name, _ in first]
    assert await told(world) == first + again


@pytest.mark.parametrize(
    ("author", "capacity", "bodies"),
    [
        ("Sam Partner", Capacity.SIP, [Audience.PROGRESS_BOARD]),
        ("Ada Adviser", Capacity.SCHOOL_IMPROVEMENT_ADVISER, [Audience.EIT, Audience.PROGRESS_BOARD]),
        ("Lena Lead", Capacity.LEAD_SIP, [Audience.EIT]),
        ("Sal Specialist", Capacity.SLE, [Audience.EIT, Audience.PROGRESS_BOARD]),
    ],
)
async def test_a_report_is_marked_for_the_meetings_that_must_see_it_next(
    world: World, author: str, capacity: Capacity, bodies: list[Audience]
) -> None:
    who = await world.chat(author)
    report = await file_for(who)
    assert (await world.filed())[0].capacity is capacity
    expected = [
        Showing(report, body, OAK_BANK if body is Audience.PROGRESS_BOARD else "", TODAY) for body in bodies
    ]
    assert await showings(world, report) == expected
    await amend(who, outcomes="Calmer classrooms")
    assert await showings(world, report) == expected


async def record(world: World, body: Body, school: str, day: date) -> None:
    async with world.store.transaction() as uow:
        await uow.meetings.add(Meeting(0, body, school, day, time(9), time(10, 30)))


async def test_the_receipt_names_the_recorded_meeting(world: World, sip: Conversation) -> None:
    await record(world, Body.PROGRESS_BOARD, OAK_BANK, date(2026, 11, 25))
    await sip.says("file a report for Oak Bank, Friday's visit")
    receipt = await file(sip)
    assert "The school's next Progress Board, Wed 25 November 2026" in receipt.texts
    read = await sip.presses("Read it")
    assert "The school's next Progress Board, Wed 25 November 2026" in read.texts


async def test_the_meeting_of_the_very_day_is_the_next_one(world: World, sip: Conversation) -> None:
    await record(world, Body.PROGRESS_BOARD, OAK_BANK, TODAY)
    await sip.says("file a report for Oak Bank, Friday's visit")
    assert "The school's next Progress Board, Mon 23 November 2026" in (await file(sip)).texts


async def test_where_no_meeting_is_recorded_the_receipt_says_when_it_is_expected(world: World) -> None:
    ada = await world.chat("Ada Adviser")
    await ada.says("file a report for Oak Bank, Friday's visit")
    receipt = await file(ada)
    expected = (
        "The school's next Progress Board, expected in January 2027 (no meeting is recorded yet) "
        "and the next Education Improvement Team, expected in the January 2027 round (no meeting is "
        "recorded yet)"
    )
    assert expected in receipt.texts
    await record(world, Body.EIT, "", date(2026, 12, 2))
    read = await ada.presses("Read it")
    assert (
        "The next Education Improvement Team, Wed 2 December 2026 and the school's next Progress Board, "
        "expected in January 2027 (no meeting is recorded yet)" in read.texts
    )


async def test_a_meeting_that_is_over_is_named_as_the_one_that_saw_it(
    world: World, sip: Conversation, head: Conversation
) -> None:
    await record(world, Body.PROGRESS_BOARD, OAK_BANK, date(2026, 11, 25))
    await file_for(sip)
    head.at = NOW + timedelta(days=10)
    read = await head.says("show me the latest report on my school")
    assert "The school's Progress Board of Wed 25 November 2026" in read.texts


async def test_what_stands_in_for_a_meeting_is_never_in_the_past(world: World, sip: Conversation) -> None:
    await file_for(sip)
    sip.at = NOW + timedelta(days=60)
    read = await sip.says("show me my report on Oak Bank")
    assert "expected in March 2027" in read.texts

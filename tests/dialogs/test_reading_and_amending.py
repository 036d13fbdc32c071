"""Reading filed reports, and amending one's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dialogs.messages import Place
from dialogs.wording import REFUSAL
from strategy.actions.amending import amend_report
from strategy.people import Capacity
from tests.dialogs.answers import MARKED, Answer
from tests.dialogs.conversation import Conversation
from tests.dialogs.test_filing_by_card import file
from tests.dialogs.world import MARLOW, OAK_BANK, World

FRIDAY = date(2026, 11, 20)


@pytest.fixture
async def filed(world: World, sip: Conversation) -> int:
    """Sam has filed the report on Oak Bank of Friday; its id."""
    await world.diary("Sam Partner", OAK_BANK, FRIDAY)
    await sip.says("file a report for Oak Bank")
    await file(sip)
    return (await world.filed())[0].id


async def amend(who: Conversation, **outcomes: Any) -> Answer:
    await who.says("show me my report on Oak Bank")
    await who.presses("Amend")
    await who.presses("Next")
    return await who.presses("File amendment", **outcomes)


async def test_its_author_reads_a_report_again(filed: int, sip: Conversation) -> None:
    read = await sip.says("show me my report on Oak Bank")
    for words in ("Calm classrooms", "Learning walk", "In time", "Fri 20 November 2026", "Purpose of visit"):
        assert words in read.texts
    assert "Amend" in read.buttons


async def test_a_headteacher_reads_the_report_on_their_school_and_it_is_recorded(
    world: World, filed: int, head: Conversation
) -> None:
    read = await head.says("show me the latest report on my school")
    assert "Calm classrooms" in read.texts
    assert "Amend" not in read.buttons
    assert (await world.deeds())[0] == "report read"


async def test_a_headteacher_never_sees_the_lead_sip_s_report(world: World, head: Conversation) -> None:
    lena = await world.chat("Lena Lead")
    await lena.says("file a report for Oak Bank, yesterday's visit")
    await file(lena)
    [report] = await world.filed()
    assert report.capacity is Capacity.LEAD_SIP
    found = await head.says("show me the latest report on my school")
    assert found.words == "There is no filed report on Oak Bank that I can show you."
    assert (await head.sends_data({"do": "report.show", "report": report.id})).words == REFUSAL
    visit = await head.sends_data({"do": "visit.show", "visit": report.visit})
    assert "Filed" not in visit.all
    assert "Read the report" not in visit.buttons


async def test_a_refusal_is_the_same_whether_or_not_there_is_such_a_thing(
    world: World, filed: int, head: Conversation
) -> None:
    mo = await world.chat("Mo Head")
    for do in ("report.show", "report.amend", "report.versions"):
        there = await mo.sends_data({"do": do, "report": filed})
        not_there = await mo.sends_data({"do": do, "report": filed + 1_000})
        assert there.words == not_there.words == REFUSAL
        assert there.messages == not_there.messages
    visits = await world.diary("Sam Partner", OAK_BANK, date(2026, 11, 12))
    assert (await mo.sends_data({"do": "visit.show", "visit": visits[0].id})).words == REFUSAL
    assert (await mo.sends_data({"do": "visit.show", "visit": 99_999})).words == REFUSAL
    assert (await mo.says("show me the latest report on Oak Bank")).words == REFUSAL
    assert (await head.says("show me the latest report on Marlow")).words == REFUSAL


async def test_a_partner_reads_a_colleague_s_report_on_their_school(world: World, sip: Conversation) -> None:
    await world.diary("Ada Adviser", OAK_BANK, FRIDAY, capacity=Capacity.SCHOOL_IMPROVEMENT_ADVISER)
    ada = await world.chat("Ada Adviser")
    await ada.says("file a report for Oak Bank")
    await file(ada)
    assert "Calm classrooms" in (await sip.says("show me Ada's report on Oak Bank")).texts
    sue = await world.chat("Sue Partner")
    assert (await sue.says("show me the latest report on Oak Bank")).words == REFUSAL


async def test_which_report_is_asked_where_there_are_several(
    world: World, deputy: Conversation, sip: Conversation
) -> None:
    for day in ("Wednesday", "Friday"):
        await sip.says(f"file a report for Oak Bank, {day}'s visit")
        await file(sip)
    chosen = await deputy.says("show me the reports on Oak Bank")
    assert len(chosen.rows) == 2
    assert "Calm classrooms" in (await deputy.says("2")).texts


async def test_an_amendment_is_a_new_version_and_the_old_one_is_kept(
    world: World, filed: int, sip: Conversation, deputy: Conversation
) -> None:
    sip.later(hours=2)
    done = await amend(sip, outcomes=f"Calmer classrooms{MARKED}")
    assert "version 2" in done.texts
    changes = await sip.presses("What was changed")
    assert (
        "Version 2, Mon 23 November 2026 at 11:00, Sam Partner: changed Summary of outcomes." in changes.texts
    )
    assert "Version 1, Mon 23 November 2026 at 09:00, Sam Partner: as first filed." in changes.texts
    assert "Calm classrooms" in (await sip.presses("Read version 1")).texts
    read = await deputy.says("show me the latest report on Oak Bank")
    assert "Calmer classrooms" in read.texts
    assert "version 2" in read.texts
    assert "What was changed" in read.buttons
    assert (await world.filed())[0].version == 2


async def test_a_headteacher_sees_the_report_as_it_is_now_and_not_what_it_was(
    filed: int, sip: Conversation, head: Conversation
) -> None:
    await amend(sip, outcomes="Calmer classrooms")
    read = await head.says("show me the latest report on my school")
    assert "Calmer classrooms" in read.texts
    assert "What was changed" not in read.buttons
    assert (await head.sends_data({"do": "report.versions", "report": filed})).words == REFUSAL
    asked = {"do": "report.version", "report": filed, "version": 1}
    assert (await head.sends_data(asked)).words == REFUSAL


async def test_an_amendment_that_changes_nothing_is_not_filed(
    world: World, filed: int, sip: Conversation
) -> None:
    asked = await amend(sip)
    assert "Nothing has changed" in asked.texts
    assert (await world.filed())[0].version == 1


async def test_only_the_author_amends(filed: int, deputy: Conversation, head: Conversation) -> None:
    data = {"do": "report.amend", "report": filed}
    assert "Only its author can amend a report" in (await deputy.sends_data(data)).words
    assert "Only its author can amend a report" in (await head.sends_data(data)).words


async def test_an_amendment_overtaken_elsewhere_keeps_its_text_and_can_go_on(
    world: World, filed: int, sip: Conversation
) -> None:
    phone = sip.elsewhere(Place.PERSONAL)
    await phone.says("show me my report on Oak Bank")
    await phone.presses("Amend")
    form = await phone.presses("Next", activities=f"Typed on the phone{MARKED}")
    async with world.store.transaction() as uow:
        report = await uow.reports.get(filed)
        assert report is not None
        assert sip.person is not None
        text = replace(report.text, outcomes="From the desk")
        await amend_report(
            uow=uow,
            policy=world.policy,
            now=sip.at,
            author=sip.person,
            report_id=filed,
            base_version=1,
            text=text,
        )
    told = await phone.presses("File amendment", on=form)
    assert "What you typed here is kept" in told.texts
    assert "From the desk" in (await phone.presses("Read it as it is now", on=told)).texts
    mine = await phone.presses("Go on with my text", on=told)
    assert f"Typed on the phone{MARKED}" in mine.texts
    await phone.presses("Next")
    assert "version 3" in (await phone.presses("File amendment")).texts
    assert (await world.filed())[0].text.activities == f"Typed on the phone{MARKED}"


async def test_a_report_is_amended_in_words_too(world: World, filed: int) -> None:
    sam = await world.chat("Sam Partner", Place.TERMINAL)
    read = await sam.says("show me my report on Oak Bank")
    assert "Calm classrooms" in read.words
    assert 'say "amend it"' in read.words
    review = await sam.says("amend it")
    assert "Summary of outcomes: Calm classrooms" in review.words
    asked = await sam.says("outcomes")
    assert "So far: Calm classrooms" in asked.words
    await sam.says("Noisy corridors")
    assert "now version 2" in (await sam.says("file it")).words
    review = await sam.says("amend my report on Oak Bank")
    assert "Noisy corridors" in review.words
    assert "Nothing has changed" in (await sam.says("file it")).words


async def test_reports_on_marlow_are_none_of_oak_bank_s_business(world: World, head: Conversation) -> None:
    sue = await world.chat("Sue Partner")
    await world.diary("Sue Partner", MARLOW, FRIDAY)
    await sue.says("file a report for Marlow")
    await file(sue)
    [report] = await world.filed()
    assert (await head.sends_data({"do": "report.show", "report": report.id})).words == REFUSAL
    assert "Calm" not in (await head.says("show me the latest report")).all

"""Right after a visit was booked or named: it is scrapped, and who is free on its day is told."""

from __future__ import annotations

from datetime import datetime

import pytest

from dialogs.desk import Desk
from storage.demo_calendar import DemoCalendars
from strategy.ports import Appointment
from strategy.school_year import LONDON
from tests.dialogs.conversation import Conversation
from tests.dialogs.decisions import WEDNESDAY
from tests.dialogs.world import OAK_BANK, World

TENTH = "book a visit to Oak Bank on 10 December"
FREE = "Hana Head is free on Thu 10 December 2026 by the calendar."
TAKEN = "Hana Head is not free on Fri 11 December 2026 by the calendar."


@pytest.fixture
async def sam(world: World) -> Conversation:
    """Sam, where calendars are seen: Hana is away on the eleventh."""
    calendars = DemoCalendars(world.store)
    starts = datetime(2026, 12, 11, 8, tzinfo=LONDON)
    away = Appointment("away", "hana.head@trust.example", (), "Away", "", starts, starts.replace(hour=17))
    await calendars.put([away])
    seeing = World(world.store, world.policy, Desk(world.store, world.policy, world.desk._reader, calendars))
    return await seeing.chat("Sam Partner")


@pytest.mark.parametrize(
    "text",
    [
        "is the head free?",
        "is the headteacher free then?",
        "Is Hana free",
        "is hana head available that day?",
        "and is she free then?",
        "can the head make it?",
        "can Hana do that day?",
        "does the head have time then?",
        "are we both free?",
        "is Hana busy then",
        "will she be there?",
    ],
)
async def test_whether_the_head_is_free_is_told_of_the_day_just_booked(sam: Conversation, text: str) -> None:
    await sam.says(TENTH)
    assert (await sam.says(text)).words == FREE


@pytest.mark.parametrize("text", ["is the head free on the 11th?", "is Hana free on friday"])
async def test_and_of_another_day_that_is_named(sam: Conversation, text: str) -> None:
    await sam.says(TENTH)
    assert (await sam.says(text)).words == TAKEN
    assert "Moved: Oak Bank" in (await sam.says("make it the 14th")).words


async def test_it_is_told_after_a_visit_was_named(world: World, sam: Conversation) -> None:
    await sam.says(TENTH)
    await sam.says("which reports are overdue?")
    await sam.says("when is my next visit to Oak Bank?")
    assert (await sam.says("is the head free then?")).words == FREE


async def test_a_calendar_that_nobody_sees_is_said_so(sip: Conversation) -> None:
    await sip.says(TENTH)
    said = await sip.says("is the head free?")
    assert said.words == (
        "I cannot see the calendar of Hana Head, so I do not know about Thu 10 December 2026."
    )


async def test_somebody_else_is_not_asked_after(sam: Conversation) -> None:
    await sam.says(TENTH)
    assert "by the calendar" not in (await sam.says("is Mo Head free?")).words


async def test_who_makes_no_visit_is_told_of_nobodys_calendar(world: World, sam: Conversation) -> None:
    await sam.says(TENTH)
    sue = await world.chat("Sue Partner")
    said = await sue.sends_data({"do": "visit.free", "visit": 1, "day": "2026-12-11"})
    assert "I can't" in said.words
    assert "free" not in said.words


@pytest.mark.parametrize(
    "text",
    [
        "scrap that",
        "Scrap it",
        "scrap that visit please",
        "actually scrap that",
        "drop it",
        "no, cancel that",
        "scrap that, she's ill",
    ],
)
async def test_scrap_that_right_after_booking_asks_whether_to_cancel(sip: Conversation, text: str) -> None:
    await sip.says(TENTH)
    said = await sip.says(text)
    assert said.words.startswith("Shall I cancel your visit to Oak Bank on Thu 10 December 2026?")
    assert (await sip.says("yes")).words.startswith("Cancelled: the visit to Oak Bank")


async def test_after_something_else_it_is_a_draft_that_is_scrapped(sip: Conversation) -> None:
    await sip.says(TENTH)
    await sip.says("which reports are overdue?")
    assert "draft" in (await sip.says("scrap that")).words


async def test_in_a_form_it_is_the_form_that_is_scrapped(world: World, sip: Conversation) -> None:
    await world.diary("Sam Partner", OAK_BANK, WEDNESDAY)
    await sip.says(TENTH)
    await sip.says("file a report for Oak Bank")
    assert "Shall I cancel" not in (await sip.says("scrap that")).words

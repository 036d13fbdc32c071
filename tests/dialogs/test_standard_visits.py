"""Whoever makes a standard visit sees that it has a learning walk; in the calendar nothing of it stands."""

from __future__ import annotations

from datetime import date

import pytest

from dialogs.outgoing.invitations import Invitations
from strategy.ports import Appointment
from tests.dialogs.conversation import Conversation
from tests.dialogs.world import OAK_BANK, World

TWELFTH = "book a visit to Oak Bank on 12 January"
WALK = "an hour's learning walk"


async def test_a_standard_visit_is_booked_with_its_learning_walk(sip: Conversation) -> None:
    said = await sip.says(TWELFTH)
    assert f"It is a standard visit, with {WALK}." in said.words
    assert f"With {WALK}" in said.texts
    assert "learning walk" not in (await sip.says("book a visit to Oak Bank on 3 December")).all


@pytest.mark.parametrize("how", ["on Teams", "for half a day"])
async def test_one_that_would_leave_no_room_for_it_is_not_booked_before_that_is_said(
    sip: Conversation, how: str
) -> None:
    said = await sip.says(f"{TWELFTH} {how}")
    assert f"January has one of the standard visits, a whole day on site with {WALK}" in said.words
    assert "Booked" not in said.words


@pytest.mark.parametrize("how", ["on Teams please", "make it half a day"])
async def test_nor_is_one_changed_so_before_that_is_said(sip: Conversation, how: str) -> None:
    await sip.says(TWELFTH)
    said = await sip.says(how)
    assert f"a whole day on site with {WALK}" in said.words
    assert "Changed" not in said.words


async def test_its_page_and_its_agenda_say_it(world: World, sip: Conversation, head: Conversation) -> None:
    await sip.says(TWELFTH)
    said = await sip.says("when is my next visit to Oak Bank?")
    assert f"It is a standard visit, with {WALK}." in said.words
    assert f"With {WALK}" in (await sip.says("1")).texts
    for who in (sip, head):
        agenda = await who.says("what's on the agenda for January at Oak Bank")
        assert f"As a standard visit it has {WALK}." in agenda.words


async def test_its_event_is_whole_and_says_nothing_of_it(world: World, sip: Conversation) -> None:
    await sip.says(TWELFTH)
    async with world.store.transaction(read_only=True) as uow:
        [booking] = (await uow.appointments.of(["visit:1"])).values()
        event = await Invitations(world.policy).appointment(uow, booking)
    assert isinstance(event, Appointment)
    assert event.starts.date() == date(2027, 1, 12)
    assert (f"{event.starts:%H:%M}", f"{event.ends:%H:%M}", event.online) == ("09:00", "15:30", False)
    assert "walk" not in f"{event.subject}{event.text}".casefold()


async def test_of_a_visit_of_another_month_nothing_is_said(world: World, sip: Conversation) -> None:
    await world.diary("Sam Partner", OAK_BANK, date(2026, 12, 8))
    assert "learning walk" not in (await sip.says("when is my next visit to Oak Bank?")).all

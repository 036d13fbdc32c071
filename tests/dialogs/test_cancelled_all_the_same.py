"""What older cards of a cancelled meeting still offer, and what comes next where one is asked after."""

from __future__ import annotations

import pytest

from strategy.errors import NotAllowed
from strategy.meetings import Meeting, NotHeld
from strategy.outgoing import OutgoingKind
from strategy.policy_reporting import Body
from tests.dialogs.conversation import Conversation
from tests.dialogs.minuting import held
from tests.dialogs.packing import pack_for
from tests.dialogs.test_cancelling_meetings import LATER, SOON, TODAY, said_of
from tests.dialogs.world import OAK_BANK, World

CANCELLED = f"The EIT of {said_of(SOON)} is cancelled: Dan Deputy cancelled it on {said_of(TODAY)}."


@pytest.fixture
async def dan(world: World) -> Conversation:
    """Dan, the Deputy CEO, in his own chat."""
    return await world.chat("Dan Deputy")


async def cancelled(world: World, dan: Conversation) -> Meeting:
    meeting = await held(world, "", SOON, Body.EIT)
    await dan.says("cancel the next EIT because half of them are ill")
    await dan.says("yes")
    return meeting


async def test_an_older_card_s_pack_says_that_the_meeting_was_cancelled(
    world: World, dan: Conversation
) -> None:
    meeting = await cancelled(world, dan)
    lena = await world.chat("Lena Lead")
    said = await lena.sends_data({"do": "meeting_pack", "meeting": meeting.id})
    assert f"Cancelled: EIT\nWas to be\n{said_of(SOON)}" in said.texts
    assert "half of them are ill" in said.texts
    for data in (
        {"do": "file.mail", "files": [f"meeting_pack:{meeting.id}"]},
        {"do": "meeting_pack.later", "meeting": meeting.id, "number": 2},
    ):
        said = await lena.sends_data(data)
        assert f"The meeting of {said_of(SOON)} was cancelled, so there are no papers of it." in said.words
    async with world.store.transaction(read_only=True) as uow:
        assert not await uow.outbox.recent(kind=OutgoingKind.MEETING_PACK_SENT)


async def test_who_may_have_no_pack_hears_nothing_of_the_cancelled_one(
    world: World, dan: Conversation
) -> None:
    meeting = await cancelled(world, dan)
    with pytest.raises(NotAllowed):
        await pack_for(world, "Hana Head", meeting)
    with pytest.raises(NotHeld):
        await pack_for(world, "Dan Deputy", meeting)


async def test_an_older_card_s_minutes_say_so_and_are_taken_where_it_met_all_the_same(
    world: World, dan: Conversation
) -> None:
    meeting = await cancelled(world, dan)
    gail = await world.chat("Gail Governance")
    gail.at = dan.at.replace(month=12, day=18)
    said = await gail.sends_data({"do": "minutes.of", "meeting": meeting.id})
    assert f"Cancelled: EIT\nWas to be\n{said_of(SOON)}" in said.texts
    assert "Next" in (await gail.presses("It met all the same")).buttons


async def test_minutes_of_a_cancelled_meeting_that_are_said_by_its_day_say_so_too(
    world: World, dan: Conversation
) -> None:
    await cancelled(world, dan)
    gail = await world.chat("Gail Governance")
    gail.at = dan.at.replace(month=12, day=18)
    said = await gail.says(f"record the minutes of the EIT of {SOON.day} {SOON:%B}")
    assert said.words == CANCELLED
    assert "Next" in (await gail.presses("It met all the same")).buttons


async def test_a_cancelled_board_is_told_to_nobody_who_may_not_see_it(
    world: World, dan: Conversation
) -> None:
    board = await held(world, OAK_BANK, SOON)
    await dan.says("cancel Oak Bank's board")
    await dan.says("yes")
    said = await (await world.chat("Mo Head")).sends_data({"do": "minutes.of", "meeting": board.id})
    assert "cancelled" not in said.all


STILL_ON = [
    "is the EIT still on?",
    "is the EIT still happening",
    "ok is the next EIT going ahead?",
    "do you know, is the EIT still taking place",
]


@pytest.mark.parametrize("asks", STILL_ON)
async def test_asked_whether_it_is_still_on_the_next_that_stands_comes_first(
    world: World, dan: Conversation, asks: str
) -> None:
    await cancelled(world, dan)
    await held(world, "", LATER, Body.EIT)
    said = (await (await world.chat("Lena Lead")).says(asks)).words
    assert said.startswith(f"The EIT is on {said_of(LATER)}, 09:00 to 10:30.")
    assert f"The one on {said_of(SOON)} is cancelled." in said


async def test_where_no_other_stands_the_cancelled_one_is_told(world: World, dan: Conversation) -> None:
    await cancelled(world, dan)
    assert (await (await world.chat("Lena Lead")).says("is the EIT still on?")).words == CANCELLED

"""Who gets the pack of a meeting, and when: asked, and answered without making it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from dialogs.wording import REFUSAL
from strategy.outgoing import OutgoingKind
from strategy.policy_reporting import Body
from strategy.ports import PackSending
from tests.dialogs.conversation import NOW, Conversation
from tests.dialogs.minuting import held
from tests.dialogs.world import MARLOW, OAK_BANK, World

BOARD, EIT = date(2026, 12, 3), date(2026, 12, 10)
"""Thursdays."""
OF_BOARD = "The pack of the Progress Board of Oak Bank on Thu 3 December 2026"


@pytest.fixture
async def dan(world: World) -> Conversation:
    """Dan, the Deputy CEO; a Board of Oak Bank and an EIT are recorded."""
    await held(world, OAK_BANK, BOARD)
    await held(world, "", EIT, Body.EIT)
    return await world.chat("Dan Deputy")


async def none_made(world: World) -> bool:
    async with world.store.transaction(read_only=True) as uow:
        return not await uow.outbox.recent(kind=OutgoingKind.MEETING_PACK_SENT)


OF_THE_BOARD = [
    "who gets the pack for the board on 3 December and when?",
    "who gets the papers for Oak Bank's board?",
    "when do the papers for Oak Bank's board go out",
    "when will I get the pack for Oak Bank's board?",
    "what day does the pack go out for the Oak Bank board",
    "has the pack for the oak bank board gone out yet?",
    "ok and who will the pack for Oak Bank's board be sent to?",
    "can you tell me when the board pack for Oak Bank goes out?",
    "how long before the board does the pack for Oak Bank come",
    "have the papers for Oak Bank's board been circulated",
]


@pytest.mark.parametrize("asks", OF_THE_BOARD)
async def test_a_boards_pack_goes_out_five_working_days_ahead_to_who_sits_there(
    world: World, dan: Conversation, asks: str
) -> None:
    said = (await dan.says(asks)).words
    assert f"{OF_BOARD} goes out on Thu 26 November 2026, 5 working days ahead." in said
    assert "It is for Carol Chief, Hana Head, Gail Governance and you." in said
    assert "Each gets their own, with what they may see." in said
    assert await none_made(world)


@pytest.mark.parametrize(
    "asks",
    [
        "when does the pack for the EIT go out?",
        "when do the papers for the next EIT come out",
        "who has the pack of the EIT?",
        "when is the EIT pack sent",
    ],
)
async def test_the_eits_goes_out_one_working_day_ahead(world: World, dan: Conversation, asks: str) -> None:
    said = (await dan.says(asks)).words
    assert "on Thu 10 December 2026 goes out on Wed 9 December 2026, 1 working day ahead." in said
    assert "Hana Head" not in said
    assert await none_made(world)


async def test_once_it_went_out_it_says_when(world: World, dan: Conversation) -> None:
    board = await held(world, MARLOW, date(2026, 11, 26))
    person = await world.person("Gail Governance")
    at = datetime(2026, 11, 19, 8, 15, tzinfo=UTC)
    async with world.store.transaction() as uow:
        await uow.pack_sendings.add(PackSending(board.id, board.day, person, 1, at))
        await uow.pack_sendings.add(PackSending(board.id, board.day, person, 2, NOW))
    asks = "has the pack for Marlow's board gone out?"
    assert "2026 went out on Thu 19 November 2026." in (await dan.says(asks)).words
    gail = await world.chat("Gail Governance")
    assert "2026 went out to you on Thu 19 November 2026." in (await gail.says(asks)).words


async def test_a_day_on_which_it_should_have_gone_and_did_not_is_told(
    world: World, dan: Conversation
) -> None:
    await held(world, MARLOW, date(2026, 11, 26))
    said = (await dan.says("has the pack for Marlow's board gone out?")).words
    assert "was due on Thu 19 November 2026 and goes out on the next working morning." in said


async def test_where_no_meeting_is_recorded_the_rule_is_said(world: World) -> None:
    said = await (await world.chat("Dan Deputy")).says("when does the pack for the EIT go out?")
    assert said.words == "No EIT is recorded ahead. The pack of one goes out 1 working day ahead."


async def test_of_several_each_is_named_with_its_day(world: World, dan: Conversation) -> None:
    await held(world, MARLOW, BOARD)
    said = await dan.says("when do the packs for the boards on 3 December go out?")
    assert "Which meeting's pack do you mean?" in said.words
    assert f"{OF_BOARD} goes out on Thu 26 November 2026" in said.texts
    assert "The pack of the Progress Board of Marlow on Thu 3 December 2026" in said.texts


async def test_a_headteacher_is_told_of_the_pack_of_their_own_board_alone(
    world: World, dan: Conversation
) -> None:
    await held(world, MARLOW, BOARD)
    hana = await world.chat("Hana Head")
    said = (await hana.says("when do we get the papers for our board?")).words
    assert f"{OF_BOARD} goes out on Thu 26 November 2026" in said
    for asks in ("who gets the pack for Marlow's board?", "when does the pack for the EIT go out?"):
        assert (await hana.says(asks)).words == REFUSAL


async def test_the_team_meetings_pack_goes_to_nobody_by_itself(world: World) -> None:
    await held(world, "", EIT, Body.SCHOOL_IMPROVEMENT_TEAM)
    said = await (await world.chat("Dan Deputy")).says("when does the pack for the team meeting go out?")
    assert "goes out to nobody by itself; you can have it made at any time." in said.words


@pytest.mark.parametrize("asks", ["pack for Oak Bank's board", "can I have the papers for the EIT please"])
async def test_a_pack_that_is_asked_for_is_made(world: World, dan: Conversation, asks: str) -> None:
    said = await dan.says(asks)
    assert said.texts.startswith("Pack: ")
    assert "goes out" not in said.all


@pytest.mark.parametrize(
    "asks", ["when are the papers for the visit to Oak Bank due", "who gets the minutes of Oak Bank's board"]
)
async def test_other_papers_are_left_alone(world: World, dan: Conversation, asks: str) -> None:
    assert "The pack of" not in (await dan.says(asks)).all

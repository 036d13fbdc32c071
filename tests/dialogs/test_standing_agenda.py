"""What is on the agenda of a meeting as a matter of course: what the asker's own pack has."""

from __future__ import annotations

from datetime import date

import pytest

from strategy.policy_reporting import Body
from tests.dialogs.asking import asked
from tests.dialogs.minuting import held
from tests.dialogs.packing import document_for
from tests.dialogs.world import MARLOW, OAK_BANK, World

BOARD, EIT = date(2026, 12, 3), date(2026, 12, 10)
OF_A_BOARD = ("Actions from the last minutes", "Designation and risk", "Reports since the last meeting")
ASKS = [
    "what's on the agenda of the Oak Bank board",
    "agenda for Oak Bank's board please",
    "what is on the agenda for the next board at Oak Bank?",
    "show me the agenda of Oak Bank's progress board on 3 December",
]


@pytest.mark.parametrize("asks", ASKS)
async def test_a_boards_agenda_is_the_one_its_pack_has(world: World, asks: str) -> None:
    board = await held(world, OAK_BANK, BOARD)
    said = await (await world.chat("Dan Deputy")).says(asks)
    assert "As at every one" in said.texts
    document = await document_for(world, "Dan Deputy", board)
    for item in OF_A_BOARD:
        assert item in said.texts
        assert item in document


async def test_a_headteacher_has_the_agenda_of_their_own_board(world: World) -> None:
    await held(world, OAK_BANK, BOARD)
    said = await (await world.chat("Hana Head")).says("what's on the agenda for our next board?")
    assert "Reports since the last meeting" in said.texts


async def test_who_has_no_pack_of_it_has_no_standing_agenda(world: World) -> None:
    await held(world, OAK_BANK, BOARD)
    said = await (await world.chat("Sam Partner")).says("agenda for Oak Bank's board please")
    assert "The strategy sets no items of its own for this meeting." in said.words
    assert "As at every one" not in said.all


async def test_what_boards_ask_stands_on_the_eits_agenda_once(world: World) -> None:
    await held(world, "", EIT, Body.EIT)
    dan = await world.chat("Dan Deputy")
    before = await dan.says("what's on the agenda of the EIT?")
    assert "What Boards ask of the EIT" in before.texts
    await asked(world, MARLOW, "Governance review")
    after = await dan.says("what's on the agenda of the EIT?")
    assert "1 request of a Board to decide: Marlow" in after.texts
    assert "What Boards ask of the EIT" not in after.texts


async def test_when_a_meeting_is_asked_for_its_standing_agenda_is_not_told(world: World) -> None:
    await held(world, "", EIT, Body.EIT)
    said = await (await world.chat("Dan Deputy")).says("when is the next EIT")
    assert "As at every one" not in said.all

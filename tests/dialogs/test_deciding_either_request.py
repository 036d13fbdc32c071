"""Deciding "Oak Bank's request" in words: what its Board asks of the EIT, or what its head asks of visits."""

from __future__ import annotations

import pytest

from strategy.board_requests import AskState
from tests.dialogs.asking import all_asked, asked
from tests.dialogs.conversation import Conversation
from tests.dialogs.world import MARLOW, OAK_BANK, World


@pytest.fixture
async def dan(world: World) -> Conversation:
    """Dan, the Deputy CEO, in his own chat."""
    return await world.chat("Dan Deputy")


async def head_asks(world: World, name: str = "Hana Head") -> None:
    """A headteacher asks for an extra visit."""
    head = await world.chat(name)
    await head.says("we need an extra visit, half a day on Teams in January")
    await head.presses("Send", reason="Mocks went badly.")


AGREEING = [
    "agree Oak Bank's request",
    "ok agree the request from Oak Bank",
    "approve oak bank's request please",
    "accept Oak Bank's request for a governance review",
    "say yes to Oak Bank's request",
]
DECLINING = [
    "decline Oak Bank's request because the budget is spent",
    "turn down Oak Bank's request, no money till April",
    "say no to Oak Bank's request - they had one this year",
    "reject the request from Oak Bank: not this year",
]


@pytest.mark.parametrize("said", AGREEING)
async def test_a_boards_request_is_agreed_where_no_request_for_visits_waits(
    world: World, dan: Conversation, said: str
) -> None:
    await asked(world, OAK_BANK, "Governance review")
    assert "Dan Deputy agreed to it for the EIT" in (await dan.says(said)).words
    assert [each.state for each in await all_asked(world)] == [AskState.AGREED]


@pytest.mark.parametrize("said", DECLINING)
async def test_a_boards_request_is_declined_where_no_request_for_visits_waits(
    world: World, dan: Conversation, said: str
) -> None:
    await asked(world, OAK_BANK, "Governance review")
    assert "Dan Deputy declined it for the EIT" in (await dan.says(said)).words
    [found] = await all_asked(world)
    assert found.answer


async def test_declined_without_a_reason_it_is_asked_for(world: World, dan: Conversation) -> None:
    await asked(world, OAK_BANK, "Governance review")
    assert "Decline" in (await dan.says("decline Oak Bank's request")).buttons
    assert "declined it for the EIT" in (await dan.says("the budget is spent")).words


async def test_where_both_wait_it_is_asked_which_and_a_number_decides(
    world: World, dan: Conversation
) -> None:
    await asked(world, OAK_BANK, "Governance review")
    await head_asks(world)
    which = await dan.says("decline Oak Bank's request because the budget is spent")
    assert "2 requests wait. Which do you decline?" in which.texts
    assert "The Board asks for a governance review" in which.texts
    assert [each.state for each in await all_asked(world)] == [AskState.WAITING]
    assert "Dan Deputy declined it for the EIT" in (await dan.says("2")).words


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ("the board's", "agreed to it for the EIT"),
        ("the one of the board", "agreed to it for the EIT"),
        ("the board's request", "agreed to it for the EIT"),
        ("the visit", "approved half a day"),
        ("the headteacher's", "approved half a day"),
    ],
)
async def test_where_both_wait_it_may_be_said_whose_is_meant(
    world: World, dan: Conversation, said: str, what: str
) -> None:
    await asked(world, OAK_BANK, "Governance review")
    await head_asks(world)
    assert "Say its number, or whose it is." in (await dan.says("agree Oak Bank's request")).all
    assert what in (await dan.says(said)).texts


async def test_a_request_for_visits_is_still_decided_where_the_board_asks_nothing(
    world: World, dan: Conversation
) -> None:
    await asked(world, MARLOW, "Governance review")
    await head_asks(world)
    assert "approved half a day" in (await dan.says("agree Oak Bank's request")).texts
    assert [each.state for each in await all_asked(world)] == [AskState.WAITING]


async def test_of_a_school_whose_board_asks_nothing_it_is_said_that_nothing_waits(
    world: World, dan: Conversation
) -> None:
    await asked(world, MARLOW, "Governance review")
    said = await dan.says("decline Oak Bank's request")
    assert said.words == "No request from Oak Bank is waiting for you to decide."


async def test_the_only_one_is_shown_before_it_is_decided_where_no_school_was_named(
    world: World, dan: Conversation
) -> None:
    await asked(world, OAK_BANK, "Governance review")
    shown = await dan.says("approve the request")
    assert "This one is waiting. Say approve again if you mean it." in shown.words
    assert "agreed to it for the EIT" in (await dan.says("approve")).words


async def test_a_partner_decides_nothing_that_a_board_asks(world: World) -> None:
    await asked(world, OAK_BANK, "Governance review")
    said = await (await world.chat("Sam Partner")).says("decline Oak Bank's request")
    assert "No request from Oak Bank is waiting for you to decide." in said.words
    assert [each.state for each in await all_asked(world)] == [AskState.WAITING]


async def test_who_recorded_it_is_told_who_decides(world: World) -> None:
    await asked(world, OAK_BANK, "Governance review", by="Dan Deputy")
    said = await (await world.chat("Dan Deputy")).says("agree Oak Bank's request")
    assert "Carol Chief decides for it" in said.words
    assert [each.state for each in await all_asked(world)] == [AskState.WAITING]

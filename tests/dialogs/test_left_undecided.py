"""What a Board asks and the EIT did not decide: every place says that, and to which EIT it goes."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from strategy.board_requests import AskState
from strategy.outgoing import OutgoingKind
from strategy.policy_reporting import Body
from tests.dialogs.asking import all_asked, asked
from tests.dialogs.conversation import Conversation
from tests.dialogs.minuting import held
from tests.dialogs.packing import document_for, pack_for
from tests.dialogs.post import Post
from tests.dialogs.world import MARLOW, OAK_BANK, World

DECEMBER, JANUARY = date(2026, 12, 9), date(2027, 1, 20)
IN_JANUARY = datetime(2027, 1, 7, 9, tzinfo=UTC)
LEFT = "It was not decided at the EIT of Wed 9 December 2026 and goes to the EIT of Wed 20 January 2027."


@pytest.fixture
async def dan(world: World) -> Conversation:
    """Dan, the Deputy CEO, in January: Oak Bank's request was for December's EIT."""
    await held(world, "", DECEMBER, Body.EIT)
    await asked(world, OAK_BANK, "Governance review")
    chat = await world.chat("Dan Deputy")
    chat.at = IN_JANUARY
    return chat


async def test_the_request_says_where_it_was_not_decided_and_goes_on_to(
    world: World, dan: Conversation
) -> None:
    await held(world, "", JANUARY, Body.EIT)
    assert LEFT in (await dan.says("what is the EIT to decide?")).words


async def test_on_the_day_of_the_eit_itself_it_still_waits_for_it(world: World, dan: Conversation) -> None:
    dan.at = datetime(2026, 12, 9, 12, tzinfo=UTC)
    said = await dan.says("what is the EIT to decide?")
    assert "It waits for the EIT of Wed 9 December 2026." in said.words


async def test_without_a_next_one_recorded_it_is_said_when_that_is_expected(dan: Conversation) -> None:
    said = (await dan.says("what is the EIT to decide?")).words
    assert "It was not decided at the EIT of Wed 9 December 2026 and goes to the next, expected in" in said


async def test_where_no_eit_met_nothing_is_said_to_have_been_left(world: World) -> None:
    await asked(world, OAK_BANK, "Governance review")
    chat = await world.chat("Dan Deputy")
    chat.at = IN_JANUARY
    said = (await chat.says("what is the EIT to decide?")).words
    assert "It waits for the next EIT, expected in the" in said
    assert "not decided" not in said


async def test_the_list_says_it_of_the_first(world: World, dan: Conversation) -> None:
    await held(world, "", JANUARY, Body.EIT)
    await asked(world, MARLOW, "Governance review", at=IN_JANUARY)
    said = (await dan.says("what is the EIT to decide?")).words
    assert "the first was not decided at that of Wed 9 December 2026 and is for the one of Wed 20" in said


async def test_the_agenda_of_the_next_eit_says_how_many_were_left(world: World, dan: Conversation) -> None:
    await held(world, "", JANUARY, Body.EIT)
    await asked(world, MARLOW, "Governance review", at=IN_JANUARY)
    page = await dan.says("what's on the agenda of the next EIT?")
    says = "2 requests of Boards to decide: Oak Bank and Marlow (1 left from an earlier EIT)"
    assert says in page.texts


async def test_the_pack_of_the_next_eit_says_which_was_left_and_when(world: World, dan: Conversation) -> None:
    january = await held(world, "", JANUARY, Body.EIT)
    await asked(world, MARLOW, "Safeguarding review", at=IN_JANUARY)
    pack = await pack_for(world, "Dan Deputy", january, IN_JANUARY)
    [oak_bank] = [each for each in await all_asked(world) if each.school == OAK_BANK]
    assert pack.undecided == {oak_bank.id: DECEMBER}
    document = await document_for(world, "Dan Deputy", january, IN_JANUARY)
    assert document.count("(not decided at the EIT of Wed 9 December 2026)") == 1
    shown = await dan.says("pack for the EIT")
    assert "2 decisions (1 left from an earlier EIT)" in shown.all


async def test_the_pack_of_the_eit_that_is_to_decide_says_no_such_thing(
    world: World, dan: Conversation
) -> None:
    first = await held(world, "", date(2026, 12, 2), Body.EIT)
    assert (await pack_for(world, "Dan Deputy", first)).undecided == {}


async def test_once_it_was_decided_it_says_that_alone(dan: Conversation, world: World) -> None:
    said = await dan.says("agree Oak Bank's request")
    assert "agreed to it for the EIT" in said.words
    assert "not decided" not in said.all
    assert [each.state for each in await all_asked(world)] == [AskState.AGREED]


async def test_a_message_delivered_late_says_it_too(world: World, dan: Conversation, post: Post) -> None:
    await held(world, "", JANUARY, Body.EIT)
    row = await post.waiting(OutgoingKind.BOARD_REQUEST, "Dan Deputy")
    assert LEFT in (await post.notice(row, at=IN_JANUARY)).all

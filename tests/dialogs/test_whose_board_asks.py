"""Which Board asks the EIT: the one whose minutes were just filed, one that is named, none that never met."""

from __future__ import annotations

from datetime import date

import pytest

from strategy.policy_reporting import Body
from tests.dialogs.asking import all_asked
from tests.dialogs.conversation import Conversation
from tests.dialogs.minuting import THURSDAY, held
from tests.dialogs.world import MARLOW, OAK_BANK, World

OFFERED = "Record a request of the Board to the EIT"


@pytest.fixture
async def clerk(world: World) -> Conversation:
    """Gail, the governance professional, in her own chat."""
    return await world.chat("Gail Governance")


async def files_minutes(clerk: Conversation) -> None:
    await clerk.says("minutes of Oak Bank's board of 19 November")
    await clerk.presses("Next", text="We met.")
    await clerk.presses("File minutes")


async def test_after_minutes_were_filed_the_offer_means_their_board(
    world: World, clerk: Conversation
) -> None:
    await files_minutes(clerk)
    asks = await clerk.says(OFFERED)
    assert "Oak Bank's Progress Board asks the EIT for something." in asks.texts
    done = await clerk.presses("Record it", words="SLE days")
    assert "Recorded." in done.texts
    [found] = await all_asked(world)
    assert (found.school, found.text.words) == (OAK_BANK, "SLE days")


@pytest.mark.parametrize(
    "said",
    [
        "the board also wants a SEND review",
        "the board asks the EIT for a SEND review",
        "record a request of the board to the EIT for a SEND review",
    ],
)
async def test_after_minutes_were_filed_the_board_is_theirs(
    world: World, clerk: Conversation, said: str
) -> None:
    await files_minutes(clerk)
    await clerk.says("help")
    assert "Oak Bank's Progress Board asks the EIT for a review" in (await clerk.says(said)).words
    assert [each.school for each in await all_asked(world)] == [OAK_BANK]


async def test_another_board_that_is_named_is_meant_all_the_same(world: World, clerk: Conversation) -> None:
    await held(world, MARLOW)
    await files_minutes(clerk)
    await clerk.says("Marlow's board asks the EIT for SLE days")
    assert [each.school for each in await all_asked(world)] == [MARLOW]


async def test_an_hour_later_it_is_asked_which_board(world: World, clerk: Conversation) -> None:
    await files_minutes(clerk)
    clerk.later(hours=2)
    assert "Which school's Board asks for that?" in (await clerk.says(OFFERED)).words


async def test_with_no_minutes_the_offer_asks_which_board_and_then_what_for(
    world: World, clerk: Conversation
) -> None:
    await held(world, MARLOW)
    assert "Which school's Board asks for that?" in (await clerk.says(OFFERED)).words
    assert "couldn't tell which school" in (await clerk.says("umm")).words
    assert "Marlow's Progress Board asks the EIT for something." in (await clerk.says("Marlow")).texts
    assert "Recorded. Marlow's" in (await clerk.says("two more SLE days for maths")).words


async def test_a_board_that_never_met_asks_nothing_before_it_is_said_when_it_met(
    world: World, clerk: Conversation
) -> None:
    asked = await clerk.says("Marlow's board wants two more SLE days")
    assert "No Progress Board of Marlow is recorded as held." in asked.words
    assert "on which day was that?" in asked.words
    assert await all_asked(world) == []
    done = await clerk.says("last Thursday")
    assert "Recorded. Marlow's Progress Board asks the EIT for further support." in done.words
    assert "for the Board of Thu 19 November 2026" in done.words
    [found] = await all_asked(world)
    async with world.store.transaction() as uow:
        meeting = await uow.meetings.get(found.meeting or 0)
    assert meeting is not None
    assert (meeting.body, meeting.school, meeting.day) == (Body.PROGRESS_BOARD, MARLOW, THURSDAY)


async def test_a_board_whose_day_is_ahead_asks_after_it(world: World, clerk: Conversation) -> None:
    await held(world, MARLOW, date(2026, 11, 26))
    asked = await clerk.says("Marlow's board wants two more SLE days")
    assert "Its next is on Thu 26 November 2026: what that asks for is recorded after it." in asked.words
    assert await all_asked(world) == []


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("tomorrow", "That meeting is still to come."),
        ("26 November", "Wednesday 26 November 2025 is too long ago for a request of today."),
        ("blue", "I couldn't read that as a day."),
        ("3 March 2026", "Tuesday 3 March 2026 is too long ago for a request of today."),
    ],
)
async def test_a_day_on_which_it_cannot_have_met_is_asked_again(
    world: World, clerk: Conversation, said: str, why: str
) -> None:
    await clerk.says("Marlow's board wants two more SLE days")
    assert why in (await clerk.says(said)).words
    assert await all_asked(world) == []
    assert "Recorded." in (await clerk.says("19 November")).words


async def test_a_day_pressed_by_who_may_not_record_records_nothing(world: World) -> None:
    head = await world.chat("Mo Head")
    data = {"do": "board_request.held", "school": MARLOW, "words": "SLE days", "day": "19 November"}
    await head.sends_data(data)
    assert await all_asked(world) == []

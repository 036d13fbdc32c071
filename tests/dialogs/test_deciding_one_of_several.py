"""Where several requests wait, "approve" and "decline" ask which; a number or a school decides it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from strategy.permissions import Scope
from strategy.ports import RequestQuery
from strategy.requests import RequestState
from tests.dialogs.answers import MARKED
from tests.dialogs.conversation import Conversation
from tests.dialogs.world import MARLOW, OAK_BANK, World

ASKED, APPROVED, DECLINED = RequestState.PENDING, RequestState.APPROVED, RequestState.DECLINED


async def states(world: World) -> Mapping[str, RequestState]:
    async with world.store.transaction(read_only=True) as uow:
        page = await uow.requests.page(RequestQuery(), Scope(everything=True), limit=9)
    return {each.school: each.state for each in page.items}


async def asks(world: World, *names: str) -> None:
    for name in names:
        head = await world.chat(name)
        await head.says("we need an extra visit in January")
        await head.presses("Send", reason=f"Reading {MARKED}worries us")


@pytest.fixture
async def dan(world: World, deputy: Conversation) -> Conversation:
    """Dan, for whom requests of two schools wait."""
    await asks(world, "Hana Head", "Mo Head")
    return deputy


@pytest.mark.parametrize(
    "text",
    [
        "approve",
        "Approve it",
        "approve the request",
        "yes, approve that one",
        "accept",
        "approve a request please",
        "approve the extra visit",
        "grant it",
    ],
)
async def test_approve_asks_which_of_several(world: World, dan: Conversation, text: str) -> None:
    said = await dan.says(text)
    assert "2 requests wait. Which do you approve?" in said.all
    assert "Oak Bank" in said.texts
    assert "Marlow" in said.texts
    assert set((await states(world)).values()) == {ASKED}


@pytest.mark.parametrize("which", ["Marlow", "the one from Marlow", "marlow's", "for Marlow"])
async def test_a_school_said_next_is_the_one_that_is_approved(
    world: World, dan: Conversation, which: str
) -> None:
    await dan.says("approve")
    assert "Dan Deputy approved 1 day" in (await dan.says(which)).words
    assert await states(world) == {MARLOW: APPROVED, OAK_BANK: ASKED}


async def test_a_number_decides_too(world: World, dan: Conversation) -> None:
    await dan.says("approve")
    await dan.says("1")
    assert sorted((await states(world)).values()) == [APPROVED, ASKED]


async def test_a_tap_on_the_school_decides_too(world: World, dan: Conversation) -> None:
    await dan.says("approve")
    await dan.presses("Marlow")
    assert await states(world) == {MARLOW: APPROVED, OAK_BANK: ASKED}


@pytest.mark.parametrize(
    ("text", "school"),
    [
        ("approve the one from Marlow", MARLOW),
        ("accept Oak Bank's request", OAK_BANK),
        ("approve Marlow", MARLOW),
    ],
)
async def test_a_school_named_at_once_is_decided_at_once(
    world: World, dan: Conversation, text: str, school: str
) -> None:
    await dan.says(text)
    assert (await states(world))[school] is APPROVED


async def test_declining_keeps_the_reason_until_it_is_said_which(world: World, dan: Conversation) -> None:
    said = await dan.says(f"decline, no days {MARKED}are left this year")
    assert "Which do you decline?" in said.all
    await dan.says("Oak Bank")
    assert (await states(world))[OAK_BANK] is DECLINED
    async with world.store.transaction(read_only=True) as uow:
        page = await uow.requests.page(RequestQuery(school=OAK_BANK), Scope(everything=True), limit=9)
    assert page.items[0].answer == f"no days {MARKED}are left this year"


async def test_declining_without_a_reason_asks_for_it(world: World, dan: Conversation) -> None:
    await dan.says("decline")
    assert "Decline a request" in (await dan.says("Marlow")).texts
    await dan.presses("Decline", reason=f"Next year{MARKED}")
    assert (await states(world))[MARLOW] is DECLINED


async def test_the_only_one_is_shown_before_it_is_decided(world: World, deputy: Conversation) -> None:
    await asks(world, "Hana Head")
    said = await deputy.says("approve")
    assert said.words.startswith("This one is waiting. Say approve again if you mean it.")
    assert (await states(world))[OAK_BANK] is ASKED
    await deputy.says("approve")
    assert (await states(world))[OAK_BANK] is APPROVED


async def test_where_none_waits_that_is_said(deputy: Conversation) -> None:
    assert (await deputy.says("approve")).words == "No request is waiting for you to decide."


async def test_a_school_said_after_something_else_decides_nothing(world: World, dan: Conversation) -> None:
    await dan.says("approve")
    await dan.says("which reports are overdue?")
    await dan.says("Marlow")
    assert set((await states(world)).values()) == {ASKED}


@pytest.mark.parametrize("name", ["Lena Lead", "Carol Chief", "Hana Head", "Sam Partner"])
async def test_nobody_else_decides_an_extra_visit_by_saying_so(
    world: World, dan: Conversation, name: str
) -> None:
    who = await world.chat(name)
    for text in ("approve", "approve the one from Oak Bank", "decline", "1", "Oak Bank"):
        await who.says(text)
    assert set((await states(world)).values()) == {ASKED}

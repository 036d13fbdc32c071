"""Who is deployed where, as those who may see it ask."""

from __future__ import annotations

import pytest

from dialogs.wording import REFUSAL
from tests.dialogs.conversation import Conversation
from tests.dialogs.world import World

AT_OAK_BANK = {"Sal Specialist", "Ted Teacher"}
SEE = {
    "Carol Chief": AT_OAK_BANK,
    "Dan Deputy": AT_OAK_BANK,
    "Lena Lead": AT_OAK_BANK,
    "Sam Partner": AT_OAK_BANK,
    "Ada Adviser": AT_OAK_BANK,
    "Hana Head": AT_OAK_BANK,
    "Ted Teacher": {"Ted Teacher"},
    "Sal Specialist": {"Sal Specialist"},
    "Sue Partner": None,
    "Mo Head": None,
    "Chris Chair": None,
    "Lee Leader": None,
    "Tina Trustee": None,
    "Gail Governance": None,
    "Adam Admin": None,
}


async def test_who_is_deployed_at_a_school_and_as_what(deputy: Conversation) -> None:
    answer = await deputy.says("who is deployed at Oak Bank")
    assert answer.words == "2 colleagues are deployed at Oak Bank today."
    assert answer.rows == [
        ("Oak Bank", "Sal Specialist", "SLE", "team teaching", "Tue 1 Sep to no end set", "2 days a week"),
        (
            "Oak Bank",
            "Ted Teacher",
            "Trust-wide deputy head",
            "team teaching",
            "Tue 1 Sep to Fri 18 Dec",
            "2 days a week",
        ),
    ]


async def test_one_kind_of_colleague_over_a_half_term(deputy: Conversation) -> None:
    answer = await deputy.says("where are all the SLEs deployed this half term")
    assert answer.words == "1 SLE is deployed from Mon 2 Nov to Fri 18 Dec."
    assert [row[:2] for row in answer.rows] == [("Oak Bank", "Sal Specialist")]


async def test_a_deployment_that_has_ended_by_then_is_left_out(deputy: Conversation) -> None:
    answer = await deputy.says("who is deployed at Oak Bank next term")
    assert [row[1] for row in answer.rows] == ["Sal Specialist"]


@pytest.mark.parametrize("name", SEE)
async def test_who_may_see_who_is_deployed_at_oak_bank(world: World, name: str) -> None:
    answer = await (await world.chat(name)).says("who is deployed at Oak Bank")
    if SEE[name] is None:
        assert answer.words == REFUSAL
    else:
        assert {row[1] for row in answer.rows} == SEE[name]


async def test_nobody_being_there_is_said_in_a_sentence(deputy: Conversation) -> None:
    assert (await deputy.says("who is deployed at Marlow")).words == (
        "No colleagues are deployed at Marlow today."
    )

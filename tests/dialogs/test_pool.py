"""The pool of SLEs by subject, with what they are doing."""

from __future__ import annotations

from datetime import date

import pytest

from strategy.people import Capacity, HeldRole, Role
from strategy.visits import Support
from tests.builders import make_deployment, make_person
from tests.dialogs.conversation import Conversation
from tests.dialogs.world import MARLOW, OAK_BANK, World


async def maths_sles(world: World) -> None:
    """Mia, deployed all week, and Max, who begins in January."""
    async with world.store.transaction() as uow:
        mia = await make_person(uow, "Mia Maths", HeldRole(Role.SLE, "Mathematics"))
        max_ = await make_person(uow, "Max Maths", HeldRole(Role.SLE, "Mathematics"))
        for day in range(1, 11):
            await make_deployment(uow, mia, MARLOW, date(2026, 9, day), support=Support.SLE)
        await make_deployment(uow, max_, OAK_BANK, date(2027, 1, 4), date(2027, 2, 12), support=Support.SLE)


async def test_the_pool_says_who_does_what_where_and_what_is_free(world: World, deputy: Conversation) -> None:
    await maths_sles(world)
    await world.diary("Sal Specialist", OAK_BANK, date(2026, 11, 26), capacity=Capacity.SLE)
    answer = await deputy.says("show me the SLE pool")
    assert answer.words == "3 SLEs in the pool."
    assert "Visits booked: 1, the next on Thu 26 Nov at Oak Bank" in answer.texts
    assert "Coming: Oak Bank" in answer.texts
    opened = await deputy.presses("Sal Specialist")
    assert "Sal Specialist (SLE for Science): deployed at Oak Bank." in opened.words


async def test_which_are_free_leaves_out_who_has_nothing_left_of_the_week(
    world: World, deputy: Conversation
) -> None:
    await maths_sles(world)
    answer = await deputy.says("which maths SLEs are free")
    assert answer.words == "1 SLE for Mathematics has time left this week."
    assert "Mia Maths" not in answer.texts


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "which computing SLEs are free",
            "The pool has no SLE for that subject. There are SLEs for Science.",
        ),
        ("what is Ted Teacher doing", "deployed at Oak Bank"),
        ("is Sal Specialist free", "Sal Specialist (SLE for Science): deployed at Oak Bank."),
    ],
)
async def test_dead_ends_say_what_there_is(deputy: Conversation, text: str, said: str) -> None:
    assert said in (await deputy.says(text)).words


@pytest.mark.parametrize("name", ["Sam Partner", "Hana Head", "Sal Specialist", "Tina Trustee"])
async def test_others_do_not_see_the_pool(world: World, name: str) -> None:
    chat = await world.chat(name)
    assert (await chat.says("show me the SLE pool")).words.startswith("I can't show you that.")
    assert "deployed" not in (await chat.says("what is Ted Teacher doing")).all
    for do in ("pool.show", "pool.page"):
        answer = await chat.sends_data(
            {"do": do, "person": await world.person("Sal Specialist"), "offset": 0, "subject": ""}
        )
        assert answer.words.startswith("I can't show you that.")

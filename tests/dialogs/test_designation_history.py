"""How a school has moved, for whom, and who changed its designation."""

from __future__ import annotations

import pytest

from dialogs.wording import REFUSAL
from strategy.designations import Designation
from strategy.recommendations import Decision, DesignationSince
from strategy.school_year import ONE_DAY
from tests.builders import TODAY
from tests.dialogs.conversation import NOW, Conversation
from tests.dialogs.judging import IMPROVE, REPAIR, reviewed, taken
from tests.dialogs.test_designations import ALL, SEES
from tests.dialogs.world import OAK_BANK, World

NAMES = {"Carol Chief", "Dan Deputy", "Lena Lead", "Sam Partner", "Ada Adviser"}
"""Those who may read the recommendations of Oak Bank, and so who signed them off and why."""


async def moved(world: World, designation: Designation = IMPROVE, reason: str = "") -> None:
    """Oak Bank has another designation since today."""
    found = await reviewed(world, OAK_BANK, "Sam Partner")
    await taken(world, found, Decision.SIGNED_OFF, "Dan Deputy", designation, reason)


async def test_a_history_in_words_as_a_table_and_as_a_chart(world: World, deputy: Conversation) -> None:
    await moved(world)
    answer = await deputy.says("how has Oak Bank's designation changed over time?")
    assert answer.words == (
        "Oak Bank: Repair from Tue 1 September 2026, then Improve since Mon 23 November 2026."
    )
    assert answer.rows == [
        ("1", "Improve", "Mon 23 November 2026", "now", "Dan Deputy", "-"),
        ("2", "Repair", "Tue 1 September 2026", "Mon 23 November 2026", "-", "-"),
    ]
    [chart] = [part for part in answer.card["body"] if part["type"].startswith("Chart.")]
    assert chart["data"][0]["values"] == [
        {"x": "2026-09-01", "y": 2},
        {"x": "2026-11-22", "y": 2},
        {"x": "2026-11-23", "y": 3},
    ]
    assert chart["fallback"] == "drop"


async def test_a_line_opens_the_recommendation_behind_it(world: World, deputy: Conversation) -> None:
    await moved(world)
    await deputy.says("designation history for Oak Bank")
    assert "Sam Partner recommended Improve" in (await deputy.presses("Improve")).texts
    assert (await deputy.says("2")).words == "These are the signs of a school in Repair."


async def test_a_school_that_has_not_moved(deputy: Conversation) -> None:
    answer = await deputy.says("designation history for Marlow")
    assert answer.words == "Marlow: Sustain since Tue 1 September 2026."
    assert not any(part["type"].startswith("Chart.") for part in answer.card["body"])


@pytest.mark.parametrize("name", SEES)
async def test_whoever_sees_the_designation_sees_how_it_came_and_some_who_decided(
    world: World, name: str
) -> None:
    await moved(world, REPAIR, "Attendance fell")
    who = await world.chat(name)
    for school in ALL:
        answer = await who.says(f"designation history for {school}")
        assert (answer.words == REFUSAL) is (school not in SEES[name]), school
    answer = await who.says("designation history for Oak Bank")
    told = answer.all + str(answer.rows)
    assert ("Dan Deputy" in told) is (name in NAMES)
    assert ("Attendance fell" in told) is (name in NAMES)


async def test_who_changed_it_is_answered_from_the_record_of_deeds(
    world: World, deputy: Conversation
) -> None:
    before = await deputy.says("who changed Oak Bank's designation")
    assert before.words.startswith("Nobody has changed it since it came into Keystone. Oak Bank: Repair")
    await moved(world)
    answer = await deputy.says("who changed Oak Bank's designation")
    assert answer.words == (
        "Dan Deputy signed off Improve for Oak Bank on Mon 23 November 2026 at 09:00; before it was Repair."
    )
    assert (await deputy.says("who signed off Oak Bank's designation?")).words == answer.words


async def test_who_changed_it_is_not_for_those_who_do_not_read_the_record(world: World) -> None:
    await moved(world)
    for name in ("Hana Head", "Tina Trustee"):
        answer = await (await world.chat(name)).says("who changed Oak Bank's designation")
        assert "Dan Deputy" not in answer.all + str(answer.rows)


async def test_how_a_school_has_moved_is_one_press_from_its_designation(deputy: Conversation) -> None:
    await deputy.says("what is Oak Bank designated as?")
    assert (await deputy.presses("How it has moved")).words.startswith("Oak Bank: Repair since")


async def test_ones_own_school_goes_without_saying(head: Conversation, deputy: Conversation) -> None:
    assert (await head.says("designation history")).words.startswith("Oak Bank: Repair since")
    assert (await deputy.says("designation history")).words == "Of which school? Please name one."


async def test_a_long_history_with_long_reasons_stays_a_small_card(
    world: World, deputy: Conversation
) -> None:
    found = await reviewed(world, OAK_BANK, "Sam Partner")
    async with world.store.transaction() as uow:
        for number in range(14):
            day = TODAY + number * ONE_DAY
            reason = "\u00e9\u4e2d\n" * 400
            await uow.designations.add(
                DesignationSince(OAK_BANK, REPAIR, day, NOW, deputy.person.id, found.id, reason)  # type: ignore[union-attr]
            )
    answer = await deputy.says("designation history for Oak Bank")
    assert len(answer.rows) == 10

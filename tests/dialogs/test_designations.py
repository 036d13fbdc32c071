"""Which designation a school has, which schools have one, and what the strategy says of each."""

from __future__ import annotations

import pytest

from dialogs.wording import REFUSAL
from strategy.policy import Policy
from tests.builders import TODAY
from tests.dialogs.conversation import Conversation
from tests.dialogs.world import World

ALL = {"Oak Bank", "Marlow", "St Anne's", "St Andrew's", "Longmead", "Newcomer"}
SEES = {
    # who: the schools whose designation they may see
    "Carol Chief": ALL,
    "Dan Deputy": ALL,
    "Lena Lead": ALL,
    "Tina Trustee": ALL,
    "Stan Committee": ALL,
    "Eve Executive": ALL,
    "Sam Partner": {"Oak Bank"},
    "Sue Partner": ALL - {"Oak Bank"},
    "Ada Adviser": {"Oak Bank"},
    "Ted Teacher": {"Oak Bank"},
    "Sal Specialist": {"Oak Bank"},
    "Hana Head": {"Oak Bank"},
    "Mo Head": {"Marlow"},
    "Chris Chair": set(),
    "Lee Leader": set(),
    "Gail Governance": set(),
    "Dora Data": set(),
    "Adam Admin": set(),
}


async def test_a_schools_designation_its_risk_and_since_when(deputy: Conversation) -> None:
    answer = await deputy.says("what is Oak Bank designated as?")
    assert answer.words == "Oak Bank is designated Repair (High risk), since Tue 1 September 2026."
    assert "Criteria for Repair" in answer.buttons


async def test_a_wrong_guess_is_put_right(deputy: Conversation) -> None:
    answer = await deputy.says("is Oak Bank low risk?")
    assert answer.words.startswith("No: Oak Bank is designated Repair (High risk)")


async def test_which_schools_are_at_high_risk(deputy: Conversation) -> None:
    answer = await deputy.says("which schools are high risk")
    assert answer.words == "1 school is at high risk."
    assert answer.rows == [("1", "Oak Bank", "Repair", "High risk", "Tue 1 Sep")]
    assert (await deputy.says("how many schools are in stabilise")).words == "No schools are in Stabilise."


async def test_designations_of_all_schools_come_with_how_many_of_each(deputy: Conversation) -> None:
    answer = await deputy.says("designations of all schools")
    assert answer.words == "6 schools: 1 in Repair and 5 in Sustain."
    assert [row[1] for row in answer.rows] == sorted(ALL, key=str.casefold)


async def test_opening_a_row_tells_of_that_school(deputy: Conversation) -> None:
    await deputy.says("which schools are high risk")
    assert (await deputy.says("1")).words.startswith("Oak Bank is designated Repair")


@pytest.mark.parametrize("name", SEES)
async def test_one_sees_the_designations_of_these_schools_and_no_others(world: World, name: str) -> None:
    who = await world.chat(name)
    for school in ALL:
        answer = await who.says(f"what is {school} designated as?")
        if school in SEES[name]:
            assert answer.words.startswith(f"{school} is designated")
        else:
            assert answer.words == REFUSAL, school
    listed = await who.says("designations of all schools")
    assert {row[1] for row in listed.rows} == SEES[name]
    assert SEES[name] or listed.words == REFUSAL


async def test_an_answer_from_ones_own_schools_says_that_it_is(world: World, head: Conversation) -> None:
    answer = await head.says("which schools are high risk")
    assert answer.words == "1 school of yours is at high risk."
    mo = await world.chat("Mo Head")
    assert (await mo.says("which schools are high risk")).words == "No schools of yours are at high risk."


async def test_the_criteria_of_a_designation(policy: Policy, world: World, head: Conversation) -> None:
    answer = await head.says("what are the criteria for repair")
    trust = await world.store.trust()
    for sign in policy.editions[0].designations[trust.schools["100001"].designation].criteria:  # type: ignore[index]
        assert sign in answer.texts
    assert policy.on(TODAY, trust.calendar) is policy.editions[0]
    assert {"Stabilise", "Improve", "Sustain"} <= set(answer.buttons)


async def test_the_criteria_of_a_risk_are_those_of_each_of_its_designations(head: Conversation) -> None:
    answer = await head.says("criteria for high risk")
    assert answer.words == "These are the signs of a school in Stabilise and Repair."


async def test_the_indicators_of_the_assessment_are_seven(policy: Policy, sip: Conversation) -> None:
    answer = await sip.says("which quality indicators do we use in the termly assessment")
    indicators = policy.editions[0].indicators.values()
    assert len(indicators) == 7
    assert all(indicator in answer.texts for indicator in indicators)


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("what does the improvement model say about behaviour", "Behaviour and attendance"),
        ("guidance on CPD please", "Professional development"),
        ("guidance on leadership", "Leadership and vision"),
        ("what should we think about for self-evaluation?", "Self-evaluation and planning"),
    ],
)
async def test_guidance_on_an_element(policy: Policy, head: Conversation, asked: str, name: str) -> None:
    answer = await head.says(asked)
    assert answer.words.startswith(f"{name}: what the improvement model has us think about.")
    [element] = [each for each in policy.editions[0].model if each.name == name]
    assert all(line in answer.texts for line in element.guidance)


async def test_every_element_leads_to_the_next_and_back_to_the_first(
    policy: Policy, head: Conversation
) -> None:
    await head.says("what are the elements of the improvement model")
    seen = []
    answer = await head.presses("Leadership and vision")
    for _ in policy.editions[0].model:
        seen.append(answer.words.partition(":")[0])
        [following] = answer.buttons
        answer = await head.presses(following)
    assert seen == [each.name for each in policy.editions[0].model]
    assert answer.words.startswith("Leadership and vision:")

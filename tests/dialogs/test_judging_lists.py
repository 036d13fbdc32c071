"""Assessments and steps of the chain in lists of what is owed: for whom they are there, what opens them."""

from __future__ import annotations

import pytest

from storage.reconciling_schools import JUDGING, reconcile_schools
from strategy.permissions import Scope
from strategy.ports import DutyQuery
from strategy.recommendations import Decision
from tests.builders import TODAY
from tests.dialogs.judging import endorsed, recommended, taken
from tests.dialogs.test_recommendation_steps import EVERYBODY
from tests.dialogs.world import MARLOW, World


async def assessed(world: World) -> None:
    """Assessments are derived, as every night."""
    assert await reconcile_schools(world.store, world.policy, TODAY, JUDGING) == 12


async def test_a_partner_owes_an_assessment_of_every_school_of_theirs(world: World) -> None:
    await assessed(world)
    sue = await world.chat("Sue Partner")
    sue.later(days=45)
    answer = await sue.says("what do I owe?")
    assert answer.words.startswith("You owe 5 things as of")
    assert {row[1] for row in answer.rows} == {"Longmead", "Marlow", "Newcomer", "St Andrew's", "St Anne's"}
    assert {row[4] for row in answer.rows} == {"Assessment, spring 2026/27"}
    assert {row[5] for row in answer.rows} == {"Tue 5 Jan"}
    form = await sue.presses("Marlow")
    assert form.filled_in()["school"] == MARLOW


async def test_whoever_must_act_owes_the_step_and_opens_it_from_the_list(world: World) -> None:
    await recommended(world)
    lead = await world.chat("Lena Lead")
    answer = await lead.says("what do I owe?")
    assert answer.words == "You owe 1 thing as of 09:00."
    assert answer.rows[0][4] == "Recommendation to endorse"
    opened = await lead.presses("Marlow")
    assert "Endorse Improve" in opened.buttons
    await lead.presses("Endorse Improve")
    assert (await lead.says("what do I owe?")).words == "You owe no reports as of 09:00."


async def test_reports_are_counted_without_other_things(world: World) -> None:
    await recommended(world)
    deputy = await world.chat("Dan Deputy")
    deputy.later(days=30)
    reports = await deputy.says("which reports are overdue?")
    assert reports.words.startswith("2 reports are overdue")
    assert {row[1] for row in reports.rows} == {"Oak Bank"}
    anything = await deputy.says("which deadlines have been missed?")
    assert anything.words.startswith("3 things")
    assert "Marlow" in {row[1] for row in anything.rows}


SEES_ALL = {"Carol Chief", "Dan Deputy", "Lena Lead"}


@pytest.mark.parametrize("name", EVERYBODY)
async def test_what_is_on_its_way_is_in_nobody_elses_list(world: World, name: str) -> None:
    await assessed(world)
    found = await taken(world, await recommended(world), Decision.SENT_BACK, "Lena Lead", reason="More")
    who = await world.chat(name)
    who.later(days=60)
    seen = [await who.says(text) for text in ("what is due for Marlow?", "what is overdue for Marlow?")]
    told = "".join(answer.all + str(answer.rows) for answer in seen)
    assert ("ecommendation sent back" in told) is (name in SEES_ALL | {"Sue Partner"})
    assert ("ssessment" in told) is (name in SEES_ALL | {"Sue Partner"})
    assert found.school == MARLOW


async def test_no_two_duties_say_the_same_and_none_is_both_open_and_void(world: World) -> None:
    await assessed(world)
    await endorsed(world)
    await reconcile_schools(world.store, world.policy, TODAY, JUDGING)
    async with world.store.transaction() as uow:
        page = await uow.duties.page(DutyQuery(state=None), Scope(everything=True), limit=100)
    keys = [(row.kind, row.owner, row.school, row.about) for row in page.items if row.about]
    assert len(keys) == len(set(keys))

"""Lists that name several schools, people or designations, and answers about roles and half terms."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from strategy.people import Capacity
from tests.builders import a_visit
from tests.dialogs.conversation import Conversation
from tests.dialogs.world import LONGMEAD, MARLOW, OAK_BANK, World

ADVISER = Capacity.SCHOOL_IMPROVEMENT_ADVISER


@pytest.fixture
async def autumn(world: World) -> World:
    """One report overdue at each of three schools, by three people; and Ted's at Oak Bank."""
    await world.diary("Ada Adviser", OAK_BANK, date(2026, 11, 10), capacity=ADVISER)
    await world.diary("Sue Partner", MARLOW, date(2026, 11, 11))
    await world.diary("Lena Lead", LONGMEAD, date(2026, 11, 12), capacity=Capacity.LEAD_SIP)
    return world


async def test_both_high_designations_are_the_high_risk_schools(autumn: World, deputy: Conversation) -> None:
    answer = await deputy.says("overdue for schools in stabilise and repair")
    assert answer.words.startswith("2 high-risk reports are overdue")
    assert {row[1] for row in answer.rows} == {"Oak Bank"}


async def test_several_designations_are_all_listed_and_named(autumn: World, deputy: Conversation) -> None:
    answer = await deputy.says("overdue for repair and sustain schools")
    assert answer.words.startswith("4 reports for Repair and Sustain schools are overdue")
    assert {row[1] for row in answer.rows} == {"Oak Bank", "Marlow", "Longmead"}


async def test_several_schools_are_all_listed_and_named(autumn: World, deputy: Conversation) -> None:
    answer = await deputy.says("overdue for Marlow and Longmead")
    assert answer.words.startswith("2 reports for Marlow and Longmead are overdue")
    assert {row[1] for row in answer.rows} == {"Marlow", "Longmead"}


async def test_several_people_are_all_listed_and_named(autumn: World, deputy: Conversation) -> None:
    answer = await deputy.says("which reports do Ada and Sue owe")
    assert answer.words.startswith("2 reports by Ada Adviser and Sue Partner are outstanding")
    assert {row[1] for row in answer.rows} == {"Oak Bank", "Marlow"}


async def test_visits_by_several_people_to_several_schools(autumn: World, deputy: Conversation) -> None:
    by = await deputy.says("visits by Ada and Sue in November")
    assert by.words.startswith("2 visits by Ada Adviser and Sue Partner")
    to = await deputy.says("visits to Marlow and Longmead in November")
    assert to.words.startswith("2 visits to Marlow and Longmead")
    of = await deputy.says("visits to repair and sustain schools in November")
    assert of.words.startswith("3 visits to Repair and Sustain schools")


async def test_the_next_page_is_of_the_same_several(world: World, deputy: Conversation) -> None:
    for school, author in ((MARLOW, "Sue Partner"), (LONGMEAD, "Lena Lead"), (OAK_BANK, "Ada Adviser")):
        days = [date(2026, 11, 2) + timedelta(days=n) for n in range(5)]
        await world.diary(author, school, *days)
    first = await deputy.says("overdue for Marlow and Longmead")
    assert "Showing 1 to 8 of 10" in first.words
    second = await deputy.presses("Next")
    assert "Showing 9 to 10 of 10" in second.texts
    assert "Oak Bank" not in second.texts


async def test_of_several_schools_those_out_of_sight_are_named(autumn: World, sip: Conversation) -> None:
    answer = await sip.says("overdue for Oak Bank and Marlow")
    assert {row[1] for row in answer.rows} == {"Oak Bank"}
    assert "Of Marlow I can show you only what is yours." in answer.words


async def test_nobody_can_be_left_out_of_a_list_and_that_is_said(autumn: World, deputy: Conversation) -> None:
    answer = await deputy.says("overdue for everyone except Sue Partner")
    assert answer.words.startswith("4 reports are overdue")
    assert "I can't leave Sue Partner out yet, so this counts everything." in answer.words


async def test_a_visit_reported_before_keystone_says_so(world: World, deputy: Conversation) -> None:
    sue = await world.person("Sue Partner")
    before = a_visit(MARLOW, sue, date(2026, 9, 8), reported_on=date(2026, 9, 10))
    async with world.store.transaction() as uow:
        await uow.visits.add(before)
    answer = await deputy.says("show me the report on Marlow")
    assert answer.words == (
        "There is no filed report on Marlow that I can show you. Sue Partner's visit to Marlow on "
        "Tue 8 September 2026 was reported on Thu 10 September 2026, before it came into Keystone."
    )
    own = await (await world.chat("Sue Partner")).says("show me my last report on Marlow")
    assert "Your visit to Marlow on Tue 8 September 2026 was reported on" in own.words


async def test_one_who_may_not_know_of_a_report_is_not_told_of_it(world: World, head: Conversation) -> None:
    lena = await world.person("Lena Lead")
    async with world.store.transaction() as uow:
        await uow.visits.add(
            a_visit(
                OAK_BANK, lena, date(2026, 9, 8), capacity=Capacity.LEAD_SIP, reported_on=date(2026, 9, 10)
            )
        )
    answer = await head.says("show me the last report on my school")
    assert answer.words == "There is no filed report on Oak Bank that I can show you."


async def test_who_holds_a_role_for_a_subject(world: World, deputy: Conversation) -> None:
    assert (await deputy.says("who is the science SLE")).words.startswith("Sal Specialist: SLE for Science.")
    nobody = await deputy.says("who is the maths SLE")
    assert nobody.words.startswith("Nobody is SLE for Mathematics here. There is Sal Specialist")


@pytest.mark.parametrize(
    "text", ["which half term are we in", "what half term is it?", "which term are we in"]
)
async def test_which_half_term_it_is(text: str, world: World, deputy: Conversation) -> None:
    assert (await deputy.says(text)).words == (
        "We are in autumn 2, from Mon 2 November 2026 to Fri 18 December 2026."
    )
    deputy.later(days=30)
    assert (await deputy.says(text)).words == (
        "It is the holidays now. Spring 1 starts on Mon 4 January 2027."
    )


async def test_the_designations_of_several(world: World, deputy: Conversation, sip: Conversation) -> None:
    schools = await deputy.says("designation of Oak Bank and Marlow")
    assert schools.words == "2 schools: 1 in Repair and 1 in Sustain."
    kinds = await deputy.says("which schools are in improve or repair")
    assert kinds.words == "1 school: 1 in Repair."
    own = await sip.says("designation of Oak Bank and Marlow")
    assert own.words == "1 school of yours: 1 in Repair. Of Marlow I can show you only what is yours."

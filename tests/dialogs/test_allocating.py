"""Support is allocated by the Education Improvement Team: by a form, in a talk, with clashes said before."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dialogs.messages import Place
from dialogs.wording import REFUSAL_TO_DO
from strategy.outgoing import OutgoingKind
from strategy.people import HeldRole, Role
from strategy.ports import Absence
from strategy.support import Amount
from strategy.visits import Support
from tests.builders import a_visit, make_person
from tests.dialogs.answers import MARKED
from tests.dialogs.conversation import NOW, Conversation
from tests.dialogs.supporting import (
    FEBRUARY,
    JANUARY,
    TEAM_TEACHING,
    allocated,
    granted,
    half_terms_owed,
    told,
)
from tests.dialogs.world import MARLOW, OAK_BANK, World

DEPLOY = "deploy an SLE for science to Marlow, Tuesdays from 4 January to 12 February"
DECIDE = {"Carol Chief", "Dan Deputy"}
OTHERS = {
    "Lena Lead", "Sam Partner", "Sue Partner", "Ada Adviser", "Ted Teacher", "Sal Specialist", "Hana Head",
    "Mo Head", "Chris Chair", "Tina Trustee", "Gail Governance", "Adam Admin",
}  # fmt: skip


async def _looked_over(who: Conversation, sentence: str = DEPLOY, **typed: str) -> Conversation:
    """Somebody with all of an allocation before them, about to do it."""
    await who.says(sentence)
    await who.presses("Next")
    await who.presses("Look it over", on=None, **{"activity": TEAM_TEACHING, **typed})
    return who


async def test_what_the_sentence_says_is_filled_in_and_the_rest_is_asked(
    world: World, deputy: Conversation
) -> None:
    answer = await deputy.says(DEPLOY)
    assert "Here is the form for your allocation for Marlow." in answer.words
    assert answer.inputs["school"]["value"] == MARLOW
    assert answer.inputs["support"]["value"] == "sle"
    second = await deputy.presses("Next")
    assert "Sal Specialist (Science)" in second.texts
    assert (second.inputs["from"]["value"], second.inputs["to"]["value"]) == ("2027-01-05", "2027-02-12")
    assert second.inputs["days"]["value"] == "Tuesdays"
    look = await deputy.presses("Look it over", activity=TEAM_TEACHING)
    assert "Allocate this to Marlow?" in look.texts
    assert "Tue 5 Jan 2027 to Fri 12 Feb 2027" in look.texts
    done = await deputy.presses("Allocate it")
    assert "Done: Sal Specialist is deployed at Marlow" in done.texts
    assert (await world.deeds())[0] == "support allocated"
    listed = await deputy.says("who is deployed at Marlow in January")
    assert listed.rows == [
        ("Marlow", "Sal Specialist", "SLE", TEAM_TEACHING, "Tue 5 Jan 2027 to Fri 12 Feb 2027", "Tuesdays")
    ]


async def test_the_same_in_a_talk(world: World) -> None:
    dan = await world.chat("Dan Deputy", Place.TERMINAL)
    answer = await dan.says(DEPLOY)
    assert answer.words.startswith("Your allocation for Marlow.")
    assert "2. Teaching alongside a colleague" in answer.words
    look = await dan.says("2")
    assert "How much: Tuesdays" in look.words
    done = await dan.says("allocate it")
    assert done.words.startswith("Done: Sal Specialist is deployed at Marlow")
    assert "I am telling Sal Specialist, Mo Head and Sue Partner." in done.words


@pytest.mark.parametrize("name", sorted(OTHERS))
async def test_nobody_else_allocates_support(world: World, name: str) -> None:
    who = await world.chat(name)
    assert (await who.says(DEPLOY)).words == REFUSAL_TO_DO
    refused = await who.sends_data({"do": "support.allocate", "draft": "somebody's"})
    assert refused.words == REFUSAL_TO_DO


@pytest.mark.parametrize("name", sorted(DECIDE))
async def test_the_chief_executive_and_the_deputy_decide(world: World, name: str) -> None:
    done = await (await _looked_over(await world.chat(name))).presses("Allocate it")
    assert "Done:" in done.texts


async def test_a_joining_school_has_no_support_yet(deputy: Conversation) -> None:
    answer = await deputy.says("deploy an SLE to Newcomer")
    assert answer.words == (
        "Newcomer has no support so far: it has not joined yet. It can be given once that is settled."
    )


async def test_those_concerned_are_told_and_nobody_of_their_own_deed(world: World) -> None:
    await (await _looked_over(await world.chat("Dan Deputy"))).presses("Allocate it")
    rows = await told(world, OutgoingKind.SUPPORT_ALLOCATED)
    assert set(rows) == {"Sal Specialist", "Mo Head", "Sue Partner"}


async def test_a_member_of_the_team_owes_a_report_each_half_term_from_now_on(
    world: World, deputy: Conversation
) -> None:
    made = await allocated(
        world, "Ted Teacher", MARLOW, Support.DEPUTY_HEAD_TRUST, ends=date(2027, 3, 25), reason="Leadership"
    )
    assert await half_terms_owed(world, made.deployment) == ["2026/27 spring-1", "2026/27 spring-2"]
    ted = await world.chat("Ted Teacher")
    ted.later(days=45)
    owed = await ted.says("what do I owe?")
    assert "Marlow" in owed.texts


async def test_a_specialist_who_is_deployed_here_records_and_reports_visits(world: World) -> None:
    assert not [day for day in [date(2027, 1, 12)] if await _may_visit(world, day)]
    await allocated(world)
    assert await _may_visit(world, date(2027, 1, 12))
    assert not await _may_visit(world, date(2027, 2, 16)), "it has ended by then"


async def _may_visit(world: World, day: date) -> bool:
    from strategy.actions.capacities import schools_to_visit

    who = await world.person("Sal Specialist")
    async with world.store.transaction() as uow:
        return MARLOW in {school.urn for school in schools_to_visit(uow.trust.person(who), day, uow.trust)}


async def test_clashes_are_said_before_and_stand_in_nobodys_way(world: World, deputy: Conversation) -> None:
    sal = await world.person("Sal Specialist")
    async with world.store.transaction() as uow:
        await uow.visits.add(a_visit(OAK_BANK, sal, date(2027, 1, 12)))
        await uow.absences.add(Absence(0, sal, date(2027, 1, 18), date(2027, 1, 22), "Ill", sal, NOW))
    look = (await _looked_over(deputy, days="4 days a week, Tuesdays")).last
    assert look is not None
    assert "Sal Specialist would be deployed 6 days a week, all schools together." in look.texts
    assert "Sal Specialist has a visit to Oak Bank on Tue 12 Jan 2027." in look.texts
    assert "Sal Specialist is away: Mon 18 Jan 2027 to Fri 22 Jan 2027." in look.texts
    assert "Done:" in (await deputy.presses("Allocate it")).texts


async def test_the_same_weekdays_elsewhere_are_said(world: World, deputy: Conversation) -> None:
    await allocated(world, school="100003")
    look = (await _looked_over(deputy)).last
    assert look is not None
    assert "Sal Specialist is at St Anne's on Tuesdays too" in look.texts


async def test_what_the_risk_does_not_bring_needs_a_reason(world: World, deputy: Conversation) -> None:
    sentence = "send Ted Teacher to Marlow 2 days a week from 4 January to 12 February"
    asked = (await _looked_over(deputy, sentence)).last
    assert asked is not None
    assert "Marlow is at low risk, where the strategy allocates none of this." in asked.texts
    assert "Reason is still needed." in asked.texts
    look = await deputy.presses("Look it over", reason=f"Leaders have left{MARKED}")
    assert "Leaders have left" in look.texts
    assert "Done:" in (await deputy.presses("Allocate it")).texts


async def test_more_deputy_heads_than_are_due_need_a_reason(world: World, deputy: Conversation) -> None:
    async with world.store.transaction() as uow:
        for name in ("Una Deputyhead", "Vic Deputyhead"):
            await make_person(uow, name, HeldRole(Role.DEPUTY_HEAD_TRUST))
    full_time = Amount(Decimal(5))
    term = date(2026, 11, 23), date(2027, 3, 25)
    await allocated(
        world, "Una Deputyhead", OAK_BANK, Support.DEPUTY_HEAD_TRUST, starts=term[0], ends=term[1],
        amount=full_time,
    )  # fmt: skip
    sentence = "send Vic Deputyhead to Oak Bank full time until 11 December"
    asked = (await _looked_over(deputy, sentence)).last
    assert asked is not None
    assert "That is more people of this kind than the 2 allocated at high risk." in asked.texts
    assert "It is less than the 5 days a week, for a term or more" in asked.texts
    assert "Reason is still needed." in asked.texts


async def test_an_external_provider_is_named_in_words_and_always_needs_a_reason(
    world: World, deputy: Conversation
) -> None:
    await deputy.says("bring in an external phonics consultant for Oak Bank for 6 days until 18 December")
    await deputy.presses("Next")
    asked = await deputy.presses(
        "Look it over", who=f"Bright Sounds{MARKED}", activity=TEAM_TEACHING, days="6 days in all"
    )
    assert "External support is as the Education Improvement Team approves." in asked.texts
    await deputy.presses("Look it over", reason=f"Phonics{MARKED}")
    done = await deputy.presses("Allocate it")
    assert "An external provider supports Oak Bank" in done.texts
    assert "Bright Sounds" not in done.words
    listed = await deputy.says("who is deployed at Oak Bank")
    assert listed.words == "2 colleagues and 1 external provider are deployed at Oak Bank today."
    assert (f"Bright Sounds{MARKED}", "External provider") in [row[1:3] for row in listed.rows]
    rows = await told(world, OutgoingKind.SUPPORT_ALLOCATED)
    assert set(rows) == {"Hana Head", "Sam Partner"}


async def test_a_provider_named_in_the_sentence_is_filled_in(world: World, deputy: Conversation) -> None:
    await deputy.says("deploy a consultant from Bright Sounds to Oak Bank, 6 days in all from January")
    form = await deputy.presses("Next")
    assert form.inputs["who"]["value"] == "Bright Sounds"


async def test_a_question_in_between_is_not_taken_for_the_providers_name(world: World) -> None:
    dan = await world.chat("Dan Deputy", Place.TERMINAL)
    await dan.says("bring in an external phonics consultant for Oak Bank for 6 days until 18 December")
    aside = await dan.says("what support is Oak Bank due")
    assert aside.words.startswith("What Oak Bank is allocated by need.")
    assert "Who provides it?" in aside.all


async def test_days_on_top_are_granted_with_a_reason_and_counted(world: World, deputy: Conversation) -> None:
    await deputy.says("give Oak Bank 3 more SIP days")
    form = await deputy.presses("Next")
    assert form.inputs["days"]["value"] == "3"
    assert "So far 0 of 10 days used this year, 0 booked, 10 left." in form.texts
    await deputy.presses("Look it over", reason=f"Reading has dropped{MARKED}")
    done = await deputy.presses("Allocate it")
    assert "Oak Bank has 3 SIP days on top of its allocation" in done.texts
    assert set(await told(world, OutgoingKind.DAYS_GRANTED)) == {"Hana Head", "Sam Partner", "Lena Lead"}
    answer = await deputy.says("how many SIP days are left at Oak Bank")
    assert answer.words == (
        "Oak Bank, 0 of 13 (10 and 3 on top) SIP days used this year, 0 booked, 13 left. "
        "3 days on top were granted by Dan Deputy on Mon 23 November 2026."
    )


async def test_adviser_days_on_top_are_of_the_term_at_high_risk(world: World, deputy: Conversation) -> None:
    await granted(world, Decimal("2.5"), OAK_BANK, Support.SCHOOL_IMPROVEMENT_ADVISER)
    this_term = await deputy.says("adviser days this term at Oak Bank")
    assert "0 of 22½ (20 and 2½ on top) adviser days used this term" in this_term.words
    next_term = await deputy.says("adviser days next term at Oak Bank")
    assert "0 of 20 adviser days" in next_term.words


async def test_a_second_press_does_nothing_more(world: World, deputy: Conversation) -> None:
    look = (await _looked_over(deputy)).last
    first = await deputy.presses("Allocate it", on=look)
    again = await deputy.presses("Allocate it", on=look)
    assert "Done:" in first.texts
    assert "Done: Sal Specialist is deployed at Marlow" in again.texts
    assert (await world.deeds()).count("support allocated") == 1


async def test_what_came_up_since_is_said_before_it_is_done(world: World, deputy: Conversation) -> None:
    look = (await _looked_over(deputy)).last
    await allocated(world, school="100003", by="Carol Chief")
    changed = await deputy.presses("Allocate it", on=look)
    assert "This has changed since you looked at it." in changed.texts
    assert "Sal Specialist is at St Anne's on Tuesdays too" in changed.texts
    assert "Done:" in (await deputy.presses("Allocate it")).texts


async def test_somebody_who_is_there_from_that_day_already_is_not_deployed_twice(
    world: World, deputy: Conversation
) -> None:
    await allocated(world, starts=date(2027, 1, 5))
    look = (await _looked_over(deputy)).last
    assert look is not None
    assert "Sal Specialist is deployed at Marlow already" in look.texts
    refused = await deputy.presses("Allocate it")
    assert "They are deployed there from that day already." in refused.texts


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"days": "3"}, "A week, or in all?"),
        ({"days": "6 days a week"}, "A week has five days."),
        ({"days": "0.3 days a week"}, "Days count in halves."),
        ({"days": "60 days in all"}, "more than five days a week"),
        ({"to": "2027-01-04"}, "That is before it begins."),
        ({"from": "2026-09-07"}, "It can begin on 2 November at the earliest"),
        ({"to": "2030-01-04"}, "too far ahead"),
        ({"activity": "juggling"}, "Please choose one of the activities"),
    ],
)
async def test_what_cannot_be_taken_is_said_at_its_field(
    deputy: Conversation, typed: dict[str, str], says: str
) -> None:
    answer = (await _looked_over(deputy, **typed)).last
    assert answer is not None
    assert says in answer.texts
    assert "Allocate it" not in answer.buttons


async def test_support_begins_and_ends_in_the_form_as_in_what_is_listed(world: World) -> None:
    made = await allocated(world)
    assert (made.starts, made.ends) == (JANUARY, FEBRUARY)

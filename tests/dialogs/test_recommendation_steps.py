"""The steps of a recommendation through the desk: who sees it when, who decides, and what that changes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import time

import pytest

from dialogs.wording import REFUSAL
from storage.store import SqlStore
from strategy.actions.designating import recommend
from strategy.actions.steps import Shown
from strategy.designations import Designation
from strategy.meetings import Meeting
from strategy.policy import Policy
from strategy.policy_reporting import Body
from strategy.recommendations import Decision, Recommendation
from strategy.school_year import ONE_DAY
from tests.builders import TODAY
from tests.dialogs.answers import MARKED
from tests.dialogs.conversation import Conversation
from tests.dialogs.judging import (
    IMPROVE,
    REPAIR,
    SUSTAIN,
    designation_of,
    endorsed,
    judged,
    kept,
    recommended,
    reviewed,
    taken,
)
from tests.dialogs.world import MARLOW, NEWCOMER, OAK_BANK, World, make_world


@pytest.fixture
async def lead(world: World) -> Conversation:
    """Lena, the Lead SIP."""
    return await world.chat("Lena Lead")


@pytest.fixture
async def chief(world: World) -> Conversation:
    """Carol, the CEO."""
    return await world.chat("Carol Chief")


async def test_nothing_waits(lead: Conversation) -> None:
    assert (await lead.says("any recommendations waiting?")).words == "No recommendation is under way."


async def test_the_whole_chain_and_the_evidence_come_first(world: World, lead: Conversation) -> None:
    await recommended(world)
    card = await lead.says("any recommendations waiting?")
    assert card.words.startswith("Marlow: Improve is recommended, in the place of Sustain.")
    assert "Sue Partner recommended Improve" in card.texts
    assert card.texts.count("Seen in books") == 7
    assert card.texts.index("Seen in books") < card.texts.index("Reason")
    assert {"Endorse Improve", "Send back"} <= set(card.buttons)


async def test_from_recommendation_to_sign_off(
    world: World, lead: Conversation, deputy: Conversation, chief: Conversation
) -> None:
    found = await recommended(world)
    await lead.says("any recommendations waiting?")
    done = await lead.presses("Endorse Improve")
    assert "Done: you endorsed Improve for Marlow. It waits for Dan Deputy to record what" in done.texts
    await deputy.says("any recommendations waiting?")
    done = await deputy.presses("Record it")
    assert "It waits for Dan Deputy to sign it off" in done.texts
    await chief.says("take me to the designation recommendation on Marlow so we can decide it")
    done = await chief.presses("Sign off Improve")
    assert "Done: you signed off Improve for Marlow." in done.texts
    assert [step.decision for step in (await kept(world, found.id)).steps] == [
        "recommended",
        "endorsed",
        "reviewed",
        "signed off",
    ]
    says = (await deputy.says("what is Marlow designated as?")).words
    assert says == "Marlow is designated Improve (Some risk), since Mon 23 November 2026."
    assert "designation put in force" in await world.deeds()


async def test_sending_back_needs_a_reason_and_keeps_it(world: World, lead: Conversation) -> None:
    found = await recommended(world)
    await lead.says("any recommendations waiting?")
    answer = await lead.presses("Send back")
    assert "Please say why it is sent back." in answer.texts
    await lead.presses("Send back", reason=f"Say more{MARKED}")
    assert (await kept(world, found.id)).last.reason == f"Say more{MARKED}"
    sue = await world.chat("Sue Partner")
    card = await sue.says("any recommendations waiting?")
    assert "Say more" in card.texts
    assert "Recommend again" in card.buttons
    form = await sue.presses("Recommend again")
    assert form.filled_in()["designation"] == "improve"


async def test_a_reason_has_bounds_and_what_was_typed_stays(world: World, lead: Conversation) -> None:
    found = await recommended(world)
    await lead.says("any recommendations waiting?")
    answer = await lead.presses("Send back", reason="word " * 401)
    assert "At most 2,000 characters of a reason can be kept." in answer.texts
    assert answer.filled_in()["reason"].startswith("word word")
    assert (await kept(world, found.id)).revision == 1


async def test_the_board_may_recommend_something_else_with_a_reason(
    world: World, deputy: Conversation
) -> None:
    found = await endorsed(world)
    await deputy.says("any recommendations waiting?")
    answer = await deputy.presses("Record it", designation="repair")
    assert "Please say why the Board recommends something else." in answer.texts
    assert answer.filled_in()["designation"] == "repair"
    await deputy.presses("Record it", reason="Attendance fell")
    assert (await kept(world, found.id)).proposed is REPAIR


async def test_the_eit_may_decide_otherwise_with_a_reason(world: World, chief: Conversation) -> None:
    await reviewed(world)
    await chief.says("any recommendations waiting?")
    answer = await chief.presses("Decide otherwise", designation="stabilise")
    assert "Please say why the EIT decides otherwise." in answer.texts
    await chief.presses("Decide otherwise", designation="stabilise", reason="Leaders have left")
    assert await designation_of(world, MARLOW) is Designation.STABILISE


async def test_to_decide_otherwise_without_another_choice_signs_off_nothing(
    world: World, chief: Conversation
) -> None:
    before = await designation_of(world, MARLOW)
    await reviewed(world)
    await chief.says("any recommendations waiting?")
    answer = await chief.presses("Decide otherwise", designation="improve", reason="Leaders have left")
    assert "To decide otherwise, please choose another and say why." in str(answer.texts)
    assert await designation_of(world, MARLOW) is before
    await chief.presses("Sign off Improve", designation="improve")
    assert await designation_of(world, MARLOW) is IMPROVE


async def test_a_joining_school_goes_straight_to_the_eit(world: World, deputy: Conversation) -> None:
    await endorsed(world, NEWCOMER)
    card = await deputy.says("any recommendations waiting?")
    assert "Sign off Improve" in card.buttons
    await deputy.presses("Sign off Improve")
    assert await designation_of(world, NEWCOMER) is IMPROVE


async def test_nobody_signs_off_what_they_started(
    world: World, deputy: Conversation, chief: Conversation
) -> None:
    found = await reviewed(world, by="Dan Deputy")
    card = await deputy.says("any recommendations waiting?")
    assert "It waits for Carol Chief to sign it off" in card.words
    assert "Sign off Improve" not in card.buttons
    forged = {"do": "recommendation.sign_off", "recommendation": found.id, "revision": found.revision}
    assert (await deputy.sends_data(forged)).words == REFUSAL
    assert await designation_of(world, MARLOW) is SUSTAIN
    await chief.says("any recommendations waiting?")
    await chief.presses("Sign off Improve")
    assert await designation_of(world, MARLOW) is IMPROVE


STEPS: dict[str, tuple[Callable[[World], Awaitable[Recommendation]], set[str]]] = {
    # what a card's button would send, at which state: who may
    "recommendation.endorse": (recommended, {"Lena Lead"}),
    "recommendation.send_back": (recommended, {"Lena Lead"}),
    "recommendation.review": (endorsed, {"Carol Chief", "Dan Deputy"}),
    "recommendation.sign_off": (reviewed, {"Carol Chief", "Dan Deputy"}),
    "recommendation.otherwise": (reviewed, {"Carol Chief", "Dan Deputy"}),
    "recommendation.withdraw": (recommended, {"Sue Partner", "Lena Lead", "Dan Deputy"}),
}
EVERYBODY = (
    "Carol Chief",
    "Dan Deputy",
    "Lena Lead",
    "Sue Partner",
    "Sam Partner",
    "Ada Adviser",
    "Mo Head",
    "Hana Head",
    "Chris Chair",
    "Lee Leader",
    "Tina Trustee",
    "Stan Committee",
    "Eve Executive",
    "Gail Governance",
    "Dora Data",
    "Adam Admin",
)


@pytest.mark.parametrize("do", STEPS)
async def test_a_step_is_taken_by_these_and_by_nobody_else(world: World, do: str) -> None:
    begin, may = STEPS[do]
    found = await begin(world)
    data = {
        "do": do,
        "recommendation": found.id,
        "revision": found.revision,
        "designation": "repair",
        "reason": "Because",
    }
    for name in sorted(EVERYBODY, key=lambda each: each in may):
        before = await kept(world, found.id)
        answer = await (await world.chat(name)).sends_data(data)
        if name not in may:
            assert answer.words == REFUSAL, name
            assert await kept(world, found.id) == before
    assert (await kept(world, found.id)).revision == found.revision + 1


READS = {"Carol Chief", "Dan Deputy", "Lena Lead", "Sue Partner"}


@pytest.mark.parametrize("name", EVERYBODY)
async def test_a_recommendation_under_way_is_read_by_these(world: World, name: str) -> None:
    found = await recommended(world)
    who = await world.chat(name)
    answer = await who.sends_data({"do": "recommendation.show", "recommendation": found.id})
    assert ("Seen in books" in answer.texts) is (name in READS)
    assert (answer.words == REFUSAL) is (name not in READS)
    listed = await who.says("any recommendations waiting?")
    assert ("Marlow" in listed.all) is (name in READS)
    evidence = await who.sends_data(
        {"do": "recommendation.evidence", "recommendation": found.id, "indicator": 0}
    )
    assert ("Seen in books" in evidence.texts) is (name in READS)


async def test_reading_is_recorded(world: World, deputy: Conversation) -> None:
    await recommended(world)
    await deputy.says("any recommendations waiting?")
    assert (await world.deeds())[0] == "recommendation read"


@pytest.mark.parametrize(("days_ahead", "sees"), [(10, False), (7, True)])
async def test_a_headteacher_sees_it_from_the_boards_pack_on(
    world: World, days_ahead: int, sees: bool
) -> None:
    head = await world.chat("Mo Head")
    found = await recommended(world)
    async with world.store.transaction() as uow:
        day = TODAY + days_ahead * ONE_DAY
        await uow.meetings.add(Meeting(0, Body.PROGRESS_BOARD, MARLOW, day, time(9), time(11)))
    data = {"do": "recommendation.show", "recommendation": found.id}
    assert (await head.sends_data(data)).words == REFUSAL, "it is not endorsed yet"
    await taken(world, found, Decision.ENDORSED, "Lena Lead")
    assert ((await head.sends_data(data)).words != REFUSAL) is sees
    assert ("Marlow: Improve" in (await head.says("any recommendations waiting?")).words) is sees


async def test_without_a_recorded_board_the_strategys_month_stands_for_it(world: World) -> None:
    head = await world.chat("Mo Head")
    data = {"do": "recommendation.show", "recommendation": (await endorsed(world)).id}
    assert (await head.sends_data(data)).words == REFUSAL
    head.later(days=35)
    assert "Improve is recommended" in (await head.sends_data(data)).texts


async def test_an_older_card_tells_how_it_stands_now(
    world: World, lead: Conversation, deputy: Conversation
) -> None:
    found = await recommended(world)
    older = await lead.says("any recommendations waiting?")
    await taken(world, found, Decision.ENDORSED, "Lena Lead")
    answer = await lead.presses("Send back", on=older, reason="Too late")
    assert "That has changed meanwhile: Lena Lead endorsed Improve" in answer.texts
    assert "Send back" not in answer.buttons
    assert (await kept(world, found.id)).revision == 2
    odd = await deputy.sends_data({"do": "recommendation.review", "recommendation": True, "revision": "2"})
    assert odd.words == REFUSAL


async def test_a_withdrawn_one_can_be_decided_no_more(world: World, chief: Conversation) -> None:
    found = await reviewed(world)
    card = await chief.says("any recommendations waiting?")
    await taken(world, found, Decision.WITHDRAWN, "Sue Partner", reason="A mistake")
    answer = await chief.presses("Sign off Improve", on=card)
    assert "That has changed meanwhile: Sue Partner withdrew it" in answer.texts
    assert await designation_of(world, MARLOW) is SUSTAIN


async def test_long_evidence_is_cut_and_can_be_read_in_full(world: World, lead: Conversation) -> None:
    await recommended(world, judgements=judged(world, evidence=f"evidence {MARKED}" * 250))
    card = await lead.says("any recommendations waiting?")
    assert " …" in card.texts
    whole = await lead.presses("Governance")
    assert whole.texts.count("evidence ") == 250


async def test_several_are_listed_and_opened_by_number(world: World, deputy: Conversation) -> None:
    await recommended(world, OAK_BANK, by="Sam Partner")
    await endorsed(world)
    listed = await deputy.says("any recommendations waiting?")
    assert listed.words.startswith("2 recommendations are under way, 1 of them for you to act on.")
    assert [row[1] for row in listed.rows] == ["Marlow", "Oak Bank"]
    assert (await deputy.says("2")).words.startswith("Oak Bank: Improve is recommended")


async def test_two_who_sign_off_at_once_are_told_what_is_true(store: SqlStore, policy: Policy) -> None:
    await make_world(store, policy)
    world = World.of(store, policy)
    await reviewed(world)
    deputy, chief = await world.chat("Dan Deputy"), await world.chat("Carol Chief")
    await deputy.says("any recommendations waiting?")
    await chief.says("any recommendations waiting?")
    answers = await asyncio.gather(
        deputy.presses("Sign off Improve"),
        chief.presses("Decide otherwise", designation="repair", reason="Leaders have left"),
    )
    assert sum("Done: you signed off" in answer.texts for answer in answers) == 1
    assert sum("That has changed meanwhile" in answer.texts for answer in answers) == 1
    async with store.transaction() as uow:
        lines = await uow.designations.of_school(MARLOW)
        assert len(lines) == 2
        assert uow.trust.school(MARLOW).designation is lines[-1].designation
    assert (await world.deeds()).count("designation put in force") == 1


async def test_the_longest_chain_with_the_longest_evidence_stays_a_small_card(
    world: World, lead: Conversation
) -> None:
    evidence = ("\u00e9\u4e2d " * 1_333)[:3_990] + "\n" * 10
    found = await recommended(world, judgements=judged(world, evidence=evidence))
    for _ in range(4):
        found = await taken(world, found, Decision.SENT_BACK, "Lena Lead", reason="\u4e2d\n" * 900)
        async with world.store.transaction() as uow:
            found = await recommend(
                uow=uow,
                policy=world.policy,
                now=lead.at,
                person=uow.trust.person(found.started_by),
                school=MARLOW,
                designation=IMPROVE,
                judgements=judged(world, evidence=evidence),
                again=Shown(found.id, found.revision),
            )
    card = await lead.says("any recommendations waiting?")
    assert "3 earlier steps are not shown." in card.texts
    sue = await world.chat("Sue Partner")
    await taken(world, found, Decision.SENT_BACK, "Lena Lead", reason="More")
    await sue.says("recommend Improve for Marlow")
    for _ in range(4):
        await sue.presses("Next")

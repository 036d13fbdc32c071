"""Next year as the penultimate EIT prepares it: a draft a school, which counts when it is signed off."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from dialogs.messages import Place
from dialogs.wording import REFUSAL
from storage.store import SqlStore
from strategy.actions.agendas import items_of
from strategy.meetings import Meeting
from strategy.next_year import NextYear
from strategy.outgoing import OutgoingKind
from strategy.people import Capacity
from strategy.policy import Policy
from strategy.policy_reporting import Body
from strategy.school_year import Span
from strategy.targets import SetState
from tests.builders import make_next_years_terms
from tests.dialogs.aiming import NEXT_YEAR, proposed
from tests.dialogs.answers import MARKED, Answer
from tests.dialogs.conversation import Conversation
from tests.dialogs.sent import told
from tests.dialogs.world import MARLOW, ST_ANNE, World, make_world

MAY = datetime(2027, 5, 24, 9, tzinfo=UTC)
SUPPORT = f"2 more SIP days for maths{MARKED}\n- SLE for phonics, 6 days"
ITEMS = f"November: attendance{MARKED}\nsafeguarding"
LATER = Span(date(2027, 9, 1), date(2028, 8, 31))


async def chat(world: World, name: str) -> Conversation:
    """Somebody's own chat, in May."""
    found = await world.chat(name)
    found.at = MAY
    return found


async def written(
    world: World, by: str = "Lena Lead", school: str = "Marlow", support: str = SUPPORT, items: str = ITEMS
) -> Answer:
    """Somebody has written a school's draft."""
    lena = await chat(world, by)
    await lena.says(f"prepare next year for {school}")
    return await lena.presses("Save the draft", support=support, items=items)


async def the_draft(world: World, school: str = MARLOW) -> NextYear:
    async with world.store.transaction() as uow:
        found = await uow.next_years.of(school, NEXT_YEAR)
    assert found is not None
    return found


async def granted(world: World, school: str = MARLOW) -> list[Decimal]:
    async with world.store.transaction() as uow:
        return [each.days for each in await uow.allocations.grants(school, LATER)]


async def on_the_agenda(world: World, school: str, day: date) -> list[str]:
    [visit] = await world.diary("Sue Partner", school, day)
    async with world.store.transaction() as uow:
        return [item.text for item in await items_of(uow, visit)]


async def next_year_is_known(world: World) -> None:
    """The terms of 2027/28 are known."""
    async with world.store.transaction() as uow:
        await make_next_years_terms(uow)


# Writing.


async def test_a_draft_is_written_by_card_and_counts_for_nothing_yet(world: World) -> None:
    saved = await written(world)
    assert "Nothing of it counts yet: somebody else signs it off." in saved.all
    assert f"\u2022 2 more SIP days for maths{MARKED} (2 days, granted at the sign-off)" in saved.texts
    assert "\u2022 SLE for phonics, 6 days\n" in saved.texts + "\n"
    assert f"\u2022 November: attendance{MARKED}" in saved.texts
    assert "\u2022 All visits: safeguarding" in saved.texts
    assert await granted(world) == []
    assert await on_the_agenda(world, MARLOW, date(2027, 11, 9)) == []
    assert (await world.deeds())[0] == "next year drafted"


async def test_a_draft_is_written_by_talk(world: World) -> None:
    lena = (await chat(world, "Lena Lead")).elsewhere(Place.TERMINAL)
    await lena.says("prepare next year for Marlow")
    await lena.says("2 more SIP days for maths")
    await lena.says("none")
    assert "Saved." in (await lena.says("submit it")).words
    assert (await the_draft(world)).support == "2 more SIP days for maths"


async def test_what_cannot_be_kept_is_said_and_the_form_stays(world: World) -> None:
    lena = await chat(world, "Lena Lead")
    await lena.says("prepare next year for Marlow")
    empty = await lena.presses("Save the draft", support="none", items="none")
    assert "Please give support or an item" in empty.all
    odd = await lena.presses("Save the draft", support="0.3 SIP days", items="none")
    assert "Days count in halves" in odd.all


async def test_a_draft_is_changed_and_its_earlier_version_kept(world: World) -> None:
    await written(world)
    dan = await chat(world, "Dan Deputy")
    await dan.says("show me next year's draft for Marlow")
    form = await dan.presses("Change")
    assert form.inputs["support"]["value"] == SUPPORT
    await dan.presses("Save the draft", support="An adviser day")
    after = await the_draft(world)
    assert (after.revision, after.support, after.items) == (2, "An adviser day", ITEMS)
    assert after.by == await world.person("Dan Deputy")


async def test_a_form_that_was_overtaken_is_kept_and_how_it_stands_is_shown(world: World) -> None:
    lena, dan = await chat(world, "Lena Lead"), await chat(world, "Dan Deputy")
    for each in (lena, dan):
        await each.says("prepare next year for Marlow")
    await lena.presses("Save the draft", support="An adviser day", items="none")
    late = await dan.presses("Save the draft", support="An SLE", items="none")
    assert "It has changed since you opened the form" in late.all
    assert (await the_draft(world)).support == "An adviser day"
    assert await world.drafts_of("Dan Deputy") == 1


@pytest.mark.parametrize("name", ["Sue Partner", "Mo Head", "Tina Trustee", "Gail Governance"])
async def test_only_those_of_the_eit_who_see_all_schools_prepare_and_see_it(world: World, name: str) -> None:
    await written(world)
    other = await chat(world, name)
    said = await other.says("prepare next year for Marlow")
    assert MARKED not in said.all
    for do in ("show", "change", "list"):
        answer = await other.sends_data({"do": f"next_year.{do}", "school": MARLOW})
        assert MARKED not in answer.all
    draft = await the_draft(world)
    await other.sends_data({"do": "next_year.sign_off", "draft": draft.id, "shown": 1})
    assert not (await the_draft(world)).is_signed_off
    support = await other.says("what support is Marlow due?")
    assert "phonics" not in support.all


async def test_a_joining_school_is_not_prepared(world: World) -> None:
    lena = await chat(world, "Lena Lead")
    assert "is joining the trust" in (await lena.says("prepare next year for Newcomer")).words


# Signing off.


async def test_the_sign_off_grants_days_sets_agendas_and_has_the_targets_hold(world: World) -> None:
    await next_year_is_known(world)
    aims = await proposed(world, MARLOW, year=NEXT_YEAR)
    await written(world)
    dan = await chat(world, "Dan Deputy")
    shown = await dan.says("prepare next year for Marlow")
    assert "Signing the draft off signs them off too." in shown.words
    done = await dan.presses("Sign off")
    assert "Dan Deputy signed it off" in done.all
    assert await granted(world) == [Decimal(2)]
    assert await on_the_agenda(world, MARLOW, date(2027, 11, 9)) == [f"attendance{MARKED}", "safeguarding"]
    assert await on_the_agenda(world, MARLOW, date(2028, 1, 18)) == ["safeguarding"]
    assert await on_the_agenda(world, ST_ANNE, date(2027, 11, 9)) == []
    async with world.store.transaction() as uow:
        signed = await uow.targets.get(aims.id)
        [grant] = await uow.allocations.grants(MARLOW, LATER)
    assert signed is not None
    assert signed.state is SetState.SIGNED_OFF
    assert (grant.capacity, grant.span.starts.year) == (Capacity.SIP, 2027)
    assert {"next year signed off", "days granted", "agenda item set", "targets signed off"} <= set(
        await world.deeds()
    )
    kinds = {kind for kind, _, _ in await told(world)}
    assert {OutgoingKind.DAYS_GRANTED, OutgoingKind.TARGETS_SIGNED_OFF} <= kinds


async def test_what_is_no_granted_days_stands_on_the_page_of_the_schools_support(world: World) -> None:
    await next_year_is_known(world)
    await written(world)
    dan = await chat(world, "Dan Deputy")
    before = await dan.says("what support is Marlow due?")
    assert "SLE for phonics" not in before.all
    await dan.says("prepare next year for Marlow")
    await dan.presses("Sign off")
    after = await dan.says("what support is Marlow due?")
    assert "The EIT agreed for 2027/28" in after.texts
    assert "SLE for phonics, 6 days" in after.texts
    assert "2 more SIP days" not in after.texts


async def test_days_wait_until_the_terms_of_that_year_are_known(world: World) -> None:
    await written(world)
    dan = await chat(world, "Dan Deputy")
    await dan.says("prepare next year for Marlow")
    refused = await dan.presses("Sign off")
    assert "The terms of 2027/28 are not in the calendar yet" in refused.all
    assert not (await the_draft(world)).is_signed_off


async def test_who_wrote_it_last_does_not_sign_it_off(world: World) -> None:
    await next_year_is_known(world)
    await written(world, "Dan Deputy")
    dan = await chat(world, "Dan Deputy")
    shown = await dan.says("prepare next year for Marlow")
    assert "Sign off" not in shown.buttons
    draft = await the_draft(world)
    await dan.sends_data({"do": "next_year.sign_off", "draft": draft.id, "shown": 1})
    assert not (await the_draft(world)).is_signed_off
    carol = await chat(world, "Carol Chief")
    await carol.says("prepare next year for Marlow")
    assert "Carol Chief signed it off" in (await carol.says("sign it off")).words


async def test_a_draft_that_changed_is_not_signed_off_by_an_older_card(world: World) -> None:
    await written(world)
    dan = await chat(world, "Dan Deputy")
    card = await dan.says("prepare next year for Marlow")
    lena = await chat(world, "Lena Lead")
    await lena.says("prepare next year for Marlow")
    await lena.presses("Change")
    await lena.presses("Save the draft", support="20 SIP days")
    late = await dan.presses("Sign off", on=card)
    assert "It has changed since you were shown it." in late.all
    assert not (await the_draft(world)).is_signed_off
    assert await granted(world) == []


async def test_a_signed_off_draft_is_not_changed_any_more(world: World) -> None:
    await next_year_is_known(world)
    await written(world)
    dan = await chat(world, "Dan Deputy")
    await dan.says("prepare next year for Marlow")
    done = await dan.presses("Sign off")
    assert "Change" not in done.buttons
    again = await dan.sends_data({"do": "next_year.change", "school": MARLOW})
    assert "signed off, and so can't be changed" in again.all


async def test_nothing_that_was_written_is_in_the_audit_or_the_outbox(world: World) -> None:
    await next_year_is_known(world)
    await written(world)
    dan = await chat(world, "Dan Deputy")
    await dan.says("prepare next year for Marlow")
    await dan.presses("Sign off")
    async with world.store.transaction() as uow:
        kept = str(await uow.audit.entries()) + str(await uow.outbox.recent())
    assert MARKED not in kept


async def test_of_two_who_sign_off_at_once_one_does_and_days_are_granted_once(
    store: SqlStore, policy: Policy
) -> None:
    await make_world(store, policy)
    world = World.of(store, policy)
    await next_year_is_known(world)
    await written(world)
    chats = [await chat(world, name) for name in ("Dan Deputy", "Carol Chief")]
    shown = [await each.says("prepare next year for Marlow") for each in chats]
    answers = await asyncio.gather(
        *(each.presses("Sign off", on=card) for each, card in zip(chats, shown, strict=True))
    )
    assert sum("It has changed since you were shown it." in answer.all for answer in answers) == 1
    assert await granted(world) == [Decimal(2)]
    assert (await world.deeds()).count("next year signed off") == 1


# Lists and sentences.


async def test_the_list_says_how_far_next_year_is(world: World) -> None:
    await written(world)
    dan = await chat(world, "Dan Deputy")
    listed = await dan.says("next year's drafts")
    assert listed.words.startswith("2027/28: 4 of 5 schools have no draft yet, 1 waits to be signed off.")
    assert listed.rows[-1][1:] == ("Marlow", "Draft")
    without = await dan.says("which schools have no draft for next year?")
    assert "Marlow" not in [row[1] for row in without.rows]
    form = await dan.says("1")
    assert "support" in form.inputs


async def test_the_penultimate_eit_has_the_way_to_the_drafts(world: World) -> None:
    dan = await chat(world, "Dan Deputy")
    async with world.store.transaction() as uow:
        await uow.meetings.add(Meeting(0, Body.EIT, "", date(2027, 5, 25), time(9), time(10, 30)))
    agenda = await dan.says("what's on the agenda for the next EIT?")
    assert "Draft support for next year" in agenda.texts
    assert (
        "None of the 5 schools has a draft for 2027/28 yet." in (await dan.presses("Drafts of next year")).all
    )


async def test_forged_data_is_refused(world: World) -> None:
    dan = await chat(world, "Dan Deputy")
    for forged in (None, "999999", 7, {"a": 1}):
        answer = await dan.sends_data({"do": "next_year.show", "school": forged})
        assert answer.words == REFUSAL
        answer = await dan.sends_data({"do": "next_year.sign_off", "draft": forged, "shown": forged})
        assert "can't" in answer.words or answer.words


OPENS = [
    "prepare next year for Marlow",
    "draft next year for Marlow",
    "Marlow's draft for next year",
    "can you get next year ready for Marlow please",
    "show me the draft of next year at Marlow",
    "let's prepare 2027/28 for Marlow",
    "next year's draft for Marlow",
    "sign off next year for Marlow",
    "I want to work on next year's draft at Marlow",
]
LISTS = [
    "next year's drafts",
    "which schools have no draft for next year?",
    "who is still without a draft for next year",
    "how far are we with the drafts for next year?",
    "list the drafts for 2027/28",
    "prepare next year",
    "how many schools have a draft for next year",
    "any drafts of next year to sign off?",
]
ELSEWHERE = [
    "targets for Marlow next year",
    "plan the visits for next year",
    "plan the meetings for next year",
    "set targets for next year for Marlow",
    "term dates next year",
    "my drafts",
    "what is due next year",
    "show me the trust plan for next year",
]


@pytest.mark.parametrize("said", OPENS)
async def test_a_sentence_opens_a_schools_draft(world: World, said: str) -> None:
    await written(world)
    assert (await (await chat(world, "Dan Deputy")).says(said)).words.startswith("Marlow, 2027/28.")


@pytest.mark.parametrize("said", LISTS)
async def test_a_sentence_lists_how_far_it_is(world: World, said: str) -> None:
    await written(world)
    assert (await (await chat(world, "Dan Deputy")).says(said)).words.startswith("2027/28: 4 of 5 schools")


@pytest.mark.parametrize("said", ELSEWHERE)
async def test_other_sentences_about_next_year_are_left_alone(world: World, said: str) -> None:
    await written(world)
    answer = await (await chat(world, "Dan Deputy")).says(said)
    assert "have no draft" not in answer.words
    assert "Nothing of it counts yet" not in answer.words


@pytest.mark.parametrize("said", ["sign off next year for Oak Bank", "please approve 2027/28 at Oak Bank"])
async def test_where_there_is_no_draft_to_sign_off_it_is_said_and_offered(world: World, said: str) -> None:
    dan = await chat(world, "Dan Deputy")
    answer = await dan.says(said)
    none = "There is no draft of 2027/28 for Oak Bank yet, so there is nothing to sign off."
    assert answer.words.startswith(none)
    assert await world.drafts_of("Dan Deputy") == 0
    assert "Oak Bank" in (await dan.presses("Prepare it")).all
    assert await world.drafts_of("Dan Deputy") == 1


async def test_a_yes_begins_the_draft_that_is_not_there(world: World) -> None:
    dan = (await chat(world, "Dan Deputy")).elsewhere(Place.TERMINAL)
    assert (await dan.says("sign off next year for Oak Bank")).words.endswith("Shall I begin it?")
    assert "Which support is there to be?" in (await dan.says("yes please")).words

"""Key Stage 2, GCSE and A-level results: owed by the data manager, given by form, seen by those who may."""

from __future__ import annotations

import pytest

from dialogs.desk import Desk
from dialogs.messages import Place
from dialogs.outgoing.outbound import Outbound
from dialogs.wording import READ_ONLY, REFUSAL, REFUSAL_TO_DO
from storage.reconciling_schools import RESULTS, reconcile_schools
from strategy.duties import DutyState
from strategy.people import Role
from strategy.schools import Phase
from tests.builders import make_person, make_school
from tests.dialogs.answers import MARKED
from tests.dialogs.conversation import Conversation
from tests.dialogs.listing import PlainWorkbooks
from tests.dialogs.post import PlainDocuments
from tests.dialogs.resulting import (
    A_LEVEL,
    FIGURES,
    GCSE,
    IN_AUGUST,
    IN_JULY,
    KS2,
    MARLOW,
    OAK_BANK,
    YEAR,
    at_work,
    given,
    owed,
    stand,
    with_phases,
)
from tests.dialogs.world import ST_ANNE, World

EVERYBODY = {
    "Carol Chief": True,
    "Dan Deputy": True,
    "Lena Lead": True,
    "Dora Data": True,
    "Stan Committee": True,
    "Gail Governance": True,
    "Sam Partner": True,
    "Hana Head": True,
    "Sue Partner": False,
    "Mo Head": False,
    "Chris Chair": False,
    "Lee Leader": False,
    "Sal Specialist": False,
    "Tina Trustee": False,
    "Eve Executive": False,
    "Adam Admin": False,
}
"""Who may see the results of Oak Bank."""


@pytest.fixture
async def dora(world: World) -> Conversation:
    """The data manager in August, with what is owed known since July."""
    await with_phases(world)
    return await at_work(world, "Dora Data")


async def test_the_data_manager_owes_the_results_of_every_member_school(
    world: World, dora: Conversation
) -> None:
    assert set((await owed(world)).values()) == {"Dora Data"}
    answer = await dora.says("what do I owe")
    assert "Oak Bank" in answer.all
    assert "Results of summer 2026" in answer.all
    assert "Mon 24 Aug" in answer.all
    assert "Newcomer" not in answer.all


async def test_a_row_of_what_is_owed_opens_the_form(dora: Conversation) -> None:
    await dora.says("what do I owe")
    form = await dora.presses("Marlow")
    assert "Results: Marlow, summer 2026" in form.texts
    assert "Key Stage 2" in form.texts


async def test_results_are_given_by_card_once(world: World, dora: Conversation) -> None:
    form = await dora.says("outcomes for Oak Bank")
    assert "Here is the form for the results of Oak Bank for summer 2026." in form.words
    assert set(form.inputs) >= {"gcse", "a_level"}
    assert "key_stage_2" not in form.inputs
    receipt = await dora.presses("File results", gcse=FIGURES)
    assert "Filed: the results of Oak Bank for summer 2026." in receipt.texts
    results = await stand(world)
    assert results is not None
    assert results.last.texts == {GCSE: FIGURES}
    assert OAK_BANK not in await owed(world)
    assert (await owed(world, DutyState.FULFILLED))[OAK_BANK] == "Dora Data"
    assert (await world.deeds())[0] == "results given"
    again = await dora.presses("File results", on=form, gcse=FIGURES)
    assert again.texts == receipt.texts
    assert await stand(world) == results


async def test_results_are_given_by_talk(world: World, dora: Conversation) -> None:
    await with_phases(world, {MARLOW: Phase.ALL_THROUGH})
    talk = dora.elsewhere(Place.TERMINAL)
    asked = await talk.says("record the results for Marlow")
    assert "Key Stage 2: what are the headline figures?" in asked.words
    assert "GCSE: what are the headline figures?" in (await talk.says("68% at the expected standard")).words
    assert "A level: what are" in (await talk.says("71% at 4+")).words
    assert 'Say "file them"' in (await talk.says("none")).words
    assert "Filed: the results of Marlow" in (await talk.says("file them")).words
    results = await stand(world, MARLOW)
    assert results is not None
    assert results.last.texts == {KS2: "68% at the expected standard", GCSE: "71% at 4+"}


async def test_what_comes_out_first_can_be_given_first(world: World) -> None:
    await with_phases(world, {MARLOW: Phase.ALL_THROUGH})
    dora = await at_work(world, "Dora Data", IN_JULY)
    await dora.says("KS2 results for Marlow")
    receipt = await dora.presses("File results", key_stage_2=FIGURES)
    assert "GCSE still to come; this stays on your list until then." in receipt.texts
    assert (await owed(world))[MARLOW] == "Dora Data"
    dora.at = IN_AUGUST
    form = await dora.says("GCSE results for Marlow")
    assert form.filled_in()["key_stage_2"] == FIGURES
    done = await dora.presses("File amendment", gcse="71% at 4+")
    assert "still to come" not in done.texts
    assert "The earlier version is kept." in done.texts
    assert (await owed(world, DutyState.FULFILLED))[MARLOW] == "Dora Data"


async def test_an_infant_school_has_none_and_says_so(world: World, dora: Conversation) -> None:
    await dora.says("results for Marlow")
    await dora.presses("File results", key_stage_2="none")
    results = await stand(world, MARLOW)
    assert results is not None
    assert results.last.texts == {KS2: "none"}
    assert MARLOW not in await owed(world)


async def test_a_form_with_nothing_in_it_is_not_taken(world: World, dora: Conversation) -> None:
    await dora.says("results for Oak Bank")
    answer = await dora.presses("File results")
    assert "Please give the figures of at least one." in answer.texts
    assert await stand(world) is None


async def test_figures_too_long_are_kept_and_not_taken(world: World, dora: Conversation) -> None:
    await dora.says("results for Oak Bank")
    answer = await dora.presses("File results", gcse="9" * 4_001)
    assert "at most 4,000" in answer.texts
    assert await stand(world) is None
    assert await world.drafts_of("Dora Data") == 1


async def test_figures_in_the_sentence_are_in_the_form(dora: Conversation) -> None:
    form = await dora.says("GCSE results for Oak Bank: 71% 4+ in English and maths, 48% 5+")
    assert form.filled_in()["gcse"] == "71% 4+ in English and maths, 48% 5+"
    dora = dora.elsewhere(Place.PERSONAL)
    form = await dora.says("SATs results for Marlow\n68% expected standard\n9% higher standard")
    assert form.filled_in()["key_stage_2"] == "68% expected standard\n9% higher standard"


async def test_a_begun_form_is_resumed(world: World, dora: Conversation) -> None:
    await dora.says("results for Oak Bank: 71%")
    form = await dora.says("outcomes for Oak Bank")
    assert "You began the results of Oak Bank for summer 2026" in form.words
    assert await world.drafts_of("Dora Data") == 1


async def test_results_are_amended_and_earlier_ones_kept(world: World, dora: Conversation) -> None:
    await given(world)
    shown = await dora.says("show me the results of Oak Bank")
    assert FIGURES in shown.texts
    await dora.says("amend them")
    await dora.presses("File amendment", gcse=f"72% at 4+{MARKED}")
    carol = await at_work(world, "Carol Chief")
    now = await carol.says("GCSE results for Oak Bank")
    assert f"72% at 4+{MARKED}" in now.texts
    assert FIGURES not in now.texts
    assert FIGURES in (await carol.presses("Earlier versions")).texts
    assert f"72% at 4+{MARKED}" in (await carol.presses("As they are now")).texts
    assert {"results amended", "results read", "earlier results read"} <= set(await world.deeds())


@pytest.mark.parametrize(("name", "sees"), EVERYBODY.items())
async def test_results_of_oak_bank_are_seen_by_those_who_may(
    world: World, dora: Conversation, name: str, sees: bool
) -> None:
    await given(world)
    who = await at_work(world, name)
    answer = await who.says("show me the GCSE results of Oak Bank")
    assert (FIGURES in answer.texts) == sees
    assert (answer.words == REFUSAL) != sees
    pressed = await who.sends_data({"do": "results.show", "school": OAK_BANK, "year": YEAR})
    assert (FIGURES in pressed.texts) == sees
    versions = await who.sends_data({"do": "results.versions", "results": 1})
    assert (versions.words == REFUSAL) != sees


@pytest.mark.parametrize("name", [name for name in EVERYBODY if name not in ("Dora Data", "Dan Deputy")])
async def test_nobody_else_gives_results(world: World, dora: Conversation, name: str) -> None:
    who = await at_work(world, name)
    pressed = await who.sends_data({"do": "results.give", "school": OAK_BANK, "year": YEAR})
    assert pressed.words == REFUSAL_TO_DO
    await who.says("record the GCSE results for Oak Bank")
    assert await world.drafts_of(name) == 0


async def test_who_may_only_see_them_is_told_who_gives_them(world: World, dora: Conversation) -> None:
    hana = await at_work(world, "Hana Head")
    answer = await hana.says("enter our GCSE results")
    assert "Results are filed by the trust's data manager or the Deputy CEO." in answer.words


async def test_which_are_still_out_is_a_list_for_those_who_see_them(world: World, dora: Conversation) -> None:
    await given(world)
    answer = await dora.says("which outcomes are still out?")
    assert "Results of summer 2026 are still to come for 4 schools of 5." in answer.words
    assert {row[1] for row in answer.rows} == {"Marlow", "St Anne's", "St Andrew's", "Longmead"}
    assert answer.rows[0][2] == "Key Stage 2 still to come, due Mon 24 Aug"
    opened = await dora.says("1")
    assert "The results of Longmead for summer 2026 are not in yet, due Mon 24 Aug." in opened.words
    sam = await at_work(world, "Sam Partner")
    assert FIGURES in (await sam.says("are all the results in?")).texts


async def test_a_list_without_a_narrowing_shows_those_in_too(world: World, dora: Conversation) -> None:
    await given(world)
    rows = {row[1]: row[2] for row in (await dora.says("show me all the exam results")).rows}
    assert rows["Oak Bank"] == "In"
    assert len(rows) == 5


async def test_late_ones_are_said_to_have_been_due(world: World, dora: Conversation) -> None:
    dora.later(days=30)
    answer = await dora.says("which results are overdue")
    assert answer.rows[0][2] == "Key Stage 2 still to come, were due Mon 24 Aug"


async def test_results_of_a_summer_to_come_cannot_be_given(world: World, dora: Conversation) -> None:
    answer = await dora.says("record the 2027 results for Oak Bank")
    assert "The results of summer 2027 are not out yet" in answer.words
    pressed = await dora.sends_data({"do": "results.give", "school": OAK_BANK, "year": "2027/28"})
    assert "not out yet" in pressed.words


async def test_nothing_is_written_where_the_bot_only_reads(dora: Conversation) -> None:
    dora.read_only = True
    assert (await dora.says("outcomes for Oak Bank")).words == READ_ONLY
    assert "are not in yet" in (await dora.says("show me the outcomes for Oak Bank")).words


async def test_in_a_group_results_go_to_the_asker_alone(world: World, dora: Conversation) -> None:
    await given(world)
    hana = await at_work(world, "Hana Head")
    answer = await hana.elsewhere(Place.GROUP).says("show me the GCSE results of Oak Bank")
    assert not [message for message in answer.reply.messages if FIGURES.strip(MARKED) in str(message)]
    assert [message for message in answer.reply.privately if FIGURES.strip(MARKED) in str(message)]


async def test_a_second_data_manager_has_it_done_too(world: World, dora: Conversation) -> None:
    async with world.store.transaction() as uow:
        await make_person(uow, "Dave Data", Role.DATA_MANAGER)
    await reconcile_schools(world.store, world.policy, IN_AUGUST.date(), RESULTS)
    await given(world, ST_ANNE)
    assert ST_ANNE not in await owed(world)


async def test_buttons_that_name_nothing_are_refused(dora: Conversation) -> None:
    for data in ({}, {"school": "999999", "year": YEAR}, {"school": OAK_BANK, "year": "next"}, {"school": 4}):
        for do in ("results.show", "results.give"):
            assert (await dora.sends_data({"do": do, **data})).words == REFUSAL
    assert (await dora.sends_data({"do": "results.versions", "results": "1"})).words == REFUSAL


async def test_an_a_level_is_given_where_there_is_a_sixth_form(world: World, dora: Conversation) -> None:
    await dora.says("results for Oak Bank")
    await dora.presses("File results", gcse=FIGURES, a_level="C+")
    results = await stand(world)
    assert results is not None
    assert results.last.texts == {GCSE: FIGURES, A_LEVEL: "C+"}


async def test_a_list_of_results_comes_as_a_workbook(world: World, dora: Conversation) -> None:
    await given(world)
    workbooks = PlainWorkbooks()
    words = Outbound(world.policy, PlainDocuments(), workbooks)
    dora.desk = Desk(world.store, world.policy, world.desk._reader, renderer=words)
    dora.takes_files = True
    await dora.says("show me all the exam results in excel")
    assert workbooks.made.columns[:4] == ("School", "Key Stage 2", "GCSE", "A level")
    assert ("Oak Bank", None, FIGURES, None, None, None) in [row[:6] for row in workbooks.made.rows]
    await dora.says("which results are still out?")
    await dora.says("export that")
    assert "Oak Bank" not in {row[0] for row in workbooks.made.rows}
    assert len(workbooks.made.rows) == 4


async def test_a_long_list_goes_on(world: World, dora: Conversation) -> None:
    async with world.store.transaction() as uow:
        lena = uow.trust.by_email("lena.lead@trust.example")
        assert lena is not None
        for number in range(10):
            await make_school(
                uow, f"20000{number}", f"Longer {number} School", headteacher=lena.id, sip=lena.id
            )
    answer = await dora.says("which results are still out?")
    assert "Showing 1 to 8 of 15." in answer.words
    assert "Showing 9 to 15 of 15." in (await dora.says("more")).words
    assert "Showing 1 to 8 of 15." in (await dora.presses("Back")).texts

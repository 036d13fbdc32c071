"""Which schools have no targets, no designation, no plan in: those are listed, and no others."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from storage.tables import schools
from storage.trust_picture import raise_version
from strategy.policy_papers import PaperKind
from tests.dialogs.aiming import proposed, signed_off
from tests.dialogs.conversation import Conversation
from tests.dialogs.papers import handed_in
from tests.dialogs.world import MARLOW, NEWCOMER, OAK_BANK, ST_ANNE, World


@pytest.mark.parametrize(
    "text",
    [
        "Which schools have no targets yet?",
        "who hasn't got targets yet",
        "schools without targets",
        "which schools have not set their targets",
        "which schools are still to set targets",
        "any schools with no lines of enquiry?",
        "which schools don't have targets signed off",
    ],
)
async def test_schools_without_targets_are_listed_alone(
    world: World, deputy: Conversation, text: str
) -> None:
    await signed_off(world, await proposed(world, ST_ANNE))
    await proposed(world, MARLOW)
    answer = await deputy.says(text)
    assert "schools have no targets signed off for 2026/27." in answer.words
    shown = {row[1]: row[2] for row in answer.rows}
    assert "St Anne's" not in shown
    assert shown["Oak Bank"] == "None signed off"
    assert shown["Marlow"] == "None signed off; A proposal waits"


async def test_where_no_school_has_targets_it_reads_as_one_says_it(deputy: Conversation) -> None:
    answer = await deputy.says("which schools have no targets yet?")
    assert "None of the 5 schools has targets signed off for 2026/27 yet." in answer.words


async def test_of_ones_own_schools_those_without_targets_are_listed_alone(world: World) -> None:
    await signed_off(world, await proposed(world, ST_ANNE))
    sue = await world.chat("Sue Partner")
    listed = await sue.says("what are the targets of my schools")
    none = await sue.says("which of my schools have no targets")
    assert "St Anne's" in str(listed.rows)
    assert "St Anne's" not in str(none.rows)


@pytest.mark.parametrize(
    "text",
    [
        "which schools have no designation",
        "schools without a designation",
        "who hasn't been designated yet",
        "which schools are not designated yet",
    ],
)
async def test_schools_without_a_designation_are_listed_alone(
    world: World, deputy: Conversation, text: str
) -> None:
    assert "every school whose designation you may see has one" in (await deputy.says(text)).words
    async with world.store.transaction() as uow:
        await uow.connection.execute(
            sa.update(schools)
            .where(schools.c.urn.in_([MARLOW, NEWCOMER]))
            .values(designation=None, designated_on=None)
        )
        await raise_version(uow.connection)
    answer = await deputy.says(text)
    assert "2 schools have no designation yet." in answer.words
    assert {(row[1], row[2]) for row in answer.rows} == {("Marlow", "None yet"), ("Newcomer", "None yet")}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("which schools have not handed in their development plan", PaperKind.DEVELOPMENT_PLAN),
        ("who has no self-evaluation yet", PaperKind.SELF_EVALUATION),
        ("which schools have no development plan in", PaperKind.DEVELOPMENT_PLAN),
    ],
)
async def test_schools_whose_paper_is_not_in_are_listed_alone(
    world: World, deputy: Conversation, text: str, kind: PaperKind
) -> None:
    before = {row[1] for row in (await deputy.says(text)).rows}
    await handed_in(world, "Hana Head", OAK_BANK, kind)
    after = {row[1] for row in (await deputy.says(text)).rows}
    assert before - after == {"Oak Bank"}

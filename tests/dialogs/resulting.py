"""Schools' results in a test: the summer in which they come out, and results given without the form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import sqlalchemy as sa

from storage.reconciling_schools import RESULTS, reconcile_schools
from storage.tables import schools
from storage.trust_picture import raise_version
from strategy.actions.giving_results import give_results
from strategy.duties import DutyKind, DutyState
from strategy.policy_results import Qualification
from strategy.results import Results
from strategy.schools import Phase
from tests.dialogs.answers import MARKED
from tests.dialogs.conversation import Conversation
from tests.dialogs.world import MARLOW, OAK_BANK, World

YEAR = "2026/27"
"""The year whose first Boards see the results of summer 2026."""
IN_JULY, IN_AUGUST = datetime(2026, 7, 15, 9, tzinfo=UTC), datetime(2026, 8, 20, 9, tzinfo=UTC)
DUE = date(2026, 8, 24)
"""Five working days before 1 September, which stands in for the Boards, past the bank holiday of August."""
KS2, GCSE, A_LEVEL = Qualification.KEY_STAGE_2, Qualification.GCSE, Qualification.A_LEVEL
FIGURES = f"71% at 4+ in English and maths{MARKED}"


async def with_phases(world: World, phases: Mapping[str, Phase] | None = None) -> None:
    """Oak Bank is a secondary school (or schools have the phases given), and it is known what is owed."""
    async with world.store.transaction() as uow:
        for urn, phase in (phases or {OAK_BANK: Phase.SECONDARY}).items():
            await uow.connection.execute(sa.update(schools).where(schools.c.urn == urn).values(phase=phase))
        await raise_version(uow.connection)
        await uow.read_trust_again()
    await reconcile_schools(world.store, world.policy, IN_JULY.date(), RESULTS)


async def at_work(world: World, name: str, at: datetime = IN_AUGUST) -> Conversation:
    """A chat with somebody in the summer."""
    chat = await world.chat(name)
    chat.at = at
    return chat


async def given(
    world: World,
    school: str = OAK_BANK,
    texts: Mapping[Qualification, str] | None = None,
    *,
    by: str = "Dora Data",
    amends: int = 0,
    at: datetime = IN_AUGUST,
) -> Results:
    """Results that somebody has given."""
    who = await world.person(by)
    async with world.store.transaction() as uow:
        return await give_results(
            uow=uow,
            policy=world.policy,
            now=at + timedelta(minutes=amends),
            person=uow.trust.person(who),
            school=school,
            year=YEAR,
            texts=texts or {GCSE if school == OAK_BANK else KS2: FIGURES},
            amends=amends,
        )


async def owed(world: World, state: DutyState = DutyState.OPEN) -> dict[str, str]:
    """Who owes the results of each school, or has given them."""
    async with world.store.transaction() as uow:
        found = await uow.duties.of_schools([DutyKind.RESULTS], sorted(uow.trust.schools))
        return {
            entry.duty.school: uow.trust.person(entry.duty.owner).name
            for entry in found
            if entry.state is state
        }


async def stand(world: World, school: str = OAK_BANK) -> Results | None:
    """The results of a school as they stand."""
    async with world.store.transaction() as uow:
        return (await uow.results.of_year(YEAR, [school])).get(school)


__all__ = ["MARLOW", "OAK_BANK", "at_work", "given", "owed", "stand", "with_phases"]

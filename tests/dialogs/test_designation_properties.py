"""Whatever is done in whichever order: one designation in force a school, and a complete history."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from storage.reconciling_schools import JUDGING, reconcile_schools
from storage.store import SqlStore
from strategy.designations import Designation
from strategy.duties import STEPS, DutyState
from strategy.errors import StrategyError
from strategy.policy import Policy
from strategy.recommendations import Decision
from tests.builders import TODAY
from tests.dialogs.judging import recommended, taken
from tests.dialogs.world import MARLOW, NEWCOMER, World

PEOPLE = ("Sue Partner", "Lena Lead", "Dan Deputy", "Carol Chief", "Sam Partner", "Mo Head")
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["recommend", *(each for each in Decision if each is not Decision.SUPERSEDED)]),
        st.sampled_from(PEOPLE),
        st.sampled_from(Designation),
        st.sampled_from([MARLOW, NEWCOMER]),
    ),
    min_size=6,
    max_size=16,
)


async def _do(world: World, deeds: list[tuple[str, str, Designation, str]]) -> None:
    signed: dict[str, list[Designation]] = {MARLOW: [Designation.SUSTAIN], NEWCOMER: [Designation.SUSTAIN]}
    for deed, by, designation, school in deeds:
        async with world.store.transaction() as uow:
            waiting = await uow.recommendations.under_way([school])
        try:
            if deed in ("recommend", Decision.RECOMMENDED) or not waiting:
                await recommended(world, school, designation, by)
                continue
            after = await taken(world, waiting[0], Decision(deed), by, designation, "Because")
        except StrategyError:
            continue
        if after.last.decision is Decision.SIGNED_OFF:
            signed[school].append(designation)
            assert after.started_by != after.last.by
    await _look(world, signed)


async def _look(world: World, signed: dict[str, list[Designation]]) -> None:
    assert await reconcile_schools(world.store, world.policy, TODAY, JUDGING) >= 0
    assert await reconcile_schools(world.store, world.policy, TODAY, JUDGING) == 0
    async with world.store.transaction() as uow:
        for school, expected in signed.items():
            lines = await uow.designations.of_school(school)
            assert [line.designation for line in lines] == expected, "nothing is left out, in its order"
            assert uow.trust.school(school).designation is expected[-1]
            assert [line.from_day for line in lines] == sorted(line.from_day for line in lines)
            under_way = await uow.recommendations.under_way([school])
            assert len(under_way) <= 1
            owed = await uow.duties.of_schools(STEPS, [school])
            about = {entry.duty.about for entry in owed if entry.state is DutyState.OPEN}
            assert about <= {found.key for found in under_way}
            assert len({entry.duty.key for entry in owed}) == len(owed)


@settings(max_examples=30, deadline=None)
@given(deeds=DEEDS)
def test_any_sequence_of_steps_leaves_one_designation_and_a_complete_history(
    made_trust: Path, policy: Policy, deeds: list[tuple[str, str, Designation, str]]
) -> None:
    async def run(file: Path) -> None:
        store = SqlStore.at(f"sqlite:///{file}")
        try:
            await _do(World.of(store, policy), deeds)
        finally:
            await store.close()

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "trust.db"
        shutil.copyfile(made_trust, file)
        asyncio.run(run(file))

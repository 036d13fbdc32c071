"""Whatever is done in whichever order: one designation in force a school, and a complete history."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from storage.importing.schools import store_schools
from storage.reconciling_schools import JUDGING, reconcile_schools
from storage.store import SqlStore
from storage.trust_picture import raise_version
from strategy.actions.importing import SchoolEntry
from strategy.designations import Designation
from strategy.duties import STEPS, DutyState
from strategy.errors import StrategyError
from strategy.policy import Policy
from strategy.recommendations import Decision
from strategy.schools import Membership, School
from strategy.trust import Trust
from tests.builders import TODAY, make_school
from tests.dialogs.conversation import NOW
from tests.dialogs.judging import recommended, taken
from tests.dialogs.world import LONGMEAD, MARLOW, NEWCOMER, World

FRESH = "100007"
PEOPLE = ("Sue Partner", "Lena Lead", "Dan Deputy", "Carol Chief", "Sam Partner", "Mo Head")
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(
            ["recommend", "import", *(each for each in Decision if each is not Decision.SUPERSEDED)]
        ),
        st.sampled_from(PEOPLE),
        st.sampled_from(Designation),
        st.sampled_from([MARLOW, NEWCOMER, FRESH]),
    ),
    min_size=6,
    max_size=16,
)


async def _do(world: World, deeds: list[tuple[str, str, Designation, str]]) -> None:
    await _has_fresh_school(world)
    signed: dict[str, list[Designation]] = {
        MARLOW: [Designation.SUSTAIN],
        NEWCOMER: [Designation.SUSTAIN],
        FRESH: [],
    }
    for deed, by, designation, school in deeds:
        if deed == "import":
            # The file's designation is taken where there is none, and nowhere else.
            signed[school] = signed[school] or [designation]
            await _imported(world, school, designation, by)
            continue
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


async def _has_fresh_school(world: World) -> None:
    """A school has come to the trust that nobody has yet designated."""
    async with world.store.transaction() as uow:
        like = uow.trust.school(LONGMEAD)
        await make_school(
            uow, FRESH, "Fresh School", headteacher=like.headteacher, sip=like.sip, designation=None
        )


async def _imported(world: World, school: str, designation: Designation, by: str) -> None:
    """The directory is imported in the middle of the year: a joining school has joined, another partner has
    come where one is named, and the file has a designation of its own.
    """
    async with world.store.transaction() as uow:
        trust = uow.trust
        ids = {person.email: person.id for person in trust.people.values()}
        entries = [
            _entry(each, trust, by if each.urn == school and "Partner" in by else "")
            for each in trust.schools.values()
        ]
        changed = [
            replace(each, designation=designation, designated_on=TODAY, status=Membership.MEMBER)
            if each.urn == school
            else each
            for each in entries
        ]
        await store_schools(uow.connection, changed, trust.schools, ids, NOW)
        await raise_version(uow.connection)


def _entry(school: School, trust: Trust, partner: str) -> SchoolEntry:
    def email(person: int) -> str:
        return trust.person(person).email

    return SchoolEntry(
        line=2,
        urn=school.urn,
        name=school.name,
        short_name=school.short_name,
        phase=school.phase,
        status=school.status,
        headteacher=email(school.headteacher),
        chair_of_governors=email(school.chair_of_governors) if school.chair_of_governors else None,
        senior_leaders=tuple(email(leader) for leader in sorted(school.senior_leaders)),
        sip=f"{partner.lower().replace(' ', '.')}@trust.example" if partner else email(school.sip),
        adviser=email(school.adviser) if school.adviser else None,
        designation=school.designation,
        designated_on=school.designated_on,
    )


async def _look(world: World, signed: dict[str, list[Designation]]) -> None:
    assert await reconcile_schools(world.store, world.policy, TODAY, JUDGING) >= 0
    assert await reconcile_schools(world.store, world.policy, TODAY, JUDGING) == 0
    async with world.store.transaction() as uow:
        for school, expected in signed.items():
            lines = await uow.designations.of_school(school)
            assert [line.designation for line in lines] == expected, "nothing is left out, in its order"
            assert uow.trust.school(school).designation is (expected[-1] if expected else None)
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

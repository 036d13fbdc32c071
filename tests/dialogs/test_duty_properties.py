"""Whatever is done on whichever days: a duty is owed once or not at all, and what is done with stays so."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from hypothesis import example, given, settings
from hypothesis import strategies as st

from storage.reconciling_schools import reconcile_schools
from storage.store import SqlStore
from storage.tables import duties
from strategy.actions.booking import cancel
from strategy.actions.changing_duties import excuse
from strategy.designations import Designation
from strategy.duties import DutyState
from strategy.errors import StrategyError
from strategy.people import Role
from strategy.plans import ReportedTo
from strategy.policy import Policy
from strategy.policy_papers import PaperKind
from strategy.ports import AlreadyThere
from strategy.recommendations import Decision
from tests.builders import TODAY, make_person
from tests.dialogs.aiming import proposed, signed_off
from tests.dialogs.conversation import NOW
from tests.dialogs.judging import recommended, taken
from tests.dialogs.papers import handed_in
from tests.dialogs.planning import action, reported
from tests.dialogs.reviewing import annual, recorded, set_for
from tests.dialogs.world import MARLOW, OAK_BANK, World

ONWARD = {
    Decision.RECOMMENDED: (Decision.ENDORSED, "Lena Lead"),
    Decision.ENDORSED: (Decision.REVIEWED, "Dan Deputy"),
    Decision.REVIEWED: (Decision.SIGNED_OFF, "Carol Chief"),
}

WHAT_IS_OWED = ("school", "kind", "about", "half_term", "visit", "deployment", "origin")
OF_THE_FULFILMENT = ("state", "fulfilled_at", "report")


@dataclass(slots=True)
class Story:
    """What has happened in a trust so far. `frozen` are the rows of duties that are done with, by id."""

    world: World
    day: date = TODAY
    frozen: dict[int, dict[str, Any]] = field(default_factory=dict)


async def _visit(story: Story, number: int) -> None:
    await story.world.diary("Sam Partner", OAK_BANK, TODAY + timedelta(number))


async def _call_off(story: Story, number: int) -> None:
    sam = await story.world.person("Sam Partner")
    async with story.world.store.transaction() as uow:
        visit = await uow.visits.get(number % 4 + 1)
        if visit is not None:
            who = uow.trust.person(sam)
            await cancel(uow=uow, policy=story.world.policy, now=NOW, person=who, visit=visit)


async def _step(story: Story, number: int) -> None:
    world = story.world
    async with world.store.transaction() as uow:
        waiting = await uow.recommendations.under_way([MARLOW])
    designation = list(Designation)[number % 4]
    if not waiting:
        await recommended(world, MARLOW, designation)
        return
    onward = ONWARD.get(waiting[0].last.decision)
    decision, by = onward if onward and number % 4 else (Decision.SENT_BACK, "Dan Deputy")
    await taken(world, waiting[0], decision, by, designation, "Because")


async def _plan(story: Story, number: int) -> None:
    one = await action(story.world)
    to, period = ((ReportedTo.CEO, "2026-11"), (ReportedTo.BODIES, "2026/27 autumn-2"))[number % 2]
    await reported(story.world, one, to=to, period=period)


async def _designate(story: Story, number: int) -> None:
    async with story.world.store.transaction() as uow:
        await uow.directory.designate(OAK_BANK, list(Designation)[number % 4], TODAY)


async def _targets(story: Story, number: int) -> None:
    found = await proposed(story.world, year=("2026/27", "2027/28")[number % 2])
    if number % 3:
        await signed_off(story.world, found)


async def _review(story: Story, number: int) -> None:
    await (set_for(story.world) if number % 2 else recorded(story.world))


async def _annual(story: Story, _number: int) -> None:
    await annual(story.world)


async def _paper(story: Story, number: int) -> None:
    await handed_in(story.world, "Mo Head", MARLOW, list(PaperKind)[number % len(PaperKind)])


async def _excuse(story: Story, number: int) -> None:
    dan = await story.world.person("Dan Deputy")
    async with story.world.store.transaction() as uow:
        open_ones = sa.select(duties.c.id).where(duties.c.state == DutyState.OPEN).order_by(duties.c.id)
        found = list((await uow.connection.execute(open_ones)).scalars())
        if found:
            duty, who = found[number % len(found)], uow.trust.person(dan)
            await excuse(uow=uow, now=NOW, changer=who, duty_id=duty, reason="Agreed")


async def _night(story: Story, number: int) -> None:
    """Days go by, and the nightly job runs; a second time it finds nothing to do."""
    story.day += timedelta(number)
    await reconcile_schools(story.world.store, story.world.policy, story.day)
    assert await reconcile_schools(story.world.store, story.world.policy, story.day) == 0


Deed = Callable[[Story, int], Awaitable[None]]
DEEDS: tuple[Deed, ...] = (
    _visit, _call_off, _step, _plan, _designate, _targets, _review, _annual, _paper, _excuse, _night,
)  # fmt: skip


async def _holds(story: Story) -> None:
    """Each duty there is once, in one state; and what was fulfilled or excused is as it was.

    What comes although somebody was excused from it counts all the same: then it becomes fulfilled.
    """
    async with story.world.store.transaction(read_only=True) as uow:
        rows = (await uow.connection.execute(sa.select(duties).order_by(duties.c.id))).mappings().all()
    owed = [tuple(row[each] for each in WHAT_IS_OWED) for row in rows]
    assert len(set(owed)) == len(owed), "the same thing is owed once: never open here and void there"
    present = {row["id"]: dict(row) for row in rows}
    for number, before in story.frozen.items():
        now = present[number]
        if (before["state"], now["state"]) == (DutyState.EXCUSED, DutyState.FULFILLED):
            now = now | {each: before[each] for each in OF_THE_FULFILMENT}
        assert now == before, "what is fulfilled or excused stays as it is"
    frozen = (DutyState.FULFILLED, DutyState.EXCUSED)
    story.frozen |= {number: row for number, row in present.items() if row["state"] in frozen}


async def _told(world: World, deeds: list[tuple[Deed, int]]) -> None:
    async with world.store.transaction() as uow:
        await make_person(uow, "Fay Safeguard", Role.LEAD_SEND_SAFEGUARDING)
    story = Story(world)
    await _night(story, 0)
    for deed, number in deeds:
        try:
            await deed(story, number)
        except (StrategyError, AlreadyThere):
            # Not possible as things stand, which is what happens to people as well.
            continue
        finally:
            await _holds(story)
    await _night(story, 1)
    await _holds(story)


@settings(max_examples=10, deadline=None)
@example(deeds=[(_plan, 0), (_visit, 0), (_excuse, 44), (_annual, 0)])
@given(deeds=st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 60)), min_size=4, max_size=14))
def test_a_duty_is_owed_once_and_what_is_done_with_stays_done(
    made_trust: Path, policy: Policy, deeds: list[tuple[Deed, int]]
) -> None:
    async def run(file: Path) -> None:
        store = SqlStore.at(f"sqlite:///{file}")
        try:
            await _told(World.of(store, policy), deeds)
        finally:
            await store.close()

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "trust.db"
        shutil.copyfile(made_trust, file)
        asyncio.run(run(file))

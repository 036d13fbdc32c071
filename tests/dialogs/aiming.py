"""Targets in a test, made as people make them but without their forms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from strategy.actions.planning_for_trust import add_priority
from strategy.actions.targeting import propose, send_targets_back, sign_off_targets
from strategy.targets import Item, ItemKind, TargetSet
from strategy.trust_plan import Priority
from tests.dialogs.answers import MARKED
from tests.dialogs.conversation import NOW
from tests.dialogs.world import MARLOW, World

THIS_YEAR, NEXT_YEAR = "2026/27", "2027/28"
END = date(2027, 7, 21)
ATTENDANCE = Item(ItemKind.TARGET, f"Attendance{MARKED}", "92%", "95%", END)
PHONICS = Item(ItemKind.TARGET, f"Phonics pass{MARKED}", "", "80%", END)
READING = Item(ItemKind.ENQUIRY, f"Why do boys read less?{MARKED}")
AIMS = (ATTENDANCE, PHONICS, READING)


async def proposed(
    world: World,
    school: str = MARLOW,
    by: str = "Sue Partner",
    *,
    year: str = THIS_YEAR,
    items: Sequence[Item] = AIMS,
) -> TargetSet:
    """Somebody has proposed targets."""
    who = await world.person(by)
    async with world.store.transaction() as uow:
        return await propose(
            uow=uow,
            policy=world.policy,
            now=NOW,
            person=uow.trust.person(who),
            school=school,
            year=year,
            items=items,
        )


async def signed_off(world: World, found: TargetSet, by: str = "Dan Deputy") -> TargetSet:
    """Somebody has signed them off."""
    who = await world.person(by)
    async with world.store.transaction() as uow:
        return await sign_off_targets(
            uow=uow, policy=world.policy, now=NOW, person=uow.trust.person(who), set_id=found.id
        )


async def sent_back(world: World, found: TargetSet, reason: str, by: str = "Dan Deputy") -> TargetSet:
    """Somebody has sent them back."""
    who = await world.person(by)
    async with world.store.transaction() as uow:
        return await send_targets_back(
            uow=uow,
            policy=world.policy,
            now=NOW,
            person=uow.trust.person(who),
            set_id=found.id,
            reason=reason,
        )


async def in_the_plan(
    world: World, words: str = f"Attendance of all pupils{MARKED}", by: str = "Dan Deputy"
) -> Priority:
    """Somebody has added a priority to this year's plan."""
    who = await world.person(by)
    async with world.store.transaction() as uow:
        return await add_priority(
            uow=uow,
            now=NOW,
            person=uow.trust.person(who),
            year=THIS_YEAR,
            words=words,
            owner="Deputy CEO",
            success="Every school at 95%",
        )


async def kept(world: World, number: int) -> TargetSet:
    """A set as it stands."""
    async with world.store.transaction() as uow:
        found = await uow.targets.get(number)
    assert found is not None
    return found

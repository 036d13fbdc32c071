"""Recommendations in a test, made as people make them but without their forms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from strategy.actions.designating import endorse, recommend, review, send_back, withdraw
from strategy.actions.signing_off import sign_off
from strategy.actions.steps import Shown
from strategy.designations import Designation
from strategy.recommendations import Decision, Judgement, Recommendation
from tests.dialogs.answers import MARKED
from tests.dialogs.conversation import NOW, Conversation
from tests.dialogs.world import MARLOW, World

IMPROVE, SUSTAIN, REPAIR = Designation.IMPROVE, Designation.SUSTAIN, Designation.REPAIR


def judged(
    world: World, *, evidence: str = f"Seen in books{MARKED}", fits: Designation = IMPROVE
) -> list[Judgement]:
    """A judgement for each indicator."""
    return [Judgement(name, fits, evidence) for name in world.policy.editions[0].indicators]


async def recommended(
    world: World,
    school: str = MARLOW,
    designation: Designation = IMPROVE,
    by: str = "Sue Partner",
    *,
    judgements: Sequence[Judgement] | None = None,
) -> Recommendation:
    """Somebody has recommended a designation."""
    who = await world.person(by)
    async with world.store.transaction() as uow:
        return await recommend(
            uow=uow,
            policy=world.policy,
            now=NOW,
            person=uow.trust.person(who),
            school=school,
            designation=designation,
            judgements=judged(world) if judgements is None else judgements,
        )


async def taken(
    world: World,
    found: Recommendation,
    decision: Decision,
    by: str,
    designation: Designation | None = None,
    reason: str = "",
) -> Recommendation:
    """Somebody has taken a step."""
    who = await world.person(by)
    async with world.store.transaction() as uow:
        step = {
            "uow": uow,
            "policy": world.policy,
            "now": NOW,
            "person": uow.trust.person(who),
            "shown": Shown(found.id, found.revision),
        }
        chosen = designation or found.proposed
        if decision is Decision.ENDORSED:
            return await endorse(**step)  # type: ignore[arg-type]
        if decision is Decision.SENT_BACK:
            return await send_back(**step, reason=reason)  # type: ignore[arg-type]
        if decision is Decision.WITHDRAWN:
            return await withdraw(**step, reason=reason)  # type: ignore[arg-type]
        if decision is Decision.REVIEWED:
            return await review(**step, designation=chosen, reason=reason)  # type: ignore[arg-type]
        return await sign_off(**step, designation=chosen, reason=reason)  # type: ignore[arg-type]


async def endorsed(world: World, school: str = MARLOW, by: str = "Sue Partner") -> Recommendation:
    """A recommendation that the Lead SIP has endorsed."""
    return await taken(world, await recommended(world, school, by=by), Decision.ENDORSED, "Lena Lead")


async def reviewed(world: World, school: str = MARLOW, by: str = "Sue Partner") -> Recommendation:
    """A recommendation that the Board has reviewed."""
    return await taken(world, await endorsed(world, school, by), Decision.REVIEWED, "Dan Deputy")


async def kept(world: World, number: int) -> Recommendation:
    """A recommendation as it stands."""
    async with world.store.transaction() as uow:
        found = await uow.recommendations.get(number)
    assert found is not None
    return found


async def designation_of(world: World, school: str) -> Designation | None:
    """The designation a school has now."""
    async with world.store.transaction() as uow:
        return uow.trust.school(school).designation


async def fill_in_judgements(who: Conversation, evidence: str = f"Seen in books{MARKED}") -> dict[str, Any]:
    """From the first section to the last; what is to be typed into the last comes back, not yet sent."""
    await who.presses("Next")
    while True:
        assert who.last is not None
        typed: dict[str, Any] = {
            name: "improve" if name.startswith("fits_") else evidence for name in who.last.inputs
        }
        if "Next" not in who.last.buttons:
            return typed
        await who.presses("Next", **typed)

"""What is to be told to whom after something was done at the desk, and settling it as a worker would."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from strategy.actions.tracing import version_of
from strategy.outgoing import Means
from strategy.ports import Outgoing, OutgoingState
from tests.builders import take_in_hand
from tests.dialogs.world import World


async def rows(world: World, *subjects: str) -> Sequence[Outgoing]:
    """Every row of the outbox, or those about some subjects, first to last."""
    async with world.store.transaction() as uow:
        if subjects:
            return await uow.outbox.about(subjects)
        return (await uow.outbox.recent(limit=1_000))[::-1]


async def told(world: World, *subjects: str) -> list[tuple[str, str, str]]:
    """What is told to whom about what: kind, name and subject."""
    people = (await world.store.trust()).people
    return [(row.kind, people[row.recipient].name, row.subject) for row in await rows(world, *subjects)]


async def settle(
    world: World,
    kind: str,
    name: str,
    state: OutgoingState,
    at: datetime,
    *,
    why: str = "",
    tried: str = "",
    means: Means | None = None,
    attempts: int = 1,
    version: int = 1,
) -> None:
    """Have somebody's row of a kind about a version of a report settled, as a worker does that has it in
    hand; those of others go on waiting.
    """
    who = await world.person(name)
    async with world.store.transaction() as uow:
        claimed = await take_in_hand(uow, at, at + timedelta(minutes=1), 1_000)
        for row in claimed:
            ours = (row.kind, row.recipient, version_of(row)) == (kind, who, version)
            settled = replace(
                row,
                state=state,
                why=why,
                tried=tried,
                means=means or row.means,
                attempts=attempts,
                done_at=None if state is OutgoingState.WAITING else at,
                next_try_at=at + timedelta(minutes=5) if state is OutgoingState.WAITING else None,
            )
            assert await uow.outbox.settle(settled if ours else replace(row, claim="worker"))

"""Keeping what is owed of networks and training with them: noting who came."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from strategy.duties import Changes, DutyKind, DutyState, StoredDuty, reconcile
from strategy.event_duties import kept_with, register_about, register_owed
from strategy.events import Event
from strategy.policy import Policy
from strategy.ports import UnitOfWork


async def register_follows(
    uow: UnitOfWork, policy: Policy, event: Event, before: Event | None = None
) -> None:
    """Have the duty to note who came follow an event that was arranged, or moved from what was `before`."""
    stored = [entry for each in (before, event) if each is not None for entry in await _of(uow, each)]
    derived = register_owed(event, policy, uow.trust)
    await uow.duties.apply(reconcile(stored, [] if derived is None else [derived]))


async def register_void(uow: UnitOfWork, event: Event) -> None:
    """Have nobody owe who came to an event that is cancelled."""
    await uow.duties.apply(reconcile(await _of(uow, event), []))


async def register_noted(uow: UnitOfWork, event: Event, at: datetime) -> None:
    """Note that it is known who came, whoever noted it."""
    for entry in await _of(uow, event):
        if entry.state is DutyState.OPEN:
            await uow.duties.fulfil(entry.id, at, None)


async def reconcile_registers(
    uow: UnitOfWork, policy: Policy, schools: Sequence[str], _today: date
) -> Changes:
    """Have what is owed of events follow calendar, policy and directory; what that changed."""
    entries = await uow.duties.of_schools([DutyKind.EVENT_REGISTER], schools)
    stored = [entry for entry in entries if entry.state is DutyState.OPEN]
    derived = []
    for entry in stored:
        event = await uow.events.get(int(entry.duty.about.split(":")[1]))
        if event is None or await uow.events.register(event.id) is not None:
            continue
        duty = register_owed(event, policy, uow.trust)
        if duty is not None:
            derived.append(duty)
    changes = reconcile(stored, derived)
    await uow.duties.apply(changes)
    return changes


async def _of(uow: UnitOfWork, event: Event) -> list[StoredDuty]:
    about = register_about(event.id, event.timing.day)
    school = kept_with(event, uow.trust)
    return [] if school is None else await uow.duties.about(DutyKind.EVENT_REGISTER, [about], school)

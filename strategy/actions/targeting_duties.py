"""Keeping the duties about targets with what they are about. Reconciling twice changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from strategy.actions.recorded_boards import recorded_boards
from strategy.duties import Changes, DutyKind, DutyState, StoredDuty, reconcile
from strategy.policy import Policy
from strategy.ports import UnitOfWork
from strategy.target_duties import proposals_owed, sign_offs_owed
from strategy.targets import SetState, TargetSet


async def reconcile_targets(uow: UnitOfWork, policy: Policy, schools: Sequence[str], today: date) -> Changes:
    """Have the duties about some schools' targets follow calendar, partners, offices and what waits; what
    that changed.
    """
    trust = uow.trust
    stored: dict[str, list[StoredDuty]] = defaultdict(list)
    owed = await uow.duties.of_schools([DutyKind.PROPOSE_TARGETS], schools)
    for entry in owed:
        stored[entry.duty.school].append(entry)
    proposed = await uow.targets.years(schools)
    boards = await recorded_boards(uow, schools)
    derived = [
        duty
        for urn in schools
        for duty in proposals_owed(
            trust.school(urn),
            proposed.get(urn, frozenset()),
            stored[urn],
            policy,
            trust.calendar,
            today,
            boards.get(urn, ()),
        )
    ]
    changes = reconcile(owed, derived)
    await uow.duties.apply(changes)
    sign_offs = await _reconcile_sign_offs(uow, policy, schools)
    return Changes(
        changes.new + sign_offs.new, changes.changed + sign_offs.changed, changes.void + sign_offs.void
    )


async def _reconcile_sign_offs(uow: UnitOfWork, policy: Policy, schools: Sequence[str]) -> Changes:
    stored = await uow.duties.of_schools([DutyKind.SIGN_OFF_TARGETS], schools)
    waiting = await uow.targets.proposed(schools)
    derived = [duty for found in waiting for duty in sign_offs_owed(found, policy, uow.trust)]
    changes = reconcile(stored, derived)
    await uow.duties.apply(changes)
    return changes


async def settle_proposal(uow: UnitOfWork, policy: Policy, proposal: TargetSet) -> None:
    """A proposal was made: its partner owes that year's no more, and somebody owes the sign-off."""
    for entry in await uow.duties.of_schools([DutyKind.PROPOSE_TARGETS], [proposal.school]):
        if entry.duty.about == proposal.year and entry.state is DutyState.OPEN:
            await uow.duties.fulfil(entry.id, proposal.proposed_at, None)
    await _reconcile_sign_offs(uow, policy, [proposal.school])


async def settle_decision(uow: UnitOfWork, policy: Policy, decided: TargetSet) -> None:
    """It was decided: whoever owed that has done it. What was sent back is owed again."""
    _, at = decided.decision
    if decided.state is not SetState.SUPERSEDED:
        for entry in await uow.duties.of_schools([DutyKind.SIGN_OFF_TARGETS], [decided.school]):
            if entry.duty.about == decided.key and entry.state is DutyState.OPEN:
                await uow.duties.fulfil(entry.id, at, None)
    await _reconcile_sign_offs(uow, policy, [decided.school])
    years = (await uow.targets.years([decided.school])).get(decided.school, frozenset())
    if decided.state is SetState.SENT_BACK and decided.year not in years:
        for entry in await uow.duties.of_schools([DutyKind.PROPOSE_TARGETS], [decided.school]):
            if entry.duty.about == decided.year and entry.state is DutyState.FULFILLED:
                await uow.duties.reopen(entry.id, at)

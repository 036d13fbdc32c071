"""Keeping the duties of assessments and of the chain with what they are about.

Reconciling twice changes nothing, and a duty is never both open and void.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from strategy.actions.recorded_boards import recorded_boards
from strategy.assessments import Rounds, assessments_of
from strategy.duties import STEPS, Changes, DutyKind, DutyState, StoredDuty, reconcile
from strategy.policy import Policy
from strategy.ports import UnitOfWork
from strategy.recommendations import ENDED, Decision, Recommendation
from strategy.school_year import london_day
from strategy.step_duties import step_duties


async def reconcile_assessments(
    uow: UnitOfWork, policy: Policy, schools: Sequence[str], today: date
) -> Changes:
    """Have the assessments of some schools follow terms, Boards and partners; what that changed."""
    trust, rounds = uow.trust, Rounds(policy, uow.trust.calendar)
    stored: dict[str, list[StoredDuty]] = defaultdict(list)
    for entry in await uow.duties.of_schools([DutyKind.ASSESSMENT], schools):
        stored[entry.duty.school].append(entry)
    boards = await recorded_boards(uow, schools)
    derived = [
        duty
        for urn in schools
        for duty in assessments_of(trust.school(urn), boards.get(urn, ()), stored[urn], rounds, today)
    ]
    changes = reconcile([entry for some in stored.values() for entry in some], derived)
    await uow.duties.apply(changes)
    return changes


async def reconcile_steps(uow: UnitOfWork, policy: Policy, schools: Sequence[str]) -> Changes:
    """Have the duties of the chain follow what is under way for some schools; what that changed."""
    stored = await uow.duties.of_schools(STEPS, schools)
    derived = [
        duty
        for found in await uow.recommendations.under_way(schools)
        for duty in step_duties(found, policy, uow.trust)
    ]
    changes = reconcile(stored, derived)
    await uow.duties.apply(changes)
    return changes


async def settle(uow: UnitOfWork, policy: Policy, taken: Recommendation) -> None:
    """Have duties follow the last step: whoever owed it has done it, and the next one owes theirs.

    A recommendation is the term's assessment, and of every earlier term that still wants one. One that is
    withdrawn leaves the term without.
    """
    last = taken.last
    if last.decision not in (Decision.WITHDRAWN, Decision.SUPERSEDED):
        before = f"recommendation:{taken.id}:{taken.revision - 1}"
        for entry in await uow.duties.of_schools(STEPS, [taken.school]):
            if entry.duty.about == before and entry.state is not DutyState.VOID:
                await uow.duties.fulfil(entry.id, last.at, None)
    await reconcile_steps(uow, policy, [taken.school])
    if last.decision is Decision.RECOMMENDED:
        await _assessed(uow, taken, last.at)
    elif last.decision is Decision.WITHDRAWN:
        await _not_assessed(uow, taken, last.at)


async def _assessed(uow: UnitOfWork, taken: Recommendation, at: datetime) -> None:
    for entry in await uow.duties.of_schools([DutyKind.ASSESSMENT], [taken.school]):
        duty = entry.duty
        if entry.state is DutyState.OPEN and (duty.about == taken.term or duty.arises_on <= london_day(at)):
            await uow.duties.fulfil(entry.id, at, None)


async def _not_assessed(uow: UnitOfWork, taken: Recommendation, at: datetime) -> None:
    others = await uow.recommendations.latest(taken.school, limit=20)
    if any(each.term == taken.term and each.last.decision not in _AS_IF_NEVER for each in others):
        return
    for entry in await uow.duties.of_schools([DutyKind.ASSESSMENT], [taken.school]):
        if entry.state is DutyState.FULFILLED and entry.duty.about == taken.term:
            await uow.duties.reopen(entry.id, at)


_AS_IF_NEVER = ENDED - {Decision.SIGNED_OFF}

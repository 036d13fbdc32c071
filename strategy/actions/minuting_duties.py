"""Keeping the duties of minutes, and of the actions in them, with what they are about.

Reconciling twice changes nothing, and a duty is never both open and void.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from strategy.duties import Changes, DutyKind, DutyState, StoredDuty, reconcile
from strategy.meetings import Meeting
from strategy.minutes import ActionState, MinutedAction
from strategy.minutes_duties import Held, about_action, about_minutes, actions_owed, minutes_owed
from strategy.policy import Policy
from strategy.ports import HeldQuery, UnitOfWork

_KINDS = (DutyKind.MINUTES, DutyKind.MINUTED_ACTION)


async def reconcile_minutes(uow: UnitOfWork, policy: Policy, schools: Sequence[str], today: date) -> Changes:
    """Have the duties of some schools' minutes and actions follow meetings, offices and minutes; what that
    changed.
    """
    stored = await uow.duties.of_schools(_KINDS, schools)
    by_school: dict[str, list[StoredDuty]] = defaultdict(list)
    for entry in stored:
        by_school[entry.duty.school].append(entry)
    held: dict[str, list[Held]] = defaultdict(list)
    for each in await _held(uow, schools):
        held[each.meeting.school].append(each)
    derived = actions_owed(await uow.minutes.open_actions(schools), policy, uow.trust)
    for urn in schools:
        derived += minutes_owed(uow.trust.school(urn), held[urn], by_school[urn], policy, uow.trust, today)
    changes = reconcile(stored, derived)
    await uow.duties.apply(changes)
    return changes


async def _held(uow: UnitOfWork, schools: Sequence[str]) -> Sequence[Held]:
    """The meetings of some schools in the years that are known, those to come too."""
    years = uow.trust.calendar.academic_years()
    if not years:
        return ()
    query = HeldQuery(years[0][1].starts, years[-1][1].ends, boards=frozenset(schools))
    return await uow.minutes.held(query)


async def minutes_recorded(uow: UnitOfWork, meeting: Meeting, at: datetime) -> None:
    """Whoever owed the minutes of a meeting has them done, for all who owed them."""
    if not meeting.school:
        return
    for entry in await uow.duties.about(DutyKind.MINUTES, [about_minutes(meeting)], meeting.school):
        if entry.state in (DutyState.OPEN, DutyState.EXCUSED):
            await uow.duties.fulfil(entry.id, at, None)


async def action_settled(uow: UnitOfWork, action: MinutedAction, at: datetime) -> None:
    """Have the duty of an action follow a step: done, or owed again."""
    for entry in await uow.duties.about(DutyKind.MINUTED_ACTION, [about_action(action)]):
        if action.state is ActionState.DONE and entry.state in (DutyState.OPEN, DutyState.EXCUSED):
            await uow.duties.fulfil(entry.id, at, None)
        elif action.state is ActionState.OPEN and entry.state is DutyState.FULFILLED:
            await uow.duties.reopen(entry.id, at)

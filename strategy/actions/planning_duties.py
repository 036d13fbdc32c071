"""Keeping the duties of tailored plans and exit plans with what they are about.

Reconciling twice changes nothing, and a report that was filed is never asked for again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from strategy.duties import EXITS, FROZEN, PLAN_REPORTS, Changes, DutyKind, DutyState, StoredDuty, reconcile
from strategy.plan_duties import KIND_OF, action_about, action_owed, exit_duties, periods, reports_on_plans
from strategy.plans import Action, ActionState, ReportedTo
from strategy.policy import Policy
from strategy.ports import UnitOfWork
from strategy.school_year import london_day


async def reconcile_plan_reports(
    uow: UnitOfWork, policy: Policy, schools: Sequence[str], today: date
) -> Changes:
    """Have the reports on some plans follow the months, terms, risks and the office; what that changed."""
    by_school: dict[str, list[StoredDuty]] = defaultdict(list)
    for entry in await uow.duties.of_schools(PLAN_REPORTS, schools):
        by_school[entry.duty.school].append(entry)
    over = periods(policy, uow.trust.calendar, today)
    derived = [
        duty
        for urn in schools
        for duty in reports_on_plans(uow.trust.school(urn), by_school[urn], over, policy, uow.trust, today)
    ]
    changes = reconcile([entry for some in by_school.values() for entry in some], derived)
    await uow.duties.apply(changes)
    return changes


async def reconcile_plan_actions(
    uow: UnitOfWork, policy: Policy, schools: Sequence[str], today: date
) -> Changes:
    """Have what owners of actions owe follow the plans of some schools, the calendar and the directory; what
    changed. An action that was dropped, or given to somebody else, is owed no more.
    """
    stored = await uow.duties.of_schools([DutyKind.PLAN_ACTION], schools)
    derived = [action_owed(each, policy, uow.trust, today) for each in await uow.plans.owned(schools)]
    changes = reconcile(stored, [duty for duty in derived if duty is not None])
    await uow.duties.apply(changes)
    return changes


async def follow_action(uow: UnitOfWork, policy: Policy, action: Action) -> None:
    """Have what is owed of an action follow its last change: fulfilled once done, owed when opened again."""
    at = action.changed_at
    if action.state is ActionState.DONE:
        await done_about(uow, DutyKind.PLAN_ACTION, action.school, action_about(action.id), at)
    elif action.is_open:
        about = [action_about(action.id)]
        for entry in await uow.duties.about(DutyKind.PLAN_ACTION, about, action.school):
            if entry.state is DutyState.FULFILLED:
                await uow.duties.reopen(entry.id, at)
    await reconcile_plan_actions(uow, policy, [action.school], london_day(at))


async def reconcile_exits(uow: UnitOfWork, policy: Policy, schools: Sequence[str]) -> Changes:
    """Have the duties of exit plans follow what is under way for some schools; what changed."""
    stored = await uow.duties.of_schools(EXITS, schools)
    frozen = {(entry.duty.kind, entry.duty.about) for entry in stored if entry.state in FROZEN}
    derived = [
        duty
        for plan in await uow.exit_plans.under_way(schools)
        for duty in exit_duties(plan, policy, uow.trust)
        if (duty.kind, duty.about) not in frozen
    ]
    changes = reconcile(stored, derived)
    await uow.duties.apply(changes)
    return changes


async def reported(uow: UnitOfWork, school: str, to: ReportedTo, period: str, at: datetime) -> None:
    """Note that the report of a period is filed, whoever owed it."""
    await _fulfil(uow, [KIND_OF[to]], school, period, at)


async def done_about(uow: UnitOfWork, kind: DutyKind, school: str, about: str, at: datetime) -> None:
    """Note that an action, or what an exit plan asked for, is done."""
    await _fulfil(uow, [kind], school, about, at)


async def _fulfil(uow: UnitOfWork, kinds: Iterable[DutyKind], school: str, about: str, at: datetime) -> None:
    for entry in await uow.duties.of_schools(kinds, [school]):
        if entry.duty.about == about and entry.state is DutyState.OPEN:
            await uow.duties.fulfil(entry.id, at, None)

"""Keeping the duty of schools' results with terms, Boards, offices and what is given.

Reconciling twice changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from strategy.actions.recorded_boards import recorded_boards
from strategy.duties import Changes, DutyKind, DutyState, StoredDuty, reconcile
from strategy.policy import Policy
from strategy.ports import UnitOfWork
from strategy.results import Results
from strategy.results_duties import results_owed


async def reconcile_results(uow: UnitOfWork, policy: Policy, schools: Sequence[str], today: date) -> Changes:
    """Have the duties of some schools' results follow; what that changed."""
    trust = uow.trust
    years = [year for year, _ in trust.calendar.academic_years()]
    stored = await uow.duties.of_schools([DutyKind.RESULTS], schools)
    by_school: dict[str, list[StoredDuty]] = defaultdict(list)
    for entry in stored:
        by_school[entry.duty.school].append(entry)
    given: dict[str, dict[str, Results]] = defaultdict(dict)
    for year in years:
        for urn, found in (await uow.results.of_year(year, schools)).items():
            given[urn][year] = found
    boards = await recorded_boards(uow, schools)
    derived = [
        duty
        for urn in schools
        for duty in results_owed(
            trust.school(urn), boards.get(urn, ()), given[urn], by_school[urn], policy, trust, today
        )
    ]
    changes = reconcile(stored, derived)
    await uow.duties.apply(changes)
    return changes


async def results_given(uow: UnitOfWork, school: str, year: str, at: datetime) -> None:
    """All that was asked of a school for a year is given: whoever owed it has it done."""
    for entry in await uow.duties.of_schools([DutyKind.RESULTS], [school]):
        if entry.duty.about == year and entry.state in (DutyState.OPEN, DutyState.EXCUSED):
            await uow.duties.fulfil(entry.id, at, None)

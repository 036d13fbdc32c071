"""Keeping the duties of reviews with what they are about; reconciling twice changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from strategy.duties import Changes, DutyKind, DutyState, StoredDuty, reconcile
from strategy.policy import Policy
from strategy.ports import UnitOfWork
from strategy.review_duties import annual_reviews_due, duties_of_reviews
from strategy.reviews import Occasion, ReviewState, reviews_asked


async def reconcile_reviews(uow: UnitOfWork, policy: Policy, schools: Sequence[str], today: date) -> Changes:
    """Have the duties of reviews follow terms, the days that are set, partners and who leads what; what that
    changed.
    """
    kinds = (DutyKind.REVIEW_OF_YEAR, DutyKind.ANNUAL_REVIEW)
    stored = await uow.duties.of_schools(kinds, schools)
    by_school: dict[tuple[str, DutyKind], list[StoredDuty]] = defaultdict(list)
    for entry in stored:
        by_school[entry.duty.school, entry.duty.kind].append(entry)
    states: dict[str, dict[str, ReviewState]] = defaultdict(dict)
    asked = reviews_asked(policy, uow.trust.calendar)
    known = sorted({each.period for each in asked})
    for state in await uow.reviews.states(known, schools):
        states[state.occasion.school][state.occasion.about] = state
    derived = []
    for urn in schools:
        school = uow.trust.school(urn)
        held = by_school[urn, DutyKind.REVIEW_OF_YEAR]
        derived += duties_of_reviews(school, states[urn], held, policy, uow.trust, today, asked=asked)
        written = by_school[urn, DutyKind.ANNUAL_REVIEW]
        derived += annual_reviews_due(school, written, policy, uow.trust, today)
    changes = reconcile(stored, derived)
    await uow.duties.apply(changes)
    return changes


async def review_held(uow: UnitOfWork, occasion: Occasion, at: datetime) -> None:
    """Whoever owed a review has done it, for all who owed it."""
    await _fulfil(uow, DutyKind.REVIEW_OF_YEAR, occasion.about, occasion.school, at)


async def annual_review_written(uow: UnitOfWork, school: str, year: str, at: datetime) -> None:
    """The partner has written a school's annual review."""
    await _fulfil(uow, DutyKind.ANNUAL_REVIEW, year, school, at)


async def _fulfil(uow: UnitOfWork, kind: DutyKind, about: str, school: str, at: datetime) -> None:
    for entry in await uow.duties.of_schools([kind], [school]):
        if entry.duty.about == about and entry.state in (DutyState.OPEN, DutyState.EXCUSED):
            await uow.duties.fulfil(entry.id, at, None)

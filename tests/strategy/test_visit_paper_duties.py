"""When a school's papers for a visit are due: by the strategy, and whatever happens to the visit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from strategy.duties import Duty, DutyState, StoredDuty, reconcile
from strategy.people import Capacity
from strategy.policy import load
from strategy.trust import Trust
from strategy.visit_paper_duties import papers_due, visit_papers_owed
from strategy.visits import Visit
from tests.strategy.test_paper_duties import TRUST
from tests.strategy.test_recommendations import SCHOOL

POLICY = load()
TODAY = date(2026, 11, 23)
VISIT = Visit(7, SCHOOL.urn, SCHOOL.sip, Capacity.SIP, date(2026, 12, 8), date(2026, 12, 8))
DAYS = st.integers(0, 60).map(lambda number: TODAY + timedelta(days=number))


def owed(
    visit: Visit, today: date = TODAY, stored: Duty | None = None, *, trust: Trust = TRUST
) -> Duty | None:
    entry = None if stored is None else StoredDuty(1, stored, DutyState.OPEN)
    return visit_papers_owed(visit, entry, all_in=False, policy=POLICY, trust=trust, today=today)


def on(day: date) -> Visit:
    return VISIT.on(day, day)


def test_they_are_due_five_working_days_before() -> None:
    duty = owed(VISIT)
    assert duty is not None
    assert (duty.due_on, duty.owner, duty.about) == (date(2026, 12, 1), SCHOOL.headteacher, "visit:7")
    assert papers_due(VISIT, POLICY, TRUST.calendar) == date(2026, 12, 1)


def test_those_for_a_visit_that_is_booked_late_are_due_the_next_working_day() -> None:
    friday = date(2026, 11, 27)
    late = owed(on(date(2026, 12, 1)), friday)
    assert late is not None
    assert late.due_on == date(2026, 11, 30)
    assert owed(on(friday), friday) is None, "there is no time for any"


def test_none_are_owed_for_a_visit_that_is_cancelled_over_or_no_partners_nor_once_all_are_in() -> None:
    assert owed(replace(VISIT, cancelled_on=TODAY)) is None
    assert owed(on(date(2026, 11, 20))) is None
    assert owed(replace(VISIT, capacity=Capacity.SCHOOL_IMPROVEMENT_ADVISER)) is None
    assert visit_papers_owed(VISIT, None, all_in=True, policy=POLICY, trust=TRUST, today=TODAY) is None


@given(first=DAYS, then=DAYS, known=DAYS, moved=DAYS)
def test_whatever_happens_to_a_visit_nobody_is_late_by_it_and_a_night_changes_nothing(
    first: date, then: date, known: date, moved: date
) -> None:
    booked = owed(on(first), known)
    if booked is None:
        return
    assert booked.due_on >= known
    moved = max(moved, known)
    after = owed(on(then), moved, booked)
    if after is None:
        assert then < moved
        return
    assert after.due_on >= min(booked.due_on, moved)
    assert after.due_on >= moved or after.due_on == booked.due_on
    for night in range(4):
        again = owed(on(then), moved + timedelta(days=night), after)
        stored = [StoredDuty(1, after, DutyState.OPEN)]
        if again is not None:
            assert not reconcile(stored, [again])

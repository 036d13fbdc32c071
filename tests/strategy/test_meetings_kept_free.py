"""Days that are kept free of meetings, and the time that a pack needs before its meeting."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from strategy.designations import Designation
from strategy.meeting_diary import KeptFree
from strategy.policy_reporting import Body
from strategy.school_year import Calendar
from tests.strategy.test_meeting_plan import EDITION, HALVES, ROUNDS, WEEK, YEAR, days, planned, schools

CALENDAR = Calendar(HALVES)
BOARD, EIT, COMMITTEE = Body.PROGRESS_BOARD, Body.EIT, Body.STANDARDS_COMMITTEE
TRUST = schools(*[Designation.SUSTAIN] * 4, Designation.REPAIR)
weekdays = st.frozensets(st.integers(0, 4), max_size=3)
free = st.builds(
    KeptFree,
    weekdays,
    st.frozensets(st.dates(YEAR.starts, YEAR.ends), max_size=20),
    st.dictionaries(st.sampled_from(list(Body)), weekdays, max_size=3),
)


def late(plan_of: date) -> dict[tuple[Body, date], str]:
    found = planned(TRUST, after=plan_of)
    return {
        (each.demanded.body, each.day): note
        for each in found.sittings
        for note in each.notes
        if "left for its pack" in note
    }


@settings(deadline=None, max_examples=40)
@given(free)
def test_nothing_is_on_a_day_that_is_kept_free_and_what_has_no_day_is_said(kept: KeptFree) -> None:
    plan = planned(TRUST, free=kept)
    assert not [each for each in plan.sittings if kept.holds(each.day, each.demanded.body)]
    assert len(plan.sittings) + len(plan.unplaced) == len(planned(TRUST).sittings)


@given(free, free)
def test_what_two_wishes_keep_free_is_what_either_does(one: KeptFree, other: KeptFree) -> None:
    both = one | other
    day = YEAR.starts
    for body in Body:
        for n in range(14):
            on = day + timedelta(days=n)
            assert both.holds(on, body) == (one.holds(on, body) or other.holds(on, body))


def test_an_eit_on_thursdays_has_the_last_board_on_one_so_that_it_keeps_its_week() -> None:
    plan = planned(TRUST, free=KeptFree(of_bodies={EIT: frozenset({0, 1, 2, 4})}))
    eits, committees = days(plan, EIT), days(plan, COMMITTEE)
    for month in ROUNDS:
        assert eits[month].weekday() == 3
        last = max(
            each.day for each in plan.sittings if each.demanded.body is BOARD and each.demanded.month == month
        )
        assert (eits[month] - last, committees[month] - eits[month]) == (WEEK, WEEK)


def test_boards_leave_their_pack_its_working_days_where_later_days_of_the_month_keep_all_rules() -> None:
    today = date(2028, 1, 10)
    plan = planned(TRUST, after=today)
    boards = [each for each in plan.sittings if each.demanded.body is BOARD and each.demanded.month == 1]
    ahead = EDITION.meetings[BOARD].pack_working_days_before
    assert ahead == 5
    assert len(boards) == len(TRUST)
    assert all(CALENDAR.working_days_before(each.day, ahead) >= today for each in boards)
    assert not late(today)


def test_where_the_month_is_nearly_over_the_plan_says_that_a_pack_comes_late() -> None:
    today = date(2028, 1, 26)
    found = late(today)
    assert {body for body, _ in found} == {BOARD}
    assert all(today < day <= date(2028, 1, 31) for _, day in found)
    assert set(found.values()) == {"fewer than 5 working days are left for its pack"}


@settings(deadline=None, max_examples=30)
@given(st.dates(YEAR.starts, YEAR.ends - timedelta(days=1)))
def test_whenever_it_is_planned_a_pack_has_its_days_or_the_plan_says_so(today: date) -> None:
    for each in planned(TRUST, after=today).sittings:
        ahead = EDITION.meetings[each.demanded.body].pack_working_days_before or 0
        comes_late = ahead > 0 and CALENDAR.working_days_before(each.day, ahead) < today
        assert comes_late == any("left for its pack" in note for note in each.notes)

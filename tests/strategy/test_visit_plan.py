"""A year's visits get days that can be kept, whatever the year is like."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy.designations import Designation, Risk
from strategy.edition import Edition
from strategy.policy import load
from strategy.school_year import Calendar, HalfTerm, HalfTermName, Span
from strategy.schools import Membership, School
from strategy.visit_plan import TEACHING_MONTHS, Wanted, Why, plan_visits, visits_wanted
from tests.strategy.builders import a_school

HALF_TERMS = (
    ("autumn-1", date(2027, 9, 1), date(2027, 10, 22)),
    ("autumn-2", date(2027, 11, 1), date(2027, 12, 17)),
    ("spring-1", date(2028, 1, 4), date(2028, 2, 11)),
    ("spring-2", date(2028, 2, 21), date(2028, 3, 31)),
    ("summer-1", date(2028, 4, 18), date(2028, 5, 26)),
    ("summer-2", date(2028, 6, 5), date(2028, 7, 21)),
)
YEAR = Span(date(2027, 9, 1), date(2028, 7, 21))
HALVES = [HalfTerm("2027/28", HalfTermName(name), starts, ends) for name, starts, ends in HALF_TERMS]
EDITION: Edition = load().on(YEAR.starts, Calendar(HALVES))


def wanted(*schools: School) -> list[Wanted]:
    return [each for school in schools for each in visits_wanted(school, EDITION.visits, EDITION.entitlement)]


def school(urn: int, sip: int, designation: Designation = Designation.SUSTAIN) -> School:
    return replace(a_school(str(urn), headteacher=urn, sip=sip), designation=designation)


def test_every_school_has_the_five_standard_days_and_high_risk_five_more_between() -> None:
    low, high = wanted(school(100001, 1)), wanted(school(100002, 1, Designation.REPAIR))
    assert [each.month for each in low] == [9, 11, 1, 3, 6]
    assert all(each.standard and each.learning_walk_minutes == 60 for each in low)
    assert [each.month for each in low if each.headteacher_appraisal] == [11]
    assert [each.month for each in high if not each.standard] == [10, 12, 2, 4, 5]
    assert sum(each.days for each in high) == EDITION.entitlement[Risk.HIGH].sip_days.at_least


def test_a_joining_school_is_on_no_plan() -> None:
    joining = replace(school(100003, 1), status=Membership.JOINING)
    undesignated = replace(school(100004, 1), designation=None)
    assert wanted(joining, undesignated) == []


def test_a_partners_schools_are_spread_over_the_month() -> None:
    plan = plan_visits(wanted(*(school(100001 + n, 1) for n in range(4))), YEAR, Calendar(HALVES), {}, {})
    september = [each.day for each in plan.proposed if each.day.month == 9]
    gaps = [(later - earlier).days for earlier, later in pairwise(september)]
    assert min(gaps) >= 5


@pytest.mark.parametrize(
    ("closures", "busy", "why"),
    [
        ([(date(2027, 9, 1) + timedelta(days=n), "Flood", "100001") for n in range(30)], [], Why.CLOSED),
        ([], [date(2027, 9, 1) + timedelta(days=n) for n in range(30)], Why.NOBODY_FREE),
    ],
)
def test_what_has_no_day_is_said_with_why(
    closures: list[tuple[date, str, str | None]], busy: list[date], why: Why
) -> None:
    plan = plan_visits(wanted(school(100001, 1)), YEAR, Calendar(HALVES, closures), {}, {"100001": busy})
    assert [(each.wanted.month, each.why) for each in plan.unplaced] == [(9, why)]
    assert len(plan.proposed) == 4


def test_a_month_without_term_has_no_visits() -> None:
    no_january = [half for half in HALVES if half.name is not HalfTermName.SPRING_1]
    plan = plan_visits(wanted(school(100001, 1)), YEAR, Calendar(no_january), {}, {})
    assert [(each.wanted.month, each.why) for each in plan.unplaced] == [(1, Why.NO_TERM)]


@st.composite
def years(draw: st.DrawFn) -> Calendar:
    """A year whose terms begin and end some days earlier or later, with closures."""
    halves = [
        HalfTerm(
            half.academic_year,
            half.name,
            half.starts + timedelta(days=draw(st.integers(0, 6))),
            half.ends - timedelta(days=draw(st.integers(0, 6))),
        )
        for half in HALVES
    ]
    days = st.dates(YEAR.starts, YEAR.ends)
    urns = st.sampled_from([None, "100001", "100002", "100003"])
    closures = draw(st.lists(st.tuples(days, st.just("Closed"), urns), max_size=40))
    return Calendar(halves, closures)


schools = st.lists(st.tuples(st.integers(1, 5), st.sampled_from(Designation)), min_size=1, max_size=60).map(
    lambda made: [school(100001 + n, sip, designation) for n, (sip, designation) in enumerate(made)]
)
days_off = st.sets(st.dates(YEAR.starts, YEAR.ends), max_size=30)


@given(
    years(),
    schools,
    st.dictionaries(st.integers(1, 5), days_off),
    st.dictionaries(st.integers(100001, 100060).map(str), days_off, max_size=10),
)
def test_whatever_the_year_is_like_every_day_proposed_can_be_kept_and_nothing_is_lost(
    calendar: Calendar, trust: list[School], taken: dict[int, set[date]], busy: dict[str, set[date]]
) -> None:
    asked = wanted(*trust)
    plan = plan_visits(asked, YEAR, calendar, taken, busy)
    placed = [each.wanted for each in plan.proposed]
    assert Counter([*placed, *(each.wanted for each in plan.unplaced)]) == Counter(asked)
    for each in plan.proposed:
        assert calendar.half_term_of(each.day) is not None
        assert calendar.is_working_day(each.day, each.wanted.school)
        assert each.day.month == each.wanted.month
        assert each.day not in taken.get(each.wanted.sip, set())
        assert each.day not in busy.get(each.wanted.school, set())
    places = Counter((each.wanted.sip, each.day) for each in plan.proposed)
    assert set(places.values()) <= {1}, "no partner is in two places"
    for left in plan.unplaced:
        if left.why is Why.NOBODY_FREE and len(taken.get(left.wanted.sip, ())) == 0:
            mine = {each.day for each in plan.proposed if each.wanted.sip == left.wanted.sip}
            open_days = {
                day
                for day in (YEAR.starts + timedelta(days=n) for n in range(330))
                if day.month == left.wanted.month
                and calendar.half_term_of(day) is not None
                and calendar.is_working_day(day, left.wanted.school)
                and day not in busy.get(left.wanted.school, set())
            }
            assert open_days <= mine, "a day was free and not proposed"
    assert {each.wanted.month for each in plan.proposed} <= set(TEACHING_MONTHS)

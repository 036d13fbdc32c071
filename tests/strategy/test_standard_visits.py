"""The standard visits of a year: whole days on site, each with room for its learning walk."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy.booking import Snag, Surroundings, Wish, snags, standard_of
from strategy.designations import Designation
from strategy.people import Capacity
from strategy.policy import load
from strategy.school_year import Calendar
from strategy.visit_plan import visits_wanted
from strategy.visits import Mode, Visit
from tests.strategy.builders import a_school
from tests.strategy.test_visit_plan import HALVES, YEAR

CALENDAR = Calendar(HALVES)
TERMS = load().on(YEAR.starts, CALENDAR).visits
MONTHS = {each.month for each in TERMS.standard}
WALK = timedelta(minutes=60)

visits = st.builds(
    lambda day, mode, days, capacity: Visit(1, "100001", 1, capacity, day, day, mode, days),
    st.dates(YEAR.starts, YEAR.ends),
    st.sampled_from(Mode),
    st.sampled_from([Decimal("0.5"), Decimal(1)]),
    st.sampled_from([Capacity.SIP, Capacity.SCHOOL_IMPROVEMENT_ADVISER]),
)


@given(visits)
def test_a_standard_visit_is_a_partners_whole_day_on_site_in_its_month(visit: Visit) -> None:
    standard = standard_of(visit, TERMS)
    whole = (visit.capacity, visit.mode, visit.days) == (Capacity.SIP, Mode.ON_SITE, Decimal(1))
    assert (standard is not None) == (whole and visit.starts.month in MONTHS)
    if standard is not None:
        assert standard.learning_walk_minutes == 60


@given(visits)
def test_what_would_leave_no_standard_visit_in_its_month_is_said_before_it_is_booked(visit: Visit) -> None:
    wish = Wish(visit.school, visit.author, visit.capacity, visit.starts, visit.mode, visit.days)
    around = Surroundings(YEAR.starts, CALENDAR, TERMS, [], [], None, {})
    is_said = Snag.STANDARD_ON_SITE in snags(wish, around)
    of_partner_in_month = visit.capacity is Capacity.SIP and visit.starts.month in MONTHS
    assert is_said == (of_partner_in_month and standard_of(visit, TERMS) is None)
    there = replace(visit, id=2, mode=Mode.ON_SITE, days=Decimal(1))
    assert Snag.STANDARD_ON_SITE not in snags(wish, replace(around, of_school=[there])), "it is held"


@pytest.mark.parametrize("month", sorted(MONTHS))
def test_there_is_time_for_the_learning_walk_in_the_hours_of_a_standard_visit(month: int) -> None:
    day = date(2027 if month > 8 else 2028, month, 10)
    starts, ends = TERMS.hours.times(Visit(1, "100001", 1, Capacity.SIP, day, day), None)
    assert isinstance(starts, datetime)
    assert ends - starts > WALK


@pytest.mark.parametrize("designation", [Designation.REPAIR, Designation.SUSTAIN])
def test_the_standard_visits_of_a_plan_are_those_of_their_months(designation: Designation) -> None:
    edition = load().on(YEAR.starts, CALENDAR)
    school = replace(a_school("100001", headteacher=2, sip=1), designation=designation)
    for each in visits_wanted(school, TERMS, edition.entitlement):
        day = date(2027 if each.month > 8 else 2028, each.month, 10)
        visit = Visit(1, each.school, each.sip, Capacity.SIP, day, day, each.mode, each.days)
        standard = standard_of(visit, TERMS)
        assert (standard is not None) == each.standard
        assert each.learning_walk_minutes == (standard.learning_walk_minutes if standard else 0)

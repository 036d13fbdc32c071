"""What is owed by when, and how stored duties are brought into line with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy.duties import (
    Duty,
    DutyKind,
    days_late,
    duties_of_deployment,
    duty_of_visit,
)
from strategy.people import Capacity
from strategy.policy import Deadline, Policy, Reporting, load
from strategy.school_year import LONDON, Calendar, london_day
from strategy.visits import Support, Visit
from tests.strategy.builders import (
    HALF_TERMS,
    OAK_BANK,
    OPEN_ALL_YEAR,
    TRUST_CLOSURES,
    WITH_CLOSURES,
    a_deployment,
    a_visit,
)

POLICY = load()
FRIDAY = date(2026, 11, 27)
AFTER_EACH_VISIT = [Capacity.SIP, Capacity.SCHOOL_IMPROVEMENT_ADVISER, Capacity.LEAD_SIP, Capacity.SLE]


def the_duty(visit: Visit, policy: Policy = POLICY, calendar: Calendar = OPEN_ALL_YEAR) -> Duty:
    duty = duty_of_visit(visit, policy, calendar)
    assert duty is not None
    return duty


# Visits ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("capacity", AFTER_EACH_VISIT)
def test_whoever_reports_after_each_visit_has_three_working_days(capacity: Capacity) -> None:
    duty = the_duty(a_visit(FRIDAY, capacity=capacity))
    assert duty.kind is DutyKind.VISIT_REPORT
    assert duty.capacity is capacity
    assert duty.due_on == date(2026, 12, 2)


def test_a_deployed_team_member_owes_no_report_after_a_visit() -> None:
    assert duty_of_visit(a_visit(FRIDAY, capacity=Capacity.TEAM_MEMBER), POLICY, OPEN_ALL_YEAR) is None


def test_the_conclusion_of_a_visit_of_several_days_is_its_last_day() -> None:
    duty = the_duty(a_visit(FRIDAY, starts=date(2026, 11, 24)))
    assert duty.arises_on == duty.about_on == FRIDAY
    assert duty.due_on == date(2026, 12, 2)


@pytest.mark.parametrize(
    ("concludes", "due"),
    [(date(2026, 12, 24), date(2027, 1, 6)), (date(2027, 3, 24), date(2027, 4, 1))],
)
def test_the_trusts_closures_put_a_deadline_off(concludes: date, due: date) -> None:
    assert the_duty(a_visit(concludes), calendar=WITH_CLOSURES).due_on == due


def test_a_closure_of_the_school_alone_moves_no_report_of_a_visitor() -> None:
    closed = Calendar(HALF_TERMS, [(date(2026, 11, 30), "Staff training", OAK_BANK)])
    assert the_duty(a_visit(FRIDAY, school=OAK_BANK), calendar=closed).due_on == date(2026, 12, 2)


def test_a_cancelled_visit_asks_for_no_report() -> None:
    assert duty_of_visit(a_visit(FRIDAY, cancelled_on=FRIDAY), POLICY, OPEN_ALL_YEAR) is None


def test_a_visit_that_was_reported_elsewhere_is_fulfilled_on_that_day() -> None:
    duty = the_duty(a_visit(FRIDAY, reported_on=date(2026, 12, 1)))
    assert duty.fulfilled_at is not None
    assert london_day(duty.fulfilled_at) == date(2026, 12, 1)
    assert not duty.is_overdue(date(2027, 5, 1))


def test_a_duty_is_due_through_its_day_and_overdue_from_the_next_midnight() -> None:
    duty = the_duty(a_visit(FRIDAY))
    last_moment = datetime(2026, 12, 2, 23, 59, 59, tzinfo=LONDON)
    assert not duty.is_overdue(london_day(last_moment))
    assert duty.is_overdue(london_day(last_moment + timedelta(seconds=1)))


def test_in_summer_time_a_duty_is_overdue_from_midnight_in_london_not_in_greenwich() -> None:
    duty = the_duty(a_visit(date(2026, 6, 10)))
    assert duty.due_on == date(2026, 6, 15)
    assert not duty.is_overdue(london_day(datetime(2026, 6, 15, 22, 59, tzinfo=UTC)))
    assert duty.is_overdue(london_day(datetime(2026, 6, 15, 23, 0, tzinfo=UTC)))


@pytest.mark.parametrize(
    ("today", "late"),
    [
        (date(2026, 12, 2), 0),
        (date(2026, 12, 3), 1),
        (date(2026, 12, 4), 2),
        (date(2026, 12, 5), 2),  # a Saturday
        (date(2026, 12, 7), 3),
        (date(2026, 12, 1), 0),
    ],
)
def test_days_late_are_working_days(today: date, late: int) -> None:
    assert days_late(date(2026, 12, 2), today, OPEN_ALL_YEAR) == late


# Going live, and policy -----------------------------------------------------------------------------------


def test_nothing_falls_due_before_the_trust_goes_live() -> None:
    live = replace(POLICY, first_day=date(2026, 12, 7))
    assert the_duty(a_visit(FRIDAY), live).due_on == date(2026, 12, 7)
    assert the_duty(a_visit(date(2026, 12, 4)), live).due_on == date(2026, 12, 9)


def test_going_live_on_a_closed_day_means_the_next_working_day() -> None:
    saturday = replace(POLICY, first_day=date(2026, 12, 5))
    assert the_duty(a_visit(FRIDAY), saturday).due_on == date(2026, 12, 7)


def test_a_half_terms_report_does_not_fall_due_before_the_trust_goes_live_either() -> None:
    live = replace(POLICY, first_day=date(2026, 11, 2))
    duties = duties_of_deployment(a_deployment(date(2026, 9, 1), date(2026, 12, 18)), live, OPEN_ALL_YEAR)
    assert [duty.due_on for duty in duties] == [date(2026, 11, 2), date(2026, 12, 18)]


def with_sips_given(days: int, year: str) -> Policy:
    [first] = POLICY.editions
    sip = first.reporting[Capacity.SIP].model_copy(update={"within_working_days": days})
    changed = {"academic_year": year, "reporting": {**first.reporting, Capacity.SIP: sip}}
    return Policy((first, first.model_copy(update=changed)))


def test_a_visit_keeps_the_deadline_of_its_own_academic_year() -> None:
    five_from_next_year = with_sips_given(5, "2027/28")
    assert the_duty(a_visit(FRIDAY), five_from_next_year).due_on == date(2026, 12, 2)
    assert the_duty(a_visit(date(2027, 9, 10)), five_from_next_year).due_on == date(2027, 9, 17)


def test_a_visit_in_the_summer_holidays_keeps_the_deadline_of_the_year_before() -> None:
    five_from_next_year = with_sips_given(5, "2027/28")
    assert the_duty(a_visit(date(2027, 8, 16)), five_from_next_year).due_on == date(2027, 8, 19)


def test_a_capacity_that_policy_has_report_each_half_term_owes_nothing_after_a_visit() -> None:
    [edition] = POLICY.editions
    each_half_term = Reporting(
        deadline=Deadline.HALF_TERM_END,
        mailed_to=edition.reporting[Capacity.SLE].mailed_to,
        shown_to=edition.reporting[Capacity.SLE].shown_to,
    )
    changed = edition.model_copy(update={"reporting": {**edition.reporting, Capacity.SLE: each_half_term}})
    visit = a_visit(FRIDAY, capacity=Capacity.SLE)
    assert duty_of_visit(visit, Policy((changed,)), OPEN_ALL_YEAR) is None


def test_where_school_holidays_are_no_working_days_deadlines_wait_for_the_term() -> None:
    [edition] = POLICY.editions
    resting = edition.model_copy(
        update={"days": edition.days.model_copy(update={"school_holidays_are_working_days": False})}
    )
    before_half_term = a_visit(date(2026, 10, 22))
    assert the_duty(before_half_term).due_on == date(2026, 10, 27)
    assert the_duty(before_half_term, Policy((resting,))).due_on == date(2026, 11, 3)


# Deployments ----------------------------------------------------------------------------------------------


def test_a_deployment_owes_a_report_for_each_half_term_that_it_touches() -> None:
    duties = duties_of_deployment(a_deployment(date(2026, 10, 19), date(2027, 1, 4)), POLICY, OPEN_ALL_YEAR)
    assert [(duty.half_term, duty.due_on) for duty in duties] == [
        ("2026/27 autumn-1", date(2026, 10, 23)),
        ("2026/27 autumn-2", date(2026, 12, 18)),
        ("2026/27 spring-1", date(2027, 2, 12)),
    ]
    assert {duty.kind for duty in duties} == {DutyKind.HALF_TERM_REPORT}
    assert {duty.capacity for duty in duties} == {Capacity.TEAM_MEMBER}
    assert duties[0].arises_on == date(2026, 10, 19)
    assert duties[1].arises_on == date(2026, 11, 2)


def test_a_half_terms_report_is_due_on_its_last_working_day() -> None:
    last_days_closed = Calendar(
        HALF_TERMS,
        [*TRUST_CLOSURES, (date(2026, 12, 17), "Flood", None), (date(2026, 12, 18), "Flood", None)],
    )
    [duty] = duties_of_deployment(
        a_deployment(date(2026, 11, 2), date(2026, 12, 18)), POLICY, last_days_closed
    )
    assert duty.due_on == date(2026, 12, 16)
    assert duty.about_on == date(2026, 12, 18)


def test_a_deployment_in_the_holidays_alone_owes_nothing() -> None:
    assert (
        duties_of_deployment(a_deployment(date(2026, 10, 26), date(2026, 10, 30)), POLICY, OPEN_ALL_YEAR)
        == []
    )


def test_an_open_ended_deployment_owes_a_report_for_every_half_term_to_come() -> None:
    duties = duties_of_deployment(a_deployment(date(2027, 6, 7), None), POLICY, OPEN_ALL_YEAR)
    assert [duty.half_term for duty in duties] == ["2026/27 summer-2", "2027/28 autumn-1"]


@pytest.mark.parametrize(
    ("support", "each_half_term"),
    [
        (Support.SIP, False),
        (Support.SCHOOL_IMPROVEMENT_ADVISER, False),
        (Support.SLE, False),
        (Support.DEPUTY_CEO, False),  # who reports through the school's plan
        (Support.EXTERNAL, False),  # who is not of the team
        (Support.DEPUTY_HEAD_TRUST, True),
        (Support.DIRECTOR_SUBJECT, True),
        (Support.INSTITUTE_OF_EDUCATION, True),
    ],
)
def test_only_team_members_who_do_not_report_after_visits_report_each_half_term(
    support: Support, *, each_half_term: bool
) -> None:
    deployment = a_deployment(date(2026, 11, 2), date(2026, 12, 18), support=support)
    assert len(duties_of_deployment(deployment, POLICY, OPEN_ALL_YEAR)) == each_half_term


@given(
    st.dates(date(2024, 1, 1), date(2029, 12, 31)),
    st.sampled_from(AFTER_EACH_VISIT),
    st.none() | st.dates(date(2024, 1, 1), date(2029, 12, 31)),
    st.dates(date(2024, 1, 1), date(2030, 12, 31)),
)
def test_a_visits_report_falls_due_on_a_working_day_and_is_late_only_after_it(
    concludes: date, capacity: Capacity, first_day: date | None, today: date
) -> None:
    duty = the_duty(
        a_visit(concludes, capacity=capacity), replace(POLICY, first_day=first_day), WITH_CLOSURES
    )
    assert WITH_CLOSURES.is_working_day(duty.due_on)
    assert WITH_CLOSURES.working_days_between(concludes, duty.due_on) >= 3
    assert first_day is None or duty.due_on >= first_day
    assert duty.is_overdue(today) is (today > duty.due_on)
    assert duty.is_overdue(today) or days_late(duty.due_on, today, WITH_CLOSURES) == 0

"""The built-in policy against the reading of the strategy."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest

from strategy.designations import Designation, Risk, risk_of
from strategy.edition import ElementOfModel
from strategy.people import REPORTING_CAPACITIES, Capacity, Role
from strategy.policy import Audience, Deadline, Edition, load
from strategy.policy_fields import Party, Per
from strategy.policy_meetings import MeetingPlace
from strategy.policy_nudges import MUST_HAVE_A_LINE, CountedFrom
from strategy.policy_reporting import Body
from strategy.policy_support import Basis, Step
from strategy.visits import Mode
from tests.strategy.builders import OPEN_ALL_YEAR

POLICY = load()
TODAY = date(2026, 11, 23)


@pytest.fixture
def now() -> Edition:
    return POLICY.on(TODAY, OPEN_ALL_YEAR)


def test_the_built_in_policy_lets_a_trust_choose_the_day_it_goes_live() -> None:
    assert POLICY.first_day is None


HEAD, BOARD, EIT = Audience.HEADTEACHER, Audience.PROGRESS_BOARD, Audience.EIT


@pytest.mark.parametrize(
    ("capacity", "deadline", "within", "mailed_to", "shown_to"),
    [
        (Capacity.SCHOOL_IMPROVEMENT_ADVISER, "after_visit", 3, {"deputy_ceo"}, {HEAD, BOARD, EIT}),
        (Capacity.SIP, "after_visit", 3, {"deputy_ceo", "lead_sip"}, {HEAD, BOARD}),
        (Capacity.LEAD_SIP, "after_visit", 3, {"ceo", "deputy_ceo"}, {EIT}),
        (Capacity.SLE, "after_visit", 3, {"deputy_ceo"}, {HEAD, BOARD, EIT}),
        (Capacity.TEAM_MEMBER, "half_term_end", None, {"deputy_ceo"}, {HEAD, BOARD, EIT}),
    ],
)
def test_who_reports_to_whom_by_when(
    capacity: Capacity,
    deadline: str,
    within: int | None,
    mailed_to: set[str],
    shown_to: set[Audience],
) -> None:
    reporting = POLICY.on(TODAY, OPEN_ALL_YEAR).reporting[capacity]
    assert reporting.deadline == deadline
    assert reporting.within_working_days == within
    assert set(reporting.mailed_to) == mailed_to
    assert set(reporting.shown_to) == shown_to


def test_every_capacity_has_a_recipient(now: Edition) -> None:
    reporting = {capacity for capacity, terms in now.reporting.items() if terms.mailed_to}
    assert reporting == set(REPORTING_CAPACITIES)


def test_the_headteacher_is_shown_every_kind_of_report_but_the_lead_partners(now: Edition) -> None:
    assert now.shared_kinds == set(REPORTING_CAPACITIES) - {Capacity.LEAD_SIP}


def test_reports_around_meetings_and_of_the_year(now: Edition) -> None:
    standing = now.standing_reports
    summary, minutes = standing.partners_summary, standing.minutes
    assert (summary.author, summary.deadline, summary.working_days, summary.meeting, summary.to) == (
        (Party.LEAD_SIP,),
        Deadline.BEFORE_MEETING,
        2,
        Body.EIT,
        (Audience.EIT,),
    )
    assert (minutes.deadline, minutes.working_days, minutes.meeting) == (
        Deadline.AFTER_MEETING,
        3,
        Body.PROGRESS_BOARD,
    )
    assert set(minutes.to) == {Audience.EIT, Audience.GOVERNING_BODY, Audience.STANDARDS_COMMITTEE}
    assert standing.committee_report.deadline is Deadline.WITH_PACK
    assert standing.committee_report.to == (Audience.STANDARDS_COMMITTEE,)
    assert standing.annual_review.deadline is Deadline.SUMMER_TERM_END
    assert (standing.annual_review.author, standing.annual_review.to) == ((Party.SIP,), (Audience.LEAD_SIP,))


def test_the_deputy_chief_executive_reports_on_plans_by_the_month_and_by_risk(now: Edition) -> None:
    plans = now.plan_reporting
    assert plans.author is Party.DEPUTY_CEO
    assert plans.monthly_to == (Audience.CEO,)
    assert plans.months_without == (8,)
    assert set(plans.by_risk_to) == {
        Audience.PROGRESS_BOARD,
        Audience.EXECUTIVE_TEAM,
        Audience.STANDARDS_COMMITTEE,
    }
    assert plans.rhythm == {
        Risk.HIGH: Deadline.HALF_TERM_END,
        Risk.SOME: Deadline.TERM_END,
        Risk.LOW: Deadline.TERM_END,
    }


def test_every_designation_has_the_risk_that_the_rules_give_it(now: Edition) -> None:
    assert {d: terms.risk for d, terms in now.designations.items()} == {d: risk_of(d) for d in Designation}
    assert {d: len(terms.criteria) for d, terms in now.designations.items()} == {
        Designation.STABILISE: 9,
        Designation.REPAIR: 8,
        Designation.IMPROVE: 8,
        Designation.SUSTAIN: 10,
    }
    assert risk_of(None) is None


def test_there_are_seven_indicators_and_seven_elements(now: Edition) -> None:
    assert len(now.indicators) == 7
    assert {element.element for element in now.model} == set(ElementOfModel)
    assert len({element.name for element in now.model}) == 7
    assert len(now.support_activities) == 9


def test_the_chain_of_a_designation_and_who_may_take_each_step(now: Edition) -> None:
    who = {terms.step: set(terms.taken_by) for terms in now.chain}
    assert who == {
        Step.RECOMMEND: {Party.SIP, Party.LEAD_SIP, Party.DEPUTY_CEO},
        Step.ENDORSE: {Party.LEAD_SIP},
        Step.REVIEW: {Party.CEO, Party.DEPUTY_CEO},
        Step.SIGN_OFF: {Party.CEO, Party.DEPUTY_CEO},
    }
    recommend, endorse, review, sign_off = now.chain
    assert recommend.needs_every_indicator
    assert endorse.can_send_back
    assert not review.for_joining_schools
    assert not sign_off.by_starter
    assert now.assessment.per is Per.TERM
    assert now.assessment.step_working_days == 5
    assert now.assessment.joining_schools_too
    assert not now.assessment.joining_schools_are_visited
    assert now.assessment.exit_plan_on_leaving == (Risk.HIGH,)


@pytest.mark.parametrize(
    ("risk", "sip", "adviser", "deputy_heads"),
    [
        (Risk.HIGH, (10, 10, Per.YEAR), (0, 20, Per.TERM), (1, 2, 5, 1)),
        (Risk.SOME, (5, 10, Per.YEAR), (0, 10, Per.YEAR), (0, 0, 0, 0)),
        (Risk.LOW, (5, 5, Per.YEAR), (0, 0, Per.YEAR), (0, 0, 0, 0)),
    ],
)
def test_what_a_school_is_due(
    now: Edition,
    risk: Risk,
    sip: tuple[Decimal, Decimal, Per],
    adviser: tuple[Decimal, Decimal, Per],
    deputy_heads: tuple[int, int, Decimal, int],
) -> None:
    due = now.entitlement[risk]
    assert (due.sip_days.at_least, due.sip_days.up_to, due.sip_days.per) == sip
    assert (due.adviser_days.at_least, due.adviser_days.up_to, due.adviser_days.per) == adviser
    heads = due.trust_deputy_heads
    assert (heads.at_least, heads.up_to, heads.days_per_week, heads.terms_at_least) == deputy_heads
    assert due.deputy_ceo is (Basis.SET_BY_EIT if risk is Risk.HIGH else Basis.NONE)
    assert due.directors_of_subject.basis is (Basis.DUE if risk is Risk.HIGH else Basis.BY_NEED)
    assert due.eit is (Basis.DUE if risk is Risk.HIGH else Basis.BY_NEED)
    assert due.institute_of_education is due.tailored_plan is Basis.DUE
    assert due.external is Basis.APPROVED_BY_EIT


def test_five_standard_days_on_site_each_with_a_learning_walk_of_an_hour(now: Edition) -> None:
    assert [visit.month for visit in now.visits.standard] == [9, 11, 1, 3, 6]
    assert {visit.mode for visit in now.visits.standard} == {Mode.ON_SITE}
    assert {visit.learning_walk_minutes for visit in now.visits.standard} == {60}
    assert [visit.month for visit in now.visits.standard if visit.headteacher_appraisal] == [11]
    assert now.visits.standard_days == 5
    assert now.visits.smallest_part_of_a_day == Decimal("0.5")
    assert Mode.TEAMS in now.visits.modes_beyond_the_standard


def test_agendas_papers_and_extra_days(now: Edition) -> None:
    assert now.visits.agenda_half_terms_before == 1
    assert now.visits.papers_working_days_before == 5
    assert now.visits.extra_days_requested_by == (Party.HEADTEACHER,)
    assert now.visits.extra_days_decided_by == (Party.DEPUTY_CEO,)
    assert now.visits.further_items_agreed_by == {
        Risk.HIGH: (Party.SIP, Party.DEPUTY_CEO),
        Risk.SOME: (Party.SIP, Party.HEADTEACHER),
        Risk.LOW: (Party.SIP, Party.HEADTEACHER),
    }


def test_meetings_of_a_year(now: Edition) -> None:
    board, eit, committee = (
        now.meetings[body] for body in (Body.PROGRESS_BOARD, Body.EIT, Body.STANDARDS_COMMITTEE)
    )
    assert board.months_by_risk == {
        Risk.HIGH: (9, 11, 1, 3, 5, 6),
        Risk.SOME: (9, 1, 5),
        Risk.LOW: (9, 1, 5),
    }
    assert set(board.chaired_by) == {Party.CEO, Party.DEPUTY_CEO}
    assert board.held == (MeetingPlace.ON_SITE, MeetingPlace.TEAMS)
    assert (eit.follows, eit.days_after) == (Body.PROGRESS_BOARD, 7)
    assert {*eit.chaired_by, *eit.members} == {Party.CEO, Party.DEPUTY_CEO, Party.LEAD_SIP}
    assert (committee.follows, committee.days_after) == (Body.EIT, 7)
    assert [terms.pack_working_days_before for terms in (board, eit, committee)] == [5, 1, 1]
    assert set(now.meetings[Body.SCHOOL_IMPROVEMENT_TEAM].months) == set(range(1, 13)) - {8}
    assert set(now.meetings[Body.SIP_TRAINING].months) == {10, 6}


def test_six_rounds_and_the_business_of_the_first_and_the_penultimate(now: Edition) -> None:
    assert now.rounds.months == (9, 11, 1, 3, 5, 6)
    assert (now.rounds.first, now.rounds.penultimate) == (9, 5)
    assert {(item.body, item.round) for item in now.rounds.business} == {
        (Body.PROGRESS_BOARD, 9),
        (Body.EIT, 9),
        (Body.EIT, 5),
    }


def test_reviews_of_the_year(now: Edition) -> None:
    assert {review.name: review.per for review in now.reviews} == {
        "Pupil premium": Per.YEAR,
        "Safeguarding": Per.YEAR,
        "Governance": Per.TERM,
    }


def test_the_ladder_of_nudges(now: Edition) -> None:
    nudges = now.nudges
    assert [(rung.counted_from, rung.working_days) for rung in nudges.rungs] == [
        (CountedFrom.ARISES, 1),
        (CountedFrom.DUE, 0),
        (CountedFrom.DUE, 1),
    ]
    assert nudges.then_every_working_days == 2
    assert nudges.messages_a_day == 1
    assert (nudges.digest.on.number, nudges.digest.at, nudges.digest.to) == (0, time(8), (Role.DEPUTY_CEO,))
    assert nudges.working_hours.starts <= nudges.digest.at < nudges.working_hours.ends


def test_lateness_goes_up_step_by_step(now: Edition) -> None:
    line = now.nudges.escalation.line
    assert now.nudges.escalation.at_working_days_late == (3, 5)
    for party in (Party.SIP, Party.ADVISER, Party.SLE, Party.HEADTEACHER):
        assert line[party] == (Role.LEAD_SIP, Role.DEPUTY_CEO)
    assert line[Party.LEAD_SIP] == line[Party.TEAM_MEMBER] == (Role.DEPUTY_CEO,)
    assert line[Party.DEPUTY_CEO] == (Role.CEO,)
    assert set(line) >= MUST_HAVE_A_LINE


def test_there_is_a_line_for_every_capacity_that_reports(now: Edition) -> None:
    owing = set(Capacity) - {Capacity.CEO}  # nobody stands above
    assert {capacity.value for capacity in owing} <= {party.value for party in now.nudges.escalation.line}


def test_the_report_form_has_the_fields_of_the_appendix(now: Edition) -> None:
    form = now.form
    assert [
        field.label for field in (form.purpose, form.activities, form.outcomes, form.recommendations)
    ] == [
        "Purpose of visit",
        "Summary of activities during visit",
        "Summary of outcomes",
        "Recommendations",
    ]

"""The built-in policy against the reading of the strategy, and what happens to files that cannot be used."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest

from strategy import policy as policy_module
from strategy.designations import Designation, Risk, risk_of
from strategy.errors import PolicyError
from strategy.people import Capacity, Role
from strategy.policy import Audience, Deadline, Edition, Policy, load
from strategy.policy_fields import Party, Per
from strategy.policy_meetings import MeetingPlace
from strategy.policy_nudges import MUST_HAVE_A_LINE, CountedFrom
from strategy.policy_reporting import Body
from strategy.policy_support import Basis, Step
from strategy.school_year import Calendar
from strategy.visits import Mode
from tests.strategy.builders import OPEN_ALL_YEAR, WITH_CLOSURES

BUILT_IN = Path(policy_module.__file__).with_name("policy.toml").read_text(encoding="utf-8")
POLICY = load()
TODAY = date(2026, 11, 23)


@pytest.fixture
def now() -> Edition:
    return POLICY.on(TODAY, OPEN_ALL_YEAR)


# The built-in file says what the reading says ---------------------------------------------------------------


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
    assert {capacity for capacity in Capacity if now.reporting[capacity].mailed_to} == set(Capacity)


def test_the_headteacher_is_shown_every_kind_of_report_but_the_lead_partners(now: Edition) -> None:
    assert now.shared_kinds == set(Capacity) - {Capacity.LEAD_SIP}


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
    assert {capacity.value for capacity in Capacity} <= {party.value for party in now.nudges.escalation.line}


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


# Editions -----------------------------------------------------------------------------------------------


def a_file(folder: Path, text: str) -> Path:
    path = folder / "policy.toml"
    path.write_text(text, encoding="utf-8")
    return path


def with_more(folder: Path, more: str) -> Policy:
    return load(a_file(folder, f"{BUILT_IN}\n{more}"))


FIVE_FROM_2027 = """
[[edition]]
academic_year = "2027/28"
[edition.reporting.sip]
within_working_days = 5
"""


def test_an_edition_holds_from_its_year_until_the_next_and_the_first_for_all_before(tmp_path: Path) -> None:
    policy = with_more(tmp_path, FIVE_FROM_2027)
    for day, within in (
        (date(2003, 5, 1), 3),
        (date(2026, 11, 23), 3),
        (date(2027, 8, 31), 3),  # the summer holidays belong to the year before
        (date(2027, 9, 1), 5),
        (date(2034, 1, 1), 5),
    ):
        assert policy.on(day, WITH_CLOSURES).reporting[Capacity.SIP].within_working_days == within


def test_a_later_edition_says_only_what_differs(tmp_path: Path) -> None:
    first, second = with_more(tmp_path, FIVE_FROM_2027).editions
    changed = {field for field in Edition.model_fields if getattr(first, field) != getattr(second, field)}
    assert changed == {"academic_year", "reporting"}
    assert second.reporting[Capacity.SIP].mailed_to == first.reporting[Capacity.SIP].mailed_to
    assert second.reporting[Capacity.SLE] == first.reporting[Capacity.SLE]


def test_a_list_in_a_later_edition_takes_the_place_of_the_list_before(tmp_path: Path) -> None:
    more = '[[edition]]\nacademic_year = "2027/28"\n[edition.reporting.sip]\nmailed_to = ["ceo"]\n'
    assert with_more(tmp_path, more).editions[1].reporting[Capacity.SIP].mailed_to == (Role.CEO,)


def test_a_later_edition_can_leave_out_what_the_one_before_had(tmp_path: Path) -> None:
    more = """
    [[edition]]
    academic_year = "2027/28"
    leaves_out = ["reporting.sip.within_working_days"]
    [edition.reporting.sip]
    deadline = "half_term_end"
    """
    reporting = with_more(tmp_path, more).editions[1].reporting[Capacity.SIP]
    assert (reporting.deadline, reporting.within_working_days) == (Deadline.HALF_TERM_END, None)


def test_the_edition_of_a_year_is_found_once_and_kept() -> None:
    assert POLICY.on(TODAY, OPEN_ALL_YEAR) is POLICY.on(date(2026, 9, 1), WITH_CLOSURES)


def test_the_calendar_is_left_alone_where_school_holidays_are_working_days() -> None:
    assert POLICY.working_calendar(WITH_CLOSURES) is WITH_CLOSURES


def test_the_calendar_rests_in_the_holidays_of_the_years_that_policy_says(tmp_path: Path) -> None:
    more = """
    [[edition]]
    academic_year = "2026/27"
    [edition.days]
    school_holidays_are_working_days = false
    [[edition]]
    academic_year = "2027/28"
    [edition.days]
    school_holidays_are_working_days = true
    """
    policy = with_more(tmp_path, more)
    resting = policy.working_calendar(WITH_CLOSURES)
    assert resting.resting_years == {"2026/27"}
    assert not resting.is_working_day(date(2026, 10, 27))
    assert resting.is_working_day(date(2025, 10, 27))
    assert policy.working_calendar(resting) is resting
    assert policy.working_calendar(WITH_CLOSURES) is resting


def test_going_live_is_a_day(tmp_path: Path) -> None:
    assert load(a_file(tmp_path, f"first_day = 2026-11-02\n{BUILT_IN}")).first_day == date(2026, 11, 2)


def test_half_days_are_halves_exactly(tmp_path: Path) -> None:
    policy = load(
        a_file(tmp_path, BUILT_IN.replace("{ at_least = 5, up_to = 10,", "{ at_least = 7.5, up_to = 10,"))
    )
    assert policy.editions[0].entitlement[Risk.SOME].sip_days.at_least == Decimal("7.5")


# Files that cannot be used ------------------------------------------------------------------------------


def faults_of(folder: Path, text: str) -> list[str]:
    with pytest.raises(PolicyError) as refused:
        load(a_file(folder, text))
    return str(refused.value).splitlines()


def changed(*changes: tuple[str, str]) -> str:
    text = BUILT_IN
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after, 1)
    return text


SIP = "\n[edition.reporting.sip]\n"
SIP_DEADLINE = (
    f'{SIP}deadline = "after_visit"\nwithin_working_days = 3\nmailed_to = ["deputy_ceo", "lead_sip"]'
)


@pytest.mark.parametrize(
    ("change", "place", "reason"),
    [
        pytest.param((SIP, f"{SIP}colour = 1\n"), "reporting.sip.colour", "not a setting", id="unknown key"),
        pytest.param(
            (SIP, "\n[edition.reporting.sipp]\n"),
            "reporting.sipp",
            "",
            id="unknown capacity",
        ),
        pytest.param(
            (SIP_DEADLINE, SIP_DEADLINE.replace("3", '"3"')),
            "reporting.sip.within_working_days",
            "whole number",
            id="a number in quotation marks",
        ),
        pytest.param(
            (SIP_DEADLINE, SIP_DEADLINE.replace("3", "true")),
            "reporting.sip.within_working_days",
            "whole number",
            id="a switch for a number",
        ),
        pytest.param(
            (SIP_DEADLINE, SIP_DEADLINE.replace("3", "0")),
            "reporting.sip.within_working_days",
            "greater than or equal to 1",
            id="no days at all",
        ),
        pytest.param(
            (SIP_DEADLINE, SIP_DEADLINE.replace("within_working_days = 3\n", "")),
            "reporting.sip",
            "needs a number of working days",
            id="after the visit, but when",
        ),
        pytest.param(
            (SIP_DEADLINE, SIP_DEADLINE.replace("after_visit", "half_term_end")),
            "reporting.sip",
            "takes no number of working days",
            id="a number too many",
        ),
        pytest.param(
            (SIP_DEADLINE, SIP_DEADLINE.replace("after_visit", "month_end")),
            "reporting.sip",
            "after_visit or half_term_end",
            id="a deadline for something else",
        ),
        pytest.param(
            (SIP_DEADLINE, SIP_DEADLINE.replace('["deputy_ceo", "lead_sip"]', "[]")),
            "reporting.sip.mailed_to",
            "at least 1 item",
            id="a capacity without recipient",
        ),
        pytest.param(
            (SIP_DEADLINE, SIP_DEADLINE.replace('"lead_sip"', '"deputy_ceo"')),
            "reporting.sip.mailed_to",
            "same thing twice",
            id="a recipient named twice",
        ),
        pytest.param(
            ('shown_to = ["headteacher", "progress_board"] #', 'shown_to = ["executive_team"] #'),
            "reporting.sip",
            "not to executive_team",
            id="single reports to the Executive Team",
        ),
        pytest.param(
            (
                '[edition.designations.stabilise]\nrisk = "high"',
                '[edition.designations.stabilise]\nrisk = "low"',
            ),
            "designations",
            "stabilise is high risk",
            id="another risk than the rules know",
        ),
        pytest.param(
            ('[edition.designations.sustain]\nrisk = "low"', '[edition.designations.sustain]\nrisk = "some"'),
            "designations",
            "no designation stands for low risk",
            id="a risk without designation",
        ),
        pytest.param(
            ("sip_days = { at_least = 5, up_to = 10", "sip_days = { at_least = 11, up_to = 10"),
            "entitlement.some.sip_days",
            "at_least (11) is more than up_to (10)",
            id="more at least than at most",
        ),
        pytest.param(
            ("sip_days = { at_least = 5, up_to = 5", "sip_days = { at_least = 4, up_to = 5"),
            "entitlement.low.sip_days.at_least",
            "less than the standard visits take together (5)",
            id="fewer days than the standard visits",
        ),
        pytest.param(
            ("sip_days = { at_least = 5, up_to = 5", "sip_days = { at_least = 4.3, up_to = 5"),
            "entitlement.low.sip_days.at_least",
            "whole or half days",
            id="a third of a day",
        ),
        pytest.param(
            ("at_least = 1, up_to = 2, days_per_week = 5", "at_least = 3, up_to = 2, days_per_week = 5"),
            "entitlement.high.trust_deputy_heads",
            "at_least (3) is more than up_to (2)",
            id="more deputy heads at least than at most",
        ),
        pytest.param(
            ("days_per_week = 5", "days_per_week = 6"),
            "entitlement.high.trust_deputy_heads.days_per_week",
            "five working days",
            id="a week of six days",
        ),
        pytest.param(
            ("[[edition.visits.standard]]\nmonth = 11", "[[edition.visits.standard]]\nmonth = 13"),
            "visits.standard[2].month",
            "less than or equal to 12",
            id="a thirteenth month",
        ),
        pytest.param(
            ("[[edition.visits.standard]]\nmonth = 11", "[[edition.visits.standard]]\nmonth = 9"),
            "visits.standard",
            "two standard visits in one month",
            id="two standard visits in a month",
        ),
        pytest.param(
            ('step = "review"', 'step = "sign_off"'), "chain", "each step once, in order", id="a step twice"
        ),
        pytest.param(
            ('follows = "progress_board"', 'follows = "standards_committee"'),
            "meetings",
            "follows itself",
            id="meetings that follow one another in a ring",
        ),
        pytest.param(
            ('follows = "eit"\ndays_after = 7', 'follows = "eit"'),
            "meetings.standards_committee",
            "go together",
            id="follows, but when",
        ),
        pytest.param(
            ("penultimate = 5", "penultimate = 3"), "rounds", "last month of rounds but one", id="penultimate"
        ),
        pytest.param(
            ("some = [9, 1, 5]\nlow = [9, 1, 5]", "some = [9, 1, 5]"),
            "meetings.progress_board",
            "says nothing of low",
            id="a risk without Boards",
        ),
        pytest.param(
            ("high = [9, 11, 1, 3, 5, 6]", "high = [9, 11, 1, 5, 6]"),
            "meetings.progress_board.months_by_risk",
            "months of the rounds",
            id="a round without Board",
        ),
        pytest.param(
            ("round = 5\n", "round = 4\n"), "rounds", "no round in month 4", id="business of no round"
        ),
        pytest.param(
            ("at_working_days_late = [3, 5]", "at_working_days_late = [5, 3]"),
            "nudges.escalation",
            "should rise",
            id="escalation that falls",
        ),
        pytest.param(
            ('deputy_ceo = ["ceo"]\n', ""),
            "nudges.escalation.line",
            "nobody hears when deputy_ceo is late",
            id="nobody above the Deputy CEO",
        ),
        pytest.param(
            ('deputy_ceo = ["ceo"]\n', 'deputy_ceo = ["deputy_ceo"]\n'),
            "nudges.escalation.line",
            "deputy_ceo stands above themselves",
            id="somebody above themselves",
        ),
        pytest.param(
            ("starts = 08:00:00, ends = 18:00:00", "starts = 18:00:00, ends = 08:00:00"),
            "nudges.working_hours",
            "starts should be before ends",
            id="working hours over midnight",
        ),
        pytest.param(("at = 08:00:00", "at = 8"), "nudges.digest.at", "valid time", id="a number for a time"),
        pytest.param(
            ("school_holidays_are_working_days = true", "school_holidays_are_working_days = 1"),
            "days.school_holidays_are_working_days",
            "true or false",
            id="a number for a switch",
        ),
        pytest.param(
            ('low = "term_end"\n', ""),
            "plan_reporting.rhythm",
            "says nothing of low",
            id="a risk without rhythm",
        ),
        pytest.param(
            ('low = "term_end"', 'low = "month_end"'),
            "plan_reporting.rhythm",
            "half_term_end or term_end for low",
            id="a rhythm that is none",
        ),
        pytest.param(
            ('deadline = "before_meeting"\nmeeting = "eit"', 'deadline = "before_meeting"'),
            "standing_reports.partners_summary",
            "needs the meeting",
            id="before which meeting",
        ),
        pytest.param(
            ('label = "Recommendations"', 'label = " "'),
            "form.recommendations.label",
            "at least 1 character",
            id="a field without a name",
        ),
        pytest.param(
            ('academic_year = "2021/22"\n\n', 'academic_year = "2021/23"\n\n'),
            "academic_year",
            "such as 2026/27",
            id="a year of two years",
        ),
    ],
)
def test_a_fault_is_told_with_its_place(
    tmp_path: Path, change: tuple[str, str], place: str, reason: str
) -> None:
    told = faults_of(tmp_path, changed(change))
    assert any(f": {place}" in fault and reason in fault for fault in told), told
    assert all(fault.startswith("policy.toml: edition 202") for fault in told)


def test_every_fault_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    told = faults_of(
        tmp_path,
        'first_day = "soon"\nfirst_dya = 2026-09-01\n'
        + changed(
            (SIP, f"{SIP}colour = 1\n"),
            ("at_least = 5, up_to = 10", "at_least = 11, up_to = 10"),
            ("[[edition.visits.standard]]\nmonth = 11", "[[edition.visits.standard]]\nmonth = 13"),
            ("months_without = [8]", ""),
        )
        + '\n[[edition]]\nacademic_year = "2020/21"\n[edition.form.purpose]\nrequired = "yes"\n',
    )
    assert told == [
        "policy.toml: first_day: should be a day such as 2026-09-01, without quotation marks",
        "policy.toml: first_dya: is not a setting",
        "policy.toml: edition 2021/22: reporting.sip.colour: is not a setting",
        "policy.toml: edition 2021/22: plan_reporting.months_without: is missing",
        "policy.toml: edition 2021/22: entitlement.some.sip_days: at_least (11) is more than up_to (10)",
        "policy.toml: edition 2021/22: visits.standard[2].month: should be less than or equal to 12",
        "policy.toml: edition 2020/21: academic_year: stands after a later edition; put the earliest first",
        "policy.toml: edition 2020/21: form.purpose.required: should be true or false",
    ]


def test_two_editions_of_one_year_are_a_fault(tmp_path: Path) -> None:
    told = faults_of(tmp_path, f"{BUILT_IN}\n{FIVE_FROM_2027}\n{FIVE_FROM_2027}")
    assert told == ["policy.toml: edition 2027/28: academic_year: there are two editions of this year"]


def test_an_edition_without_a_year_is_a_fault(tmp_path: Path) -> None:
    told = faults_of(tmp_path, f"{BUILT_IN}\n[[edition]]\n[edition.days]\n")
    assert told == ["policy.toml: edition number 2: academic_year: is missing or not a year such as 2026/27"]


def test_the_first_edition_has_to_be_complete(tmp_path: Path) -> None:
    told = faults_of(tmp_path, '[[edition]]\nacademic_year = "2026/27"\n')
    missing = {fault.split(": ")[2] for fault in told if fault.endswith(": is missing")}
    assert missing == set(Edition.model_fields) - {"academic_year"}


@pytest.mark.parametrize(
    "table", [table for table in tomllib.loads(BUILT_IN)["edition"][0] if table != "academic_year"]
)
def test_nothing_of_the_first_edition_can_be_done_without(tmp_path: Path, table: str) -> None:
    more = f'[[edition]]\nacademic_year = "2027/28"\nleaves_out = ["{table}"]\n'
    assert faults_of(tmp_path, f"{BUILT_IN}\n{more}") == [
        f"policy.toml: edition 2027/28: {table}: is missing"
    ]


@pytest.mark.parametrize(
    ("leaves_out", "reason"),
    [
        ('["reporting.sip.colour"]', "reporting.sip.colour is not in the edition before"),
        ('["academic_year.first"]', "academic_year.first is not in the edition before"),
        ('"reporting"', "should be a list of settings"),
        ("[1]", "should be a list of settings"),
    ],
)
def test_leaving_out_what_is_not_there_is_a_fault(tmp_path: Path, leaves_out: str, reason: str) -> None:
    [told] = faults_of(
        tmp_path, f'{BUILT_IN}\n[[edition]]\nacademic_year = "2027/28"\nleaves_out = {leaves_out}\n'
    )
    assert reason in told


@pytest.mark.parametrize(
    "text",
    ["", "edition = 1\n", "[edition]\nacademic_year = '2026/27'\n", "edition = []\n", "edition = ['x']\n"],
)
def test_a_file_without_editions_says_how_one_begins(tmp_path: Path, text: str) -> None:
    assert faults_of(tmp_path, text) == [
        "policy.toml: edition: should be one or more tables, each headed [[edition]]"
    ]


def unreadable_toml(folder: Path) -> Path:
    return a_file(folder, "[[edition]\n")


def not_utf8(folder: Path) -> Path:
    path = folder / "policy.toml"
    path.write_bytes(b"# caf\xe9\n")
    return path


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda folder: folder / "nowhere.toml", "cannot be read"),
        (lambda folder: folder, "cannot be read"),
        (unreadable_toml, "line 1"),
        (not_utf8, "is not a TOML file in UTF-8"),
    ],
    ids=["no file", "a folder", "no TOML", "another encoding"],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(
    tmp_path: Path, make: Callable[[Path], Path], reason: str
) -> None:
    with pytest.raises(PolicyError, match=reason) as refused:
        load(make(tmp_path))
    assert str(tmp_path) in str(refused.value)


def test_a_file_saved_with_a_byte_order_mark_is_read_all_the_same(tmp_path: Path) -> None:
    assert load(a_file(tmp_path, f"\ufeff{BUILT_IN}")) == POLICY


def test_an_unknown_calendar_has_editions_all_the_same() -> None:
    assert POLICY.on(date(1999, 1, 1), Calendar()) is POLICY.editions[0]

"""Policy files that cannot be used, and what is said of them."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from strategy.errors import PolicyError
from strategy.policy import Edition, load
from tests.strategy.policy_files import BUILT_IN, FIVE_FROM_2027, a_file


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
            "should be 'sip'",
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

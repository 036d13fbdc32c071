"""What of a meeting's pack came after it went out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from strategy.board_requests import AskKind, AskText, BoardRequest
from strategy.designations import Designation
from strategy.later_papers import counted, later
from strategy.meetings import Meeting
from strategy.packs import Pack, SchoolPart, Section
from strategy.people import Capacity
from strategy.plans import PlanReport, PlanReportText, ReportedTo
from strategy.policy_reporting import Body
from strategy.policy_results import Qualification
from strategy.recommendations import DesignationSince
from strategy.reports import Report, ReportText
from strategy.results import Results, ResultsVersion
from strategy.targets import SetState, TargetSet

SINCE = datetime(2026, 11, 26, 8, 15, tzinfo=UTC)
BEFORE, AFTER = SINCE - timedelta(days=3), SINCE + timedelta(hours=2)
MEETING = Meeting(7, Body.EIT, "", date(2026, 12, 3), time(9), time(10, 30))
OAK_BANK, MARLOW = "100001", "100002"


def a_report(number: int, filed: datetime, amended: datetime | None = None, school: str = OAK_BANK) -> Report:
    text, day = ReportText("a", "b", "c", "d"), date(2026, 11, 20)
    return Report(
        number, school, 3, Capacity.SIP, number, None, "", day, day, filed, text, 1, amended_at=amended
    )


def a_plan_report(changed: datetime) -> PlanReport:
    text = PlanReportText("well")
    return PlanReport(1, OAK_BANK, ReportedTo.BODIES, "2026/27 autumn-2", text, 2, 3, BEFORE, 3, changed)


def a_pack(*parts: SchoolPart, overdue: int = 0) -> Pack:
    return Pack(MEETING, 1, AFTER, tuple(Section), 11, schools=parts, overdue=overdue)


def test_a_report_filed_or_amended_since_is_a_later_paper_and_an_older_one_is_not() -> None:
    old, new, amended = a_report(1, BEFORE), a_report(2, AFTER), a_report(3, BEFORE, AFTER)
    found = later(a_pack(SchoolPart(OAK_BANK, reports=(old, new, amended))), SINCE)
    assert found.reports == (new, amended)
    assert found.sections == (Section.REPORTS,)
    assert counted(found) == {Section.REPORTS: 2}


def test_schools_of_which_nothing_came_are_left_out_however_they_stand() -> None:
    quiet = SchoolPart(MARLOW, Designation.SUSTAIN, reports=(a_report(1, BEFORE, school=MARLOW),))
    busy = SchoolPart(OAK_BANK, Designation.REPAIR, plan=a_plan_report(AFTER))
    found = later(a_pack(quiet, busy), SINCE)
    assert [(part.school, part.designation) for part in found.schools] == [(OAK_BANK, Designation.REPAIR)]
    assert counted(found) == {Section.PLAN: 1}


def test_a_new_designation_and_targets_signed_off_since_are_later_papers() -> None:
    lines = (
        DesignationSince(OAK_BANK, Designation.SUSTAIN, date(2026, 9, 1), BEFORE),
        DesignationSince(OAK_BANK, Designation.REPAIR, date(2026, 11, 26), AFTER, 2, 5),
    )
    agreed = TargetSet(1, OAK_BANK, "2026/27", 3, BEFORE, (), SetState.SIGNED_OFF, 2, AFTER)
    part = SchoolPart(OAK_BANK, Designation.REPAIR, history=lines, targets=agreed)
    found = later(a_pack(part), SINCE)
    assert found.schools[0].history == lines[1:]
    assert counted(found) == {Section.DESIGNATION: 1, Section.TARGETS: 1}
    came_with = replace(lines[1], recommendation=None)
    assert counted(later(a_pack(SchoolPart(OAK_BANK, history=(came_with,))), SINCE)) == {}
    older = replace(part, history=lines[:1], targets=replace(agreed, decided_at=BEFORE))
    assert counted(later(a_pack(older), SINCE)) == {}


def test_results_given_since_and_what_boards_have_asked_since_are_later_papers() -> None:
    def part(at: datetime) -> SchoolPart:
        results = Results(1, OAK_BANK, "2026/27", ResultsVersion(2, 4, at, {Qualification.GCSE: "71%"}))
        ask = BoardRequest(1, OAK_BANK, AskText(AskKind.SUPPORT, "Two more days"), 4, at)
        return SchoolPart(OAK_BANK, results=results, requests=(ask,))

    found = later(a_pack(part(AFTER)), SINCE)
    assert counted(found) == {Section.RESULTS: 1, Section.REQUESTS: 1}
    assert found.schools == (part(AFTER),)
    assert counted(later(a_pack(part(BEFORE)), SINCE)) == {}


def test_what_has_become_overdue_makes_no_supplement() -> None:
    assert counted(a_pack(overdue=3)) == {Section.OVERDUE: 3}
    assert counted(later(a_pack(overdue=3), SINCE)) == {}


moments = st.integers(0, 60 * 24).map(lambda hours: BEFORE + timedelta(hours=hours))
reports = st.lists(st.tuples(moments, st.none() | moments), max_size=8)


@given(reports, moments, moments)
def test_nothing_falls_between_two_supplements_and_nothing_older_comes_again(
    filed: list[tuple[datetime, datetime | None]], first: datetime, second: datetime
) -> None:
    first, second = sorted([first, second])
    all_of_them = tuple(a_report(n, at, amended) for n, (at, amended) in enumerate(filed))
    whole = a_pack(SchoolPart(OAK_BANK, reports=all_of_them))
    found = later(whole, first)
    assert later(found, first) == found
    assert set(later(whole, second).reports) <= set(found.reports)
    told = {report.id for report in found.reports}
    for report in all_of_them:
        came = max(report.filed_at, report.amended_at or report.filed_at)
        assert (report.id in told) == (came > first)

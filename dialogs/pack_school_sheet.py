"""What a pack says of one school, in words: section by section, as far as the reader's pack has them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from dialogs import wording
from dialogs.board_request_words import kind_of
from dialogs.judging_rows import called
from dialogs.next_year_words import in_short
from dialogs.pack_aims_sheet import next_year, plan, support, targets
from dialogs.pack_designation_sheet import designation, recommendation
from dialogs.pack_part import OfPart
from dialogs.pack_words import standing
from dialogs.plan_rows import period_in_words
from dialogs.report_cards import PARTS, occasion
from dialogs.results_words import of_summer
from dialogs.results_words import parts_of as results_parts
from strategy.duties import REPORTS, days_late
from strategy.packs import Pack, SchoolPart, Section
from strategy.policy import Policy
from strategy.ports import Block, DutyRow, Form, Grid, Heading, Line, Quoted
from strategy.reports import Report
from strategy.school_year import london_day
from strategy.trust import Trust


def at_a_glance(pack: Pack, trust: Trust) -> Iterator[Block]:
    """All the schools in one table, each leading to its part."""
    count = wording.several(len(pack.schools), "school")
    yield Heading("Schools at a glance", anchor="schools", listed=True, note=f"{count}, high risk first")
    columns = [("School", 8)]
    ways: list[Callable[[SchoolPart], str]] = [lambda part: trust.school(part.school).known_as]
    if Section.DESIGNATION in pack.sections:
        columns.append(("Designation", 9))
        ways.append(lambda part: standing(part, trust))
    if Section.RESULTS in pack.sections:
        columns.append(("Results", 5))
        ways.append(lambda part: "in" if part.results else "-")
    if Section.REQUESTS in pack.sections:
        columns.append(("Board asks", 4))
        ways.append(lambda part: str(len(part.requests) or "-"))
    if Section.REPORTS in pack.sections:
        columns.append(("Reports", 5))
        ways.append(lambda part: str(len(part.reports) or "-"))
    if Section.OVERDUE in pack.sections:
        columns.append(("Overdue", 5))
        ways.append(lambda part: str(len(part.overdue) or "-"))
    if Section.PLAN in pack.sections:
        columns.append(("Plan report", 5))
        ways.append(_reported)
    if Section.NEXT_YEAR in pack.sections:
        columns.append(("Next year", 5))
        ways.append(_next_year)
    yield Grid(
        tuple(columns),
        tuple(tuple(way(part) for way in ways) for part in pack.schools),
        tuple(_anchor(part) for part in pack.schools),
    )


def _next_year(part: SchoolPart) -> str:
    draft = part.next_year.draft if part.next_year is not None else None
    return in_short(draft) if draft is not None else "-"


def _reported(part: SchoolPart) -> str:
    return wording.capitalised(period_in_words(part.plan.period)) if part.plan else "-"


def school_blocks(
    part: SchoolPart, pack: Pack, policy: Policy, trust: Trust, *, alone: bool
) -> Iterator[Block]:
    """One school's part; where it stands `alone` its sections are those of the pack."""
    if not alone:
        yield Heading(trust.school(part.school).known_as, anchor=_anchor(part))
    for section, write in _WRITERS.items():
        if section in pack.sections:
            of_part = OfPart(part, pack, policy, trust, 1 if alone else 2)
            yield from write(of_part)


def _anchor(part: SchoolPart) -> str:
    return f"school{part.school}"


def _results(of: OfPart) -> Iterator[Block]:
    found = of.part.results
    if found is None:
        yield from of.without(
            "Results",
            Section.RESULTS,
            "not in yet",
            f"The results of {of_summer(of.year_of_results)} are not in yet.",
        )
        return
    yield of.heading("Results", Section.RESULTS, of_summer(found.year))
    who, at = of.trust.person(found.last.by).name, wording.moment(found.last.at)
    yield Line(f"Results of {of_summer(found.year)}, given by {who}, {at}.", quiet=True)
    yield Form((), tuple(results_parts(found.last.texts)))


def _requests(of: OfPart) -> Iterator[Block]:
    waiting = of.part.requests
    if not waiting:
        return
    yield of.heading("What the Board asks", Section.REQUESTS, wording.several(len(waiting), "request"))
    for found in waiting:
        left = of.pack.undecided.get(found.id)
        late = f" (not decided at the EIT of {wording.day(left)})" if left is not None else ""
        yield Line(f"For {kind_of(found)}, {wording.day(london_day(found.at))}{late}:", point=True)
        yield Quoted(found.text.words)


def _reports(of: OfPart) -> Iterator[Block]:
    reports = of.part.reports
    if not reports:
        yield from of.without("Reports", Section.REPORTS, "none", "No report has to be seen at this meeting.")
        return
    yield of.heading("Reports", Section.REPORTS, wording.several(len(reports), "report"))
    for report in reports:
        yield Heading(_report_called(report, of.trust), of.level + 1)
        yield _report(report, of.trust)


def _report_called(report: Report, trust: Trust) -> str:
    return f"{trust.person(report.author).name}, {occasion(report)}"


def _report(report: Report, trust: Trust) -> Form:
    """A report in the trust's form (Strategy, last appendix)."""
    label = "Half term" if report.half_term else "Date of visit"
    filed = f"{wording.moment(report.filed_at)}"
    if report.amended_at is not None:
        filed += f"; amended {wording.moment(report.amended_at)}, version {report.version}"
    parts = [(words, getattr(report.text, name)) for name, words in PARTS]
    return Form(
        (
            ("School", trust.school(report.school).name),
            ("Role", wording.CAPACITIES[report.capacity]),
            (label, wording.capitalised(occasion(report))),
            ("Filed", filed),
            parts[0],
        ),
        tuple(parts[1:]),
    )


def _overdue(of: OfPart) -> Iterator[Block]:
    rows = of.part.overdue
    if not rows:
        yield from of.without("Overdue", Section.OVERDUE, "nothing", "Nothing is overdue.")
        return
    yield of.heading("Overdue", Section.OVERDUE, wording.several(len(rows), "duty", "duties"))
    calendar = of.policy.working_calendar(of.trust.calendar)
    written = tuple(
        (
            owed_called(row, of.today),
            f"{of.trust.person(row.owner).name} ({wording.CAPACITIES_IN_SHORT[row.capacity]})",
            wording.short_day(row.due_on, of.today),
            str(days_late(row.due_on, of.today, calendar) or "under 1"),
        )
        for row in rows
    )
    yield Grid((("What", 5), ("Who", 4), ("Due", 2), ("Working days late", 2)), written)


def owed_called(row: DutyRow, today: date) -> str:
    """`Report on the visit of Wed 18 Nov`, `Half-termly report, autumn 2`, `Assessment, autumn 2026/27`."""
    if row.kind not in REPORTS:
        return wording.capitalised(called(row.kind, row.about))
    if row.half_term:
        return f"Half-termly report, {wording.half_term(row.half_term)}"
    return f"Report on the visit of {wording.short_day(row.about_on, today)}"


_WRITERS: Mapping[Section, Callable[[OfPart], Iterator[Block]]] = {
    Section.RESULTS: _results,
    Section.DESIGNATION: designation,
    Section.RECOMMENDATION: recommendation,
    Section.REQUESTS: _requests,
    Section.REPORTS: _reports,
    Section.OVERDUE: _overdue,
    Section.TARGETS: targets,
    Section.PLAN: plan,
    Section.SUPPORT: support,
    Section.NEXT_YEAR: next_year,
}

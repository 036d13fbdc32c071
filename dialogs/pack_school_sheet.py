"""What a pack says of one school, in words: section by section, as far as the reader's pack has them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from dialogs import wording
from dialogs.board_request_words import kind_of
from dialogs.judging_rows import called
from dialogs.pack_words import days_in_short, standing
from dialogs.plan_report_cards import parts_of as plan_parts
from dialogs.plan_rows import period_in_words
from dialogs.recommendation_cards import did, stands
from dialogs.report_cards import PARTS, occasion
from dialogs.results_words import of_summer
from dialogs.results_words import parts_of as results_parts
from dialogs.support_words import KINDS, number
from dialogs.target_cards import item_words, latest_noted
from strategy.duties import REPORTS, days_late
from strategy.packs import Pack, SchoolPart, Section
from strategy.policy import Policy
from strategy.ports import Block, DutyRow, Form, Grid, Heading, Line, Quoted
from strategy.reports import Report
from strategy.results import year_of_results
from strategy.school_year import london_day
from strategy.trust import Trust


def at_a_glance(pack: Pack, trust: Trust) -> Iterator[Block]:
    """All the schools in one table, each leading to its part."""
    count = wording.several(len(pack.schools), "school")
    yield Heading("Schools at a glance", anchor="schools", listed=True, note=f"{count}, high risk first")
    columns = [("School", 5)]
    ways: list[Callable[[SchoolPart], str]] = [lambda part: trust.school(part.school).known_as]
    if Section.DESIGNATION in pack.sections:
        columns.append(("Designation", 4))
        ways.append(lambda part: standing(part, trust))
    if Section.RESULTS in pack.sections:
        columns.append(("Results", 2))
        ways.append(lambda part: "in" if part.results else "-")
    if Section.REQUESTS in pack.sections:
        columns.append(("Board asks", 2))
        ways.append(lambda part: str(len(part.requests) or "-"))
    if Section.REPORTS in pack.sections:
        columns.append(("Reports", 2))
        ways.append(lambda part: str(len(part.reports) or "-"))
    if Section.OVERDUE in pack.sections:
        columns.append(("Overdue", 2))
        ways.append(lambda part: str(len(part.overdue) or "-"))
    if Section.PLAN in pack.sections:
        columns.append(("Plan report", 3))
        ways.append(_reported)
    yield Grid(
        tuple(columns),
        tuple(tuple(way(part) for way in ways) for part in pack.schools),
        tuple(_anchor(part) for part in pack.schools),
    )


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
            of_part = _OfPart(part, pack, policy, trust, 1 if alone else 2)
            yield from write(of_part)


def _anchor(part: SchoolPart) -> str:
    return f"school{part.school}"


class _OfPart:
    """What the sections are written of."""

    def __init__(self, part: SchoolPart, pack: Pack, policy: Policy, trust: Trust, level: int) -> None:
        self.part = part
        self.pack = pack
        self.policy = policy
        self.trust = trust
        self.level = level

    @property
    def today(self) -> date:
        """The day the pack was made."""
        return london_day(self.pack.made_at)

    @property
    def year_of_results(self) -> str:
        """The year whose first meetings see the results that are out by this one."""
        return year_of_results(self.pack.meeting.day, self.policy, self.trust.calendar)

    def heading(self, words: str, section: Section, note: str = "") -> Heading:
        """A section's heading; those of a school alone are in the contents."""
        listed = self.level == 1
        return Heading(words, self.level, section.name.lower() if listed else "", listed, note)


def _results(of: _OfPart) -> Iterator[Block]:
    found = of.part.results
    if found is None:
        if of.level == 1:
            yield of.heading("Results", Section.RESULTS, "not in yet")
            yield Line(f"The results of {of_summer(of.year_of_results)} are not in yet.", quiet=True)
        return
    yield of.heading("Results", Section.RESULTS, of_summer(found.year))
    who, at = of.trust.person(found.last.by).name, wording.moment(found.last.at)
    yield Line(f"Results of {of_summer(found.year)}, given by {who}, {at}.", quiet=True)
    yield Form((), tuple(results_parts(found.last.texts)))


def _designation(of: _OfPart) -> Iterator[Block]:
    yield of.heading("Designation", Section.DESIGNATION, standing(of.part, of.trust))
    lines = of.part.history
    in_full = any(line.by is not None or line.reason for line in lines)
    since = f", since {_date(lines[-1].from_day)}" if lines else ""
    yield Line(f"{standing(of.part, of.trust)}{since}.")
    if len(lines) < 2 and not in_full:
        return
    ends = [*(line.from_day for line in lines[1:]), None]
    rows = []
    for line, until in reversed(list(zip(lines, ends, strict=True))):
        row = [
            wording.DESIGNATIONS[line.designation],
            _date(line.from_day),
            _date(until) if until else "now",
        ]
        if in_full:
            row += [of.trust.person(line.by).name if line.by is not None else "-", line.reason or "-"]
        rows.append(tuple(row))
    more = (("Signed off by", 4), ("Why", 6)) if in_full else ()
    yield Grid((("Designation", 3), ("From", 4), ("Until", 4), *more), tuple(rows))


def _date(day: date) -> str:
    """`1 September 2026`: of a day long past nobody asks which weekday it was."""
    return f"{day.day} {day:%B %Y}"


def _recommendation(of: _OfPart) -> Iterator[Block]:
    found = of.part.recommendation
    if found is None:
        if of.level == 1:
            yield of.heading("Recommendation", Section.RECOMMENDATION, "none under way")
            yield Line("No change of designation is recommended at present.", quiet=True)
        return
    edition = of.policy.on(of.today, of.trust.calendar)
    name = wording.DESIGNATIONS[found.proposed]
    before = wording.DESIGNATIONS[found.in_force] if found.in_force else "no designation"
    yield of.heading("Recommendation", Section.RECOMMENDATION, f"{name} recommended")
    yield Line(f"{name} is recommended, in the place of {before}. {stands(found, edition, of.trust)}")
    for step in found.steps:
        yield Line(f"{wording.moment(step.at)}: {did(step, of.trust)}.", point=True)
        if step.reason:
            yield Quoted(step.reason)
    indicators, designations = edition.indicators, wording.DESIGNATIONS
    judged = tuple(
        (f"{indicators.get(each.indicator, each.indicator)}: fits {designations[each.fits]}", each.evidence)
        for each in found.judgements
    )
    if judged:
        yield Form((), judged)


def _requests(of: _OfPart) -> Iterator[Block]:
    waiting = of.part.requests
    if not waiting:
        return
    yield of.heading("What the Board asks", Section.REQUESTS, wording.several(len(waiting), "request"))
    for found in waiting:
        yield Line(f"For {kind_of(found)}, {wording.day(london_day(found.at))}:", point=True)
        yield Quoted(found.text.words)


def _reports(of: _OfPart) -> Iterator[Block]:
    reports = of.part.reports
    if not reports:
        if of.level == 1:
            yield of.heading("Reports", Section.REPORTS, "none")
            yield Line("No report has to be seen at this meeting.", quiet=True)
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


def _overdue(of: _OfPart) -> Iterator[Block]:
    rows = of.part.overdue
    if not rows:
        if of.level == 1:
            yield of.heading("Overdue", Section.OVERDUE, "nothing")
            yield Line("Nothing is overdue.", quiet=True)
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


def _targets(of: _OfPart) -> Iterator[Block]:
    found = of.part.targets
    if found is None:
        if of.level == 1:
            yield of.heading("Targets and lines of enquiry", Section.TARGETS, "none in force")
            yield Line("None are signed off for this year.", quiet=True)
        return
    note = wording.several(len(found.targets), "target")
    if found.enquiries:
        note += f", {wording.several(len(found.enquiries), 'line of enquiry', 'lines of enquiry')}"
    yield of.heading("Targets and lines of enquiry", Section.TARGETS, note)
    by, at = found.decision
    signed = f"Signed off by {of.trust.person(by).name} on {wording.day(london_day(at))}"
    yield Line(f"{signed}, for {found.year}.", quiet=True)
    for item in found.items:
        noted = latest_noted(item, of.part.noted)
        yield Line(f"{item_words(item)}{f'. {noted}' if noted else ''}", point=True)


def _plan(of: _OfPart) -> Iterator[Block]:
    report = of.part.plan
    if report is None:
        if of.level == 1:
            yield of.heading("Progress of the plan", Section.PLAN, "no report yet")
            yield Line("No report on the tailored plan has been filed for this body yet.", quiet=True)
        return
    when = period_in_words(report.period)
    yield of.heading("Progress of the plan", Section.PLAN, f"report for {when}")
    who = of.trust.person(report.changed_by).name
    yield Line(f"Report for {when}, by {who}, {wording.moment(report.changed_at)}.", quiet=True)
    yield Form((), tuple(plan_parts(report, of.part.actions, of.trust)))


def _support(of: _OfPart) -> Iterator[Block]:
    part = of.part
    counted = [
        (name, days_in_short(stands))
        for name, stands in (("SIP days this year", part.partner), (_adviser(part), part.adviser))
        if stands is not None and (stands.due or stands.used or stands.booked or stands.extra)
    ]
    if not counted and not part.deployed:
        if of.level == 1:
            yield of.heading("Support", Section.SUPPORT, "none")
            yield Line("No support is allocated at present.", quiet=True)
        return
    yield of.heading("Support", Section.SUPPORT, counted[0][1] if counted else "")
    there = [
        (
            KINDS[each.support],
            f"{of.trust.person(each.person).name}, {number(each.days_per_week)} days a week"
            f"{f', until {wording.day(each.ends)}' if each.ends else ''}",
        )
        for each in part.deployed
    ]
    yield Grid((("What", 4), ("How it stands", 8)), (*counted, *there))


def _adviser(part: SchoolPart) -> str:
    return f"Adviser days this {part.adviser.per}" if part.adviser is not None else ""


_WRITERS: Mapping[Section, Callable[[_OfPart], Iterator[Block]]] = {
    Section.RESULTS: _results,
    Section.DESIGNATION: _designation,
    Section.RECOMMENDATION: _recommendation,
    Section.REQUESTS: _requests,
    Section.REPORTS: _reports,
    Section.OVERDUE: _overdue,
    Section.TARGETS: _targets,
    Section.PLAN: _plan,
    Section.SUPPORT: _support,
}

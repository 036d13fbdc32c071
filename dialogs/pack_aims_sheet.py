"""What a pack says of a school's targets, plan and support, and of the year ahead."""

from __future__ import annotations

from collections.abc import Iterator

from dialogs import wording
from dialogs.next_year_words import in_short, items_in_lines, stands, support_in_lines
from dialogs.pack_part import OfPart
from dialogs.pack_words import days_in_short
from dialogs.plan_report_cards import parts_of as plan_parts
from dialogs.plan_rows import period_in_words
from dialogs.support_words import KINDS, number
from dialogs.target_cards import item_words, latest_noted
from dialogs.target_cards import stands as targets_stand
from strategy.packs import SchoolPart, Section
from strategy.ports import Block, Form, Grid, Line
from strategy.school_year import london_day


def targets(of: OfPart) -> Iterator[Block]:
    """What is in force, and where it was last noted to stand."""
    found = of.part.targets
    if found is None:
        yield from of.without(
            "Targets and lines of enquiry",
            Section.TARGETS,
            "none in force",
            "None are signed off for this year.",
        )
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


def plan(of: OfPart) -> Iterator[Block]:
    """The last report on the tailored plan."""
    report = of.part.plan
    if report is None:
        yield from of.without(
            "Progress of the plan",
            Section.PLAN,
            "no report yet",
            "No report on the tailored plan has been filed for this body yet.",
        )
        return
    when = period_in_words(report.period)
    yield of.heading("Progress of the plan", Section.PLAN, f"report for {when}")
    who = of.trust.person(report.changed_by).name
    yield Line(f"Report for {when}, by {who}, {wording.moment(report.changed_at)}.", quiet=True)
    yield Form((), tuple(plan_parts(report, of.part.actions, of.trust)))


def support(of: OfPart) -> Iterator[Block]:
    """Days used, booked and left, and who is deployed there."""
    part = of.part
    counted = [
        (name, days_in_short(stands))
        for name, stands in (("SIP days this year", part.partner), (_adviser(part), part.adviser))
        if stands is not None and (stands.due or stands.used or stands.booked or stands.extra)
    ]
    if not counted and not part.deployed:
        yield from of.without("Support", Section.SUPPORT, "none", "No support is allocated at present.")
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


def next_year(of: OfPart) -> Iterator[Block]:
    """What is prepared of next year; nothing where nothing is."""
    ahead = of.part.next_year
    if ahead is None:
        return
    yield of.heading(f"Next year, {ahead.year}", Section.NEXT_YEAR, in_short(ahead.draft))
    if ahead.targets is not None:
        yield Line(f"Targets and lines of enquiry. {targets_stand(ahead.targets, of.trust)}", quiet=True)
        for item in ahead.targets.items:
            yield Line(item_words(item), point=True)
    if ahead.draft is not None:
        yield Line(f"Support and agendas. {stands(ahead.draft, of.trust)}", quiet=True)
        parts = (
            ("Support", support_in_lines(ahead.draft)),
            ("Agendas of visits", items_in_lines(ahead.draft)),
        )
        yield Form((), tuple((label, "\n".join(lines)) for label, lines in parts if lines))

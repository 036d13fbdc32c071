"""What a pack says of a school's designation, and of a recommendation under way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dialogs import wording
from dialogs.pack_part import OfPart
from dialogs.pack_words import standing
from dialogs.recommendation_cards import did, stands
from strategy.packs import Section
from strategy.ports import Block, Form, Grid, Line, Quoted


def designation(of: OfPart) -> Iterator[Block]:
    """How the school is designated, and how that came about."""
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


def recommendation(of: OfPart) -> Iterator[Block]:
    """What is recommended, with its steps and evidence."""
    found = of.part.recommendation
    if found is None:
        yield from of.without(
            "Recommendation",
            Section.RECOMMENDATION,
            "none under way",
            "No change of designation is recommended at present.",
        )
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

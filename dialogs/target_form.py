"""The form of a school's targets and lines of enquiry, declared: school, year, both as lines of text, and for
each of them the trust's priority that it serves, where the trust's plan of that year has any.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dialogs import wording
from dialogs.forms import Choice, Field, FieldKind, Form, Section
from dialogs.school_field import find_school, only_school, read_school, school_choices
from dialogs.target_lines import EXAMPLE, LineFault, enquiries_in, line_of, targets_in
from dialogs.understanding.interpret import Interpreter
from strategy.people import Person
from strategy.school_year import Span
from strategy.schools import School
from strategy.targets import Item, TargetSet, span_of
from strategy.trust import Trust
from strategy.trust_plan import Priority

Raw = Mapping[str, str]

TARGETS = "targets"
"""The form's name, which its drafts carry."""
LINKS_A_SECTION = 6
LONGEST_TEXT = 6_000
_SERVES = "serves_"
_NONE = "none"


@dataclass(frozen=True)
class TargetsContext:
    """What the form needs to know: who proposes, for which schools they may and which years, the priorities
    of the draft's year, what its text reads as so far, and what waits for its school and year already.
    """

    author: Person
    trust: Trust
    today: date
    reader: Interpreter
    schools: Mapping[str, School]
    years: Sequence[str]
    priorities: Sequence[Priority]
    items: Sequence[Item]
    waiting: TargetSet | None = None

    def span(self, raw: Raw) -> Span:
        """The academic year that is entered, or the first that can be."""
        year = raw.get("year", "")
        return span_of(year if year in self.years else self.years[0], self.trust.calendar)


def serves(item: Item) -> str:
    """The name of the field for the priority that an item serves: it follows the item's words."""
    return _SERVES + hashlib.sha256(f"{item.kind} {item.words}".casefold().encode()).hexdigest()[:10]


def read_items(raw: Raw, span: Span, today: date, reader: Interpreter, trust: Trust) -> list[Item]:
    """What the text reads as so far; what cannot be read is left out."""
    found: list[Item] = []
    with suppress(LineFault):
        found += targets_in(raw.get("targets", ""), span, today, reader, trust.calendar)
    with suppress(LineFault):
        found += enquiries_in(raw.get("enquiries", ""))
    return found


def items_of(values: Mapping[str, Any]) -> list[Item]:
    """The items of a form's checked values, with the priorities that they serve."""
    items = [*(values["targets"] or ()), *(values["enquiries"] or ())]
    return [replace(item, priority=values.get(serves(item))) for item in items]


def typed_from(found: TargetSet, trust: Trust) -> dict[str, str]:
    """A set as it would be typed into the form."""
    span = span_of(found.year, trust.calendar)
    typed = {
        "school": found.school,
        "year": found.year,
        "targets": "\n".join(line_of(item, span) for item in found.targets),
        "enquiries": "\n".join(line_of(item, span) for item in found.enquiries),
    }
    typed |= {serves(item): str(item.priority) for item in found.items if item.priority is not None}
    return {name: value for name, value in typed.items() if value}


def _read_school(context: TargetsContext, raw: Raw, typed: str) -> School:
    return read_school(context, raw, typed, "isn't one of the schools you propose targets for.")


def _years(context: TargetsContext, _raw: Raw) -> tuple[Choice, ...]:
    return tuple(Choice(year, year) for year in context.years)


def _read_year(context: TargetsContext, _raw: Raw, typed: str) -> str:
    if typed not in context.years:
        raise ValueError(f"It can be {wording.listed(list(context.years), 'or')}.")
    return typed


def _normal_year(context: TargetsContext, _raw: Raw, typed: str) -> str | None:
    said = typed.casefold()
    if "next" in said:
        return context.years[-1]
    return context.years[0] if "this" in said else None


def _read_targets(context: TargetsContext, raw: Raw, typed: str) -> list[Item]:
    return targets_in(typed, context.span(raw), context.today, context.reader, context.trust.calendar)


def _read_enquiries(_context: TargetsContext, _raw: Raw, typed: str) -> list[Item]:
    return enquiries_in(typed)


def _something(_context: TargetsContext, values: Mapping[str, Any]) -> Mapping[str, str]:
    if not {"targets", "enquiries"} <= values.keys() or values["targets"] or values["enquiries"]:
        return {}
    return {"targets": "Please give at least one target or line of enquiry."}


SCHOOL: Field[TargetsContext] = Field(
    name="school",
    label="School",
    question="Which school are they for?",
    kind=FieldKind.CHOICE,
    choices=school_choices,
    read=_read_school,
    normal=find_school,
    fixed=only_school,
)
YEAR: Field[TargetsContext] = Field(
    name="year",
    label="Academic year",
    question="Which academic year are they for?",
    kind=FieldKind.CHOICE,
    choices=_years,
    read=_read_year,
    normal=_normal_year,
)
AIMS: Field[TargetsContext] = Field(
    name="targets",
    label="Targets, one a line",
    question="Which targets?",
    kind=FieldKind.TEXT,
    hint=f"One a line: {EXAMPLE} by 26 March",
    read=_read_targets,
    limit=lambda _context: LONGEST_TEXT,
    plural=True,
    may_be_nothing=True,
)
ENQUIRIES: Field[TargetsContext] = Field(
    name="enquiries",
    label="Lines of enquiry, one a line",
    question="Which lines of enquiry?",
    kind=FieldKind.TEXT,
    hint="One question a line, or none",
    read=_read_enquiries,
    limit=lambda _context: LONGEST_TEXT,
    plural=True,
    may_be_nothing=True,
)


def _priorities(context: TargetsContext, _raw: Raw) -> tuple[Choice, ...]:
    found = (Choice(str(each.id), each.words) for each in context.priorities)
    return (*found, Choice(_NONE, "None of them"))


def _read_priority(context: TargetsContext, _raw: Raw, typed: str) -> int | None:
    known = {str(each.id): each.id for each in context.priorities}
    if typed not in known:
        raise ValueError("Please choose one of the trust's priorities, or none of them.")
    return known[typed]


def _link(item: Item) -> Field[TargetsContext]:
    words = item.words if len(item.words) <= 80 else f"{item.words[:78].rstrip()} …"
    return Field(
        name=serves(item),
        label=words,
        question=f"Which of the trust's priorities does \u201c{words}\u201d serve?",
        kind=FieldKind.CHOICE,
        choices=_priorities,
        read=_read_priority,
        may_be_nothing=True,
    )


def form_for(context: TargetsContext) -> Form[TargetsContext]:
    """The form for what the draft holds: where the trust has priorities, each item can name one."""
    sections = [Section("What the school aims at", (SCHOOL, YEAR, AIMS, ENQUIRIES))]
    if context.priorities:
        items = list({serves(item): item for item in context.items}.values())
        for start in range(0, max(len(items), 1), LINKS_A_SECTION):
            fields = tuple(_link(item) for item in items[start : start + LINKS_A_SECTION])
            sections.append(Section("The trust's priorities they serve", fields))
    return Form(TARGETS, "Targets and lines of enquiry", tuple(sections), (_something,))

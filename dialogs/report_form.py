"""The trust's report form, declared: for a visit, for a half term of a deployment, and to amend a report.

The parts are those of the strategy's last appendix: School, Role, Date of visit, Purpose of visit, Summary of
activities during visit, Summary of outcomes, Recommendations.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from dialogs import wording
from dialogs.forms import Choice, Field, FieldKind, Form, Section
from dialogs.school_field import find_school, only_school, read_school, school_choices
from dialogs.understanding.interpret import Interpreter
from strategy.actions.capacities import capacities_at, schools_to_visit
from strategy.actions.filing import day_fault
from strategy.people import Capacity, Person
from strategy.ports import DutyRow
from strategy.reports import ReportText
from strategy.schools import School
from strategy.trust import Trust

Raw = Mapping[str, str]


@dataclass(frozen=True)
class ReportContext:
    """What the report form needs to know: its author, the day, and the reports they owe as `owed`."""

    author: Person
    trust: Trust
    today: date
    owed: tuple[DutyRow, ...]
    reader: Interpreter
    limits: Mapping[str, int]

    @cached_property
    def schools(self) -> Mapping[str, School]:
        """The schools the author may report on, by URN and in the order of their names: those they visit, and
        those the diary has them at. Found once, as nearly every field asks for them and there may be many.
        """
        visited = {school.urn: school for school in schools_to_visit(self.author, self.today, self.trust)}
        owed = {duty.school for duty in self.owed if duty.visit is not None} - visited.keys()
        if not owed:
            return visited
        found = [*visited.values(), *(self.trust.school(urn) for urn in owed)]
        return {school.urn: school for school in sorted(found, key=lambda school: school.known_as.casefold())}

    @cached_property
    def capacities(self) -> tuple[Capacity, ...]:
        """The capacities in which the author goes to any of those schools, or went as the diary has it."""
        found = [
            capacity
            for school in self.schools.values()
            for capacity in capacities_at(self.author, school, self.today, self.trust)
        ]
        found += [duty.capacity for duty in self.owed if duty.visit is not None]
        return tuple(dict.fromkeys(found))


def _read_school(context: ReportContext, raw: Raw, typed: str) -> School:
    return read_school(
        context,
        raw,
        typed,
        "isn't one of the schools you report on: I don't have you down for it, and the diary has no visit of "
        "yours there waiting for a report.",
    )


def _capacities(context: ReportContext, raw: Raw) -> tuple[Capacity, ...]:
    """The capacities that fit what is entered so far; the diary's where it has the visit."""
    school = context.trust.schools.get(raw.get("school", "") or only_school(context, raw) or "")
    if school is None:
        return context.capacities
    day = _iso(raw.get("date", ""))
    diary = [d.capacity for d in context.owed if d.visit and d.school == school.urn and d.about_on == day]
    if diary:
        return tuple(dict.fromkeys(diary))
    return capacities_at(context.author, school, day or context.today, context.trust) or tuple(
        dict.fromkeys(d.capacity for d in context.owed if d.visit and d.school == school.urn)
    )


def _capacity_choices(context: ReportContext, raw: Raw) -> tuple[Choice, ...]:
    return tuple(Choice(c.value, wording.CAPACITIES[c]) for c in _capacities(context, raw))


def _only_capacity(context: ReportContext, raw: Raw) -> str | None:
    found = _capacities(context, raw)
    return found[0].value if len(found) == 1 else None


def _find_capacity(context: ReportContext, raw: Raw, text: str) -> str | None:
    wanted = text.strip().casefold()
    for capacity in _capacities(context, raw):
        titles = (capacity.value, wording.CAPACITIES[capacity], wording.CAPACITIES_IN_SHORT[capacity], "sia")
        if any(wanted == title.casefold() for title in titles[: 4 if "adviser" in capacity.value else 3]):
            return capacity.value
    return None


def _read_capacity(context: ReportContext, raw: Raw, typed: str) -> Capacity:
    offered = _capacities(context, raw)
    if typed not in [c.value for c in offered]:
        titles = wording.listed([wording.CAPACITIES[c] for c in offered], "or")
        raise ValueError(
            f"For that visit it can be {titles}." if titles else "Please choose the school first."
        )
    return Capacity(typed)


def _find_day(context: ReportContext, _raw: Raw, text: str) -> str | None:
    found = context.reader.day_meant(text, context.today, context.trust.calendar, looking="back")
    return found.isoformat() if found else None


def _iso(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        return None


def _read_day(context: ReportContext, raw: Raw, typed: str) -> date:
    day = _iso(typed) or _iso(_find_day(context, raw, typed) or "")
    if day is None:
        raise ValueError("I couldn't read that as a date. Please give it like 12 November 2026.")
    fault = day_fault(day, context.today, context.trust.calendar)
    if fault:
        raise ValueError(fault)
    return day


def _half_term_choices(context: ReportContext, _raw: Raw) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            str(duty.id),
            f"{context.trust.school(duty.school).known_as}, {half_term_in_words(duty.half_term)} "
            f"(due {wording.short_day(duty.due_on, context.today)})",
        )
        for duty in context.owed
        if duty.deployment is not None
    )


def half_term_in_words(key: str) -> str:
    """`2026/27 autumn-2` to `autumn 2, 2026/27`."""
    year, _, name = key.partition(" ")
    return f"{name.replace('-', ' ')}, {year}"


def _only_half_term(context: ReportContext, raw: Raw) -> str | None:
    choices = _half_term_choices(context, raw)
    return choices[0].value if len(choices) == 1 else None


def _find_half_term(context: ReportContext, raw: Raw, text: str) -> str | None:
    named = context.reader.school_named(text, context.trust)
    fitting = [d for d in context.owed if d.deployment is not None and d.school in named]
    return str(fitting[0].id) if len(fitting) == 1 else None


def _read_half_term(context: ReportContext, raw: Raw, typed: str) -> int:
    if typed not in [choice.value for choice in _half_term_choices(context, raw)]:
        raise ValueError("Please choose one of the half terms you owe a report for.")
    return int(typed)


SCHOOL: Field[ReportContext] = Field(
    name="school",
    label="School",
    question="Which school did you visit?",
    kind=FieldKind.CHOICE,
    choices=school_choices,
    read=_read_school,
    normal=find_school,
    fixed=only_school,
)
ROLE: Field[ReportContext] = Field(
    name="role",
    label="Role",
    question="In which role did you go?",
    kind=FieldKind.CHOICE,
    choices=_capacity_choices,
    read=_read_capacity,
    normal=_find_capacity,
    fixed=_only_capacity,
)
DAY: Field[ReportContext] = Field(
    name="date",
    label="Date of visit",
    question="On which day was the visit?",
    kind=FieldKind.DATE,
    hint="its last day, if it took several",
    read=_read_day,
    normal=_find_day,
)
HALF_TERM: Field[ReportContext] = Field(
    name="occasion",
    label="School and half term",
    question="Which half term is the report for?",
    kind=FieldKind.CHOICE,
    choices=_half_term_choices,
    read=_read_half_term,
    normal=_find_half_term,
    fixed=_only_half_term,
)
PURPOSE: Field[ReportContext] = Field(
    name="purpose",
    label="Purpose of visit",
    question="What was the purpose of the visit?",
    kind=FieldKind.TEXT,
    limit=lambda context: context.limits["purpose"],
    hint="what the visit was for",
)
ACTIVITIES: Field[ReportContext] = Field(
    name="activities",
    label="Summary of activities during visit",
    question="What did you do during the visit? A summary of the activities is enough.",
    kind=FieldKind.TEXT,
    limit=lambda context: context.limits["activities"],
    hint="meetings, learning walks, books and data looked at",
)
OUTCOMES: Field[ReportContext] = Field(
    name="outcomes",
    label="Summary of outcomes",
    question="What were the outcomes? What did you find?",
    kind=FieldKind.TEXT,
    limit=lambda context: context.limits["outcomes"],
    hint="what you found: strengths, and what needs to change",
)
RECOMMENDATIONS: Field[ReportContext] = Field(
    name="recommendations",
    label="Recommendations",
    plural=True,
    question="What do you recommend?",
    kind=FieldKind.TEXT,
    limit=lambda context: context.limits["recommendations"],
    hint="what should happen next, by whom and when",
)

_ACCOUNT = (
    Section("What happened", (ACTIVITIES,)),
    Section("What you found", (OUTCOMES, RECOMMENDATIONS)),
)
VISIT_REPORT: Form[ReportContext] = Form(
    "visit_report", "Visit report", (Section("The visit", (SCHOOL, DAY, ROLE, PURPOSE)), *_ACCOUNT)
)
HALF_TERM_REPORT: Form[ReportContext] = Form(
    "half_term_report", "Half-termly report", (Section("The half term", (HALF_TERM, PURPOSE)), *_ACCOUNT)
)
AMENDMENT: Form[ReportContext] = Form(
    "amendment",
    "Amend report",
    (
        Section("Purpose and activities", (PURPOSE, ACTIVITIES)),
        Section("What you found", (OUTCOMES, RECOMMENDATIONS)),
    ),
)
FORMS: Mapping[str, Form[ReportContext]] = {
    form.name: form for form in (VISIT_REPORT, HALF_TERM_REPORT, AMENDMENT)
}


def text_of(values: Mapping[str, Any]) -> ReportText:
    """The report's text from a form's checked values."""
    return ReportText(
        purpose=values["purpose"],
        activities=values["activities"],
        outcomes=values["outcomes"],
        recommendations=values["recommendations"],
    )

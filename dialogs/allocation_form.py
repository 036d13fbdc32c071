"""The form by which support is allocated, declared: the school and the kind of support, then who does what,
from when to when and how much (Strategy, Strands 2 and 4). What it asks for follows from the kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from dialogs import wording
from dialogs.forms import Choice, Field, FieldKind, Form, Section
from dialogs.school_field import find_school, only_school, read_school, school_choices
from dialogs.support_words import KINDS
from dialogs.understanding.how_much import amount_in, number_of_days
from dialogs.understanding.interpret import Interpreter
from strategy.actions.allocating import (
    LONGEST_PROVIDER,
    LONGEST_REASON,
    MOST_DAYS,
    Counted,
    earliest_day,
    faults_of_days,
)
from strategy.people import Person
from strategy.school_year import Span
from strategy.schools import School
from strategy.support import COUNTED, GIVEN_BY, Amount, who_can_give
from strategy.support_concerns import Concern, Proposed, needs_reason
from strategy.trust import Trust
from strategy.visits import Support

Raw = Mapping[str, str]

ALLOCATION = "allocation"
"""The form's name, which its drafts carry."""
LONGEST_LIST = 60
SUBJECT, SEEN, DAY = "subject", "seen", "day"
"""What a draft keeps beside its fields: the subject asked for, what was to be said before, and the day whose
year or term is meant.
"""


@dataclass(frozen=True)
class AllocationContext:
    """What the form needs to know: who decides, which schools can have support, policy's activities; and of
    the draft as it stands what is to be said before, or how the days stand that are counted.
    """

    author: Person
    trust: Trust
    today: date
    reader: Interpreter
    schools: Mapping[str, School]
    activities: tuple[str, ...]
    proposed: Proposed | None = None
    concerns: tuple[Concern, ...] = ()
    counted: Counted | None = None


def kind_of(raw: Raw) -> Support | None:
    """The kind of support that a draft holds; None where it holds none."""
    typed = raw.get("support", "").strip()
    return Support(typed) if typed in set(Support) else None


def form_for(kind: Support | None) -> Form[AllocationContext]:
    """The form for a kind of support."""
    if kind in COUNTED:
        return _DAYS
    return _EXTERNAL if kind is Support.EXTERNAL else _PEOPLE


def proposed_in(values: Mapping[str, Any], school: School | None = None) -> Proposed | None:
    """What a form's checked values propose; None while part of it is missing or somebody is granted days."""
    support = values.get("support")
    needed = {"school", "support", "who", "from", "to", "days"}
    if support in COUNTED or not needed <= values.keys() or not isinstance(values["days"], Amount):
        return None
    who = values["who"]
    return Proposed(
        school or values["school"],
        values["support"],
        who.id if isinstance(who, Person) else None,
        Span(values["from"], values["to"]),
        values["days"],
    )


def _read_school(context: AllocationContext, raw: Raw, typed: str) -> School:
    return read_school(context, raw, typed, "has no support yet: it has not joined, or is not designated.")


def _kinds(_context: AllocationContext, _raw: Raw) -> tuple[Choice, ...]:
    return tuple(Choice(kind.value, title) for kind, title in KINDS.items())


def _read_kind(_context: AllocationContext, _raw: Raw, typed: str) -> Support:
    if typed not in set(Support):
        raise ValueError(f"It can be {wording.listed(list(KINDS.values()), 'or')}.")
    return Support(typed)


def _those_who_can(context: AllocationContext, raw: Raw) -> list[Person]:
    kind = kind_of(raw)
    return who_can_give(kind, raw.get(SUBJECT, ""), context.trust) if kind else []


def _people(context: AllocationContext, raw: Raw) -> tuple[Choice, ...]:
    """Those who hold a role of the kind, with their subjects; none where they are too many for a list."""
    found = _those_who_can(context, raw)
    if len(found) > LONGEST_LIST:
        return ()
    return tuple(Choice(str(person.id), _with_subjects(person, raw)) for person in found)


def _with_subjects(person: Person, raw: Raw) -> str:
    kind = kind_of(raw)
    roles = GIVEN_BY.get(kind, ()) if kind else ()
    subjects = [held.subject for held in person.held if held.role in roles and held.subject]
    return f"{person.name} ({', '.join(subjects)})" if subjects else person.name


def _only_person(context: AllocationContext, raw: Raw) -> str | None:
    found = _those_who_can(context, raw)
    return str(found[0].id) if len(found) == 1 else None


def _find_person(context: AllocationContext, _raw: Raw, text: str) -> str | None:
    found = context.reader.person_named(text, context.trust)
    return str(found[0]) if len(found) == 1 else None


def _read_person(context: AllocationContext, raw: Raw, typed: str) -> Person:
    known = {str(person.id): person for person in _those_who_can(context, raw)}
    person = known.get(typed) or known.get(_find_person(context, raw, typed) or "")
    if person is None:
        kind = kind_of(raw)
        what = KINDS[kind] if kind else "this"
        raise ValueError(f"I can't find them among those who can be deployed as {what}.")
    return person


def _activities(context: AllocationContext, _raw: Raw) -> tuple[Choice, ...]:
    return tuple(Choice(each, each) for each in context.activities)


def _read_activity(context: AllocationContext, _raw: Raw, typed: str) -> str:
    if typed not in context.activities:
        raise ValueError("Please choose one of the activities in the list.")
    return typed


def _find_day(context: AllocationContext, _raw: Raw, text: str) -> str | None:
    found = context.reader.day_meant(text, context.today, context.trust.calendar, looking="forward")
    return found.isoformat() if found else None


def _iso(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def _read_day(context: AllocationContext, raw: Raw, typed: str) -> date:
    day = _iso(typed) or _iso(_find_day(context, raw, typed) or "")
    if day is None:
        raise ValueError("I couldn't read that as a day. Please give it like 12 January 2027.")
    return day


def _read_first(context: AllocationContext, raw: Raw, typed: str) -> date:
    day = _read_day(context, raw, typed)
    ahead = max(day, earliest_day(context.today, context.trust.calendar)) + timedelta(days=1)
    faults = faults_of_days(day, ahead, context.today, context.trust.calendar)
    if "from" in faults:
        raise ValueError(faults["from"])
    return day


def _read_amount(_context: AllocationContext, _raw: Raw, typed: str) -> Amount:
    found = amount_in(typed)
    if found is None:
        raise ValueError("A week, or in all? For example: 2 days a week, Tuesdays, or 6 days in all.")
    count = found.a_week if found.a_week is not None else found.in_all
    if not count or count * 2 != int(count * 2):
        raise ValueError("Days count in halves.")
    if found.a_week is not None and found.a_week > 5:
        raise ValueError("A week has five days.")
    return found


def _read_days(_context: AllocationContext, _raw: Raw, typed: str) -> Decimal:
    found = number_of_days(typed)
    if found is None or not 0 < found <= MOST_DAYS or found * 2 != int(found * 2):
        raise ValueError(f"Please give a number of days, in halves, up to {MOST_DAYS}.")
    return found


def _no_reason_needed(context: AllocationContext, _raw: Raw) -> bool:
    return not needs_reason(context.concerns)


def _in_order(context: AllocationContext, values: Mapping[str, Any]) -> Mapping[str, str]:
    """Faults of the days together."""
    if not {"from", "to"} <= values.keys():
        return {}
    starts, ends, amount = values["from"], values["to"], values.get("days")
    faults = faults_of_days(starts, ends, context.today, context.trust.calendar)
    if not faults and isinstance(amount, Amount) and amount.days_per_week(Span(starts, ends)) > 5:
        faults["days"] = "That is more than five days a week for as long as it lasts."
    return faults


_WHERE: Section[AllocationContext] = Section(
    "Where, and what kind",
    (
        Field(
            name="school",
            label="School",
            question="Which school is it for?",
            kind=FieldKind.CHOICE,
            choices=school_choices,
            read=_read_school,
            normal=find_school,
            fixed=only_school,
        ),
        Field(
            name="support",
            label="Kind of support",
            question="What kind of support?",
            kind=FieldKind.CHOICE,
            choices=_kinds,
            read=_read_kind,
        ),
    ),
)
_WHO: Field[AllocationContext] = Field(
    name="who",
    label="Who gives it",
    question="Who gives it?",
    kind=FieldKind.CHOICE,
    choices=_people,
    read=_read_person,
    normal=_find_person,
    fixed=_only_person,
)
_PROVIDER: Field[AllocationContext] = Field(
    name="who",
    label="Provider",
    question="Who provides it?",
    kind=FieldKind.LINE,
    hint="a firm or a consultant, by name",
    limit=lambda _context: LONGEST_PROVIDER,
)
_REASON: Field[AllocationContext] = Field(
    name="reason",
    label="Reason",
    question="What is the reason?",
    kind=FieldKind.TEXT,
    hint="needed where it goes beyond what the school is allocated",
    limit=lambda _context: LONGEST_REASON,
    optional=_no_reason_needed,
)
_WHEN: tuple[Field[AllocationContext], ...] = (
    Field(
        name="activity",
        label="What it is for",
        question="What is it for?",
        kind=FieldKind.CHOICE,
        choices=_activities,
        read=_read_activity,
    ),
    Field(
        name="from",
        label="First day",
        question="From which day?",
        kind=FieldKind.DATE,
        read=_read_first,
        normal=_find_day,
    ),
    Field(
        name="to",
        label="Last day",
        question="Until which day?",
        kind=FieldKind.DATE,
        read=_read_day,
        normal=_find_day,
    ),
    Field(
        name="days",
        label="How much",
        question="How much? For example: 2 days a week, Tuesdays, or 6 days in all.",
        kind=FieldKind.LINE,
        hint="2 days a week, Tuesdays, or 6 days in all",
        read=_read_amount,
    ),
    _REASON,
)
_PEOPLE = Form(
    ALLOCATION,
    "Support",
    (_WHERE, Section("Who, when and how much", (_WHO, *_WHEN))),
    (_in_order,),
)
_EXTERNAL = Form(
    ALLOCATION,
    "External support",
    (_WHERE, Section("Who, when and how much", (_PROVIDER, *_WHEN))),
    (_in_order,),
)
_DAYS: Form[AllocationContext] = Form(
    ALLOCATION,
    "Extra days",
    (
        _WHERE,
        Section(
            "How many, and why",
            (
                Field(
                    name="days",
                    label="Days on top of the allocation",
                    question="How many days on top of the allocation?",
                    kind=FieldKind.LINE,
                    hint="in halves, for example 2.5",
                    read=_read_days,
                ),
                Field(
                    name="reason",
                    label="Reason",
                    question="What is the reason?",
                    kind=FieldKind.TEXT,
                    limit=lambda _context: LONGEST_REASON,
                ),
            ),
        ),
    ),
)

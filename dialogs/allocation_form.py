"""The form by which support is allocated, declared: the school and the kind of support, then who does what,
from when to when and how much (Strategy, Strands 2 and 4). What it asks for follows from the kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dialogs.allocation_answers import (
    AllocationContext,
    Raw,
    activity_choices,
    find_day,
    find_person,
    kind_choices,
    only_person,
    people_choices,
    read_activity,
    read_amount,
    read_day,
    read_days,
    read_first_day,
    read_kind,
    read_person,
    read_supported_school,
)
from dialogs.forms import Field, FieldKind, Form, Section
from dialogs.school_field import find_school, only_school, school_choices
from strategy.actions.allocating import (
    LONGEST_PROVIDER,
    LONGEST_REASON,
    faults_of_days,
)
from strategy.people import Person
from strategy.school_year import Span
from strategy.schools import School
from strategy.support import COUNTED, Amount
from strategy.support_concerns import Proposed, needs_reason
from strategy.visits import Support

ALLOCATION = "allocation"
"""The form's name, which its drafts carry."""


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
            read=read_supported_school,
            normal=find_school,
            fixed=only_school,
        ),
        Field(
            name="support",
            label="Kind of support",
            question="What kind of support?",
            kind=FieldKind.CHOICE,
            choices=kind_choices,
            read=read_kind,
        ),
    ),
)
_WHO: Field[AllocationContext] = Field(
    name="who",
    label="Who gives it",
    question="Who gives it?",
    kind=FieldKind.CHOICE,
    choices=people_choices,
    read=read_person,
    normal=find_person,
    fixed=only_person,
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
        choices=activity_choices,
        read=read_activity,
    ),
    Field(
        name="from",
        label="First day",
        question="From which day?",
        kind=FieldKind.DATE,
        read=read_first_day,
        normal=find_day,
    ),
    Field(
        name="to",
        label="Last day",
        question="Until which day?",
        kind=FieldKind.DATE,
        read=read_day,
        normal=find_day,
    ),
    Field(
        name="days",
        label="How much",
        question="How much? For example: 2 days a week, Tuesdays, or 6 days in all.",
        kind=FieldKind.LINE,
        hint="2 days a week, Tuesdays, or 6 days in all",
        read=read_amount,
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
                    read=read_days,
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

"""Forms, declared once: sections of fields, and checks across them.

The same declaration is shown as a card in short sections (`dialogs.form_cards`) and asked one question at a
time (`dialogs.form_talk`). What somebody types is kept word for word in a draft, whether it can be taken or
not; `check` says of each value what it means, or what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Generic, TypeVar

C = TypeVar("C")


LONGEST_SHORT_ANSWER = 200
"""Characters of a choice or a day, where the form sets no limit of its own."""
NOTHING = frozenset({"", "-", "none", "no", "nothing", "none of them", "n/a"})
"""What a field that may be nothing holds where there is nothing to say."""


class FieldKind(StrEnum):
    """How a field is entered."""

    LINE = "one line"
    TEXT = "several lines"
    DATE = "a day"
    CHOICE = "one of a list"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the things a field offers: what is stored and what people read."""

    value: str
    title: str


@dataclass(frozen=True, slots=True)
class Field(Generic[C]):
    """One thing to enter. `C` is the form's context: who asks, which trust, which day it is.

    `question` is how it is asked in talk, `label` how a card names it. `choices` offers what can be chosen (a
    card then shows a list; too long a list becomes a line to type in). `read` makes a value of what was typed
    or raises ValueError with a sentence for the person; `normal` turns an answer in talk ("yesterday") into
    what a card would have sent (an ISO date), or None where it cannot. `fixed` says when there is nothing to
    ask, because the value follows from the others. `limit` is how many characters can be taken. `plural` says
    that the label names several things. `optional` says when it may stay empty, which is then its value; one
    that `may_be_nothing` is asked for all the same, and then means None.
    """

    name: str
    label: str
    question: str
    kind: FieldKind
    hint: str = ""
    choices: Callable[[C, Mapping[str, str]], tuple[Choice, ...]] | None = None
    read: Callable[[C, Mapping[str, str], str], Any] | None = None
    normal: Callable[[C, Mapping[str, str], str], str | None] | None = None
    fixed: Callable[[C, Mapping[str, str]], str | None] | None = None
    limit: Callable[[C], int] | None = None
    plural: bool = False
    optional: Callable[[C, Mapping[str, str]], bool] | None = None
    may_be_nothing: bool = False


@dataclass(frozen=True, slots=True)
class Section(Generic[C]):
    """A part of a form that fits a phone's screen."""

    title: str
    fields: tuple[Field[C], ...]


@dataclass(frozen=True, slots=True)
class Form(Generic[C]):
    """A form: its sections, and checks that need several values at once."""

    name: str
    title: str
    sections: tuple[Section[C], ...]
    checks: tuple[Callable[[C, Mapping[str, Any]], Mapping[str, str]], ...] = ()

    @property
    def fields(self) -> tuple[Field[C], ...]:
        """All fields in the order they are asked."""
        return tuple(entry for section in self.sections for entry in section.fields)

    def field(self, name: str) -> Field[C]:
        """A field by name; raises KeyError."""
        return next(entry for entry in self.fields if entry.name == name)

    def section_of(self, name: str) -> int:
        """The index of the section that a field stands in."""
        return next(
            index
            for index, section in enumerate(self.sections)
            if any(entry.name == name for entry in section.fields)
        )


@dataclass(frozen=True, slots=True)
class Checked:
    """What the values of a form mean, and what is wrong with those that cannot be taken.

    `faults` is keyed by field name. `missing` are the faults that are only "not filled in yet".
    """

    values: Mapping[str, Any]
    faults: Mapping[str, str] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()


def check_field(form_field: Field[C], context: C, raw: Mapping[str, str]) -> Any:
    """What one field's value means. Raises ValueError with a sentence for the person."""
    typed = settle(form_field, context, raw).strip()
    if not typed and form_field.optional is not None and form_field.optional(context, raw):
        return ""
    if form_field.may_be_nothing and typed.casefold().rstrip(".") in NOTHING:
        return None
    if not typed:
        raise MissingValue(f"{form_field.label} {'are' if form_field.plural else 'is'} still needed.")
    limit = form_field.limit(context) if form_field.limit else LONGEST_SHORT_ANSWER
    if len(typed) > limit:
        raise ValueError(
            f"That is {len(typed):,} characters and at most {limit:,} can be filed. "
            "All of it is kept in your draft; please shorten it."
        )
    return form_field.read(context, raw, typed) if form_field.read else typed


class MissingValue(ValueError):
    """Nothing has been entered yet."""


def settle(form_field: Field[C], context: C, raw: Mapping[str, str]) -> str:
    """What stands in a field: what was typed, or what follows from the other fields."""
    typed = raw.get(form_field.name, "")
    if not typed.strip() and form_field.fixed is not None:
        return form_field.fixed(context, raw) or ""
    return typed


def check(form: Form[C], context: C, raw: Mapping[str, str], section: int | None = None) -> Checked:
    """Check all fields, or those of one section; checks across fields run where their fields are sound."""
    values: dict[str, Any] = {}
    faults: dict[str, str] = {}
    missing: set[str] = set()
    fields = form.fields if section is None else form.sections[section].fields
    for entry in fields:
        try:
            values[entry.name] = check_field(entry, context, raw)
        except MissingValue as fault:
            faults[entry.name] = str(fault)
            missing.add(entry.name)
        except ValueError as fault:
            faults[entry.name] = str(fault)
    for across in form.checks:
        for name, sentence in across(context, values).items():
            faults.setdefault(name, sentence)
    return Checked(values, faults, frozenset(missing))

"""The field of a form that says which school it is about: one of those its author has to do with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from dialogs.forms import Choice
from dialogs.understanding.interpret import Interpreter
from strategy.schools import School
from strategy.trust import Trust

Raw = Mapping[str, str]

LONGEST_LIST = 60
"""Schools that a list in a card may hold; with more, the name is typed."""


class ChoosesSchool(Protocol):
    """What such a form knows: `schools` are its author's, by URN and in the order of their names."""

    @property
    def trust(self) -> Trust: ...  # noqa: D102
    @property
    def reader(self) -> Interpreter: ...  # noqa: D102
    @property
    def schools(self) -> Mapping[str, School]: ...  # noqa: D102


def school_choices(context: ChoosesSchool, _raw: Raw) -> tuple[Choice, ...]:
    """The schools to choose from; none where there are too many for a list."""
    if len(context.schools) > LONGEST_LIST:
        return ()
    return tuple(Choice(urn, school.known_as) for urn, school in context.schools.items())


def only_school(context: ChoosesSchool, _raw: Raw) -> str | None:
    """The school's URN where there is but one."""
    return next(iter(context.schools)) if len(context.schools) == 1 else None


def find_school(context: ChoosesSchool, _raw: Raw, text: str) -> str | None:
    """The URN of the school that a text names, whoever's it is; None where it is not clear."""
    named = context.reader.school_named(text, context.trust)
    return named[0] if len(named) == 1 else None


def read_school(context: ChoosesSchool, raw: Raw, typed: str, not_theirs: str) -> School:
    """The school that was chosen or typed. Raises ValueError with a sentence for none, and for one that is
    not the author's; `not_theirs` goes on from its name.
    """
    urn = typed if typed in context.trust.schools else find_school(context, raw, typed)
    if urn is None:
        raise ValueError("I don't know that school. Please give its name as people use it.")
    if urn not in context.schools:
        raise ValueError(f"{context.trust.school(urn).known_as} {not_theirs}")
    return context.schools[urn]

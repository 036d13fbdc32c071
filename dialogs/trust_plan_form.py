"""The form of a priority in the trust's annual development plan, declared, and how its draft is spoken of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dialogs import wording
from dialogs.forms import Choice, Field, FieldKind, Form, Section
from dialogs.paper import Paper
from dialogs.turn import Turn
from strategy.actions.planning_for_trust import LONGEST_OWNER, LONGEST_PRIORITY, LONGEST_SUCCESS
from strategy.ports import Draft
from strategy.school_year import year_after
from strategy.trust_plan import Priority

PRIORITY = "priority"
"""The form's name, which its drafts carry."""

Raw = Mapping[str, str]


@dataclass(frozen=True)
class PriorityContext:
    """The years whose plan can be written: this one and the next."""

    years: Sequence[str]


def _years(context: PriorityContext, _raw: Raw) -> tuple[Choice, ...]:
    return tuple(Choice(year, year) for year in context.years)


def _read_year(context: PriorityContext, _raw: Raw, typed: str) -> str:
    if typed not in context.years:
        raise ValueError(f"It can be {wording.listed(list(context.years), 'or')}.")
    return typed


_FORM: Form[PriorityContext] = Form(
    PRIORITY,
    "Priority of the trust's plan",
    (
        Section(
            "Priority",
            (
                Field(
                    name="year",
                    label="Academic year",
                    question="Which academic year is it for?",
                    kind=FieldKind.CHOICE,
                    choices=_years,
                    read=_read_year,
                    normal=lambda context, _raw, typed: (
                        context.years["next" in typed.casefold()]
                        if {"this", "next"} & set(typed.casefold().split())
                        else None
                    ),
                ),
                Field(
                    name="priority",
                    label="Priority",
                    question="What is the priority?",
                    kind=FieldKind.LINE,
                    hint="what the trust wants to get better at",
                    limit=lambda _context: LONGEST_PRIORITY,
                ),
                Field(
                    name="owner",
                    label="Owner",
                    question="Who answers for it?",
                    kind=FieldKind.LINE,
                    hint="a name or an office",
                    limit=lambda _context: LONGEST_OWNER,
                ),
                Field(
                    name="success",
                    label="Success measure",
                    question="How will you know that it has succeeded?",
                    kind=FieldKind.TEXT,
                    limit=lambda _context: LONGEST_SUCCESS,
                ),
            ),
        ),
    ),
)


def years_of_plan(turn: Turn) -> tuple[str, str]:
    """The academic years whose plan can be written."""
    year = turn.trust.calendar.academic_year_of(turn.today)
    return year, year_after(year)


def typed_from(priority: Priority) -> dict[str, str]:
    """A priority as it would be typed into the form."""
    return {
        "year": priority.year,
        "priority": priority.words,
        "owner": priority.owner,
        "success": priority.success,
    }


async def _context(turn: Turn, draft: Draft) -> PriorityContext:
    if draft.about:
        return PriorityContext((draft.values.get("year", ""),))
    return PriorityContext(years_of_plan(turn))


def _called(draft: Draft, context: PriorityContext) -> str:
    year = draft.values.get("year", "")
    of_year = f" for {year}" if year in context.years else ""
    return f"your {'changed ' if draft.about else ''}priority{of_year}"


PRIORITY_PAPER = Paper(
    noun="priority",
    hand_in="submit it",
    context=_context,
    form=lambda _draft, _context: _FORM,
    called=_called,
    headline=lambda draft, _context: (
        "Change a priority of the trust's plan" if draft.about else "Add a priority to the trust's plan"
    ),
    button=lambda draft, _context: "Save the change" if draft.about else "Add to the plan",
    above=lambda _context: (),
    beside=lambda _draft, _context, _field: "",
    beneath=lambda _turn, _draft, _context: (),
)

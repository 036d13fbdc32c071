"""The form of one action of a tailored plan: what is done, by whom, by when, and how people will know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dialogs import cards, wording
from dialogs.forms import Field, FieldKind, Form, Section, settle
from dialogs.paper import Paper
from dialogs.school_field import find_school, only_school, read_school, school_choices
from dialogs.turn import Turn
from dialogs.understanding.interpret import Interpreter
from strategy.actions.planning import LONGEST, LONGEST_OWNER, plan_schools
from strategy.permissions import Deed
from strategy.plans import Action, ActionText
from strategy.ports import Draft
from strategy.schools import School
from strategy.trust import Trust

Raw = Mapping[str, str]

PLAN_ACTION = "plan_action"
"""The form's name, which its drafts carry. A draft about `action:ID:VERSION` changes one that is there."""


@dataclass(frozen=True)
class ActionContext:
    """What the form needs to know; `schools` are those whose plan its author writes."""

    trust: Trust
    today: date
    reader: Interpreter
    schools: Mapping[str, School]
    changes: bool


def text_of(values: Mapping[str, Any]) -> ActionText:
    """What the form's checked values say."""
    owner, words = values["owner"]
    return ActionText(values["what"], owner, words, values["by"], values["measure"])


def typed_from(action: Action, trust: Trust) -> dict[str, str]:
    """An action as it would be typed into the form."""
    text = action.text
    return {
        "school": action.school,
        "what": text.what,
        "owner": trust.person(text.owner).name if text.owner is not None else text.owner_words,
        "by": text.by.isoformat(),
        "measure": text.measure,
    }


def _read_school(context: ActionContext, raw: Raw, typed: str) -> School:
    return read_school(context, raw, typed, "has no tailored plan.")


def _read_owner(context: ActionContext, _raw: Raw, typed: str) -> tuple[int | None, str]:
    """Somebody of the directory where the words are a name that fits one; else the words themselves."""
    said = set(typed.casefold().split())
    people = [
        context.trust.person(number)
        for number in context.reader.person_named(typed, context.trust)
        if said <= set(context.trust.person(number).name.casefold().split())
    ]
    if len(people) > 1:
        names = wording.listed([person.name for person in people[:4]], "or")
        raise ValueError(f"Do you mean {names}? Please give the full name.")
    return (people[0].id, "") if people else (None, typed)


def read_day(context: Any, _raw: Raw, typed: str) -> date:
    """The day that was typed or chosen. Raises ValueError with a sentence."""
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        meant = context.reader.day_meant(typed, context.today, context.trust.calendar, looking="forward")
    if not isinstance(meant, date):
        raise ValueError("I couldn't read that as a date. Please give it like 18 December 2026.")
    return meant


def normal_day(context: Any, _raw: Raw, typed: str) -> str | None:
    """The day that a text names, as a card would send it."""
    meant = context.reader.day_meant(typed, context.today, context.trust.calendar, looking="forward")
    return meant.isoformat() if isinstance(meant, date) else None


def _room(_context: ActionContext) -> int:
    return LONGEST


FORM: Form[ActionContext] = Form(
    PLAN_ACTION,
    "Action",
    (
        Section(
            "What, who and by when",
            (
                Field(
                    name="school",
                    label="School",
                    question="Which school's plan is it for?",
                    kind=FieldKind.CHOICE,
                    choices=school_choices,
                    read=_read_school,
                    normal=find_school,
                    fixed=only_school,
                ),
                Field(
                    name="what",
                    label="What is to be done",
                    question="What is to be done?",
                    kind=FieldKind.TEXT,
                    limit=_room,
                ),
                Field(
                    name="owner",
                    label="Who does it",
                    question="Who does it? A name, or words such as head of maths.",
                    kind=FieldKind.LINE,
                    hint="a name, or words such as head of maths",
                    read=_read_owner,
                    limit=lambda _context: LONGEST_OWNER,
                ),
                Field(
                    name="by",
                    label="By when",
                    question="By when?",
                    kind=FieldKind.DATE,
                    hint="18 December, or the end of a month",
                    read=read_day,
                    normal=normal_day,
                ),
                Field(
                    name="measure",
                    label="How you will know that it worked",
                    question="How will you know that it worked?",
                    kind=FieldKind.TEXT,
                    limit=_room,
                ),
            ),
        ),
    ),
)


async def _context(turn: Turn, draft: Draft) -> ActionContext:
    schools = plan_schools(turn.speaker, Deed.WRITE_PLAN, turn.today, turn.policy, turn.uow)
    changes = bool(draft.about)
    known = draft.values.get("school")
    found = {school.urn: school for school in schools if not changes or school.urn == known}
    return ActionContext(turn.trust, turn.today, turn.reader, found, changes)


def _school(draft: Draft, context: ActionContext) -> School | None:
    return context.schools.get(settle(FORM.field("school"), context, draft.values))


def _called(draft: Draft, context: ActionContext) -> str:
    school = _school(draft, context)
    what = "your change of an action" if context.changes else "your action"
    return f"{what} for {school.known_as}'s tailored plan" if school else f"{what} for a tailored plan"


def _headline(draft: Draft, context: ActionContext) -> str:
    school = _school(draft, context)
    what = "Change an action" if context.changes else "Add an action"
    return f"{what}: {school.known_as}'s tailored plan" if school else f"{what} of a tailored plan"


def _nothing(*_args: object) -> Sequence[cards.Element]:
    return ()


ACTION_PAPER = Paper(
    noun="action",
    hand_in="add it",
    context=_context,
    form=lambda _draft, _context: FORM,
    called=_called,
    headline=_headline,
    button=lambda _draft, context: "Save changes" if context.changes else "Add action",
    above=_nothing,
    beside=lambda _draft, _context, _field: "",
    beneath=_nothing,
)

"""The form of one item of an exit plan: what goes back to the school, on which day, and who confirms it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dialogs.forms import Choice, Field, FieldKind, Form, Section
from dialogs.paper import Paper
from dialogs.plan_action_form import normal_day, read_day
from dialogs.turn import Turn
from dialogs.understanding.interpret import Interpreter
from strategy.actions.exiting import confirmers
from strategy.actions.planning import LONGEST
from strategy.errors import NotFound
from strategy.people import Person
from strategy.ports import Draft
from strategy.schools import School
from strategy.trust import Trust

Raw = Mapping[str, str]

EXIT_ITEM = "exit_item"
"""The form's name. Its drafts are about `exit:ID`."""


@dataclass(frozen=True)
class ExitItemContext:
    """What the form needs to know: whose exit plan it is, and who may confirm."""

    trust: Trust
    today: date
    reader: Interpreter
    plan: int
    school: School
    people: tuple[Person, ...]


def _choices(context: ExitItemContext, _raw: Raw) -> tuple[Choice, ...]:
    return tuple(Choice(str(person.id), person.name) for person in context.people)


def _read_confirmer(context: ExitItemContext, _raw: Raw, typed: str) -> int:
    found = [p for p in context.people if typed.casefold() in (str(p.id), p.name.casefold())]
    if not found:
        raise ValueError("Please choose one of those who may confirm it.")
    return found[0].id


FORM: Form[ExitItemContext] = Form(
    EXIT_ITEM,
    "What goes back to the school",
    (
        Section(
            "What, when and who confirms",
            (
                Field(
                    name="what",
                    label="What goes back to the school",
                    question="What goes back to the school?",
                    kind=FieldKind.TEXT,
                    limit=lambda _context: LONGEST,
                ),
                Field(
                    name="day",
                    label="On which day",
                    question="On which day?",
                    kind=FieldKind.DATE,
                    hint="18 December, or next Friday",
                    read=read_day,
                    normal=normal_day,
                ),
                Field(
                    name="confirmer",
                    label="Who confirms it",
                    question="Who confirms it?",
                    kind=FieldKind.CHOICE,
                    choices=_choices,
                    read=_read_confirmer,
                ),
            ),
        ),
    ),
)


async def _context(turn: Turn, draft: Draft) -> ExitItemContext:
    number = int(draft.about.split(":")[1])
    plan = await turn.uow.exit_plans.get(number)
    if plan is None:
        raise NotFound("exit plan")
    people = confirmers(turn.uow, plan.school, turn.today)
    school = turn.trust.school(plan.school)
    return ExitItemContext(turn.trust, turn.today, turn.reader, number, school, tuple(people))


EXIT_PAPER = Paper(
    noun="item",
    hand_in="add it",
    context=_context,
    form=lambda _draft, _context: FORM,
    called=lambda _draft, context: f"your item for {context.school.known_as}'s exit plan",
    headline=lambda _draft, context: f"Exit plan: {context.school.known_as}",
    button=lambda _draft, _context: "Add it",
    above=lambda _context: (),
    beside=lambda _draft, _context, _field: "",
    beneath=lambda _turn, _draft, _context: (),
)

"""The form of a school's draft of next year, declared, and how it is spoken of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dialogs.forms import Field, FieldKind, Form, Section
from dialogs.paper import Paper
from dialogs.paper_words import possessive
from dialogs.turn import Turn
from strategy.actions.preparing_next_year import coming_year
from strategy.agendas import LONGEST_ITEM
from strategy.next_year import LONGEST_LINE, MOST_LINES, faults_of
from strategy.ports import Draft

NEXT_YEAR = "next_year"
"""The form's name, which its drafts carry; `about` is `SCHOOL:REVISION`, with 0 where there is none yet."""

Raw = Mapping[str, str]


@dataclass(frozen=True)
class NextYearContext:
    """What the form needs to know: the school as people call it, and the year."""

    name: str
    year: str


def about(school: str, revision: int) -> str:
    """What a draft of the form is about."""
    return f"{school}:{revision}"


def school_of(draft: Draft) -> str:
    """The school that a draft of the form is about."""
    return draft.about.partition(":")[0]


def _reads(field: str) -> Callable[[NextYearContext, Raw, str], str]:
    """Takes a part as it was typed, or says what is wrong with it."""

    def read(_context: NextYearContext, _raw: Raw, typed: str) -> str:
        other = {"support": "", "items": ""} | {field: typed}
        fault = faults_of(**other).get(field)
        if fault:
            raise ValueError(fault)
        return typed

    return read


_FORM: Form[NextYearContext] = Form(
    NEXT_YEAR,
    "Next year",
    (
        Section(
            "Next year",
            (
                Field(
                    name="support",
                    label="Support",
                    question="Which support is there to be? One a line, like: 2 more SIP days for maths.",
                    kind=FieldKind.TEXT,
                    hint="one a line; days of SIP or adviser are granted at the sign-off",
                    read=_reads("support"),
                    limit=lambda _context: MOST_LINES * (LONGEST_LINE + 4),
                    may_be_nothing=True,
                ),
                Field(
                    name="items",
                    label="Agendas of the partner's visits",
                    question="What is to be on the agendas of the partner's visits? One a line; begin with a "
                    "month where it is for that month alone, like: November: attendance.",
                    kind=FieldKind.TEXT,
                    hint="one a line, like: November: attendance",
                    read=_reads("items"),
                    limit=lambda _context: MOST_LINES * (LONGEST_ITEM + 14),
                    plural=True,
                    may_be_nothing=True,
                ),
            ),
        ),
    ),
)


async def _context(turn: Turn, draft: Draft) -> NextYearContext:
    school = turn.trust.school(school_of(draft))
    return NextYearContext(school.known_as, coming_year(turn.uow, turn.today))


NEXT_YEAR_PAPER = Paper(
    noun="next year",
    hand_in="submit it",
    context=_context,
    form=lambda _draft, _context: _FORM,
    called=lambda _draft, context: f"{possessive(context.name)} {context.year}",
    headline=lambda _draft, context: f"{context.name}: draft of {context.year}",
    button=lambda _draft, _context: "Save the draft",
    above=lambda _context: (),
    beside=lambda _draft, _context, _field: "",
    beneath=lambda _turn, _draft, _context: (),
)

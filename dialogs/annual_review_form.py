"""The form of a partner's annual review, declared, and how its draft is spoken of (Strategy, Strand 5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dialogs import cards, wording
from dialogs.forms import Field, FieldKind, Form, Section, settle
from dialogs.paper import Paper
from dialogs.school_field import find_school, only_school, read_school, school_choices
from dialogs.turn import Turn
from dialogs.understanding.interpret import Interpreter
from strategy.actions.annual_reviewing import readers_of, schools_to_review
from strategy.annual_reviews import AnnualText
from strategy.ports import Draft
from strategy.schools import School
from strategy.trust import Trust

Raw = Mapping[str, str]

ANNUAL_REVIEW = "annual_review"
"""The form's name, which its drafts carry; `about` is `amend:ID:VERSION`, or empty for a first version."""
PARTS = (
    ("scrutiny", "Areas of scrutiny"),
    ("self_evaluation", "Self-evaluation"),
    ("development_plan", "Development plan"),
    ("next_year", "What to look at next year"),
)
"""The parts by name, as they are called everywhere."""


@dataclass(frozen=True)
class AnnualContext:
    """What the form needs to know: who writes, on which schools they may, how much of each part is kept."""

    trust: Trust
    today: date
    reader: Interpreter
    schools: Mapping[str, School]
    limit: int


async def annual_context(turn: Turn, draft: Draft) -> AnnualContext:
    """What the form needs to know; the school of an amendment is fixed."""
    schools = {school.urn: school for school in schools_to_review(turn.speaker, turn.trust)}
    if draft.about and draft.values.get("school") in schools:
        schools = {draft.values["school"]: schools[draft.values["school"]]}
    limit = turn.policy.on(turn.today, turn.trust.calendar).reviewing.at_most_characters
    return AnnualContext(turn.trust, turn.today, turn.reader, schools, limit)


def typed_from(school: str, text: AnnualText) -> dict[str, str]:
    """A review as it would be typed into the form."""
    return {"school": school} | {name: getattr(text, name) for name, _ in PARTS}


def parts_of(text: AnnualText) -> list[tuple[str, str]]:
    """Its parts with their labels."""
    return [(label, getattr(text, name)) for name, label in PARTS]


def _read_school(context: AnnualContext, raw: Raw, typed: str) -> School:
    return read_school(context, raw, typed, "isn't one of the schools you partner.")


def _text(name: str, question: str, hint: str) -> Field[AnnualContext]:
    return Field(
        name=name,
        label=dict(PARTS)[name],
        question=question,
        kind=FieldKind.TEXT,
        hint=hint,
        limit=lambda context: context.limit,
        plural=name == "scrutiny",
    )


SCHOOL: Field[AnnualContext] = Field(
    name="school",
    label="School",
    question="Which school is it on?",
    kind=FieldKind.CHOICE,
    choices=school_choices,
    read=_read_school,
    normal=find_school,
    fixed=only_school,
)
SCRUTINY = _text(
    "scrutiny",
    "The areas of scrutiny: what did the year show of each?",
    "each area you looked into, and what the evidence of the year shows",
)
SELF_EVALUATION = _text(
    "self_evaluation",
    "The school's self-evaluation: what do you make of it?",
    "how well it matches what you have seen",
)
DEVELOPMENT_PLAN = _text(
    "development_plan",
    "The school's development plan: what do you make of it?",
    "whether it aims at the right things, and what came of it",
)
NEXT_YEAR = _text("next_year", "What should be looked at next year?", "where to look first, and why")
FORM: Form[AnnualContext] = Form(
    ANNUAL_REVIEW,
    "Annual review",
    (
        Section("Areas of scrutiny", (SCHOOL, SCRUTINY)),
        Section("Self-evaluation and plan", (SELF_EVALUATION, DEVELOPMENT_PLAN)),
        Section("Next year", (NEXT_YEAR,)),
    ),
)


def _school(draft: Draft, context: AnnualContext) -> School | None:
    return context.schools.get(settle(SCHOOL, context, draft.values))


def _called(draft: Draft, context: AnnualContext) -> str:
    school = _school(draft, context)
    what = "your amendment to the annual review" if draft.about else "your annual review"
    return f"{what} of {school.known_as}" if school else what


def _headline(draft: Draft, context: AnnualContext) -> str:
    school = _school(draft, context)
    return f"Annual review: {school.known_as}" if school else "Annual review"


def _beneath(turn: Turn, _draft: Draft, _context: AnnualContext) -> Sequence[cards.Element]:
    people = [
        turn.trust.person(person).name
        for person in readers_of(turn.policy, turn.trust, turn.today)
        if person != turn.speaker.id
    ]
    if not people:
        return []
    return [cards.note(f"Once sent it goes to {wording.listed(people)}. The school does not see it.")]


ANNUAL_PAPER = Paper(
    noun="annual review",
    hand_in="send it",
    context=annual_context,
    form=lambda _draft, _context: FORM,
    called=_called,
    headline=_headline,
    button=lambda draft, _context: "Send amendment" if draft.about else "Send annual review",
    above=lambda _context: (),
    beside=lambda _draft, _context, _field: "",
    beneath=_beneath,
)

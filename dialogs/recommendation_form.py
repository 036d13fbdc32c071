"""The form of a recommended designation, declared: the school, the designation, and a judgement with evidence
for each quality indicator that policy names (Strategy, Strand 4).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from dialogs import wording
from dialogs.forms import Choice, Field, FieldKind, Form, Section
from dialogs.school_field import find_school, only_school, read_school, school_choices
from dialogs.understanding.interpret import Interpreter
from strategy.designations import Designation
from strategy.people import Person
from strategy.recommendations import Judgement, Recommendation
from strategy.schools import School
from strategy.trust import Trust

Raw = Mapping[str, str]

RECOMMENDATION = "recommendation"
"""The form's name, which its drafts carry."""
INDICATORS_A_SECTION = 2


@dataclass(frozen=True)
class RecommendationContext:
    """What the form needs to know: who recommends, for which schools they may, what is judged, and of the
    draft's school what was judged last, and what is under way.
    """

    author: Person
    trust: Trust
    today: date
    reader: Interpreter
    schools: Mapping[str, School]
    indicators: Mapping[str, str]
    limit: int
    last: Mapping[str, Judgement]
    under_way: Recommendation | None = None

    @property
    def form(self) -> Form[RecommendationContext]:
        """The form for the indicators of this year's policy."""
        return _form(tuple(self.indicators.items()))


def fits(indicator: str) -> str:
    """The name of the field for whose criteria an indicator fits."""
    return f"fits_{indicator}"


def evidence(indicator: str) -> str:
    """The name of the field for an indicator's evidence."""
    return f"evidence_{indicator}"


def indicator_of(field: str) -> str | None:
    """The indicator that a field is about."""
    kind, _, indicator = field.partition("_")
    return indicator if kind in ("fits", "evidence") and indicator else None


def judgements_of(values: Mapping[str, Any], context: RecommendationContext) -> list[Judgement]:
    """The judgements of a form's checked values, in policy's order."""
    return [
        Judgement(indicator, values[fits(indicator)], values[evidence(indicator)])
        for indicator in context.indicators
    ]


def typed_from(recommendation: Recommendation) -> dict[str, str]:
    """A recommendation as it would be typed into the form."""
    typed = {"school": recommendation.school, "designation": recommendation.steps[0].designation.value}
    for each in recommendation.judgements:
        typed |= {fits(each.indicator): each.fits.value, evidence(each.indicator): each.evidence}
    return typed


def _read_school(context: RecommendationContext, raw: Raw, typed: str) -> School:
    return read_school(context, raw, typed, "isn't one of the schools you assess.")


def _designations(_context: RecommendationContext, _raw: Raw) -> tuple[Choice, ...]:
    return tuple(Choice(each.value, wording.DESIGNATIONS[each]) for each in Designation)


def _read_designation(_context: RecommendationContext, _raw: Raw, typed: str) -> Designation:
    try:
        return Designation(typed.casefold())
    except ValueError:
        names = wording.listed(list(wording.DESIGNATIONS.values()), "or")
        raise ValueError(f"It can be {names}.") from None


SCHOOL: Field[RecommendationContext] = Field(
    name="school",
    label="School",
    question="Which school is it for?",
    kind=FieldKind.CHOICE,
    choices=school_choices,
    read=_read_school,
    normal=find_school,
    fixed=only_school,
)
DESIGNATION: Field[RecommendationContext] = Field(
    name="designation",
    label="Designation you recommend",
    question="Which designation do you recommend?",
    kind=FieldKind.CHOICE,
    choices=_designations,
    read=_read_designation,
)


def _judged(indicator: str, words: str) -> tuple[Field[RecommendationContext], Field[RecommendationContext]]:
    return (
        Field(
            name=fits(indicator),
            label=f"{words}: whose criteria fit",
            question=f"{words}: the criteria of which designation fit?",
            kind=FieldKind.CHOICE,
            choices=_designations,
            read=_read_designation,
        ),
        Field(
            name=evidence(indicator),
            label=f"{words}: evidence",
            question=f"{words}: on what evidence?",
            kind=FieldKind.TEXT,
            hint="what you have seen or read, and where",
            limit=lambda context: context.limit,
        ),
    )


@lru_cache(maxsize=8)
def _form(indicators: tuple[tuple[str, str], ...]) -> Form[RecommendationContext]:
    # The designation stands first, where the sections that follow have a choice of the same four: the
    # Playground keeps a list's choices when another takes its place.
    sections = [Section("What you recommend", (DESIGNATION, SCHOOL))]
    for some in _parted(indicators):
        fields = [field for indicator, words in some for field in _judged(indicator, words)]
        sections.append(Section(wording.listed([words for _, words in some]), tuple(fields)))
    return Form(RECOMMENDATION, "Recommendation", tuple(sections))


def _parted(indicators: Sequence[tuple[str, str]]) -> Sequence[Sequence[tuple[str, str]]]:
    return [
        indicators[start : start + INDICATORS_A_SECTION]
        for start in range(0, len(indicators), INDICATORS_A_SECTION)
    ]

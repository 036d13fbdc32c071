"""The form of a school's results, a text for each qualification, and how its drafts are spoken of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dialogs import cards
from dialogs.forms import Checked, Field, FieldKind, Form, Section
from dialogs.paper import Paper
from dialogs.results_words import LABELS, called, titled
from dialogs.turn import Turn
from strategy.actions.giving_results import terms_of_results
from strategy.policy_results import Qualification, ResultsTerms
from strategy.ports import Draft
from strategy.results import Texts, asked_of, open_to
from strategy.schools import School
from strategy.trust import Trust

RESULTS = "results"
"""The form's name, which its drafts carry."""
_LIKE: Mapping[Qualification, str] = {
    Qualification.KEY_STAGE_2: "such as: 68% at the expected standard in reading, writing and maths",
    Qualification.GCSE: "such as: 71% at 4+ in English and maths, 48% at 5+, Attainment 8 47.2",
    Qualification.A_LEVEL: "such as: average grade C+, 52% at A*-B",
}


@dataclass(frozen=True)
class ResultsContext:
    """What the form needs to know: whose results of which year, and policy's terms."""

    trust: Trust
    school: School
    year: str
    terms: ResultsTerms


def about_of(school: str, year: str, amends: int) -> str:
    """What a draft is about: whose results of which year, and the version that it amends, 0 for none."""
    return f"{school}|{year}|{amends}"


def read_about(draft: Draft) -> tuple[str, str, int]:
    """School, year and the version that a draft amends."""
    school, year, amends = draft.about.split("|")
    return school, year, int(amends)


async def results_context(turn: Turn, draft: Draft) -> ResultsContext:
    """What the form needs to know. Raises NotFound where the school is no more."""
    school, year, _ = read_about(draft)
    terms = terms_of_results(turn.policy, turn.trust, turn.today)
    return ResultsContext(turn.trust, turn.trust.current_school(school), year, terms)


def typed_from(texts: Texts) -> dict[str, str]:
    """Results as they would be typed into the form."""
    return {str(each): text for each, text in texts.items()}


def texts_in(checked: Checked, raw: Mapping[str, str], context: ResultsContext) -> dict[Qualification, str]:
    """What a checked form says of each qualification; "none" counts as said where results are asked for."""
    found = {}
    for each in open_to(context.school, context.terms):
        is_asked = each in asked_of(context.school, context.terms)
        text = checked.values.get(each)
        found[each] = raw.get(each, "").strip() if text is None and is_asked else text or ""
    return found


def _field(each: Qualification, context: ResultsContext) -> Field[ResultsContext]:
    if each in asked_of(context.school, context.terms):
        question = "what are the headline figures? Skip them while they are not out."
    else:
        question = "what are the headline figures? Say none where there are none."
    return Field(
        name=str(each),
        label=LABELS[each],
        question=f"{LABELS[each]}: {question}",
        kind=FieldKind.TEXT,
        hint=_LIKE[each],
        limit=lambda context: context.terms.at_most_characters,
        optional=lambda _context, _raw: True,
        may_be_nothing=True,
    )


def _says_something(context: ResultsContext, values: Mapping[str, Any]) -> Mapping[str, str]:
    names = [str(each) for each in open_to(context.school, context.terms)]
    if any(name not in values for name in names) or any(values[name] != "" for name in names):
        return {}
    return {names[0]: "Please give the figures of at least one."}


def form_for(context: ResultsContext) -> Form[ResultsContext]:
    """The form for one school: the qualifications that its pupils take."""
    fields = tuple(_field(each, context) for each in open_to(context.school, context.terms))
    return Form(RESULTS, "Results", (Section("Headline figures", fields),), (_says_something,))


def _beneath(_turn: Turn, _draft: Draft, _context: ResultsContext) -> Sequence[cards.Element]:
    return [
        cards.note(
            "Leave empty what is not out yet; write none where a school has none. The year's first Progress "
            "Board and EIT see them."
        )
    ]


RESULTS_PAPER = Paper(
    noun="results",
    hand_in="file them",
    context=results_context,
    form=lambda _draft, context: form_for(context),
    called=lambda _draft, context: called(context.school.urn, context.year, context.trust),
    headline=lambda _draft, context: titled(context.school.urn, context.year, context.trust),
    button=lambda draft, _context: "File amendment" if read_about(draft)[2] else "File results",
    above=lambda _context: (),
    beside=lambda _draft, _context, _field: "",
    beneath=_beneath,
)

"""How the draft of a review's outcome is spoken of, and who it goes to."""

from __future__ import annotations

from collections.abc import Sequence

from dialogs import cards, wording
from dialogs.paper import Paper
from dialogs.review_form import FORM, ReviewContext
from dialogs.review_words import called, period_in_words, titled
from dialogs.turn import Turn
from strategy.actions.reviewing import concerned_by
from strategy.errors import NotFound
from strategy.ports import Draft
from strategy.reviews import Occasion, Review, due_of


def about_of(occasion: Occasion, corrects: int) -> str:
    """What a draft is about: which review, and the entry that it corrects, 0 for none."""
    return f"{occasion.school}|{occasion.name}|{occasion.period}|{corrects}"


def occasion_about(draft: Draft) -> tuple[Occasion, int]:
    """The review that a draft is about, and the entry that it corrects."""
    school, name, period, corrects = draft.about.rsplit("|", 3)
    return Occasion(school, name, period), int(corrects)


async def review_context(turn: Turn, draft: Draft) -> ReviewContext:
    """What the form needs to know. Raises NotFound where policy or terms have no such review any more."""
    occasion, _ = occasion_about(draft)
    known, calendar = turn.trust.schools.get(occasion.school), turn.trust.calendar
    due = due_of(occasion, known, turn.policy, calendar) if known else None
    if due is None:
        raise NotFound("review")
    limit = turn.policy.on(turn.today, calendar).reviewing.at_most_characters
    return ReviewContext(turn.trust, turn.today, turn.reader, due, limit)


def _called(_draft: Draft, context: ReviewContext) -> str:
    return f"your record of {called(context.due.occasion, context.trust)}"


def _headline(_draft: Draft, context: ReviewContext) -> str:
    occasion = context.due.occasion
    return f"{titled(occasion, context.trust)}, {period_in_words(occasion.period)}"


def _beneath(turn: Turn, _draft: Draft, context: ReviewContext) -> Sequence[cards.Element]:
    review = Review(0, context.due.occasion, ())
    people = [
        turn.trust.person(person).name
        for person in concerned_by(review, turn.policy, turn.trust)
        if person != turn.speaker.id
    ]
    return [cards.note(f"Once recorded it goes to {wording.listed(people)}.")] if people else []


REVIEW_PAPER = Paper(
    noun="review",
    hand_in="file it",
    context=review_context,
    form=lambda _draft, _context: FORM,
    called=_called,
    headline=_headline,
    button=lambda draft, _context: "Correct it" if occasion_about(draft)[1] else "Record it",
    above=lambda _context: (),
    beside=lambda _draft, _context, _field: "",
    beneath=_beneath,
)

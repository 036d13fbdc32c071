"""Recording what came of a review of the year: "record the safeguarding review at Marlow"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dialogs import cards, wording
from dialogs.drafting import ask_again, context_of, keep, put_away, start_draft
from dialogs.form_questions import show as show_form
from dialogs.forms import check
from dialogs.messages import Press, Reply
from dialogs.review_form import FORM, REVIEW_OUTCOME, ReviewContext
from dialogs.review_page import show
from dialogs.review_paper import about_of, occasion_about
from dialogs.review_words import called, data_of, kind_in_words, occasion_in, titled
from dialogs.turn import Turn
from strategy.actions.review_reading import ReviewQuery, Stands, list_reviews
from strategy.actions.reviewing import may_record, record_outcome
from strategy.errors import Invalid, NotAllowed
from strategy.permissions import Deed
from strategy.ports import Draft, DraftState
from strategy.reviews import Happened, Occasion, Review, ReviewOvertaken, reviews_due


async def begin(turn: Turn, school: str, name: str, day: date | None) -> Reply:
    """A sentence asks for the form of a school's review of a name; `day` is when it says it was held."""
    if not may_record(turn.speaker, name, school, turn.policy, turn.trust, turn.today):
        raise NotAllowed(Deed.RECORD_REVIEW)
    occasion = await _meant(turn, school, name)
    if occasion is None:
        known_as = turn.trust.school(school).known_as
        said = f"No {kind_in_words(name)} is asked of {known_as} now."
        return turn.say(said, summary=f"No review: {known_as}")
    return await _begin(turn, occasion, day)


async def pressed(turn: Turn, press: Press) -> Reply:
    """The button that records or corrects one review."""
    occasion = occasion_in(press.data)
    if occasion is None:
        return turn.say(wording.REFUSAL, summary="Not possible")
    if not may_record(turn.speaker, occasion.name, occasion.school, turn.policy, turn.trust, turn.today):
        raise NotAllowed(Deed.RECORD_REVIEW)
    return await _begin(turn, occasion, None)


async def _meant(turn: Turn, school: str, name: str) -> Occasion | None:
    """The review to record: one that is late, else that of now, held or not; in the holidays the last one."""
    query = ReviewQuery(name, frozenset({school}), stands=Stands.NOT_HELD)
    found = await list_reviews(
        uow=turn.uow, policy=turn.policy, today=turn.today, asker=turn.speaker, query=query
    )
    begun = [row for row in found.rows if row.due.span.starts <= turn.today]
    begun.sort(key=lambda row: (not row.is_late(turn.today), row.due.due_on))
    if begun:
        return begun[0].due.occasion
    known = turn.trust.schools.get(school)
    asked = reviews_due(known, turn.policy, turn.trust.calendar) if known else []
    over = [due for due in asked if due.occasion.name == name and due.span.starts <= turn.today]
    return over[-1].occasion if over else None


async def _begin(turn: Turn, occasion: Occasion, day: date | None) -> Reply:
    """The form of one review: the draft that was begun, or what is recorded of it to be corrected."""
    review = await turn.uow.reviews.of(occasion)
    outcome = review.outcome if review else None
    about = about_of(occasion, outcome.number if outcome else 0)
    for begun in await turn.uow.drafts.open_of(turn.speaker.id, REVIEW_OUTCOME):
        if occasion_about(begun)[0] == occasion:
            # What was typed goes on from what is recorded by now, which the page of the review shows.
            again = replace(begun, about=about, updated_at=turn.now, revision=begun.revision + 1)
            if begun.about != about:
                await turn.uow.drafts.save(again)
            kept = again if begun.about != about else begun
            kept = await keep(turn, kept, {**kept.values, **_held(day)})
            return await show_form(turn, kept, await context_of(turn, kept), resumed=True)
    values = _held(day)
    if outcome is not None:
        values = {
            "held": outcome.day.isoformat(),
            "summary": outcome.summary,
            "recommendations": outcome.recommendations,
        } | values
    elif review is not None and review.state.day is not None and review.state.day <= turn.today:
        values = _held(review.state.day) | values
    draft = await start_draft(turn, REVIEW_OUTCOME, values, about)
    return await show_form(turn, draft, await context_of(turn, draft))


def _held(day: date | None) -> dict[str, str]:
    return {"held": day.isoformat()} if day else {}


async def finish(turn: Turn, draft: Draft, context: ReviewContext) -> Reply:
    """Record what the draft holds; where that cannot be, say why and keep everything."""
    checked = check(FORM, context, draft.values)
    if checked.faults:
        return ask_again(turn, draft, context, checked.faults)
    occasion, corrects = occasion_about(draft)
    try:
        review = await record_outcome(
            uow=turn.uow,
            policy=turn.policy,
            now=turn.now,
            person=turn.speaker,
            occasion=occasion,
            held_on=checked.values["held"],
            summary=checked.values["summary"],
            recommendations=checked.values["recommendations"],
            corrects=corrects,
        )
    except Invalid as refused:
        return ask_again(turn, draft, context, refused.faults)
    except ReviewOvertaken as overtaken:
        return await _overtaken(turn, overtaken.review)
    await put_away(turn, draft, DraftState.FILED, review.id)
    return _receipt(turn, review)


async def recorded_before(turn: Turn, draft: Draft) -> Reply:
    """What became of a draft that was handed in: what a second press of the same form gets."""
    review = await turn.uow.reviews.get(draft.outcome or 0)
    if review is None or review.outcome is None:
        return turn.say("That was recorded already.", summary="Recorded already")
    return _receipt(turn, review)


async def _overtaken(turn: Turn, review: Review) -> Reply:
    """Somebody else was quicker: how it stands, and that what was typed is kept."""
    outcome = review.outcome
    who = turn.trust.person(outcome.by).name if outcome else "Somebody"
    when = f" on {wording.moment(outcome.at)}" if outcome else ""
    lead = (
        f"{who} recorded it{when}, so yours was not. It is kept as a draft: read this first, then press "
        "Correct it to go on."
    )
    return await show(turn, review.occasion, lead=lead)


def _receipt(turn: Turn, review: Review) -> Reply:
    outcome = review.outcome
    heading = titled(review.occasion, turn.trust)
    corrected = outcome is not None and outcome.what is Happened.CORRECTED
    held = f", held on {wording.day(outcome.day)}" if outcome else ""
    said = f"{'Corrected' if corrected else 'Recorded'}: {called(review.occasion, turn.trust)}{held}."
    said += " What was recorded before is kept." if corrected else ""
    look = cards.press("Read it", "review.show", {**data_of(review.occasion), cards.BESIDE: True})
    card = cards.card([cards.heading(heading), cards.words(said)], [look], says=said)
    return turn.say(said, summary=f"Recorded: {heading}", card=card)

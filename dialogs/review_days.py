"""Setting and moving the day of a review: "set the safeguarding review at Marlow for 4 March"."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from dialogs import cards, wording
from dialogs.asked_again import day_in
from dialogs.messages import Press, Reply
from dialogs.review_page import REVIEW_SHOWN, show
from dialogs.review_words import called, data_of, occasion_in, period_in_words, titled
from dialogs.turn import Turn
from dialogs.understanding.review_sentences import ReviewSaid, ReviewWish
from strategy.actions.review_reading import ReviewQuery, Stands, list_reviews
from strategy.actions.reviewing import DayRefused, concerned_by, may_record, set_day
from strategy.errors import NotAllowed
from strategy.permissions import Deed
from strategy.reviews import Review, ReviewOvertaken, ReviewState


async def say_day(turn: Turn, school: str, said: ReviewSaid) -> Reply:
    """A sentence sets or moves the day of a school's review of a name."""
    name, day, period = said.name, said.day, None
    if day is None:
        return turn.say("Which day do you mean?", summary="Which day?")
    if not may_record(turn.speaker, name, school, turn.policy, turn.trust, turn.today):
        raise NotAllowed(Deed.RECORD_REVIEW)
    if said.wish is ReviewWish.MOVE_DAY:
        set_before = await _with_a_day(turn, school, name)
        period = set_before.occasion.period if set_before else None
        day = _in_the_same_month(said, set_before.day if set_before else None) or day
    return await _set(turn, school, name, day, period)


def _in_the_same_month(said: ReviewSaid, before: date | None) -> date | None:
    """The day that "the 11th" means of a review which had a day; None where nothing follows from that."""
    if said.of_month is None or before is None or said.of_month > monthrange(before.year, before.month)[1]:
        return None
    return before.replace(day=said.of_month) if said.of_month else None


async def move_the_shown(turn: Turn, said: ReviewSaid) -> Reply:
    """Move the review that was shown last: "move it to the 11th"."""
    shown = turn.memory.get(REVIEW_SHOWN)
    occasion = occasion_in(shown) if isinstance(shown, dict) else None
    if occasion is None or said.day is None:
        return turn.say("Which review do you mean, and which day?", summary="Which review?")
    review = await turn.uow.reviews.of(occasion)
    day = _in_the_same_month(said, review.state.day if review else None) or said.day
    return await _set(turn, occasion.school, occasion.name, day, occasion.period)


async def pressed(turn: Turn, press: Press) -> Reply:
    """The button that sets or moves the day which is entered, or one that was offered."""
    occasion, revision = occasion_in(press.data), press.data.get("revision")
    if occasion is None or not isinstance(revision, int):
        return turn.say(wording.REFUSAL, summary="Not possible")
    day = day_in(press.data.get("day"))
    if day is None:
        return await show(turn, occasion, lead="Please choose the day.")
    return await _set(turn, occasion.school, occasion.name, day, occasion.period, revision)


async def _with_a_day(turn: Turn, school: str, name: str) -> ReviewState | None:
    """The school's review of a name that has a day and is still to be held, the earliest."""
    query = ReviewQuery(name, frozenset({school}), stands=Stands.NOT_HELD)
    found = await list_reviews(
        uow=turn.uow, policy=turn.policy, today=turn.today, asker=turn.speaker, query=query
    )
    return next((row.state for row in found.rows if row.state.day is not None), None)


async def _set(
    turn: Turn, school: str, name: str, day: date, period: str | None, revision: int | None = None
) -> Reply:
    try:
        review = await set_day(
            uow=turn.uow,
            policy=turn.policy,
            now=turn.now,
            person=turn.speaker,
            school=school,
            name=name,
            day=day,
            period=period,
            shown=revision,
        )
    except DayRefused as refused:
        return await _others(turn, refused)
    except ReviewOvertaken as overtaken:
        return await _as_it_stands(turn, overtaken.review, day)
    return _done(turn, review)


def _done(turn: Turn, review: Review) -> Reply:
    occasion = review.occasion
    days = [entry.day for entry in review.entries]
    moved = f", moved from {wording.day(days[-2])}" if len(days) > 1 else ""
    told = [
        turn.trust.person(person).name
        for person in concerned_by(review, turn.policy, turn.trust)
        if person != turn.speaker.id
    ]
    said = (
        f"Done: {called(occasion, turn.trust)} ({period_in_words(occasion.period)}) is on "
        f"{wording.day(days[-1])}{moved}."
    )
    said += f" I am telling {wording.listed(told)}." if told else ""
    turn.memory[REVIEW_SHOWN] = data_of(occasion)
    heading = titled(occasion, turn.trust)
    look = cards.press("Look at it", "review.show", {**data_of(occasion), cards.BESIDE: True})
    card = cards.card([cards.heading(heading), cards.words(said)], [look], says=said)
    return turn.say(said, summary=f"Day set: {heading}", card=card)


async def _as_it_stands(turn: Turn, review: Review, day: date) -> Reply:
    last = review.entries[-1]
    who = "you" if last.by == turn.speaker.id else turn.trust.person(last.by).name
    if review.outcome is None and review.state.day == day:
        lead = f"It is on that day already: {who} set it."
    elif review.outcome is not None:
        lead = "It has been held, so its day stays."
    else:
        lead = f"That has changed meanwhile: {who} set another day."
    return await show(turn, review.occasion, lead=wording.capitalised(lead))


async def _others(turn: Turn, refused: DayRefused) -> Reply:
    """Why a day cannot be, and those that could, each a tap or a number away."""
    occasion = refused.due.occasion
    review = await turn.uow.reviews.of(occasion)
    data = {**data_of(occasion), "revision": review.state.revision if review else 0}
    said = (
        f"{wording.day(refused.day)} {refused.why}, so {called(occasion, turn.trust)} "
        f"({period_in_words(occasion.period)}) can't be then."
    )
    if not refused.others:
        said += f" It was due by {wording.day(refused.due.due_on)}, so there is no day left to set."
        return turn.say(said, summary=f"Not set: {titled(occasion, turn.trust)}")
    names = [wording.day(day) for day in refused.others]
    said += f" The nearest days that could: {wording.listed(names, 'or')}."
    presses = [{**data, "day": day.isoformat()} for day in refused.others]
    turn.memory["rows"] = [["review.day", each] for each in presses]
    turn.memory[REVIEW_SHOWN] = data_of(occasion)
    buttons = [cards.press(title, "review.day", each) for title, each in zip(names, presses, strict=True)]
    heading = titled(occasion, turn.trust)
    card = cards.card([cards.heading(heading), cards.words(said), *cards.choices(buttons)], says=said)
    return turn.say(
        said, in_full=f"{said} Say 1, 2 or 3, or another day.", summary=f"Not set: {heading}", card=card
    )

"""Reviews of the year: the day of one was set or moved, or what came of it was recorded or corrected."""

from __future__ import annotations

from dialogs import cards, wording
from dialogs.outgoing.letters import letter
from dialogs.outgoing.quoting import quoted
from dialogs.outgoing.telling import NoLonger, Telling
from dialogs.review_words import called, data_of, led_by, period_in_words, titled
from strategy.actions.reviewing import concerned_by, terms_named
from strategy.permissions import Deed
from strategy.ports import Letter, Notice
from strategy.reviews import Entry, Happened, Review, due_of, reach_of


async def day_by_message(telling: Telling) -> Notice:
    """On which day it is, who set it, and the whole one tap away."""
    review, entry = await _day(telling)
    said = _day_in_words(review, entry, telling)
    heading = _day_summary(review, telling)
    card = cards.card([cards.heading(heading), cards.words(said)], [_open(review)], says=said)
    return Notice(said, heading, card)


async def day_by_mail(telling: Telling) -> Letter:
    """The same by mail: a day is no judgement."""
    review, entry = await _day(telling)
    return letter(telling, _day_summary(review, telling), [_day_in_words(review, entry, telling)])


async def outcome_by_message(telling: Telling) -> Notice:
    """That it was held, and what came of it as its author wrote it."""
    review, entry = await _outcome(telling)
    said = _outcome_in_words(review, entry, telling)
    heading = _outcome_summary(review, telling)
    written, _ = quoted(
        [("What came of it", entry.summary), ("Recommendations", entry.recommendations)],
        "Open it to see the rest.",
    )
    card = cards.card([cards.heading(heading), cards.words(said), *written], [_open(review)], says=said)
    return Notice(said, heading, card)


async def outcome_by_mail(telling: Telling) -> Letter:
    """That it was recorded, and how to read it: a mail may be read by anybody."""
    review, entry = await _outcome(telling)
    ask = f"To read it, say to me in Teams: \u201cshow me {called(review.occasion, telling.trust)}\u201d."
    said = _outcome_in_words(review, entry, telling)
    return letter(telling, _outcome_summary(review, telling), [said, ask])


async def _told(telling: Telling) -> tuple[Review, Entry]:
    """The review and the entry that is told of. Raises NoLonger where the recipient may not know of it."""
    parts = telling.subject("review")
    review = await telling.uow.reviews.get(telling.number("review"))
    if review is None or len(parts) < 2:
        raise NoLonger("no such review")
    entry = next((each for each in review.entries if str(each.number) == parts[1]), None)
    terms = terms_named(review.occasion.name, telling.policy, telling.trust, telling.today)
    if entry is None or terms is None:
        raise NoLonger("no such review")
    reach = reach_of(telling.recipient, Deed.SEE_REVIEWS, terms, telling.trust)
    concerned = concerned_by(review, telling.policy, telling.trust)
    if review.occasion.school not in reach or telling.recipient.id not in concerned:
        raise NoLonger("does not concern them any more")
    return review, entry


async def _day(telling: Telling) -> tuple[Review, Entry]:
    review, entry = await _told(telling)
    if review.outcome is not None:
        raise NoLonger("held already")
    if entry != review.entries[-1]:
        raise NoLonger("moved since")
    return review, entry


async def _outcome(telling: Telling) -> tuple[Review, Entry]:
    review, entry = await _told(telling)
    if entry != review.outcome:
        raise NoLonger("corrected since")
    return review, entry


def _day_in_words(review: Review, entry: Entry, telling: Telling) -> str:
    earlier = [each.day for each in review.entries if each.number < entry.number]
    moved = f" It was to be on {wording.day(earlier[-1])}." if earlier else ""
    who = telling.trust.person(entry.by).name
    what = f"{wording.capitalised(called(review.occasion, telling.trust))}"
    period = period_in_words(review.occasion.period)
    school = telling.trust.school(review.occasion.school)
    due = due_of(review.occasion, school, telling.policy, telling.trust.calendar)
    leads = f" It is led by {led_by(due, telling.trust)}." if due is not None else ""
    return f"{what} ({period}) is on {wording.day(entry.day)}, set by {who}.{moved}{leads}"


def _outcome_in_words(review: Review, entry: Entry, telling: Telling) -> str:
    who = telling.trust.person(entry.by).name
    what = called(review.occasion, telling.trust)
    if entry.what is Happened.CORRECTED:
        return f"{who} has corrected what came of {what}, held on {wording.day(entry.day)}."
    return f"{who} has recorded what came of {what}, held on {wording.day(entry.day)}."


def _day_summary(review: Review, telling: Telling) -> str:
    moved = "moved" if len(review.entries) > 1 else "set"
    return f"Day {moved}: {titled(review.occasion, telling.trust)}"


def _outcome_summary(review: Review, telling: Telling) -> str:
    return f"Recorded: {titled(review.occasion, telling.trust)}"


def _open(review: Review) -> cards.Element:
    return cards.press("Open it", "review.show", {**data_of(review.occasion), cards.BESIDE: True})

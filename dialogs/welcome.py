"""Greetings, help for each role, and what is said where the bot did not understand."""

from __future__ import annotations

from collections.abc import Sequence

from dialogs import cards
from dialogs.messages import Reply
from dialogs.offers import Offer, Subject, few_of, offers_for, subjects_for
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation
from strategy.installing import subject_of, was_given


async def help_with(turn: Turn, asked: Interpretation | None = None) -> Reply:
    """What this person, in their role, can do here, with sentences to press or say: the few that are wanted
    week by week, and everything by subject behind a button.
    """
    del asked
    subjects = subjects_for(turn)
    offers = offers_for(turn)
    few = few_of(offers)
    said = f"Hello {turn.speaker.first_name}. Here is what you can ask me; your own words are fine."
    in_full = "\n".join([said, *(line for subject in subjects for line in _in_words(subject))])
    body = [cards.heading("What I can do for you"), cards.note("Press one, or say it in your own words.")]
    sentences = [_sentence(offer) for offer in few]
    if len(few) < len(offers):
        by_subject = [_under_title(subject) for subject in subjects]
        body += cards.unfolding(sentences, "Everything, by subject", by_subject)
    else:
        body += sentences
    # Where the card cannot be shown the few are told in its place: all of them twice would not fit in it.
    in_short = "\n".join([said, *_lines(few)])
    return turn.say(
        said, in_full=in_full, summary="What I can do for you", card=cards.card(body, says=in_short)
    )


def _in_words(subject: Subject) -> list[str]:
    return [f"{subject.title}:", *_lines(subject.offers)]


def _lines(offers: Sequence[Offer]) -> list[str]:
    return [f"- {offer.what}: {offer.example}" for offer in offers]


def _sentence(offer: Offer) -> cards.Element:
    return cards.link(offer.example, "say", {"text": offer.example})


def _under_title(subject: Subject) -> cards.Element:
    title = cards.words(subject.title, subtle=True, size="small")
    sentences = [{**_sentence(offer), "spacing": "small"} for offer in subject.offers]
    return {"type": "Container", "spacing": "medium", "items": [title, *sentences]}


async def greet(turn: Turn, asked: Interpretation | None = None) -> Reply:
    """A greeting for a greeting, thanks for thanks, and goodbye for goodbye."""
    del asked
    text = turn.incoming.text.casefold()
    if any(word in text for word in ("thank", "cheers", "ta ", "great", "lovely", "perfect", "brilliant")):
        return turn.say("You're welcome.", summary="You're welcome")
    if any(word in text for word in ("bye", "see you", "night", "have a good")):
        return turn.say("Goodbye.", summary="Goodbye")
    return turn.say(
        f"Hello {turn.speaker.first_name}. What can I do for you?",
        summary="Hello",
        suggestions=(*[offer.example for offer in offers_for(turn)[:3]], "Help"),
    )


GIVEN = "Your trust has put me into your Teams; there is nothing you need to do now."


async def introduce(turn: Turn) -> Reply:
    """What somebody sees when the bot arrives in their chat: once."""
    if not turn.incoming.place.is_private:
        return turn.say(
            "Hello, I'm Keystone. Here I answer questions about term dates and working days; for everything "
            "else, please talk to me in a chat of our own.",
            summary="Keystone says hello",
        )
    reply = await help_with(turn)
    first = reply.messages[0]
    hello = (
        f"Hello {turn.speaker.first_name}, I'm Keystone. I help with visits, reports and plans, and keep "
        "track of what is due when."
    )
    if was_given(await turn.uow.outbox.about([subject_of(turn.speaker.id)])):
        hello = f"{hello} {GIVEN}"
    return turn.say(
        hello,
        in_full=f"{hello}\n{first.text}",
        summary="Keystone says hello",
        card=dict(first.card) if first.card else None,
    )


async def not_understood(turn: Turn, asked: Interpretation) -> Reply:
    """Say so, and offer the nearest things this person can do."""
    offers = offers_for(turn)
    near = [offer for offer in offers if offer.intent in asked.nearest]
    offered = tuple(dict.fromkeys(offer.example for offer in [*near, *offers]))[:3]
    said = "I'm sorry, I didn't understand that, or it isn't something I do."
    return turn.say(
        said,
        in_full=f"{said} You could say: {'; '.join((*offered, 'Help'))}.",
        summary="Not understood",
        suggestions=(*offered, "Help"),
    )


async def nothing_under_way(turn: Turn, asked: Interpretation | None = None) -> Reply:
    """What "cancel" gets when no talk is under way: a draft stays until it is filed or discarded."""
    del asked
    if turn.incoming.place.is_private and await turn.uow.drafts.open_of(turn.speaker.id):
        said = "All right. Your draft is kept: say resume to go on with it, or discard it to throw it away."
        return turn.say(said, summary="All right")
    return turn.say("All right. There was nothing under way.", summary="All right")

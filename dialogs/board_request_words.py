"""How what a Progress Board asks of the EIT is put in words, and its card."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from dialogs import cards, wording
from dialogs.outgoing.quoting import quoted
from dialogs.paper_words import possessive
from strategy.actions.board_request_duties import TakenUp
from strategy.board_requests import AskKind, AskState, BoardRequest, asked_to_decide, typed_ask
from strategy.edition import Edition
from strategy.trust import Trust

STATES = {
    AskState.WAITING: "waiting",
    AskState.AGREED: "agreed",
    AskState.DECLINED: "declined",
    AskState.WITHDRAWN: "withdrawn",
}


ASKS = "The Board asks the EIT for"


def review_names(edition: Edition) -> tuple[str, ...]:
    """Policy's names of the reviews of the year, the longer first: one may be the beginning of another."""
    names = {terms.name for terms in edition.reviews}
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


def kind_of(found: BoardRequest) -> str:
    """`further support`, `a governance review`, `a review`."""
    if found.text.kind is AskKind.SUPPORT:
        return "further support"
    named = found.text.review
    return f"{_article(named)} {named[:1].lower()}{named[1:]} review" if named else "a review"


def _article(name: str) -> str:
    return "an" if name[:1].lower() in "aeiou" else "a"


def board_of(found: BoardRequest, trust: Trust) -> str:
    """`Oak Bank's Progress Board`."""
    return f"{possessive(trust.school(found.school).known_as)} Progress Board"


def title(found: BoardRequest, trust: Trust) -> str:
    """What a toast says."""
    return f"Board's request: {trust.school(found.school).known_as}"


def asks(found: BoardRequest, trust: Trust) -> str:
    """`Oak Bank's Progress Board asks the EIT for further support.`"""
    return f"{board_of(found, trust)} asks the EIT for {kind_of(found)}."


def how_it_stands(found: BoardRequest, taken: TakenUp | None, trust: Trust) -> str:
    """A sentence on what has become of it; `taken` is by which EIT it is to be decided, while it waits."""
    if taken is not None and found.waits:
        asked = asked_to_decide(found, trust)
        names = wording.listed([trust.person(each).name for each in asked[1]], "or") if asked else ""
        who = f"{names} decides for it." if names else "Nobody is there who may decide on it."
        return f"{waits_for(taken)} {who}"
    who = trust.person(found.decided_by or 0).name
    on = wording.moment(found.decided_at) if found.decided_at else ""
    if found.state is AskState.WITHDRAWN:
        return f"{who} withdrew it on {on}."
    did = "agreed to it" if found.state is AskState.AGREED else "declined it"
    return f"{who} {did} for the EIT on {on}."


def waits_for(taken: TakenUp) -> str:
    """`It waits for the EIT of Wed 9 December 2026.`; of one that the EIT left undecided, that it did."""
    eit = taken.coming
    if taken.undecided_on is not None:
        on = f"EIT of {wording.day(eit.day)}" if eit.is_recorded else f"next, {wording.meeting_day(eit)}"
        return f"{undecided(taken.undecided_on)} and goes to the {on}."
    if eit.is_recorded:
        return f"It waits for the EIT of {wording.day(eit.day)}."
    return f"It waits for the next EIT, {wording.meeting_day(eit)}."


def undecided(day: date) -> str:
    """`It was not decided at the EIT of Wed 9 December 2026`."""
    return f"It was not decided at the EIT of {wording.day(day)}"


def written(found: BoardRequest) -> list[cards.Element]:
    """What was asked for, and why it was declined, as they were written."""
    parts = [("Asked for", found.text.words)] + ([("Why not", found.answer)] if found.answer else [])
    shown, _ = quoted(parts)
    return shown


def ask_lines(asks: Iterable[BoardRequest]) -> list[str]:
    """Those that stand, numbered, each with how it stands: `1. Review: governance review (waiting)`."""
    standing = [each for each in asks if each.state is not AskState.WITHDRAWN]
    return [
        f"{number}. {typed_ask(each.text)} ({STATES[each.state]})" for number, each in enumerate(standing, 1)
    ]


def card_of(
    found: BoardRequest,
    told: Sequence[str],
    trust: Trust,
    buttons: Sequence[cards.Element | None] = (),
    *,
    reason: str = "",
    asks_reason: bool = False,
) -> dict[str, Any]:
    """The card of a request: `told` are the sentences said of it, `reason` what was typed already."""
    inputs: list[cards.Element] = []
    if asks_reason:
        inputs = [cards.text_input("reason", "Why not (needed to decline)", reason, at_most=1_000)]
    return cards.card(
        [
            cards.heading(title(found, trust)),
            *(cards.words(each) for each in told if each),
            *written(found),
            *inputs,
        ],
        buttons,
        says=" ".join(each for each in told if each),
    )


def next_step(found: BoardRequest, trust: Trust) -> cards.Element | None:
    """The way on once it was agreed: the form that allocates support to the school, or the review."""
    school = trust.school(found.school).known_as
    if found.text.kind is AskKind.SUPPORT:
        return cards.press("Allocate support", "say", {"text": f"Allocate support to {school}"}, primary=True)
    review = f"{found.text.review} review" if found.text.review else "reviews"
    heading = wording.capitalised(review)
    return cards.press(f"{heading}", "say", {"text": f"Show me the {review} at {school}"}, primary=True)

"""Asking somebody for a few words before something is done by hand: a reason, or what is inaccurate.

Where there are cards it is a small one; the next words in the chat are taken too. Nothing is done before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from dialogs import cards
from dialogs.messages import Press, Reply
from dialogs.shortening import as_much_as_fits
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from dialogs.understanding.record import record_question

ASKED_FOR = "asked_for"
"""Where in the conversation's memory stands what the next words are for; they end it, whatever they are."""
DAY = "day"
"""The name of what is wanted where that is a day."""
LONGEST_REASON = 1_000
"""Characters of a reason."""
_PATIENCE = timedelta(minutes=10)
"""For how long words in a chat with cards are taken for what a card asked."""
_ROOM = 12_000
"""Bytes of JSON for what was typed before, where a card shows it again."""

_YES = re.compile(
    r"^(?:yes|yep|yes please|ok|okay|sure|go ahead|do it|yes,? do(?: it)?)[.!]?$", re.IGNORECASE
)
_NO = re.compile(
    r"^(?:no|no,? (?:thanks|thank you|don't|leave it|keep it)|cancel|stop|keep it|leave it|don't|back"
    r"|never ?mind|not now)[.!]?$",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^(?:what|which|who|whom|when|where|how|show|list|help|do i|have i|am i|is there|are there|can i)\b",
    re.IGNORECASE,
)
_NOT_A_REASON = frozenset({Intent.GREETING, Intent.HELP, Intent.CANCEL})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for. `name` is the input's, and where in the button's data the words come; `question` is
    how it is asked where there is no card.
    """

    label: str = "Reason"
    question: str = "What is the reason?"
    button: str = "Go on"
    name: str = "reason"
    at_most: int = LONGEST_REASON
    destructive: bool = False


def ask_reason(
    turn: Turn,
    heading: str,
    explanation: str,
    do: str,
    data: Mapping[str, Any],
    *,
    wanted: Wanted = Wanted(),
    fields: Sequence[cards.Element] = (),
    given: str = "",
    takes_yes: bool = False,
    fault: str = "",
    instead: cards.Element | None = None,
) -> Reply:
    """Ask for a reason; giving it does what pressing `do` with `data` and the words would.

    `explanation` says what will be done, and is ours: people's words are not for it. `fields` are further
    inputs above the reason's, `given` is what was said already and `fault` what is wrong with it, `instead` a
    button beside that leaves it. With `takes_yes` a yes sends what was given where there are cards too: until
    the next words the conversation's memory then holds it, which is not for what is confidential.
    """
    _expect(turn, do, data, wanted)
    entry: cards.Element = {
        "type": "Input.Text",
        "id": wanted.name,
        "label": wanted.label,
        "isMultiline": True,
        "maxLength": wanted.at_most,
        "value": as_much_as_fits(given, _ROOM),
    }
    asked = f"{explanation}\n{wanted.question}"
    if given and (takes_yes or not turn.incoming.shows_cards):
        turn.memory[ASKED_FOR]["given"] = given
        asked = f"{explanation}\n{wanted.label}: {given}\nSay yes to go on, or put it another way."
    button = cards.press(
        wanted.button, do, data, primary=not wanted.destructive, destructive=wanted.destructive
    )
    card = cards.card(
        [
            cards.heading(heading),
            cards.words(explanation),
            *fields,
            entry,
            cards.fault(fault) if fault else None,
        ],
        [button, instead],
        says=explanation,
    )
    return turn.say(explanation, in_full=f"{asked} (Say cancel to leave it.)", summary=heading, card=card)


def ask_again(
    turn: Turn, fault: str, do: str, data: Mapping[str, Any], *, wanted: Wanted = Wanted()
) -> Reply:
    """Say what is wrong with what was given and wait for other words; a card that asked stays as it is."""
    _expect(turn, do, data, wanted)
    return turn.say(fault, summary="One more thing is needed")


def _expect(turn: Turn, do: str, data: Mapping[str, Any], wanted: Wanted) -> None:
    turn.memory[ASKED_FOR] = {
        "do": do,
        "data": dict(data),
        "name": wanted.name,
        "at": turn.now.isoformat(),
        "button": wanted.button,
        "question": wanted.question,
    }


def answer_to(turn: Turn, asked: object, text: str) -> Press | Reply | None:
    """What words mean after a reason was asked for: the press that they complete, that it is left, or None
    where they are about something else.
    """
    if not isinstance(asked, Mapping) or not _is_fresh(turn, asked):
        return None
    plain = text.strip().replace("\u2019", "'")
    if _NO.match(plain):
        return turn.say("All right, nothing has been changed.", summary="All right")
    given = asked.get("given")
    if _YES.match(plain) and not given:
        return _which_words(turn, asked)
    words = str(given) if given and _YES.match(plain) else text.strip()
    if words == text.strip() and _is_about_something_else(turn, plain, str(asked["name"])):
        return None
    return Press(str(asked["do"]), {**asked["data"], str(asked["name"]): words})


def _which_words(turn: Turn, asked: Mapping[str, Any]) -> Reply:
    """A yes gives no words: what stands in the card was not sent to us, so its button is what sends it."""
    turn.memory[ASKED_FOR] = dict(asked)
    button = asked.get("button")
    if turn.incoming.shows_cards and button:
        said = f"To send what you wrote on the card, press {button} there. You can also write it here."
    else:
        said = str(asked.get("question") or Wanted().question)
    return turn.say(said, summary="One more thing is needed")


def _is_fresh(turn: Turn, asked: Mapping[str, Any]) -> bool:
    """In a chat with cards the question stays above, and later words may well be about something else."""
    return not turn.incoming.shows_cards or turn.now - datetime.fromisoformat(str(asked["at"])) <= _PATIENCE


def _is_about_something_else(turn: Turn, plain: str, wanted: str) -> bool:
    if record_question(plain, turn.speaker, turn.trust, turn.now, turn.reader) is not None:
        return True
    understood = turn.read(plain).intent
    if wanted == DAY and understood is not Intent.UNKNOWN:
        # What can be read as a wish and names no day is no answer to "of which day?".
        calendar = turn.trust.calendar
        return turn.reader.day_meant(plain, turn.today, calendar, looking="back") is None
    asks = plain.endswith("?") or bool(_ASKS.match(plain))
    return understood in _NOT_A_REASON or (asks and understood is not Intent.UNKNOWN)

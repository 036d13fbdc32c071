"""What is said while a form is filled in and may be no answer: something asked or wanted in between."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from dialogs import cards, form_talk
from dialogs.awaiting import await_yes
from dialogs.forms import Field, FieldKind, Form
from dialogs.messages import Reply
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from strategy.ports import Draft

_ASKS = re.compile(
    r"^(?:what|which|who|whom|when|where|how|is|are|am|do|does|did|have|has|any|show|list|help|can i|could i"
    r"|my (?:visits|reports|deadlines)|overdue|deadlines)\b",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"^(?:please )?(?:file|record|book|move|cancel|plan|make me|send me|give me|remind|nudge|chase|export"
    r"|amend|withdraw|propose|sign off|approve|decline|agree|endorse|allocate|issue|swap)\b",
    re.IGNORECASE,
)
"""Begins what is mostly said to the bot, and sometimes what is recommended to a school."""
_NOT_ASKING = frozenset({Intent.UNKNOWN, Intent.CANCEL, Intent.GREETING})
LONGEST_ASIDE = 140
LONGEST_COMMAND = 80
"""Characters of what is said in between: what is longer answers."""

Reads = Callable[[Turn, str], object]
"""Finds a sentence that no intent stands for."""


def is_aside(
    turn: Turn, form: Form[Any], context: Any, draft: Draft, at: str, text: str, reads: Reads
) -> bool:
    """Whether a text asks something else in between, rather than answering.

    Where an answer is in free words only what is short, put as a question and understood counts, or a command
    that is said once more after `answer_or_command` asked about it. Where it is
    a choice, a day or a number, that counts too, for it may name a school that would fit; else whatever fits
    is an answer, and what does not is an aside where it is understood or put as a question.
    """
    if len(text) > LONGEST_ASIDE:
        return False
    understood = _is_understood(turn, text, reads)
    asks = text.rstrip().endswith("?") or bool(_ASKS.match(text.strip()))
    if _is_free(form.field(at)):
        aside = understood and (asks or turn.memory.get("aside") == text)
        if aside:
            turn.memory["aside"] = text
        return aside
    if understood and asks:
        return True
    return (understood or asks) and bool(form_talk.take(form, context, draft.values, at, text).fault)


def _is_understood(turn: Turn, text: str, reads: Reads) -> bool:
    """Whether a text asks for, or wants, something that is done here."""
    return turn.read(text).intent not in _NOT_ASKING or reads(turn, text) is not None


def _is_free(entry: Field[Any]) -> bool:
    """Whether any words at all are an answer."""
    return entry.kind is FieldKind.TEXT or (entry.kind is FieldKind.LINE and entry.read is None)


def may_be_a_command(turn: Turn, entry: Field[Any], text: str, reads: Reads) -> bool:
    """Whether a text that could be an answer in free words reads like something that is wanted of the bot."""
    if not _is_free(entry) or len(text) > LONGEST_COMMAND or not _TELLS.match(text.strip()):
        return False
    return _is_understood(turn, text, reads)


def answer_or_command(turn: Turn, text: str) -> Reply:
    """Ask which it is: what was meant for the bot must not be filed, and an answer must not be lost."""
    turn.memory["aside"] = text
    await_yes(turn, "say", {"text": text})
    said = 'Is that for me to do, or your answer? Say "do it" or "use that".'
    actions = [
        cards.press("Do it", "say", {"text": text}),
        cards.press("My answer", "say", {"text": "use that"}),
    ]
    return turn.say(
        said, summary="For me, or your answer?", card=cards.card([cards.words(said)], actions, says=said)
    )

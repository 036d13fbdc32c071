"""Sentences about reviews that the intents do not tell: "move it to the 11th", "who owes an annual review".

They are recognised beside the intents and print nothing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

from dialogs import review_days, review_lists
from dialogs.messages import Reply
from dialogs.picking import pick_needed
from dialogs.review_page import REVIEW_SHOWN
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation
from dialogs.understanding.review_sentences import is_of_annual_review, moves_the_shown, review_said


@dataclass(frozen=True, slots=True)
class Way:
    """How such a sentence is answered; `writes` where that changes something."""

    answer: Callable[[], Awaitable[Reply]]
    writes: bool


def way_for(turn: Turn, text: str) -> Way | None:
    """How a text is answered that moves the review shown last, or is about partners' annual reviews; None for
    any other.
    """
    if isinstance(turn.memory.get(REVIEW_SHOWN), dict):
        moved = moves_the_shown(text, turn.speaker, turn.trust, turn.now, turn.reader)
        if moved is not None and moved.day is not None:
            return Way(partial(review_days.move_the_shown, turn, moved), writes=True)
    if not is_of_annual_review(text):
        return None
    asked = turn.read(text)
    if asked.intent is Intent.REVIEW_LIST:
        return None
    return Way(lambda: _of_annual(turn, text, asked), writes=False)


async def _of_annual(turn: Turn, text: str, asked: Interpretation) -> Reply:
    names = review_lists.names_of(turn)
    said = review_said(text, names, turn.speaker, turn.trust, turn.now, turn.reader)
    return pick_needed(turn, asked) or await review_lists.of_annual(turn, said, asked)

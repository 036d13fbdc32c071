"""What was just shown, and what "it", "the second" or "more" said next mean of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from dialogs import (
    board_request_sentences,
    cancelling_meetings,
    handing_in_papers,
    handing_over,
    just_read,
    meeting_just_shown,
    next_year_sentences,
    request_just_shown,
    school_papers,
    visit_agendas,
    visit_just_spoken_of,
    visit_papers,
)
from dialogs.asked_again import recalled
from dialogs.board_requests import SHOWN as BOARD_REQUEST_SHOWN
from dialogs.booking_data import VISIT_SHOWN
from dialogs.duty_pages import DUTY_SHOWN
from dialogs.list_shown import LIST_SHOWN
from dialogs.meeting_page import MEETING_SHOWN
from dialogs.messages import Press
from dialogs.minuted_actions import ACTION_SHOWN
from dialogs.minutes_page import SHOWN as MINUTES_SHOWN
from dialogs.next_year import SHOWN as NEXT_YEAR_SHOWN
from dialogs.request_choice import WHICH
from dialogs.requesting import REQUEST_SHOWN
from dialogs.review_page import REVIEW_SHOWN
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation

_READERS: Final[tuple[Callable[[Turn, str], Press | None], ...]] = (
    handing_over.press_meant,
    visit_papers.press_meant,
    handing_in_papers.press_meant,
    school_papers.press_meant,
    just_read.press_meant,
    visit_agendas.press_meant,
    board_request_sentences.press_meant,
    next_year_sentences.press_meant,
    cancelling_meetings.press_meant,
    meeting_just_shown.press_meant,
    request_just_shown.press_meant,
    visit_just_spoken_of.press_meant,
)
"""Each takes the words for its own subject alone, and in this order."""

_SHOWN: Final = (
    DUTY_SHOWN,
    school_papers.PAPER_SHOWN,
    REVIEW_SHOWN,
    visit_agendas.AGENDA_SHOWN,
    handing_over.OFFERED,
    MEETING_SHOWN,
    MINUTES_SHOWN,
    BOARD_REQUEST_SHOWN,
    NEXT_YEAR_SHOWN,
    ACTION_SHOWN,
    LIST_SHOWN,
    WHICH,
    "targets",
)
_SPOKEN_OF: Final = (VISIT_SHOWN, REQUEST_SHOWN)
"""What is still meant after words that were not understood."""

_ROW = re.compile(r"^(?:open|show|read|number|no\.?|#)?\s*#?(?P<number>\d{1,2})[.)]?$", re.IGNORECASE)
_MORE = re.compile(
    r"^(?:show )?(?:me )?(?:the )?(?:more|next(?: page| ones?| \d+)?|rest)(?: please)?[.!]?$", re.IGNORECASE
)


def press_meant(turn: Turn, text: str) -> Press | None:
    """The button that words amount to after what was just shown; None where they are about nothing of it."""
    rows, number = turn.memory.get("rows"), _ROW.match(text)
    if number and isinstance(rows, list) and 1 <= int(number["number"]) <= len(rows):
        do, data = rows[int(number["number"]) - 1]
        return Press(str(do), data)
    for reader in _READERS:
        meant = reader(turn, text)
        if meant is not None:
            return meant
    more = turn.memory.get("more")
    if asks_for_more(text) and isinstance(more, dict) and isinstance(pressed := more.get("press"), list):
        do, data = pressed
        return Press(str(do), data)
    return None


def asks_for_more(text: str) -> bool:
    """Whether words ask for the next page of the list that was shown."""
    return _MORE.match(text) is not None


def question_to_go_on_with(turn: Turn) -> tuple[Interpretation, int] | None:
    """The question whose answer goes on, and with which row; None where all was shown."""
    more = turn.memory.get("more")
    if not isinstance(more, dict):
        return None
    before = recalled(more.get("ask"), turn.trust)
    return None if before is None else (before, int(more["offset"]))


def set_shown_aside(turn: Turn, *, understood: bool = True) -> None:
    """Have "it" mean nothing that was shown before; a visit or request still where the words were not
    `understood`.
    """
    for shown in (*_SHOWN, *(_SPOKEN_OF if understood else ())):
        turn.memory.pop(shown, None)

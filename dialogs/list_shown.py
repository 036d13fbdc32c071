"""Which list was shown last, so that "export that" means it whole."""

from __future__ import annotations

from typing import Final

from dialogs.asked_again import kept
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation

LIST_SHOWN: Final = "list_shown"
"""Where in the memory its question stands: which list, with all that narrows it."""


def forget_list(turn: Turn) -> None:
    """Have "that" mean no list: something else is shown."""
    turn.memory.pop(LIST_SHOWN, None)


def note_list(turn: Turn, name: str, asked: Interpretation, **terms: object) -> None:
    """Remember a list that answers a question by its name (see `dialogs.sheets`).

    `terms` are what the list was narrowed to besides: ids, days and words of ours, which a workbook of it is
    made from again.
    """
    turn.memory[LIST_SHOWN] = {"list": name, "ask": kept(asked), **terms}

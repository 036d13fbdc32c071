"""The pages of lists of minutes and actions: what is shown of how many, and the way to the others."""

from __future__ import annotations

from collections.abc import Mapping

from dialogs import cards
from dialogs.messages import Press
from dialogs.turn import Turn

Again = tuple[str, Mapping[str, object]]
"""The button that shows a list from an offset on: what it does, and with what."""


def offset_in(press: Press) -> int:
    """From where on a button shows a list; from its beginning where it does not say so."""
    offset = press.data.get("offset")
    if not isinstance(offset, int) or isinstance(offset, bool):
        return 0
    return offset if 0 <= offset < 1_000_000 else 0


def page_in_words(turn: Turn, offset: int, shown: int, total: int, again: Again) -> str:
    """` Showing 9 to 16 of 20.`, or nothing where all are shown. Remembers what "more" means."""
    turn.memory.pop("more", None)
    if shown == total:
        return ""
    end = offset + shown
    if end < total:
        do, data = again
        turn.memory["more"] = {"press": [do, {**data, "offset": end}]}
    return f" Showing {offset + 1} to {end} of {total}." if shown else ""


def page_buttons(offset: int, page: int, total: int, again: Again) -> list[cards.Element | None]:
    """On, and back."""
    do, data = again
    return [
        cards.press("Next", do, {**data, "offset": offset + page}) if offset + page < total else None,
        cards.press("Back", do, {**data, "offset": max(offset - page, 0)}) if offset else None,
    ]

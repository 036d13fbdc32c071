"""Long texts on pages, each small enough for a card."""

from __future__ import annotations

from collections.abc import Sequence

from dialogs.shortening import as_much_as_fits, size_shown

ROOM_FOR_A_PAGE = 11_000
"""Bytes of JSON of people's words that one card shows; a usual report fits on one."""


def in_pages(parts: Sequence[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """Labelled texts as pages of (label, words). There is always one; a text may go on on the next."""
    made: list[list[tuple[str, str]]] = [[]]
    room = ROOM_FOR_A_PAGE
    for label, text in parts:
        left, first = text, True
        while left or first:
            room -= size_shown(label)
            piece = as_much_as_fits(left, max(room, 0))
            if room < 0 or (left and not piece):
                made.append([])
                room = ROOM_FOR_A_PAGE
                continue
            made[-1].append((label if first else f"{label} (continued)", piece))
            room -= size_shown(piece)
            left, first = left[len(piece) :], False
    return made

"""What people wrote, in the card of a message: as they wrote it, and as much of it as a card can hold."""

from __future__ import annotations

from collections.abc import Sequence

from dialogs import cards
from dialogs.shortening import as_much_as_fits, size_shown

ROOM = 11_000
"""Bytes of JSON that all the text of one card may take."""


def fitting(texts: Sequence[str], room: int = ROOM) -> list[str]:
    """The beginnings of some texts that fit into a card together; a short one leaves others its room."""
    fitted = list(texts)
    left, waiting = room, sorted(range(len(texts)), key=lambda index: size_shown(texts[index]))
    while waiting:
        index = waiting.pop(0)
        fitted[index] = as_much_as_fits(texts[index], left // (len(waiting) + 1))
        left -= size_shown(fitted[index])
    return fitted


def quoted(parts: Sequence[tuple[str, str]], elsewhere: str = "") -> tuple[list[cards.Element], bool]:
    """Labels with what was written, and whether it was shortened; `elsewhere` says where the rest is."""
    texts = [text.strip("\n") for _, text in parts]
    fitted = fitting(texts)
    shortened = fitted != texts
    shown: list[cards.Element] = []
    for (label, _), whole, text in zip(parts, texts, fitted, strict=True):
        cut = len(text) < len(whole)
        shown += cards.labelled(label, f"{text.rstrip()} …" if cut else text or "-")
    if shortened:
        shown.append(cards.note(f"Shortened. {elsewhere}".rstrip()))
    return shown, shortened

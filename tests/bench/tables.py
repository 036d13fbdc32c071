"""How tables and aims are written on the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

GROWTH = 1.5
"""How much slower a thing may be with more history behind the same answer before we say that it grows."""


def met(is_met: bool) -> str:
    """The verdict on an aim."""
    return "met" if is_met else "not met"


def table(titles: Sequence[str], rows: Iterable[Sequence[str]], *, words: int) -> str:
    """A table whose first so many columns are words, and the others figures."""
    ruled = ["---" if place < words else "---:" for place, _ in enumerate(titles)]
    lines = [titles, ruled, *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)

"""What every workbook has: a name for its file, a title, and what it holds and of when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from dialogs import wording
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation
from strategy.ports import Cell, Listing

MOST_ROWS: Final = 5_000
"""Rows of a workbook; one that would hold more says so."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was kept: what is asked, and the list's own terms beside it. Nothing is trusted."""

    asked: Interpretation
    terms: Mapping[str, Any]


def framed(
    turn: Turn,
    title: str,
    said: str,
    columns: Sequence[str],
    rows: Sequence[tuple[Cell, ...]],
    *,
    total: int = 0,
    name: str = "",
) -> Listing:
    """The list of a turn. `name` is that of its file where the title would say a judgement; `total` how many
    rows there would be where only some could be read.
    """
    total = max(total, len(rows))
    shown = tuple(rows[:MOST_ROWS])
    said = said.strip()
    if total > len(shown):
        said += f" These are the first {len(shown):,} of {total:,}."
    said += f" Made on {wording.moment(turn.now)}."
    return Listing(
        f"{name or title} - {turn.today.isoformat()}", title, said, tuple(columns), shown, turn.now
    )

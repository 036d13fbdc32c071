"""The one reader of the table of cues: weighs what a sentence has against every row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from dialogs.understanding.cues import TABLE
from dialogs.understanding.intents import Intent


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table: `needs` are sets of alternatives, all of which must be met."""

    intent: Intent
    weight: int
    needs: tuple[frozenset[str], ...]
    lacks: frozenset[str]

    def fits(self, facts: frozenset[str]) -> bool:
        """Whether the sentence has what the row needs and nothing that it must not have."""
        return self.lacks.isdisjoint(facts) and all(not need.isdisjoint(facts) for need in self.needs)


def _rows() -> Iterable[Row]:
    for intent, text in TABLE.items():
        for line in text.strip().splitlines():
            weight, *cues = line.split()
            yield Row(
                intent,
                int(weight),
                tuple(frozenset(cue.split("|")) for cue in cues if not cue.startswith("-")),
                frozenset(cue[1:] for cue in cues if cue.startswith("-")),
            )


ROWS: tuple[Row, ...] = tuple(_rows())
_ANYWHERE = ""


def _by_fact() -> dict[str, tuple[Row, ...]]:
    """The rows by the facts of which a sentence must have one: those of the row's narrowest need."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in ROWS:
        for fact in min(row.needs, key=len, default=frozenset({_ANYWHERE})):
            found[fact].append(row)
    return {fact: tuple(rows) for fact, rows in found.items()}


_BY_FACT = _by_fact()


def weigh(facts: frozenset[str]) -> list[tuple[int, Intent]]:
    """The wishes that fit, heaviest first, each with its heaviest row."""
    best: dict[Intent, int] = {}
    for fact in (*facts, _ANYWHERE):
        for row in _BY_FACT.get(fact, ()):
            if row.weight > best.get(row.intent, 0) and row.fits(facts):
                best[row.intent] = row.weight
    order = {intent: place for place, intent in enumerate(TABLE)}
    return sorted(((w, i) for i, w in best.items()), key=lambda pair: (-pair[0], order[pair[1]]))


def related(facts: frozenset[str]) -> list[Intent]:
    """Wishes of which the text has a part, most first: what to offer where it was not understood."""
    hits: dict[Intent, int] = {}
    for row in ROWS:
        met = sum(not need.isdisjoint(facts) for need in row.needs)
        if met:
            hits[row.intent] = max(hits.get(row.intent, 0), met * row.weight // len(row.needs))
    return [intent for intent, _ in sorted(hits.items(), key=lambda pair: -pair[1])]

"""Finding names in a sentence: what school names and people's names have in common.

An index knows, for each word of a name, who bears it. A run of neighbouring words narrows the bearers down;
a word that is in no name and is no ordinary word may be a near miss of one that is.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA

from dialogs.understanding.everyday import EVERYDAY
from dialogs.understanding.sentence import Sentence, Word
from dialogs.understanding.words import word_set

Bearer = TypeVar("Bearer", bound=Hashable)

LARGE = 400
"""From so many bearers on, a lone near miss needs a word like "at" before it: too much resembles a name."""

_POINTING = word_set(
    """
    at to for from in about on of with visit visiting by into near between versus regarding re has
    is did does and or chase remind nudge ask tell prod email contact than was like
    """
)


@dataclass(frozen=True, slots=True)
class Named(Generic[Bearer]):
    """Words `start` to `end` name one of `bearers`, best first; more than one is ambiguous."""

    start: int
    end: int
    bearers: tuple[Bearer, ...]
    full: bool = False


def near_misses(word: str, vocabulary: Iterable[str]) -> list[str]:
    """Words of the vocabulary that `word` may be a slip for, nearest first.

    One slip (a letter wrong, missing, too many, or two swapped) in five letters or more, two in eight; in
    four letters two that are swapped.
    """
    if len(word) < 4 or not word.isalpha():
        return []
    if len(word) == 4:
        return [name for name in vocabulary if sorted(name) == sorted(word) and OSA.distance(name, word) == 1]
    allowed = 1 if len(word) < 8 else 2
    found = process.extract(word, list(vocabulary), scorer=OSA.distance, score_cutoff=allowed, limit=6)
    good = [(distance, name) for name, distance, _ in found if len(name) >= 4]
    return [name for distance, name in sorted(good) if distance == min(good)[0]]


def variants(word: Word) -> tuple[str, ...]:
    """The spellings under which a word may stand in a name: "King's" is king and kings."""
    spellings = [word.text]
    if word.possessive:
        spellings.append(f"{word.text}s")
    if word.text.endswith("s") and len(word.text) > 4:
        spellings.append(word.text[:-1])
    return tuple(dict.fromkeys(spellings))


def is_pointed_at(sentence: Sentence, start: int, end: int) -> bool:
    """Whether something marks these words as a name: a capital, a possessive, a word like "at" in front."""
    first, last = sentence.words[start], sentence.words[end - 1]
    if last.possessive:
        return True
    if start == 0:
        return len(sentence.words) == end
    before = sentence.words[start - 1].text
    if first.capital and sentence.capitals_tell and before not in {"?", "."}:
        return True
    return before in _POINTING


def is_ordinary(words: Iterable[str], known: frozenset[str] = frozenset()) -> bool:
    """Whether all of these could be everyday English, or are words that `known` has another use for."""
    return all(word in EVERYDAY or word in known for word in words)

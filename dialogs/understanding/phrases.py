"""Finds the phrases of the vocabulary in a sentence, forgiving one slip of the finger in a longer word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from dialogs.understanding.days import MONTHS, WEEKDAYS
from dialogs.understanding.everyday import ELSEWHERE, EVERYDAY, GENERIC_SCHOOL_WORDS
from dialogs.understanding.lookalikes import LOOKALIKES
from dialogs.understanding.words import word_set

_LONG_ENOUGH = 5


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words `start` to `end` give a tag of a family: ("CUE", "REPORT"), ("role", "sip")."""

    start: int
    end: int
    family: str
    tag: str

    def inside(self, other: Phrase) -> bool:
        """Whether it is a strict part of a longer phrase."""
        return (
            other.start <= self.start
            and self.end <= other.end
            and other.end - other.start > self.end - self.start
        )


class PhraseBook:
    """Phrases by their first word. Made once, of tables of "tag: phrase / phrase"."""

    def __init__(self, tables: Mapping[str, Mapping[str, str]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
        words: set[str] = set()
        for family, table in tables.items():
            for tag, phrases in table.items():
                for phrase in filter(None, (part.strip() for part in phrases.split("/"))):
                    sequence = tuple(phrase.split())
                    words.update(sequence)
                    self._by_first.setdefault(sequence[0], []).append((sequence, family, tag))
        self.words = frozenset(words)

    def tags(self) -> set[str]:
        """Every tag that some phrase gives."""
        return {tag for phrases in self._by_first.values() for _, _, tag in phrases}

    def find(self, words: Sequence[str]) -> list[Phrase]:
        """Every phrase, overlapping ones too."""
        found = []
        for start, word in enumerate(words):
            for sequence, family, tag in self._by_first.get(word, ()):
                end = start + len(sequence)
                if tuple(words[start:end]) == sequence:
                    found.append(Phrase(start, end, family, tag))
        return found


_SUPPRESSING = frozenset({"CUE", "role", "body", "support", "overdue"})


def without_parts(found: Iterable[Phrase]) -> list[Phrase]:
    """Without phrases that are part of a longer one: "lead SIP" is no SIP, "show me" is no "me".

    Within a family the longest wins; a cue also gives way to longer names of roles, bodies and supports.
    """
    found = list(found)
    kept = []
    for phrase in found:
        over = (
            other
            for other in found
            if phrase.inside(other)
            and (
                (other.family == phrase.family and phrase.family != "shade")
                or (phrase.family in ("CUE", "topic", "element", "support") and other.family in _SUPPRESSING)
                or (phrase.family == "role" and other.family == "body")
                or (phrase.family == "CUE" and (other.family, other.tag) == ("report status", "overdue"))
            )
        )
        if next(over, None) is None:
            kept.append(phrase)
    return kept


_TIME_WORDS = word_set(
    """
    tomorrow yesterday fortnight academic commencing beginning autumn spring summer before between
    until today weeks months years working school schools please
    """
)


class Speller:
    """Puts right a slip in a word that the vocabulary knows; leaves every word alone that may be another."""

    def __init__(self, words: Iterable[str]) -> None:
        known = {*words, *_TIME_WORDS, *WEEKDAYS, *MONTHS}
        self.known = frozenset(known)
        self._targets = sorted(word for word in known if len(word) >= _LONG_ENOUGH and word.isalpha())
        self._swapped: dict[str, list[str]] = {}
        for short in sorted(word for word in known if len(word) == 4 and word.isalpha()):
            self._swapped.setdefault("".join(sorted(short)), []).append(short)
        self.meant = lru_cache(maxsize=8192)(self._meant)

    def _meant(self, word: str) -> tuple[str, int] | None:
        """The known word that was meant, and the slips between; None where none is near enough.

        One slip in words of five letters or more, two in eight or more, swapped letters in one of four; the
        first letter stands.
        """
        if (
            len(word) < _LONG_ENOUGH - 1
            or not word.isalpha()
            or word in self.known
            or word in EVERYDAY
            or word in ELSEWHERE
            or word in GENERIC_SCHOOL_WORDS
            or word in LOOKALIKES
        ):
            return None
        allowed = 1 if len(word) < 8 else 2
        near = process.extract(word, self._targets, scorer=OSA.distance, score_cutoff=allowed, limit=5)
        # A letter left out is likelier than one too many: "deployd" is deployed, not deploy.
        close = sorted((distance, -len(name), name) for name, distance, _ in near if name[0] == word[0])
        if close:
            return close[0][2], close[0][0]
        return next(
            ((short, 1) for short in self._swapped.get("".join(sorted(word)), ()) if short[0] == word[0]),
            None,
        )

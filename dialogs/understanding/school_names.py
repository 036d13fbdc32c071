"""Which school a text names: by its name, its short name, a part that fits one school alone, or a near miss.

Words that many schools bear ("academy", "primary", "St") weigh nothing by themselves. A part that fits
several schools gives them all, best first, for the bot to ask; it never guesses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from dialogs.understanding.days import MONTHS, WEEKDAYS
from dialogs.understanding.everyday import EVERYDAY, GENERIC_SCHOOL_WORDS
from dialogs.understanding.names import LARGE, Named, is_ordinary, is_pointed_at, near_misses, variants
from dialogs.understanding.sentence import Sentence, folded
from strategy.schools import School

_CHOICES = 5
_FILLERS = frozenset({"of", "the", "and", "c", "e", "ce", "st", "for", "in", "at"})


def words_of_name(name: str) -> tuple[str, ...]:
    """The folded words of a school's name: "St. Aidan's CofE" is st, aidans, ce."""
    plain = folded(name).replace("'", "").replace("&", " and ").replace("c of e", "ce").replace("cofe", "ce")
    words = re.findall(r"[^\W_]+", plain)
    return tuple("st" if word == "saint" else word for word in words)


class SchoolNames:
    """The names of a trust's current schools, ready to be looked up."""

    def __init__(self, schools: Iterable[School]) -> None:
        self._words: dict[str, frozenset[str]] = {}
        self._core: dict[str, frozenset[str]] = {}
        self._aliases: dict[str, set[str]] = {}
        self._bearing: dict[str, set[str]] = {}
        self._joined: dict[str, str] = {}
        self._saints: set[str] = set()
        for school in schools:
            self._add(school)
        self._many = len(self._words) >= LARGE
        self._by_length: dict[int, list[str]] = {}
        for word in self._bearing:
            if len(word) >= 4 and (word not in EVERYDAY or (len(word) >= 5 and not self._many)):
                self._by_length.setdefault(len(word), []).append(word)

    def _add(self, school: School) -> None:
        name, short = words_of_name(school.name), words_of_name(school.short_name)
        core = tuple(word for word in name if word not in GENERIC_SCHOOL_WORDS) or name
        self._words[school.urn] = frozenset(name) | frozenset(short)
        self._core[school.urn] = frozenset(core)
        # "Mark's" alone is no full name of St Mark's.
        saints = tuple(word for word in name if word not in GENERIC_SCHOOL_WORDS or word == "st")
        core = saints if "st" in saints else core
        self._saints |= {after for before, after in pairwise(name) if before == "st"}
        for alias in {name, short, core, name[1:] if name[:1] == ("the",) else name}:
            if alias:
                self._aliases.setdefault(" ".join(alias), set()).add(school.urn)
                if 1 < len(alias) <= 3:
                    self._joined.setdefault("".join(alias), " ".join(alias))
        for word in {
            *(w for w in core if w not in GENERIC_SCHOOL_WORDS),
            *(w for w in short if w not in GENERIC_SCHOOL_WORDS),
        }:
            self._bearing.setdefault(word, set()).add(school.urn)

    def is_word(self, text: str) -> bool:
        """Whether a word is part of some school's own name."""
        return text in self._bearing or text in self._joined

    def find(
        self, sentence: Sentence, known: frozenset[str] = frozenset(), *, alone: bool = False
    ) -> list[Named[str]]:
        """Every school named, in the order of the text; `known` are words that mean something else.

        `alone` says that the text is just a name, so that "Beacon" needs nothing to mark it as one.
        """
        found: list[Named[str]] = []
        place = 0
        while place < len(sentence.words):
            named = None if sentence.words[place].claim else self._at(sentence, place, known, alone=alone)
            if named is None:
                place += 1
                continue
            found.append(named)
            place = named.end
        return found

    def _at(self, sentence: Sentence, start: int, known: frozenset[str], *, alone: bool) -> Named[str] | None:
        first = self._spellings(sentence, start, known)
        if first is None:
            return None
        spellings, urns, near, step = first
        words = list(spellings[:1])
        bearers = urns
        end = start + step
        core_words = [sentence.words[start].text]
        last_core = end
        while end < len(sentence.words) and not sentence.words[end].claim:
            text = sentence.words[end].text
            after = sentence.words[end + 1].text if end + 1 < len(sentence.words) else ""
            following = self._spellings(sentence, end, known)
            if following is not None and bearers & following[1]:
                bearers = bearers & following[1]
                near = near or following[2]
                words.append(following[0][0])
                core_words.append(text)
                end += following[3]
                last_core = end
            elif (kind := self._kind(text, after, bearers)) is not None:
                bearers = {urn for urn in bearers if kind in self._words[urn]}
                words.append(kind)
                end += 1
                if kind not in _FILLERS:
                    last_core = end
            elif (
                text in GENERIC_SCHOOL_WORDS
                and text not in _FILLERS
                and text not in {"a", "all", "first"}
                and (text, after) != ("high", "risk")
            ):
                # "Marlow school" for Marlow Fields Academy: the wrong kind of school is still that school.
                words.append(text)
                end += 1
                last_core = end
            elif text not in EVERYDAY and text not in known and (slip := self._slip(text, bearers)):
                bearers = {urn for urn in bearers if slip in self._words[urn]}
                words.append(slip)
                core_words.append(slip)
                near = True
                end += 1
                last_core = end
            else:
                break
        end = last_core
        begin = self._leftwards(sentence, start, bearers, words)
        return self._judged(sentence, begin, end, bearers, words, core_words, near or alone, known)

    def _kind(self, text: str, after: str, bearers: set[str]) -> str | None:
        """A generic word of these schools' names: "infants" is infant."""
        if text == "high" and after == "risk":
            return None
        for kind in (text, text.removesuffix("s"), f"{text}s"):
            if kind in GENERIC_SCHOOL_WORDS and any(kind in self._words[urn] for urn in _few(bearers)):
                return kind
        return None

    def _slip(self, text: str, bearers: set[str]) -> str | None:
        """A near miss of another word in these schools' names; an ordinary word too, beside the first."""
        close = near_misses(text, {word for urn in _few(bearers) for word in self._core[urn]})
        return close[0] if close else None

    def _leftwards(self, sentence: Sentence, start: int, bearers: set[str], words: list[str]) -> int:
        """Take "St", "The" or another generic word of the name in front along."""
        while start > 0 and not sentence.words[start - 1].claim:
            text = sentence.words[start - 1].text
            text = "st" if text == "saint" else text
            fits = (
                {urn for urn in bearers if text in self._words[urn]}
                if text in GENERIC_SCHOOL_WORDS
                else set()
            )
            if not fits or text in _FILLERS - {"st", "the"}:
                break
            if text != "the":
                bearers.intersection_update(fits)
            words.insert(0, text)
            start -= 1
        return start

    def _spellings(
        self, sentence: Sentence, place: int, known: frozenset[str]
    ) -> tuple[tuple[str, ...], set[str], bool, int] | None:
        """How the word here is spelled in names, whose names, whether that is a near miss, words taken."""
        word = sentence.words[place]
        if word.text in MONTHS or word.text in WEEKDAYS:
            following = sentence.words[place + 1].text if place + 1 < len(sentence.words) else ""
            together = self._bearing.get(word.text, set()) & self._bearing.get(following, set())
            if not together and (following not in GENERIC_SCHOOL_WORDS or following in _FILLERS):
                return None
        for spelling in variants(word):
            if spelling in self._bearing:
                return (spelling,), set(self._bearing[spelling]), False, 1
        if word.text in self._joined:
            alias = self._joined[word.text]
            return (alias,), set(self._aliases[alias]), False, 1
        if place + 1 < len(sentence.words) and not sentence.words[place + 1].claim:
            both = word.text + sentence.words[place + 1].text
            if both in self._bearing and len(both) > 5:
                return (both,), set(self._bearing[both]), False, 2
        return self._near(sentence, place, known)

    def _near(
        self, sentence: Sentence, place: int, known: frozenset[str]
    ) -> tuple[tuple[str, ...], set[str], bool, int] | None:
        word = sentence.words[place]
        if place and sentence.words[place - 1].text == "st" and len(word.text) > 1:
            begun = sorted(name for name in self._saints if name.startswith(word.text))
            if begun:
                return tuple(begun), set().union(*(self._bearing[name] for name in begun)), True, 1
        if word.text in known or word.text in EVERYDAY or word.text in GENERIC_SCHOOL_WORDS:
            return None
        if self._many and not is_pointed_at(sentence, place, place + 1):
            return None
        for spelling in variants(word):
            close = near_misses(spelling, self._around(len(spelling)))
            if close:
                return tuple(close), set().union(*(self._bearing[name] for name in close)), True, 1
        return None

    def _around(self, length: int) -> list[str]:
        return [w for near in range(length - 2, length + 3) for w in self._by_length.get(near, ())]

    def _judged(
        self,
        sentence: Sentence,
        start: int,
        end: int,
        bearers: set[str],
        words: list[str],
        core_words: list[str],
        near: bool,
        known: frozenset[str],
    ) -> Named[str] | None:
        said = " ".join(words)
        plain = [word for word in words if word not in GENERIC_SCHOOL_WORDS]
        exact = (
            self._aliases.get(said, set()) & bearers or self._aliases.get(" ".join(plain), set()) & bearers
        )
        # "The Grove" is two words where that is what the school is called.
        lone = len(core_words) == 1 and not (said in self._aliases and words[0] == "the" and exact)
        if lone and is_ordinary(core_words, known) and not near:
            of_a_kind = any(w in GENERIC_SCHOOL_WORDS - _FILLERS for w in words)
            if not (of_a_kind or is_pointed_at(sentence, start, end) or _meets(sentence, end)):
                return None
            if (
                not exact
                and not of_a_kind
                and sentence.words[start - 1].text not in {"at", "for", "to", "from", "of"}
            ):
                return None
        if exact:
            bearers = exact
        called = {urn for word in plain for urn in self._aliases.get(word, ())} if near else set()
        ranked = sorted(bearers, key=lambda urn: (urn not in called, len(self._core[urn] - set(plain)), urn))
        return Named(start, end, tuple(ranked[:_CHOICES]), bool(exact))


_BOARDS = frozenset({"board", "boards", "pb", "pbs"})


def _meets(sentence: Sentence, end: int) -> bool:
    """Whether the word in front is a school's because its Progress Board follows: "the beacon board"."""
    words = [word.text for word in sentence.words[end : end + 2]]
    return bool(_BOARDS & set(words[:1])) or words in (["progress", "board"], ["progress", "boards"])


def _few(bearers: set[str]) -> Iterable[str]:
    """Enough of many bearers to see whether a generic word belongs to their names."""
    return (urn for urn, _ in zip(bearers, range(300), strict=False))

"""Whom a text names: by full name, sign-in name, title and surname, a first name or surname, or a near miss.

A name that several share gives all of them; other words of the text may settle it, and else the bot asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dialogs.understanding.days import MONTHS, WEEKDAYS
from dialogs.understanding.everyday import EVERYDAY
from dialogs.understanding.names import LARGE, Named, is_pointed_at, near_misses, variants
from dialogs.understanding.sentence import Sentence, folded
from dialogs.understanding.words import word_set
from strategy.people import Person

_TITLES = frozenset(
    {"mr", "mrs", "ms", "miss", "mx", "dr", "sir", "dame", "prof", "professor", "rev", "revd"}
)
_LONE = word_set(
    """
    by from has is does did about chase remind nudge ask tell prod email contact with
    """
)
_NEVER_ALONE = frozenset({"will", "may", "can", "an", "so", "do", "see", "mark", "page", "chase", "head"})
_BORN_AS: dict[str, tuple[str, ...]] = {
    "dave": ("david",), "kate": ("katherine", "catherine", "kathryn"), "cath": ("catherine",),
    "kath": ("kathryn", "katherine", "kathleen"), "liz": ("elizabeth",), "beth": ("elizabeth", "bethany"),
    "pete": ("peter",), "steve": ("stephen", "steven"), "mike": ("michael",), "tom": ("thomas",),
    "ben": ("benjamin",), "jo": ("joanne", "joanna", "josephine"), "dan": ("daniel",), "sam": ("samuel",
    "samantha"),
    "andy": ("andrew",), "tony": ("anthony", "antony"), "nick": ("nicholas", "nicola"),
    "chris": ("christopher", "christine"),
    "matt": ("matthew",), "jim": ("james",), "bob": ("robert",), "rob": ("robert",), "bill": ("william",),
    "will": ("william",), "ed": ("edward",), "sue": ("susan", "suzanne"), "jen": ("jennifer",),
    "jenny": ("jennifer",), "becky": ("rebecca",), "vicky": ("victoria",), "mandy": ("amanda",),
    "debbie": ("deborah",), "maggie": ("margaret",), "greg": ("gregory",), "geoff": ("geoffrey",),
    "alex": ("alexander", "alexandra"), "pat": ("patricia", "patrick"), "tim": ("timothy",),
    "rich": ("richard",), "phil": ("philip", "phillip"), "jon": ("jonathan",), "gill": ("gillian",),
    "trish": ("patricia",), "sunny": ("sunita",), "wend": ("wendy",), "ros": ("rosalind",),
    "jude": ("judith",),
}  # fmt: skip


def words_of_name(name: str) -> tuple[str, ...]:
    """The folded words of a person's name: "Zoë O'Neill-Smith" is zoe, oneill, smith."""
    words = re.findall(r"[^\W\d_]+", folded(name).replace("'", ""))
    return tuple(word for word in words if word not in _TITLES) or tuple(words)


class PersonNames:
    """The names of a trust's current people, ready to be looked up."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._names: dict[int, tuple[str, ...]] = {}
        self._bearing: dict[str, set[int]] = {}
        self._by_email: dict[str, int] = {}
        for person in people:
            name = words_of_name(person.name)
            self._names[person.id] = name
            self._by_email[person.email.casefold()] = person.id
            for word in name:
                self._bearing.setdefault(word, set()).add(person.id)
        self._vocabulary = [word for word in self._bearing if len(word) >= 4 and word not in EVERYDAY]
        self._many = len(self._names) >= LARGE

    def is_word(self, text: str) -> bool:
        """Whether a word is part of somebody's name."""
        return text in self._bearing

    def find(
        self,
        sentence: Sentence,
        known: frozenset[str] = frozenset(),
        *,
        full_only: bool = False,
        alone: bool = False,
    ) -> list[Named[int]]:
        """Everybody named, in the order of the text; `full_only` for names of two words and more.

        `alone` says that the text is just a name, so that "Will" needs nothing to mark it as one.
        """
        found: list[Named[int]] = []
        place = 0
        while place < len(sentence.words):
            named = None if sentence.words[place].claim else self._at(sentence, place, known, alone=alone)
            if named is None or (full_only and not named.full):
                place += 1
                continue
            found.append(named)
            place = named.end
        return found

    def _at(self, sentence: Sentence, start: int, known: frozenset[str], *, alone: bool) -> Named[int] | None:
        word = sentence.words[start]
        by_email = self._by_email.get(word.text)
        if by_email is not None:
            return Named(start, start + 1, (by_email,), full=True)
        titled = word.text in _TITLES
        place = start + 1 if titled else start
        if place >= len(sentence.words) or sentence.words[place].claim:
            return None
        bearers, near = self._bearers(sentence, place, known)
        if not bearers:
            return None
        end = place + 1
        while end < len(sentence.words) and not sentence.words[end].claim:
            following, slip = self._bearers(sentence, end, known)
            if not bearers & following:
                break
            bearers, near, end = bearers & following, near or slip, end + 1
        count = end - place
        if count == 1:
            bearers = self._alone(sentence, place, bearers, titled=titled, near=near or alone, known=known)
            if not bearers:
                return None
        return Named(start, end, tuple(sorted(bearers)), full=count > 1 or titled)

    def _alone(
        self,
        sentence: Sentence,
        place: int,
        bearers: set[int],
        *,
        titled: bool,
        near: bool,
        known: frozenset[str],
    ) -> set[int]:
        """Those whom one word names: by first name or surname, and not by an ordinary word."""
        word = sentence.words[place]
        spelled = {*variants(word), *_BORN_AS.get(word.text, ())}
        if not near:
            bearers = {
                who
                for who in bearers
                if self._names[who][-1] in spelled or (not titled and self._names[who][0] in spelled)
            }
        ordinary = any(word.text in words for words in (EVERYDAY, MONTHS, WEEKDAYS, known))
        if titled or near or not ordinary:
            return bearers
        before = sentence.words[place - 1].text if place else ""
        if word.text in MONTHS or word.text in WEEKDAYS:
            marked = word.possessive or before in _LONE - {"by", "from", "about"}
        elif word.capital and sentence.capitals_tell and place > 0:
            marked = True
        else:
            marked = word.possessive or (before in _LONE and word.text not in _NEVER_ALONE)
            marked = marked or (word.capital and before in _LONE)
            marked = marked or (before in {"has", "did", "does"} and word.text in {"mark", "page"})
        return bearers if marked else set()

    def _bearers(self, sentence: Sentence, place: int, known: frozenset[str]) -> tuple[set[int], bool]:
        word = sentence.words[place]
        for spelling in variants(word):
            if spelling in self._bearing:
                return self._bearing[spelling], False
        for born in _BORN_AS.get(word.text, ()):
            if born in self._bearing:
                return self._bearing[born], False
        if word.text in known or word.text in EVERYDAY:
            return set(), False
        if self._many and not is_pointed_at(sentence, place, place + 1):
            return set(), False
        close = near_misses(word.text, self._vocabulary)
        return set().union(*(self._bearing[name] for name in close)) if close else set(), bool(close)

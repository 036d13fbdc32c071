"""A text cut into words, each knowing where it stands in the original and what has claimed it.

Comparing is done on folded words: lower case, without accents, apostrophes straight, short forms written
out ("what's" is "what is", "w/c" is "wc"). Everything that was typed can still be quoted as it was.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_QUOTES = str.maketrans(
    {"‘": "'", "’": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"'}
    | dict.fromkeys("‐‑‒–—−", "-")
    | {" ": " "}
)

_WORD = re.compile(
    r"[a-z0-9._%+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+"  # a sign-in name
    r"|2(?:day|moro|mrw)(?![^\W_])"  # today and tomorrow, as phones have them
    r"|\d{4}-\d{1,2}-\d{1,2}"
    r"|\d{1,4}(?:[./-]\d{1,4}){1,2}(?![\w])"
    r"|\d+(?::\d\d)?(?:st|nd|rd|th|am|pm)?(?![a-z])"
    r"|w/[cbe]\b|t\s?&\s?l\b"
    r"|[^\W\d_]+(?:'[^\W\d_]+)*\d*"
    r"|(?<=[\dhdt])\s?-\s?(?=\d)"  # from one day to another
    r"|[&?]"
)

_SHORT_FORMS: dict[str, str] = {
    "w/c": "wc", "w/b": "wc", "wb": "wc", "w/e": "we_ending", "t&l": "t and l", "t & l": "t and l",
    "&": "and",
    "can't": "can not", "cannot": "can not", "cant": "can not", "won't": "will not", "wont": "will not",
    "let's": "let us", "lets": "let us", "i've": "i have", "ive": "i have", "i'm": "i am", "im": "i am",
    "i'd": "i would", "i'll": "i will", "we've": "we have", "weve": "we have", "we're": "we are",
    "we'd": "we would", "we'll": "we will", "you've": "you have", "you're": "you are", "they've": "they have",
    "they're": "they are", "y'all": "you", "who've": "who have", "there's": "there is", "theres": "there is",
    "here's": "here is", "heres": "here is", "it's": "it is", "thats": "that is", "that's": "that is",
    "whats": "what is", "what's": "what is", "wheres": "where is", "where's": "where is",
    "whens": "when is", "when's": "when is", "whos": "who is", "who's": "who is", "hows": "how is",
    "how's": "how is", "he's": "he is", "she's": "she is", "everyone's": "everyone is",
    "anyone's": "anyone is", "who'd": "who would", "what're": "what are", "whose": "whose",
    "pls": "please", "plz": "please", "plse": "please", "thx": "thanks", "tx": "thanks", "thnx": "thanks",
    "u": "you", "ur": "your", "r": "are", "n": "and", "mtg": "meeting", "mtgs": "meetings", "rpt": "report",
    "rpts": "reports", "wk": "week", "wks": "weeks", "mth": "month", "yr": "year", "hols": "holidays",
    "b4": "before", "abt": "about", "acad": "academic", "2day": "today", "2moro": "tomorrow",
    "2mrw": "tomorrow", "teh": "the", "hte": "the", "hw": "how", "bok": "book", "bk": "book", "mnth": "month",
    "waht": "what",
    "wat": "what", "wich": "which", "whcih": "which", "wehn": "when", "hwo": "who", "cna": "can",
    "fro": "for",
    "adn": "and", "taht": "that", "nxt": "next", "lst": "last", "thsi": "this", "rprt": "report",
    "vst": "visit",
    "yr\'s": "years", "wks'": "weeks", "tommorow": "tomorrow", "tommorrow": "tomorrow",
    "tmrw": "tomorrow", "tmw": "tomorrow", "tomoz": "tomorrow", "yday": "yesterday",
    "yest": "yesterday", "wanna": "want to", "gonna": "going to", "gotta": "have to", "gimme": "give me",
    "lemme": "let me", "dunno": "do not know", "outta": "out of", "docs": "documents", "doc": "document",
    "pdf": "document", "recs": "recommendations", "rec": "recommendation", "saint": "st", "govs": "governors",
    "mins": "minutes", "appt": "appointment", "cttee": "committee", "tho": "though", "aswell": "as well",
    "keystone": "you", "asap": "please", "wot": "what", "sumary": "summary", "reshedule": "reschedule",
}  # fmt: skip

_NOT = re.compile(r"(are|could|did|does|do|had|has|have|is|should|was|were|would|need|must)n'?t")
_LONG_ENOUGH = 3


def _with_an_s(found: str) -> str:
    """A short form of one word with an s behind, written out: "tmrw's" is "tomorrow's", "rprts" "reports"."""
    ending = "'s" if found.endswith("'s") else "s"
    stem = found.removesuffix(ending)
    meant = _SHORT_FORMS.get(stem, "") if stem != found and len(stem) >= _LONG_ENOUGH else ""
    return meant + ending if meant.isalpha() and not meant.endswith("s") else found


def folded(text: str) -> str:
    """The text for comparing: one character for each of the original, straight quotes, no accents, lower."""
    return "".join(_folded_letter(letter) for letter in text)


def _folded_letter(letter: str) -> str:
    if letter < "\x80":
        return letter.lower()
    letter = letter.translate(_QUOTES)
    plain = unicodedata.normalize("NFKD", letter)[:1].lower()
    return plain if len(plain) == 1 else letter


@dataclass(slots=True)
class Word:
    """One folded word. `start` and `end` are its place in the original; `typed` is how it was typed there.

    `claim` says what the word has been read as ("school", "date" ...), empty while it is free.
    """

    text: str
    start: int
    end: int
    typed: str
    possessive: bool = False
    claim: str = ""

    @property
    def capital(self) -> bool:
        """Whether it was typed with a capital."""
        return self.typed[:1].isupper()


class Sentence:
    """The words of one text."""

    def __init__(self, text: str) -> None:
        self.original = text
        self.words: list[Word] = []
        for match in _WORD.finditer(folded(text)):
            self._add(match.group(), match.start(), match.end(), text[match.start() : match.end()])
        capitals = [word for word in self.words if word.typed[:1].isalpha()]
        # In SHOUTING and In Title Case a capital says nothing.
        self.capitals_tell = sum(w.capital for w in capitals) <= max(2, len(capitals) // 2)

    def _add(self, found: str, start: int, end: int, typed: str) -> None:
        found = found.strip()
        expanded = _SHORT_FORMS.get(found)
        if expanded is None:
            negated = _NOT.fullmatch(found)
            expanded = f"{negated.group(1)} not" if negated else None
        if expanded is not None:
            self.words.extend(Word(part, start, end, typed) for part in expanded.split())
            return
        found = _with_an_s(found)
        possessive = found.endswith("'s") or found.endswith("s'")
        stem = found[:-2] if found.endswith("'s") else found
        self.words.append(Word(stem.replace("'", ""), start, end, typed, possessive))

    def texts(self) -> list[str]:
        """The folded words, in order."""
        return [word.text for word in self.words]

    def claim(self, start: int, end: int, what: str) -> None:
        """Read words `start` up to but not including `end` as `what`."""
        for word in self.words[start:end]:
            word.claim = what

    def claim_free(self, start: int, end: int, what: str) -> None:
        """Read those of words `start` up to but not including `end` as `what` that nothing has claimed."""
        for word in self.words[start:end]:
            word.claim = word.claim or what

    def is_free(self, start: int, end: int) -> bool:
        """Whether nothing has claimed any of these words."""
        return all(not word.claim for word in self.words[start:end])

    def quoted(self, indices: Iterable[int]) -> str:
        """The original text from the first to the last of these words, as it was typed."""
        chosen = sorted(indices)
        if not chosen:
            return ""
        return self.original[self.words[chosen[0]].start : self.words[chosen[-1]].end]

"""Lengths of time in days, counted in halves: "half a day", "3 days", "two and a half days"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "a": 1, "an": 1, "couple": 2,
}  # fmt: skip
_N = (
    r"(?P<n>\d+(?:\.\d)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty"
    r"|(?:a )?couple(?: of)?)"
)
_KIND = (
    r"(?:(?:sip|sle|sia|adviser|advisor|support|extra|more|additional|further|consecutive|full|whole|director|partner|improvement"
    r"|school|deputy|head|x|specialist|subject|maths|english|science|leader|visit|on site|remote"
    r"|teams|institute|external"
    r"|of|working) ){0,4}"
)
_HALF = re.compile(
    rf"(?<!\S)(?:half (?:an? )?{_KIND}days?|1/2 day|0\.5 (?:of a )?days?|0\.5|morning only|afternoon"
    r" only)(?!\S)"
)
_AND_A_HALF = re.compile(
    rf"(?<!\S)(?:{_N} and (?:a )?half days?|(?P<d>a|one) day and a half|(?P<e>a|one) and a half days?)(?!\S)"
)
_WHOLE = re.compile(rf"(?<!\S){_N} {_KIND}days?(?! (?:late|overdue|ago|time|notice|before|after))(?!\S)")
_A_DAY = re.compile(
    r"(?<!\S)(?:(?:a|the) (?:full|whole|single) day|full day|whole day|all day|for (?:a|the) day"
    r"|day long|day visit|a day)(?!\S)"
)


def days_said(words: Sequence[str], dated: Sequence[bool]) -> Decimal | None:
    """The number of days that the words give, None where they give none; `dated` words belong to a date."""
    text = " ".join("\x00" if is_date else word for word, is_date in zip(words, dated, strict=True))
    match = _AND_A_HALF.search(text)
    if match:
        return _number(match["n"] or match["d"] or match["e"]) + Decimal("0.5")
    if _HALF.search(text):
        return Decimal("0.5")
    match = _WHOLE.search(text)
    if match:
        number = _number(match["n"])
        return number if number > 0 and number * 2 == int(number * 2) else None
    return Decimal(1) if _A_DAY.search(text) else None


def _number(word: str) -> Decimal:
    word = word.removeprefix("a ").removesuffix(" of") if len(word) > 2 else word
    if word in _WORDS:
        return Decimal(_WORDS[word])
    try:
        return Decimal(word)
    except InvalidOperation:
        return Decimal(1)

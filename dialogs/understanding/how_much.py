"""How much support: "Tuesdays", "2 days a week", "6 days in all", "every Monday and Thursday, half a day"."""

from __future__ import annotations

import re
from decimal import Decimal

from strategy.support import Amount

_DAYS = ("mon", "tue", "wed", "thu", "fri")
_NAME = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri)(?:days?)?"
_WEEKDAY = re.compile(rf"\b({_NAME})s?\b", re.IGNORECASE)
_PLURAL = r"(?:mon|tues|wednes|thurs|fri)days"
_EVERY = r"(?:every|each)"
_LIST = rf"(?:(?:,| and|,? &) ?(?:on )?(?:{_PLURAL}|{_EVERY} {_NAME}|{_NAME}))*"
_RECURRING = re.compile(
    rf",? ?\b(?:on )?(?:{_PLURAL}|{_EVERY} {_NAME}){_LIST}(?: (?:mornings?|afternoons?))?\b", re.IGNORECASE
)
_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "a": 1, "an": 1, "another": 1,
}  # fmt: skip
_NUMBER = re.compile(
    rf"\b(?P<n>\d+(?:\.\d+)?|{'|'.join(sorted(_WORDS, key=len, reverse=True))})(?![a-z])"
    r"(?P<half>½)?(?P<and> and a half)? ?(?:[^\W\d]+ ){0,3}?days?\b",
    re.IGNORECASE,
)
_HALF = re.compile(
    r"\b(?:half(?: an?)?(?: \w+)?? days?|mornings?|afternoons?)\b|(?<!\d)½ ?days?\b", re.IGNORECASE
)
_A_WEEK = re.compile(r"\b(?:a|per|each|every|/) ?(?:week|wk)\b|/ ?(?:week|wk)\b|\bweekly\b", re.IGNORECASE)
_FULL_TIME = re.compile(r"\bfull[- ]time\b|\b(?:every|all) (?:working )?days?\b|\ball week\b", re.IGNORECASE)
_IN_ALL = re.compile(r"\b(?:in all|in total|altogether|total|overall)\b", re.IGNORECASE)


def amount_in(text: str) -> Amount | None:
    """How much an answer says; None where it does not say. A bare number of days is days in all."""
    weekdays = _weekdays(text)
    if _FULL_TIME.search(text):
        return Amount(Decimal(5), None, ())
    number = _number(text)
    if number is not None and _A_WEEK.search(text):
        return Amount(number, None, weekdays)
    if weekdays and (number is None or (number < 1 and not _IN_ALL.search(text))):
        return Amount((number or Decimal(1)) * len(weekdays), None, weekdays)
    return None if number is None else Amount(None, number, weekdays)


def amount_said(text: str) -> str:
    """The words of a sentence that say how much, as they would be typed into a form; "" for none."""
    found = _RECURRING.search(text)
    parts = [found[0].strip(" ,")] if found else []
    number = _number(text)
    if _FULL_TIME.search(text) and not found:
        return "5 days a week"
    if number is not None:
        unit = " a week" if _A_WEEK.search(text) else ""
        if not found or unit or number >= 1:
            said = f"{number.normalize():f} day{'' if number == 1 else 's'}{unit or ' in all'}"
            return ", ".join([said, *parts])
        return ", ".join(["half a day", *parts])
    return ", ".join(parts)


def without_recurring(text: str) -> str:
    """A sentence without the weekdays on which something recurs, so that its other days can be read."""
    return _RECURRING.sub(" ", text)


def number_of_days(text: str) -> Decimal | None:
    """A bare number, or a number of days; None where there is none."""
    plain = text.strip().casefold()
    bare = re.fullmatch(r"(\d+(?:\.\d+)?)?(½)?", plain)
    if plain and bare:
        return Decimal(bare[1] or 0) + (Decimal("0.5") if bare[2] else 0)
    return Decimal(_WORDS[plain]) if plain in _WORDS else _number(text)


def _number(text: str) -> Decimal | None:
    halves = _HALF.search(text)
    for match in _NUMBER.finditer(text):
        word = match["n"].casefold()
        if halves and match.start() >= halves.start() and word in ("a", "an"):
            continue
        number = Decimal(_WORDS[word]) if word in _WORDS else Decimal(word)
        return number + (Decimal("0.5") if match["half"] or match["and"] else 0)
    return Decimal("0.5") if halves else None


def _weekdays(text: str) -> tuple[int, ...]:
    named = {_DAYS.index(match[1][:3].casefold()) for match in _WEEKDAY.finditer(text)}
    return tuple(sorted(named))

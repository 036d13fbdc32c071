"""Working days in conversation: whether a day is one, what lies n of them away, how many there are."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dialogs import wording
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation
from strategy.school_year import Calendar

_COUNTED = re.compile(
    r"(?P<n>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten) working days?(?: on| later)? "
    r"(?P<way>after|before|from|following|prior to)(?P<day>.*)",
    re.IGNORECASE,
)
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
_STILL = re.compile(r"\b(?:left|remain|remaining|to go|more|still)\b")
_HOW_MANY = re.compile(r"\b(?:how many|number of)\b.*\b(?:days|weeks)\b")
_ABOUT_BEING_OFF = re.compile(r"\b(?:half[\s-]?term|holidays?|closed|off)\b")
_LONGEST_LOOK = 400
"""Days to look ahead for bank holidays; there are eight a year."""


def answer(turn: Turn, asked: Interpretation) -> str:
    """Answer a question about working days or bank holidays; "" where the text asks none."""
    text, calendar, today = turn.incoming.text.casefold(), turn.trust.calendar, turn.today
    counted = _COUNTED.search(text)
    if counted:
        named = turn.reader.day_meant(counted["day"], today, calendar, looking="forward")
        day = named or asked.date
        if day is not None:
            return _away(counted, day, calendar)
    if _HOW_MANY.search(text) and asked.ends:
        starts = None if _STILL.search(text) else asked.starts
        return _how_many(starts, asked.ends, today, calendar)
    if asked.date:
        return _the_day(asked.date, text, calendar)
    if "bank holiday" in text:
        return _bank_holidays(asked.starts or today, asked.ends, calendar)
    return ""


def _away(counted: re.Match[str], day: date, calendar: Calendar) -> str:
    number = _NUMBERS.get(counted["n"]) or int(counted["n"])
    back = counted["way"] in ("before", "prior to")
    count = calendar.working_days_before if back else calendar.working_days_after
    days = wording.several(number, "working day")
    return f"{days} {'before' if back else 'after'} {wording.day(day)} is {wording.day(count(day, number))}."


def _how_many(starts: date | None, ends: date, today: date, calendar: Calendar) -> str:
    if starts is None:
        days = wording.several(calendar.working_days_between(today, ends), "working day")
        are = "is" if days.startswith("1 ") else "are"
        return f"There {are} {days} left up to and including {wording.day(ends)}, not counting today."
    days = wording.several(calendar.working_days_between(starts - timedelta(days=1), ends), "working day")
    return f"{wording.capitalised(days)} {wording.span(starts, ends, today)}."


def _the_day(day: date, text: str, calendar: Calendar) -> str:
    closed = calendar.why_closed(day)
    half = calendar.half_term_of(day)
    term = f" It falls in {half.name.replace('-', ' ')}." if half else " It is outside term."
    # "Is Monday a holiday?" must not be told "yes" for a working day.
    plain = bool(_ABOUT_BEING_OFF.search(text))
    if closed is None:
        said = f"{wording.day(day)} is a working day.{term}"
        return said if plain else f"Yes, {said}"
    following = wording.day(calendar.working_days_after(day, 1))
    said = f"{wording.day(day)} is not a working day ({closed}). The next one is {following}.{term}"
    return said if plain else f"No, {said}"


def _bank_holidays(starts: date, ends: date | None, calendar: Calendar) -> str:
    """Those of a span, or the next three."""
    last = ends or starts + timedelta(days=_LONGEST_LOOK)
    days = (starts + timedelta(days=n) for n in range((last - starts).days + 1))
    found = [f"{name} on {wording.day(day)}" for day in days if (name := calendar.bank_holiday(day))]
    if ends is None:
        return f"The next bank holidays are {wording.listed(found[:3])}."
    if not found:
        return f"There is no bank holiday from {wording.day(starts)} to {wording.day(ends)}."
    if len(found) == 1:
        return f"There is one bank holiday: {found[0]}."
    return f"The bank holidays are {wording.listed(found)}."

"""Which meetings of a plan a few words mean, and which day: "the January EIT", "the 20th"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from dialogs.meeting_words import month_name
from dialogs.turn import Turn
from strategy.meetings import year_order
from strategy.policy_reporting import Body
from strategy.ports import PlannedMeeting, PlanOfMeetings

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
MONTH_NUMBERS = {month_name(n).casefold(): n for n in range(1, 13)}
MONTH_NUMBERS |= {name[:3]: n for name, n in MONTH_NUMBERS.items()} | {"sept": 9}
_MONTH = re.compile(
    rf"\b(?P<month>{'|'.join(sorted(MONTH_NUMBERS, key=len, reverse=True))})\b(?:'s)?", re.IGNORECASE
)
_ORDINAL = re.compile(r"^(?:the )?(?P<n>\d{1,2})(?:st|nd|rd|th)?$", re.IGNORECASE)
_WEEKDAY = re.compile(rf"^(?:the |an? )?(?P<weekday>{'|'.join(DAYS)})(?: (?:of )?that week)?$", re.IGNORECASE)
BODY_NAMES = {
    Body.EIT: r"EITs?|education improvement team",
    Body.STANDARDS_COMMITTEE: r"standards committees?|committees?",
    Body.SCHOOL_IMPROVEMENT_TEAM: r"school improvement team|SITs?|team meetings?|improvement team",
    Body.SIP_TRAINING: r"SIPs?'? trainings?|trainings?",
    Body.PROGRESS_BOARD: r"progress boards?|boards?|PBs?",
}
BODY_IN_WORDS = re.compile(rf"\b(?:meetings?|{'|'.join(BODY_NAMES.values())})\b", re.IGNORECASE)
"""A word by which meetings, and not visits, are meant."""
_FILLING = re.compile(r"\b(?:the|of|for|in|after|round|meeting|one|our|at|'s)\b|'s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Meant:
    """Which meetings of a plan a few words mean; `is_named` is whether they name a body."""

    body: Body
    school: str
    month: int | None
    is_named: bool = False


def meant_by(turn: Turn, words: str) -> Meant | None:
    """A body, a school, a month that some words name; None where they name no meeting."""
    month = _MONTH.search(words)
    rest = _MONTH.sub(" ", words) if month else words
    body = next(
        (b for b, named in BODY_NAMES.items() if re.search(rf"\b(?:{named})\b", rest, re.IGNORECASE)), None
    )
    number = MONTH_NUMBERS[month["month"].casefold()] if month else None
    if body is not None and body is not Body.PROGRESS_BOARD:
        return Meant(body, "", number, is_named=True)
    if body is not None:
        rest = re.sub(rf"\b(?:{BODY_NAMES[body]})\b", " ", rest, flags=re.IGNORECASE)
    school = _school(turn, rest)
    if school is None or "visit" in words.casefold():
        return None
    return Meant(Body.PROGRESS_BOARD, school, number, is_named=body is not None)


def month_in(words: str) -> int | None:
    """The month that words name, and nothing beside it; None for others."""
    found = _MONTH.fullmatch(words.strip())
    return MONTH_NUMBERS[found["month"].casefold()] if found else None


def _school(turn: Turn, words: str) -> str | None:
    """The school (URN) that is named between other words; some of those may be part of a school's name."""
    bare = re.sub(r"'s?(?=\s*$)", "", " ".join(words.split()))
    for name in (" ".join(words.split()), bare, " ".join(_FILLING.sub(" ", words).split())):
        named = turn.reader.school_named(name, turn.trust) if name else ()
        if len(named) == 1:
            return named[0]
    return None


def lines_meant(made: PlanOfMeetings, meant: Meant) -> list[PlannedMeeting]:
    """The meetings of a plan that are meant, in the order of the year."""
    found = [
        each
        for each in made.meetings
        if each.body is meant.body
        and each.school == meant.school
        and not each.left_out
        and meant.month in (None, each.month)
    ]
    if not found and meant.month is not None:
        # "The February EIT" of a round that began in January.
        any_month = lines_meant(made, Meant(meant.body, meant.school, None))
        found = [each for each in any_month if each.day is not None and each.day.month == meant.month]
    return sorted(found, key=lambda each: year_order(each.month))


def day_near(turn: Turn, year: str, each: PlannedMeeting, month: int | None, day: str) -> date | None:
    """The day meant for a meeting: a number is of the month that was said, a weekday of its week."""
    if found := _ORDINAL.match(day):
        first = first_of(year, month or (each.day.month if each.day else each.month))
        number = int(found["n"])
        last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        return first.replace(day=number) if 1 <= number <= last.day else None
    found = _WEEKDAY.match(day)
    if found and each.day is not None:
        return each.day + timedelta(days=DAYS.index(found["weekday"].casefold()) - each.day.weekday())
    return day_in_year(turn, year, day)


def first_of(year: str, month: int) -> date:
    """The first day of a month of an academic year."""
    begins = int(year[:4])
    return date(begins if month >= 9 else begins + 1, month, 1)


def day_in_year(turn: Turn, year: str, day: str) -> date | None:
    """A day in the year that is planned; one that is said without a year is of that year."""
    found = turn.reader.day_meant(day, turn.today, turn.trust.calendar, looking="forward")
    if found is None:
        return None
    for later in range(3):
        try:
            of_year = found.replace(year=found.year + later)
        except ValueError:
            continue
        if turn.trust.calendar.academic_year_of(of_year) == year:
            return of_year
    return found

"""Single days as people in schools say them: "the 9th", "12/11", "Friday week", "a week on Tuesday".

A day is read in two steps. Finding needs the words alone; what was found is then resolved against today and
the way the sentence looks, because "on Thursday" is a coming one for a booking and a past one for a report.
All days are calendar days of Europe/London; the order of numbers is day, month, year.
"""

from __future__ import annotations

import calendar as months
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from dialogs.understanding.feasts import AROUND_EASTER, FIXED, named_day
from dialogs.understanding.intents import Look
from dialogs.understanding.nearest_days import (
    coming,
    day_of,
    full_year,
    in_month,
    in_year,
    monday_of,
    past,
)

WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("monday mon", "tuesday tues tue", "wednesday weds wed", "thursday thurs thur thu", "friday fri",
         "saturday sat", "sunday sun")
    )
    for name in names.split()
}  # fmt: skip
MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "couple of": 2, "a couple of": 2, "three": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
}  # fmt: skip

WD = rf"(?:{'|'.join(sorted(WEEKDAYS, key=len, reverse=True))})s?"
MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})"
YEAR = r"20\d\d"
N = rf"(?:\d{{1,2}}|{'|'.join(sorted(COUNTS, key=len, reverse=True))})"
# "He sat in", "sun": these two are weekdays only after "on" or beside a number.
_CLEAR_WD = rf"(?:{'|'.join(sorted(WEEKDAYS.keys() - {'sat', 'sun'}, key=len, reverse=True))})s?"
_ORD = r"\d{1,2}(?:st|nd|rd|th)"
_PART_OF_DAY = r"(?: morning| afternoon| evening| night| am| pm)?"

Resolver = Callable[[date, Look], date | None]


@dataclass(frozen=True, slots=True)
class Form:
    """One way of saying a day: the words, and what makes a resolver of a match."""

    pattern: re.Pattern[str]
    meaning: Callable[[re.Match[str]], Resolver | None]


def number(word: str) -> int:
    """A small number in figures or words."""
    return COUNTS[word] if word in COUNTS else int(word)


def weekday_number(word: str) -> int:
    """Monday is 0; "thursdays" (from "Thursdays visit") counts as Thursday."""
    return WEEKDAYS[word] if word in WEEKDAYS else WEEKDAYS[word.removesuffix("s")]


def _no_such_day(_today: date, _look: Look) -> date | None:
    """Of "31 February": the words are taken, lest "the 31st" be read as of another month."""
    return None


def _fixed(day: date | None) -> Resolver | None:
    return None if day is None else lambda _today, _look: day


def _iso(m: re.Match[str]) -> Resolver | None:
    return _fixed(day_of(int(m[1]), int(m[2]), int(m[3])))


def _numbers_with_year(m: re.Match[str]) -> Resolver | None:
    return _fixed(day_of(full_year(m[3]), int(m[2]), int(m[1])))


def _numbers(m: re.Match[str]) -> Resolver | None:
    day, month = int(m[1]), int(m[2])
    if not (1 <= month <= 12 and 1 <= day <= months.monthrange(2024, month)[1]):
        return None
    return lambda today, look: in_year(month, day, today, look)


def _day_and_month(m: re.Match[str]) -> Resolver | None:
    day, month = int(re.sub(r"\D", "", m["d"])), MONTHS[m["m"]]
    if m["y"]:
        return _fixed(day_of(int(m["y"]), month, day)) or _no_such_day
    if not 1 <= day <= months.monthrange(2024, month)[1]:
        return _no_such_day
    return _on_weekday(m["on"], lambda today, look: in_year(month, day, today, look))


def _day_of_month(m: re.Match[str]) -> Resolver | None:
    day = int(re.sub(r"\D", "", m["d"]))
    if not 1 <= day <= 31:
        return None
    return _on_weekday(m.groupdict().get("on"), lambda today, look: in_month(day, today, look))


def _on_weekday(said: str | None, nearest: Callable[[date, Look], date | None]) -> Resolver:
    """The 19th that is a Thursday, if one of the two nearest is; else the direction rules."""
    if said is None:
        return nearest
    weekday = weekday_number(said)

    def resolve(today: date, look: Look) -> date | None:
        first = nearest(today, look)
        other = nearest(today, Look.FORWARD if look is Look.BACK else Look.BACK)
        return next((day for day in (first, other) if day and day.weekday() == weekday), first)

    return resolve


def _day_of_named_month(m: re.Match[str]) -> Resolver | None:
    day, which = int(re.sub(r"\D", "", m["d"])), m["w"]

    def resolve(today: date, _look: Look) -> date | None:
        month = today.month + {"next": 1, "last": -1, "this": 0}[which]
        return day_of(today.year + (month - 1) // 12, (month - 1) % 12 + 1, day)

    return resolve


def _weekday(m: re.Match[str]) -> Resolver | None:
    weekday = weekday_number(m["wd"])
    return lambda today, look: past(today, weekday) if look is Look.BACK else coming(today, weekday)


def _weekday_named(m: re.Match[str]) -> Resolver | None:
    weekday, which = weekday_number(m["wd"]), m["w"].replace("this ", "")

    def resolve(today: date, look: Look) -> date | None:
        this_week = monday_of(today) + timedelta(days=weekday)
        match which:
            case "last" | "past" | "previous":
                return past(today, weekday)
            case "next":
                # In Britain "next Thursday", said on a Monday, is not the one of this week.
                return this_week + timedelta(days=7)
            case "this" if look is Look.BACK:
                return past(today, weekday) if this_week > today else this_week
            case "this" if this_week == today:
                return today
            case _:
                return coming(today, weekday)

    return resolve


def _weekday_of_week(m: re.Match[str]) -> Resolver | None:
    weekday, which = weekday_number(m["wd"]), m["w"]
    weeks = {"next": 1, "following": 1, "last": -1, "previous": -1}.get(which, 0)
    return lambda today, _look: monday_of(today) + timedelta(days=7 * weeks + weekday)


def _weeks_on(m: re.Match[str]) -> Resolver | None:
    weeks = 2 if "fortnight" in m.group() else number(m["n"]) if m.groupdict().get("n") else 1
    start = m["s"]

    def resolve(today: date, _look: Look) -> date | None:
        if start in WEEKDAYS or start.removesuffix("s") in WEEKDAYS:
            begin = coming(today, weekday_number(start))
        else:
            begin = today + timedelta(days={"tomorrow": 1, "yesterday": -1}.get(start, 0))
        return begin + timedelta(days=7 * weeks)

    return resolve


def _after_next(m: re.Match[str]) -> Resolver | None:
    weekday = weekday_number(m["wd"])
    return lambda today, _look: coming(today, weekday) + timedelta(days=7)


def _before_last(m: re.Match[str]) -> Resolver | None:
    weekday = weekday_number(m["wd"])
    return lambda today, _look: past(today, weekday) - timedelta(days=7)


def _from_today(days: int) -> Callable[[re.Match[str]], Resolver | None]:
    return lambda _m: lambda today, _look: today + timedelta(days=days)


def _some_time_off(m: re.Match[str]) -> Resolver | None:
    many = 1 if m["n"] is None else number(m["n"])
    days = many * {"d": 1, "w": 7, "f": 14}[m["unit"][0]]
    way = -1 if m.group().endswith("ago") else 1
    return lambda today, _look: today + timedelta(days=way * days)


def _form(pattern: str, meaning: Callable[[re.Match[str]], Resolver | None]) -> Form:
    return Form(re.compile(rf"(?<!\S)(?:{pattern})(?!\S)"), meaning)


def _feast(m: re.Match[str]) -> Resolver | None:
    name = m[1]

    def resolve(today: date, look: Look) -> date | None:
        feasts = [named_day(name, today.year + years) for years in (-1, 0, 1)]
        if look is Look.BACK:
            return next((day for day in reversed(feasts) if day <= today), None)
        return next((day for day in feasts if day >= today), None)

    return resolve


FORMS: tuple[Form, ...] = (
    _form(rf"(?:the )?({'|'.join([*FIXED, *AROUND_EASTER])})", _feast),
    _form(rf"(?:{WD} )?(\d{{4}})-(\d{{1,2}})-(\d{{1,2}})", _iso),
    _form(rf"(?:{WD} )?(?:the )?(\d{{1,2}})[/.-](\d{{1,2}})[/.-](20\d\d|\d\d)", _numbers_with_year),
    _form(rf"(?:(?P<on>{WD}) )?(?:the )?(?P<d>{_ORD}|\d{{1,2}}) (?:of )?(?P<m>{MONTH})(?: (?P<y>{YEAR}))?",
          _day_and_month),
    _form(rf"(?:(?P<on>{WD}) )?(?P<m>{MONTH}) (?:the )?(?P<d>{_ORD}|\d{{1,2}})"
          rf"(?: (?P<y>{YEAR}))?", _day_and_month),
    _form(rf"(?:{WD} )?(?:the )?(\d{{1,2}})/(\d{{1,2}})(?! days?\b)", _numbers),
    _form(r"(\d\d)[.-](\d\d)(?! days?\b)", _numbers),
    _form(rf"(?:the )?(?P<d>{_ORD})(?: of)? (?P<w>next|last|this) month", _day_of_named_month),
    _form(rf"(?P<on>{WD}) (?:the )?(?P<d>{_ORD}|\d{{1,2}}(?! days?\b| weeks?\b))", _day_of_month),
    _form(rf"(?:the )?(?P<d>{_ORD})(?! form\b| year\b| grade\b| term\b| century\b| report\b| time\b)",
          _day_of_month),
    _form(rf"(?P<w>next|last|this|following|previous) weeks? (?:on )?(?P<wd>{WD})", _weekday_of_week),
    _form(rf"(?:a )?(?:(?P<n>{N}) )?(?:weeks?|fortnight) (?:on|from|after) (?P<s>{WD}|today|tomorrow|now)",
          _weeks_on),
    _form(r"(?:a )?(?:week|fortnight) (?P<s>today|tomorrow|yesterday)", _weeks_on),
    _form(rf"(?P<s>{WD}|today|tomorrow) (?:week|fortnight)", _weeks_on),
    _form(rf"(?:the )?(?P<wd>{WD}) after next", _after_next),
    _form(rf"(?:the )?(?P<wd>{WD}) before last", _before_last),
    _form(rf"(?P<wd>{WD}){_PART_OF_DAY} (?:of |in )?(?P<w>next|last|this|the following|previous) week",
          _weekday_of_week),
    _form(rf"(?:the )?(?P<w>this coming|this past|next|last|this|coming|past|previous)"
          rf" (?P<wd>{WD}){_PART_OF_DAY}",
          _weekday_named),
    _form(r"(?:the )?day after tomorrow", _from_today(2)),
    _form(r"(?:the )?day before yesterday", _from_today(-2)),
    _form(rf"tomorrow{_PART_OF_DAY}", _from_today(1)),
    _form(rf"yesterday{_PART_OF_DAY}|last night", _from_today(-1)),
    _form(r"(?:earlier )?today|tonight|this (?:morning|afternoon|evening)|as of now", _from_today(0)),
    _form(rf"(?:in )?(?P<n>{N}) (?P<unit>days?|weeks?|fortnights?)(?: time)? ago", _some_time_off),
    _form(rf"in (?:(?P<n>{N}) )?(?P<unit>days?|weeks?|fortnight)(?: time)?", _some_time_off),
    _form(rf"(?P<n>{N}) (?P<unit>days?|weeks?|fortnights?) time", _some_time_off),
    _form(rf"(?P<wd>{_CLEAR_WD}){_PART_OF_DAY}", _weekday),
    _form(rf"(?<=\bon )(?P<wd>{WD})", _weekday),
)  # fmt: skip
"""In this order: what is more particular comes first and takes its words."""

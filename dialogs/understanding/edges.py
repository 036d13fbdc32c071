"""The ends of spans: "the end of term", "7 to 11 December", "by half term", "before Easter"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

from dialogs.understanding import days, nearest_days, periods
from dialogs.understanding.days import MONTH, MONTHS, YEAR
from dialogs.understanding.intents import Look
from strategy.school_year import Calendar, Span

_DAY = timedelta(days=1)
Meaning = Callable[[date, Look, Calendar], date | Span | None]

RANGE = re.compile(
    rf"(?<!\S)(?:{days.WD} )?(?:the )?(?P<a>\d{{1,2}})(?:st|nd|rd|th)?(?: (?:to|and|-|until"
    rf"|through) (?:{days.WD} )?(?:the )?|-)"
    rf"(?P<b>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<m>{MONTH})(?: (?P<y>{YEAR}))?(?!\S)"
)
EDGE = re.compile(
    rf"(?<!\S)(?:the )?(?:very )?(?P<edge>end|start|beginning|last day|first day|close|back end) of "
    rf"(?P<what>(?:(?:the|this|next|last) )?(?:(?:academic |school )?year|half term|(?:(?:autumn"
    rf"|spring|summer) )?term|month|week"
    rf"|day)|(?:the )?(?:autumn|spring|summer)(?: term)?|{MONTH}(?: {YEAR})?|today|tomorrow|play)(?!\S)"
)
_LAST_DAY = re.compile(r"(?:the )?(?:very )?(?:end|close|back end) of ")
BREAK = re.compile(
    r"(?:(?<=by )|(?<=before )|(?<=until )|(?<=till )|(?<=since )|(?<=after ))(?:the )?"
    r"(?P<what>half term|christmas|xmas|easter|summer)(?: break| holidays?)?(?!\S)"
)

HOLIDAY = re.compile(
    r"(?:(?<=over )|(?<=during )|(?<=through )|(?<=throughout )|(?<=across ))(?:the )?"
    r"(?P<what>half term|christmas|xmas|easter|summer)(?: break| holidays?)?(?!\S)"
)
_BEFORE_HOLIDAY = {"christmas": "autumn-2", "xmas": "autumn-2", "easter": "spring-2", "summer": "summer-2"}


def counts_itself(text: str, place: int) -> bool:
    """Whether "before" here still counts the day found: "before the end of term", "before half term".

    What is found of a break is the last day of work before it, save for Christmas, which is a day itself.
    """
    if _LAST_DAY.match(text, place):
        return True
    found = BREAK.match(text, place)
    return found is not None and found["what"] not in ("christmas", "xmas")


def of_day(resolve: days.Resolver | None) -> Meaning | None:
    """A day as a meaning that needs no calendar."""
    return None if resolve is None else lambda today, look, _calendar: resolve(today, look)


def of_range(m: re.Match[str]) -> Meaning | None:
    """Days of one month, from one to another."""
    month, year = MONTHS[m["m"]], m["y"]

    def resolve(today: date, look: Look, _calendar: Calendar) -> Span | None:
        last = (
            nearest_days.day_of(int(year), month, int(m["b"]))
            if year
            else nearest_days.in_year(month, int(m["b"]), today, look)
        )
        first = last and nearest_days.day_of(last.year, month, int(m["a"]))
        return Span(first, last) if first and last and first <= last else None

    return resolve


def of_edge(m: re.Match[str]) -> Meaning | None:
    """The first or last day of a span."""
    what, first = m["what"].removeprefix("the "), m["edge"] in ("start", "beginning", "first day")

    def resolve(today: date, look: Look, calendar: Calendar) -> date | Span | None:
        if what in ("day", "today", "play"):
            return today
        if what == "tomorrow":
            return today + _DAY
        if not first and what in ("term", "this term", "half term", "this half term"):
            return periods.end_of_term(today, calendar, half="half" in what)
        said = f"this {what}" if what in ("year", "academic year", "school year", "month", "week") else what
        said = f"next {what}" if first and what in ("term", "half term") else said
        said = f"{said} term" if said in ("autumn", "spring", "summer") else said
        for form in periods.FORMS:
            inner = form.pattern.fullmatch(said)
            meaning = form.meaning(inner) if inner else None
            if meaning is not None:
                span = meaning(today, look, calendar)
                return span and (span.starts if first else span.ends)
        return None

    return resolve


def of_break(m: re.Match[str]) -> Meaning | None:
    """The half-term break or a holiday, as an end of time to work in."""
    what = m["what"]

    def resolve(today: date, look: Look, calendar: Calendar) -> date | None:
        if what == "half term":
            if look is Look.BACK:
                half = calendar.last_half_term(today)
                return half.ends + _DAY if half else None
            return periods.break_after(today, calendar)
        if what in ("christmas", "xmas"):
            return nearest_days.in_year(12, 25, today, look)
        name = {"easter": "spring", "summer": "summer"}[what]
        ends = [span.ends for _, term, span in calendar.terms() if term == name]
        if look is Look.BACK:
            return next((end for end in reversed(ends) if end <= today), None)
        return next((end for end in ends if end >= today), None)

    return resolve


def of_holiday(m: re.Match[str]) -> Meaning | None:
    """A holiday as a span, from the day after one half term to the day before the next: "over Christmas"."""
    what = m["what"]

    def resolve(today: date, look: Look, calendar: Calendar) -> Span | None:
        holidays = [
            Span(before.ends + _DAY, after.starts - _DAY)
            for before, after in pairwise(calendar.half_terms)
            if before.name == _BEFORE_HOLIDAY.get(what, before.name)
            and (what in _BEFORE_HOLIDAY or before.name.endswith("1"))
        ]
        if look is Look.BACK:
            return next((span for span in reversed(holidays) if span.starts <= today), None)
        return next((span for span in holidays if span.ends >= today), None)

    return resolve

"""Targets and lines of enquiry as people type them: one a line, `Attendance: 92% -> 95% by 26 March`."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from dialogs.understanding.interpret import Interpreter
from strategy.actions.targeting import LONGEST_FIGURE, LONGEST_WORDS, MOST_ITEMS
from strategy.school_year import Calendar, Span
from strategy.targets import Item, ItemKind

EXAMPLE = "Attendance: 92% -> 95%"
"""How a target is written; the figure now may be left out."""

_BULLET = re.compile(r"^\s*(?:[-*\u2022\u2013\u2014]|\d{1,2}[.)])\s+")
_ARROW = r"(?:-{1,2}>|=>|\u2192|\u2013>|\u2014>)"
_FIGURES = re.compile(rf"^(?:from\s+)?(?P<now>.*?)\s*(?:{_ARROW}|\bto\b)\s*(?P<aim>.+)$", re.IGNORECASE)
_BY = re.compile(r"^(?P<rest>.+?)[,;]?\s+by\s+(?P<day>[^:]+?)\.?$", re.IGNORECASE)
_A_DAY = re.compile(r"[a-z]{3}|\d[/.-]\d", re.IGNORECASE)
"""Whether what follows "by" could be a day: "by 10" and "by 5%" are figures."""
_FROM = re.compile(r"^(?P<words>.+?)\s+(?P<figures>from\s+.+)$", re.IGNORECASE)
_TRAILING = re.compile(r"^(?P<words>\D*?[^\d\s])\s+(?P<now>[\u00a3+-]?\d\S*)$")


class LineFault(ValueError):
    """A line that cannot be taken. Says which by its number, never by its words."""


def enquiries_in(text: str) -> list[Item]:
    """The questions of a text, one a line. Raises LineFault."""
    found = [Item(ItemKind.ENQUIRY, line) for line in _lines(text)]
    return _bounded(found, "lines of enquiry")


def targets_in(text: str, year: Span, today: date, reader: Interpreter, calendar: Calendar) -> list[Item]:
    """The targets of a text, one a line, each by the last day of the year unless it says otherwise.

    A day without a year is looked for from today on, and not before the year begins. Raises LineFault.
    """
    found = []
    for number, line in enumerate(_lines(text), 1):
        item = _target(line)
        if item is None:
            raise LineFault(f"Line {number} says no figure to aim at. Please write it like this: {EXAMPLE}")
        item = _with_day(item, max(today, year.starts), reader, calendar)
        by = item.by or year.ends
        if by not in year:
            raise LineFault(f"The day in line {number} is outside the academic year that these are for.")
        found.append(replace(item, by=by))
    return _bounded(found, "targets")


def line_of(item: Item, year: Span) -> str:
    """An item as it would be typed."""
    if item.kind is ItemKind.ENQUIRY:
        return item.words
    by = f" by {item.by.day} {item.by:%B %Y}" if item.by and item.by != year.ends else ""
    return f"{item.words}: {figures_of(item)}{by}"


def figures_of(item: Item) -> str:
    """`92% -> 95%`, or the figure aimed at alone."""
    return f"{item.now} -> {item.aim}" if item.now else item.aim


def _lines(text: str) -> list[str]:
    plain = (" ".join(_BULLET.sub("", line).split()) for line in text.splitlines())
    return [line for line in plain if line]


def _target(line: str) -> Item | None:
    """The target of a line, its day still at the end of what it aims at; None where it names no figure."""
    words, colon, figures = line.partition(":")
    if not colon:
        match = _FROM.match(line)
        if match is not None:
            words, figures = match["words"], match["figures"]
        else:
            return _without_colon(line)
    words, figures = words.strip(), figures.strip()
    if not words or not figures:
        return None
    match = _FIGURES.match(figures)
    if match is None:
        return Item(ItemKind.TARGET, words, "", figures)
    return Item(ItemKind.TARGET, words, match["now"].strip(), match["aim"].strip())


def _without_colon(line: str) -> Item | None:
    """`Attendance 92% -> 95%`, or `Attendance to 95%`."""
    match = _FIGURES.match(line)
    if match is None or not match["now"] or not re.search(r"\d", match["aim"]):
        return None
    before = _TRAILING.match(match["now"].strip())
    if before is not None:
        return Item(ItemKind.TARGET, before["words"].strip(), before["now"], match["aim"].strip())
    return Item(ItemKind.TARGET, match["now"].strip(), "", match["aim"].strip())


def _with_day(item: Item, today: date, reader: Interpreter, calendar: Calendar) -> Item:
    match = _BY.match(item.aim)
    if match is None or not _A_DAY.search(match["day"]):
        return item
    day = reader.day_meant(match["day"], today, calendar, looking="forward")
    return item if day is None else replace(item, aim=match["rest"].strip(), by=day)


def _bounded(found: list[Item], what: str) -> list[Item]:
    if len(found) > MOST_ITEMS:
        raise LineFault(f"At most {MOST_ITEMS} {what} can be set, and these are {len(found)}.")
    for number, item in enumerate(found, 1):
        if len(item.words) > LONGEST_WORDS:
            raise LineFault(
                f"Line {number} is {len(item.words)} characters long; at most {LONGEST_WORDS} can be kept."
            )
        if max(len(item.now), len(item.aim)) > LONGEST_FIGURE:
            raise LineFault(f"A figure in line {number} is longer than {LONGEST_FIGURE} characters.")
    return found

"""On which days a review of the year can be held: working days in term on which the school is open."""

from __future__ import annotations

from datetime import date

from strategy.reviews import Due
from strategy.school_year import ONE_DAY, Calendar, Span

OFFERED = 3
"""Days that are offered in the place of one that cannot be."""
_SATURDAY = 5
_FAR = 60
"""Days to either side among which others are looked for."""


def day_fault(day: date, due: Due, calendar: Calendar, today: date) -> str:
    """Why a day cannot be set, as the end of a sentence that begins with it; empty where it can be."""
    if day < today:
        return "has passed"
    closed = calendar.why_closed(day, due.occasion.school)
    if closed is not None:
        return f"is a {closed}" if day.weekday() >= _SATURDAY else f"is no working day there ({closed})"
    if calendar.half_term_of(day) is None:
        return "is not in term"
    if day not in due.span:
        return "is outside the time that this review is of"
    return ""


def other_days(day: date, due: Due, calendar: Calendar, today: date) -> list[date]:
    """The nearest days that could be set instead, in their order; as many as there are, at most three."""
    first, last = max(due.span.starts, today), due.span.ends
    nearest = min(max(day, first), last)
    around = [nearest + offset * ONE_DAY for offset in range(-_FAR, _FAR + 1)]
    free = [each for each in around if first <= each <= last and not day_fault(each, due, calendar, today)]
    free.sort(key=lambda each: (abs((each - nearest).days), each))
    return sorted(free[:OFFERED])


def last_half_term_begins(span: Span, calendar: Calendar) -> date:
    """The first day of the last half term of a span; its own first day where there is none."""
    halves = [half.starts for half in calendar.half_terms if half.ends in span]
    return halves[-1] if halves else span.starts

"""Which day a day without its year, month or week is: the nearest the way a sentence looks.

All days are calendar days of Europe/London.
"""

from __future__ import annotations

from datetime import date, timedelta

from dialogs.understanding.intents import Look


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def full_year(written: str) -> int:
    """26 is 2026."""
    return int(written) if len(written) == 4 else 2000 + int(written)


def coming(today: date, weekday: int) -> date:
    """The first such weekday after today."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def past(today: date, weekday: int) -> date:
    """The last such weekday before today."""
    return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)


def monday_of(day: date) -> date:
    """The Monday of that day's week; weeks run from Monday to Sunday."""
    return day - timedelta(days=day.weekday())


def in_year(month: int, day: int, today: date, look: Look) -> date | None:
    """A day of a month without a year: today counts for both ways.

    Where the sentence looks neither way, one of the last three months is nearer than next year's.
    """
    if look is Look.NEAR:
        behind = in_year(month, day, today, Look.BACK)
        look = Look.BACK if behind and today - behind < timedelta(days=92) else Look.FORWARD
    years = (today.year, today.year - 1) if look is Look.BACK else (today.year, today.year + 1)
    # 29 February may lie further off than a year.
    for year in (*years, *range(today.year + 2, today.year + 9)):
        found = day_of(year, month, day)
        if found and (found <= today if look is Look.BACK else found >= today):
            return found
    return None


def in_month(day: int, today: date, look: Look) -> date | None:
    """The nearest such day of the month in the direction looked, today included."""
    step = -1 if look is Look.BACK else 1
    year, month = today.year, today.month
    for _ in range(4):
        found = day_of(year, month, day)
        if found and (found <= today if look is Look.BACK else found >= today):
            return found
        month += step
        year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return None

"""Days that are called by a name: Good Friday, Easter Monday, Christmas Eve, Boxing Day, New Year's Day."""

from __future__ import annotations

from datetime import date, timedelta

FIXED = {
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "boxing day": (12, 26),
    "new years eve": (12, 31),
    "new year eve": (12, 31),
    "new years day": (1, 1),
    "new year day": (1, 1),
}
"""Month and day."""

AROUND_EASTER = {
    "shrove tuesday": -47,
    "ash wednesday": -46,
    "maundy thursday": -3,
    "good friday": -2,
    "easter saturday": -1,
    "easter sunday": 0,
    "easter day": 0,
    "easter monday": 1,
    "easter tuesday": 2,
}
"""Days from Easter Sunday."""


def easter_sunday(year: int) -> date:
    """Easter Sunday of a Gregorian year, by the tables of the Book of Common Prayer turned into arithmetic.

    The paschal full moon follows from the golden number and the century's corrections; Easter is the
    Sunday after it.
    """
    golden = year % 19
    century = year // 100
    moon_shift = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon_shift -= moon_shift // 28 * (1 - 29 // (moon_shift + 1) * ((21 - golden) // 11))
    full_moon = date(year, 3, 21) + timedelta(days=moon_shift)
    return full_moon + timedelta(days=7 - (full_moon.weekday() + 1) % 7)


def named_day(name: str, year: int) -> date:
    """The day of that name in a year; raises KeyError for a name that is in neither table."""
    if name in FIXED:
        return date(year, *FIXED[name])
    return easter_sunday(year) + timedelta(days=AROUND_EASTER[name])

"""The termly assessment of every school, joining ones included (Strategy, Strand 4)."""

from __future__ import annotations

from datetime import date

from strategy.school_year import Calendar


def term_of(day: date, calendar: Calendar) -> str:
    """The term of a day, as `2026/27 autumn`; in the holidays the one that comes next.

    Where terms.csv does not tell it is the academic year alone.
    """
    following = next((f"{year} {term}" for year, term, span in calendar.terms() if day <= span.ends), None)
    return following or calendar.academic_year_of(day)

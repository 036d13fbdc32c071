"""The half terms of a year, as a workbook."""

from __future__ import annotations

from dialogs.sheets.framing import Question, framed
from dialogs.term_dates import called, halves_of
from dialogs.turn import Turn
from strategy.ports import Listing
from strategy.school_year import ONE_DAY

_COLUMNS = ("Half term", "First day", "Last day", "Working days")


async def listing(turn: Turn, question: Question) -> Listing:
    """Each half term with its days, and how many working days it has."""
    year, halves = halves_of(turn, question.asked)
    calendar = turn.trust.calendar
    rows = [
        (
            called(half),
            half.starts,
            half.ends,
            calendar.working_days_between(half.starts - ONE_DAY, half.ends),
        )
        for half in halves
    ]
    return framed(
        turn,
        "Term dates",
        f"Half terms of {year}.",
        _COLUMNS,
        rows,
        name=f"Term dates {year.replace('/', '-')}",
    )

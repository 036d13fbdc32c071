"""Reviews of the year, and partners' annual reviews, as workbooks."""

from __future__ import annotations

from dialogs import annual_review_lists, review_lists, wording
from dialogs.review_words import period_in_words
from dialogs.sheets.framing import MOST_ROWS, Question, framed
from dialogs.turn import Turn
from strategy.actions.review_reading import ReviewRow
from strategy.ports import Cell, DutyRow, Listing
from strategy.school_year import london_day

_COLUMNS = ("School", "Review", "For", "Day", "Due by", "Stands")
_ANNUAL = ("School", "Year", "Partner", "Due", "Stands", "In since")


async def listing(turn: Turn, question: Question) -> Listing:
    """Each review of the list with its day; never what came of it."""
    found, said = await review_lists.found_by(turn, question.asked)
    return framed(turn, "Reviews", said, _COLUMNS, [_row(turn, each) for each in found])


def _row(turn: Turn, each: ReviewRow) -> tuple[Cell, ...]:
    occasion, state = each.due.occasion, each.state
    stands = "No day yet"
    if state.held_on is not None:
        stands = "Held"
    elif each.is_late(turn.today):
        stands = "Late"
    elif state.day is not None:
        stands = "To be recorded" if state.day < turn.today else "Day set"
    return (
        turn.trust.school(occasion.school).known_as,
        occasion.name,
        wording.capitalised(period_in_words(occasion.period)),
        state.held_on or state.day,
        each.due.due_on,
        stands,
    )


async def annual(turn: Turn, question: Question) -> Listing:
    """Each annual review of the list: whose it is, and whether it is in."""
    page = await annual_review_lists.found_by(turn, question.asked, limit=MOST_ROWS)
    said = annual_review_lists.in_words(turn, page, question.asked.status or "")
    rows = [_annual(turn, each) for each in page.items]
    return framed(turn, "Annual reviews", said, _ANNUAL, rows, total=page.total)


def _annual(turn: Turn, row: DutyRow) -> tuple[Cell, ...]:
    late = row.fulfilled_at is None and row.due_on < turn.today
    return (
        turn.trust.school(row.school).known_as,
        row.about,
        turn.trust.person(row.owner).name,
        row.due_on,
        "In" if row.fulfilled_at is not None else "Late" if late else "Outstanding",
        None if row.fulfilled_at is None else london_day(row.fulfilled_at),
    )

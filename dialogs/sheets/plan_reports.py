"""Reports on tailored plans that are to be filed, as a workbook."""

from __future__ import annotations

from dialogs import plan_reports_due, wording
from dialogs.plan_rows import called
from dialogs.sheets.framing import Question, framed
from dialogs.turn import Turn
from strategy.duties import days_late
from strategy.ports import Listing

_COLUMNS = ("School", "Report", "Who", "Due", "Working days late")


async def listing(turn: Turn, question: Question) -> Listing:
    """Each report of the list with the day it is due, and how many working days late it is."""
    found = await plan_reports_due.found_by(turn, question.asked)
    rows = [
        (
            turn.trust.school(row.school).known_as,
            wording.capitalised(called(row.kind, row.about)),
            turn.trust.person(row.owner).name,
            row.due_on,
            days_late(row.due_on, turn.today, turn.trust.calendar) if row.due_on < turn.today else None,
        )
        for row in found
    ]
    said = plan_reports_due.in_words(turn, question.asked, found)
    return framed(turn, "Plan reports to be filed", said, _COLUMNS, rows)

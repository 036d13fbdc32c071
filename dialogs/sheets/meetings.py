"""Meetings, as a workbook."""

from __future__ import annotations

from dialogs import wording
from dialogs.meeting_lists import found_by, in_words
from dialogs.meeting_words import called
from dialogs.sheets.framing import MOST_ROWS, Question, framed
from dialogs.turn import Turn
from strategy.policy_reporting import Body
from strategy.ports import Cell, Listing

_COLUMNS = ("Day", "Meeting", "School", "From", "To", "Where", "Chair")


async def listing(turn: Turn, question: Question) -> Listing:
    """Each meeting of the list with its day and times."""
    named = question.terms.get("body")
    body = Body(named) if named in set(Body) else None
    found = await found_by(turn, question.asked, body, limit=MOST_ROWS)
    rows: list[tuple[Cell, ...]] = [
        (
            each.meeting.day,
            called(turn, each.meeting.body, each.meeting.school),
            turn.trust.school(each.meeting.school).known_as if each.meeting.school else None,
            f"{each.meeting.starts:%H:%M}",
            f"{each.meeting.ends:%H:%M}",
            "Teams" if each.online else None,
            None if each.chair is None else turn.trust.person(each.chair).name,
        )
        for each in found.items
    ]
    said = wording.capitalised(in_words(turn, question.asked, body, found.total))
    return framed(turn, "Meetings", said, _COLUMNS, rows, total=found.total)

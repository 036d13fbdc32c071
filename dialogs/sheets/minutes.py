"""Which meetings have minutes, as a workbook."""

from __future__ import annotations

from dialogs import wording
from dialogs.minutes_meant import Meant, held_meant
from dialogs.minutes_page import in_words
from dialogs.sheets.framing import MOST_ROWS, Question, framed
from dialogs.turn import Turn
from strategy.minutes_duties import Held, minutes_due
from strategy.ports import Cell, Listing

_COLUMNS = ("Day", "Meeting", "School", "Minutes", "Due by")


async def listing(turn: Turn, question: Question) -> Listing:
    """Each meeting of the list, with its day and whether its minutes are in; never what they say."""
    missing = question.terms.get("missing") is True
    of = Meant.carried(question.terms, turn.trust)
    found = await held_meant(turn, of, minuted=not missing, limit=MOST_ROWS)
    title = "Minutes to be recorded" if missing else "Minutes"
    said = in_words(len(found), missing=missing)
    return framed(turn, title, said, _COLUMNS, [_row(turn, each) for each in found])


def _row(turn: Turn, each: Held) -> tuple[Cell, ...]:
    meeting = each.meeting
    due = minutes_due(meeting.body, meeting.day, turn.policy, turn.trust.calendar)
    stands = "In" if each.minutes is not None else "None yet"
    if each.minutes is None and due is not None and due < turn.today:
        stands = "Late"
    return (
        meeting.day,
        wording.BODIES[meeting.body],
        turn.trust.school(meeting.school).known_as if meeting.school else None,
        stands,
        due,
    )

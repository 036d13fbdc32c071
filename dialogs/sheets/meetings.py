"""Meetings, and the schools that have no Progress Board, as workbooks."""

from __future__ import annotations

from dialogs import wording
from dialogs.meeting_lists import days_in_words, found_by, in_words
from dialogs.meeting_questions import found_without
from dialogs.meeting_words import called
from dialogs.sheets.framing import MOST_ROWS, Question, framed
from dialogs.turn import Turn
from strategy.policy_reporting import Body
from strategy.ports import Cell, Listing

_WITHOUT = ("School", "URN", "Partner", "Headteacher")
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


async def without_boards(turn: Turn, question: Question) -> Listing:
    """Each school that has no Progress Board in the days asked for; never how it is judged."""
    _, found = await found_without(turn, question.asked)
    names = {each.id: each.name for each in turn.trust.people.values()}
    rows = [(each.known_as, each.urn, names.get(each.sip), names.get(each.headteacher)) for each in found]
    lead = wording.capitalised(wording.several(len(found), "school has", "schools have"))
    said = f"{lead} no Progress Board recorded {days_in_words(turn, question.asked)}."
    return framed(turn, "Schools without a Board", said, _WITHOUT, rows)

"""What Progress Boards ask of the EIT, as a workbook."""

from __future__ import annotations

from dialogs import board_request_words as words
from dialogs import wording
from dialogs.sheets.framing import MOST_ROWS, Question, framed
from dialogs.turn import Turn
from strategy.actions.board_request_reading import list_board_requests
from strategy.board_requests import AskState, BoardRequest
from strategy.ports import Cell, Listing
from strategy.school_year import london_day

_COLUMNS = (
    "School",
    "Asks for",
    "In the Board's words",
    "Recorded by",
    "Recorded on",
    "Stands",
    "Settled by",
    "Settled on",
    "Answer",
)


async def listing(turn: Turn, question: Question) -> Listing:
    """Each request of the list: what a Board asks for, and what became of it."""
    school, spelled = question.terms.get("asked_by"), question.terms.get("states")
    named = spelled if isinstance(spelled, list) else []
    page = await list_board_requests(
        uow=turn.uow,
        reader=turn.speaker,
        states=frozenset(each for each in AskState if each in named) or None,
        school=school if isinstance(school, str) and school in turn.trust.schools else None,
        limit=MOST_ROWS,
    )
    said = f"{wording.capitalised(wording.several(page.total, 'request'))} of Progress Boards to the EIT."
    rows = [_row(turn, each) for each in page.items]
    return framed(turn, "What Boards ask of the EIT", said, _COLUMNS, rows, total=page.total)


def _row(turn: Turn, each: BoardRequest) -> tuple[Cell, ...]:
    return (
        turn.trust.school(each.school).known_as,
        wording.capitalised(words.kind_of(each)),
        each.text.words,
        turn.trust.person(each.by).name,
        london_day(each.at),
        wording.capitalised(words.STATES[each.state]),
        None if each.decided_by is None else turn.trust.person(each.decided_by).name,
        None if each.decided_at is None else london_day(each.decided_at),
        each.answer or None,
    )

"""Requests about visits, as a workbook."""

from __future__ import annotations

from dialogs.request_lists import in_words, query_of
from dialogs.request_words import STATES
from dialogs.sheets.framing import MOST_ROWS, Question, framed
from dialogs.turn import Turn
from dialogs.wording import capitalised
from strategy.actions.requesting import list_requests
from strategy.ports import Cell, Listing
from strategy.requests import RequestKind, VisitRequest
from strategy.school_year import london_day

_COLUMNS = (
    "School",
    "Asked by",
    "Asked on",
    "For",
    "Days",
    "New day",
    "Why",
    "Status",
    "Days granted",
    "Decided by",
    "Decided on",
    "Answer",
)
_KINDS = {RequestKind.EXTRA: "An extra visit"}


async def listing(turn: Turn, question: Question) -> Listing:
    """Each request of the list: what is asked for and why, and what became of it."""
    page = await list_requests(
        uow=turn.uow, person=turn.speaker, query=query_of(question.asked), limit=MOST_ROWS
    )
    said = in_words(turn, question.asked, page.total)
    rows = [_row(turn, each) for each in page.items]
    return framed(turn, "Requests", said, _COLUMNS, rows, total=page.total)


def _row(turn: Turn, each: VisitRequest) -> tuple[Cell, ...]:
    return (
        turn.trust.school(each.school).known_as,
        turn.trust.person(each.by).name,
        london_day(each.at),
        _KINDS.get(each.kind, f"To {each.kind} a visit"),
        each.days if each.kind is RequestKind.EXTRA else None,
        each.day,
        each.reason,
        capitalised(STATES[each.state]),
        each.granted,
        None if each.decided_by is None else turn.trust.person(each.decided_by).name,
        None if each.decided_at is None else london_day(each.decided_at),
        each.answer,
    )

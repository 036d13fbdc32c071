"""The pool of SLEs, as a workbook."""

from __future__ import annotations

from dialogs.pool_lists import counted, in_words, named_by, recalled
from dialogs.sheets.framing import Question, framed
from dialogs.turn import Turn
from strategy.actions.seeing_pool import with_visits
from strategy.errors import NotFound
from strategy.pool import InPool
from strategy.ports import Cell, Listing

_COLUMNS = ("Who", "For", "Now", "Coming", "Days free a week", "Visits booked", "Next visit", "At")


async def listing(turn: Turn, question: Question) -> Listing:
    """Each SLE of the list: what they are doing, and what is free of their week."""
    wish = recalled(question.terms)
    if wish is None:
        raise NotFound("file")
    pool = await with_visits(uow=turn.uow, today=turn.today, asker=turn.speaker, pool=named_by(turn, wish))
    rows = [_row(turn, each) for each in pool]
    return framed(turn, "The pool of SLEs", counted(turn, wish, len(rows)), _COLUMNS, rows, name="SLE pool")


def _row(turn: Turn, each: InPool) -> tuple[Cell, ...]:
    day, school = each.next_visit or (None, None)
    return (
        each.person.name,
        ", ".join(each.subjects) or None,
        in_words(turn, each.now) or None,
        in_words(turn, each.coming) or None,
        each.free,
        each.visits,
        day,
        None if school is None else turn.trust.school(school).known_as,
    )

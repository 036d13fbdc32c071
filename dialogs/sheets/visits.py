"""Visits, as a workbook."""

from __future__ import annotations

from dialogs import wording
from dialogs.narrowing import left_out
from dialogs.sheets.framing import MOST_ROWS, Question, framed
from dialogs.turn import Turn
from dialogs.visit_lists import MODES, in_words, query_of
from strategy.actions.asking import list_visits
from strategy.permissions import Deed
from strategy.ports import Listing

_COLUMNS = ("School", "Who", "Role", "First day", "Last day", "Where", "Status")


async def listing(turn: Turn, question: Question) -> Listing:
    """Each visit of the list with its days."""
    query = query_of(turn, question.asked)
    page = await list_visits(
        uow=turn.uow, policy=turn.policy, asker=turn.speaker, query=query, limit=MOST_ROWS
    )
    said = in_words(turn, question.asked, query, page.total)
    said += left_out(turn, question.asked, Deed.SEE_VISITS)
    rows = [
        (
            turn.trust.school(visit.school).known_as,
            turn.trust.person(visit.author).name,
            wording.CAPACITIES_IN_SHORT[visit.capacity],
            visit.starts,
            visit.ends,
            MODES[visit.mode],
            visit.status(turn.today).value.capitalize(),
        )
        for visit in page.items
    ]
    return framed(turn, "Visits", said, _COLUMNS, rows, total=page.total)

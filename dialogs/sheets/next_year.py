"""How far next year is for each school, as a workbook."""

from __future__ import annotations

from dialogs.next_year_lists import how_far
from dialogs.next_year_words import in_short
from dialogs.sheets.framing import Question, framed
from dialogs.turn import Turn
from strategy.next_year import NextYear
from strategy.ports import Cell, Listing
from strategy.school_year import london_day
from strategy.schools import School

_COLUMNS = ("School", "Year", "Stands", "Written by", "Written on", "Signed off by", "Signed off on")


async def listing(turn: Turn, question: Question) -> Listing:
    """Each school of the list with its draft's days; those without one where they alone are asked for."""
    far = await how_far(turn, missing=question.terms.get("missing") is True)
    rows = [_row(turn, far.year, school, far.drafts.get(school.urn)) for school in far.schools]
    return framed(turn, "Next year's drafts", far.said, _COLUMNS, rows)


def _row(turn: Turn, year: str, school: School, draft: NextYear | None) -> tuple[Cell, ...]:
    if draft is None:
        return school.known_as, year, in_short(draft), None, None, None, None
    return (
        school.known_as,
        year,
        in_short(draft),
        turn.trust.person(draft.by).name,
        london_day(draft.at),
        None if draft.signed_by is None else turn.trust.person(draft.signed_by).name,
        None if draft.signed_at is None else london_day(draft.signed_at),
    )

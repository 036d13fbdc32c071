"""Schools' results, as a workbook."""

from __future__ import annotations

from dialogs.results_lists import counted
from dialogs.results_words import LABELS, in_words, of_summer, schools_in, year_in
from dialogs.sheets.framing import Question, framed
from dialogs.turn import Turn
from strategy.actions.giving_results import list_results
from strategy.errors import NotFound
from strategy.policy_results import Qualification
from strategy.ports import Cell, Listing
from strategy.school_year import london_day

_COLUMNS = (
    "School",
    *(LABELS[each] for each in Qualification),
    "Still to come",
    "Due",
    "Given by",
    "Given on",
)


async def listing(turn: Turn, question: Question) -> Listing:
    """Each school of the list with what is given of it, and what is still to come."""
    year = year_in(question.terms)
    if year is None:
        raise NotFound("file")
    seen = await list_results(
        uow=turn.uow,
        policy=turn.policy,
        today=turn.today,
        asker=turn.speaker,
        year=year,
        schools=schools_in(question.terms),
    )
    rows: list[tuple[Cell, ...]] = []
    for each in seen:
        if question.terms.get("out") is True and not each.out:
            continue
        last = each.results.last if each.results is not None else None
        rows.append(
            (
                each.school.known_as,
                *(last.texts.get(one) if last is not None else None for one in Qualification),
                in_words(each.out) or None,
                each.due_on,
                turn.trust.person(last.by).name if last is not None else None,
                london_day(last.at) if last is not None else None,
            )
        )
    return framed(turn, f"Results of {of_summer(year)}", counted(seen, year), _COLUMNS, rows)

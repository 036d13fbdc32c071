"""Development plans and self-evaluations, as a workbook."""

from __future__ import annotations

from dialogs import paper_words, school_papers, wording
from dialogs.paper_lists import counted, fitting, narrowed_by
from dialogs.sheets.framing import Question, framed
from dialogs.turn import Turn
from strategy.actions.paper_reading import Stands
from strategy.ports import Cell, Listing
from strategy.school_papers import PaperDeed
from strategy.school_year import london_day

_COLUMNS = ("School", "What", "Year", "Stands", "Due", "Version", "Handed in", "Signed off", "Delivery")


async def listing(turn: Turn, question: Question) -> Listing:
    """Each paper of the list with its days."""
    narrowed = narrowed_by(turn, question.asked)
    seen = await school_papers.found_by(turn, question.asked, narrowed)
    found = fitting(seen, narrowed)
    title = wording.capitalised(paper_words.SEVERAL[narrowed.kind]) if narrowed.kind else "School papers"
    said = counted(seen, found, narrowed)
    return framed(turn, title, said, _COLUMNS, [_row(each) for each in found])


def _row(each: Stands) -> tuple[Cell, ...]:
    stands, version, handed_in, signed_off = "Late" if each.is_late else "Not in", None, None, None
    paper = each.paper
    if paper is not None:
        stands = "To be signed off" if each.waits else wording.capitalised(paper.last.deed)
        version, handed_in = paper.latest.version, london_day(paper.latest.at)
        if paper.last.deed is PaperDeed.SIGNED_OFF:
            signed_off = london_day(paper.last.at)
    return (
        each.school.known_as,
        wording.capitalised(paper_words.CALLED[each.kind]),
        each.year,
        stands,
        each.due_on,
        version,
        handed_in,
        signed_off,
        wording.capitalised(each.note.standing) if each.note is not None else None,
    )

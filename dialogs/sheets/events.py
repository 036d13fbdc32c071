"""Networks and training, as a workbook."""

from __future__ import annotations

from dialogs import event_words
from dialogs.event_lists import found_by, how_it_stands, recalled
from dialogs.sheets.framing import Question, framed
from dialogs.turn import Turn
from dialogs.wording import capitalised
from strategy.errors import NotFound
from strategy.ports import Cell, Listing

_COLUMNS = ("Day", "From", "To", "What", "Kind", "Subject", "Where", "You")


async def listing(turn: Turn, question: Question) -> Listing:
    """Each event of the list with its day and times, and what the speaker has to do with it."""
    wish = recalled(question.terms)
    if wish is None:
        raise NotFound("file")
    found, said = await found_by(turn, wish)
    answers = await turn.uow.events.said_by(turn.speaker.id, [each.id for each in found])
    rows: list[tuple[Cell, ...]] = [
        (
            each.timing.day,
            f"{each.timing.starts:%H:%M}",
            f"{each.timing.ends:%H:%M}",
            each.title,
            capitalised(event_words.KINDS[each.kind]),
            each.subject or None,
            event_words.where(each.timing, turn.trust),
            how_it_stands(turn, each, answers) or None,
        )
        for each in found
    ]
    return framed(turn, "Networks and training", said, _COLUMNS, rows)

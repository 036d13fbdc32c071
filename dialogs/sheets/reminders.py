"""The reminders that are coming to somebody, as a workbook."""

from __future__ import annotations

from typing import Final

from dialogs.coming_reminders import about_of, in_words, school_of, up_of
from dialogs.sheets.framing import Question, framed
from dialogs.turn import Turn
from strategy.actions.coming import Coming, what_is_coming
from strategy.ports import Cell, Listing
from strategy.school_year import LONDON, london_day

_MOST: Final = 500
"""Things of one person that are looked at, those due first."""
_COLUMNS = ("School", "What", "Due", "Next reminder", "At", "If it stays late")


async def listing(turn: Turn, question: Question) -> Listing:
    """Each thing that the speaker owes, with when they are reminded of it and who else hears of it."""
    found = await what_is_coming(
        uow=turn.uow, policy=turn.policy, now=turn.now, person=turn.speaker, limit=_MOST
    )
    rows = [_row(turn, each) for each in found.coming]
    return framed(turn, "Your reminders", in_words(turn, found), _COLUMNS, rows)


def _row(turn: Turn, each: Coming) -> tuple[Cell, ...]:
    return (
        school_of(turn, each),
        about_of(turn, each),
        each.entry.duty.due_on,
        None if each.at is None else london_day(each.at),
        "When you are back" if each.at is None else f"{each.at.astimezone(LONDON):%H:%M}",
        up_of(turn, each) or None,
    )

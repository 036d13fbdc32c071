"""Who did what, as a workbook: for those who read the record, and their taking it is in it too."""

from __future__ import annotations

from typing import Final

from dialogs import record
from dialogs.record_words import about, actor, what_was_done
from dialogs.sheets.framing import Question, framed
from dialogs.turn import Turn
from strategy.actions.auditing import Deeds, find_in_audit
from strategy.errors import NotFound
from strategy.ports import AuditEntry, Cell, Listing
from strategy.school_year import LONDON, london_day

MOST_ENTRIES: Final = 2_000
"""Entries of a workbook, the newest; with more it says so, and a narrower question gives the others."""
_COLUMNS = ("Day", "At", "Who", "What", "School", "About")


async def listing(turn: Turn, question: Question) -> Listing:
    """Each entry of the record that is asked about, newest first."""
    asked = record.recalled(turn, question.terms)
    if asked is None:
        raise NotFound("file")
    deeds = await find_in_audit(
        uow=turn.uow,
        reader=turn.speaker,
        school=asked.school,
        actor=asked.person,
        days=asked.days,
        deeds=asked.kinds,
        limit=MOST_ENTRIES,
    )
    said = record.in_words(turn, asked, deeds.total)
    if deeds.total > len(deeds.entries):
        said += " The newest come first; ask about a school, a person or some days for the others."
    rows = [_row(turn, deeds, each) for each in deeds.entries]
    return framed(turn, "Who did what", said, _COLUMNS, rows, total=deeds.total)


def _row(turn: Turn, deeds: Deeds, each: AuditEntry) -> tuple[Cell, ...]:
    school = turn.trust.schools.get(each.school or "")
    return (
        london_day(each.at),
        f"{each.at.astimezone(LONDON):%H:%M}",
        actor(turn, each),
        what_was_done(each.deed),
        school.known_as if school is not None else None,
        about(turn, each, deeds, names_school=False) or None,
    )

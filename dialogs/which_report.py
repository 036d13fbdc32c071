"""Which report is meant where somebody speaks of "the report": the one just read, else the latest."""

from __future__ import annotations

from datetime import date

from dialogs.just_read import report_just_read
from dialogs.turn import Turn
from strategy.actions.asking import find_reports
from strategy.reports import Report


async def report_meant(
    turn: Turn, school: str | None, *, author: int | None = None, day: date | None = None
) -> Report | None:
    """The report just read, if it fits; else the latest that the speaker may read. None where there is none.

    Raises NotAllowed where they may read none such.
    """
    found = await reports_meant(turn, school, author=author, day=day, limit=1)
    return found[0] if found else None


async def reports_meant(
    turn: Turn, school: str | None, *, author: int | None = None, day: date | None = None, limit: int = 8
) -> list[Report]:
    """The report just read alone, if it fits; else those the speaker may read that do, newest first."""
    found = await find_reports(
        uow=turn.uow,
        policy=turn.policy,
        today=turn.today,
        asker=turn.speaker,
        school=school,
        author=author,
        starts=day,
        ends=day,
        limit=limit,
    )
    read = report_just_read(turn)
    just_read = await turn.uow.reports.get(read) if read is not None else None
    if just_read is None or school not in (None, just_read.school):
        return found
    if author not in (None, just_read.author) or day not in (None, just_read.visit_on):
        return found
    return [just_read]

"""Asking for a list as a file: the question is kept, and answered anew when the file is made.

What may be seen is asked then too, by the list itself: a question that is kept opens nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from strategy.actions.handing_out import Wanted
from strategy.errors import NotFound
from strategy.outgoing import OutgoingKind
from strategy.people import Person
from strategy.ports import Export, UnitOfWork

AS, CALENDAR = "as", "calendar"
"""What a kept question says where its answer is to be no workbook."""


async def keep_question(
    *,
    uow: UnitOfWork,
    now: datetime,
    owner: Person,
    question: Mapping[str, Any],
    what: str,
    as_calendar: bool = False,
) -> Wanted:
    """Keep the terms of a question (ids and days, no words of people's) whose answer is to be a workbook,
    or a calendar file.

    `what` names the list for the record.
    """
    form = {AS: CALENDAR} if as_calendar else {}
    return _wanted(await uow.exports.keep(owner.id, {**question, "list": what, **form}, now))


async def workbook_of(*, uow: UnitOfWork, reader: Person, export_id: int) -> Wanted:
    """A workbook that somebody asked for. Raises NotFound for one that is not theirs or is none."""
    return _wanted(await own_question(uow=uow, reader=reader, export_id=export_id))


async def own_question(*, uow: UnitOfWork, reader: Person, export_id: int) -> Export:
    """The question that somebody asked to have answered as a workbook; raises NotFound as `workbook_of`."""
    kept = await uow.exports.get(export_id)
    if kept is None or kept.owner != reader.id:
        raise NotFound("file")
    return kept


def is_calendar(kept: Export) -> bool:
    """Whether the answer is to be a calendar file."""
    return kept.question.get(AS) == CALENDAR


def _wanted(kept: Export) -> Wanted:
    subject = f"workbook:{kept.id}"
    details = {"list": str(kept.question.get("list", ""))}
    thing = "calendar file" if is_calendar(kept) else "workbook"
    return Wanted(OutgoingKind.WORKBOOK_SENT, subject, None, thing, subject, details)

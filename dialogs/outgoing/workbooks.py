"""A list as a file, for who asked for it: made anew from the question that they put.

As a workbook, or where meetings were asked for so as a calendar file.
"""

from __future__ import annotations

import asyncio

from dialogs import wording
from dialogs.meeting_entries import entries_of, title_of
from dialogs.messages import Incoming, Place
from dialogs.outgoing.letters import letter
from dialogs.outgoing.telling import NoLonger, Telling
from dialogs.sheets import whole
from dialogs.turn import Turn
from dialogs.understanding.interpret import Interpreter
from strategy.actions.exporting import is_calendar, own_question
from strategy.errors import NotAllowed, NotFound
from strategy.ports import Export, Letter


async def by_mail(telling: Telling) -> Letter:
    """The list as it is now, for somebody who may still see it."""
    try:
        kept = await own_question(
            uow=telling.uow, reader=telling.recipient, export_id=telling.number("workbook")
        )
        return await (_calendar if is_calendar(kept) else _workbook)(telling, kept)
    except NotAllowed as refused:
        raise NoLonger("may not see it any more") from refused
    except NotFound as gone:
        raise NoLonger("no such list") from gone


async def _workbook(telling: Telling, kept: Export) -> Letter:
    if telling.workbooks is None:
        raise NoLonger("no workbooks are made here")
    listing = await whole(_unseen_turn(telling), kept.question)
    document = await asyncio.to_thread(telling.workbooks.workbook, listing)
    paragraphs = ["You asked for a list as a workbook. It is attached.", f"It is called {document.name}."]
    return letter(telling, f"As a workbook: {listing.title}", paragraphs, (document,))


async def _calendar(telling: Telling, kept: Export) -> Letter:
    if telling.calendar_files is None:
        raise NoLonger("no calendar files are made here")
    title = title_of(kept.question)
    entries = await entries_of(_unseen_turn(telling), kept.question)
    document = await asyncio.to_thread(
        telling.calendar_files.calendar, f"{title} - {telling.today.isoformat()}", entries, telling.now
    )
    paragraphs = [
        f"You asked for meetings as a calendar file ({wording.several(len(entries), 'meeting')}). It is "
        f"attached, as {document.name}: open it, and your calendar app takes them in.",
        "What is changed later does not follow by itself. Ask me again, and take in the new file: it puts "
        "right what has changed.",
    ]
    return letter(telling, f"As a calendar file: {title}", paragraphs, (document,))


def _unseen_turn(telling: Telling) -> Turn:
    """A turn in which the recipient's question is put again, with no words and in no chat."""
    unsaid = Incoming("", Place.PERSONAL, telling.recipient, telling.now)
    return Turn(unsaid, telling.recipient, telling.uow, telling.policy, Interpreter())

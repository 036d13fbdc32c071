"""A list as a workbook, for who asked for it: made anew from the question that they put."""

from __future__ import annotations

import asyncio

from dialogs.messages import Incoming, Place
from dialogs.outgoing.letters import letter
from dialogs.outgoing.telling import NoLonger, Telling
from dialogs.sheets import whole
from dialogs.turn import Turn
from dialogs.understanding.interpret import Interpreter
from strategy.actions.exporting import own_question
from strategy.errors import NotAllowed, NotFound
from strategy.ports import Letter


async def by_mail(telling: Telling) -> Letter:
    """The list as it is now, for somebody who may still see it."""
    if telling.workbooks is None:
        raise NoLonger("no workbooks are made here")
    try:
        kept = await own_question(
            uow=telling.uow, reader=telling.recipient, export_id=telling.number("workbook")
        )
        listing = await whole(_unseen_turn(telling), kept.question)
    except NotAllowed as refused:
        raise NoLonger("may not see it any more") from refused
    except NotFound as gone:
        raise NoLonger("no such list") from gone
    document = await asyncio.to_thread(telling.workbooks.workbook, listing)
    paragraphs = ["You asked for a list as a workbook. It is attached.", f"It is called {document.name}."]
    return letter(telling, f"As a workbook: {listing.title}", paragraphs, (document,))


def _unseen_turn(telling: Telling) -> Turn:
    """A turn in which the recipient's question is put again, with no words and in no chat."""
    unsaid = Incoming("", Place.PERSONAL, telling.recipient, telling.now)
    return Turn(unsaid, telling.recipient, telling.uow, telling.policy, Interpreter())

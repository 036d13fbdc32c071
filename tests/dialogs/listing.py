"""Lists as workbooks, in tests of what goes out."""

from __future__ import annotations

from dialogs.asked_again import kept
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.exporting import keep_question
from strategy.ports import Document, Listing
from tests.dialogs.conversation import NOW
from tests.dialogs.world import World

OVERDUE = Interpretation(Intent.REPORT_LIST, status="overdue")


class PlainWorkbooks:
    """Workbooks that are the list itself in words; the last one is kept."""

    last: Listing | None = None

    def workbook(self, listing: Listing) -> Document:
        self.last = listing
        return Document(f"{listing.name}.txt", "text/plain", repr(listing).encode())

    @property
    def made(self) -> Listing:
        assert self.last is not None, "no workbook was made"
        return self.last


async def a_list_asked_for(world: World, name: str, asked: Interpretation = OVERDUE) -> str:
    """The subject of a list that somebody asked for as a workbook."""
    who = await world.person(name)
    async with world.store.transaction() as uow:
        wanted = await keep_question(
            uow=uow, now=NOW, owner=uow.trust.person(who), question={"ask": kept(asked)}, what="duties"
        )
    return wanted.subject

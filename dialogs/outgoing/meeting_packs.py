"""The pack of a meeting as mail, for who asked for it: gathered anew, of what they may see now."""

from __future__ import annotations

import asyncio

from dialogs import wording
from dialogs.outgoing.letters import letter
from dialogs.outgoing.telling import NoLonger, Telling
from dialogs.pack_sheet import sheet_of
from dialogs.pack_words import of_meeting, titled
from strategy.actions.packing import gather_pack
from strategy.errors import NotAllowed
from strategy.meetings import NotHeld
from strategy.ports import Letter


async def by_mail(telling: Telling) -> Letter:
    """Which meeting's pack it is, and the document. Nothing of what is in it stands in the mail itself."""
    try:
        pack = await gather_pack(
            uow=telling.uow,
            policy=telling.policy,
            now=telling.now,
            reader=telling.recipient,
            meeting_id=telling.number("meeting_pack"),
        )
    except NotHeld as cancelled:
        raise NoLonger("the meeting was cancelled") from cancelled
    except NotAllowed as refused:
        raise NoLonger("may not have it") from refused
    sheet = sheet_of(pack, telling.recipient, telling.policy, telling.trust)
    # A pack of many reports takes a second to make, which no turn must wait for.
    document = await asyncio.to_thread(telling.documents.pack, sheet)
    paragraphs = [
        f"You asked for the pack of {of_meeting(pack.meeting, telling.trust)}. It is attached as a Word "
        "document.",
        f"It was made on {wording.moment(pack.made_at)} and holds what you may see; it is for you alone.",
    ]
    return letter(telling, titled(pack.meeting, telling.trust), paragraphs, (document,))

"""The app put into somebody's Teams, where it is still wanted there."""

from __future__ import annotations

from dialogs.outgoing.telling import NoLonger, NotYet, Telling
from strategy.installing import has_use_for_the_app
from strategy.nudges import may_remind, next_opening
from strategy.ports import Installation


async def of_the_app(telling: Telling) -> Installation:
    """For whom it is installed, in working hours alone, since it greets who gets it.

    Raises NoLonger for who has it or removed it meanwhile, and for who has no use for it any more.
    """
    person = telling.recipient
    chats = await telling.uow.conversations.known_chats([person.id])
    if person.id in chats:
        raise NoLonger("has a chat with the bot" if chats[person.id] else "removed the app")
    if not has_use_for_the_app(person, telling.trust, telling.today):
        raise NoLonger("has no use for the app any more")
    hours = telling.nudges.working_hours
    if not may_remind(telling.now, hours, telling.calendar):
        raise NotYet(next_opening(telling.now, hours, telling.calendar))
    return Installation(person.entra_id or person.email)

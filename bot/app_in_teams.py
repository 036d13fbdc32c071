"""Who has the app in Teams, for `doctor`."""

from __future__ import annotations

from bot.wiring import House
from strategy.ports import UnitOfWork


async def who_has_the_app(uow: UnitOfWork, parts: House) -> str:
    """How many people have it, how many removed it, and what becomes of the others: a line."""
    people = [person.id for person in uow.trust.current_people()]
    chats = await uow.conversations.known_chats(people)
    have = sum(chats.values())
    said = f"{have} of {len(people)} people have it in Teams"
    removed = len(chats) - have
    if removed:
        said += f", {removed} removed it"
    return f"{said}; {_others(parts)}"


def _others(parts: House) -> str:
    if parts.installs_the_app:
        return "it is installed for those who have use for it, in working hours"
    if parts.settings.demo:
        return "the demonstration installs it for nobody"
    return f"it is installed for nobody (not set: {', '.join(parts.settings.lacking_for_installing)})"


async def who_may_have_the_app(parts: House) -> list[str]:
    """People as Graph knows them, those who have a chat with the bot first."""
    async with parts.store.transaction(read_only=True) as uow:
        people = uow.trust.current_people()
        chats = await uow.conversations.known_chats([person.id for person in people])
    people.sort(key=lambda person: (not chats.get(person.id, False), person.id))
    return [person.entra_id or person.email for person in people]

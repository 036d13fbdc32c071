"""What Boards ask of the EIT in a test, recorded without a conversation."""

from __future__ import annotations

from datetime import datetime

from dialogs.board_request_words import review_names
from strategy.actions.asking_the_eit import ask_the_eit
from strategy.board_requests import BoardRequest, read_ask
from strategy.ports import BoardRequestQuery
from tests.dialogs.conversation import NOW
from tests.dialogs.minuting import THURSDAY
from tests.dialogs.world import World


async def asked(
    world: World, school: str, words: str, by: str = "Gail Governance", at: datetime = NOW
) -> BoardRequest:
    """A school's Board asks for something; one that met on the Thursday before, where none did."""
    who = await world.person(by)
    async with world.store.transaction() as uow:
        reviews = review_names(world.policy.on(at.date(), uow.trust.calendar))
        return await ask_the_eit(
            uow=uow,
            policy=world.policy,
            now=at,
            person=uow.trust.person(who),
            school=school,
            text=read_ask(words, reviews),
            held_on=THURSDAY,
        )


async def all_asked(world: World) -> list[BoardRequest]:
    """Every request there is, as it stands, in the order in which they came."""
    async with world.store.transaction() as uow:
        page = await uow.board_requests.page(BoardRequestQuery(), limit=1_000)
    return sorted(page.items, key=lambda each: each.id)

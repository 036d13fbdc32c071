"""What people decide about reports by hand, as tests do it and look at what came of it."""

from __future__ import annotations

from datetime import date

from dialogs.messages import Place
from strategy.duties import StoredDuty
from strategy.outgoing import OutgoingKind
from strategy.ports import DutyChange, Outgoing
from strategy.visits import Visit
from tests.dialogs.answers import Answer
from tests.dialogs.conversation import Conversation
from tests.dialogs.test_filing_by_card import TYPED
from tests.dialogs.world import World

WEDNESDAY = date(2026, 11, 18)
DUE = date(2026, 11, 23)
FRIDAY = "2026-12-04"
DOES: dict[str, dict[str, str]] = {
    "duty.extend": {"day": FRIDAY, "reason": "because"},
    "duty.extend.ask": {},
    "duty.excuse": {"reason": "because"},
    "duty.excuse.ask": {},
    "duty.reassign": {"to": "Sue Partner", "reason": "because"},
    "duty.reassign.ask": {},
}
"""Every button of a decision, with what is entered."""
EVERYBODY_ELSE = (
    "Carol Chief",
    "Sam Partner",
    "Sue Partner",
    "Ada Adviser",
    "Ted Teacher",
    "Sal Specialist",
    "Hana Head",
    "Mo Head",
    "Chris Chair",
    "Lee Leader",
    "Tina Trustee",
    "Adam Admin",
    "Gail Governance",
    "Dora Data",
    "Eve Executive",
    "Stan Committee",
)


async def duty_of(world: World, visit: Visit) -> StoredDuty:
    async with world.store.transaction() as uow:
        [duty] = await uow.duties.of_visits([visit.id])
    return duty


async def changes_of(world: World, visit: Visit) -> list[DutyChange]:
    duty = await duty_of(world, visit)
    async with world.store.transaction() as uow:
        return await uow.duty_changes.of_duty(duty.id)


async def told(world: World) -> list[Outgoing]:
    async with world.store.transaction() as uow:
        return (await uow.outbox.recent(kind=OutgoingKind.DUTY_CHANGED))[::-1]


async def opens(who: Conversation, visit: Visit) -> Answer:
    return await who.sends_data({"do": "visit.show", "visit": visit.id})


async def gives(world: World, visit: Visit, to: str, who: str = "Dan Deputy") -> Answer:
    chat = (await world.chat(who)).elsewhere(Place.PERSONAL)
    await opens(chat, visit)
    await chat.presses("Give to somebody else")
    return await chat.presses("Give it to them", to=to, reason="to share the work")


async def fills_in(who: Conversation, visit: Visit) -> None:
    """Fill in the form of a visit's report as far as its last part."""
    await who.sends_data({"do": "report.start", "visit": visit.id})
    await who.presses("Next", purpose=TYPED["purpose"])
    await who.presses("Next", activities=TYPED["activities"])


async def writes(who: Conversation, visit: Visit) -> Answer:
    """Fill in the form of a visit's report and file it."""
    await fills_in(who, visit)
    return await files(who)


async def files(who: Conversation) -> Answer:
    return await who.presses(
        "File report", outcomes=TYPED["outcomes"], recommendations=TYPED["recommendations"]
    )

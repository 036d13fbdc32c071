"""Minutes in a test, recorded without their cards."""

from __future__ import annotations

from datetime import date, datetime, time

from strategy.actions.minutes_reading import send_minutes
from strategy.actions.minuting import record_minutes
from strategy.files import FileIn
from strategy.meetings import Meeting
from strategy.minutes import ActionText, Minutes, MinutesText, Sitting
from strategy.outgoing import OutgoingKind
from strategy.policy_reporting import Body
from strategy.ports import Outgoing
from tests.dialogs.conversation import NOW
from tests.dialogs.post import Post
from tests.dialogs.world import OAK_BANK, ST_ANNE, World

THURSDAY = date(2026, 11, 19)
IN_DECEMBER = date(2026, 12, 4)


async def held(
    world: World, school: str = OAK_BANK, day: date = THURSDAY, body: Body = Body.PROGRESS_BOARD
) -> Meeting:
    """A meeting that is recorded."""
    async with world.store.transaction() as uow:
        return await uow.meetings.add(Meeting(0, body, school, day, time(9), time(10, 30)))


async def minuted(
    world: World,
    *actions: tuple[str, str],
    school: str = OAK_BANK,
    day: date = THURSDAY,
    body: Body = Body.PROGRESS_BOARD,
    by: str = "Gail Governance",
    text: str = "We looked at attendance.",
    decisions: str = "",
    about: str | None = None,
    due: date = IN_DECEMBER,
    file: str = "",
    at: datetime = NOW,
) -> Minutes:
    """Minutes of a meeting with actions, each what and whose: somebody's name, or other words."""
    who = await world.person(by)
    async with world.store.transaction() as uow:
        kept = None
        if file:
            kept = (await uow.files.keep(FileIn(file, "application/pdf", b"%PDF-1.7"), who, at)).id
        said = []
        for what, name in actions:
            person = uow.trust.by_email(f"{name.lower().replace(' ', '.')}@trust.example")
            words = "" if person else name
            of_school = school if about is None else about
            said.append(ActionText(what, person.id if person else None, words, due, of_school))
        return await record_minutes(
            uow=uow,
            policy=world.policy,
            now=at,
            person=uow.trust.person(who),
            sitting=Sitting(body, school, day),
            text=MinutesText(text, decisions, "", kept),
            actions=said,
        )


async def shared(world: World, post: Post, written: str) -> dict[OutgoingKind, Outgoing]:
    """A row of each kind about the minutes of St Anne's Board, with the same words in all of it."""
    words = written[:490].strip()
    made = await minuted(
        world,
        (words, "Sue Partner"),
        (words, "Chris Chair"),
        (words, words[:100].strip()),
        school=ST_ANNE,
        text=written[:20_000],
        decisions=written[:6_000],
        file=f"{words[:60]}.pdf",
    )
    who = await world.person("Chris Chair")
    async with world.store.transaction() as uow:
        await send_minutes(
            uow=uow, policy=world.policy, now=NOW, reader=uow.trust.person(who), minutes_id=made.id
        )
    return {
        OutgoingKind.MINUTES_SHARED: await post.waiting(OutgoingKind.MINUTES_SHARED, "Chris Chair"),
        OutgoingKind.MINUTED_ACTIONS: await post.waiting(OutgoingKind.MINUTED_ACTIONS, "Sue Partner"),
        OutgoingKind.MINUTES_SENT: await post.waiting(OutgoingKind.MINUTES_SENT, "Chris Chair"),
    }

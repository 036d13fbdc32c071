"""Minutes in a test, recorded without their cards, and with them."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from dialogs.messages import Attached, Incoming
from strategy.actions.minutes_reading import send_minutes
from strategy.actions.minuting import record_minutes
from strategy.duties import DutyKind, StoredDuty
from strategy.files import FileIn
from strategy.meetings import Meeting
from strategy.minutes import ActionText, Minutes, MinutesText, Sitting
from strategy.outgoing import OutgoingKind
from strategy.policy_reporting import Body
from strategy.ports import HeldQuery, Outgoing
from tests.dialogs.answers import MARKED, Answer, held_to_account
from tests.dialogs.conversation import NOW, Conversation
from tests.dialogs.post import Post
from tests.dialogs.world import OAK_BANK, ST_ANNE, World

LINK = "https://trust.sharepoint.com/sites/boards/minutes.docx"
ACTIONS = f"""Visit the maths department{MARKED}; Sam Partner; 4 December
Hana Head to send the attendance plan by 27 November
Write to the governors (the governors, by 1 December)"""
SHOW = "show me the minutes of St Anne's last board"
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


async def all_minutes(world: World) -> list[Minutes]:
    """All minutes of the school year."""
    async with world.store.transaction() as uow:
        found = await uow.minutes.held(
            HeldQuery(date(2026, 9, 1), date(2027, 7, 1), frozenset(Body), None, True)
        )
        return [made for each in found if (made := await uow.minutes.get(each.minutes or 0))]


async def the_minutes(world: World) -> Minutes:
    """The only minutes."""
    [made] = await all_minutes(world)
    return made


async def owed(world: World, kind: DutyKind, school: str = OAK_BANK) -> list[StoredDuty]:
    """What of a kind a school's people owe, or owed."""
    async with world.store.transaction() as uow:
        return await uow.duties.of_schools([kind], [school])


async def sends(chat: Conversation, *files: Attached, text: str = "") -> Answer:
    """Somebody sends files, with words or without."""
    incoming = Incoming(chat.name, chat.place, chat.person, chat.at, text=text, files=files)
    answer = Answer(await chat.desk.receive(incoming))
    held_to_account(answer)
    if answer.cards:
        chat.last = answer
    return answer


def pdf(name: str = "Board.pdf") -> Attached:
    """A small file."""
    return Attached(name, b"%PDF-1.7\nminutes")


async def filled_in(chat: Conversation, **more: Any) -> Answer:
    """The form filled in with all there is, and filed."""
    await chat.presses("Next", text=f"We looked at attendance.{MARKED}")
    return await chat.presses(
        "File minutes", **{"decisions": f"Visit in spring{MARKED}", "actions": ACTIONS, **more}
    )


async def amended(chat: Conversation, school: str, **entered: Any) -> Answer:
    """The minutes of a school's last Board are opened and filed again with other words."""
    await chat.says(f"amend the minutes of {school}'s last board")
    first = {name: entered.pop(name) for name in ("text", "link") if name in entered}
    await chat.presses("Next", **first)
    return await chat.presses("File amendment", **entered)

"""Networks and training, from the sentence that arranges one to the names of those who came."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from dialogs.messages import Place
from storage.store import SqlStore
from strategy.actions.arranging_events import arrange
from strategy.events import Event, EventKind, Invited, Timing
from strategy.outgoing import OutgoingKind
from strategy.policy import Policy
from strategy.ports import Outgoing
from strategy.visits import Mode
from tests.dialogs.answers import MARKED
from tests.dialogs.conversation import NOW, Conversation
from tests.dialogs.post import Post
from tests.dialogs.world import World, make_world

THURSDAY = date(2026, 12, 3)
AFTER = datetime(2026, 12, 4, 9, tzinfo=UTC)
WHO = "the SLEs, Sam Partner, leaders of Marlow"


async def arranged(
    world: World,
    *,
    title: str = f"Science for all{MARKED}",
    subject: str = "Science",
    day: date = THURSDAY,
    invited: Invited | None = None,
    by: str = "Dan Deputy",
    kind: EventKind = EventKind.NETWORK,
) -> Event:
    """An event that stands."""
    who, sam = await world.person(by), await world.person("Sam Partner")
    async with world.store.transaction() as uow:
        timing = Timing(day, time(16), time(17), Mode.TEAMS)
        event = Event(0, kind, title, subject, timing, invited or Invited(people=(sam,)), who, NOW)
        return await arrange(uow=uow, policy=world.policy, now=NOW, person=uow.trust.person(who), event=event)


async def told(world: World, kind: OutgoingKind) -> list[Outgoing]:
    async with world.store.transaction() as uow:
        return await uow.outbox.recent(kind=kind)


async def names_told(world: World, kind: OutgoingKind) -> list[str]:
    rows = await told(world, kind)
    trust = await world.store.trust()
    return sorted(trust.person(row.recipient).name for row in rows)


async def test_a_network_is_arranged_by_card_and_those_invited_get_it_once(
    world: World, deputy: Conversation
) -> None:
    form = await deputy.says("set up a science network on 3 December 4pm at Marlow")
    assert form.inputs["subject"]["value"] == "Science"
    assert form.inputs["title"]["value"] == "Science network"
    form = await deputy.presses("Next")
    held = {name: form.inputs[name]["value"] for name in ("date", "starts", "ends", "place")}
    assert held == {"date": "2026-12-03", "starts": "16:00", "ends": "17:00", "place": "Marlow"}
    await deputy.presses("Next")
    done = await deputy.presses("Arrange and invite", invited=WHO)
    assert "Arranged. 3 people are invited." in done.texts
    again = await deputy.sends_data({**form.button("Next"), "do": "form.finish"})
    assert "That was arranged already." in again.texts
    invited = await names_told(world, OutgoingKind.EVENT_INVITED)
    assert "Sam Partner" in invited
    assert "Sal Specialist" in invited
    assert len(invited) == 3
    assert (await world.deeds())[0] == "event arranged"


async def test_it_is_arranged_in_questions_too(world: World) -> None:
    dan = (await world.chat("Dan Deputy")).elsewhere(Place.TERMINAL)
    said = await dan.says("arrange phonics training on Teams next Tuesday")
    assert "When does it begin?" in said.words
    await dan.says("2pm")
    await dan.says("half past three")
    said = await dan.says("everybody and Nobody At All")
    assert "neither a person nor a school" in said.words
    said = await dan.says("everybody")
    assert 'Say "arrange it" to arrange it' in said.words
    said = await dan.says("arrange it")
    assert "Phonics training" in said.words
    assert "14:00 to 15:30" in said.words
    assert len(await told(world, OutgoingKind.EVENT_INVITED)) > 10


async def test_a_day_off_and_another_event_of_the_subject_are_said_before(
    world: World, deputy: Conversation
) -> None:
    await arranged(world, day=date(2026, 12, 5))
    await deputy.says("set up a science network on 5 December at 10am on Teams inviting everybody")
    await deputy.presses("Next")
    last = await deputy.presses("Next")
    assert "Sat 5 December 2026 is not a working day." in last.texts
    asked = await deputy.presses("Arrange and invite")
    assert "There is another Science network that day" in asked.texts
    assert "event arranged" not in (await world.deeds())[:-1]
    done = await deputy.presses("Arrange it all the same")
    assert "Arranged." in done.texts


@pytest.mark.parametrize("name", ["Sam Partner", "Hana Head", "Sal Specialist", "Adam Admin", "Dora Data"])
async def test_who_does_not_run_the_institute_arranges_nothing_and_sees_nobody_who_came(
    world: World, name: str
) -> None:
    event = await arranged(world)
    chat = await world.chat(name)
    for text in ("set up a maths network tomorrow", "who came to the science network", "note who came"):
        assert (await chat.says(text)).words.startswith("I can't do that for you.")
    for do in ("event.move.ask", "event.move", "event.cancel.ask", "event.cancel", "event.note.ask"):
        answer = await chat.sends_data({"do": do, "event": event.id, "revision": 1, "day": "2026-12-10"})
        assert answer.words.startswith("I can't do that for you."), do
    assert await world.deeds() == ["event arranged"]


async def test_everybody_may_see_what_is_on_and_who_is_invited_says_whether_they_come(
    world: World, sip: Conversation, head: Conversation, post: Post
) -> None:
    event = await arranged(world)
    seen = await head.says("what CPD is on for science this term")
    assert "1 event is coming up for Science" in seen.words
    assert "Science for all" in seen.texts
    page = await head.presses(f"Science for all{MARKED}")
    assert "I'm coming" not in page.buttons
    card = await post.notice(await post.waiting(OutgoingKind.EVENT_INVITED, "Sam Partner"))
    answered = await sip.sends_data(card.button("I'm coming"))
    assert "Thank you, you are down as coming." in answered.texts
    assert (await sip.says("I can't come to the science network")).words.startswith("Thank you for saying")
    assert await _said(world, event.id) == {"Sam Partner": False}
    refused = await head.sends_data({"do": "event.coming", "event": event.id, "revision": 1})
    assert refused.words.startswith("I can't show you that.")


async def test_who_cannot_come_is_seen_by_whoever_arranged_it_alone(
    world: World, sip: Conversation, deputy: Conversation
) -> None:
    event = await arranged(world, by="Dan Deputy")
    await sip.says("I can't come to the science network")
    assert "Can't come\n1: Sam Partner" in (await deputy.says("who is coming to the science network")).texts
    for name in ("Lena Lead", "Carol Chief", "Sal Specialist"):
        chat = await world.chat(name)
        page = await chat.sends_data({"do": "event.show", "event": event.id})
        assert "Can't come" not in page.texts
        said = await chat.says("who is coming to the science network")
        assert "Sam Partner" not in said.words
    async with world.store.transaction() as uow:
        entries = await uow.audit.entries()
    assert all(set(entry.details) <= {"revision", "day"} for entry in entries)


async def test_moving_it_tells_those_invited_and_asks_them_again(
    world: World, deputy: Conversation, sip: Conversation, post: Post
) -> None:
    await arranged(world)
    await sip.says("I'm coming to the science network")
    asked = await deputy.says("move the science network to 10 December at 3pm")
    assert "Thu 10 December 2026, 15:00 to 16:00? 1 person is told." in asked.words
    assert await told(world, OutgoingKind.EVENT_CHANGED) == []
    done = await deputy.says("yes")
    assert "Moved. 1 person is told." in done.words
    assert await names_told(world, OutgoingKind.EVENT_CHANGED) == ["Sam Partner"]
    notice = await post.notice(await post.waiting(OutgoingKind.EVENT_CHANGED, "Sam Partner"))
    assert "is now on Thu 10 December 2026, 15:00 to 16:00, on Teams" in notice.words
    assert "You are invited." in (await sip.says("when is the next science network")).texts
    invitation = await post.waiting(OutgoingKind.EVENT_INVITED, "Sam Partner")
    assert await post.untrue(invitation) == "moved or cancelled since"


async def test_it_is_moved_by_card(world: World, deputy: Conversation) -> None:
    event = await arranged(world)
    await deputy.sends_data({"do": "event.show", "event": event.id})
    await deputy.presses("Move it")
    done = await deputy.presses("Move it", day="2026-12-09", place="Oak Bank")
    assert "Wed 9 December 2026, 16:00 to 17:00" in done.texts
    assert "Where\nOak Bank" in done.texts


async def test_cancelling_it_tells_those_invited(world: World, deputy: Conversation, post: Post) -> None:
    await arranged(world)
    await deputy.says("cancel the science network")
    done = await deputy.presses("Yes, cancel it")
    assert "Cancelled. 1 person is told." in done.texts
    letter = await post.letter(await post.waiting(OutgoingKind.EVENT_CHANGED, "Sam Partner"))
    assert "is cancelled" in letter.text
    assert (await deputy.says("what training is coming up")).words.startswith("No training is coming up")


async def test_after_it_whoever_arranged_it_is_asked_who_came(
    world: World, deputy: Conversation, post: Post
) -> None:
    await arranged(world)
    row = await post.waiting(OutgoingKind.EVENT_REGISTER, "Dan Deputy")
    assert len(await told(world, OutgoingKind.EVENT_REGISTER)) == 1
    assert await post.untrue(row) == "cancelled, or still to come"
    notice = await post.notice(row, at=AFTER)
    deputy.at = AFTER
    asked = await deputy.sends_data(notice.button("Note who came"))
    assert asked.inputs["ticked"]["choices"] == [
        {"title": "Sam Partner", "value": str(await world.person("Sam Partner"))}
    ]
    nobody = await deputy.presses("Note who came")
    assert "Please tick or name who came." in nobody.words
    sam = await world.person("Sam Partner")
    done = await deputy.presses("Note who came", on=asked, ticked=str(sam), came="Sal Specialist")
    assert "Noted: 2 people came." in done.texts
    came = await deputy.says("who came to the science network")
    assert "2: Sal Specialist and Sam Partner" in came.texts
    assert await post.untrue(row, at=AFTER) == "noted already"


async def test_a_register_is_corrected_and_the_earlier_one_kept(world: World, deputy: Conversation) -> None:
    event = await arranged(world)
    deputy.at = AFTER
    await deputy.says("note who came")
    await deputy.says("Sam Partner")
    await deputy.says("note who came to the science network")
    assert "Noted: nobody came." in (await deputy.says("nobody")).all
    async with world.store.transaction() as uow:
        register = await uow.events.register(event.id)
    assert register is not None
    assert (register.number, register.people) == (2, ())
    assert (await world.deeds())[:2] == ["register noted", "register noted"]


async def test_lists_page_and_say_what_comes_later(world: World, head: Conversation) -> None:
    for number in range(8):
        await arranged(world, title=f"Number {number}{MARKED}", day=date(2027, 1, 5 + number))
    assert (
        "The next one arranged is Science network, Tue 5 January 2027"
        in (await head.says("what CPD is on for science this half term")).words
    )
    first = await head.says("what CPD is on for science next half term")
    assert "Showing 1 to 6 of 8." in first.words
    second = await head.says("more")
    assert "Number 7" in second.texts
    assert "Number 2" in (await head.presses("Back", on=second)).texts
    assert "Number 7" in (await head.presses("Next", on=first)).texts
    assert (await head.sends_data({"do": "event.page", "offset": "x"})).words.startswith("That button")


async def test_in_front_of_others_the_answer_goes_to_the_askers_own_chat(world: World) -> None:
    await arranged(world)
    group = await world.chat("Dan Deputy", Place.GROUP)
    answer = await group.says("who is coming to the science network")
    assert "Sam Partner" not in answer.reply.messages[0].text
    assert answer.reply.privately


@pytest.mark.parametrize("second", ["event.cancel", "event.move"])
async def test_of_two_who_change_it_at_once_one_wins_and_the_other_is_told(
    store: SqlStore, policy: Policy, second: str
) -> None:
    await make_world(store, policy)
    world = World.of(store, policy)
    event = await arranged(world)
    dan, lena = await world.chat("Dan Deputy"), await world.chat("Lena Lead")
    data: dict[str, Any] = {"event": event.id, "revision": 1, "sure": True}
    answers = await asyncio.gather(
        dan.sends_data({"do": "event.move", "day": "2026-12-10", **data}),
        lena.sends_data({"do": second, "day": "2026-12-11", **data}),
    )
    assert sum("Somebody has changed it meanwhile" in answer.texts for answer in answers) == 1
    async with world.store.transaction() as uow:
        after = await uow.events.get(event.id)
    assert after is not None
    assert after.revision == 2
    assert len(await world.deeds()) == 2


async def test_of_two_who_note_who_came_at_once_one_counts(store: SqlStore, policy: Policy) -> None:
    await make_world(store, policy)
    world = World.of(store, policy)
    event = await arranged(world)
    dan, lena = await world.chat("Dan Deputy"), await world.chat("Lena Lead")
    dan.at = lena.at = AFTER
    data = {"do": "event.note", "event": event.id, "after": 0}
    answers = await asyncio.gather(
        dan.sends_data({**data, "came": "Sam Partner"}), lena.sends_data({**data, "came": "Sal Specialist"})
    )
    assert sum("Somebody has noted it meanwhile" in answer.texts for answer in answers) == 1
    async with world.store.transaction() as uow:
        register = await uow.events.register(event.id)
    assert register is not None
    assert len(register.people) == 1


async def test_an_unknown_event_is_not_found(deputy: Conversation) -> None:
    for number in (99_999, True, "1", None):
        assert (await deputy.sends_data({"do": "event.show", "event": number})).words == (
            "I couldn't find that."
        )


async def _said(world: World, event: int) -> dict[str, bool]:
    async with world.store.transaction() as uow:
        said = await uow.events.said(event)
        return {uow.trust.person(each.person).name: each.comes for each in said}

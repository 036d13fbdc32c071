"""Chasing: the Deputy CEO has people reminded of what is overdue, and sees who was told and how."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from dialogs.answering import IN_OUR_OWN_CHAT
from dialogs.messages import Place
from dialogs.wording import READ_ONLY, REFUSAL_TO_DO
from storage.store import SqlStore
from strategy.actions.nudging import gather, send_gathered
from strategy.duties import Changes
from strategy.outgoing import Means, OutgoingKind
from strategy.people import Capacity
from strategy.policy import Policy
from strategy.ports import Absence, Outgoing, OutgoingState
from tests.builders import a_visit, duty_of, make_person, take_in_hand
from tests.dialogs.conversation import NOW, Conversation
from tests.dialogs.test_filing_by_card import file
from tests.dialogs.world import LONGMEAD, MARLOW, OAK_BANK, ST_ANNE, World, make_world

ADVISER = Capacity.SCHOOL_IMPROVEMENT_ADVISER
TODAY = date(2026, 11, 23)


@pytest.fixture
async def autumn(world: World) -> World:
    """Ted, Ada and Sam are late for Oak Bank; Sam has another report due this week, and Sue one today."""
    await put_in_diary(world)
    return world


async def put_in_diary(world: World) -> None:
    await world.diary("Ada Adviser", OAK_BANK, date(2026, 11, 10), capacity=ADVISER)
    await world.diary("Sam Partner", OAK_BANK, date(2026, 11, 12), date(2026, 11, 20))
    await world.diary("Sue Partner", MARLOW, date(2026, 11, 18), date(2027, 1, 18))


async def messages(world: World) -> list[Outgoing]:
    """The reminders that a chase has put out, the first first."""
    async with world.store.transaction() as uow:
        return (await uow.outbox.recent(kind=OutgoingKind.CHASE))[::-1]


async def reminded(world: World) -> Counter[str]:
    """Who has how many such reminders."""
    async with world.store.transaction() as uow:
        names = [uow.trust.person(row.recipient).name for row in await uow.outbox.recent()]
    return Counter(names)


async def in_teams(world: World, name: str) -> None:
    """Somebody has installed the bot."""
    who = await world.person(name)
    async with world.store.transaction() as uow:
        await uow.conversations.keep_reference(who, f"chat of {name}", {"chat": name}, NOW)


async def away(world: World, name: str, ends: date | None) -> None:
    """Somebody has been away since last week."""
    who = await world.person(name)
    async with world.store.transaction() as uow:
        await uow.absences.add(Absence(0, who, date(2026, 11, 16), ends, "leave", who, NOW))


async def many_late(world: World) -> None:
    """Six people are late in all: three more than in autumn."""
    for name, capacity in (("Sue Partner", Capacity.SIP), ("Lena Lead", Capacity.LEAD_SIP)):
        await world.diary(name, LONGMEAD, date(2026, 11, 9), capacity=capacity)
    await world.diary("Sal Specialist", OAK_BANK, date(2026, 11, 9), capacity=Capacity.SLE)
    await world.diary("Carol Chief", ST_ANNE, date(2026, 11, 9))


async def test_chase_them_on_an_overdue_list_reminds_each_in_one_message_and_says_how(
    autumn: World, deputy: Conversation
) -> None:
    await in_teams(autumn, "Sam Partner")
    await autumn.diary("Sam Partner", OAK_BANK, date(2026, 11, 13))
    await deputy.says("which high-risk reports are overdue")
    answer = await deputy.presses("Chase them")
    assert answer.words == (
        "Reminded 3 people about 4 reports: Ted Teacher (1) by mail, Ada Adviser (1) by mail, "
        "Sam Partner (2) in Teams."
    )
    assert "Sam Partner (2) in Teams" in answer.texts
    assert answer.reply.replacement is None, "the list stays where it is"
    assert answer.messages[0].summary == "3 people reminded"
    sent = await messages(autumn)
    [subject] = {row.subject for row in sent}
    assert [row.key for row in sent] == [f"{subject}:{row.recipient}" for row in sent]
    assert await reminded(autumn) == {"Ted Teacher": 1, "Ada Adviser": 1, "Sam Partner": 1}
    async with autumn.store.transaction() as uow:
        rungs = {row.recipient: await uow.reminders.of_message(row.id) for row in sent}
        [entry] = await uow.audit.entries(subject=subject)
    assert sorted(len(each) for each in rungs.values()) == [1, 1, 2]
    assert {rung.rung_on for each in rungs.values() for rung in each} == {TODAY}
    assert (entry.deed, dict(entry.details)) == ("people reminded", {"people": 3, "reports": 4})
    assert entry.actor == await autumn.person("Dan Deputy")


@pytest.mark.parametrize(
    "text", ["chase them", "remind them please", "Nudge them.", "please chase them up", "chase everyone"]
)
async def test_them_are_those_on_the_list_that_was_shown(
    autumn: World, deputy: Conversation, text: str
) -> None:
    await deputy.says("what has Ada Adviser not filed")
    answer = await deputy.says(text)
    assert answer.words == "Reminded 1 person about 1 report: Ada Adviser (1) by mail."


async def test_them_are_those_of_every_page_of_the_list(world: World, deputy: Conversation) -> None:
    days = [date(2026, 9, 7) + timedelta(days=2 * n) for n in range(20)]
    await world.diary("Sue Partner", LONGMEAD, *days)
    await deputy.says("overdue for Longmead")
    await deputy.says("more")
    await deputy.says("3")
    answer = await deputy.says("chase them")
    assert answer.words == "Reminded 1 person about 20 reports: Sue Partner (20) by mail."


async def test_those_of_a_list_that_has_been_left_are_asked_about_first(
    autumn: World, deputy: Conversation
) -> None:
    await deputy.says("overdue reports by SIPs")
    await deputy.says("who is the SIP for Marlow")
    asked = await deputy.says("chase them")
    assert asked.words.startswith("That reminds 3 people about 3 reports. Shall I?")
    assert await messages(autumn) == []


async def test_him_where_there_are_several_is_asked_about_first(autumn: World, deputy: Conversation) -> None:
    await deputy.says("overdue for Oak Bank")
    assert "Shall I?" in (await deputy.says("remind him")).words
    await deputy.says("what has Sam Partner not filed")
    assert "Sam Partner (2)" in (await deputy.says("remind him")).words


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("chase everyone with an overdue report please", {"Ted Teacher", "Ada Adviser", "Sam Partner"}),
        ("Chase the overdue reports", {"Ted Teacher", "Ada Adviser", "Sam Partner"}),
        ("nudge Sam about his report on Oak Bank", {"Sam Partner"}),
        ("chase the overdue reports for Oak Bank", {"Ted Teacher", "Ada Adviser", "Sam Partner"}),
        ("chase the advisers", {"Ada Adviser"}),
        ("chase high-risk reports", {"Ted Teacher", "Ada Adviser", "Sam Partner"}),
        ("chase overdue reports of repair schools", {"Ted Teacher", "Ada Adviser", "Sam Partner"}),
        ("chase Sam and Ada", {"Sam Partner", "Ada Adviser"}),
        ("chase everyone with an overdue report but Ada", {"Ted Teacher", "Sam Partner"}),
        ("chase reports due this week", {"Sam Partner", "Sue Partner"}),
    ],
)
async def test_a_sentence_reminds_those_it_means(
    autumn: World, deputy: Conversation, text: str, names: set[str]
) -> None:
    answer = await deputy.says(text)
    assert answer.words.startswith("Reminded "), answer.words
    assert set(await reminded(autumn)) == names


async def test_where_nothing_is_overdue_the_answer_says_so(autumn: World, deputy: Conversation) -> None:
    assert (await deputy.says("chase the SLEs")).words == (
        "No report by SLEs is late, so there is nobody to remind."
    )
    answer = await deputy.says("nudge Sue about her report on Marlow")
    assert answer.words == (
        "No report by Sue Partner for Marlow is late, so there is nobody to remind. "
        "1 report is still to come."
    )
    assert await messages(autumn) == []
    assert "Sue Partner (1) by mail" in (await deputy.presses("Remind all the same")).texts


async def test_a_visit_that_lies_ahead_is_nothing_to_be_reminded_of(
    autumn: World, deputy: Conversation
) -> None:
    answer = await deputy.says("chase the reports that are due from Sue in January")
    assert "nobody to remind" in answer.words
    assert await messages(autumn) == []


async def test_a_name_that_is_nobody_s_or_several_s_is_asked_back(
    autumn: World, deputy: Conversation
) -> None:
    unknown = await deputy.says("nudge Zebedee about the overdue report")
    assert "I don't know a school or a person called" in unknown.words
    assert "Which one do you mean" in (await deputy.says("chase Partner about the overdue report")).words
    assert "Sam Partner (1) by mail" in (await deputy.says("Sam Partner")).words


async def test_more_than_five_people_are_asked_about_first(autumn: World, deputy: Conversation) -> None:
    await many_late(autumn)
    await deputy.says("which reports are overdue")
    asked = await deputy.presses("Chase them")
    assert asked.words.startswith("That reminds 7 people about 7 reports. Shall I?")
    assert "Ada Adviser (1)" in asked.texts
    assert await messages(autumn) == []
    assert (await deputy.says("no thanks")).words == "All right, I have left it."
    assert "didn't understand" in (await deputy.says("yes")).words
    assert await messages(autumn) == []
    await deputy.says("chase everyone with an overdue report")
    assert (await deputy.says("yes please")).words.startswith("Reminded 7 people about 7 reports: ")
    assert len(await messages(autumn)) == 7


async def test_the_button_says_yes_too_and_something_else_is_no_answer(
    autumn: World, deputy: Conversation
) -> None:
    await many_late(autumn)
    asked = await deputy.says("chase everyone with an overdue report except Ada")
    await deputy.says("when do we break up?")
    assert "didn't understand" in (await deputy.says("yes")).words
    assert await messages(autumn) == []
    done = await deputy.presses("Remind 6 people", on=asked)
    assert "Reminded 6 people about 6 reports" in done.texts
    assert "Ada Adviser (1), as you asked" in done.texts
    assert "Ada Adviser" not in await reminded(autumn)


async def test_yes_to_a_chase_is_no_answer_to_a_form_that_is_being_filled_in(autumn: World) -> None:
    await many_late(autumn)
    lena = await autumn.chat("Lena Lead")
    listed = await lena.says("which reports are overdue")
    await lena.says("file a report for Oak Bank, yesterday's visit, ask me the questions")
    await lena.presses("Chase them", on=listed)
    assert "Reminded 6 people" in (await lena.says("yes")).words


async def test_who_is_away_or_chases_themselves_is_left_out_and_named(
    autumn: World, deputy: Conversation
) -> None:
    await away(autumn, "Ada Adviser", date(2026, 11, 30))
    await away(autumn, "Ted Teacher", None)
    await autumn.diary("Lena Lead", OAK_BANK, date(2026, 11, 9), capacity=Capacity.LEAD_SIP)
    lena = await autumn.chat("Lena Lead")
    answer = await lena.says("chase everyone with an overdue report")
    assert answer.words == (
        "Reminded 1 person about 1 report: Sam Partner (1) by mail. Not reminded: Ted Teacher (1), away; "
        "you (1), whose own it is; Ada Adviser (1), away until Mon 30 Nov."
    )
    nobody = await deputy.says("chase Ada Adviser")
    assert nobody.words == ("Nobody is reminded now. Not reminded: Ada Adviser (1), away until Mon 30 Nov.")
    assert await reminded(autumn) == {"Sam Partner": 1}


async def test_each_is_reminded_once_a_day_however_often_and_by_whomever(
    autumn: World, deputy: Conversation
) -> None:
    listed = await deputy.says("which high-risk reports are overdue")
    await deputy.presses("Chase them", on=listed)
    again = await deputy.presses("Chase them", on=listed)
    assert again.words.startswith("Nobody is reminded now.")
    assert "Sam Partner (1), reminded today already" in again.words
    lena = await autumn.chat("Lena Lead")
    await autumn.diary("Sam Partner", OAK_BANK, date(2026, 11, 13))
    more = await lena.says("chase everyone with an overdue report")
    assert more.words.startswith("Reminded 1 person about 1 report: Sam Partner (1) by mail.")
    assert (await reminded(autumn))["Ada Adviser"] == 1
    deputy.later(days=1)
    await deputy.presses("Chase them", on=listed)
    assert (await reminded(autumn))["Ada Adviser"] == 2


async def test_a_press_that_teams_sends_again_chases_once(autumn: World, deputy: Conversation) -> None:
    listed = await deputy.says("which high-risk reports are overdue")
    first = await deputy.sends_data(listed.button("Chase them"), activity="a1")
    assert first.words.startswith("Reminded 3 people")
    assert (await deputy.sends_data(listed.button("Chase them"), activity="a1")).messages == ()
    assert sum((await reminded(autumn)).values()) == 3


async def test_two_who_chase_at_the_same_moment_remind_each_once(store: SqlStore, policy: Policy) -> None:
    await make_world(store, policy)
    world = World.of(store, policy)
    await put_in_diary(world)
    chasers = [await world.chat(name) for name in ("Dan Deputy", "Lena Lead", "Carol Chief")]
    chats = [chaser.elsewhere(Place.PERSONAL) for chaser in chasers for _ in range(2)]
    answers = await asyncio.gather(*(chat.says("chase everyone with an overdue report") for chat in chats))
    assert await reminded(world) == {"Ted Teacher": 1, "Ada Adviser": 1, "Sam Partner": 1}
    told = [answer.words for answer in answers if answer.words.startswith("Reminded ")]
    assert sum(words.split(" about ")[1].startswith("3") for words in told) == 1
    assert len({row.subject for row in await messages(world)}) == 1
    async with store.transaction() as uow:
        assert await uow.reminders.waiting(10) == {}


async def test_a_report_that_was_filed_is_not_chased(
    autumn: World, deputy: Conversation, sip: Conversation
) -> None:
    listed = await deputy.says("overdue reports by SIPs")
    await sip.says("file a report for Oak Bank, 12 November")
    await file(sip)
    answer = await deputy.presses("Chase them", on=listed)
    assert answer.words.startswith("No report by SIPs is late, so there is nobody to remind.")
    assert await messages(autumn) == []


async def test_a_pause_does_not_hold_a_chase_back_and_the_sweep_adds_none_that_day(
    autumn: World, deputy: Conversation, sip: Conversation
) -> None:
    await sip.says("snooze until Monday")
    assert "Sam Partner (1) by mail" in (await deputy.says("chase Sam Partner")).words
    await sip.says("turn reminders back on")
    async with autumn.store.transaction() as uow:
        await gather(uow=uow, policy=autumn.policy, now=NOW)
        await send_gathered(uow=uow, policy=autumn.policy, now=NOW)
        sam = await autumn.person("Sam Partner")
        nudge = await uow.outbox.by_key(f"nudge:{sam}:{TODAY}")
        assert nudge is not None
        of_today = [rung.duty for rung in await uow.reminders.of_message(nudge.id)]
        chased = [
            rung.duty
            for row in await uow.outbox.recent(kind=OutgoingKind.CHASE)
            for rung in await uow.reminders.of_message(row.id)
        ]
    assert not set(of_today) & set(chased), "one reminder a day of the same report is enough"


async def test_it_waits_for_no_working_hours(autumn: World, deputy: Conversation) -> None:
    deputy.later(days=5, hours=12)
    assert "Reminded" in (await deputy.says("chase Ada Adviser")).words
    [row] = await messages(autumn)
    assert row.next_try_at == deputy.at


MAY_NOT = [
    "Sam Partner",
    "Ada Adviser",
    "Ted Teacher",
    "Hana Head",
    "Chris Chair",
    "Lee Leader",
    "Tina Trustee",
    "Stan Committee",
    "Eve Executive",
    "Gail Governance",
    "Dora Data",
    "Adam Admin",
]


@pytest.mark.parametrize("name", MAY_NOT)
async def test_others_may_not_chase_nor_see_a_chase_and_nothing_is_written(
    autumn: World, deputy: Conversation, name: str
) -> None:
    listed = await deputy.says("which high-risk reports are overdue")
    who = await autumn.chat(name)
    assert "Chase them" not in (await who.says("which reports are overdue")).buttons
    assert "Chase the overdue reports" not in (await who.says("help")).all
    for text in (
        "chase everyone with an overdue report",
        "nudge Sue about her report on Marlow",
        "chase them",
    ):
        assert (await who.says(text)).words == REFUSAL_TO_DO, text
    assert (await who.sends_data(listed.button("Chase them"))).words == REFUSAL_TO_DO
    assert await messages(autumn) == []
    assert "people reminded" not in await autumn.deeds()
    await deputy.presses("Chase them", on=listed)
    [subject] = {row.subject for row in await messages(autumn)}
    shown = await who.sends_data({"do": "chase.show", "chase": int(subject.partition(":")[2])})
    assert shown.words == REFUSAL_TO_DO
    assert (await who.sends_data({"do": "chase.show", "chase": 999})).words == REFUSAL_TO_DO


async def test_where_the_bot_only_reads_nobody_is_chased(autumn: World, deputy: Conversation) -> None:
    listed = await deputy.says("which high-risk reports are overdue")
    deputy.read_only = True
    shown = await deputy.says("which high-risk reports are overdue")
    assert "Chase them" not in shown.buttons
    assert "chase them" not in shown.words
    assert (await deputy.says("chase them")).words == READ_ONLY
    assert (await deputy.presses("Chase them", on=listed)).words == READ_ONLY
    assert await messages(autumn) == []


async def test_in_a_terminal_the_list_says_how_to_chase(autumn: World) -> None:
    dan = await autumn.chat("Dan Deputy", Place.TERMINAL)
    assert 'Say "chase them"' in (await dan.says("which reports are overdue")).words
    assert 'Say "chase them"' not in (await dan.says("what is due this week")).words
    await many_late(autumn)
    await dan.says("which reports are overdue")
    asked = await dan.says("chase them")
    assert "Shall I? Ted Teacher (1)" in asked.words
    assert "Reminded 7 people" in (await dan.says("yes")).words


async def test_in_a_group_the_chase_is_spoken_of_in_one_s_own_chat(autumn: World) -> None:
    group = await autumn.chat("Dan Deputy", Place.GROUP)
    await group.says("overdue reports by SIPs")
    asked = await group.says("chase them")
    assert "That reminds 3 people" in asked.words, "a group's chat remembers no list"
    assert [message.text for message in asked.reply.messages] == [IN_OUR_OWN_CHAT]
    await group.says("yes")
    assert await messages(autumn) == []
    done = await group.says("chase everyone with an overdue report")
    assert [message.text for message in done.reply.messages] == [IN_OUR_OWN_CHAT]
    assert done.reply.privately[0].text.startswith("Reminded 3 people")


async def stands(world: World, states: Sequence[Outgoing]) -> None:
    """What a worker has made of the messages of a chase."""
    async with world.store.transaction() as uow:
        taken = await take_in_hand(uow, NOW, NOW + timedelta(minutes=5))
        for row, now_is in zip(taken, states, strict=True):
            as_it_is = replace(
                row,
                state=now_is.state,
                means=now_is.means,
                why=now_is.why,
                tried=now_is.tried,
                done_at=now_is.done_at,
            )
            assert await uow.outbox.settle(as_it_is)


async def test_how_it_went_is_shown_person_by_person(autumn: World, deputy: Conversation) -> None:
    await deputy.says("chase everyone with an overdue report")
    first = await deputy.presses("How did it go?")
    assert "3 reminders: 3 waiting." in first.texts
    row = Outgoing("", OutgoingKind.CHASE, 0, "", NOW)
    await stands(
        autumn,
        [
            replace(row, state=OutgoingState.SENT, means=Means.TEAMS, done_at=NOW),
            replace(
                row,
                state=OutgoingState.FAILED,
                means=Means.MAIL,
                tried="blocked in Teams",
                why="no such mailbox",
            ),
            replace(row, state=OutgoingState.DROPPED, means=Means.TEAMS, why="filed already", done_at=NOW),
        ],
    )
    shown = await deputy.presses("Look again")
    assert "3 reminders: 1 not delivered, 1 sent, 1 not needed any more." in shown.texts
    assert "sent in Teams on Mon 23 Nov at 09:00" in shown.texts
    assert "not delivered: no such mailbox (blocked in Teams)" in shown.texts
    assert "not needed any more: filed already" in shown.texts
    assert shown.texts.index("not delivered:") < shown.texts.index("sent in Teams")
    for chase in (999, "1", None, True, 10**30):
        nothing = await deputy.sends_data({"do": "chase.show", "chase": chase})
        assert nothing.words == "I couldn't find that."


@pytest.mark.parametrize(
    "ask", [None, "overdue", {}, {"intent": "visit.list"}, {"intent": "report.list", "person": "nobody"}]
)
async def test_a_button_that_nobody_was_shown_chases_nobody(
    autumn: World, deputy: Conversation, ask: object
) -> None:
    answer = await deputy.sends_data({"do": "report.chase", "ask": ask, "sure": True})
    assert "older card" in answer.words
    assert await messages(autumn) == []


async def test_a_chase_of_very_many_names_some_and_stays_a_small_card(
    world: World, deputy: Conversation
) -> None:
    async with world.store.transaction() as uow:
        for number in range(40):
            author = await make_person(uow, f"Author Number{number}")
            visit = await uow.visits.add(a_visit(LONGMEAD, author, date(2026, 11, 9)))
            await uow.duties.apply(Changes(new=(duty_of(visit, date(2026, 11, 12)),)))
    await deputy.says("overdue for Longmead")
    asked = await deputy.says("chase them")
    assert "That reminds 40 people about 40 reports" in asked.words
    done = await deputy.says("yes")
    assert done.words.endswith("and 28 more.")
    shown = await deputy.presses("How did it go?")
    assert "40 reminders: 40 waiting. Showing the first 30." in shown.texts

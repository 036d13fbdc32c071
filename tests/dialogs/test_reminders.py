"""Putting off one's reminders, lifting that, and hearing which are coming."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

import pytest

from dialogs.answering import IN_OUR_OWN_CHAT
from dialogs.messages import Place
from dialogs.reminders import ONLY_YOURS, STAYS
from dialogs.wording import READ_ONLY
from strategy.actions.nudging import gather, send_gathered
from strategy.outgoing import OutgoingKind
from strategy.people import Capacity
from strategy.ports import Absence, ReminderChoice
from strategy.school_year import LONDON
from tests.builders import take_in_hand
from tests.dialogs.conversation import Conversation
from tests.dialogs.world import MARLOW, OAK_BANK, World

ADVISER = Capacity.SCHOOL_IMPROVEMENT_ADVISER


@pytest.fixture
async def autumn(world: World) -> World:
    """Ada is late for Oak Bank, Sam is with one report and has another due this week; Sue's is due today."""
    await world.diary("Ada Adviser", OAK_BANK, date(2026, 11, 10), capacity=ADVISER)
    await world.diary("Sam Partner", OAK_BANK, date(2026, 11, 12), date(2026, 11, 20))
    await world.diary("Sue Partner", MARLOW, date(2026, 11, 18), date(2027, 1, 18))
    return world


def london(day: int, hour: int = 8, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=LONDON)


async def choices(world: World) -> Mapping[int, ReminderChoice]:
    """What everybody has chosen."""
    async with world.store.transaction() as uow:
        return await uow.reminders.choices(sorted(uow.trust.people))


async def chosen(world: World, name: str = "Sam Partner") -> tuple[datetime | None, time | None]:
    """Until when somebody has paused their reminders, and before what time they want none."""
    person = await world.person(name)
    choice = (await choices(world)).get(person, ReminderChoice(person))
    return choice.paused_until, choice.not_before


async def sweep(world: World, at: datetime) -> set[str]:
    """Who is sent the day's reminder by a sweep at an instant, and a worker that takes it at once."""
    async with world.store.transaction() as uow:
        before = {row.id for row in await uow.outbox.recent(kind=OutgoingKind.NUDGE)}
    async with world.store.transaction() as uow:
        await gather(uow=uow, policy=world.policy, now=at)
    async with world.store.transaction() as uow:
        await send_gathered(uow=uow, policy=world.policy, now=at)
        rows = await uow.outbox.recent(kind=OutgoingKind.NUDGE)
        await take_in_hand(uow, at, at + timedelta(days=30))
        return {uow.trust.person(row.recipient).name for row in rows if row.id not in before}


@pytest.mark.parametrize(
    ("text", "until", "said"),
    [
        ("snooze until Monday", london(30), "paused until Mon 30 Nov at 08:00."),
        ("snooze until Wednesday", london(25), "paused until Wed 25 Nov at 08:00."),
        ("no more reminders this week please", london(30), "paused until Mon 30 Nov at 08:00."),
        ("no reminders today", london(24), "paused until Tue 24 Nov at 08:00."),
        ("snooze for two days", london(25), "paused until Wed 25 Nov at 08:00."),
        ("snooze until Saturday", london(30), "paused until Mon 30 Nov at 08:00."),
        ("snooze until 4pm", london(23, 16), "paused until 16:00 today."),
        ("not before 4pm today", london(23, 16), "paused until 16:00 today."),
        ("snooze until 8pm", london(24), "paused until Tue 24 Nov at 08:00."),
    ],
)
async def test_reminders_are_paused_until_then_and_nothing_is_hidden(
    autumn: World, sip: Conversation, text: str, until: datetime, said: str
) -> None:
    answer = await sip.says(text)
    assert answer.words == f"Your reminders are {said} {STAYS}"
    assert "the Deputy CEO sees what is late" in answer.texts
    assert await chosen(autumn) == (until, None)
    assert list(await choices(autumn)) == [await autumn.person("Sam Partner")]
    assert (await autumn.deeds())[0] == "reminders chosen"


@pytest.mark.parametrize("text", ["not before 4pm", "don't remind me before 4pm", "only after 4pm please"])
async def test_a_time_of_day_without_a_day_holds_from_then_on(
    autumn: World, sip: Conversation, text: str
) -> None:
    answer = await sip.says(text)
    assert answer.words == f"I remind you at 16:00 or later. {STAYS}"
    assert await chosen(autumn) == (None, time(16))


async def test_a_pause_and_a_time_of_day_go_together(autumn: World, sip: Conversation) -> None:
    await sip.says("not before 4pm")
    answer = await sip.says("snooze until Wednesday")
    assert answer.words == (
        f"Your reminders are paused until Wed 25 Nov at 16:00. I remind you at 16:00 or later. {STAYS}"
    )
    assert await chosen(autumn) == (london(25), time(16))


@pytest.mark.parametrize("text", ["not before 7am", "not before 9pm", "not before 6pm"])
async def test_a_time_outside_working_hours_is_told_the_hours(
    autumn: World, sip: Conversation, text: str
) -> None:
    assert "between 08:00 and 18:00" in (await sip.says(text)).words
    assert await choices(autumn) == {}


@pytest.mark.parametrize("text", ["snooze until Christmas", "pause my reminders for a fortnight"])
async def test_a_pause_longer_than_may_be_is_cut_and_said_so(
    autumn: World, sip: Conversation, text: str
) -> None:
    answer = await sip.says(text)
    assert "paused until Mon 30 Nov at 08:00. That is as long as I may pause them: 5 working days." in (
        answer.words
    )
    assert await chosen(autumn) == (london(30), None)


@pytest.mark.parametrize("text", ["remind me at any time", "turn reminders back on", "remind me again"])
async def test_lifting_ends_both(autumn: World, sip: Conversation, text: str) -> None:
    await sip.says("not before 4pm")
    await sip.says("snooze until Wednesday")
    answer = await sip.says(text)
    assert answer.words.startswith("Reminders are on: on working days between 08:00 and 18:00")
    assert STAYS in answer.words
    assert "Remind me again" not in answer.buttons
    assert await chosen(autumn) == (None, None)


async def test_lifting_by_button(autumn: World, sip: Conversation) -> None:
    await sip.says("snooze until Monday")
    assert "Reminders are on" in (await sip.presses("Remind me again")).texts
    assert await chosen(autumn) == (None, None)


@pytest.mark.parametrize(
    ("answer", "until"),
    [
        ("Wednesday", london(25)),
        ("until Thursday please", london(26)),
        ("tomorrow", london(24)),
        ("two days", london(25)),
        ("4pm", london(23, 16)),
        ("1", london(24)),
        ("2", london(25)),
        ("the longest", london(30)),
        ("for a week", london(30)),
    ],
)
async def test_without_an_end_it_asks_until_when_and_takes_the_answer(
    autumn: World, sip: Conversation, answer: str, until: datetime
) -> None:
    asked = await sip.says("can you pause the reminders")
    assert asked.words == "Until when shall I pause your reminders?"
    assert list(asked.buttons) == ["Tomorrow", "Wed 25 Nov", "Mon 30 Nov, the longest"]
    assert await choices(autumn) == {}
    assert "Your reminders are paused until" in (await sip.says(answer)).words
    assert await chosen(autumn) == (until, None)


async def test_it_asks_on_a_thursday_with_friday_monday_and_the_longest(
    autumn: World, sip: Conversation
) -> None:
    sip.later(days=3)
    asked = await sip.says("can you pause the reminders")
    assert list(asked.buttons) == ["Tomorrow", "Mon 30 Nov", "Thu 3 Dec, the longest"]
    assert "paused until Mon 30 Nov at 08:00" in (await sip.presses("Mon 30 Nov")).texts
    assert await chosen(autumn) == (london(30), None)


async def test_until_when_need_not_be_answered(autumn: World, sip: Conversation) -> None:
    await sip.says("can you pause the reminders")
    assert (await sip.says("no thanks")).words == "All right, your reminders stay as they are."
    await sip.says("can you pause the reminders")
    assert "You owe 2 reports" in (await sip.says("what do I owe")).words
    assert "paused" not in (await sip.says("Wednesday")).words
    assert await choices(autumn) == {}


async def test_a_time_that_has_passed_is_asked_about_again(autumn: World, sip: Conversation) -> None:
    sip.later(hours=8)
    answer = await sip.says("not before 4pm today")
    assert answer.words == "That time has passed already. Until when shall I pause your reminders?"
    assert "Your reminders are paused until" in (await sip.says("tomorrow")).words


async def test_one_pauses_one_s_own_reminders_only(autumn: World, deputy: Conversation) -> None:
    for text in ("pause Sue's reminders until Monday", "no more reminders for Sam Partner this week"):
        assert (await deputy.says(text)).words == ONLY_YOURS
    assert await choices(autumn) == {}


@pytest.mark.parametrize("until", [None, "soon", 5, "2026-13-01", "1066-10-14", {"day": 1}])
async def test_a_button_that_nobody_was_shown_pauses_nothing(
    autumn: World, sip: Conversation, until: object
) -> None:
    assert "older card" in (await sip.sends_data({"do": "reminder.pause", "until": until})).words
    assert await choices(autumn) == {}


async def test_an_old_button_and_a_far_day_are_held_to_what_may_be(autumn: World, sip: Conversation) -> None:
    await sip.sends_data({"do": "reminder.pause", "until": "2027-03-01"})
    assert await chosen(autumn) == (london(30), None)
    await sip.sends_data({"do": "reminder.resume"})
    old = await sip.sends_data({"do": "reminder.pause", "until": "2026-11-20"})
    assert "That time has passed already." in old.all
    assert await chosen(autumn) == (None, None)


async def test_where_the_bot_only_reads_no_reminder_is_put_off(autumn: World, sip: Conversation) -> None:
    sip.read_only = True
    for text in ("snooze until Monday", "can you pause the reminders", "turn reminders back on"):
        assert (await sip.says(text)).words == READ_ONLY
    for data in ({"do": "reminder.pause", "until": "2026-11-30"}, {"do": "reminder.resume"}):
        assert (await sip.sends_data(data)).words == READ_ONLY
    coming = await sip.says("what will you remind me about")
    assert "Your next reminder comes" in coming.words
    assert list(coming.buttons) == ["Oak Bank"]
    assert await choices(autumn) == {}


async def test_in_a_group_it_is_answered_in_one_s_own_chat(autumn: World) -> None:
    group = await autumn.chat("Sam Partner", Place.GROUP)
    for text in ("snooze until Monday", "what will you remind me about"):
        reply = (await group.says(text)).reply
        assert [message.text for message in reply.messages] == [IN_OUR_OWN_CHAT]
        assert "paused until Mon 30 Nov" in reply.privately[0].text


async def test_a_pause_never_changes_what_the_deputy_ceo_sees(
    autumn: World, deputy: Conversation, sip: Conversation
) -> None:
    before = await deputy.says("which high-risk reports are overdue")
    await sip.says("snooze until Monday")
    await sip.says("not before 4pm")
    after = await deputy.says("which high-risk reports are overdue")
    assert (after.words, after.rows) == (before.words, before.rows)
    assert "Sam Partner (SIP)" in [row[3] for row in after.rows]


async def test_the_sweep_waits_for_the_end_of_a_pause_and_tells_those_above_all_the_same(
    autumn: World, sip: Conversation
) -> None:
    await sip.says("snooze until Wednesday")
    assert await sweep(autumn, london(23, 10)) == {
        "Ada Adviser",
        "Sue Partner",
        "Ted Teacher",
        "Lena Lead",
        "Dan Deputy",
    }
    assert "Sam Partner" not in await sweep(autumn, london(24, 17))
    assert "Sam Partner" in await sweep(autumn, london(25))


async def test_the_sweep_waits_for_the_time_of_day(autumn: World, sip: Conversation) -> None:
    await sip.says("not before 4pm")
    assert "Sam Partner" not in await sweep(autumn, london(23, 15))
    assert "Sam Partner" in await sweep(autumn, london(23, 16))


@pytest.mark.parametrize(
    "text",
    [
        "What will you nudge me about",
        "What will you remind me about?",
        "which reminders are coming",
        "when will you next remind me",
    ],
)
async def test_which_reminders_are_coming_when_and_who_else_hears_of_it(
    autumn: World, sip: Conversation, text: str
) -> None:
    await sweep(autumn, london(23, 8))
    answer = await sip.says(text)
    assert answer.words == "You have 2 reports to hand in. Your next reminder comes on Tue 24 Nov at 08:00."
    assert answer.rows == [
        (
            "1",
            "Oak Bank",
            "Thu 12 Nov",
            "Tue 17 Nov",
            "Tue 24 Nov at 08:00",
            "Lead SIP since Fri 20 Nov, Deputy CEO from Tue 24 Nov",
        ),
        (
            "2",
            "Oak Bank",
            "Fri 20 Nov",
            "Wed 25 Nov",
            "Wed 25 Nov at 08:00",
            "Lead SIP from Mon 30 Nov, Deputy CEO from Wed 2 Dec",
        ),
    ]
    for words in ("Thu 12 Nov, due Tue 17 Nov", "Tue 24 Nov at 08:00", "If it stays late: Lead SIP since"):
        assert words in answer.texts
    assert answer.messages[0].summary == "Your reminders: 2"
    assert "Visit to Oak Bank" in (await sip.presses("Oak Bank", on=answer)).texts


async def test_a_row_is_opened_by_its_number(autumn: World) -> None:
    ted = await autumn.chat("Ted Teacher", Place.TERMINAL)
    shown = await ted.says("what will you remind me about")
    assert [row[2] for row in shown.rows] == ["Autumn 1", "Autumn 2"]
    assert "Your report on Oak Bank, autumn 1" in (await ted.says("1")).words


async def test_from_there_reminders_are_paused_until_monday_and_lifted(
    autumn: World, sip: Conversation
) -> None:
    await sip.says("what will you remind me about")
    assert "paused until Mon 30 Nov at 08:00" in (await sip.presses("Pause until Monday")).texts
    coming = await sip.says("what will you remind me about")
    assert "Your next reminder comes on Mon 30 Nov at 08:00. Your reminders are paused" in coming.words
    assert "Pause until Monday" not in coming.buttons
    await sip.presses("Remind me again")
    assert "Your next reminder comes today at 09:00." in (await sip.says("which reminders are coming")).words


async def test_who_is_away_hears_that_reminders_wait(autumn: World, sip: Conversation) -> None:
    sam = await autumn.person("Sam Partner")
    starts, at = date(2026, 11, 20), london(20)
    async with autumn.store.transaction() as uow:
        kept = await uow.absences.add(Absence(0, sam, starts, date(2026, 11, 27), "leave", sam, at))
    answer = await sip.says("what will you remind me about")
    assert "You are marked as away until Fri 27 Nov; reminders wait till you are back." in answer.words
    assert "Your next reminder comes on Mon 30 Nov at 08:00." in answer.words
    async with autumn.store.transaction() as uow:
        await uow.absences.end(kept.id, date(2026, 11, 19))
        await uow.absences.add(Absence(0, sam, starts, None, "leave", sam, at))
    open_ended = await sip.says("what will you remind me about")
    assert {row[4] for row in open_ended.rows} == {"when you are back"}


async def test_who_owes_nothing_hears_that_and_the_deputy_ceo_when_the_digest_comes(
    autumn: World, deputy: Conversation, head: Conversation
) -> None:
    assert (await head.says("what will you remind me about")).words == (
        "You owe nothing, so no reminder is coming."
    )
    answer = await deputy.says("what will you remind me about")
    assert answer.words == (
        "You owe nothing, so no reminder is coming. I also tell you of colleagues' reports that stay late. "
        "Your digest of what is late and due comes on Mon 30 Nov at 08:00."
    )
    deputy.later(hours=-2)
    assert "comes today at 08:00." in (await deputy.says("what will you remind me about")).words


async def test_of_very_much_the_first_are_shown(world: World, sip: Conversation) -> None:
    await world.diary("Sam Partner", OAK_BANK, *[date(2027, 1, day) for day in range(11, 23)])
    answer = await sip.says("what will you remind me about")
    assert "You have 12 reports to hand in." in answer.words
    assert "Showing the first 8 of 12." in answer.words
    assert len(answer.rows) == 8


@pytest.mark.parametrize("name", ["Sam Partner", "Dan Deputy", "Hana Head", "Tina Trustee"])
async def test_everybody_may_put_off_their_own(autumn: World, name: str) -> None:
    who = await autumn.chat(name)
    assert "paused until Mon 30 Nov" in (await who.says("snooze until Monday")).words
    assert await chosen(autumn, name) == (london(30), None)

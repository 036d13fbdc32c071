"""The one reminder of a day, and a reminder that somebody asked for: true, in working hours, and kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
import sqlalchemy as sa

from dialogs.outgoing.letters import INSTEAD
from dialogs.outgoing.reminders import HOW_TO_PAUSE, WHAT_I_OWE, WHAT_IS_LATE
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpret import Interpreter
from storage.tables import schools
from strategy.actions.nudging import gather, send_gathered
from strategy.duties import DutyState
from strategy.outgoing import WAYS, OutgoingKind
from strategy.ports import Absence, ChangeKind, DutyChange, NotNow, Outgoing, ReminderChoice, ToldRung
from strategy.visits import Visit
from tests.builders import TODAY
from tests.dialogs.answers import Answer
from tests.dialogs.conversation import NOW, Conversation
from tests.dialogs.post import FRIDAY, Post
from tests.dialogs.world import LONGMEAD, MARLOW, OAK_BANK, ST_ANDREW, ST_ANNE, World

WEDNESDAY_LAST = date(2026, 11, 18)


async def swept(post: Post, at: datetime = NOW) -> None:
    """What the sweep does about reminders."""
    async with post.world.store.transaction() as uow:
        await gather(uow=uow, policy=post.world.policy, now=at)
    async with post.world.store.transaction() as uow:
        await send_gathered(uow=uow, policy=post.world.policy, now=at)


async def reminder(post: Post, to: str = "Sam Partner", at: datetime = NOW) -> Answer:
    return await post.notice(await post.waiting(OutgoingKind.NUDGE, to), at=at)


async def test_the_day_after_a_visit_its_form_is_one_tap_away(
    world: World, post: Post, sip: Conversation
) -> None:
    [visit] = await world.diary("Sam Partner", OAK_BANK, FRIDAY)
    await swept(post)
    seen = await reminder(post)
    assert seen.words == "You have 1 report to write: Oak Bank, visit of Fri 20 Nov (due Wed 25 Nov)."
    assert seen.messages[0].summary == "Report to write: Oak Bank"
    for words in ("A report to write", "Oak Bank", "Visit of Fri 20 Nov", "Due Wed 25 Nov"):
        assert words in seen.texts
    assert seen.button("Write it") == {"do": "report.start", "visit": visit.id, "beside": True}
    assert "Visit report: Oak Bank" in (await sip.presses("Write it", on=seen)).texts


async def test_several_duties_come_in_one_message_the_longest_due_first(world: World, post: Post) -> None:
    await world.diary("Sue Partner", MARLOW, FRIDAY)
    await world.diary("Sue Partner", ST_ANNE, WEDNESDAY_LAST)
    await world.diary("Sue Partner", ST_ANDREW, date(2026, 11, 16))
    await swept(post)
    seen = await reminder(post, "Sue Partner")
    assert seen.words == (
        "You have 3 reports to write: "
        "St Andrew's, visit of Mon 16 Nov (was due Thu 19 Nov, 2 working days late), "
        "St Anne's, visit of Wed 18 Nov (due today) and Marlow, visit of Fri 20 Nov (due Wed 25 Nov)."
    )
    assert seen.messages[0].summary == "Reports to write: St Andrew's, St Anne's and Marlow"
    order = [seen.texts.index(name) for name in ("St Andrew's", "St Anne's", "Marlow")]
    assert order == sorted(order)
    assert [title for title, _ in seen.pressable] == ["Write it"] * 3
    assert "Was due Thu 19 Nov, 2 working days late" in seen.texts
    assert 'say "Pause reminders until Monday"' in seen.texts


async def test_what_was_filed_between_claim_and_delivery_is_left_out(world: World, post: Post) -> None:
    await world.diary("Sue Partner", MARLOW, FRIDAY)
    await world.diary("Sue Partner", ST_ANNE, WEDNESDAY_LAST)
    await swept(post)
    await post.filed("Sue Partner", ST_ANNE, WEDNESDAY_LAST)
    seen = await reminder(post, "Sue Partner")
    assert "St Anne's" not in seen.all
    await post.filed("Sue Partner", MARLOW, FRIDAY)
    row = await post.waiting(OutgoingKind.NUDGE, "Sue Partner")
    assert await post.untrue(row) == "nothing of it is open any more"


@pytest.mark.parametrize("state", [DutyState.EXCUSED, DutyState.OPEN], ids=["excused", "given away"])
async def test_what_somebody_was_relieved_of_is_left_out(world: World, post: Post, state: DutyState) -> None:
    [visit] = await world.diary("Sam Partner", OAK_BANK, FRIDAY)
    await swept(post)
    stored = await post.duty_of(visit.id)
    changed = stored.duty
    if state is DutyState.OPEN:
        changed = replace(changed, owner=await world.person("Sue Partner"), origin=changed.owner)
    async with world.store.transaction() as uow:
        await uow.duties.change(stored, replace(stored, duty=changed, state=state), NOW)
    row = await post.waiting(OutgoingKind.NUDGE, "Sam Partner")
    assert await post.untrue(row) == "nothing of it is open any more"


async def test_who_was_given_more_time_is_not_reminded_of_the_old_day(world: World, post: Post) -> None:
    [visit] = await world.diary("Sam Partner", OAK_BANK, WEDNESDAY_LAST)
    await swept(post)
    stored = await post.duty_of(visit.id)
    later = replace(stored.duty, due_on=date(2026, 11, 30), extended_to=date(2026, 11, 30))
    async with world.store.transaction() as uow:
        await uow.duties.change(stored, replace(stored, duty=later), NOW)
    row = await post.waiting(OutgoingKind.NUDGE, "Sam Partner")
    assert await post.untrue(row) == "nothing of it is open any more"


async def test_a_duty_that_somebody_else_gave_them_says_so(world: World, post: Post) -> None:
    [visit] = await world.diary("Sam Partner", OAK_BANK, FRIDAY)
    stored = await post.duty_of(visit.id)
    sam, sue, lena = [await world.person(name) for name in ("Sam Partner", "Sue Partner", "Lena Lead")]
    given = replace(stored.duty, owner=sue, origin=sam)
    async with world.store.transaction() as uow:
        await uow.duties.change(stored, replace(stored, duty=given), NOW)
        due = stored.duty.due_on
        await uow.duty_changes.add(
            DutyChange(0, stored.id, ChangeKind.REASSIGNED, sam, sue, due, None, "Ill", lena, NOW)
        )
    await swept(post)
    assert "Due Wed 25 Nov. Given to you by Lena Lead." in (await reminder(post, "Sue Partner")).texts
    mail = await post.letter(await post.waiting(OutgoingKind.NUDGE, "Sue Partner"))
    assert "Oak Bank, visit of Fri 20 Nov: due Wed 25 Nov. Given to you by Lena Lead." in mail.text


async def test_those_above_hear_what_is_late_from_whom(world: World, post: Post) -> None:
    [visit] = await world.diary("Sam Partner", OAK_BANK, date(2026, 11, 12))  # due Tue 17, four days late
    await world.diary("Lena Lead", MARLOW, FRIDAY)
    await swept(post)
    seen = await reminder(post, "Lena Lead")
    assert seen.words == (
        "You have 1 report to write: Marlow, visit of Fri 20 Nov (due Wed 25 Nov). "
        "1 report of others is late: Oak Bank."
    )
    assert "Late from others" in seen.texts
    assert "Sam Partner" in seen.texts
    assert "Visit of Thu 12 Nov, was due Tue 17 Nov, 4 working days late" in seen.texts
    assert seen.button("Oak Bank") == {"do": "visit.show", "visit": visit.id, "beside": True}
    mail = await post.letter(await post.waiting(OutgoingKind.NUDGE, "Lena Lead"))
    assert "To write:\nMarlow, visit of Fri 20 Nov: due Wed 25 Nov." in mail.text
    assert "Late from others:\nOak Bank, Sam Partner: visit of Thu 12 Nov, was due Tue 17 Nov" in mail.text
    assert INSTEAD in mail.text


async def test_those_above_without_anything_of_their_own_hear_of_others_alone(
    world: World, post: Post
) -> None:
    await world.diary("Sam Partner", OAK_BANK, date(2026, 11, 12))
    await swept(post)
    seen = await reminder(post, "Lena Lead")
    assert seen.messages[0].summary == "Report not in yet: Oak Bank"
    assert seen.words == "1 report of others is late: Oak Bank."
    sam = await world.person("Sam Partner")
    async with world.store.transaction() as uow:
        await uow.absences.add(Absence(0, sam, FRIDAY, None, "Ill", sam, NOW))
    assert "Sam Partner (away)" in (await reminder(post, "Lena Lead")).texts
    await post.filed(day=date(2026, 11, 12))
    row = await post.waiting(OutgoingKind.NUDGE, "Lena Lead")
    assert await post.untrue(row) == "nothing of it is open any more"


async def test_a_half_termly_report_opens_its_own_form(world: World, post: Post) -> None:
    due = datetime(2026, 12, 18, 9, tzinfo=UTC)
    await swept(post, due)
    seen = await reminder(post, "Ted Teacher", due)
    assert "Autumn 2, 2026/27" in seen.texts
    assert "Due today" in seen.texts
    assert seen.button("Write it")["do"] == "half_term.start"


async def test_those_above_open_a_late_half_termly_report(world: World, post: Post) -> None:
    late = datetime(2026, 12, 23, 9, tzinfo=UTC)  # three working days after Friday the 18th
    await swept(post, late)
    seen = await reminder(post, "Dan Deputy", late)
    assert seen.button("Oak Bank")["do"] == "half_term.show"
    assert "Autumn 2, 2026/27, was due Fri 18 Dec, 3 working days late" in seen.texts


@pytest.mark.parametrize(
    ("at", "until"),
    [
        (datetime(2026, 11, 23, 7, 59, tzinfo=UTC), datetime(2026, 11, 23, 8, 0, tzinfo=UTC)),
        (datetime(2026, 11, 23, 18, 0, tzinfo=UTC), datetime(2026, 11, 24, 8, 0, tzinfo=UTC)),
        (datetime(2026, 11, 28, 12, 0, tzinfo=UTC), datetime(2026, 11, 30, 8, 0, tzinfo=UTC)),
    ],
    ids=["too early", "too late", "on a Saturday"],
)
async def test_nobody_is_reminded_outside_working_hours(
    world: World, post: Post, at: datetime, until: datetime
) -> None:
    await world.diary("Sam Partner", OAK_BANK, FRIDAY)
    await swept(post)
    row = await post.waiting(OutgoingKind.NUDGE, "Sam Partner")
    for means in WAYS[OutgoingKind.NUDGE]:
        assert await post.render(row, means, at=at) == NotNow(until)


async def test_who_has_asked_for_quiet_meanwhile_has_it(world: World, post: Post) -> None:
    await world.diary("Sam Partner", OAK_BANK, FRIDAY)
    await swept(post)
    sam = await world.person("Sam Partner")
    until = datetime(2026, 11, 26, 9, tzinfo=UTC)
    async with world.store.transaction() as uow:
        await uow.reminders.choose(ReminderChoice(sam, until, time(16)))
    row = await post.waiting(OutgoingKind.NUDGE, "Sam Partner")
    assert await post.render(row) == NotNow(datetime(2026, 11, 26, 16, tzinfo=UTC))


async def test_of_very_many_the_first_are_shown_and_what_to_ask_for_the_rest(
    world: World, post: Post
) -> None:
    schools = (MARLOW, ST_ANNE, ST_ANDREW, LONGMEAD)
    for school in schools:
        await world.diary("Sue Partner", school, *[date(2026, 11, day) for day in (2, 3, 4, 5, 6, 9)])
    await world.diary("Lena Lead", OAK_BANK, *[date(2026, 11, day) for day in range(2, 21)])
    await swept(post)
    seen = await reminder(post, "Sue Partner")
    assert len([title for title, _ in seen.pressable if title == "Write it"]) == 8
    assert 'And 16 more: say "What do I owe?"' in seen.texts
    assert seen.words.endswith("and 21 more.")
    both = await reminder(post, "Lena Lead")
    assert both.texts.count("more: say") == 2
    assert "of others are late" in both.words


async def test_the_summary_of_a_reminder_fits_a_lock_screen_whatever_schools_are_called(
    world: World, post: Post
) -> None:
    long = schools.c.short_name + " Church of England Voluntary Aided Primary School and Nursery"
    await post.directory_changes(sa.update(schools).values(short_name=long))
    for school in (MARLOW, ST_ANNE, ST_ANDREW, LONGMEAD):
        await world.diary("Sue Partner", school, FRIDAY)
    await swept(post)
    assert (await reminder(post, "Sue Partner")).messages[0].summary.endswith("and 3 more")


async def chased(post: Post, *visits: Visit, to: str = "Sam Partner") -> Outgoing:
    """Dan has had somebody reminded of the reports on some visits."""
    dan, who = await post.world.person("Dan Deputy"), await post.world.person(to)
    duties = [await post.duty_of(visit.id) for visit in visits]
    async with post.world.store.transaction() as uow:
        chase = await uow.reminders.start_chase(dan, NOW)
    row = await post.put(OutgoingKind.CHASE, to, f"chase:{chase.id}")
    rungs = [ToldRung(duty.id, "chase:2026-11-23", TODAY, who, NOW, row.id) for duty in duties]
    async with post.world.store.transaction() as uow:
        await uow.reminders.add(rungs)
    return row


async def test_a_chased_author_learns_who_asks_after_what_and_can_write_at_once(
    world: World, post: Post, sip: Conversation
) -> None:
    asked_after, _ = await world.diary("Sam Partner", OAK_BANK, date(2026, 11, 12), FRIDAY)
    row = await chased(post, asked_after)
    seen = await post.notice(row)
    assert seen.words == "Dan Deputy asks after a report of yours: Oak Bank."
    assert seen.messages[0].summary == "Report to write: Oak Bank"
    assert "Was due Tue 17 Nov, 4 working days late" in seen.texts
    assert len(seen.pressable) == 1, "nobody asked after the other one"
    assert "Visit report: Oak Bank" in (await sip.presses("Write it", on=seen)).texts
    mail = await post.letter(row)
    assert "Oak Bank, visit of Thu 12 Nov: was due Tue 17 Nov, 4 working days late." in mail.text


async def test_a_chase_is_told_at_any_hour(world: World, post: Post) -> None:
    row = await chased(post, *await world.diary("Sam Partner", OAK_BANK, date(2026, 11, 12)))
    seen = await post.notice(row, at=datetime(2026, 11, 28, 21, 30, tzinfo=UTC))
    assert "Was due Tue 17 Nov, 8 working days late" in seen.texts


async def test_what_fell_due_on_friday_is_late_on_saturday_without_a_working_day(
    world: World, post: Post
) -> None:
    row = await chased(post, *await world.diary("Sam Partner", OAK_BANK, date(2026, 11, 17)))
    seen = await post.notice(row, at=datetime(2026, 11, 21, 12, tzinfo=UTC))
    assert "Was due Fri 20 Nov" in seen.texts.splitlines()


async def test_nobody_is_chased_for_what_has_come_in_or_is_another_s_now(world: World, post: Post) -> None:
    first, second = await world.diary("Sam Partner", OAK_BANK, date(2026, 11, 12), FRIDAY)
    row = await chased(post, first, second)
    await post.filed(day=date(2026, 11, 12))
    assert "asks after a report of yours" in (await post.notice(row)).words
    stored = await post.duty_of(second.id)
    given = replace(stored.duty, owner=await world.person("Sue Partner"), origin=stored.duty.owner)
    async with world.store.transaction() as uow:
        await uow.duties.change(stored, replace(stored, duty=given), NOW)
    assert await post.untrue(row) == "nothing of it is open any more"
    gone = await post.put(OutgoingKind.CHASE, "Sam Partner", "chase:99")
    assert await post.untrue(gone) == "nobody asked for it"


async def test_of_many_that_are_asked_after_the_longest_due_are_shown(world: World, post: Post) -> None:
    days = [date(2026, 11, 2) + timedelta(n) for n in range(11)]
    row = await chased(post, *await world.diary("Sam Partner", OAK_BANK, *days))
    seen = await post.notice(row)
    assert seen.words == "Dan Deputy asks after 11 reports of yours: Oak Bank."
    assert "Visit of Mon 2 Nov" in seen.texts
    assert 'And 3 more: say "What do I owe?"' in seen.texts


async def test_a_nudge_without_rungs_is_not_sent(post: Post) -> None:
    row: Outgoing = await post.put(OutgoingKind.NUDGE, "Sam Partner", "nudge:1:2026-11-23")
    assert await post.untrue(row) == "nothing of it is open any more"


@pytest.mark.parametrize(
    ("offered", "intent"),
    [
        (HOW_TO_PAUSE.partition('"')[2].strip('"'), Intent.REMINDER_SNOOZE),
        (WHAT_I_OWE, Intent.REPORT_LIST),
        (WHAT_IS_LATE, Intent.REPORT_LIST),
    ],
)
async def test_what_a_reminder_offers_to_say_is_understood(
    sip: Conversation, world: World, offered: str, intent: Intent
) -> None:
    assert sip.person is not None
    assert Interpreter().read(offered, sip.person, await world.store.trust(), NOW).intent is intent

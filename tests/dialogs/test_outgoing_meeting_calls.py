"""The monthly team meeting in the reminder of the day: when, where, and what of one's own is still out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

from scheduling.jobs import reminders
from strategy.meetings import Meeting
from strategy.outgoing import OutgoingKind
from strategy.policy_reporting import Body
from strategy.school_year import LONDON
from tests.dialogs.answers import Answer
from tests.dialogs.conversation import Conversation
from tests.dialogs.post import FRIDAY, Post
from tests.dialogs.world import MARLOW, OAK_BANK, ST_ANNE, World

THURSDAY = date(2026, 12, 3)
MONDAY = datetime(2026, 11, 30, 8, 5, tzinfo=LONDON)


async def meets(world: World, day: date = THURSDAY) -> Meeting:
    async with world.store.transaction() as uow:
        return await uow.meetings.add(
            Meeting(0, Body.SCHOOL_IMPROVEMENT_TEAM, "", day, time(9), time(10, 30))
        )


async def told(world: World, post: Post, to: str, at: datetime = MONDAY) -> Answer:
    await reminders(world.store, world.policy).run(at)
    return await post.notice(await post.waiting(OutgoingKind.NUDGE, to), at=at)


async def test_who_owes_nothing_hears_when_and_where_alone(world: World, post: Post) -> None:
    await meets(world)
    seen = await told(world, post, "Sue Partner")
    assert seen.words == (
        "The School Improvement Team meets on Thu 3 December 2026, 09:00 to 10:30, on Microsoft Teams."
    )
    assert seen.messages[0].summary == "School Improvement Team on Thu 3 Dec"
    assert "School Improvement Team on Thu 3 Dec" in seen.texts
    assert "09:00 to 10:30, on Microsoft Teams" in seen.texts
    assert [title for title, _ in seen.pressable] == ["Get the pack"]


async def test_who_owes_a_report_hears_of_it_in_the_same_message_with_its_form_one_tap_away(
    world: World, post: Post, sip: Conversation
) -> None:
    await meets(world)
    await world.diary("Sam Partner", OAK_BANK, FRIDAY)
    seen = await told(world, post, "Sam Partner")
    assert seen.words == (
        "The School Improvement Team meets on Thu 3 December 2026, 09:00 to 10:30, on Microsoft Teams. "
        "You have 1 report to write: Oak Bank, visit of Fri 20 Nov (was due Wed 25 Nov, 3 working days late)."
    )
    assert seen.messages[0].summary == "School Improvement Team on Thu 3 Dec. Report to write: Oak Bank"
    assert "A report to write" in seen.texts
    assert "Visit report: Oak Bank" in (await sip.presses("Write it", on=seen)).texts


async def test_only_what_is_due_by_the_meeting_and_can_be_written_is_asked_for(
    world: World, post: Post
) -> None:
    await meets(world)
    await world.diary("Sue Partner", MARLOW, date(2026, 11, 27))  # due on Wednesday: no rung today but one
    await world.diary("Sue Partner", ST_ANNE, date(2026, 12, 1))  # not been yet
    seen = await told(world, post, "Sue Partner")
    assert "Marlow" in seen.all
    assert "St Anne" not in seen.all


async def test_a_report_filed_meanwhile_is_not_asked_for(world: World, post: Post) -> None:
    await meets(world)
    await world.diary("Sam Partner", OAK_BANK, date(2026, 11, 25))
    await reminders(world.store, world.policy).run(MONDAY)
    await post.filed("Sam Partner", OAK_BANK, date(2026, 11, 25), at=MONDAY)
    seen = await post.notice(await post.waiting(OutgoingKind.NUDGE, "Sam Partner"), at=MONDAY)
    assert "Oak Bank" not in seen.all
    assert "School Improvement Team meets" in seen.words


async def test_a_meeting_that_has_moved_or_begun_or_is_not_held_is_not_told_of(
    world: World, post: Post
) -> None:
    meeting = await meets(world)
    await reminders(world.store, world.policy).run(MONDAY)
    row = await post.waiting(OutgoingKind.NUDGE, "Sue Partner")
    begun = datetime(2026, 12, 3, 9, 0, tzinfo=LONDON)
    assert await post.untrue(row, at=begun) == "nothing of it is open any more"
    async with world.store.transaction() as uow:
        await uow.meetings.change(replace(meeting, day=date(2026, 12, 4)))
    assert await post.untrue(row, at=MONDAY) == "nothing of it is open any more"
    async with world.store.transaction() as uow:
        await uow.meetings.change(meeting)
        await uow.meetings.withdraw(meeting.id, date(2026, 11, 30))
    assert await post.untrue(row, at=MONDAY) == "nothing of it is open any more"


async def test_by_mail_it_says_the_same_in_words(world: World, post: Post) -> None:
    await meets(world)
    await world.diary("Sam Partner", OAK_BANK, date(2026, 11, 25))
    await reminders(world.store, world.policy).run(MONDAY)
    mail = await post.letter(await post.waiting(OutgoingKind.NUDGE, "Sam Partner"), at=MONDAY)
    assert mail.subject == "School Improvement Team on Thu 3 Dec. Report to write: Oak Bank"
    assert "The School Improvement Team meets on Thu 3 December 2026" in mail.text
    assert "Oak Bank, visit of Wed 25 Nov: due today" in mail.text

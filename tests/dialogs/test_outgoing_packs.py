"""Packs that go out ahead of meetings, and what came later, as their readers get them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from dialogs.outgoing.letters import INSTEAD
from scheduling.jobs import packs
from strategy.meetings import Meeting
from strategy.outgoing import OutgoingKind
from strategy.policy_reporting import Body
from strategy.recommendations import Decision
from strategy.school_year import LONDON
from tests.dialogs.answers import Answer
from tests.dialogs.conversation import NOW
from tests.dialogs.judging import recommended, taken
from tests.dialogs.post import Post
from tests.dialogs.sent_packs import BOARD_DAY, LAST_FRIDAY, a_board, packs_sent, went_out
from tests.dialogs.summing import meeting, summed_up
from tests.dialogs.world import MARLOW, OAK_BANK, World

MONDAY = datetime(2026, 11, 23, 13, 15, tzinfo=LONDON)


async def swept(world: World, at: datetime = MONDAY) -> int:
    did = await packs(world.store, world.policy).run(at)
    assert isinstance(did, int)
    return did


async def told(post: Post, kind: OutgoingKind, to: str, at: datetime = MONDAY) -> Answer:
    return await post.notice(await post.waiting(kind, to), at=at)


async def test_a_pack_is_told_with_what_is_in_it_in_counts_and_is_one_tap_away(
    world: World, post: Post
) -> None:
    board = await a_board(world)
    await post.filed()
    assert await swept(world) == 4
    seen = await told(post, OutgoingKind.PACK_READY, "Hana Head")
    assert seen.words == (
        "The pack for the Progress Board of Oak Bank on Fri 27 November 2026, 09:00 to 10:30, is ready. "
        "In it: the agenda, 1 report and 1 duty overdue."
    )
    assert seen.messages[0].summary == "Pack ready: Progress Board of Oak Bank, Fri 27 Nov"
    assert "The agenda, 1 report and 1 duty overdue" in seen.texts
    assert "Oak Bank School" in seen.texts
    assert seen.button("Get the pack") == {"do": "meeting_pack", "meeting": board.id, "beside": True}
    hana = await world.chat("Hana Head")
    assert "Pack: Oak Bank, Progress Board" in (await hana.presses("Get the pack", on=seen)).all


async def test_by_mail_comes_the_document_and_the_mail_itself_says_nothing_of_what_is_in_it(
    world: World, post: Post
) -> None:
    await a_board(world)
    await post.filed()
    await swept(world)
    mail = await post.letter(await post.waiting(OutgoingKind.PACK_READY, "Hana Head"), at=MONDAY)
    [document] = mail.documents
    assert mail.subject == "Pack: Progress Board of Oak Bank, Fri 27 Nov"
    assert document.name == "Progress Board pack - Oak Bank - 2026-11-27.txt"
    assert "Calm classrooms" in document.content.decode()
    assert "report" not in mail.text
    assert "Pack for the next Progress Board of Oak Bank" in mail.text
    assert INSTEAD in mail.text


async def test_a_later_report_is_told_the_next_day_to_each_reader_once(world: World, post: Post) -> None:
    await a_board(world)
    await swept(world, NOW)
    await post.filed(at=MONDAY)
    assert await swept(world, MONDAY + timedelta(hours=1)) == 0
    tuesday = MONDAY + timedelta(days=1)
    assert await swept(world, tuesday) == 4
    assert await swept(world, tuesday) == 0
    assert await swept(world, tuesday + timedelta(days=1)) == 0
    seen = await told(post, OutgoingKind.PACK_LATER, "Hana Head", tuesday)
    assert seen.words == (
        "1 later paper for the Progress Board of Oak Bank on Fri 27 November 2026, 09:00 to 10:30: 1 report."
    )
    assert seen.messages[0].summary == "1 later paper: Progress Board of Oak Bank, Fri 27 Nov"
    assert seen.button("Get what is new")["do"] == "meeting_pack.later"


async def test_the_supplement_holds_only_what_is_new(world: World, post: Post) -> None:
    await post.filed(day=date(2026, 11, 12), at=LAST_FRIDAY - timedelta(days=1))
    board = await a_board(world)
    await went_out(world, board, "Hana Head", LAST_FRIDAY)
    await post.filed(day=date(2026, 11, 19), at=NOW)
    await swept(world)
    mail = await post.letter(await post.waiting(OutgoingKind.PACK_LATER, "Hana Head"), at=MONDAY)
    [document] = mail.documents
    assert document.name == "Progress Board pack - Oak Bank - 2026-11-27 - later papers.txt"
    held = document.content.decode()
    assert "Thu 19 November 2026" in held
    assert "12 November" not in held
    assert "Overdue" not in held


async def test_who_taps_what_is_new_gets_it_and_nothing_older(world: World, post: Post) -> None:
    await post.filed(day=date(2026, 11, 12), at=LAST_FRIDAY - timedelta(days=1))
    board = await a_board(world)
    await went_out(world, board, "Hana Head", LAST_FRIDAY)
    await post.filed(day=date(2026, 11, 19), at=NOW)
    await swept(world)
    hana = await world.chat("Hana Head")
    seen = await told(post, OutgoingKind.PACK_LATER, "Hana Head")
    answer = await hana.presses("Get what is new", on=seen)
    assert "1 later paper for the Progress Board of Oak Bank" in answer.all
    assert "by mail" in answer.all
    mail = await post.letter(await post.waiting(OutgoingKind.LATER_PAPERS_SENT, "Hana Head"), at=MONDAY)
    assert "12 November" not in mail.documents[0].content.decode()
    assert "later papers sent to the reader" in await world.deeds()


async def test_nobody_takes_later_papers_of_a_pack_that_was_not_sent_to_them(
    world: World, post: Post
) -> None:
    board = await a_board(world)
    await went_out(world, board, "Hana Head", LAST_FRIDAY)
    await post.filed(at=NOW)
    for name in ("Mo Head", "Sue Partner", "Carol Chief"):
        chat = await world.chat(name)
        answer = await chat.sends_data({"do": "meeting_pack.later", "meeting": board.id, "number": 2})
        assert "1 report" not in answer.all
    assert "later papers sent to the reader" not in await world.deeds()


async def test_a_recommendation_goes_to_the_board_once_it_is_endorsed_and_to_nobody_before(
    world: World, post: Post
) -> None:
    await a_board(world, MARLOW)
    await swept(world, NOW - timedelta(days=3))
    found = await recommended(world, MARLOW)
    assert await swept(world) == 2, "the two chairs may read it"
    await taken(world, found, Decision.ENDORSED, "Lena Lead")
    assert await swept(world, MONDAY + timedelta(days=1)) == 2, "the headteacher, and the clerk"
    row = await post.waiting(OutgoingKind.PACK_LATER, "Mo Head")
    seen = await post.notice(row, at=MONDAY + timedelta(days=1))
    assert seen.words.endswith(": 1 recommendation under way.")


async def test_the_eits_later_papers_name_the_lead_sips_summary(world: World, post: Post) -> None:
    await meeting(world, Body.EIT, date(2026, 11, 10))
    await meeting(world, Body.EIT, date(2026, 11, 24))
    assert await swept(world, NOW - timedelta(minutes=1)) == 4
    await summed_up(world)
    tuesday = datetime(2026, 11, 24, 8, 15, tzinfo=LONDON)
    assert await swept(world, tuesday) >= 3
    seen = await told(post, OutgoingKind.PACK_LATER, "Carol Chief", tuesday)
    assert "the Lead SIP's summary" in seen.words
    assert seen.messages[0].summary == "1 later paper: EIT, Tue 24 Nov"


@pytest.mark.parametrize("kind", [OutgoingKind.PACK_READY, OutgoingKind.PACK_LATER])
async def test_nothing_is_told_of_a_meeting_that_moved_has_begun_or_is_not_held(
    world: World, post: Post, kind: OutgoingKind
) -> None:
    await post.filed()
    row = (await packs_sent(world, post))[kind]
    gone = "the meeting has begun, was moved, or is not held"
    assert await post.untrue(row, at=datetime(2026, 11, 27, 9, tzinfo=LONDON)) == gone
    board = await the_board(world)
    await change(world, replace(board, day=date(2026, 12, 1)))
    assert await post.untrue(row) == gone
    await change(world, board)
    async with world.store.transaction() as uow:
        await uow.meetings.withdraw(board.id, date(2026, 11, 23))
    assert await post.untrue(row) == gone


async def test_nothing_is_told_of_papers_that_were_withdrawn_meanwhile(world: World, post: Post) -> None:
    report = await post.filed()
    row = (await packs_sent(world, post))[OutgoingKind.PACK_LATER]
    await post.notice(row)
    await post.withdraw(report, "Dan Deputy", "twice")
    assert await post.untrue(row) == "nothing that came later is still there"


async def test_nothing_is_told_to_who_does_not_sit_there_any_more(world: World, post: Post) -> None:
    rows = await packs_sent(world, post, "Mo Head")
    assert await post.untrue(rows[OutgoingKind.PACK_READY]) == "may not have the pack any more"


async def the_board(world: World) -> Meeting:
    async with world.store.transaction(read_only=True) as uow:
        found = await uow.meetings.first(Body.PROGRESS_BOARD, OAK_BANK, BOARD_DAY)
    assert found is not None
    return found


async def change(world: World, meeting: Meeting) -> None:
    async with world.store.transaction() as uow:
        await uow.meetings.change(meeting)

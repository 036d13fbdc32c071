"""Minutes: recorded by chair or clerk, amended, and their duty."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from dialogs.messages import Attached, Place
from storage.reconciling_schools import MINUTES, reconcile_schools
from storage.tables import meetings
from strategy.actions.minuting_duties import reconcile_minutes
from strategy.duties import DutyKind, DutyState
from strategy.outgoing import OutgoingKind
from strategy.policy_reporting import Body
from tests.dialogs.answers import MARKED
from tests.dialogs.conversation import NOW, Conversation
from tests.dialogs.minuting import (
    ACTIONS,
    LINK,
    SHOW,
    all_minutes,
    amended,
    filled_in,
    held,
    minuted,
    owed,
    pdf,
    sends,
    the_minutes,
)
from tests.dialogs.post import Post
from tests.dialogs.test_outgoing_reminders import swept
from tests.dialogs.world import MARLOW, OAK_BANK, ST_ANNE, World


@pytest.fixture
async def clerk(world: World) -> Conversation:
    """Gail, the governance professional, in her own chat."""
    return await world.chat("Gail Governance")


async def test_minutes_are_recorded_by_card_with_decisions_and_actions(
    world: World, clerk: Conversation
) -> None:
    meeting = await held(world)
    form = await clerk.says("record the minutes of Oak Bank's board of 19 November")
    assert "Minutes: Oak Bank, Progress Board, Thu 19 Nov" in form.texts
    receipt = await filled_in(clerk)
    assert "Filed: the minutes of Oak Bank's Progress Board of Thu 19 November 2026." in receipt.all
    made = await the_minutes(world)
    assert made.meeting == meeting
    assert made.last.text.decisions == f"Visit in spring{MARKED}"
    sam, hana = await world.person("Sam Partner"), await world.person("Hana Head")
    assert [(a.text.what, a.text.owner, a.text.owner_words, a.text.by) for a in made.actions] == [
        (f"Visit the maths department{MARKED}", sam, "", date(2026, 12, 4)),
        ("Send the attendance plan", hana, "", date(2026, 11, 27)),
        ("Write to the governors", None, "the governors", date(2026, 12, 1)),
    ]
    assert {a.text.school for a in made.actions} == {OAK_BANK}
    assert "Write to the governors (the governors, by Tue 1 Dec, not reminded)" in receipt.texts
    assert (await world.deeds())[0] == "minutes recorded"
    assert await world.drafts_of("Gail Governance") == 0


async def test_the_receipt_says_whom_they_go_to_and_a_second_press_files_nothing_more(
    world: World, clerk: Conversation
) -> None:
    await clerk.says("minutes of St Anne's board of 19 November")
    receipt = await filled_in(clerk, actions="none")
    assert "They go to Carol Chief, Dan Deputy, Lena Lead, Chris Chair and Stan Committee." in receipt.all
    assert len(await all_minutes(world)) == 1


async def test_a_school_without_a_chair_of_governors_is_named_as_that(
    world: World, clerk: Conversation
) -> None:
    await clerk.says("minutes of Oak Bank's board of 19 November")
    receipt = await filled_in(clerk, actions="none")
    async with world.store.transaction() as uow:
        chair = uow.trust.school(OAK_BANK).chair_of_governors
    assert ("no chair of governors in the directory" in receipt.all) == (chair is None)


async def test_a_meeting_that_nobody_recorded_is_recorded_with_its_minutes(
    world: World, clerk: Conversation
) -> None:
    await clerk.says("here are the minutes of the EIT on 18 November")
    await filled_in(clerk)
    made = await the_minutes(world)
    assert (made.meeting.body, made.meeting.day) == (Body.EIT, date(2026, 11, 18))
    assert set(await world.deeds()) >= {"meeting recorded", "minutes recorded"}


async def test_without_a_meeting_the_recorded_ones_without_minutes_are_offered(
    world: World, clerk: Conversation
) -> None:
    await held(world)
    await held(world, MARLOW, date(2026, 11, 12))
    await minuted(world, school=ST_ANNE)
    form = await clerk.says("record minutes")
    titles = [choice["title"] for choice in form.inputs["meeting"]["choices"]]
    assert titles == ["Oak Bank, Progress Board, Thu 19 Nov", "Marlow, Progress Board, Thu 12 Nov"]


async def test_the_only_meeting_without_minutes_goes_without_saying(
    world: World, clerk: Conversation
) -> None:
    await held(world)
    form = await clerk.says("record the minutes")
    assert form.inputs["meeting"]["value"] == f"progress_board|{OAK_BANK}|2026-11-19"


async def test_of_a_board_that_nobody_recorded_the_day_is_asked_for(
    world: World, clerk: Conversation
) -> None:
    asked = await clerk.says("share minutes of the last progress board at Marlow")
    assert asked.words == (
        "I know of no meeting of Marlow's Progress Board that was held. Of which day are the minutes?"
    )
    assert "couldn't read that as a day" in (await clerk.says("erm")).words
    form = await clerk.says("last Thursday")
    assert "Marlow, Progress Board, Thu 19 Nov" in form.texts


async def test_minutes_are_recorded_by_talk_one_question_at_a_time(world: World) -> None:
    gail = (await world.chat("Gail Governance")).elsewhere(Place.TERMINAL)
    await gail.says("record the minutes of Oak Bank's board of 19 November")
    for said in ("We looked at attendance.", "none", "none", ACTIONS):
        answer = await gail.says(said)
    assert 'Say "file them" to file them' in answer.words
    assert "Filed: " in (await gail.says("file them")).words
    assert len((await the_minutes(world)).actions) == 3


async def test_a_file_goes_into_the_form_that_is_open(world: World, clerk: Conversation) -> None:
    await clerk.says("minutes of Oak Bank's board of 19 November")
    form = await sends(clerk, pdf("Board of Thursday.pdf"))
    assert "Board of Thursday.pdf" in form.texts
    await clerk.presses("Next")
    await clerk.presses("File minutes")
    made = await the_minutes(world)
    assert made.last.text.file_name == "Board of Thursday.pdf"
    async with world.store.transaction() as uow:
        kept = await uow.files.get(made.last.text.file or 0)
    assert kept is not None
    assert kept.used


async def test_a_file_with_words_begins_the_form_and_is_asked_no_more(
    world: World, clerk: Conversation
) -> None:
    await sends(clerk, pdf(), text="minutes of Oak Bank's board of 19 November")
    await clerk.presses("Next")
    await clerk.presses("File minutes", actions="Look at reading; Hana Head; 4 December")
    made = await the_minutes(world)
    assert (made.last.text.file_name, len(made.actions)) == ("Board.pdf", 1)


async def test_after_a_file_a_talk_asks_for_decisions_and_actions_alone(world: World) -> None:
    gail = (await world.chat("Gail Governance")).elsewhere(Place.TERMINAL)
    asked = await sends(gail, pdf(), text="minutes of Oak Bank's board of 19 November")
    assert "Your minutes of Oak Bank's Progress Board of Thu 19 November 2026." in asked.words
    assert "What was decided?" in asked.words
    await gail.says("none")
    await gail.says("Look at reading; Hana Head; 4 December")
    assert "Filed: " in (await gail.says("file them")).words
    assert (await the_minutes(world)).last.text.file_name == "Board.pdf"


async def test_a_file_alone_of_a_clerk_is_taken_for_minutes(world: World, clerk: Conversation) -> None:
    await held(world)
    form = await sends(clerk, pdf())
    assert "Board.pdf" in form.texts
    assert form.inputs["meeting"]["value"].startswith("progress_board|")


async def test_several_files_and_one_of_another_kind_are_refused(world: World, clerk: Conversation) -> None:
    await clerk.says("minutes of Oak Bank's board of 19 November")
    assert "one at a time" in (await sends(clerk, pdf(), pdf())).words.replace("one file of minutes ", "one ")
    refused = await sends(clerk, Attached("minutes.exe", b"MZ"))
    assert "I can't take that kind of file" in refused.words


async def test_a_link_in_the_words_or_pasted_later_is_kept(world: World, clerk: Conversation) -> None:
    form = await clerk.says(f"minutes of Oak Bank's board of 19 November {LINK}")
    assert form.inputs["link"]["value"] == LINK
    await clerk.says(f"{LINK}?2")
    await clerk.presses("Next")
    await clerk.presses("File minutes")
    assert (await the_minutes(world)).last.text.link == f"{LINK}?2"
    read = await clerk.says("show me the minutes of Oak Bank's last board")
    assert any(action.get("url") == f"{LINK}?2" for action in read.card["actions"])


async def test_empty_minutes_are_not_filed_and_decisions_alone_are(world: World, clerk: Conversation) -> None:
    await clerk.says("minutes of Oak Bank's board of 19 November")
    await clerk.presses("Next")
    again = await clerk.presses("File minutes", decisions="none")
    assert "Please give the minutes" in again.texts
    await clerk.presses("Next")
    await clerk.presses("File minutes", decisions="Agreed the plan")
    assert (await the_minutes(world)).last.text.decisions == "Agreed the plan"


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("Look into it", "I couldn't read line 1 of the actions"),
        ("Look into it; Hana Head; sometime", "I couldn't read line 1 of the actions"),
        ("Look into it; Hana Head; 12 November 2026", "is before the meeting"),
    ],
)
async def test_an_action_that_is_unclear_is_pointed_out_and_nothing_is_lost(
    world: World, clerk: Conversation, line: str, fault: str
) -> None:
    await clerk.says("minutes of Oak Bank's board of 19 November")
    again = await filled_in(clerk, actions=line)
    assert fault in again.texts
    assert again.inputs["actions"]["value"] == line
    assert await all_minutes(world) == []


async def test_a_meeting_to_come_has_no_minutes_yet(world: World, clerk: Conversation) -> None:
    await clerk.says("minutes of Oak Bank's board of 19 November")
    [draft] = await _drafts(world)
    again = await clerk.presses("Next", meeting=f"progress_board|{OAK_BANK}|2026-12-10", text="x")
    assert "is still to come" in again.texts
    assert draft.author == await world.person("Gail Governance")


async def _drafts(world: World) -> Any:
    who = await world.person("Gail Governance")
    async with world.store.transaction() as uow:
        return await uow.drafts.open_of(who)


async def test_a_draft_is_kept_and_come_back_to(world: World, clerk: Conversation) -> None:
    await clerk.says("minutes of Oak Bank's board of 19 November")
    await clerk.presses("Save for later", text="Half of it")
    later = await world.chat("Gail Governance")
    form = await later.says("record the minutes of Oak Bank's board of 19 November")
    assert "You began your minutes of Oak Bank's Progress Board" in form.words
    assert (await later.presses("Back")).inputs["text"]["value"] == "Half of it"


async def test_an_amendment_is_a_version_and_the_earlier_is_kept(world: World, clerk: Conversation) -> None:
    await minuted(world, ("Reading", "Sue Partner"), school=ST_ANNE, file="Board.pdf")
    receipt = await amended(clerk, "St Anne's", text="Better words", decisions="Agreed after all")
    assert "are now version 2; the earlier are kept" in receipt.all
    made = await the_minutes(world)
    assert [version.text.text for version in made.versions] == ["We looked at attendance.", "Better words"]
    assert made.last.text.file_name == "Board.pdf"
    assert len(made.actions) == 1
    read = await clerk.says(SHOW)
    assert "by Gail Governance, Mon 23 November 2026 at 09:00 (version 2)" in read.texts
    versions = await clerk.presses("Earlier versions", on=read)
    assert "We looked at attendance." in versions.texts
    assert "Better words" not in versions.texts
    assert "minutes amended" in await world.deeds()


async def test_an_amendment_ends_actions_and_adds_others_and_duties_follow(
    world: World, clerk: Conversation
) -> None:
    await minuted(world, ("Reading", "Sue Partner"), ("Maths", "Chris Chair"), school=ST_ANNE)
    await amended(
        clerk, "St Anne's", actions="Maths; Chris Chair; 11 December\nGates; Ned Newman; 4 December"
    )
    made = await the_minutes(world)
    assert [(a.text.what, a.since, a.until) for a in made.actions] == [
        ("Reading", 1, 2),
        ("Maths", 1, 2),
        ("Maths", 2, None),
        ("Gates", 2, None),
    ]
    stands = {
        (e.duty.owner, e.duty.due_on.day): e.state
        for e in await owed(world, DutyKind.MINUTED_ACTION, ST_ANNE)
    }
    sue, chris, ned = [await world.person(n) for n in ("Sue Partner", "Chris Chair", "Ned Newman")]
    assert stands == {
        (sue, 4): DutyState.VOID,
        (chris, 4): DutyState.VOID,
        (chris, 11): DutyState.OPEN,
        (ned, 4): DutyState.OPEN,
    }


async def test_a_meeting_with_minutes_shows_them_instead_of_a_second_form(
    world: World, clerk: Conversation
) -> None:
    await minuted(world)
    answer = await clerk.says("record the minutes of Oak Bank's board of 19 November")
    assert "are in already. You can amend them." in answer.all
    assert "Amend" in answer.buttons
    assert await world.drafts_of("Gail Governance") == 0


async def test_minutes_that_somebody_else_filed_meanwhile_keep_ones_own_as_a_draft(
    world: World, clerk: Conversation
) -> None:
    await clerk.says("minutes of Oak Bank's board of 19 November")
    await minuted(world, by="Dan Deputy")
    answer = await filled_in(clerk)
    assert "There are minutes already, recorded by Dan Deputy" in answer.all
    assert await world.drafts_of("Gail Governance") == 1
    assert (await the_minutes(world)).last.by == await world.person("Dan Deputy")


async def test_a_recorded_board_asks_the_clerk_for_its_minutes(world: World, clerk: Conversation) -> None:
    await clerk.says("set up the progress board for Oak Bank on 26 November")
    [entry] = await owed(world, DutyKind.MINUTES)
    assert entry.duty.owner == await world.person("Gail Governance")
    assert entry.duty.due_on == date(2026, 12, 1)
    clerk.at = datetime(2026, 11, 30, 9, tzinfo=NOW.tzinfo)
    listed = await clerk.says("what do I owe?")
    assert "Minutes, Progress Board of 26 November" in listed.all
    form = await clerk.presses("Oak Bank", on=listed)
    assert "Minutes: Oak Bank, Progress Board" in form.texts


async def test_minutes_fulfil_their_duty_and_leave_it_in_the_lists(world: World) -> None:
    await held(world)
    async with world.store.transaction() as uow:
        await reconcile_minutes(uow, world.policy, [OAK_BANK], NOW.date())
    assert [entry.state for entry in await owed(world, DutyKind.MINUTES)] == [DutyState.OPEN]
    await minuted(world)
    assert [entry.state for entry in await owed(world, DutyKind.MINUTES)] == [DutyState.FULFILLED]
    await reconcile_schools(world.store, world.policy, NOW.date(), MINUTES)
    assert [entry.state for entry in await owed(world, DutyKind.MINUTES)] == [DutyState.FULFILLED]


async def test_a_meeting_that_is_taken_back_asks_for_nothing(world: World) -> None:
    await held(world)
    assert await reconcile_schools(world.store, world.policy, NOW.date(), MINUTES) == 1
    async with world.store.transaction() as uow:
        await uow.connection.execute(sa.update(meetings).values(withdrawn_on=NOW.date()))
    assert await reconcile_schools(world.store, world.policy, NOW.date(), MINUTES) == 1
    assert [entry.state for entry in await owed(world, DutyKind.MINUTES)] == [DutyState.VOID]
    assert await reconcile_schools(world.store, world.policy, NOW.date(), MINUTES) == 0


async def test_the_clerk_is_reminded_of_minutes_and_an_owner_of_an_action(world: World, post: Post) -> None:
    await held(world)
    await reconcile_schools(world.store, world.policy, NOW.date(), MINUTES)
    await minuted(world, ("Reading", "Sue Partner"), school=ST_ANNE, due=NOW.date())
    await swept(post)
    clerk = await post.notice(await post.waiting(OutgoingKind.NUDGE, "Gail Governance"))
    assert "Minutes, Progress Board of 19 November" in clerk.texts
    sue = await post.notice(await post.waiting(OutgoingKind.NUDGE, "Sue Partner"))
    assert "Action, Progress Board of 19 November" in sue.texts
    assert "Reading" not in sue.all


@pytest.mark.parametrize("name", ["Carol Chief", "Dan Deputy", "Lena Lead", "Gail Governance"])
async def test_which_minutes_are_missing_is_told_to_those_who_read_all(world: World, name: str) -> None:
    await held(world, day=date(2026, 11, 12))
    await held(world, MARLOW)
    await minuted(world, school=ST_ANNE)
    answer = await (await world.chat(name)).says("which minutes are outstanding?")
    assert "2 meetings have no minutes yet." in answer.words
    assert "Oak Bank, Progress Board, Thu 12 Nov" in answer.texts
    assert "Were due Tue 17 Nov" in answer.texts or "were due Tue 17 Nov" in answer.texts


async def test_no_minutes_yet_says_by_when_they_are_due(world: World) -> None:
    await held(world, ST_ANNE)
    answer = await (await world.chat("Chris Chair")).says(SHOW)
    assert answer.words == (
        "There are no minutes of St Anne's Progress Board of Thu 19 November 2026 yet. They are due by "
        "Tue 24 November 2026."
    )


async def test_of_no_meeting_there_are_no_minutes(world: World) -> None:
    answer = await (await world.chat("Chris Chair")).says(
        "show me the minutes of St Anne's board of 3 November"
    )
    assert answer.words == (
        "I know of no Progress Board of St Anne's on Tue 3 Nov that was held, so there are no minutes."
    )


async def test_the_minutes_that_one_may_read_are_listed_and_opened(world: World) -> None:
    await minuted(world, school=ST_ANNE)
    await minuted(world, day=date(2026, 11, 12))
    await minuted(world, school="", body=Body.EIT, about="", text="Of the EIT")
    stan = await world.chat("Stan Committee")
    listed = await stan.says("show me the minutes")
    assert "Minutes of 2 meetings" in listed.words
    assert "Education Improvement Team" not in listed.all
    opened = await stan.says("2")
    assert "Oak Bank's Progress Board of Thu 12 November 2026" in opened.words


async def test_a_long_list_of_minutes_has_pages(world: World) -> None:
    for day in range(2, 12):
        await minuted(world, day=date(2026, 11, day))
    stan = await world.chat("Stan Committee")
    first = await stan.says("show me the minutes")
    assert first.words == "Minutes of 10 meetings, the latest first. Showing 1 to 8 of 10."
    second = await stan.presses("Next")
    assert "Oak Bank, Progress Board, Mon 2 Nov" in second.texts
    assert "Fri 6 Nov" in (await stan.presses("Back", on=second)).texts
    assert "Showing 9 to 10 of 10." in (await stan.says("more")).words
    assert "Mon 2 November 2026" in (await stan.says("10")).words


@pytest.mark.parametrize("offset", [-1, "8", True, None, 10**9])
async def test_a_page_that_is_none_is_the_first(world: World, offset: object) -> None:
    await minuted(world, ("Reading", "Sue Partner"), school=ST_ANNE)
    sue = await world.chat("Sue Partner")
    answer = await sue.sends_data({"do": "minutes.mine", "offset": offset, "body": "x", "from": 7})
    assert "1. Reading" in answer.texts
    stan = await world.chat("Stan Committee")
    listed = await stan.sends_data(
        {"do": "minutes.list", "offset": offset, "body": "x", "school": 7, "to": "x"}
    )
    assert "St Anne's Progress Board" in listed.texts

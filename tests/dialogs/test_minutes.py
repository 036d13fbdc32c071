"""Minutes: recorded by chair or clerk, shared with whom policy says, read, amended; their actions owed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from dialogs.messages import Attached, Incoming, Place
from dialogs.wording import READ_ONLY, REFUSAL, REFUSAL_TO_DO
from storage.reconciling_schools import MINUTES, reconcile_schools
from storage.tables import meetings
from strategy.actions.minuting_duties import reconcile_minutes
from strategy.duties import DutyKind, DutyState, StoredDuty
from strategy.minutes import ActionState, MinutedAction, Minutes
from strategy.outgoing import Means, OutgoingKind
from strategy.policy_reporting import Body
from strategy.ports import HeldQuery, Letter
from tests.dialogs.answers import MARKED, Answer, held_to_account
from tests.dialogs.conversation import NOW, Conversation
from tests.dialogs.minuting import held, minuted
from tests.dialogs.post import Post
from tests.dialogs.sent import told
from tests.dialogs.test_outgoing_reminders import swept
from tests.dialogs.world import MARLOW, OAK_BANK, ST_ANNE, World

LINK = "https://trust.sharepoint.com/sites/boards/minutes.docx"
ACTIONS = f"""Visit the maths department{MARKED}; Sam Partner; 4 December
Hana Head to send the attendance plan by 27 November
Write to the governors (the governors, by 1 December)"""


@pytest.fixture
async def clerk(world: World) -> Conversation:
    """Gail, the governance professional, in her own chat."""
    return await world.chat("Gail Governance")


async def all_minutes(world: World) -> list[Minutes]:
    async with world.store.transaction() as uow:
        found = await uow.minutes.held(
            HeldQuery(date(2026, 9, 1), date(2027, 7, 1), frozenset(Body), None, True)
        )
        return [made for each in found if (made := await uow.minutes.get(each.minutes or 0))]


async def the_minutes(world: World) -> Minutes:
    [made] = await all_minutes(world)
    return made


async def owed(world: World, kind: DutyKind, school: str = OAK_BANK) -> list[StoredDuty]:
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
    return Attached(name, b"%PDF-1.7\nminutes")


async def filled_in(chat: Conversation, **more: Any) -> Answer:
    """The form filled in with all there is, and filed."""
    await chat.presses("Next", text=f"We looked at attendance.{MARKED}")
    return await chat.presses(
        "File minutes", **{"decisions": f"Visit in spring{MARKED}", "actions": ACTIONS, **more}
    )


# Recording.


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


# Who.


@pytest.mark.parametrize("name", ["Carol Chief", "Dan Deputy", "Gail Governance"])
async def test_chair_clerk_and_deputy_record_a_boards_minutes(world: World, name: str) -> None:
    chat = await world.chat(name)
    await chat.says("minutes of Oak Bank's board of 19 November")
    await filled_in(chat)
    assert (await the_minutes(world)).last.by == await world.person(name)


@pytest.mark.parametrize(
    "name",
    ["Lena Lead", "Sam Partner", "Hana Head", "Chris Chair", "Stan Committee", "Tina Trustee", "Adam Admin"],
)
async def test_nobody_else_records_them_by_words_or_by_button(world: World, name: str) -> None:
    meeting = await held(world)
    chat = await world.chat(name)
    answer = await chat.says("record the minutes of Oak Bank's board of 19 November")
    assert answer.words == REFUSAL_TO_DO
    await minuted(world)
    made = await the_minutes(world)
    for data in (
        {"do": "minutes.amend", "minutes": made.id},
        {"do": "minutes.on", "body": "progress_board", "school": OAK_BANK, "day": "19 November"},
    ):
        assert (await chat.sends_data(data)).words == REFUSAL_TO_DO
    assert meeting.id == made.meeting.id
    assert await world.drafts_of(name) == 0


SHOW = "show me the minutes of St Anne's last board"
READERS = [
    "Carol Chief",
    "Dan Deputy",
    "Lena Lead",
    "Gail Governance",
    "Ned Newman",
    "Chris Chair",
    "Stan Committee",
    "Tina Trustee",
    "Eve Executive",
]
OTHERS = [
    "Sue Partner",
    "Sam Partner",
    "Hana Head",
    "Lee Leader",
    "Sal Specialist",
    "Dora Data",
    "Adam Admin",
]


@pytest.mark.parametrize("name", READERS)
async def test_those_whom_policy_names_read_a_boards_minutes(world: World, name: str) -> None:
    await minuted(world, ("Reading", "Sue Partner"), school=ST_ANNE, decisions="Agreed")
    answer = await (await world.chat(name)).says(SHOW)
    for part in ("We looked at attendance.", "Agreed", "1. Reading (Sue Partner, by Fri 4 Dec)"):
        assert part in answer.texts
    last = (await world.deeds())[0]
    assert last == ("minutes recorded" if name == "Gail Governance" else "minutes read")


@pytest.mark.parametrize("name", OTHERS)
async def test_nobody_else_reads_them_hears_whether_there_are_any_or_is_sent_them(
    world: World, name: str
) -> None:
    chat = await world.chat(name)
    before = (await chat.says(SHOW)).words
    made = await minuted(world, ("Reading", "Sue Partner"), school=ST_ANNE)
    assert (await chat.says(SHOW)).words == before == REFUSAL
    for do in ("minutes.show", "minutes.versions", "minutes.actions", "minutes.send"):
        assert (await chat.sends_data({"do": do, "minutes": made.id})).words == REFUSAL
    assert (OutgoingKind.MINUTES_SHARED, name, made.key) not in await told(world)


@pytest.mark.parametrize("number", [0, -1, 10**12, "1", None, True])
async def test_a_card_with_another_number_shows_nothing(
    world: World, clerk: Conversation, number: object
) -> None:
    for do in ("minutes.show", "minutes.versions", "minutes.actions", "minutes.send"):
        assert (await clerk.sends_data({"do": do, "minutes": number})).words == REFUSAL
    assert (await clerk.sends_data({"do": "minutes.action", "action": number})).words == REFUSAL


async def test_the_minutes_of_the_eit_are_for_those_who_sit_in_it(world: World) -> None:
    await minuted(world, school="", body=Body.EIT, about="")
    ask = "show me the minutes of the last EIT"
    for name in ("Carol Chief", "Dan Deputy", "Lena Lead", "Gail Governance"):
        assert "We looked at attendance." in (await (await world.chat(name)).says(ask)).texts
    for name in ("Stan Committee", "Tina Trustee", "Eve Executive", "Chris Chair", "Hana Head"):
        assert (await (await world.chat(name)).says(ask)).words == REFUSAL


async def test_in_a_group_the_minutes_come_to_the_asker_alone(world: World) -> None:
    await minuted(world, school=ST_ANNE)
    answer = await (await world.chat("Chris Chair", Place.GROUP)).says(SHOW)
    assert len(answer.reply.privately) == 1
    assert "attendance" not in "".join(message.text for message in answer.reply.messages)


async def test_a_terminal_that_only_reads_records_nothing(world: World, clerk: Conversation) -> None:
    clerk.read_only = True
    assert (await clerk.says("record the minutes of Oak Bank's board of 19 November")).words == READ_ONLY
    nothing = await clerk.says("show me the minutes of Oak Bank's last board")
    assert "there are no minutes" in nothing.words
    assert await world.drafts_of("Gail Governance") == 0


# Sharing.


async def test_minutes_go_to_eit_governors_and_committee_and_to_owners_of_actions(world: World) -> None:
    made = await minuted(
        world,
        ("Reading", "Sue Partner"),
        ("Maths", "Chris Chair"),
        ("Gates", "the caretaker"),
        school=ST_ANNE,
    )
    assert sorted(await told(world, made.key)) == [
        ("minutes.actions", "Sue Partner", made.key),
        *[
            ("minutes.shared", name, made.key)
            for name in ("Carol Chief", "Chris Chair", "Dan Deputy", "Lena Lead", "Stan Committee")
        ],
    ]


async def test_the_card_shows_what_was_said_and_what_is_ones_own(world: World, post: Post) -> None:
    made = await minuted(
        world, (f"Maths{MARKED}", "Chris Chair"), school=ST_ANNE, text=f"Said{MARKED}", file="Board.pdf"
    )
    notice = await post.notice(await post.waiting(OutgoingKind.MINUTES_SHARED, "Chris Chair"))
    assert notice.words == (
        "Gail Governance has recorded the minutes of St Anne's Progress Board of Thu 19 November "
        "2026. 1 action in them for you."
    )
    for part in (f"Said{MARKED}", f"Maths{MARKED}", "Board.pdf"):
        assert part in notice.texts
    assert notice.button("Read them all") == {"do": "minutes.show", "minutes": made.id, "beside": True}
    letter = await post.letter(await post.waiting(OutgoingKind.MINUTES_SHARED, "Chris Chair"))
    assert [document.name for document in letter.documents] == [
        "Minutes - St Anne's - Progress Board - 2026-11-19.txt",
        "Minutes - St Anne's - Progress Board - 2026-11-19 as sent.pdf",
    ]
    assert MARKED.encode() in letter.documents[0].content or b"Maths" in letter.documents[0].content


async def test_the_owner_of_an_action_hears_of_it_and_of_nothing_else(world: World, post: Post) -> None:
    await minuted(
        world,
        (f"Reading{MARKED}", "Sue Partner"),
        ("Maths", "Hana Head"),
        school=ST_ANNE,
        text=f"Said{MARKED}",
    )
    row = await post.waiting(OutgoingKind.MINUTED_ACTIONS, "Sue Partner")
    notice = await post.notice(row)
    assert f"Reading{MARKED}" in notice.texts
    assert "Maths" not in notice.all
    assert f"Said{MARKED}" not in notice.all
    letter = await post.letter(row)
    assert letter.documents == ()
    assert "gave you 1 action, to be done by Fri 4 December 2026" in letter.text


async def test_who_lost_the_office_meanwhile_is_not_sent_them(world: World, post: Post) -> None:
    from storage.tables import schools

    await minuted(world, school=ST_ANNE)
    row = await post.waiting(OutgoingKind.MINUTES_SHARED, "Chris Chair")
    await post.directory_changes(
        sa.update(schools).where(schools.c.urn == ST_ANNE).values(chair_of_governors=None)
    )
    assert await post.untrue(row) == "not shared with them any more"


async def test_a_version_that_was_amended_goes_out_no_more(
    world: World, post: Post, clerk: Conversation
) -> None:
    await minuted(world, ("Reading", "Sue Partner"), school=ST_ANNE)
    shared = await post.waiting(OutgoingKind.MINUTES_SHARED, "Chris Chair")
    actions = await post.waiting(OutgoingKind.MINUTED_ACTIONS, "Sue Partner")
    await amended(clerk, "St Anne's", text="Better words")
    assert await post.untrue(shared) == await post.untrue(actions) == "superseded by version 2"
    notice = await post.notice(await post.waiting(OutgoingKind.MINUTES_SHARED, "Chris Chair"))
    assert "Minutes: St Anne's, Progress Board (amended)" in notice.texts
    # What the first version gave her, the second does not give her anew.
    made = await the_minutes(world)
    assert ("minutes.actions", "Sue Partner", made.key) not in await told(world)


async def test_a_copy_is_mailed_with_the_file_to_who_asks_and_may_read(world: World, post: Post) -> None:
    made = await minuted(world, school=ST_ANNE, file="Board.pdf")
    chris = await world.chat("Chris Chair")
    await chris.says(SHOW)
    assert "on their way to chris.chair@trust.example" in (await chris.presses("Send me a copy")).words
    letter = await post.render(await post.waiting(OutgoingKind.MINUTES_SENT, "Chris Chair"), Means.MAIL)
    assert isinstance(letter, Letter)
    assert len(letter.documents) == 2
    assert (await world.deeds())[0] == "minutes sent to the reader"
    assert "on their way" in (await chris.says("send it to me")).words
    assert made.last.number == 1


# Amending.


async def amended(chat: Conversation, school: str, **entered: Any) -> Answer:
    """The minutes of a school's last Board are opened and filed again with other words."""
    await chat.says(f"amend the minutes of {school}'s last board")
    first = {name: entered.pop(name) for name in ("text", "link") if name in entered}
    await chat.presses("Next", **first)
    return await chat.presses("File amendment", **entered)


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


# The duty of the minutes.


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


# Actions.


async def test_many_actions_have_pages_and_one_numbering(world: World) -> None:
    await minuted(world, *((f"Task {n}", "Sue Partner") for n in range(1, 13)), school=ST_ANNE)
    chris = await world.chat("Chris Chair")
    first = await chris.says("Actions from the last board?")
    assert "Showing 1 to 8 of 12." in first.words
    assert "9. Task 9" in (await chris.says("more")).texts
    sue = await world.chat("Sue Partner")
    await sue.says("my actions")
    assert "that is done" in (await sue.says("mark action 12 as done")).words
    assert (await the_action(world, "Task 12")).state is ActionState.DONE


async def the_action(world: World, what: str = "Reading") -> MinutedAction:
    return next(a for a in (await the_minutes(world)).actions if a.text.what == what)


async def test_actions_of_the_last_board_are_listed_with_how_they_stand(world: World) -> None:
    await minuted(world, ("Old", "Sue Partner"), school=ST_ANNE, day=date(2026, 10, 1))
    await minuted(
        world, ("Reading", "Sue Partner"), ("Gates", "the caretaker"), school=ST_ANNE, due=date(2026, 11, 20)
    )
    for text in (
        "Actions from the last board?",
        "actions from St Anne's last board",
        "what actions came out of the last progress board at St Anne's?",
    ):
        answer = await (await world.chat("Chris Chair")).says(text)
        assert "2 actions from St Anne's Progress Board of Thu 19 November 2026" in answer.words
        assert "2 still open, 2 of them late." in answer.words
        assert "1. Reading" in answer.texts
        assert "The caretaker, by Fri 20 Nov, late" in answer.texts


async def test_what_actions_i_owe_are_those_of_all_meetings_the_next_first(world: World) -> None:
    await minuted(world, ("Later", "Sue Partner"), ("Mine not", "Hana Head"), school=ST_ANNE)
    await minuted(world, ("Sooner", "Sue Partner"), school=MARLOW, due=date(2026, 11, 27))
    sue = await world.chat("Sue Partner")
    for text in ("what actions do I owe", "my actions", "do I have any open actions?"):
        answer = await sue.says(text)
        assert answer.words == "You owe 2 actions."
        titles = [title for title, data in answer.pressable if data["do"] == "minutes.action"]
        assert titles == ["1. Sooner", "2. Later"]


@pytest.mark.parametrize("text", ["mark action 1 as done", "mark the reading action as done"])
async def test_an_action_is_marked_done_in_words_and_its_duty_is_done(world: World, text: str) -> None:
    await minuted(world, ("Reading", "Sue Partner"), ("Maths", "Sue Partner"), school=ST_ANNE)
    sue = await world.chat("Sue Partner")
    await sue.says("my actions")
    assert "Thank you: that is done." in (await sue.says(text)).words
    assert (await the_action(world)).state is ActionState.DONE
    assert (await the_action(world, "Maths")).is_open
    states = {
        e.duty.about.split(":")[1]: e.state for e in await owed(world, DutyKind.MINUTED_ACTION, ST_ANNE)
    }
    assert sorted(states.values()) == [DutyState.FULFILLED, DutyState.OPEN]
    assert (await world.deeds())[0] == "action done"
    assert "You owe 1 action." in (await sue.says("what actions do I owe?")).words


async def test_an_action_is_done_by_its_button_and_opened_again(world: World) -> None:
    await minuted(world, ("Reading", "Sue Partner"), school=ST_ANNE)
    sue = await world.chat("Sue Partner")
    await sue.says("my actions")
    shown = await sue.presses("1. Reading")
    assert "The minutes" not in shown.buttons
    done = await sue.presses("It is done", on=shown)
    assert "Thank you: that is done." in done.all
    await sue.presses("Open it again", on=done)
    assert (await the_action(world)).is_open
    [entry] = await owed(world, DutyKind.MINUTED_ACTION, ST_ANNE)
    assert entry.state is DutyState.OPEN
    stale = await sue.presses("It is done", on=shown)
    assert "That has changed meanwhile." in stale.all


async def test_it_is_the_action_that_was_shown_last_and_nothing_else(world: World) -> None:
    await minuted(world, ("Reading", "Sue Partner"), school=ST_ANNE)
    sue = await world.chat("Sue Partner")
    await sue.says("my actions")
    await sue.says("1")
    await sue.says("my visits")
    await sue.says("mark it as done")
    assert (await the_action(world)).is_open
    await sue.says("my actions")
    await sue.says("1")
    assert "that is done" in (await sue.says("mark it as done")).words


async def test_where_several_fit_it_is_asked_which(world: World) -> None:
    await minuted(
        world, ("Reading in year 1", "Sue Partner"), ("Reading in year 2", "Sue Partner"), school=ST_ANNE
    )
    sue = await world.chat("Sue Partner")
    assert "Which one do you mean?" in (await sue.says("mark the reading action as done")).words
    assert all(action.is_open for action in (await the_minutes(world)).actions)


@pytest.mark.parametrize("name", ["Gail Governance", "Dan Deputy", "Carol Chief"])
async def test_chair_and_clerk_may_close_anybodys_action(world: World, name: str) -> None:
    await minuted(world, ("Gates", "the caretaker"), school=ST_ANNE)
    chat = await world.chat(name)
    await chat.says("actions from St Anne's last board")
    assert "that is done" in (await chat.says("mark action 1 as done")).words


@pytest.mark.parametrize("name", ["Chris Chair", "Lena Lead", "Stan Committee", "Hana Head", "Sam Partner"])
async def test_nobody_else_closes_anothers_action(world: World, name: str) -> None:
    await minuted(world, ("Reading", "Sue Partner"), school=ST_ANNE)
    action = await the_action(world)
    chat = await world.chat(name)
    answer = await chat.sends_data({"do": "minutes.action.done", "action": action.id, "revision": 1})
    assert answer.words in (REFUSAL, REFUSAL_TO_DO)
    assert (await the_action(world)).is_open


async def test_an_action_of_the_eit_is_owed_where_its_words_name_one_school(
    world: World, clerk: Conversation
) -> None:
    await clerk.says("minutes of the EIT of 18 November")
    receipt = await filled_in(
        clerk, actions="Visit Marlow's maths; Sue Partner; 4 December\nWrite to all; Sue Partner; 4 December"
    )
    assert "Nobody is reminded of 1 of them, as I don't know its owner or school." in receipt.all
    [entry] = await owed(world, DutyKind.MINUTED_ACTION, MARLOW)
    assert entry.duty.owner == await world.person("Sue Partner")
    # Both are hers, and she is told of both when she asks.
    sue = await world.chat("Sue Partner")
    assert (await sue.says("what actions do I owe")).words == "You owe 2 actions."


async def test_offices_are_read_as_those_who_hold_them(world: World, clerk: Conversation) -> None:
    await clerk.says("minutes of St Anne's board of 19 November")
    await filled_in(
        clerk,
        actions="A plan; headteacher; 4 December\nA letter; chair of governors; 4 December\n"
        "A visit; SIP; 4 December\nA decision; Deputy CEO; 4 December",
    )
    names = ["Ned Newman", "Chris Chair", "Sue Partner", "Dan Deputy"]
    expected = [await world.person(name) for name in names]
    assert [action.text.owner for action in (await the_minutes(world)).actions] == expected


async def test_an_action_of_a_school_is_seen_by_no_head_of_another(world: World) -> None:
    await minuted(world, ("Reading", "Sue Partner"), school=ST_ANNE)
    action = await the_action(world)
    hana = await world.chat("Hana Head")
    assert (await hana.sends_data({"do": "minutes.action", "action": action.id})).words == REFUSAL
    later = NOW + timedelta(days=30)
    hana.at = later
    assert "Action" not in (await hana.says("deadlines for my school")).texts

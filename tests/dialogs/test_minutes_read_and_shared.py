"""Who records minutes, who reads them and to whom they go."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from dialogs.messages import Place
from dialogs.wording import READ_ONLY, REFUSAL, REFUSAL_TO_DO
from strategy.outgoing import Means, OutgoingKind
from strategy.policy_reporting import Body
from strategy.ports import Letter
from tests.dialogs.answers import MARKED
from tests.dialogs.conversation import Conversation
from tests.dialogs.minuting import (
    SHOW,
    amended,
    filled_in,
    held,
    minuted,
    the_minutes,
)
from tests.dialogs.post import Post
from tests.dialogs.sent import told
from tests.dialogs.world import OAK_BANK, ST_ANNE, World


@pytest.fixture
async def clerk(world: World) -> Conversation:
    """Gail, the governance professional, in her own chat."""
    return await world.chat("Gail Governance")


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
    assert "gave you 1 action, to be done by Fri 4 December 2026" in letter.text
    assert "What to do is in the attached Word document." in letter.text
    [document] = letter.documents
    assert document.name == "Actions - St Anne's - Progress Board - 2026-11-19.txt"
    said = document.content.decode()
    assert repr(f"Reading{MARKED}").strip("'") in said
    assert "By Fri 4 December 2026" in said
    for other in ("Maths", "Hana Head", "Said"):
        assert other not in said


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

"""Asking for the pack of a meeting: which is meant, what the card says of it, and how the document comes."""

from __future__ import annotations

from datetime import date

import pytest

from dialogs.desk import Desk
from dialogs.messages import Place
from dialogs.outgoing.outbound import Outbound
from dialogs.wording import REFUSAL
from storage.files.word import WordDocuments
from strategy.outgoing import Means, OutgoingKind
from strategy.ports import Letter
from tests.dialogs.minuting import held
from tests.dialogs.packing import EVERYBODY, MARKS, Meetings, filled
from tests.dialogs.post import PlainDocuments, Post
from tests.dialogs.test_handing_over import in_teams, offers, takes
from tests.dialogs.world import MARLOW, OAK_BANK, ST_ANNE, World

NAME = "Progress Board pack - St Anne's - 2026-11-26.txt"


@pytest.fixture
def world(world: World) -> World:
    """The trust, whose desk can make documents."""
    words = Outbound(world.policy, PlainDocuments())
    return World(
        world.store, world.policy, Desk(world.store, world.policy, world.desk._reader, renderer=words)
    )


@pytest.fixture
async def meetings(world: World, post: Post) -> Meetings:
    return await filled(world, post)


async def test_the_pack_for_thursdays_board_is_a_card_and_a_file(world: World, meetings: Meetings) -> None:
    chat = await in_teams(world, "Dan Deputy")
    asked = await chat.says("Pack for Thursday's board")
    assert "The pack of St Anne's Progress Board on Thu 26 November 2026." in asked.words
    assert offers(asked) == [(NAME, f"meeting_pack:{meetings.board.id}")]
    card = asked.texts
    assert "Pack: St Anne's, Progress Board" in card
    for said in (
        "Improve (Some risk)",
        "Reports to see",
        "Overdue",
        "SIP days",
        "It holds what you may see.",
    ):
        assert said in card
    assert not [word for name, word in MARKS.items() if word in card and name in "ARLCHEPM"]
    given = await takes(chat, f"meeting_pack:{meetings.board.id}")
    assert given is not None
    assert given.name == NAME
    assert MARKS["R"] in given.content.decode()
    assert (await world.deeds())[:2] == ["meeting pack given to the reader", "meeting pack made"]


async def test_what_the_record_says_of_a_pack_is_ids(world: World, meetings: Meetings) -> None:
    chat = await in_teams(world, "Dan Deputy")
    await chat.says("Pack for Thursday's board")
    async with world.store.transaction() as uow:
        made = next(entry for entry in await uow.audit.entries() if entry.deed == "meeting pack made")
    assert (made.subject, made.school) == (f"meeting:{meetings.board.id}", ST_ANNE)
    assert made.details["body"] == "progress_board"
    assert made.details["schools"] == len(made.details["reports"]) == 1


async def test_a_pack_goes_by_mail_where_that_is_asked_for_or_no_file_can_be_taken(
    world: World, meetings: Meetings, post: Post
) -> None:
    gail = await in_teams(world, "Gail Governance")
    asked = await gail.says("Email me the pack for St Anne's board on Thursday")
    assert offers(asked) == []
    assert "on its way to gail.governance@trust.example by mail" in asked.words
    letter = await post.letter(await post.waiting(OutgoingKind.MEETING_PACK_SENT, "Gail Governance"))
    assert letter.subject == "Pack: St Anne's, Progress Board"
    assert [document.name for document in letter.documents] == [NAME]
    assert not [word for word in MARKS.values() if word in letter.text]
    ned = await (await world.chat("Ned Newman")).says("could I have the pack for St Anne's board")
    assert "on its way to ned.newman@trust.example by mail" in ned.words


async def test_a_file_that_was_offered_goes_by_mail_if_they_say_so(world: World, meetings: Meetings) -> None:
    chat = await in_teams(world, "Lena Lead")
    await chat.says("EIT pack")
    assert "on its way to lena.lead@trust.example by mail" in (await chat.says("by mail")).words
    await chat.says("EIT pack")
    assert "by mail" in (await chat.presses("Send it by mail")).words


async def test_the_pack_is_made_anew_for_what_its_reader_may_see_when_it_is_delivered(
    world: World, meetings: Meetings, post: Post
) -> None:
    row = await post.put(OutgoingKind.MEETING_PACK_SENT, "Ned Newman", f"meeting_pack:{meetings.board.id}")
    made = await post.render(row, Means.MAIL, by=Outbound(world.policy, WordDocuments()))
    assert isinstance(made, Letter)
    assert made.documents[0].name.endswith(".docx")
    other = await post.put(OutgoingKind.MEETING_PACK_SENT, "Hana Head", f"meeting_pack:{meetings.board.id}")
    assert await post.untrue(other) == "may not have it"
    none = await post.put(OutgoingKind.MEETING_PACK_SENT, "Dan Deputy", "meeting_pack:999999")
    assert await post.untrue(none) == "may not have it"


@pytest.mark.parametrize("name", EVERYBODY)
async def test_who_may_not_have_a_pack_hears_the_same_as_of_a_meeting_that_there_is_not(
    world: World, meetings: Meetings, name: str
) -> None:
    chat = await in_teams(world, name)
    for meeting in (meetings.board, meetings.eit, meetings.committee, meetings.team):
        pressed = await chat.sends_data({"do": "meeting_pack", "meeting": meeting.id})
        taken = await takes(chat, f"meeting_pack:{meeting.id}", str(meeting.id))
        assert (taken is not None) == bool(offers(pressed))
        if not offers(pressed):
            assert pressed.words == REFUSAL
    none = await chat.sends_data({"do": "meeting_pack", "meeting": 999_999})
    assert none.words == REFUSAL
    strange = await chat.sends_data({"do": "meeting_pack", "meeting": "all of them"})
    assert strange.words == REFUSAL


async def test_a_pack_of_another_schools_board_is_refused_whether_it_meets_or_not(
    world: World, meetings: Meetings
) -> None:
    hana = await world.chat("Hana Head")
    there = await hana.says("pack for St Anne's board")
    nowhere = await hana.says("pack for Marlow's board")
    assert {there.words, nowhere.words} == {REFUSAL}


async def test_of_several_boards_the_one_that_is_meant_is_asked_back(
    world: World, meetings: Meetings
) -> None:
    await held(world, OAK_BANK, date(2026, 11, 26))
    await held(world, MARLOW, date(2026, 12, 2))
    chat = await in_teams(world, "Dan Deputy")
    asked = await chat.says("Pack for Thursday's board")
    assert "Which meeting's pack would you like?" in asked.words
    assert "Progress Board of Oak Bank" in asked.texts
    assert "Progress Board of Marlow" not in asked.texts
    picked = await chat.presses("Progress Board of Oak Bank")
    assert "Pack: Oak Bank, Progress Board" in picked.texts
    again = await chat.says("pack for the next board")
    assert "Progress Board of Marlow" in again.texts
    assert "Pack: " in (await chat.says("2")).texts


async def test_a_day_without_a_meeting_says_so_and_offers_those_that_come(
    world: World, meetings: Meetings
) -> None:
    chat = await in_teams(world, "Dan Deputy")
    asked = await chat.says("pack for the EIT on 1 December")
    assert "No EIT is recorded" in asked.words
    assert "These come next" in asked.words
    assert offers(await chat.presses("EIT"))


async def test_where_nothing_is_recorded_it_says_so(world: World) -> None:
    said = await (await world.chat("Hana Head")).says("could I have the PB pack for my school")
    assert said.words == "No Progress Board of Oak Bank is recorded ahead, so there is no pack to make yet."


async def test_the_pack_of_the_last_meeting_can_be_had_too(world: World, meetings: Meetings) -> None:
    chat = await in_teams(world, "Dan Deputy")
    asked = await chat.says("pack from the last St Anne's board")
    assert "on Thu 12 November 2026" in asked.words


async def test_a_pack_is_not_told_in_front_of_others(world: World, meetings: Meetings) -> None:
    there = await (await world.chat("Dan Deputy")).elsewhere(Place.GROUP).says("Pack for Thursday's board")
    assert [message.card for message in there.reply.messages] == [None]
    assert "pack" not in there.reply.messages[0].text
    assert "The pack of St Anne's Progress Board" in there.reply.privately[0].text


async def test_the_toast_names_meeting_and_school_and_no_judgement(world: World, meetings: Meetings) -> None:
    asked = await (await in_teams(world, "Dan Deputy")).says("Pack for Thursday's board")
    assert [message.summary for message in asked.messages] == [
        "Pack: St Anne's, Progress Board",
        "A file for you: St Anne's",
    ]


async def test_in_the_terminal_the_whole_stands_in_words(world: World, meetings: Meetings) -> None:
    said = await (await world.chat("Stan Committee", Place.TERMINAL)).says(
        "papers for the standards committee"
    )
    assert "The pack of the Standards Committee on Thu 10 December 2026." in said.words
    assert "Schools: " in said.words
    assert "Open actions: No minutes yet" in said.words


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Ned Newman", "Pack for our next board"),
        ("Chris Chair", "Pack for our next board"),
        ("Lena Lead", "Pack for the next EIT"),
        ("Stan Committee", "Pack for the next standards committee"),
        ("Sam Partner", "Pack for the next school improvement team"),
    ],
)
async def test_help_offers_the_pack_to_who_can_have_one(
    world: World, meetings: Meetings, name: str, sentence: str
) -> None:
    chat = await in_teams(world, name)
    assert sentence in (await chat.says("help")).texts
    assert (await chat.says(sentence)).words != REFUSAL


async def test_a_partner_has_the_teams_pack_and_not_the_eits(world: World, meetings: Meetings) -> None:
    chat = await in_teams(world, "Sue Partner")
    assert "School Improvement Team on Tue 8 December" in (await chat.says("pack for the team meeting")).words
    assert (await chat.says("EIT pack")).words == REFUSAL


async def test_a_meetings_card_leads_to_its_pack_where_one_may_have_it(
    world: World, meetings: Meetings
) -> None:
    dan = await in_teams(world, "Dan Deputy")
    await dan.sends_data({"do": "meeting.show", "meeting": meetings.eit.id})
    assert offers(await dan.presses("Its pack"))
    hana = await in_teams(world, "Hana Head")
    shown = await hana.sends_data({"do": "meeting.show", "meeting": meetings.eit.id})
    assert "Its pack" not in shown.texts


@pytest.mark.parametrize(
    "text",
    [
        "who gets the pack for Thursday's board and when?",
        "when does the pack for Thursday's board go out",
        "has the pack for St Anne's board gone out?",
        "when is the St Anne's board pack sent?",
        "when will people get the papers for Thursday's board",
    ],
)
async def test_asked_when_it_goes_out_nothing_is_made(world: World, meetings: Meetings, text: str) -> None:
    chat = await in_teams(world, "Dan Deputy")
    asked = await chat.says(text)
    assert "was due on Thu 19 November 2026" in asked.words
    assert "It is for Carol Chief, Chris Chair, Ned Newman, Gail Governance and you." in asked.words
    assert "meeting pack made" not in await world.deeds()


async def test_who_may_not_have_a_pack_is_not_told_who_has_it(world: World, meetings: Meetings) -> None:
    chat = await in_teams(world, "Mo Head")
    answer = await chat.says("who gets the pack for St Anne's board?")
    assert "Dan Deputy" not in answer.all

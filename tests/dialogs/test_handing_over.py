"""Documents that people ask for: offered where a file can be, else by mail; who may have which, and in whose
words.
"""

from __future__ import annotations

import asyncio
from datetime import date

import pytest

from dialogs.desk import Desk
from dialogs.messages import Place
from dialogs.outgoing.outbound import Outbound
from dialogs.understanding.interpret import Interpreter
from dialogs.wording import REFUSAL
from storage.store import SqlStore
from strategy.outgoing import OutgoingKind
from strategy.people import Capacity
from strategy.policy import Policy
from strategy.ports import Document
from strategy.reports import Report
from tests.dialogs.answers import MARKED, Answer
from tests.dialogs.conversation import NOW, Conversation
from tests.dialogs.post import PlainDocuments, Post
from tests.dialogs.sent import told
from tests.dialogs.sent_packs import LAST_FRIDAY, a_board, went_out
from tests.dialogs.test_before_visits import planned as planned  # noqa: PLC0414 - a fixture
from tests.dialogs.test_before_visits import sends as sends_papers
from tests.dialogs.test_school_papers import pdf, sends
from tests.dialogs.world import OAK_BANK, World, make_world

PDF = b"%PDF-1.7\nplan"
NAME = "Visit report - Oak Bank - 2026-11-20.txt"


@pytest.fixture
def world(world: World) -> World:
    """The trust, whose desk can make documents."""
    words = Outbound(world.policy, PlainDocuments())
    return World(
        world.store, world.policy, Desk(world.store, world.policy, world.desk._reader, renderer=words)
    )


@pytest.fixture
async def report(post: Post) -> Report:
    """Sam's report on Oak Bank."""
    return await post.filed()


async def in_teams(world: World, name: str) -> Conversation:
    """Somebody's own chat, where a file can be offered."""
    chat = await world.chat(name)
    chat.takes_files = True
    return chat


def offers(answer: Answer) -> list[tuple[str, str]]:
    """What is offered: the name and the reference of each."""
    found = [message.offered for message in answer.messages if message.offered is not None]
    assert all(each.size > 0 for each in found)
    assert all(MARKED not in f"{each.name}{each.about}{each.reference}" for each in found)
    return [(each.name, each.reference) for each in found]


async def takes(chat: Conversation, reference: str, session: str = "1") -> Document | None:
    """Somebody allows what was offered; the file that they are given."""
    answer = await chat.sends_data({"do": "file.take", "file": reference, "session": session})
    return answer.reply.document


async def test_a_report_is_offered_where_a_file_can_be_and_mailed_elsewhere(
    world: World, report: Report
) -> None:
    chat = await in_teams(world, "Dan Deputy")
    asked = await chat.says("send me Oak Bank's report as a Word file")
    assert offers(asked) == [(NAME, f"report:{report.id}:1")]
    assert asked.words.startswith(f"{NAME} is ready for you. Allow it, and I put it into your OneDrive.")
    assert "report given to the reader" not in await world.deeds(), "nobody has it yet"
    given = await takes(chat, f"report:{report.id}:1")
    assert given is not None
    assert (given.name, MARKED.encode("unicode_escape") in given.content) == (NAME, True)
    assert (await world.deeds())[0] == "report given to the reader"
    for place in (Place.GROUP, Place.TEAM, Place.TERMINAL):
        there = await (await world.chat("Dan Deputy")).elsewhere(place).says("email me Oak Bank's report")
        assert "by mail" in there.words
        assert offers(there) == []


async def test_the_mail_brings_the_report_and_says_which(world: World, report: Report, post: Post) -> None:
    chat = await world.chat("Dan Deputy")
    said = await chat.says("send me Oak Bank's report as a Word file")
    assert said.words == (
        "The report on Oak Bank, Fri 20 November 2026, is on its way to dan.deputy@trust.example by mail, "
        "as a Word document."
    )
    letter = await post.letter(await post.waiting(OutgoingKind.REPORT_SENT, "Dan Deputy"))
    assert letter.subject == "Visit report: Oak Bank"
    assert "You asked for the report on Oak Bank by Sam Partner, visit of Fri 20 November" in letter.text
    assert [document.name for document in letter.documents] == [NAME]


async def test_a_mail_that_is_not_allowed_any_more_is_not_sent(post: Post, report: Report) -> None:
    row = await post.put(OutgoingKind.REPORT_SENT, "Mo Head", f"report:{report.id}:1")
    assert await post.untrue(row) == "may not read it any more"
    await post.withdraw(report, "Sam Partner", "Wrong school")
    row = await post.put(OutgoingKind.REPORT_SENT, "Dan Deputy", f"report:{report.id}:1")
    assert await post.untrue(row) == "withdrawn"


_EVERYBODY = (
    "Carol Chief", "Dan Deputy", "Lena Lead", "Sam Partner", "Sue Partner", "Hana Head", "Mo Head",
    "Ted Teacher", "Sal Specialist", "Chris Chair", "Lee Leader", "Tina Trustee", "Adam Admin",
    "Gail Governance", "Dora Data", "Eve Executive", "Stan Committee",
)  # fmt: skip


@pytest.mark.parametrize("name", _EVERYBODY)
@pytest.mark.parametrize("capacity", [Capacity.SIP, Capacity.LEAD_SIP])
async def test_whoever_may_read_a_report_may_have_it_as_a_document_and_nobody_else(
    world: World, post: Post, name: str, capacity: Capacity
) -> None:
    author = "Sam Partner" if capacity is Capacity.SIP else "Lena Lead"
    filed = await post.filed(author, capacity=capacity)
    chat = await in_teams(world, name)
    reads = REFUSAL not in (await chat.sends_data({"do": "report.show", "report": filed.id})).words
    sent = await chat.sends_data({"do": "report.send", "report": filed.id})
    mailed = await chat.sends_data({"do": "file.mail", "files": [f"report:{filed.id}:1"]})
    taken = await takes(chat, f"report:{filed.id}:1")
    assert (bool(offers(sent)), "by mail" in mailed.words, taken is not None) == (reads, reads, reads)
    if not reads:
        assert {sent.words, mailed.words} == {REFUSAL}
        none = await chat.sends_data({"do": "file.take", "file": "report:999999:1"})
        assert none.words == REFUSAL, "the same as of one that there is not"
        assert not [row for row in await told(world) if row[0] == "report.sent"]


@pytest.mark.parametrize("name", _EVERYBODY)
async def test_whoever_may_see_a_school_s_paper_may_take_it_and_nobody_else(world: World, name: str) -> None:
    head = await world.chat("Hana Head")
    await sends(head, pdf(f"secret{MARKED}.pdf"), text="our SDP")
    chat = await in_teams(world, name)
    sees = "can't" not in (await chat.sends_data({"do": "paper.show", "paper": 1})).words
    sent = await chat.sends_data({"do": "paper.send", "paper": 1, "version": 1})
    assert bool(offers(sent)) == sees
    assert (await takes(chat, "development_plan:1:1") is not None) == sees
    assert await takes(chat, "development_plan:1:9", "2") is None
    assert await takes(chat, "development_plan:9:1", "3") is None


async def test_a_school_s_paper_is_offered_by_a_name_of_ours(world: World) -> None:
    head, chat = await world.chat("Hana Head"), await in_teams(world, "Sam Partner")
    await sends(head, pdf(f"My plan{MARKED}.pdf"), text="our SDP")
    asked = await chat.says("send me Oak Bank's development plan")
    name = "Development plan - Oak Bank - 2026-27 version 1.pdf"
    assert offers(asked) == [(name, "development_plan:1:1")]
    taken = await takes(chat, "development_plan:1:1")
    assert taken is not None
    assert (taken.name, taken.content) == (name, PDF)
    assert (await world.deeds())[0] == "development plan given to the reader"
    mailed = await chat.says("email me Oak Bank's development plan")
    assert offers(mailed) == []
    assert "on its way to sam.partner@trust.example by mail" in mailed.words


async def test_a_paper_just_shown_is_sent_by_the_way_that_is_said(world: World) -> None:
    head, chat = await world.chat("Hana Head"), await in_teams(world, "Sam Partner")
    await sends(head, pdf(), text="our SDP")
    await chat.says("is Oak Bank's SDP in?")
    assert len(offers(await chat.says("send it to me"))) == 1
    await chat.says("is Oak Bank's SDP in?")
    assert "by mail" in (await chat.says("email it to me")).words


async def test_papers_for_a_visit_are_offered_one_by_one_and_many_go_by_mail(
    world: World, planned: object
) -> None:
    head, chat = await world.chat("Hana Head"), await in_teams(world, "Sam Partner")
    await head.says("Here is the paperwork for the visit to my school on 8 December")
    await sends_papers(head, "", ("Data.pdf", PDF), (f"Pupils{MARKED}.pdf", PDF + b"2"))
    sent = await chat.sends_data({"do": "visit_paper.send", "visit": 1})
    assert [reference for _, reference in offers(sent)] == ["visit_paper:1", "visit_paper:2"]
    assert [each.content for each in [await takes(chat, "visit_paper:2")] if each] == [PDF + b"2"]
    mo = await in_teams(world, "Mo Head")
    assert await takes(mo, "visit_paper:1") is None
    await sends_papers(head, "", *((f"More {n}.pdf", PDF + bytes([65 + n])) for n in range(3)))
    many = await chat.sends_data({"do": "visit_paper.send", "visit": 1})
    assert offers(many) == []
    assert many.words == "5 files on the way to sam.partner@trust.example by mail."


async def test_by_mail_means_what_was_offered_last_and_nothing_once_something_else_was_asked(
    world: World, report: Report
) -> None:
    chat = await in_teams(world, "Dan Deputy")
    await chat.says("download the latest report on Oak Bank")
    said = await chat.says("No, by mail please")
    assert said.words == "It is on its way to dan.deputy@trust.example by mail."
    assert (await world.deeds())[0] == "report sent to the reader"
    await chat.says("download the latest report on Oak Bank")
    await chat.says("when is half term")
    assert "on its way" not in (await chat.says("by mail")).words


async def test_an_answer_that_comes_again_gives_nothing_again(world: World, report: Report) -> None:
    chat = await in_teams(world, "Dan Deputy")
    assert await takes(chat, f"report:{report.id}:1") is not None
    again = await chat.sends_data({"do": "file.take", "file": f"report:{report.id}:1", "session": "1"})
    assert (again.messages, again.reply.document) == ((), None)
    assert await takes(chat, f"report:{report.id}:1", "2") is not None
    assert (await world.deeds()).count("report given to the reader") == 2


async def test_the_same_answer_twice_at_once_gives_the_file_once(store: SqlStore, policy: Policy) -> None:
    await make_world(store, policy)
    words = Outbound(policy, PlainDocuments())
    world = World(store, policy, Desk(store, policy, Interpreter(), renderer=words))
    report = await Post(world).filed()
    chat = await in_teams(world, "Dan Deputy")
    given = await asyncio.gather(*[takes(chat, f"report:{report.id}:1") for _ in range(3)])
    assert len([each for each in given if each is not None]) == 1
    assert (await world.deeds()).count("report given to the reader") == 1


@pytest.mark.parametrize(
    "reference",
    [
        None, 7, [], "", "report", "report:", "report:x", "report:-1", "report:1:2:3", "report:1:x",
        "report:٣", "report:999999999999999999999", "person:1", "visit_paper:7", "self_evaluation:7:1",
    ],
)  # fmt: skip
@pytest.mark.parametrize("do", ["file.take", "file.mail"])
async def test_what_is_no_reference_is_refused(world: World, do: str, reference: object) -> None:
    chat = await in_teams(world, "Dan Deputy")
    answer = await chat.sends_data({"do": do, "file": reference, "files": [reference]})
    assert answer.words in (REFUSAL, "I couldn't find that.")
    assert answer.reply.document is None


async def test_who_takes_it_where_no_file_can_be_offered_has_it_by_mail(world: World, report: Report) -> None:
    for place in (Place.PERSONAL, Place.GROUP):
        chat = (await world.chat("Dan Deputy")).elsewhere(place)
        answer = await chat.sends_data({"do": "file.take", "file": f"report:{report.id}:1"})
        assert answer.reply.document is None
        assert "by mail" in answer.words


async def test_who_declines_is_answered_kindly_whatever_it_was(world: World) -> None:
    chat = await in_teams(world, "Mo Head")
    said = await chat.sends_data({"do": "file.leave", "file": "report:1:1"})
    assert said.words == "All right, nothing was sent. Ask me again whenever you would like it."
    assert (await chat.says("by mail")).words == REFUSAL


async def test_who_declines_a_file_may_still_have_it_by_mail(world: World, report: Report) -> None:
    chat = await in_teams(world, "Dan Deputy")
    await chat.says("email me the latest report on Oak Bank")
    await chat.sends_data({"do": "file.leave", "file": f"report:{report.id}:1"})
    assert "on its way" in (await chat.says("by mail please")).words


async def test_nothing_is_sent_from_a_terminal_that_only_reads(world: World, report: Report) -> None:
    chat = (await world.chat("Dan Deputy")).elsewhere(Place.TERMINAL)
    chat.read_only = True
    assert "on its way" not in (await chat.says("email me Oak Bank's report")).words
    await chat.says("show me the latest report on Oak Bank")
    assert "on its way" not in (await chat.says("send it to me")).words
    assert await told(world, f"report:{report.id}:1") != []
    assert "report sent to the reader" not in await world.deeds()


# Sentences as busy people type them


@pytest.mark.parametrize(
    "text",
    [
        "send me Oak Bank's report as a Word file",
        "email me the latest report on Oak Bank",
        "can I have the Oak Bank report as a Word document please",
        "send me the Word version of Oak Bank's report",
        "I need the last Oak Bank visit report in Word",
        "mail me the report on Oak Bank from 20 November",
        "download the latest Oak Bank report",
        "get me the docx of the Oak Bank report",
        "could you forward me the Oak Bank report",
        "send Sam's report on Oak Bank to me by email",
        "pls email oak bank report",
        "export the Oak Bank report to word",
        "I want a copy of the latest Oak Bank report",
        "give me the Oak Bank report doc",
        "Can you email the Oak Bank report to me?",
        "I'd like the Oak Bank report as a document",
        "please send me the file of the latest report on Oak Bank",
        "send me the latest report on Oak Bank as an attachment",
        "would you mail Sam's latest report to my email",
        "have the Oak Bank report sent to me by email",
    ],
)
async def test_a_report_asked_for_as_a_document_is_sent(world: World, report: Report, text: str) -> None:
    chat = await world.chat("Dan Deputy")
    assert "is on its way to dan.deputy@trust.example by mail" in (await chat.says(text)).words


@pytest.mark.parametrize(
    "text",
    [
        "as a Word file please",
        "email it to me",
        "send it to me",
        "send me that as a Word document",
        "can I have it in Word?",
        "a copy please",
        "download it",
        "mail me the report",
        "word version please",
        "send it to me by email",
        "Could you send me the Word file?",
        "email me a copy",
        "get me the docx",
    ],
)
async def test_it_is_the_report_that_was_just_read(world: World, report: Report, text: str) -> None:
    chat = await world.chat("Dan Deputy")
    await chat.says("show me the latest report on Oak Bank")
    assert "The report on Oak Bank, Fri 20 November 2026, is on its way" in (await chat.says(text)).words


@pytest.mark.parametrize(
    "text",
    [
        "show me the latest report on Oak Bank",
        "send me the report on Oak Bank",
        "has the report on Oak Bank been sent?",
        "who was the Oak Bank report sent to",
        "email Sam about the Oak Bank report",
        "mail Sue the report on Oak Bank",
        "can you send Oak Bank's report to Hana as a Word file",
        "send me all the overdue reports",
        "file a report for Oak Bank",
        "send Oak Bank's report to the headteacher by email",
        "email me when the Oak Bank report is late",
        "send me the plan report for Oak Bank as a Word file",
    ],
)
async def test_what_is_something_else_sends_nobody_a_document(
    world: World, report: Report, text: str
) -> None:
    chat = await world.chat("Dan Deputy")
    await chat.says(text)
    assert not [row for row in await told(world) if row[0] == "report.sent"]


async def test_of_several_reports_one_is_asked_for(world: World, post: Post) -> None:
    first = await post.filed()
    await post.filed("Sam Partner", OAK_BANK, date(2026, 11, 13))
    chat = await in_teams(world, "Dan Deputy")
    asked = await chat.says("mail me a report on Oak Bank")
    assert "Which of these would you like to have?" in asked.words
    assert "on its way" in (await chat.says("1")).words
    assert [row[2] for row in await told(world) if row[0] == "report.sent"] == [f"report:{first.id}:1"]


async def test_a_report_there_is_not_is_said_so(world: World) -> None:
    chat = await world.chat("Dan Deputy")
    said = await chat.says("email me the latest report on Marlow")
    assert said.words.startswith("There is no filed report on Marlow that I can show you.")


async def test_who_asked_for_it_is_among_those_who_have_it(world: World, report: Report) -> None:
    asker, author = await world.chat("Sue Partner"), await world.chat("Sam Partner")
    lena = await world.chat("Lena Lead")
    await lena.says("email me the latest report on Oak Bank")
    seen = await author.sends_data({"do": "report.deliveries", "report": report.id})
    assert "Lena Lead" in seen.all
    refused = await asker.says("email me the latest report on Oak Bank")
    assert "by mail" not in refused.words


async def test_the_card_of_a_report_has_the_way_to_its_document(world: World, report: Report) -> None:
    chat = await in_teams(world, "Dan Deputy")
    await chat.says("show me the latest report on Oak Bank")
    sent = await chat.presses("Send me the Word file")
    assert offers(sent) == [(NAME, f"report:{report.id}:1")]
    assert sent.reply.replacement is None


async def test_what_came_after_a_pack_is_offered_to_whom_it_was_sent_and_to_nobody_else(
    world: World, post: Post
) -> None:
    board = await a_board(world)
    await went_out(world, board, "Hana Head", LAST_FRIDAY)
    await post.filed(at=NOW)
    reference = f"later_papers:{board.id}:2"
    head, other = await in_teams(world, "Hana Head"), await in_teams(world, "Mo Head")
    asked = await head.sends_data({"do": "meeting_pack.later", "meeting": board.id, "number": 2})
    name = "Progress Board pack - Oak Bank - 2026-11-27 - later papers.txt"
    assert offers(asked) == [(name, reference)]
    assert "1 later paper for the Progress Board of Oak Bank" in asked.all
    given = await takes(head, reference)
    assert given is not None
    assert given.name == name
    assert "later papers given to the reader" in await world.deeds()
    assert await takes(other, reference, "2") is None
    for odd in (f"later_papers:{board.id}", f"later_papers:{board.id}:7", "later_papers:4711:2"):
        assert await takes(head, odd, odd) is None

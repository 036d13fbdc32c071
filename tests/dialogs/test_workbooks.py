"""Lists as workbooks: which list is meant, what it holds, for whom, and that it is made anew at delivery."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dialogs.desk import Desk
from dialogs.messages import Place
from dialogs.outgoing.outbound import Outbound
from dialogs.wording import REFUSAL
from strategy.outgoing import Means, OutgoingKind
from strategy.people import Capacity
from strategy.ports import Letter, Listing, Untrue
from tests.dialogs.aiming import proposed, signed_off
from tests.dialogs.answers import Answer
from tests.dialogs.conversation import NOW, Conversation
from tests.dialogs.listing import PlainWorkbooks, a_list_asked_for
from tests.dialogs.planning import action
from tests.dialogs.post import PlainDocuments, Post
from tests.dialogs.world import MARLOW, OAK_BANK, World

ADVISER = Capacity.SCHOOL_IMPROVEMENT_ADVISER
ALL_SCHOOLS = {"Oak Bank", "Marlow", "St Anne's", "St Andrew's", "Longmead"}


@pytest.fixture
def workbooks() -> PlainWorkbooks:
    return PlainWorkbooks()


@pytest.fixture
async def world(world: World, workbooks: PlainWorkbooks) -> World:
    """Three reports are overdue for Oak Bank and one for Marlow; files can be made."""
    words = Outbound(world.policy, PlainDocuments(), workbooks)
    world = World(
        world.store, world.policy, Desk(world.store, world.policy, world.desk._reader, renderer=words)
    )
    await world.diary("Ada Adviser", OAK_BANK, date(2026, 11, 10), capacity=ADVISER)
    await world.diary("Sam Partner", OAK_BANK, date(2026, 11, 12), date(2026, 11, 26))
    await world.diary("Sue Partner", MARLOW, date(2026, 11, 16), date(2027, 1, 18))
    return world


async def in_teams(world: World, name: str) -> Conversation:
    chat = await world.chat(name)
    chat.takes_files = True
    return chat


def offers(answer: Answer) -> list[str]:
    return [message.offered.reference for message in answer.messages if message.offered is not None]


async def asks(world: World, workbooks: PlainWorkbooks, name: str, text: str) -> Listing:
    """The list that somebody is offered as a workbook."""
    workbooks.last = None
    chat = await in_teams(world, name)
    answer = await chat.says(text)
    assert offers(answer), answer.words
    return workbooks.made


async def test_overdue_reports_come_whole_with_days_as_days(world: World, workbooks: PlainWorkbooks) -> None:
    made = await asks(world, workbooks, "Dan Deputy", "overdue reports in Excel")
    assert made.name == "Overdue reports - 2026-11-23"
    assert made.said == "4 reports are overdue as of 09:00. Made on Mon 23 November 2026 at 09:00."
    assert made.columns[-2:] == ("Due", "Working days late")
    assert made.rows[1] == (
        "Oak Bank", "High", "Ada Adviser", "Adviser", "Report", date(2026, 11, 10), date(2026, 11, 13), 6,
    )  # fmt: skip


async def test_the_filters_of_the_list_that_was_shown_are_kept(
    world: World, workbooks: PlainWorkbooks
) -> None:
    chat = await in_teams(world, "Dan Deputy")
    shown = await chat.says("which high-risk reports are overdue")
    assert len(shown.rows) == 3
    for text in ("export that to excel", "as a spreadsheet please", "export that", "in excel", "excel pls"):
        workbooks.last = None
        assert offers(await chat.says(text)), text
        assert {row[0] for row in workbooks.made.rows} == {"Oak Bank"}
        assert len(workbooks.made.rows) == 3


async def test_a_list_of_several_pages_comes_whole(world: World, workbooks: PlainWorkbooks) -> None:
    days = [date(2026, 9, day) for day in (7, 8, 9, 10, 14, 15, 16, 17, 21, 22, 23)]
    await world.diary("Sam Partner", OAK_BANK, *days)
    made = await asks(world, workbooks, "Dan Deputy", "overdue reports for Oak Bank as a workbook")
    assert len(made.rows) > 11
    assert [row[6] for row in made.rows] == sorted(row[6] for row in made.rows)  # type: ignore[type-var]


async def test_what_i_owe_in_reports_stays_with_reports_on_further_pages(
    world: World, workbooks: PlainWorkbooks
) -> None:
    made = await asks(world, workbooks, "Sam Partner", "what reports do I owe, as a spreadsheet")
    assert {row[4] for row in made.rows} == {"Report"}
    assert {row[2] for row in made.rows} == {"Sam Partner"}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("high risk schools as a workbook", "Schools and designations"),
        ("put the designations into a spreadsheet", "Schools and designations"),
        ("repair and improve schools in excel", "Schools and designations"),
        ("can i have all visits this term as a spreadsheet", "Visits"),
        ("export visits planned in january to excel by email", "Visits"),
        ("pull the visits for November into excel", "Visits"),
        ("export the overdue high risk reports to xlsx", "Overdue reports"),
        ("can you email me the overdue reports as an excel file", "Overdue reports"),
        ("download overdue reports", "Overdue reports"),
        ("Hi, please send me overdue reports in a spreadsheet, thanks", "Overdue reports"),
        ("oak bank's overdue reports to a spreadsheet", "Overdue reports"),
        ("spreadsheet: overdue reports", "Overdue reports"),
        ("in excel, which reports are overdue", "Overdue reports"),
        ("what's due before Christmas, in a spreadsheet", "What is due"),
        ("deadlines next week xlsx", "What is due"),
        ("send me an excel of what is outstanding", "What is due"),
        ("spreadsheet of SIP days left please", "Support days"),
        ("how many sip days are left at Oak Bank, in excel", "Support days"),
        ("who is deployed where? as an excel sheet", "Deployments"),
        ("SLE deployments as a spreadsheet", "Deployments"),
        ("give me every school's targets in a spreadsheet", "Targets for 2026/27"),
        ("which schools haven't handed in their SDP, as a workbook", "Development plans"),
        ("development plans not in yet to excel pls", "Development plans"),
    ],
)
async def test_sentences_of_busy_people_are_answered_with_the_list_that_they_mean(
    world: World, post: Post, text: str, title: str
) -> None:
    chat = await world.chat("Dan Deputy")
    answer = await chat.says(text)
    assert answer.words.startswith(f"{title} ("), answer.words
    assert answer.words.endswith("on its way to dan.deputy@trust.example by mail, as an Excel workbook.")
    letter = await post.letter(await post.waiting(OutgoingKind.WORKBOOK_SENT, "Dan Deputy"))
    assert letter.subject == f"As a workbook: {title}"
    [document] = letter.documents
    assert document.name.startswith(title.replace(" for 2026/27", ""))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("in excel", "Which list would you like as a workbook?"),
        ("export it as a spreadsheet", "Which list would you like as a workbook?"),
        ("requests waiting, as a spreadsheet", "there is nothing on that list now"),
        ("reports filed in August in excel", "There is nothing there to put into a workbook."),
        ("who is the lead sip, in excel", "There is nothing there to put into a workbook."),
    ],
)
async def test_where_there_is_no_list_the_answer_says_so_kindly(world: World, text: str, says: str) -> None:
    answer = await (await world.chat("Dan Deputy")).says(text)
    assert says in " ".join(message.text for message in answer.messages)


async def test_that_means_no_list_once_something_else_was_shown(world: World) -> None:
    chat = await in_teams(world, "Dan Deputy")
    await chat.says("overdue reports")
    await chat.says("when do we break up?")
    await chat.says("show me Sam Partner")
    assert "Which list" in (await chat.says("export that to excel")).words


async def test_meetings_come_with_their_days(world: World, workbooks: PlainWorkbooks) -> None:
    lena = await world.chat("Lena Lead")
    await lena.says("set up the EIT on 10 December")
    made = await asks(world, workbooks, "Dan Deputy", "all meetings in December as a spreadsheet")
    assert [row[0] for row in made.rows] == [date(2026, 12, 10)]
    assert made.columns[:3] == ("Day", "Meeting", "School")


async def test_plans_and_targets_come_with_what_people_wrote_as_they_wrote_it(
    world: World, workbooks: PlainWorkbooks
) -> None:
    planned = await action(world, OAK_BANK)
    plans = await asks(world, workbooks, "Dan Deputy", "Oak Bank's tailored plan in excel")
    assert [(row[0], row[1], row[3]) for row in plans.rows] == [
        ("Oak Bank", planned.text.what, planned.text.by)
    ]
    aims = await signed_off(world, await proposed(world, OAK_BANK, by="Sam Partner"))
    targets = await asks(world, workbooks, "Dan Deputy", "targets of all schools as a workbook")
    assert {row[3] for row in targets.rows if row[0] == "Oak Bank"} == {item.words for item in aims.items}
    assert {row[0] for row in targets.rows} == ALL_SCHOOLS


async def test_what_is_taken_is_recorded_and_offered_to_nobody_else(
    world: World, workbooks: PlainWorkbooks
) -> None:
    dan, lena = await in_teams(world, "Dan Deputy"), await in_teams(world, "Lena Lead")
    [reference] = offers(await dan.says("overdue reports in excel"))
    assert "workbook given to the reader" not in await world.deeds()
    given = await dan.sends_data({"do": "file.take", "file": reference, "session": "1"})
    assert given.reply.document is not None
    assert (await world.deeds())[0] == "workbook given to the reader"
    taken = await lena.sends_data({"do": "file.take", "file": reference, "session": "2"})
    mailed = await lena.sends_data({"do": "file.mail", "files": [reference]})
    assert taken.reply.document is None
    assert "by mail" not in mailed.words


async def test_by_mail_after_the_offer_sends_it_and_leaves_no_words_in_the_outbox(
    world: World, post: Post
) -> None:
    chat = await in_teams(world, "Dan Deputy")
    await chat.says("overdue reports for Oak Bank in excel")
    assert "by mail" in (await chat.says("by mail")).words
    row = await post.waiting(OutgoingKind.WORKBOOK_SENT, "Dan Deputy")
    assert row.subject == "workbook:1"
    assert (await world.deeds())[0] == "workbook sent to the reader"
    letter = await post.letter(row)
    assert "Oak Bank" not in f"{letter.subject}{letter.text}"


async def test_it_is_made_again_at_delivery_as_things_are_then(world: World, post: Post) -> None:
    row = await post.put(
        OutgoingKind.WORKBOOK_SENT, "Dan Deputy", await a_list_asked_for(world, "Dan Deputy")
    )
    before = await post.letter(row)
    await world.diary("Sam Partner", OAK_BANK, date(2026, 10, 12))
    after = await post.letter(row)
    assert b"2026, 10, 12" not in before.documents[0].content
    assert b"2026, 10, 12" in after.documents[0].content


async def test_it_is_for_its_owner_alone_and_not_made_of_a_question_that_is_gone(
    world: World, post: Post
) -> None:
    subject = await a_list_asked_for(world, "Dan Deputy")
    row = await post.put(OutgoingKind.WORKBOOK_SENT, "Lena Lead", subject)
    assert await post.untrue(row) == "no such list"
    own = await post.put(OutgoingKind.WORKBOOK_SENT, "Dan Deputy", subject)
    async with world.store.transaction() as uow:
        await uow.exports.forget(NOW.replace(year=2027))
    assert await post.untrue(own) == "no such list"
    unclear = replace(own, subject="workbook:none")
    assert isinstance(await post.render(unclear, Means.MAIL), Untrue)


@pytest.mark.parametrize("name", ["Adam Admin", "Chris Chair", "Dora Data"])
async def test_who_may_not_see_a_list_gets_no_workbook_of_it(
    world: World, post: Post, workbooks: PlainWorkbooks, name: str
) -> None:
    chat = await in_teams(world, name)
    answer = await chat.says("overdue reports in excel")
    assert answer.words == REFUSAL
    assert offers(answer) == []
    assert workbooks.last is None
    row = await post.put(OutgoingKind.WORKBOOK_SENT, name, await a_list_asked_for(world, name))
    assert await post.untrue(row) == "may not see it any more"


@pytest.mark.parametrize(
    "text",
    [
        "my school's visits in excel",
        "designations as a spreadsheet",
        "targets as a workbook",
        "development plans in excel",
        "support days left in excel",
    ],
)
async def test_a_headteacher_s_workbook_holds_their_own_school_alone(
    world: World, workbooks: PlainWorkbooks, text: str
) -> None:
    made = await asks(world, workbooks, "Hana Head", text)
    assert {row[0] for row in made.rows} == {"Oak Bank"}


async def test_in_front_of_others_it_goes_to_the_asker_alone(world: World) -> None:
    group = (await world.chat("Dan Deputy")).elsewhere(Place.GROUP)
    answer = await group.says("overdue reports in excel")
    assert len(answer.reply.messages) == 1
    assert "answered in our own chat" in answer.reply.messages[0].text
    assert "by mail" in answer.reply.privately[0].text


async def test_where_nothing_may_be_written_the_list_is_shown_with_the_way_to_have_it(world: World) -> None:
    chat = (await world.chat("Dan Deputy")).elsewhere(Place.TERMINAL)
    chat.read_only = True
    answer = await chat.says("overdue reports in excel")
    assert [message.text for message in answer.messages][-1] == "In Teams I can give you that as a workbook."
    assert answer.rows


async def test_a_letter_can_be_made_of_every_list(world: World, post: Post) -> None:
    chat = await world.chat("Dan Deputy")
    for text in (
        "overdue reports",
        "visits this term",
        "designations",
        "deployments",
        "targets",
        "my actions",
    ):
        await chat.says(text)
        answer = await chat.says("export that to excel")
        if "by mail" in answer.words:
            row = await post.waiting(OutgoingKind.WORKBOOK_SENT, "Dan Deputy")
            assert isinstance(await post.render(row, Means.MAIL), Letter), text

"""Reviews, the record, recommendations, minutes, plans and people as workbooks, as readers open them."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

import pytest
from openpyxl import load_workbook

from dialogs.desk import Desk
from dialogs.messages import Place
from dialogs.outgoing.outbound import Outbound
from dialogs.sheets.record import MOST_ENTRIES
from dialogs.wording import REFUSAL
from storage.files.workbooks import ExcelWorkbooks
from storage.reconciling_schools import PLANS, reconcile_schools
from strategy.outgoing import OutgoingKind
from strategy.ports import Absence, AuditEntry
from strategy.recommendations import Decision
from strategy.targets import Item
from tests.dialogs.aiming import ATTENDANCE, in_the_plan, proposed, signed_off
from tests.dialogs.answers import MARKED, Answer
from tests.dialogs.conversation import NOW, Conversation
from tests.dialogs.judging import IMPROVE, recommended, reviewed, taken
from tests.dialogs.minuting import THURSDAY, held, minuted
from tests.dialogs.post import PlainDocuments, Post
from tests.dialogs.reviewing import annual, recorded, set_for, with_leads
from tests.dialogs.test_filing_by_card import file
from tests.dialogs.world import MARLOW, OAK_BANK, World

TODAY = date(2026, 11, 23)
FORMULA = '=HYPERLINK("http://elsewhere.example","Press me")'


@pytest.fixture
async def world(world: World) -> World:
    """Files can be made, as Excel opens them."""
    words = Outbound(world.policy, PlainDocuments(), ExcelWorkbooks())
    return World(
        world.store, world.policy, Desk(world.store, world.policy, world.desk._reader, renderer=words)
    )


def offers(answer: Answer) -> list[str]:
    return [message.offered.reference for message in answer.messages if message.offered is not None]


async def in_teams(world: World, name: str) -> Conversation:
    chat = await world.chat(name)
    chat.takes_files = True
    return chat


async def taken_out(chat: Conversation, text: str) -> list[dict[str, Any]]:
    """The rows of the workbook that somebody takes, as openpyxl reads them; no cell of it is a formula."""
    answer = await chat.says(text)
    assert offers(answer), answer.words
    [reference] = offers(answer)
    given = await chat.sends_data({"do": "file.take", "file": reference, "session": reference})
    document = given.reply.document
    assert document is not None
    [sheet] = load_workbook(io.BytesIO(document.content)).worksheets
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    heading, *rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    return [dict(zip(map(str, heading), row, strict=True)) for row in rows]


async def of(world: World, name: str, text: str) -> list[dict[str, Any]]:
    return await taken_out(await in_teams(world, name), text)


def at(day: date) -> datetime:
    """A day as openpyxl reads a cell that holds one."""
    return datetime.combine(day, time())


async def test_reviews_come_whole_with_their_days_and_nothing_of_what_came_of_them(world: World) -> None:
    await with_leads(world)
    await recorded(world)
    dan = await in_teams(world, "Dan Deputy")
    shown = await dan.says("reviews this year")
    rows = await taken_out(dan, "export that")
    assert f"of {len(rows)}" in shown.words
    assert len(rows) > len(shown.rows)
    [row] = [row for row in rows if row["Stands"] == "Held"]
    assert (row["School"], row["Review"], row["Day"]) == ("Marlow", "Safeguarding", at(date(2026, 11, 16)))
    assert MARKED not in str(rows)


async def test_who_sees_some_reviews_gets_those_alone(world: World) -> None:
    await with_leads(world)
    await set_for(world)
    assert {row["Review"] for row in await of(world, "Fay Safeguard", "reviews this year in excel")} == {
        "Safeguarding"
    }
    [row] = await of(world, "Fay Safeguard", "the safeguarding review at Marlow in excel")
    assert (row["Stands"], row["Day"]) == ("Day set", at(date(2027, 3, 4)))
    assert {row["School"] for row in await of(world, "Mo Head", "reviews at my school in excel")} == {
        "Marlow"
    }


async def test_annual_reviews_come_with_whose_they_are_and_not_what_they_say(world: World) -> None:
    await with_leads(world)
    await annual(world)
    lena = await in_teams(world, "Lena Lead")
    outstanding = await taken_out(lena, "which annual reviews are outstanding, in excel")
    assert {row["Stands"] for row in outstanding} == {"Outstanding"}
    assert "Marlow" not in {row["School"] for row in outstanding}
    [row] = await taken_out(lena, "which annual reviews are in, as a spreadsheet")
    assert (row["School"], row["Partner"], row["In since"]) == ("Marlow", "Sue Partner", at(TODAY))
    assert MARKED not in str([row, outstanding])
    hana = await in_teams(world, "Hana Head")
    assert offers(await hana.says("which annual reviews are outstanding, in excel")) == []


async def test_the_record_comes_in_ids_alone_and_taking_it_is_in_it_too(world: World) -> None:
    await taken(world, await reviewed(world), Decision.SIGNED_OFF, "Carol Chief", IMPROVE)
    rows = await of(world, "Dan Deputy", "who did what at Marlow, in excel")
    assert rows[-1] == {
        "Day": at(TODAY),
        "At": "09:00",
        "Who": "Sue Partner",
        "What": "Recommended a designation",
        "School": "Marlow",
        "About": None,
    }
    assert MARKED not in str(rows)
    deeds = await world.deeds()
    assert (deeds.count("audit read"), deeds.count("workbook given to the reader")) == (1, 1)


async def test_a_long_record_comes_as_far_as_its_newest_and_says_so(world: World) -> None:
    who = await world.person("Sue Partner")
    async with world.store.transaction() as uow:
        for number in range(MOST_ENTRIES + 1):
            await uow.audit.record(AuditEntry(NOW, who, "visit booked", f"visit:{number}", MARLOW))
    chat = await in_teams(world, "Carol Chief")
    [reference] = offers(await chat.says("who did what at Marlow, in excel"))
    given = await chat.sends_data({"do": "file.take", "file": reference, "session": "1"})
    assert given.reply.document is not None
    [sheet] = load_workbook(io.BytesIO(given.reply.document.content)).worksheets
    said = " ".join(str(cell.value) for row in sheet.iter_rows(max_row=2) for cell in row)
    assert f"These are the first {MOST_ENTRIES:,} of" in said
    assert sheet.max_row == MOST_ENTRIES + 3


async def test_recommendations_come_with_what_they_wait_for_and_without_their_evidence(world: World) -> None:
    await recommended(world)
    [row] = await of(world, "Lena Lead", "any recommendations waiting, in excel")
    assert (row["School"], row["Recommended"], row["For you to act on"]) == ("Marlow", "Improve", "Yes")
    assert row["Begun"] == at(TODAY)
    assert "Seen in books" not in str(row)


async def test_a_history_tells_who_and_why_to_whom_it_may(world: World) -> None:
    await taken(
        world, await reviewed(world, OAK_BANK, "Sam Partner"), Decision.SIGNED_OFF, "Dan Deputy", IMPROVE
    )
    question = "designation history for Oak Bank, in excel"
    now, before = await of(world, "Dan Deputy", question)
    assert (now["Designation"], now["From"], now["Until"]) == ("Improve", at(TODAY), None)
    assert now["Signed off by"] == "Dan Deputy"
    assert before["Until"] == at(TODAY)
    for_head = await of(world, "Hana Head", question)
    assert set(for_head[0]) == {"School", "Designation", "From", "Until"}


async def test_proposals_that_wait_come_as_a_list_although_there_is_one(world: World) -> None:
    await proposed(world)
    [row] = await of(world, "Dan Deputy", "which targets wait to be signed off, in excel")
    assert (row["School"], row["Proposed by"], row["Proposed on"]) == ("Marlow", "Sue Partner", at(TODAY))


async def test_meetings_come_with_whether_they_have_minutes(world: World) -> None:
    await minuted(world)
    await held(world, MARLOW)
    dan = await in_teams(world, "Dan Deputy")
    [row] = await taken_out(dan, "which meetings have no minutes, in excel")
    assert (row["Day"], row["School"], row["Minutes"]) == (at(THURSDAY), "Marlow", "None yet")


async def test_schools_without_a_board_come_with_whom_to_ask(world: World) -> None:
    rows = await of(world, "Dan Deputy", "which schools have no board this term, in excel")
    assert len(rows) == 5
    assert {"School", "URN", "Partner", "Headteacher"} == set(rows[0])


async def test_who_has_a_report_comes_person_by_person(world: World) -> None:
    await world.diary("Sam Partner", OAK_BANK, date(2026, 11, 20))
    sam = await in_teams(world, "Sam Partner")
    await sam.says("file a report for Oak Bank")
    await file(sam)
    await sam.presses("Who has it")
    rows = await taken_out(sam, "export that")
    assert {row["Who"] for row in rows} == {"Dan Deputy", "Lena Lead", "Hana Head"}
    assert {row["Sent on"] for row in rows} == {None}


async def test_reminders_and_term_dates_come_with_days_as_days(world: World) -> None:
    await world.diary("Sam Partner", OAK_BANK, date(2026, 11, 12), date(2026, 11, 20))
    rows = await of(world, "Sam Partner", "what will you nudge me about, in excel")
    assert [isinstance(row["Due"], datetime) for row in rows] == [True, True]
    halves = await of(world, "Sam Partner", "term dates this year in excel")
    assert len(halves) == 6
    assert all(row["First day"] < row["Last day"] and row["Working days"] > 20 for row in halves)


async def test_what_people_typed_is_never_a_formula(world: World) -> None:
    priority = await in_the_plan(world, FORMULA)
    aim: Item = replace(ATTENDANCE, priority=priority.id)
    await signed_off(world, await proposed(world, items=[aim]))
    who = await world.person("Sam Partner")
    async with world.store.transaction() as uow:
        await uow.absences.add(Absence(0, who, TODAY, None, FORMULA, who, NOW))
    dan = await in_teams(world, "Dan Deputy")
    [row] = await taken_out(dan, "trust plan in excel")
    assert (row["Priority"], row["Schools that work on it"]) == (FORMULA, "Marlow")
    [absent] = await taken_out(dan, "who is away, in excel")
    assert (absent["Who"], absent["Last day"], absent["Why"]) == ("Sam Partner", None, FORMULA)


async def test_a_priority_s_schools_are_those_that_the_reader_sees(world: World) -> None:
    priority = await in_the_plan(world)
    await signed_off(world, await proposed(world, items=[replace(ATTENDANCE, priority=priority.id)]))
    [row] = await of(world, "Dan Deputy", "which schools link to the attendance priority, in excel")
    assert row["School"] == "Marlow"
    [plan] = await of(world, "Sam Partner", "trust plan in excel")
    assert plan["Schools that work on it"] is None


async def test_who_is_who_comes_with_how_to_write_to_them(world: World) -> None:
    rows = await of(world, "Dan Deputy", "who are the SIPs, in excel")
    assert {row["Who"] for row in rows} == {"Sam Partner", "Sue Partner"}
    rows = await of(world, "Dan Deputy", "who is who at Oak Bank, in excel")
    assert "Hana Head" in {row["Who"] for row in rows}


async def test_the_plan_of_visits_comes_as_it_is_looked_at(world: World) -> None:
    dan = await in_teams(world, "Dan Deputy")
    await dan.says("plan this year's visits")
    everything = await taken_out(dan, "export that to excel")
    assert len(everything) == 24
    assert {row["Stands"] for row in everything} == {"Proposed"}
    await dan.sends_data({"do": "visit_plan.view", "year": "2026/27", "by": "school", "of": MARLOW})
    assert {row["School"] for row in await taken_out(dan, "export that")} == {"Marlow"}


async def test_the_plan_of_meetings_comes_as_it_is_looked_at(world: World) -> None:
    dan = await in_teams(world, "Dan Deputy")
    await dan.says("plan this year's meetings")
    everything = await taken_out(dan, "export that to excel")
    assert {"Progress Board", "Standards Committee"} < {row["Meeting"] for row in everything}
    await dan.sends_data({"do": "meeting_plan.view", "year": "2026/27", "by": "body", "of": "eit"})
    assert {row["Meeting"] for row in await taken_out(dan, "export that")} < {
        row["Meeting"] for row in everything
    }


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Lena Lead", "who did what at Marlow, in excel"),
        ("Sam Partner", "who is away, in excel"),
        ("Dora Data", "any recommendations waiting, in excel"),
        ("Sam Partner", "which plan reports are due this month, in excel"),
        ("Sam Partner", "designation history for Marlow, in excel"),
        ("Adam Admin", "reviews this year in excel"),
    ],
)
async def test_who_may_not_see_a_list_gets_no_workbook_of_it(world: World, name: str, text: str) -> None:
    await recommended(world)
    answer = await (await in_teams(world, name)).says(text)
    assert offers(answer) == [], text
    assert REFUSAL in answer.words, answer.words


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("reviews this year", "Reviews"),
        ("which annual reviews are outstanding", "Annual reviews"),
        ("who did what at Marlow", "Who did what"),
        ("recommendations under way", "Recommendations"),
        ("designation history for Oak Bank", "Designations of Oak Bank"),
        ("which meetings have no minutes", "Minutes to be recorded"),
        ("which schools have no board this term", "Schools without a Board"),
        ("which plan reports are due this month", "Plan reports to be filed"),
        ("what will you nudge me about", "Your reminders"),
        ("term dates this year", "Term dates"),
        ("who are the SIPs", "School Improvement Partners"),
        ("who is who at Oak Bank", "Who is who at Oak Bank"),
        ("plan this year's visits", "Plan of visits"),
        ("plan this year's meetings", "Plan of meetings"),
    ],
)
async def test_each_goes_by_mail_as_it_is_then(world: World, post: Post, text: str, title: str) -> None:
    await with_leads(world)
    await reconcile_schools(world.store, world.policy, TODAY, PLANS)
    await recommended(world)
    await recommended(world, OAK_BANK, by="Sam Partner")
    await held(world)
    dan = await world.chat("Dan Deputy")
    await dan.says(text)
    answer = await dan.says("export that to excel")
    assert answer.words.startswith(f"{title} ("), answer.words
    letter = await post.letter(await post.waiting(OutgoingKind.WORKBOOK_SENT, "Dan Deputy"))
    assert letter.subject == f"As a workbook: {title}"


async def test_term_dates_in_a_group_go_as_a_workbook_to_the_asker_alone(world: World) -> None:
    group = (await world.chat("Dan Deputy")).elsewhere(Place.GROUP)
    assert "Term dates for 2026/27" in (await group.says("term dates this year")).words
    answer = await group.says("term dates this year in excel")
    assert "by mail" in answer.reply.privately[0].text


async def test_how_a_chase_went_comes_whole(world: World) -> None:
    await world.diary("Sam Partner", OAK_BANK, date(2026, 11, 12))
    dan = await in_teams(world, "Dan Deputy")
    await dan.says("overdue reports")
    await dan.says("chase them")
    await dan.sends_data({"do": "chase.show", "chase": 1})
    [row] = [row for row in await taken_out(dan, "export that") if row["Who"] == "Sam Partner"]
    assert (row["Sent on"], row["How it stands"]) == (None, "Waiting")


async def test_what_is_there_to_choose_from_is_no_list_and_the_answer_says_so(world: World) -> None:
    await held(world, day=date(2026, 12, 3))
    await held(world, MARLOW, day=date(2026, 12, 4))
    dan = await in_teams(world, "Dan Deputy")
    answer = await dan.says("pack for the next board in excel")
    assert offers(answer) == []
    said = [message.text for message in answer.messages]
    assert said[-1] == "That is only there to choose from, so I give no workbook of it.", said

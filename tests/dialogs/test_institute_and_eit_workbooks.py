"""Lists of the EIT and the Institute as workbooks, read back as a reader opens them."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from typing import Any

import pytest
from openpyxl import load_workbook

from dialogs.desk import Desk
from dialogs.outgoing.outbound import Outbound
from dialogs.wording import REFUSAL
from storage.files.workbooks import ExcelWorkbooks
from strategy.board_requests import AskState
from strategy.people import Capacity
from tests.dialogs.answers import Answer
from tests.dialogs.asking import all_asked, asked
from tests.dialogs.conversation import Conversation
from tests.dialogs.post import PlainDocuments
from tests.dialogs.test_events import arranged
from tests.dialogs.test_next_year import MAY, written
from tests.dialogs.test_pool import maths_sles
from tests.dialogs.world import MARLOW, OAK_BANK, World


@pytest.fixture
async def world(world: World) -> World:
    """Files can be made, as Excel opens them."""
    words = Outbound(world.policy, PlainDocuments(), ExcelWorkbooks())
    return World(
        world.store, world.policy, Desk(world.store, world.policy, world.desk._reader, renderer=words)
    )


async def in_teams(world: World, name: str) -> Conversation:
    chat = await world.chat(name)
    chat.takes_files = True
    return chat


def offers(answer: Answer) -> list[str]:
    return [message.offered.reference for message in answer.messages if message.offered is not None]


async def taken(chat: Conversation, text: str) -> tuple[str, list[list[Any]]]:
    """The name of the workbook that somebody takes, and its heading and rows, as openpyxl reads them."""
    answer = await chat.says(text)
    assert offers(answer), answer.words
    given = await chat.sends_data(
        {"do": "file.take", "file": offers(answer)[0], "session": offers(answer)[0]}
    )
    document = given.reply.document
    assert document is not None
    [sheet] = load_workbook(io.BytesIO(document.content)).worksheets
    return document.name, [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]


def at(day: date) -> datetime:
    """A day as openpyxl reads a cell that holds one."""
    return datetime.combine(day, time())


async def test_what_boards_ask_of_the_eit_comes_with_what_became_of_it(world: World) -> None:
    await asked(world, OAK_BANK, "SLE days for phonics")
    review = await asked(world, MARLOW, "a governance review")
    dan = await in_teams(world, "Dan Deputy")
    await dan.sends_data({"do": "board_request.decline", "request": review.id, "reason": "Held in October."})
    await dan.says("what have the boards asked the EIT for?")
    name, (heading, *rows) = await taken(dan, "export that")
    assert name == "What Boards ask of the EIT - 2026-11-23.xlsx"
    assert heading[:2] == ["School", "Asks for"]
    today = at(date(2026, 11, 23))
    by, review_of = "Gail Governance", "A governance review"
    assert rows == [
        ["Oak Bank", "Further support", "SLE days for phonics", by, today, "Waiting", None, None, None],
        ["Marlow", review_of, review_of, by, today, "Declined", "Dan Deputy", today, "Held in October."],
    ]


async def test_the_only_request_that_waits_comes_as_a_workbook_and_is_not_decided_unseen(
    world: World,
) -> None:
    await asked(world, OAK_BANK, "SLE days for phonics")
    dan = await in_teams(world, "Dan Deputy")
    _, (_, *rows) = await taken(dan, "what is the EIT to decide, in Excel")
    assert [row[0] for row in rows] == ["Oak Bank"]
    await dan.says("agree")
    assert [each.state for each in await all_asked(world)] == [AskState.WAITING]


async def test_a_headteacher_s_workbook_of_requests_holds_their_own_board_alone(world: World) -> None:
    await asked(world, OAK_BANK, "SLE days for phonics")
    await asked(world, MARLOW, "a governance review")
    _, (_, *rows) = await taken(
        await in_teams(world, "Hana Head"), "what have boards asked the EIT for, in Excel"
    )
    assert [row[0] for row in rows] == ["Oak Bank"]


async def test_who_reads_no_minutes_gets_no_workbook_of_requests(world: World) -> None:
    await asked(world, OAK_BANK, "SLE days for phonics")
    await asked(world, MARLOW, "a governance review")
    answer = await (await in_teams(world, "Dora Data")).says("what is the EIT to decide, in Excel")
    assert (answer.words, offers(answer)) == (REFUSAL, [])


async def test_the_drafts_of_next_year_come_with_who_wrote_them_when(world: World) -> None:
    await written(world)
    dan = await in_teams(world, "Dan Deputy")
    dan.at = MAY
    name, (_, *rows) = await taken(dan, "next year's drafts in Excel")
    assert name.startswith("Next year's drafts - 2027-05-24")
    assert len(rows) == 5
    assert rows[0][2:] == ["No draft yet", None, None, None, None]
    [draft] = [row for row in rows if row[0] == "Marlow"]
    assert draft == ["Marlow", "2027/28", "Draft", "Lena Lead", at(date(2027, 5, 24)), None, None]
    await dan.says("which schools have no draft for next year?")
    _, (_, *without) = await taken(dan, "export that")
    assert "Marlow" not in {row[0] for row in without}
    assert len(without) == 4


async def test_who_does_not_prepare_next_year_gets_no_workbook_of_its_drafts(world: World) -> None:
    await written(world)
    for name in ("Sam Partner", "Hana Head", "Dora Data"):
        chat = await in_teams(world, name)
        chat.at = MAY
        assert offers(await chat.says("next year's drafts in Excel")) == []


async def test_the_pool_comes_with_the_days_that_are_free_as_numbers(world: World) -> None:
    await maths_sles(world)
    await world.diary("Sal Specialist", OAK_BANK, date(2026, 11, 26), capacity=Capacity.SLE)
    dan = await in_teams(world, "Dan Deputy")
    name, (heading, *rows) = await taken(dan, "show me the SLE pool in Excel")
    assert name == "SLE pool - 2026-11-23.xlsx"
    assert [row[0] for row in rows] == ["Max Maths", "Mia Maths", "Sal Specialist"]
    found = {row[0]: dict(zip(heading, row, strict=True)) for row in rows}
    assert found["Mia Maths"]["Days free a week"] == 0
    assert found["Mia Maths"]["Now"].count("Marlow") == 10
    assert found["Sal Specialist"]["Visits booked"] == 1
    assert (found["Sal Specialist"]["Next visit"], found["Sal Specialist"]["At"]) == (
        at(date(2026, 11, 26)),
        "Oak Bank",
    )
    await dan.says("which maths SLEs are free")
    _, (_, *free) = await taken(dan, "export that")
    assert [row[0] for row in free] == ["Max Maths"]


@pytest.mark.parametrize("name", ["Sam Partner", "Hana Head", "Sal Specialist"])
async def test_who_does_not_see_the_pool_gets_no_workbook_of_it(world: World, name: str) -> None:
    answer = await (await in_teams(world, name)).says("show me the SLE pool in Excel")
    assert (answer.words, offers(answer)) == (REFUSAL, [])


async def test_what_is_on_comes_with_days_and_what_is_the_asker_s_own(world: World) -> None:
    await arranged(world, title="Science for all")
    await arranged(world, title="Maths for all", subject="Mathematics", day=date(2026, 12, 8))
    sam = await in_teams(world, "Sam Partner")
    name, (_, *rows) = await taken(sam, "what training and networks are coming up, in Excel")
    assert name == "Networks and training - 2026-11-23.xlsx"
    third, eighth, last = at(date(2026, 12, 3)), at(date(2026, 12, 8)), ["On Teams", "You are invited"]
    assert rows == [
        [third, "16:00", "17:00", "Science for all", "Network", "Science", *last],
        [eighth, "16:00", "17:00", "Maths for all", "Network", "Mathematics", *last],
    ]
    await sam.says("what CPD is coming up for science")
    _, (_, *science) = await taken(sam, "export that")
    assert [row[3] for row in science] == ["Science for all"]


async def test_what_somebody_is_invited_to_is_nobody_else_s_workbook(world: World) -> None:
    await arranged(world)
    hana = await in_teams(world, "Hana Head")
    assert offers(await hana.says("which events am I invited to, in Excel")) == []
    _, (_, *rows) = await taken(hana, "what CPD is coming up, in Excel")
    assert [row[7] for row in rows] == [None]

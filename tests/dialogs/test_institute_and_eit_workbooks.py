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
from tests.dialogs.answers import Answer
from tests.dialogs.asking import all_asked, asked
from tests.dialogs.conversation import Conversation
from tests.dialogs.post import PlainDocuments
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
    given = await chat.sends_data({"do": "file.take", "file": offers(answer)[0], "session": "1"})
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

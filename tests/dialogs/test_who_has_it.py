"""Where a report has gone, person by person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dialogs.messages import Place
from dialogs.wording import REFUSAL
from strategy.outgoing import Means
from strategy.ports import Outgoing, OutgoingState
from tests.builders import report_on
from tests.dialogs.conversation import NOW, Conversation
from tests.dialogs.sent import settle
from tests.dialogs.test_filing_by_card import file
from tests.dialogs.test_reading_and_amending import amend
from tests.dialogs.world import OAK_BANK, World

FRIDAY = date(2026, 11, 20)
SENT, FAILED, WAITING, DROPPED = (
    OutgoingState.SENT,
    OutgoingState.FAILED,
    OutgoingState.WAITING,
    OutgoingState.DROPPED,
)
MAILED, CARD, SHARED = "report.mailed", "report.card", "report.shared"


@pytest.fixture
async def filed(world: World, sip: Conversation) -> int:
    """Sam has filed the report on Oak Bank of Friday; its id."""
    await world.diary("Sam Partner", OAK_BANK, FRIDAY)
    await sip.says("file a report for Oak Bank")
    await file(sip)
    return (await world.filed())[0].id


async def how_it_stands(world: World, name: str, filed: int) -> dict[str, str]:
    """What somebody is told of where the report has gone, by the name of each person."""
    who = await world.chat(name, Place.TERMINAL)
    answer = await who.sends_data({"do": "report.deliveries", "report": filed})
    return {row[0]: row[1] for row in answer.rows}


async def test_at_first_it_waits_for_everybody_mail_and_card_in_one_line(
    world: World, filed: int, sip: Conversation
) -> None:
    shown = await sip.presses("Who has it")
    assert shown.reply.replacement is None, "the receipt stays"
    assert "Who has the report: Oak Bank" in shown.texts
    assert await how_it_stands(world, "Sam Partner", filed) == {
        "Dan Deputy": "Waiting to go by mail and in Teams.",
        "Lena Lead": "Waiting to go by mail and in Teams.",
        "Hana Head": "Waiting to go in Teams.",
    }
    for name in ("Dan Deputy", "Lena Lead", "Hana Head"):
        assert name in shown.texts
    assert "sent to nobody yet, waiting for 3" in shown.reply.messages[0].text


async def test_what_was_sent_says_when_and_by_which_means(world: World, filed: int) -> None:
    await settle(world, MAILED, "Dan Deputy", SENT, NOW)
    await settle(world, CARD, "Dan Deputy", SENT, NOW.replace(minute=2))
    await settle(world, MAILED, "Lena Lead", SENT, NOW)
    await settle(world, SHARED, "Hana Head", SENT, NOW.replace(minute=3))
    assert await how_it_stands(world, "Sam Partner", filed) == {
        "Dan Deputy": "Sent by mail Mon 23 November 2026 at 09:00 "
        "and in Teams Mon 23 November 2026 at 09:02.",
        "Lena Lead": "Sent by mail Mon 23 November 2026 at 09:00. Waiting to go in Teams.",
        "Hana Head": "Sent in Teams Mon 23 November 2026 at 09:03.",
    }


async def test_what_failed_says_why_and_a_card_too_many_is_nobody_s_worry(world: World, filed: int) -> None:
    await settle(world, MAILED, "Dan Deputy", SENT, NOW)
    await settle(world, CARD, "Dan Deputy", FAILED, NOW, why="blocked")
    await settle(world, MAILED, "Lena Lead", FAILED, NOW, why="no such mailbox")
    await settle(world, CARD, "Lena Lead", SENT, NOW)
    await settle(
        world, SHARED, "Hana Head", FAILED, NOW, why="no such mailbox", tried="blocked", means=Means.MAIL
    )
    assert await how_it_stands(world, "Sam Partner", filed) == {
        "Dan Deputy": "Sent by mail Mon 23 November 2026 at 09:00.",
        "Lena Lead": "Sent in Teams Mon 23 November 2026 at 09:00. Not delivered by mail: no such mailbox.",
        "Hana Head": "Not delivered by mail: no such mailbox (not reached in Teams: blocked).",
    }


async def test_what_is_tried_again_says_how_often_and_why(world: World, filed: int) -> None:
    await settle(world, MAILED, "Dan Deputy", WAITING, NOW, why="mail is busy", attempts=2)
    await settle(world, CARD, "Dan Deputy", SENT, NOW)
    await settle(
        world, SHARED, "Hana Head", WAITING, NOW, tried="not installed", means=Means.MAIL, attempts=0
    )
    found = await how_it_stands(world, "Sam Partner", filed)
    assert found["Dan Deputy"] == (
        "Sent in Teams Mon 23 November 2026 at 09:00. Waiting to go by mail (tried 2 times: mail is busy)."
    )
    assert found["Hana Head"] == "Waiting to go by mail (not reached in Teams: not installed)."


async def test_of_an_amended_report_each_has_the_newest_version_or_is_said_to_have_an_older_one(
    world: World, filed: int, sip: Conversation
) -> None:
    await settle(world, MAILED, "Dan Deputy", SENT, NOW)
    await settle(world, MAILED, "Lena Lead", SENT, NOW)
    await amend(sip, outcomes="Calmer classrooms")
    await settle(world, MAILED, "Dan Deputy", SENT, NOW.replace(minute=5), version=2)
    await settle(world, CARD, "Dan Deputy", DROPPED, NOW, why="superseded by version 2")
    await settle(world, SHARED, "Hana Head", DROPPED, NOW, why="superseded by version 2")
    assert await how_it_stands(world, "Dan Deputy", filed) == {
        "Dan Deputy": "Sent by mail Mon 23 November 2026 at 09:05 (version 2). Waiting to go in Teams.",
        "Lena Lead": "Waiting to go by mail and in Teams (version 2). Has version 1.",
        "Hana Head": "Waiting to go in Teams (version 2).",
    }


async def test_what_was_not_sent_after_all_says_why(world: World, filed: int) -> None:
    await settle(world, SHARED, "Hana Head", DROPPED, NOW, why="may not read it any more")
    found = await how_it_stands(world, "Sam Partner", filed)
    assert found["Hana Head"] == "Not sent: may not read it any more."


async def test_author_and_deputy_ceo_see_who_has_acknowledged_it(
    world: World, filed: int, head: Conversation, sip: Conversation
) -> None:
    await head.says("show me the latest report on my school")
    await head.presses("Acknowledge")
    for name in ("Sam Partner", "Dan Deputy"):
        found = await how_it_stands(world, name, filed)
        assert found["Hana Head"] == ("Waiting to go in Teams. Acknowledged Mon 23 November 2026 at 09:00.")
    for name in ("Carol Chief", "Lena Lead"):
        assert "Acknowledged" not in (await how_it_stands(world, name, filed))["Hana Head"]
    await amend(sip, outcomes="Calmer classrooms")
    found = await how_it_stands(world, "Sam Partner", filed)
    assert found["Hana Head"].endswith("Acknowledged version 1 Mon 23 November 2026 at 09:00.")


@pytest.mark.parametrize(
    "words", ["who has it?", "Who got the report", "where has it gone", "has it been sent"]
)
async def test_it_is_asked_in_words_while_reading(world: World, filed: int, words: str) -> None:
    sam = await world.chat("Sam Partner", Place.TERMINAL)
    await sam.says("show me my report on Oak Bank")
    assert {row[0] for row in (await sam.says(words)).rows} == {"Dan Deputy", "Lena Lead", "Hana Head"}


async def test_where_one_only_reads_one_may_ask_it_too(world: World, filed: int) -> None:
    sam = await world.chat("Sam Partner", Place.TERMINAL)
    sam.read_only = True
    shown = await sam.says("show me my report on Oak Bank")
    assert 'You can say "who has it".' in shown.words
    assert len((await sam.says("who has it")).rows) == 3
    assert "Here I only answer questions" in (await sam.says("withdraw it")).words


async def test_a_report_of_an_earlier_program_tells_what_it_knows(world: World, filed: int) -> None:
    dan = await world.person("Dan Deputy")
    old = Outgoing(f"report:{filed}:1:{dan}", MAILED, dan, f"report:{filed}", NOW)
    notice = replace(old, key="another", kind="report.withdrawn")
    async with world.store.transaction() as uow:
        await uow.outbox.put([old, notice])
    assert (await how_it_stands(world, "Sam Partner", filed))["Dan Deputy"] == (
        "Waiting to go by mail, in Teams and by mail."
    )


async def test_where_nothing_was_to_be_sent_that_is_said(world: World) -> None:
    [visit] = await world.diary("Sam Partner", OAK_BANK, FRIDAY)
    async with world.store.transaction() as uow:
        report = await uow.reports.add(report_on(visit))
    sam = await world.chat("Sam Partner")
    answer = await sam.sends_data({"do": "report.deliveries", "report": report.id})
    assert (
        answer.words
        == "I have no record of sending the report on Oak Bank, Fri 20 November 2026, to anybody."
    )


@pytest.mark.parametrize("name", ["Hana Head", "Mo Head", "Ada Adviser", "Sue Partner", "Adam Admin"])
async def test_others_are_not_told_whether_there_is_such_a_report(
    world: World, filed: int, name: str
) -> None:
    who = await world.chat(name)
    for number in (filed, filed + 1_000, "1"):
        assert (await who.sends_data({"do": "report.deliveries", "report": number})).words == REFUSAL

"""What headteachers say, and why a report was withdrawn, stands where it is kept and nowhere else."""

from __future__ import annotations

import logging
import sqlite3
from datetime import date

import pytest

from dialogs.cards import BESIDE
from tests.dialogs.conversation import Conversation
from tests.dialogs.sent import rows
from tests.dialogs.test_filing_by_card import file
from tests.dialogs.test_reading_and_amending import amend
from tests.dialogs.world import OAK_BANK, World

SAID, WHY = "zebrafinch", "quetzalcoatl"


def tables_holding(word: str, world: World) -> set[str]:
    """The tables in which a word stands anywhere."""
    connection = sqlite3.connect(str(world.store.engine.url.database))
    try:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name
            for name in names
            if any(word in str(row) for row in connection.execute(f"SELECT * FROM {name}"))  # noqa: S608
        }
    finally:
        connection.close()


async def test_what_is_said_is_in_no_audit_no_outbox_no_log_and_no_toast(
    world: World, sip: Conversation, head: Conversation, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await world.diary("Sam Partner", OAK_BANK, date(2026, 11, 20))
    await sip.says("file a report for Oak Bank")
    await file(sip)
    [report] = await world.filed()
    answers = [await head.says("show me the latest report on my school")]
    answers.append(await head.presses("Something is inaccurate"))
    answers.append(await head.presses("Send", text=f"{SAID} {'x' * 4_000}"))  # too long
    answers.append(await head.presses("Send", on=answers[1], text=f"We have a {SAID}"))
    answers.append(await head.presses("Send", on=answers[1], text=f"Another {SAID}"))
    await amend(sip, outcomes="Calmer classrooms")
    answers.append(await head.presses("Send", on=answers[1], text=f"A late {SAID}"))
    answers.append(await sip.says("show me my report on Oak Bank"))
    answers.append(await sip.presses("Withdraw"))
    asked = answers[-1]
    answers.append(await sip.presses("Withdraw it", on=asked, reason=f"{WHY} {'x' * 1_000}"))  # too long
    answers.append(await sip.presses("Withdraw it", on=asked, reason=f"A {WHY}"))
    answers.append(await sip.presses("Withdraw it", on=asked, reason=f"A {WHY}"))
    assert tables_holding(SAID, world) == {"remarks"}
    assert tables_holding(WHY, world) == {"withdrawals"}
    for word in (SAID, WHY):
        assert word not in caplog.text
        assert all(word not in str(row) for row in await rows(world))
        async with world.store.transaction() as uow:
            entries = await uow.audit.entries(limit=1_000)
        assert all(word not in str(entry) for entry in entries)
        for answer in answers:
            for message in answer.messages:
                assert word not in message.summary
                assert word not in message.text
    deeds = await world.deeds()
    assert {"report said to be inaccurate", "report withdrawn"} <= set(deeds)
    assert report.id


async def test_a_toast_says_deed_and_school(world: World, sip: Conversation, head: Conversation) -> None:
    await world.diary("Sam Partner", OAK_BANK, date(2026, 11, 20))
    await sip.says("file a report for Oak Bank")
    await file(sip)
    [report] = await world.filed()
    about = {"report": report.id, "version": 1}
    toasts = []
    for who, data in (
        (head, {"do": "report.inaccurate.ask", **about}),
        (head, {"do": "report.inaccurate", "text": SAID, **about}),
        (head, {"do": "report.acknowledge", **about}),
        (sip, {"do": "report.remarks", **about}),
        (sip, {"do": "report.deliveries", **about}),
        (sip, {"do": "report.withdraw.ask", **about}),
        (sip, {"do": "report.withdraw", "reason": WHY, **about}),
    ):
        answer = await who.sends_data({**data, BESIDE: True})
        toasts.append(answer.reply.messages[0].summary)
    assert toasts == [
        "Inaccurate: report on Oak Bank",
        "Sent: Oak Bank",
        "Acknowledged: Oak Bank",
        "Answers to a report on Oak Bank",
        "Who has the report: Oak Bank",
        "Withdraw the report on Oak Bank?",
        "Report withdrawn: Oak Bank",
    ]

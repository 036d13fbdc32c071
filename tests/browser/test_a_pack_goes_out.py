"""In a real Playground: a headteacher is told of a Board's pack, and of what came after it went out."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import ViewportSize, expect

from bot.demo.cast import DEMO_HEAD
from storage.store import SqlStore
from strategy.meetings import Meeting
from strategy.outgoing import OutgoingKind
from strategy.policy_reporting import Body
from strategy.ports import Outgoing, PackSending
from tests.browser.conftest import OpenChat, RunningDemo, wait_until_delivered
from tests.browser.sundays import Visit, fill_in, sunday, today

pytestmark = pytest.mark.browser
PHONE: ViewportSize = {"width": 420, "height": 900}
HARROWMERE = "990114"
WITHIN = 90_000


def goes_out(demo: RunningDemo, number: int) -> None:
    """Have the pack go out to the headteacher, or what came later, in a demo that is running."""
    # The browser's own loop runs in this thread.
    database = demo.folder / "keystone.sqlite3"
    with ThreadPoolExecutor(1) as aside:
        aside.submit(asyncio.run, _goes_out(database, demo.now(), number)).result()


async def _goes_out(database: Path, now: datetime, number: int) -> None:
    store, day = SqlStore.at(f"sqlite:///{database}"), today() + timedelta(days=5)
    async with store.transaction() as uow:
        [head] = [each.id for each in uow.trust.current_people() if each.name == DEMO_HEAD]
        board = await uow.meetings.first(Body.PROGRESS_BOARD, HARROWMERE, day)
        if board is None or board.day != day:
            new = Meeting(0, Body.PROGRESS_BOARD, HARROWMERE, day, time(9), time(10, 30))
            board = await uow.meetings.add(new)
        await uow.pack_sendings.add(PackSending(board.id, day, head, number, now))
        kind = OutgoingKind.PACK_READY if number == 1 else OutgoingKind.PACK_LATER
        subject = f"pack:{board.id}:{day}:{number}"
        await uow.outbox.put([Outgoing(f"{kind}:{subject}:{head}", kind, head, subject, now)])
    await store.close()


def test_a_headteacher_is_told_of_the_pack_and_of_what_came_later(
    own_demo: RunningDemo, open_chat: OpenChat
) -> None:
    head = open_chat(own_demo.addresses["head"])
    head.page.set_viewport_size(PHONE)
    told = head.cards.count()
    goes_out(own_demo, 1)
    head.hear_card(told, "Pack ready: Progress Board of Harrowmere", WITHIN)
    head.card_picture("phone-pack-is-ready")
    head.press_and_see("Get the pack", "Pack: Harrowmere, Progress Board")
    head.card_picture("phone-pack")
    sip = open_chat(own_demo.addresses["sip"])
    fill_in(sip, Visit("Harrowmere", sunday(0)))
    sip.press_and_see("File report", "Report filed: Harrowmere")
    wait_until_delivered(own_demo)
    goes_out(own_demo, 2)
    later = head.cards.filter(has_text="1 later paper: Progress Board of Harrowmere")
    expect(later).to_have_count(1, timeout=WITHIN)
    head.card_picture("phone-later-papers")
    before = head.cards.count()
    later.get_by_role("button", name="Get what is new", exact=True).click()
    head.hear_card(before, "by mail, as a Word document", WITHIN)
    head.card_picture("phone-what-is-new")

"""Workers that mail, as processes: killed at any point between the draft and our commit."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from scheduling.carrying import Tally
from scheduling.outlook.client import Outlook
from scheduling.outlook.mail import OutlookMailer
from storage.store import SqlStore
from strategy.outgoing import OutgoingKind
from strategy.ports import OutgoingState
from tests.builders import small_trust
from tests.graph.simulator import FROM, GraphSimulator
from tests.scheduling.outbox_of_graph import letters_of
from tests.scheduling.post import PostRoom, a_message

PROJECT = Path(__file__).parents[2]


async def started(database_url: str, graph: GraphSimulator) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.scheduling.mortal_mailer", database_url, graph.base_url),
        cwd=PROJECT,
        env={"PATH": os.environ["PATH"]},
        stdout=asyncio.subprocess.PIPE,
    )


@pytest.mark.parametrize(
    ("killed_at", "drafts", "sent"),
    [
        ("GET messages", 0, 0),
        ("POST messages", 1, 0),  # between draft and sending
        ("POST messages/{}/send", 0, 1),  # between sending and our commit
    ],
)
async def test_a_worker_that_is_killed_while_it_mails_loses_no_mail_and_sends_none_twice(
    store: SqlStore,
    database_url: str,
    graph: GraphSimulator,
    outlook: Outlook,
    killed_at: str,
    drafts: int,
    sent: int,
) -> None:
    trust, room = await small_trust(store), PostRoom(store)
    await room.put(a_message("k1", trust.ceo, OutgoingKind.REPORT_MAILED))
    worker = await started(database_url, graph)
    graph.next(killed_at, meanwhile=worker.kill)
    await asyncio.wait_for(worker.communicate(), 60)
    assert worker.returncode == -signal.SIGKILL
    box = graph.mailbox(FROM)
    assert (len(box.drafts), len(box.sent)) == (drafts, sent)
    mailer = OutlookMailer(outlook, FROM)
    assert not await room.worker(mailer=mailer).run_due()  # the dead one's lease is not over
    room.time.passes(minutes=5, seconds=1)
    assert await room.worker(mailer=mailer).run_due() == Tally(sent=1)
    assert [letter.address for letter in letters_of(graph)] == ["carol.chief@trust.example"]
    assert box.drafts == []
    assert (await room.row("k1")).state is OutgoingState.SENT


async def test_a_worker_that_lives_mails_and_says_so(
    store: SqlStore, database_url: str, graph: GraphSimulator
) -> None:
    trust, room = await small_trust(store), PostRoom(store)
    await room.put(a_message("k1", trust.ceo, OutgoingKind.REPORT_MAILED))
    worker = await started(database_url, graph)
    out, _ = await asyncio.wait_for(worker.communicate(), 60)
    assert out.decode().strip() == "1 sent"
    assert len(letters_of(graph)) == 1


async def test_what_takes_seconds_to_load_is_loaded_beside_the_event_loop(graph: GraphSimulator) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.scheduling.watched_mailer", graph.base_url),
        cwd=PROJECT,
        env={"PATH": os.environ["PATH"]},
        stdout=asyncio.subprocess.PIPE,
    )
    out, _ = await asyncio.wait_for(process.communicate(), 60)
    assert out.decode().split() == ["sent", "sent", "sent", "unreachable"]

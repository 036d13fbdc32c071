"""`python -m bot serve` and `doctor` as processes, with Microsoft Graph's simulator in place of Microsoft."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import sys
from io import BytesIO

from docx import Document as WordDocument

from storage.store import SqlStore
from strategy.outgoing import OutgoingKind
from strategy.ports import Outgoing, OutgoingState
from tests.channel.teams import Microsoft, served
from tests.graph.simulator import CLIENT_ID, FROM, SECRET, TENANT, GraphSimulator
from tests.scheduling.outbox_of_graph import letters_of
from tests.system.chat import Chat
from tests.system.office import opened
from tests.system.test_filing_over_http import TYPED, ready_to_file
from tests.system.test_serving import PATIENCE, PROJECT, serving
from tests.system.trust import CATHERINE, DAVID

SEND = "POST messages/{}/send"


def settings_for(graph: GraphSimulator) -> dict[str, str]:
    """What the trust's own bot is set to, with its mail by Graph."""
    return {
        "APP_ID": "app",
        "APP_PASSWORD": "password",
        "TENANT_ID": TENANT,
        "MAIL_FROM": FROM,
        "MAIL_DOMAINS": "fourstones.example",
        "GRAPH_CLIENT_ID": CLIENT_ID,
        "GRAPH_CLIENT_SECRET": SECRET,
        "GRAPH_BASE_URL": graph.base_url,
    }


async def mailed_rows(database: str) -> list[Outgoing]:
    """The rows of the outbox by which a report is mailed."""
    store = SqlStore.at(database)
    async with store.transaction(read_only=True) as uow:
        rows = await uow.outbox.recent()
    await store.close()
    return [row for row in rows if row.kind == OutgoingKind.REPORT_MAILED]


def made_due(database: str) -> None:
    """The report was filed on a day of the tests; the server goes by the machine's clock."""
    with sqlite3.connect(database.removeprefix("sqlite:///")) as connection:
        connection.execute("UPDATE outbox SET next_try_at = '2020-01-01 00:00:00.000000'")
    connection.close()


async def test_a_filed_report_is_mailed_by_graph_with_its_word_document(
    database: str, davids_id: str, graph: GraphSimulator
) -> None:
    async with opened(database) as office:
        david = Chat(office.post, davids_id)
        await david.sends(david.pressed(await ready_to_file(david)))
    rows = await mailed_rows(database)
    assert len(rows) > 1
    made_due(database)
    sent: asyncio.Queue[None] = asyncio.Queue()
    graph.next(SEND, times=1_000, meanwhile=lambda: sent.put_nowait(None))
    microsoft = Microsoft()
    async with served(microsoft):
        settings = settings_for(graph) | {
            "OPENID_METADATA_URL": f"{microsoft.url}/.well-known/openidconfiguration"
        }
        async with serving(database, settings) as server:
            while len([letter for letter in letters_of(graph) if letter.documents]) < len(rows):
                await asyncio.wait_for(sent.get(), PATIENCE)
            assert await server.ends(signal.SIGTERM) == 0
            assert "Traceback" not in server.log
            for secret in (SECRET, "token-1", *TYPED.values()):
                assert secret not in server.log
    letters = [letter for letter in letters_of(graph) if letter.documents]
    assert len({letter.address for letter in letters}) == len(rows)
    [document] = letters[0].documents
    read = WordDocument(BytesIO(document.content))
    words = "\n".join(cell.text for table in read.tables for row in table.rows for cell in row.cells)
    assert TYPED["outcomes"] in words
    assert TYPED["outcomes"] not in letters[0].subject + letters[0].text
    assert {row.state for row in await mailed_rows(database)} == {OutgoingState.SENT}
    assert graph.mailbox(FROM).drafts == []


async def doctor(database: str, settings: dict[str, str]) -> str:
    """What the doctor says."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "doctor"),
        cwd=PROJECT,
        env={
            "PATH": os.environ["PATH"],
            "KEYSTONE_DATABASE_URL": database,
            **{f"KEYSTONE_{name}": value for name, value in settings.items()},
        },
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    out, _ = await asyncio.wait_for(process.communicate(), PATIENCE)
    assert SECRET not in out.decode()
    return out.decode()


async def test_the_doctor_asks_graph_and_says_what_to_grant(database: str, graph: GraphSimulator) -> None:
    settings = settings_for(graph)
    well = await doctor(database, settings)
    assert "ok    Graph token: given" in well
    assert "ok    Graph Mail.ReadWrite: granted for the service mailbox" in well
    assert "ok    Graph Mail.Send: granted for the service mailbox" in well
    graph.grants.discard("Mail.Send")
    ill = await doctor(database, settings)
    assert (
        "FAULT Graph Mail.Send: Microsoft Graph does not let the app use the service mailbox: it lacks "
        f"Mail.Send -> grant the app Mail.Send for {FROM} (RBAC for Applications in Exchange Online)"
    ) in ill
    graph.secret = "another"
    revoked = await doctor(database, settings)
    assert "FAULT Graph token: Microsoft Entra ID gives no token (AADSTS7000215)" in revoked
    assert "Traceback" not in well + ill + revoked


async def test_the_doctor_tries_each_partners_calendar_and_says_what_to_grant(
    database: str, graph: GraphSimulator
) -> None:
    settings = settings_for(graph)
    without = await doctor(database, settings)
    assert "ok    Graph Calendars.ReadWrite: granted for 1 mailbox\n" in without
    assert "without one there; the service mailbox organises for them" in without
    for partner in (DAVID, CATHERINE):
        graph.mailbox(partner)
    well = await doctor(database, settings)
    assert "ok    Graph Calendars.ReadWrite: granted for 3 mailboxes" in well
    assert "ok    Graph free and busy: told to the service mailbox" in well
    graph.within = {FROM, CATHERINE}
    ill = await doctor(database, settings)
    [lacking] = [line for line in ill.splitlines() if "Calendars.ReadWrite: lacks for" in line]
    assert lacking.startswith("FAULT ")
    assert "-> grant the app Calendars.ReadWrite for " in lacking
    assert DAVID in lacking
    assert CATHERINE not in lacking
    assert all(not box.calendar.events for box in graph.mailboxes.values())
    assert "Traceback" not in without + well + ill

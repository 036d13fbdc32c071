"""Who learns what over HTTP: in groups, as a stranger, from another tenant; and what is kept and logged."""

from __future__ import annotations

import logging
import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest

from bot.commands import main
from bot.settings import load_settings
from bot.wiring import house
from tests.channel.teams import ConnectorService, Microsoft, activity, running, served, trust_settings
from tests.system import trust
from tests.system.chat import Chat
from tests.system.office import Office, opened
from tests.system.test_filing_over_http import ready_to_file

GROUP = {"id": "19:group@thread.v2", "conversationType": "groupChat", "isGroup": True}
CHANNEL = {"id": "19:channel@thread.tacv2", "conversationType": "channel", "isGroup": True}
STRANGER = "99999999-0000-4000-8000-000000000001"
ANILS = "4d739a33-433c-41e4-abd6-190ae92f456d"
MARK = "zebrafinch"


@pytest.fixture
async def service() -> AsyncIterator[ConnectorService]:
    side = ConnectorService()
    async with served(side):
        yield side


@pytest.mark.parametrize("where", [GROUP, CHANNEL], ids=["group", "channel"])
async def test_in_front_of_others_only_the_calendar_and_help_are_answered(
    office: Office, service: ConnectorService, where: dict[str, Any]
) -> None:
    here = {"serviceUrl": service.url}
    alone = await office.chat(trust.COLIN)
    await alone.says("hello", **here)  # so that the bot knows where to reach him
    among = await office.chat(trust.COLIN, **where)
    assert "break up on Fri 12 February" in (await among.says("<at>Keystone</at> when is half term")).words
    for question in ("which high-risk reports are overdue", "what do I owe", "visits to Thornbridge"):
        said = await among.says(f"<at>Keystone</at> {question}", **here)
        assert said.words == "That is for you alone, so I have answered in our own chat."
        assert said.cards == []
    assert any("5 high-risk reports are overdue" in text for text in service.texts)
    own_chats = [call.path for call in service.sent]
    assert all(where["id"].partition("@")[0] not in path for path in own_chats)


async def test_where_somebodys_own_chat_is_not_known_they_are_asked_to_come_there(office: Office) -> None:
    among = await office.chat(trust.COLIN, **GROUP)
    said = await among.says("<at>Keystone</at> which high-risk reports are overdue")
    assert (said.words, said.cards) == ("Please ask me that in our own chat: it is for you alone.", [])


@pytest.mark.parametrize("text", ["help", "which high-risk reports are overdue", "file a report", "hello"])
async def test_a_stranger_learns_nothing(office: Office, text: str) -> None:
    said = await Chat(office.post, STRANGER).says(text)
    assert said.words.startswith("Hello. I don't have you in this trust's directory yet")
    assert (len(said.activities), said.cards) == (1, [])


@pytest.fixture
def without_anils_id(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of a database with the trust, but Anil's Entra id is not known in it."""
    unbound = tmp_path / "unbound"
    shutil.copytree(folder, unbound)
    people = unbound / "people.csv"
    people.write_text(people.read_text(encoding="utf-8").replace(ANILS, ""), encoding="utf-8")
    url = f"sqlite:///{tmp_path}/unbound.db"
    monkeypatch.setenv("KEYSTONE_DATABASE_URL", url)
    assert main(["import", str(unbound)]) == 0
    return url


async def test_somebody_without_an_id_is_bound_by_sign_in_name_once_and_never_by_name(
    without_anils_id: str, service: ConnectorService
) -> None:
    async with opened(without_anils_id) as office:

        async def says(entra_id: str, text: str) -> str:
            sender = {"id": f"29:{entra_id}", "aadObjectId": entra_id, "name": "Anil Desai"}
            chat = {"id": f"a:{entra_id}", "conversationType": "personal"}
            _, body = await office.post(
                activity(
                    service.url, text=text, id=f"{entra_id}{text}", conversation=chat, **{"from": sender}
                )
            )
            return str(body["activities"][0]["text"])

        assert "don't have you" in await says(STRANGER, "what do I owe")
        service.members[f"29:{ANILS}"] = {"aadObjectId": ANILS, "userPrincipalName": trust.ANIL.upper()}
        assert "You owe 2 reports" in await says(ANILS, "what do I owe")
        assert "You owe 2 reports" in await says(ANILS, "what do I owe now")
        assert service.asked_for.count(f"29:{ANILS}") == 1
        again = STRANGER.replace("9", "8")
        service.members[f"29:{again}"] = {"aadObjectId": again, "userPrincipalName": trust.ANIL}
        assert "don't have you" in await says(again, "what do I owe")
        async with office.parts.store.transaction(read_only=True) as uow:
            deeds = [entry.deed for entry in await uow.audit.entries()]
        assert sum("bound" in deed for deed in deeds) == 1


async def test_a_trusts_own_bot_answers_its_tenant_with_a_token_and_nobody_else(
    database: str, service: ConnectorService
) -> None:
    microsoft = Microsoft()
    microsoft.new_key()
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(served(microsoft))
        parts = await stack.enter_async_context(house(load_settings(None, database_url=database)))
        behind: Any = {"door": parts.desk, "directory": parts.directory}
        bot = await stack.enter_async_context(running(trust_settings(microsoft), **behind))
        david = (await parts.store.trust()).by_email(trust.DAVID)
        assert david is not None
        ours = activity(service.url, **{"from": {"id": "29:david", "aadObjectId": david.entra_id}})
        theirs = {**ours, "channelData": {"tenant": {"id": STRANGER}}}
        token = microsoft.token(service.url)
        assert (await bot.post(ours))[0] == 401
        assert (await bot.post(ours, "x.y.z"))[0] == 401
        assert (await bot.post(theirs, token))[0] == 403
        status, body = await bot.post(ours, token)
        assert status == 200
        assert body["activities"][0]["text"].startswith("You owe 2 reports")


async def test_what_a_report_says_is_in_reports_and_drafts_and_nowhere_else(
    office: Office, database: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    david, sarah = await office.chat(trust.DAVID), await office.chat(trust.SARAH)
    data = await ready_to_file(david)
    marked = {**data, "outcomes": f"{MARK} outcomes", "recommendations": f"{MARK} recommendations"}
    await david.sends(david.pressed({**marked, "recommendations": ""}))  # one fault on the way
    await david.sends(david.pressed(marked))
    assert MARK in (await sarah.says("show me the latest report on my school")).on_cards
    await david.says("amend it")
    await david.presses("Next", purpose=f"{MARK} again")
    await david.says(f"what about {MARK} then")
    await david.sends(david.pressed({"do": "no such thing", "outcomes": MARK}))
    await david.sends(david.pressed({"do": "form.next", "draft": MARK, "outcomes": [MARK]}))
    found = tables_holding(MARK, database)
    assert found <= {"reports", "report_versions", "drafts"}
    assert "reports" in found or "report_versions" in found
    assert MARK not in caplog.text
    async with office.parts.store.transaction(read_only=True) as uow:
        told = await uow.outbox.recent()
        deeds = {entry.deed for entry in await uow.audit.entries()}
    assert len(told) >= 2  # the Deputy CEO and the Lead SIP
    assert all(MARK not in str(row) for row in told)
    assert any("filed" in deed for deed in deeds)
    assert any("read" in deed for deed in deeds)


def tables_holding(word: str, database: str) -> set[str]:
    """The tables of a SQLite database in which a word stands anywhere."""
    connection = sqlite3.connect(database.removeprefix("sqlite:///"))
    try:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name
            for name in names
            if any(word in str(row) for row in connection.execute(f"SELECT * FROM {name}"))  # noqa: S608
        }
    finally:
        connection.close()

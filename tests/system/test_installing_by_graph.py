"""The app comes to people by Graph: found by the sweep, installed, greeting, and reached from then on."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.app_in_teams import who_has_the_app
from bot.clock import RunningClock
from bot.found_chats import TEAMS, KeptChats
from bot.serving import application, channel_of, deliver_once
from bot.settings import load_settings
from bot.wiring import House, house
from dialogs.welcome import GIVEN
from scheduling.carrying import Tally
from scheduling.deliveries import Deliveries
from scheduling.jobs import installations
from scheduling.no_mail import NoMail
from scheduling.outlook.client import Outlook
from scheduling.outlook.installing import OutlookInstaller
from scheduling.pace import UNLIMITED, Pace
from scheduling.sweep import sweep
from strategy.installing import has_use_for_the_app
from strategy.outgoing import Means, OutgoingKind
from strategy.ports import Notice, Outgoing, OutgoingState
from strategy.school_year import london_day
from tests.channel.teams import APP_ID, ConnectorService, served
from tests.graph.installing import chat_of
from tests.graph.simulator import CATALOGUE_ID, INSTALL, TENANT, GraphSimulator
from tests.scheduling.chats import RememberedChats
from tests.system import trust
from tests.system.office import Office
from tests.system.test_mail_by_graph import doctor, settings_for
from tests.system.test_serving import PATIENCE, PROJECT

NOW = datetime.fromisoformat(trust.NOW)
POST = "POST teamwork/installedApps"


@pytest.fixture
async def service() -> AsyncIterator[ConnectorService]:
    side = ConnectorService()
    async with served(side):
        yield side


async def users_of(parts: House) -> dict[str, str]:
    """Those who have use for the app: how Graph knows each, by email."""
    everybody = await parts.store.trust()
    today = london_day(NOW)
    return {
        person.email: person.entra_id or person.email
        for person in everybody.current_people()
        if has_use_for_the_app(person, everybody, today)
    }


async def rows(parts: House) -> list[Outgoing]:
    async with parts.store.transaction(read_only=True) as uow:
        return await uow.outbox.recent(kind=OutgoingKind.APP_INSTALLED)


def of_the_trust(database: str, graph: GraphSimulator, **more: str) -> Any:
    """The settings of the trust's own bot, which gives people the app."""
    given = {name.lower(): value for name, value in settings_for(graph).items()}
    return load_settings(None, database_url=database, teams_app_id=CATALOGUE_ID, **given, **more)


async def test_one_sweep_finds_whoever_lacks_the_app_and_gives_it_to_them(
    database: str, graph: GraphSimulator
) -> None:
    async with house(of_the_trust(database, graph), RunningClock(NOW, counter=lambda: 0.0)) as parts:
        users = await users_of(parts)
        boxes = [graph.mailbox(user) for user in list(users.values())[1:]]
        said = await sweep(parts.jobs, parts.clock)
        assert f"installations: {len(users)} people to be given the app" in said
        await deliver_once(parts)
        assert all(box.apps == [CATALOGUE_ID] for box in boxes)
        states = [row.state for row in await rows(parts)]
        assert states.count(OutgoingState.SENT) == len(users) - 1
        assert states.count(OutgoingState.DROPPED) == 1  # the one who is not in the tenant
        async with parts.store.transaction(read_only=True) as uow:
            colin = uow.trust.by_email(trust.COLIN)
            assert colin is not None
            kept = await uow.conversations.personal_reference(colin.id)
        assert kept == {
            "user": {"id": colin.entra_id, "aadObjectId": colin.entra_id},
            "bot": {"id": "28:app"},
            "conversation": {
                "id": chat_of(graph.mailbox(str(colin.entra_id))),
                "conversationType": "personal",
                "tenantId": TENANT,
            },
            "channelId": "msteams",
            "serviceUrl": TEAMS,
        }
        asked = graph.asked.count(POST)
        assert "installations: nothing to do" in await sweep(parts.jobs, parts.clock)
        await deliver_once(parts)
        assert graph.asked.count(POST) == asked


async def test_who_gets_the_app_is_greeted_once_and_reached_in_teams_from_then_on(
    database: str, graph: GraphSimulator, outlook: Outlook, service: ConnectorService
) -> None:
    demo = load_settings(None, database_url=database, demo=True, now=trust.NOW)
    async with house(demo) as parts, TestClient(TestServer(application(parts))) as client:
        users = await users_of(parts)
        for user in users.values():
            graph.mailbox(user)
        await installations(parts.store, parts.policy, is_set_up=True).run(NOW)
        channel = channel_of(parts)
        worker = Deliveries(
            parts.store,
            parts.renderer,
            channel.messenger,
            NoMail(),
            parts.clock,
            Pace(installs=UNLIMITED),
            installer=OutlookInstaller(outlook, CATALOGUE_ID, RememberedChats()),
        )
        assert await worker.run_due() == Tally(sent=len(users))
        colin = await Office(client, parts).chat(trust.COLIN)
        async with parts.store.transaction() as uow:
            him = uow.trust.by_email(trust.COLIN)
            assert him is not None
            told = Outgoing("told", OutgoingKind.ROLE_GRANTED, him.id, f"person:{him.id}:deputy_ceo", NOW)
            await uow.outbox.put([told])
        first = await colin.happens(type="installationUpdate", action="add", serviceUrl=service.url)
        assert first.words.startswith("Hello Colin, I'm Keystone.")
        assert GIVEN in first.words
        joined = [{"id": f"28:{APP_ID}"}]
        again = await colin.happens(type="conversationUpdate", membersAdded=joined, serviceUrl=service.url)
        assert again.words == ""
        assert await worker.run_due() == Tally(sent=1)
        assert len(service.sent) == 1
        async with parts.store.transaction(read_only=True) as uow:
            row = await uow.outbox.by_key("told")
            assert row is not None
            assert (row.state, row.means) == (OutgoingState.SENT, Means.TEAMS)
            said = await who_has_the_app(uow, parts)
        assert said == "1 of 36 people have it in Teams; the demonstration installs it for nobody"
        await colin.happens(type="installationUpdate", action="remove")
        await installations(parts.store, parts.policy, is_set_up=True).run(NOW + timedelta(days=30))
        assert len(await rows(parts)) == len(users)
        async with parts.store.transaction(read_only=True) as uow:
            said = await who_has_the_app(uow, parts)
        assert said.startswith("0 of 36 people have it in Teams, 1 removed it; ")
        await channel.stop()


async def test_who_had_the_app_before_is_reached_in_the_chat_that_graph_finds(
    database: str, service: ConnectorService
) -> None:
    demo = load_settings(None, database_url=database, demo=True, now=trust.NOW)
    async with house(demo) as parts, TestClient(TestServer(application(parts))) as client:
        await (await Office(client, parts).chat(trust.SARAH)).says("hello", serviceUrl=service.url)
        async with parts.store.transaction(read_only=True) as uow:
            colin, sarah = (uow.trust.by_email(email) for email in (trust.COLIN, trust.SARAH))
            assert colin is not None
            assert sarah is not None
            of_sarah = await uow.conversations.personal_reference(sarah.id)
        chats = KeptChats(parts.store, parts.clock, APP_ID, TENANT)
        for known in (str(colin.entra_id), str(sarah.entra_id), "nobody"):
            await chats.found(known, f"19:{known}@unq.gbl.spaces")
        service.sent.clear()
        channel = channel_of(parts)
        sending = await channel.messenger.deliver(colin.id, Notice("It is due.", "Due"))
        assert sending.is_sent
        [call] = service.sent
        assert f"19:{colin.entra_id}@unq.gbl.spaces" in unquote(call.path)
        async with parts.store.transaction(read_only=True) as uow:
            assert await uow.conversations.personal_reference(sarah.id) == of_sarah
        hello = await (await Office(client, parts).chat(trust.COLIN)).happens(
            type="installationUpdate", action="add", serviceUrl=service.url
        )
        assert "I'm Keystone" in hello.words
        async with parts.store.transaction(read_only=True) as uow:
            told = await uow.conversations.personal_reference(colin.id)
        assert told is not None
        assert told["conversation"]["id"] == f"a:{colin.entra_id}"
        await channel.stop()


async def test_who_adds_the_app_by_themselves_is_not_told_that_the_trust_did(
    database: str, service: ConnectorService
) -> None:
    demo = load_settings(None, database_url=database, demo=True, now=trust.NOW)
    async with house(demo) as parts, TestClient(TestServer(application(parts))) as client:
        colin = await Office(client, parts).chat(trust.COLIN)
        hello = await colin.happens(type="installationUpdate", action="add", serviceUrl=service.url)
        assert "I'm Keystone" in hello.words
        assert GIVEN not in hello.words


async def test_the_doctor_says_what_to_grant_and_how_many_have_the_app(
    database: str, graph: GraphSimulator
) -> None:
    settings = settings_for(graph)
    without = await doctor(database, settings)
    assert (
        "ok    app: 0 of 36 people have it in Teams; it is installed for nobody (not set: "
        "KEYSTONE_TEAMS_APP_ID)\n"
    ) in without
    settings["TEAMS_APP_ID"] = CATALOGUE_ID
    async with house(load_settings(None, database_url=database)) as parts:
        for user in list((await users_of(parts)).values())[:1]:
            graph.mailbox(user)
    graph.grants.discard(INSTALL)
    ill = await doctor(database, settings)
    [lacking] = [line for line in ill.splitlines() if f"Graph {INSTALL}" in line]
    assert lacking.startswith("FAULT ")
    assert f"-> grant the app {INSTALL} in Entra ID" in lacking
    assert "ok    app: 0 of 36 people have it in Teams; it is installed for those who have use for it" in ill
    assert all(box.apps == [] for box in graph.mailboxes.values())
    assert "Traceback" not in without + ill


async def test_the_command_line_sweeps_without_installing_anything_in_the_demonstration(
    database: str, graph: GraphSimulator
) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "sweep", "--now", trust.NOW),
        cwd=PROJECT,
        env={
            "PATH": os.environ["PATH"],
            "KEYSTONE_DEMO": "1",
            "KEYSTONE_DATABASE_URL": database,
            **{
                f"KEYSTONE_{name}": value
                for name, value in settings_for(graph).items()
                if name.startswith(("GRAPH", "MAIL"))
            },
            "KEYSTONE_TEAMS_APP_ID": CATALOGUE_ID,
        },
        stdout=asyncio.subprocess.PIPE,
    )
    out, _ = await asyncio.wait_for(process.communicate(), PATIENCE)
    assert "installations: nothing to do" in out.decode().splitlines()
    assert graph.asked == []

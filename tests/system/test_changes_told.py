"""Microsoft Graph tells the bot over HTTP that a calendar was changed, and the visit follows."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer, unused_port

from bot.change_notices import LARGEST_BODY, LONGEST_TOKEN
from bot.channel.channel import Channel, build_channel
from bot.doctor import Finding, examine
from bot.serving import application, delivering
from bot.settings import NOTICES_PATH, Settings, load_settings
from bot.wiring import House, bookings_of, house
from dialogs.messages import Place
from scheduling.sweep import sweep
from scheduling.timetable import CALENDARS, SUBSCRIPTIONS
from tests.channel.teams import Microsoft, served
from tests.dialogs.conversation import NOW, Conversation
from tests.graph.simulator import GraphSimulator
from tests.graph.subscriptions import TOKEN
from tests.scheduling.outbox_of_graph import letters_of
from tests.scheduling.post import PassingTime
from tests.system.test_mail_by_graph import SEND, settings_for
from tests.system.test_serving import PATIENCE
from tests.system.trust import DAVID, SARAH


@dataclass
class Bot:
    """The trust's own bot as it is served, at a standing clock, with mail and calendars by Graph."""

    parts: House
    channel: Channel
    client: TestClient[web.Request, web.Application]
    clock: PassingTime

    async def runs(self, *jobs: str) -> list[str]:
        return await sweep([job for job in self.parts.jobs if job.name in jobs], self.clock)

    async def posts(self, body: Any, **how: Any) -> tuple[int, str]:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"} | how.pop("headers", {})
        async with self.client.post(NOTICES_PATH, data=content, headers=headers, **how) as response:
            return response.status, await response.text()


def settings_of(database: str, graph: GraphSimulator, instead: Mapping[str, str]) -> Settings:
    chosen = {name.lower(): value for name, value in ({**settings_for(graph), **instead}).items()}
    return load_settings(None, database_url=database, **chosen)


@asynccontextmanager
async def serving(
    database: str, graph: GraphSimulator, instead: Mapping[str, str] | None = None
) -> AsyncIterator[Bot]:
    microsoft = Microsoft()
    async with served(microsoft):
        port = unused_port()
        settings = settings_of(
            database,
            graph,
            {
                "OPENID_METADATA_URL": f"{microsoft.url}/.well-known/openidconfiguration",
                "PUBLIC_URL": f"http://127.0.0.1:{port}",
                **(instead or {}),
            },
        )
        clock = PassingTime(NOW)
        async with house(settings, clock) as parts:
            channel = build_channel(
                settings,
                door=parts.desk,
                directory=parts.directory,
                references=parts.references,
                clock=clock,
                acquire_token=lambda: "bot-token",
            )
            server = TestServer(application(parts, channel), port=port)
            async with TestClient(server) as client:
                yield Bot(parts, channel, client, clock)


@pytest.fixture
async def bot(database: str, graph: GraphSimulator) -> AsyncIterator[Bot]:
    async with serving(database, graph) as one:
        yield one


async def booked(bot: Bot, graph: GraphSimulator) -> None:
    """David's visit to Oak Bank on 8 December stands in his calendar, and changes of it are told."""
    graph.mailbox(DAVID)
    david = (await bot.parts.store.trust()).by_email(DAVID)
    chat = Conversation(bot.parts.desk, bot.parts.store, david, Place.PERSONAL)
    await chat.says("book a visit to Oak Bank on 8 December")
    assert (await bookings_of(bot.parts).run_due()).booked == 1
    assert await bot.runs(SUBSCRIPTIONS, CALENDARS) == ["subscriptions: 1 begun", "calendars: nothing to do"]


def moved(graph: GraphSimulator, by: timedelta) -> None:
    calendar = graph.mailbox(DAVID).calendar
    [event] = calendar.events
    event.starts, event.ends = event.starts + by, event.ends + by
    calendar.touch(event)


async def days_of_oak_bank(bot: Bot) -> list[date]:
    async with bot.parts.store.transaction(read_only=True) as uow:
        [booking] = [
            each
            for some in (await uow.appointments.in_calendars()).values()
            for each in (await uow.appointments.of(list(some.values()))).values()
        ]
        visit = await uow.visits.get(booking.number)
    assert visit is not None
    return [visit.starts]


async def test_a_visit_that_its_partner_moves_in_outlook_moves_here_and_both_are_told(
    bot: Bot, graph: GraphSimulator
) -> None:
    await booked(bot, graph)
    sent: asyncio.Queue[None] = asyncio.Queue()
    graph.next(SEND, times=1_000, meanwhile=lambda: sent.put_nowait(None))
    async with delivering(bot.parts, bot.channel):
        moved(graph, timedelta(days=2))
        assert await graph.subscriptions.tell(times=3) == [202] * 3
        while {letter.address for letter in letters_of(graph)} < {DAVID, SARAH}:
            await asyncio.wait_for(sent.get(), PATIENCE)
    assert await days_of_oak_bank(bot) == [date(2026, 12, 10)]
    letters = {letter.address: letter for letter in letters_of(graph)}
    assert letters.keys() == {DAVID, SARAH}
    assert len(letters_of(graph)) == 2
    assert "is now on Thu 10 December 2026" in letters[SARAH].text


async def test_microsofts_question_whether_it_may_call_is_answered_with_its_own_words(bot: Bot) -> None:
    async with bot.client.post(NOTICES_PATH, params={"mark": "m", "validationToken": TOKEN}) as response:
        assert (response.status, response.content_type) == (200, "text/plain")
        assert await response.text() == TOKEN
    status, text = await bot.posts(b"", params={"validationToken": "t" * (LONGEST_TOKEN + 1)})
    assert (status, "ttt" in text) == (400, False)


NOT_OURS = {"subscriptionId": "0b2f8c11-0000-4000-8000-000000007e4a", "clientState": "guessed"}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff\xfe\x00", 400),
        (b"[" * 100_000, 400),
        ([], 400),
        ({}, 400),
        ({"value": {}}, 400),
        ({"value": ["text"]}, 400),
        ({"value": [{"subscriptionId": 7}]}, 400),
        ({"value": [{"subscriptionId": "x" * 129}]}, 400),
        ({"value": [{"clientState": ["x"]}]}, 400),
        (b" " * (LARGEST_BODY + 1), 413),
        ({"value": []}, 202),
        ({"value": [None, {}]}, 202),
        ({"value": [NOT_OURS]}, 202),
        ({"value": [NOT_OURS | {"clientState": "\ud800", "tenantId": "\x00"}]}, 202),
    ],
)
async def test_whatever_is_sent_is_answered_without_a_word_of_what_is_known(
    bot: Bot, graph: GraphSimulator, body: Any, status: int
) -> None:
    answered, text = await bot.posts(body)
    assert answered == status
    assert (text == "") is (status == 202)
    assert bot.parts.notices is not None
    await bot.parts.notices.act()
    assert graph.asked == []


async def test_a_body_of_unknown_length_is_read_no_further_than_it_may_be(bot: Bot) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(64):
            yield b" " * 64 * 1024

    async with bot.client.post(
        NOTICES_PATH, data=endless(), headers={"Content-Type": "application/json"}
    ) as response:
        assert response.status == 413


async def test_it_takes_json_that_is_posted_and_nothing_else(bot: Bot) -> None:
    assert (await bot.posts({"value": []}, headers={"Content-Type": "text/plain"}))[0] == 415
    async with bot.client.get(NOTICES_PATH, params={"validationToken": "t"}) as response:
        assert response.status == 405


async def test_notices_with_another_secret_or_of_another_tenant_do_nothing(
    bot: Bot, graph: GraphSimulator, caplog: pytest.LogCaptureFixture
) -> None:
    await booked(bot, graph)
    moved(graph, timedelta(days=2))
    graph.asked.clear()
    with caplog.at_level(logging.INFO):
        assert await graph.subscriptions.tell(clientState="guessed") == [202]
        moved(graph, timedelta(days=1))
        assert await graph.subscriptions.tell(tenantId="5e5b1c7d-0000-4000-8000-00000000c11e") == [202]
        assert bot.parts.notices is not None
        await bot.parts.notices.act()
    assert graph.asked == []
    assert "guessed" not in caplog.text
    assert await days_of_oak_bank(bot) == [date(2026, 12, 8)]
    assert await bot.runs(CALENDARS) == ["calendars: 1 followed"]


async def test_without_a_public_address_there_is_no_such_route_and_nothing_is_subscribed_to(
    database: str, graph: GraphSimulator
) -> None:
    async with serving(database, graph, {"PUBLIC_URL": ""}) as bot:
        graph.mailbox(DAVID)
        assert (await bot.posts({"value": []}))[0] == 404
        assert await bot.runs(SUBSCRIPTIONS) == ["subscriptions: nothing to do"]
    assert graph.asked == []


def about_notices(findings: list[Finding]) -> str:
    return "\n".join(str(each) for each in findings if each.about == "Graph notices")


async def test_the_doctor_says_until_when_changes_are_told_and_what_is_amiss(
    database: str, graph: GraphSimulator
) -> None:
    async with serving(database, graph) as bot:
        settings = bot.parts.settings
        assert about_notices(await examine(settings)) == (
            "ok    Graph notices: on; no calendar holds anything of ours yet"
        )
        await booked(bot, graph)
        # The doctor goes by the machine's clock, which may show any day.
        graph.subscriptions.standing[DAVID].ends_at = datetime(2999, 12, 1, 9, tzinfo=UTC)
        assert about_notices(await examine(settings)) == (
            "ok    Graph notices: on for 1 calendar, the first until 1 December 2999 at 09:00, and renewed "
            "before"
        )
        graph.subscriptions.remove(DAVID)
        assert about_notices(await examine(settings)) == (
            "ok    Graph notices: none yet for 1 calendar; asked for within the hour while python -m bot "
            "serve runs"
        )
    # Nobody answers at that address any more.
    async with house(settings, PassingTime(NOW + timedelta(hours=1))) as parts:
        [job] = [job for job in parts.jobs if job.name == SUBSCRIPTIONS]
        assert await sweep([job], parts.clock) == ["subscriptions: 1 refused"]
    refused = about_notices(await examine(settings))
    assert refused.startswith(
        "FAULT Graph notices: refused for 1 calendar: Microsoft's first call to KEYSTONE_PUBLIC_URL was not "
        "answered as it must be; calendars are looked at every five minutes of the day meanwhile -> see that "
        f"{settings.notices_url} can be called from the internet"
    )
    graph.next("GET subscriptions", status=503)
    assert "could not be asked: Microsoft Graph answered 503" in about_notices(await examine(settings))
    off = settings_of(database, graph, {})
    assert "off, as KEYSTONE_PUBLIC_URL is not set" in about_notices(await examine(off))
    alone = settings_of(database, graph, {"PUBLIC_URL": "https://keystone.trust.example", "MAIL_FROM": ""})
    assert "but Microsoft Graph is not set up" in about_notices(await examine(alone))


async def test_whatever_becomes_of_subscriptions_the_bot_is_ready(bot: Bot, graph: GraphSimulator) -> None:
    await booked(bot, graph)
    graph.next("GET subscriptions", status=503, times=5)
    for _ in range(5):
        bot.clock.passes(hours=1)
        assert await bot.runs(SUBSCRIPTIONS) == ["subscriptions: could not be asked for"]
    async with bot.client.get("/readyz") as response:
        standing = {job["job"]: job for job in (await response.json())["jobs"]}
    assert standing[SUBSCRIPTIONS]["late"] is False

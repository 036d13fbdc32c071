"""Clients of the chat service are built once and kept; that is most of what makes a turn quick."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack

import pytest
from botframework.connector.aio import ConnectorClient

from bot.channel.connector import MOST_AT_ONCE, TOKEN_ASKED_AGAIN_AFTER, BotToken, KeptConnectors, make_client
from bot.channel.retrying import CallFailed
from strategy.ports import Notice
from tests.channel.desk import KnownPeople
from tests.channel.teams import ANN, ConnectorService, activity, running, served


class CountingMaker:
    """Builds real clients, and counts them."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self._make = make_client(BotToken(None))

    def __call__(self, service_url: str, audience: str) -> ConnectorClient:
        self.made.append(service_url)
        return self._make(service_url, audience)


async def test_many_turns_of_one_service_url_build_one_client(service: ConnectorService) -> None:
    maker = CountingMaker()
    async with running(make=maker) as bot:
        for number in range(20):
            await bot.ask(activity(service.url, id=str(number)))
            await bot.post(activity(service.url, id=f"sent-{number}", deliveryMode=None))
        await bot.channel.messenger.send(ANN.id, [])
        assert len(service.sent) == 20
    assert maker.made == [service.url]


async def test_the_connections_of_twenty_messages_at_once_are_kept(
    service: ConnectorService, caplog: pytest.LogCaptureFixture
) -> None:
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(MOST_AT_ONCE))
    async with running() as bot:
        await bot.ask(activity(service.url))
        service.together = 20
        news = Notice("A report is due.", "A report is due")
        with caplog.at_level(logging.DEBUG):
            sent = await asyncio.gather(*(bot.channel.messenger.deliver(ANN.id, news) for _ in range(20)))
            sent += await asyncio.gather(*(bot.channel.messenger.deliver(ANN.id, news) for _ in range(20)))
    assert all(each.is_sent for each in sent)
    assert "discarding connection" not in caplog.text
    assert caplog.text.count("Starting new HTTP connection") <= 20


async def test_three_playgrounds_on_one_bot_are_each_answered_where_they_are() -> None:
    maker = CountingMaker()
    playgrounds = [ConnectorService(), ConnectorService(), ConnectorService()]
    async with AsyncExitStack() as stack:
        for playground in playgrounds:
            await stack.enter_async_context(served(playground))
        bot = await stack.enter_async_context(running(make=maker, directory=KnownPeople(ANN)))
        asked = []
        for number in range(9):
            there = {"id": f"a:{number % 3}", "conversationType": "personal"}
            url = playgrounds[number % 3].url
            asked.append(
                bot.post(
                    activity(url, id=str(number), text=str(number), conversation=there, deliveryMode=None)
                )
            )
        await asyncio.gather(*asked)
    assert [sorted(one.texts) for one in playgrounds] == [["0", "3", "6"], ["1", "4", "7"], ["2", "5", "8"]]
    assert sorted(maker.made) == sorted(one.url for one in playgrounds)


async def test_the_least_lately_used_client_goes_when_there_are_too_many() -> None:
    maker = CountingMaker()
    kept = KeptConnectors(maker, most=2)
    for url in ("http://a", "http://b", "http://a", "http://c", "http://a", "http://b"):
        await kept.create(url)
    await kept.close()
    assert maker.made == ["http://a", "http://b", "http://c", "http://b"]


class Login:
    """Gives out tokens, and counts them; `refuse` makes it fail."""

    def __init__(self) -> None:
        self.given = 0
        self.refuse: Callable[[], Exception] | None = None

    def __call__(self) -> str:
        if self.refuse:
            raise self.refuse()
        self.given += 1
        return f"token-{self.given}"


async def test_a_token_is_asked_for_once_while_it_is_good() -> None:
    now = [0.0]
    login = Login()
    token = BotToken(login, monotonic=lambda: now[0])
    await asyncio.gather(*(token.prepare() for _ in range(5)))
    assert login.given == 1
    now[0] = TOKEN_ASKED_AGAIN_AFTER
    await token.prepare()
    assert token.signed_session().headers["Authorization"] == "Bearer token-2"


@pytest.mark.parametrize("failure", [PermissionError, ConnectionError, ValueError])
async def test_a_token_that_is_not_given_out_is_a_call_that_failed(failure: type[Exception]) -> None:
    login = Login()
    login.refuse = failure
    with pytest.raises(CallFailed):
        await BotToken(login).prepare()

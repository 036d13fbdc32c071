"""Who speaks: by the Entra id that Teams gives, bound once by the sign-in name."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.channel.speaker import FAILURE_REMEMBERED_FOR, REMEMBERED_FOR
from tests.channel.desk import KnownPeople
from tests.channel.teams import ANN, ANN_ID, Bot, ConnectorService, activity, running

UNBOUND = replace(ANN, entra_id=None)
MEMBER = {
    "id": "29:ann",
    "name": "Ann Lee",
    "objectId": ANN_ID,
    "email": "other@oakbank.example",
    "userPrincipalName": "Ann.Lee@OakBank.example",
    "tenantId": "t",
}


async def test_somebody_known_is_not_asked_for(bot: Bot, service: ConnectorService) -> None:
    await bot.ask(activity(service.url))
    assert bot.door.received[0].speaker == ANN
    assert service.asked_for == []


async def test_the_id_is_compared_in_lower_case(bot: Bot) -> None:
    shouting: Any = {"from": {"id": "29:ann", "aadObjectId": ANN_ID.upper()}}
    await bot.ask(activity(**shouting))
    assert bot.door.received[0].speaker == ANN


async def test_somebody_unknown_is_bound_by_their_sign_in_name(service: ConnectorService) -> None:
    service.members["29:ann"] = MEMBER
    async with running(directory=KnownPeople(UNBOUND)) as bot:
        await bot.ask(activity(service.url))
        assert bot.directory.bound == [(ANN_ID, "ann.lee@oakbank.example")]
        assert bot.door.received[0].speaker == UNBOUND


async def test_a_stranger_is_asked_for_once_in_some_hours(service: ConnectorService) -> None:
    service.members["29:ann"] = MEMBER
    async with running(directory=KnownPeople()) as bot:
        for _ in range(3):
            await bot.ask(activity(service.url))
        assert [incoming.speaker for incoming in bot.door.received] == [None, None, None]
        assert service.asked_for == ["29:ann"]
        bot.clock.at += REMEMBERED_FOR
        await bot.ask(activity(service.url))
        assert service.asked_for == ["29:ann", "29:ann"]


async def test_somebody_imported_a_minute_ago_is_known_at_once(service: ConnectorService) -> None:
    service.members["29:ann"] = MEMBER
    async with running(directory=KnownPeople()) as bot:
        await bot.ask(activity(service.url))
        bot.directory.people.append(UNBOUND)
        bot.clock.at += timedelta(minutes=1)
        await bot.ask(activity(service.url))
        assert [incoming.speaker for incoming in bot.door.received] == [None, UNBOUND]
        assert len(service.asked_for) == 1


async def test_a_failure_is_remembered_for_a_shorter_time(service: ConnectorService) -> None:
    async with running(directory=KnownPeople(UNBOUND)) as bot:
        for _ in range(2):
            await bot.ask(activity(service.url))
        assert len(service.asked_for) == 1
        service.members["29:ann"] = MEMBER
        bot.clock.at += FAILURE_REMEMBERED_FOR
        await bot.ask(activity(service.url))
        assert bot.door.received[-1].speaker == UNBOUND


@pytest.mark.parametrize(
    "member",
    [
        {**MEMBER, "objectId": "bbbbbbbb-0000-4000-8000-000000000002"},
        {**MEMBER, "objectId": None},
        {**MEMBER, "userPrincipalName": None},
        {**MEMBER, "userPrincipalName": ["x"]},
        {**MEMBER, "userPrincipalName": " "},
        [],
        "a string",
    ],
)
async def test_an_answer_that_is_about_somebody_else_or_nobody_binds_nobody(
    service: ConnectorService, member: Any
) -> None:
    service.members["29:ann"] = member
    async with running(directory=KnownPeople(UNBOUND)) as bot:
        await bot.ask(activity(service.url))
        assert (bot.door.received[0].speaker, bot.directory.bound) == (None, [])


async def test_a_sender_without_an_entra_id_is_nobody_whatever_name_they_go_by(
    service: ConnectorService,
) -> None:
    async with running(directory=KnownPeople(ANN)) as bot:
        await bot.ask(activity(service.url, **{"from": {"id": "29:guest", "name": "Ann Lee"}}))
        assert bot.door.received[0].speaker is None
        assert service.asked_for == []


async def test_a_chat_service_that_cannot_be_reached_leaves_the_sender_unknown() -> None:
    async with running(directory=KnownPeople(UNBOUND)) as bot:
        await bot.ask(activity("http://127.0.0.1:9/"))
        assert bot.door.received[0].speaker is None

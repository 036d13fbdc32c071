"""What the bot sends of its own accord, and what it sends to the asker alone."""

from __future__ import annotations

from typing import Any

import pytest

from bot.channel.messenger import Outcome
from dialogs.messages import Incoming, Message, Reply
from tests.channel.desk import EchoDoor, KnownPeople, said
from tests.channel.teams import ANN, APP_ID, TENANT, Bot, ConnectorService, activity, group, running

NEWS = Message(text="A report is due tomorrow.", summary="A report is due", suggestions=("what do I owe",))


async def reachable(bot: Bot, service: ConnectorService, **changes: Any) -> None:
    """Have Ann say something in her own chat, so that the bot knows how to reach her."""
    await bot.ask(activity(service.url, **changes))


async def test_somebody_who_has_spoken_can_be_reached_again(bot: Bot, service: ConnectorService) -> None:
    await reachable(bot, service)
    sending = await bot.channel.messenger.send(ANN.id, [NEWS])
    assert sending.is_sent
    (call,) = service.sent
    assert call.path == "/v3/conversations/a:ann/activities"
    assert (call.body["text"], call.body["summary"]) == ("A report is due tomorrow.", "A report is due")
    assert (call.body["recipient"]["id"], call.body["from"]["id"]) == ("29:ann", f"28:{APP_ID}")
    assert call.body["suggestedActions"]["to"] == ["29:ann"]
    assert "replyToId" not in call.body


async def test_an_installation_is_enough_to_be_reached(bot: Bot, service: ConnectorService) -> None:
    await reachable(bot, service, type="installationUpdate", action="add", text=None)
    assert (await bot.channel.messenger.send(ANN.id, [NEWS])).is_sent


async def test_somebody_without_a_chat_is_unreachable(bot: Bot) -> None:
    sending = await bot.channel.messenger.send(ANN.id, [NEWS])
    assert (sending.outcome, sending.why) == (Outcome.UNREACHABLE, "has no chat with the bot")


async def test_a_reference_is_written_when_it_changes_and_not_on_every_turn(
    bot: Bot, service: ConnectorService
) -> None:
    await reachable(bot, service)
    await reachable(bot, service, id="2", text="help")
    await reachable(bot, service, id="3", **{"from": {"id": "29:ann", "aadObjectId": ANN.entra_id}})
    assert bot.references.kept == 1
    await reachable(bot, service, serviceUrl=service.url + "/moved/")
    assert bot.references.kept == 2


async def test_an_arrival_is_kept_even_if_another_process_has_forgotten_the_chat(
    bot: Bot, service: ConnectorService
) -> None:
    await reachable(bot, service)
    await bot.references.forget("a:ann")
    await reachable(bot, service, type="installationUpdate", action="add", text=None)
    assert (await bot.channel.messenger.send(ANN.id, [NEWS])).is_sent


async def test_a_group_is_not_where_somebody_is_reached(bot: Bot, service: ConnectorService) -> None:
    await reachable(bot, service, conversation=group())
    assert bot.references.kept == 0


@pytest.mark.parametrize(
    "event",
    [
        {"type": "installationUpdate", "action": "remove"},
        {"type": "conversationUpdate", "membersRemoved": [{"id": f"28:{APP_ID}"}]},
    ],
)
async def test_a_removed_app_is_forgotten_and_kept_again_when_it_comes_back(
    bot: Bot, service: ConnectorService, event: dict[str, Any]
) -> None:
    await reachable(bot, service)
    await reachable(bot, service, text=None, **event)
    assert (await bot.channel.messenger.send(ANN.id, [NEWS])).outcome is Outcome.UNREACHABLE
    await reachable(bot, service)
    assert (await bot.channel.messenger.send(ANN.id, [NEWS])).is_sent


async def test_a_throttled_message_is_sent_again_after_the_time_asked_for(
    bot: Bot, service: ConnectorService
) -> None:
    await reachable(bot, service)
    service.statuses.extend([(429, {"Retry-After": "3"}), (502, {}), (504, {})])
    assert (await bot.channel.messenger.send(ANN.id, [NEWS])).is_sent
    assert len(service.sent) == 4
    assert bot.pauses == [3.25, 0.75, 1.5]


async def test_a_gateway_that_answers_with_a_page_is_understood_by_its_status(
    bot: Bot, service: ConnectorService
) -> None:
    await reachable(bot, service)
    service.statuses.extend([(502, {"Content-Type": "text/html"}), (200, {"Content-Type": "text/plain"})])
    assert (await bot.channel.messenger.send(ANN.id, [NEWS])).is_sent
    service.statuses.append((403, {"Content-Type": "text/html"}))
    assert (await bot.channel.messenger.send(ANN.id, [NEWS])).outcome is Outcome.UNREACHABLE


async def test_patience_has_an_end(bot: Bot, service: ConnectorService) -> None:
    await reachable(bot, service)
    service.statuses.extend([(429, {})] * 9)
    sending = await bot.channel.messenger.send(ANN.id, [NEWS])
    assert sending.outcome is Outcome.FAILED
    assert len(service.sent) == 4


async def test_a_wait_that_is_too_long_is_left_to_whoever_tries_again_later(
    bot: Bot, service: ConnectorService
) -> None:
    await reachable(bot, service)
    service.statuses.append((429, {"Retry-After": "3600"}))
    assert (await bot.channel.messenger.send(ANN.id, [NEWS])).outcome is Outcome.FAILED
    assert bot.pauses == []


@pytest.mark.parametrize("status", [403, 404])
async def test_a_blocked_bot_is_unreachable_and_does_not_insist(
    bot: Bot, service: ConnectorService, status: int
) -> None:
    await reachable(bot, service)
    service.statuses.append((status, {}))
    sending = await bot.channel.messenger.send(ANN.id, [NEWS])
    assert (sending.outcome, len(service.sent)) == (Outcome.UNREACHABLE, 1)
    assert str(status) in sending.why


@pytest.mark.parametrize("status", [400, 401, 500, 503])
async def test_other_failures_are_not_repeated_and_may_pass(
    bot: Bot, service: ConnectorService, status: int
) -> None:
    await reachable(bot, service)
    service.statuses.append((status, {"Retry-After": "1"}))
    assert (await bot.channel.messenger.send(ANN.id, [NEWS])).outcome is Outcome.FAILED
    assert len(service.sent) == 1


async def test_a_service_that_does_not_answer_fails_for_now(bot: Bot) -> None:
    await bot.ask(activity("http://127.0.0.1:9/"))
    assert (await bot.channel.messenger.send(ANN.id, [NEWS])).outcome is Outcome.FAILED


async def test_a_reply_that_cannot_be_sent_does_not_make_teams_send_the_question_again(
    bot: Bot, service: ConnectorService
) -> None:
    service.statuses.append((403, {}))
    assert await bot.post(activity(service.url, deliveryMode=None)) == (200, None)


def in_private(incoming: Incoming) -> Reply:
    private = said("Marlow's report is late.").messages
    return Reply(said("I have answered in our own chat.").messages, privately=private)


async def test_a_private_answer_goes_to_the_askers_own_chat(service: ConnectorService) -> None:
    async with running(door=EchoDoor(in_private)) as bot:
        await reachable(bot, service)
        service.sent.clear()
        replies = await bot.ask(activity(service.url, conversation=group()))
    assert [one["text"] for one in replies] == ["I have answered in our own chat."]
    assert [(call.path, call.body["text"]) for call in service.sent] == [
        ("/v3/conversations/a:ann/activities", "Marlow's report is late.")
    ]


async def test_a_chat_is_opened_for_a_private_answer_where_there_is_none(service: ConnectorService) -> None:
    async with running(door=EchoDoor(in_private)) as bot:
        await bot.ask(activity(service.url, conversation=group()))
        opening, call = service.sent
        assert opening.path == "/v3/conversations"
        assert opening.body["members"] == [{"id": "29:ann", "name": "Ann Lee", "aadObjectId": ANN.entra_id}]
        assert opening.body["isGroup"] is False
        assert opening.body["channelData"] == {"tenant": {"id": TENANT}}
        assert call.path == "/v3/conversations/a:opened/activities"
        assert call.body["text"] == "Marlow's report is late."
        assert (await bot.channel.messenger.send(ANN.id, [NEWS])).is_sent
        assert len(service.sent) == 3


async def test_a_private_answer_that_cannot_be_given_privately_is_not_given(
    service: ConnectorService,
) -> None:
    service.statuses.append((403, {}))
    async with running(door=EchoDoor(in_private)) as bot:
        (reply,) = await bot.ask(activity(service.url, conversation=group("channel")))
    assert reply["text"] == "Please ask me that in our own chat: it is for you alone."
    assert service.texts == []


async def test_a_stranger_in_a_group_gets_nothing_privately(service: ConnectorService) -> None:
    async with running(door=EchoDoor(in_private), directory=KnownPeople()) as bot:
        (reply,) = await bot.ask(activity(service.url, conversation=group()))
    assert "Please ask me that in our own chat" in reply["text"]
    assert service.sent == []


async def test_in_a_personal_chat_a_private_answer_is_an_answer(service: ConnectorService) -> None:
    async with running(door=EchoDoor(in_private)) as bot:
        replies = await bot.ask(activity(service.url))
    assert [one["text"] for one in replies] == [
        "I have answered in our own chat.",
        "Marlow's report is late.",
    ]

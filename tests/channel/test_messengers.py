"""What every messenger of the outbox keeps to: the one over Teams, and the one in memory of other tests."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Protocol

import pytest

from strategy.ports import Messenger, Notice, Outcome, Sending
from tests.channel.teams import ANN, Bot, ConnectorService, activity
from tests.scheduling.post import DOWN, GONE, RememberingMessenger

CARD = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": "Due tomorrow"}]}
NOTICE = Notice("A report is due tomorrow.", "A report is due", CARD)
NOBODY = 99


class Reached(Protocol):
    """A messenger that can reach Ann, and the other side of it."""

    messenger: Messenger

    @property
    def tries(self) -> int:
        """How many messages it has been asked to take."""
        ...

    def shown(self) -> list[Notice]:
        """What Ann has been shown."""
        ...

    def will_answer(self, status: int, retry_after: str | None = None) -> None:
        """Have it answer the next message so."""
        ...


class OverTeams:
    def __init__(self, bot: Bot, service: ConnectorService) -> None:
        self.messenger: Messenger = bot.channel.messenger
        self.pauses = bot.pauses
        self._service = service

    @property
    def tries(self) -> int:
        return len(self._service.sent)

    def shown(self) -> list[Notice]:
        shown = []
        for call in self._service.sent:
            [attached] = call.body.get("attachments") or [{"content": None}]
            shown.append(Notice(call.body["text"], call.body["summary"], attached["content"]))
        return shown

    def will_answer(self, status: int, retry_after: str | None = None) -> None:
        headers = {} if retry_after is None else {"Retry-After": retry_after}
        self._service.statuses.append((status, headers))


class InMemory:
    def __init__(self) -> None:
        self._remembering = RememberingMessenger(chats={ANN.id})
        self.messenger: Messenger = self._remembering

    @property
    def tries(self) -> int:
        return self._remembering.tries

    def shown(self) -> list[Notice]:
        return [notice for _, notice in self._remembering.sent]

    def will_answer(self, status: int, retry_after: str | None = None) -> None:
        wait = None if retry_after is None else float(retry_after)
        outcome = Outcome.UNREACHABLE if status in (403, 404) else Outcome.FAILED
        self._remembering.answers[ANN.id].append(
            Sending(outcome, f"the chat service answered {status}", wait)
        )


@pytest.fixture
async def over_teams(bot: Bot, service: ConnectorService) -> OverTeams:
    await bot.ask(activity(service.url))
    return OverTeams(bot, service)


@pytest.fixture(params=["over_teams", "in_memory"])
async def reached(
    request: pytest.FixtureRequest, bot: Bot, service: ConnectorService
) -> AsyncIterator[Reached]:
    if request.param == "in_memory":
        yield InMemory()
        return
    await bot.ask(activity(service.url))
    yield OverTeams(bot, service)


async def test_a_message_arrives_with_its_words_its_toast_and_its_card(reached: Reached) -> None:
    assert await reached.messenger.deliver(ANN.id, NOTICE) == Sending(Outcome.SENT)
    assert reached.shown() == [NOTICE]


async def test_a_message_needs_no_card(reached: Reached) -> None:
    plain = Notice("A report is due tomorrow.", "A report is due")
    assert (await reached.messenger.deliver(ANN.id, plain)).is_sent
    assert reached.shown() == [plain]


async def test_somebody_without_a_chat_is_unreachable(reached: Reached) -> None:
    assert await reached.messenger.deliver(NOBODY, NOTICE) == GONE


@pytest.mark.parametrize("status", [403, 404])
async def test_a_bot_that_was_removed_or_blocked_cannot_reach_them(reached: Reached, status: int) -> None:
    reached.will_answer(status)
    sending = await reached.messenger.deliver(ANN.id, NOTICE)
    assert (sending.outcome, sending.why) == (Outcome.UNREACHABLE, f"the chat service answered {status}")


@pytest.mark.parametrize("status", [412, 429, 500, 502, 503, 504])
async def test_a_failure_that_may_pass_is_left_to_whoever_tries_again(reached: Reached, status: int) -> None:
    reached.will_answer(status)
    assert await reached.messenger.deliver(ANN.id, NOTICE) == Sending(
        Outcome.FAILED, DOWN.why.replace("500", str(status))
    )
    assert reached.tries == 1
    assert (await reached.messenger.deliver(ANN.id, NOTICE)).is_sent


@pytest.mark.parametrize("status", [412, 429, 502, 503, 504])
async def test_how_long_to_leave_them_alone_is_passed_on(reached: Reached, status: int) -> None:
    reached.will_answer(status, retry_after="7")
    sending = await reached.messenger.deliver(ANN.id, NOTICE)
    assert (sending.outcome, sending.retry_after) == (Outcome.FAILED, 7.0)


@pytest.mark.parametrize(
    ("status", "code", "why"),
    [
        (404, "ConversationNotFound", "the chat is not there any more"),
        (403, "ConversationBlockedByUser", "has blocked the bot"),
        (403, "MessageWritesBlocked", "has blocked the bot"),
        (403, "BotNotInConversationRoster", "has removed the app"),
        (403, "BotDisabledByAdmin", "the app is switched off for them"),
        (400, "ConversationNotFound", "the chat is not there any more"),
    ],
)
async def test_teams_own_word_for_it_says_why_somebody_cannot_be_reached(
    over_teams: OverTeams, service: ConnectorService, status: int, code: str, why: str
) -> None:
    service.code = code
    over_teams.will_answer(status)
    sending = await over_teams.messenger.deliver(ANN.id, NOTICE)
    assert sending == Sending(Outcome.UNREACHABLE, f"{why} (the chat service answered {status})")


async def test_a_service_that_is_not_there_is_a_failure_that_may_pass(bot: Bot) -> None:
    await bot.ask(activity("http://127.0.0.1:9/"))
    sending = await bot.channel.messenger.deliver(ANN.id, NOTICE)
    assert (sending.outcome, sending.why) == (Outcome.FAILED, "the chat service could not be reached")


async def test_what_is_delivered_is_not_repeated_while_answers_to_people_are(
    over_teams: OverTeams, service: ConnectorService
) -> None:
    service.statuses.extend([(429, {"Retry-After": "1"})] * 3)
    assert not (await over_teams.messenger.deliver(ANN.id, NOTICE)).is_sent
    assert over_teams.pauses == []

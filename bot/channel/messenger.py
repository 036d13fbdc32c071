"""Messages that the bot sends of its own accord, to somebody's own chat with it."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Mapping, Sequence
from typing import Any

from botbuilder.core import TurnContext
from botbuilder.schema import ConversationReference

from bot.channel.activities import activities_for
from bot.channel.adapter import Adapter, reference_of
from bot.channel.delivery import Delivery
from bot.channel.ports import References
from bot.channel.retrying import CallFailed
from dialogs.messages import Message
from strategy.ports import Notice, Outcome, Sending

__all__ = ["Messenger", "Outcome", "Sending"]

log = logging.getLogger(__name__)


class Messenger:
    """Reaches people in their own chats, and keeps how to. The port `Messenger` too, with `deliver`."""

    def __init__(self, adapter: Adapter, references: References, once: Adapter) -> None:
        """`adapter` tries again by itself, for those who wait for an answer; `once` does not."""
        self._adapter = adapter
        self._once = once
        self._references = references
        self._kept: dict[int, Mapping[str, Any]] = {}

    async def send(self, person_id: int, messages: Sequence[Message]) -> Sending:
        """Send messages to somebody's own chat with the bot."""
        return await self._reach(person_id, messages, self._adapter)

    async def deliver(self, person: int, notice: Notice) -> Sending:
        """Send one message to somebody's own chat, once: whoever calls tries again later."""
        message = Message(text=notice.text, summary=notice.summary, card=notice.card)
        return await self._reach(person, [message], self._once)

    async def send_privately(
        self, delivery: Delivery, person_id: int, messages: Sequence[Message]
    ) -> Sending:
        """Send to the asker's own chat what was asked in front of others; open that chat if need be."""
        sending = await self.send(person_id, messages)
        if sending.outcome is not Outcome.UNREACHABLE or not delivery.service_url:
            return sending
        return await self._outcome(person_id, self._open_and_say(delivery, person_id, messages))

    async def remember(self, delivery: Delivery, person_id: int) -> None:
        """Keep how to reach this personal chat, where it is new or has changed.

        An arrival is always kept: another process may have forgotten the chat when the app was removed.
        """
        if delivery.arrives:
            self._kept.pop(person_id, None)
        if delivery.service_url:
            await self._keep(person_id, delivery.conversation, reference_of(delivery))

    async def forget(self, conversation_id: str) -> None:
        """The app was removed from a conversation: it cannot be reached there any more."""
        for person_id, reference in list(self._kept.items()):
            if reference["conversation"]["id"] == conversation_id:
                del self._kept[person_id]
        await self._references.forget(conversation_id)

    async def _keep(self, person_id: int, conversation_id: str, reference: Mapping[str, Any]) -> None:
        if self._kept.get(person_id) != reference:
            await self._references.keep(person_id, conversation_id, reference)
            self._kept[person_id] = reference

    async def _reach(self, person_id: int, messages: Sequence[Message], by: Adapter) -> Sending:
        stored = await self._references.personal(person_id)
        if stored is None:
            return Sending(Outcome.UNREACHABLE, "has no chat with the bot")
        return await self._outcome(person_id, self._say(stored, messages, by))

    async def _say(self, stored: Mapping[str, Any], messages: Sequence[Message], by: Adapter) -> None:
        reference: Any = ConversationReference.deserialize(dict(stored))  # type: ignore[no-untyped-call]
        activities = activities_for(messages, personal=True, to=reference.user.id)

        async def logic(context: TurnContext) -> None:
            context.activity.id = None  # the SDK makes one up, and would reply to it
            await context.send_activities(activities)

        await by.reach(reference, logic)

    async def _open_and_say(self, delivery: Delivery, person_id: int, messages: Sequence[Message]) -> None:
        opened = await self._adapter.open_chat(delivery)
        await self._say(reference_of(opened), messages, self._adapter)
        await self.remember(opened, person_id)

    async def _outcome(self, person_id: int, sending: Awaitable[None]) -> Sending:
        try:
            await sending
        except CallFailed as failure:
            outcome = Outcome.UNREACHABLE if failure.is_for_good else Outcome.FAILED
            log.info("A message for person %d was not sent: %s", person_id, failure)
            return Sending(outcome, str(failure), failure.retry_after)
        return Sending(Outcome.SENT)

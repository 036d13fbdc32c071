"""The Bot Framework adapter: the SDK's base adapter with kept clients, patience, and our own reading.

`CloudAdapterBase.process_activity` is sound; the SDK's own aiohttp integration around it is not (it
serialises an answer in the body twice), so the route is ours.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, cast

from botbuilder.core import TurnContext
from botbuilder.core.cloud_adapter_base import CloudAdapterBase
from botbuilder.schema import (
    Activity,
    ActivityTypes,
    ChannelAccount,
    ConversationAccount,
    ConversationParameters,
    ConversationReference,
    ResourceResponse,
)
from botframework.connector.aio import ConnectorClient

from bot.channel.connector import BotToken, KeptAuthentication, KeptConnectors
from bot.channel.delivery import Account, Delivery
from bot.channel.retrying import Patience, persist
from dialogs.messages import Place

Logic = Callable[[TurnContext], Awaitable[None]]


class Adapter(CloudAdapterBase):
    """Runs turns, and reaches conversations that already exist."""

    def __init__(self, app_id: str, token: BotToken, connectors: KeptConnectors, patience: Patience) -> None:
        self._kept = KeptAuthentication(connectors)
        super().__init__(self._kept)
        self._app_id = app_id
        self._token = token
        self._connectors = connectors
        self._patience = patience

    async def run(self, delivery: Delivery, logic: Logic) -> dict[str, Any]:
        """Run one turn; where replies are expected in the answer's body, that body comes back."""
        activity = activity_of(delivery)
        response = await self.process_activity(self._kept.admitted(self._app_id), activity, logic)
        return dict(response.body) if delivery.expects_replies and response is not None else {}

    async def reach(self, reference: ConversationReference, logic: Logic) -> None:
        """Run a turn of the bot's own in a conversation it knows. Raises CallFailed."""
        await self.continue_conversation(reference, logic, self._app_id)

    async def open_chat(self, delivery: Delivery) -> Delivery:
        """Open the sender's own chat with the bot, and give back the delivery as if it had come from there.

        Raises CallFailed.
        """
        parameters = ConversationParameters(
            is_group=False,
            bot=_channel_account(delivery.bot),
            members=[_channel_account(delivery.sender)],
            tenant_id=delivery.tenant,
            channel_data={"tenant": {"id": delivery.tenant}},
        )
        client = await self.client(delivery.service_url)
        opened = await persist(partial(_create_conversation, client, parameters), self._patience)
        return replace(
            delivery, id=None, conversation=opened.id, conversation_type="personal", place=Place.PERSONAL
        )

    async def client(self, service_url: str) -> ConnectorClient:
        """The kept client for a service URL, with a token that is good for the next call."""
        await self._token.prepare()
        return await self._connectors.create(service_url)

    async def send_activities(
        self, context: TurnContext, activities: Sequence[Activity]
    ) -> list[ResourceResponse]:
        """Send each in order, with patience. Raises CallFailed at the first that cannot be sent."""
        sent: list[ResourceResponse] = []
        for activity in activities:
            if activity.type != ActivityTypes.invoke_response:
                await self._token.prepare()
            sent.extend(await persist(partial(self._send_one, context, activity), self._patience))
        return sent

    async def update_activity(self, context: TurnContext, activity: Activity) -> ResourceResponse | None:
        """Put a message in the place of one that was sent before, in one try. Raises CallFailed."""
        await self._token.prepare()
        updating = partial(super().update_activity, context, activity)
        return await persist(updating, Patience(attempts=1))

    async def _send_one(self, context: TurnContext, activity: Activity) -> list[ResourceResponse]:
        return await super().send_activities(context, [activity])


def activity_of(delivery: Delivery) -> Activity:
    """The SDK's picture of a delivery: what it needs to answer it, and no more."""
    # The SDK's types say `str` where it means `str | None`, hence Any.
    activity: Any = Activity(
        type=delivery.kind,
        channel_id=delivery.channel,
        service_url=delivery.service_url,
        conversation=ConversationAccount(id=delivery.conversation),
        from_property=_channel_account(delivery.sender),
        recipient=_channel_account(delivery.bot),
    )
    activity.conversation.conversation_type = delivery.conversation_type or None
    activity.conversation.tenant_id = delivery.tenant
    activity.id = delivery.id
    activity.name = delivery.name or None
    activity.delivery_mode = "expectReplies" if delivery.expects_replies else None
    return cast(Activity, activity)


def reference_of(delivery: Delivery) -> dict[str, Any]:
    """How to reach this conversation again, as plain JSON in the SDK's own shape (`ConversationReference`).

    It names no activity and nobody's name, so it stays the same from turn to turn.
    """
    user = {"id": delivery.sender.id, "aadObjectId": delivery.sender.entra_id}
    conversation = {
        "id": delivery.conversation,
        "conversationType": delivery.conversation_type,
        "tenantId": delivery.tenant,
    }
    return {
        "user": _present(user),
        "bot": {"id": delivery.bot.id},
        "conversation": _present(conversation),
        "channelId": delivery.channel,
        "serviceUrl": delivery.service_url,
    }


def serialised(model: Any) -> dict[str, Any]:
    """One of the SDK's objects as it goes over the wire."""
    return dict(model.serialize())


def _present(fields: dict[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in fields.items() if value}


async def _create_conversation(client: ConnectorClient, parameters: ConversationParameters) -> Any:
    return await client.conversations.create_conversation(parameters)  # type: ignore[no-untyped-call]


def _channel_account(account: Account) -> ChannelAccount:
    made: Any = ChannelAccount(id=account.id)
    made.name = account.name or None
    made.aad_object_id = account.entra_id
    return cast(ChannelAccount, made)

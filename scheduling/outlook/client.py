"""The one way to Microsoft Graph: Microsoft's own SDK, with a few of its habits turned off.

It does not try again by itself, since a POST that is sent again may do its work twice; whoever asks knows how
to ask again. Its libraries take seconds to load, so they are named inside functions and warmed in a thread.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

from scheduling.outlook.lanes import Lanes
from scheduling.outlook.refusals import Refused, refusals, retry_after
from scheduling.outlook.registration import Registration

if TYPE_CHECKING:
    import httpx
    from msgraph.graph_service_client import GraphServiceClient

    from scheduling.outlook.tokens import Tokens

T = TypeVar("T")

AT_ONCE: Final = 4
"""Requests that Exchange Online takes at a time for one mailbox ("Outlook service limits")."""

ANSWER_WITHIN: Final = 20.0
"""Seconds after which an answer is not waited for any more."""

UNAUTHORISED: Final = 401

PREFER: Final = {"Prefer": 'IdType="ImmutableId"'}
"""Asked for with every call: ids that stay when a draft is sent or an item moves; else two kinds mix."""


@dataclass(frozen=True, slots=True)
class _Open:
    """Microsoft's client, and what it stands on."""

    graph: GraphServiceClient
    http: httpx.AsyncClient
    tokens: Tokens


class Outlook:
    """Microsoft Graph as one app. To be used on one event loop, and closed."""

    def __init__(self, registration: Registration, *, answer_within: float = ANSWER_WITHIN) -> None:
        self.registration = registration
        self._answer_within = answer_within
        self._opening: asyncio.Task[_Open] | None = None
        self._lanes = Lanes(AT_ONCE)

    async def call(self, mailbox: str, asks: Callable[[GraphServiceClient], Awaitable[T]]) -> T:
        """Ask something of a mailbox, of which no more than four things are asked at once.

        Raises GraphError where it does not succeed.
        """
        return await self.call_over({mailbox: 1}, asks)

    async def call_over(
        self, mailboxes: Mapping[str, int], asks: Callable[[GraphServiceClient], Awaitable[T]]
    ) -> T:
        """Ask in one call something of several mailboxes: so many things of each, of which Graph does no more
        than four at once. Raises GraphError where the call as a whole does not succeed.
        """
        opened = await self._opened()
        async with self._lanes.taken(mailboxes):
            try:
                async with refusals():
                    return await asks(opened.graph)
            except Refused as refused:
                if refused.status != UNAUTHORISED:
                    raise
            # Nothing was done: the token may have been revoked, and a new one be taken.
            opened.tokens.forget()
            async with refusals():
                return await asks(opened.graph)

    async def put(self, mailbox: str, url: str, content: bytes, headers: Mapping[str, str]) -> None:
        """Put a part of a file where Graph said that it goes: an address that gets no token of ours.

        Raises GraphError where it is not taken.
        """
        opened = await self._opened()
        async with self._lanes.taken({mailbox: 1}), refusals():
            answer = await opened.http.put(url, content=content, headers=dict(headers))
        if not answer.is_success:
            raise Refused(answer.status_code, retry_after=retry_after(answer.headers))

    async def check_token(self) -> None:
        """Ask for a new token, whatever was kept. Raises NoToken, or NoAnswer."""
        opened = await self._opened()
        opened.tokens.forget()
        async with refusals():
            await opened.tokens.get_token(self.registration.scope)

    async def warm(self) -> None:
        """Load the libraries, in a thread: on the event loop nobody would be answered meanwhile."""
        await self._opened()

    async def close(self) -> None:
        """Let go of all connections."""
        if self._opening is not None:
            opened = await self._opening
            await opened.http.aclose()
            await opened.tokens.close()

    async def _opened(self) -> _Open:
        if self._opening is None:
            self._opening = asyncio.create_task(
                asyncio.to_thread(_opened, self.registration, self._answer_within)
            )
        return await asyncio.shield(self._opening)


def _load_rest(graph: GraphServiceClient) -> None:
    """Have loaded what the SDK loads when it is first used: its builders, and the models of answers."""
    from msgraph.generated.models.attachment_item import AttachmentItem
    from msgraph.generated.models.attendee import Attendee
    from msgraph.generated.models.file_attachment import FileAttachment
    from msgraph.generated.models.item_body import ItemBody
    from msgraph.generated.models.message import Message
    from msgraph.generated.models.message_collection_response import MessageCollectionResponse
    from msgraph.generated.models.o_data_errors.o_data_error import ODataError
    from msgraph.generated.models.upload_session import UploadSession

    from scheduling.outlook.loading import load_for_calendars, load_for_installing

    message = graph.users.by_user_id("-").messages.by_message_id("-")
    assert message.send  # noqa: S101 - looked at to be loaded
    assert message.attachments.create_upload_session  # noqa: S101
    for model in (
        MessageCollectionResponse,
        AttachmentItem,
        Attendee,
        FileAttachment,
        ItemBody,
        ODataError,
        UploadSession,
        Message,
    ):
        model().get_field_deserializers()
    load_for_calendars(graph)
    load_for_installing(graph)


def _opened(registration: Registration, answer_within: float) -> _Open:
    import httpx
    from kiota_abstractions.authentication import BaseBearerTokenAuthenticationProvider
    from kiota_authentication_azure.azure_identity_access_token_provider import (
        AzureIdentityAccessTokenProvider,
    )
    from kiota_http.kiota_client_factory import KiotaClientFactory
    from kiota_http.middleware.options import RedirectHandlerOption, RetryHandlerOption
    from msgraph.graph_request_adapter import GraphRequestAdapter
    from msgraph.graph_service_client import GraphServiceClient

    from scheduling.outlook.tokens import Tokens

    # Its like for Graph would not close the connections, and adds nothing but telemetry.
    http = KiotaClientFactory.create_with_default_middleware(
        client=httpx.AsyncClient(
            base_url=registration.base_url,
            headers=PREFER,
            timeout=answer_within,
            trust_env=not registration.is_on_this_machine,
        ),
        options={
            RetryHandlerOption.get_key(): RetryHandlerOption(max_retries=0, should_retry=False),
            RedirectHandlerOption.get_key(): RedirectHandlerOption(should_redirect=False),
        },
    )
    tokens = Tokens(registration)
    credential: Any = tokens  # of all that its type promises, the provider asks for a token alone
    provider = AzureIdentityAccessTokenProvider(
        credential,
        options=None,
        scopes=[registration.scope],
        # Without this any https host that an answer names would be given the token.
        allowed_hosts=[registration.host],
    )
    adapter = GraphRequestAdapter(BaseBearerTokenAuthenticationProvider(provider), client=http)
    adapter.base_url = registration.base_url
    graph = GraphServiceClient(request_adapter=adapter)
    _load_rest(graph)
    return _Open(graph, http, tokens)

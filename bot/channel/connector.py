"""Clients that call the chat service, built once for each (service URL, audience) and kept.

The SDK builds a connector client and a user-token client for every turn, which is nine tenths of what an
empty turn costs. It lets a bot bring its own through `BotFrameworkAuthentication` and `ConnectorFactory`.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Final, cast

import requests
from azure.core.exceptions import DeserializationError
from botframework.connector.aio import ConnectorClient
from botframework.connector.auth import BotFrameworkAuthentication, ClaimsIdentity
from botframework.connector.auth.authenticate_request_result import AuthenticateRequestResult
from botframework.connector.auth.connector_factory import ConnectorFactory
from botframework.connector.auth.user_token_client import UserTokenClient
from msrest.authentication import Authentication
from msrest.pipeline.async_abc import AsyncPipeline
from msrest.pipeline.async_requests import AsyncPipelineRequestsHTTPSender, AsyncRequestsCredentialsPolicy
from msrest.pipeline.universal import RawDeserializer
from msrest.universal_http.async_requests import AsyncRequestsHTTPSender
from requests.adapters import HTTPAdapter

from bot.channel.retrying import CallFailed

log = logging.getLogger(__name__)

AUDIENCE: Final = "https://api.botframework.com"
MOST_KEPT: Final = 64
"""Clients kept; Teams has a handful of service URLs in the world."""

CALL_TIMEOUT: Final = 10
"""Seconds one call to the chat service may take."""

MOST_AT_ONCE: Final = 40
"""Calls to the chat service at once: deliveries, and answers to people, which do not wait for those. Each has
a thread, and a connection that is kept."""

TOKEN_ASKED_AGAIN_AFTER: Final = 240.0
"""Seconds. MSAL gives out a kept token while it has five minutes left, so one asked for less than four
minutes ago is good."""

MakeClient = Callable[[str, str], ConnectorClient]


class BotToken(Authentication):
    """The bot's own token for calls to the chat service.

    `acquire` may block for seconds, so it runs in a thread, ahead of the calls that need it (`prepare`).
    Without `acquire` calls carry no token, as the Agents Playground expects.
    """

    def __init__(
        self, acquire: Callable[[], str] | None, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._acquire = acquire
        self._monotonic = monotonic
        self._token = ""
        self._asked_at: float | None = None
        self._asking = asyncio.Lock()

    async def prepare(self) -> None:
        """Have a token that is good for the next call. Raises CallFailed where none is given out."""
        if self._acquire is None or self._is_good():
            return
        async with self._asking:
            if not self._is_good():
                try:
                    self._token = await asyncio.to_thread(self._acquire)
                except (
                    OSError,
                    ValueError,
                ) as error:  # no network, no tenant, a secret that expired
                    log.error("No token for calls to the chat service: %s", type(error).__name__)
                    raise CallFailed(0, "no token was given out for calls to the chat service") from None
                self._asked_at = self._monotonic()

    def signed_session(self, session: requests.Session | None = None) -> requests.Session:
        """Put the token into the session's headers."""
        signed = session if session is not None else requests.Session()
        if self._token:
            signed.headers["Authorization"] = f"Bearer {self._token}"
        return signed

    def _is_good(self) -> bool:
        return self._asked_at is not None and self._monotonic() - self._asked_at < TOKEN_ASKED_AGAIN_AFTER


def make_client(token: BotToken) -> MakeClient:
    """How clients are built: with a time-out, and without the HTTP library's own retries in a thread."""

    def make(service_url: str, audience: str) -> ConnectorClient:
        client = ConnectorClient(token, base_url=service_url, pipeline_type=_Pipeline)
        client.config.connection.timeout = CALL_TIMEOUT
        client.config.retry_policy.retries = 0
        client.config.retry_policy.policy.respect_retry_after_header = False
        return client

    return make


class _Forgiving(RawDeserializer):
    """Takes an answer that is not JSON for an empty one, so that its status is what counts.

    A gateway says 502 with a page for people; the SDK would stumble over the page and never see the 502.
    """

    def on_response(self, request: Any, response: Any, **options: Any) -> None:
        try:
            super().on_response(request, response, **options)
        except DeserializationError:
            response.context[self.CONTEXT_NAME] = None


class _Sender(AsyncRequestsHTTPSender):
    """Keeps as many connections as there may be calls; the SDK's own would throw away the eleventh."""

    def _init_session(self, session: requests.Session) -> None:
        for protocol in self._protocols:
            session.mount(protocol, HTTPAdapter(pool_maxsize=MOST_AT_ONCE))
        super()._init_session(session)


class _Pipeline(AsyncPipeline[Any, Any]):
    """The way of a request as the SDK has it, but forgiving, and without a log of what is sent."""

    def __init__(self, config: Any) -> None:
        policies = [
            config.user_agent_policy,
            AsyncRequestsCredentialsPolicy(config.credentials),  # type: ignore[no-untyped-call]
            _Forgiving(),
        ]
        super().__init__(policies, AsyncPipelineRequestsHTTPSender(_Sender(config)))


class KeptConnectors(ConnectorFactory):
    """Gives out the same client for the same service URL and audience."""

    def __init__(self, make: MakeClient, *, most: int = MOST_KEPT) -> None:
        self._make = make
        self._most = most
        self._kept: OrderedDict[tuple[str, str], ConnectorClient] = OrderedDict()

    async def create(self, service_url: str, audience: str | None = None) -> ConnectorClient:
        """The client for that service URL. The least lately used one goes when there are too many."""
        named = (service_url, audience or AUDIENCE)
        client = self._kept.get(named)
        if client is None:
            client = self._kept[named] = self._make(*named)
            if len(self._kept) > self._most:
                await _close(self._kept.popitem(last=False)[1])
        self._kept.move_to_end(named)
        return client

    async def close(self) -> None:
        """Let go of every client's connections."""
        while self._kept:
            await _close(self._kept.popitem()[1])


class KeptAuthentication(BotFrameworkAuthentication):
    """Hands the SDK the kept clients. Requests are authenticated before they come here (`Doorkeeper`)."""

    def __init__(self, connectors: KeptConnectors) -> None:
        self._connectors = connectors

    def admitted(self, app_id: str) -> AuthenticateRequestResult:
        """What the SDK wants to hear of a request that was admitted."""
        result = AuthenticateRequestResult()
        result.audience = AUDIENCE
        result.claims_identity = ClaimsIdentity({"aud": app_id, "appid": app_id}, True)
        result.connector_factory = self._connectors
        return result

    async def authenticate_request(self, activity: Any, auth_header: str) -> AuthenticateRequestResult:
        """Never asked: the SDK is given the result of our own authentication."""
        raise PermissionError("Requests are authenticated before they reach the adapter.")

    async def authenticate_streaming_request(
        self, auth_header: str, channel_id_header: str
    ) -> AuthenticateRequestResult:
        """Streaming is not offered."""
        raise PermissionError("Streaming connections are not offered.")

    def create_connector_factory(self, claims_identity: ClaimsIdentity) -> ConnectorFactory:
        """The one factory."""
        return self._connectors

    async def create_user_token_client(self, claims_identity: ClaimsIdentity) -> UserTokenClient:
        """None: nobody signs in through the bot, so no client is built for it, and the SDK needs none."""
        return cast(UserTokenClient, None)


async def _close(client: ConnectorClient) -> None:
    await client.__aexit__()  # type: ignore[no-untyped-call]

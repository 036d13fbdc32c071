"""The channel as the web sees it: a request's header and body in, a status and a body out."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from botbuilder.core import TurnContext
from botbuilder.schema import ExpectedReplies
from botframework.connector.auth import MicrosoftAppCredentials

from bot.channel.activities import activities_for
from bot.channel.adapter import Adapter, serialised
from bot.channel.authentication import Caller, Doorkeeper, WrongTenant
from bot.channel.connector import AUDIENCE, BotToken, KeptConnectors, MakeClient, make_client
from bot.channel.delivery import Delivery, Malformed, parse
from bot.channel.faults import note
from bot.channel.files import Fetcher, FileFetcher
from bot.channel.messenger import Messenger
from bot.channel.ports import Directory, Door, References
from bot.channel.progress import Wait
from bot.channel.retrying import CallFailed, Patience
from bot.channel.signing_keys import SigningKeys
from bot.channel.speaker import Speakers
from bot.channel.turn import WENT_WRONG, Turns
from bot.channel.uploads import FileUploader, Uploader
from bot.settings import Settings
from dialogs.messages import Place
from strategy.ports import Clock

log = logging.getLogger(__name__)

WARM_UP_TIMEOUT: Final = 8.0
"""Seconds the start waits for keys and a token; the bot starts without them, and fetches them when needed."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request is answered with: a status, and a JSON body where there is one."""

    status: int
    body: Any = None


class Channel:
    """Takes activities in. `messenger` sends what the bot says of its own accord."""

    def __init__(
        self,
        *,
        doorkeeper: Doorkeeper,
        keys: SigningKeys,
        token: BotToken,
        connectors: KeptConnectors,
        adapter: Adapter,
        turns: Turns,
        messenger: Messenger,
        fetcher: Fetcher,
        uploader: Uploader,
        fetches_keys: bool,
    ) -> None:
        self.messenger = messenger
        self._doorkeeper = doorkeeper
        self._keys = keys
        self._token = token
        self._connectors = connectors
        self._adapter = adapter
        self._turns = turns
        self._fetcher = fetcher
        self._uploader = uploader
        self._fetches_keys = fetches_keys

    async def start(self) -> None:
        """Fetch keys and a token ahead of the first request, for as long as `WARM_UP_TIMEOUT` at most."""
        if not self._fetches_keys:
            return
        try:
            async with asyncio.timeout(WARM_UP_TIMEOUT):
                await asyncio.gather(self._keys.warm(), self._warm_token())
        except TimeoutError:
            log.warning("Started before the signing keys and a token had come")

    async def _warm_token(self) -> None:
        try:
            await self._token.prepare()
        except CallFailed as failure:
            log.warning("Started without being able to send: %s", failure)

    async def stop(self) -> None:
        """Let go of all connections."""
        await self._connectors.close()
        await self._fetcher.close()
        await self._uploader.close()

    async def admit(self, authorization: str | None) -> Caller:
        """Check who sends a request, before its body is read. Raises Unauthenticated."""
        return await self._doorkeeper.admit(authorization)

    async def receive(self, caller: Caller, content: bytes) -> Answer:
        """Take one activity in and answer it. Raises Unauthenticated where the token is not for this one."""
        try:
            delivery = parse(content)
        except Malformed as fault:
            if not caller.is_anonymous:
                log.warning("The chat service sent an activity that cannot be answered: %s", fault)
            return Answer(HTTPStatus.BAD_REQUEST, {"error": str(fault)})
        caller.check(delivery)
        try:
            self._doorkeeper.check_tenant(delivery)
        except WrongTenant as refusal:
            log.warning("Refused an activity of another tenant or channel: %s", refusal)
            return Answer(HTTPStatus.FORBIDDEN, {"error": "This bot does not serve that tenant."})
        return await self._run(delivery)

    async def _run(self, delivery: Delivery) -> Answer:
        body: dict[str, Any] = {}

        async def logic(context: TurnContext) -> None:
            body.update(await self._turns.run(context, delivery) or {})

        try:
            replies = await self._adapter.run(delivery, logic)
        except Exception as error:
            note(log, error, f"A turn ({delivery.kind}), outside of it,")
            return _went_wrong(delivery)
        # A press that expects replies gets both in one body: what takes the card's place, and the replies.
        return Answer(HTTPStatus.OK, {**body, **replies} or None)


def _went_wrong(delivery: Delivery) -> Answer:
    if not delivery.expects_replies:
        return Answer(HTTPStatus.OK)
    personal = delivery.place is Place.PERSONAL
    apology = activities_for([WENT_WRONG], personal=personal)
    return Answer(HTTPStatus.OK, serialised(ExpectedReplies(activities=apology)))


def build_channel(
    settings: Settings,
    *,
    door: Door,
    directory: Directory,
    references: References,
    clock: Clock,
    patience: Patience | None = None,
    acquire_token: Callable[[], str] | None = None,
    make: MakeClient | None = None,
    fetcher: Fetcher | None = None,
    uploader: Uploader | None = None,
    wait: Wait = asyncio.sleep,
) -> Channel:
    """The channel, put together. `acquire_token`, `make`, `fetcher` and `uploader` stand in for Microsoft's
    login, clients and files, `wait` for the seconds before a sign that a turn is under way.
    """
    fetcher = fetcher or FileFetcher(local=settings.demo)
    uploader = uploader or FileUploader()
    keys = SigningKeys(settings.openid_metadata_url)
    token = BotToken(acquire_token or _login(settings))
    connectors = KeptConnectors(make or make_client(token))
    adapter = Adapter(settings.app_id, token, connectors, patience or Patience())
    once = Adapter(settings.app_id, token, connectors, Patience(attempts=1))
    messenger = Messenger(adapter, references, once)
    anybody = settings.lets_anybody_in
    return Channel(
        doorkeeper=Doorkeeper(settings.app_id, settings.tenant_id, keys, anybody=anybody),
        keys=keys,
        token=token,
        connectors=connectors,
        adapter=adapter,
        turns=Turns(
            door,
            Speakers(directory, adapter, clock),
            messenger,
            clock,
            fetcher,
            uploader,
            # The demonstration's chat client knows nothing of files that a bot offers.
            offers_files=not settings.demo,
            wait=wait,
        ),
        messenger=messenger,
        fetcher=fetcher,
        uploader=uploader,
        fetches_keys=not anybody,
    )


def _login(settings: Settings) -> Callable[[], str] | None:
    """How the bot's own token is asked for: with its secret, in its own tenant unless it serves many."""
    if not settings.app_id:
        return None
    tenant = settings.tenant_id if settings.app_type == "SingleTenant" else ""
    credentials = MicrosoftAppCredentials(
        settings.app_id, settings.app_password.get_secret_value(), tenant, AUDIENCE
    )
    return lambda: str(credentials.get_access_token())

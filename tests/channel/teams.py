"""A stand-in for Microsoft's side: activities as Teams sends them, its tokens, its connector service."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import jwt
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from cryptography.hazmat.primitives.asymmetric import rsa

from bot.channel.channel import Channel, build_channel
from bot.channel.connector import MakeClient
from bot.channel.progress import Wait
from bot.channel.retrying import Patience
from bot.channel.uploads import Uploader
from bot.settings import Settings, load_settings
from bot.web import Readiness, create_app
from strategy.people import Person
from tests.channel.desk import EchoDoor, KeptReferences, KnownPeople, StoppedClock

APP_ID = "7d0c9a3e-0000-4000-8000-00000000b077"
TENANT = "0b2f8c11-0000-4000-8000-000000007e4a"
ANN_ID = "aaaaaaaa-0000-4000-8000-000000000001"
ANN = Person(id=1, email="ann.lee@oakbank.example", name="Ann Lee", entra_id=ANN_ID)


def activity(service_url: str = "", **changes: Any) -> dict[str, Any]:
    """A message from Ann in her own chat, as Teams sends it, with `changes` made to it."""
    whole: dict[str, Any] = {
        "type": "message",
        "id": "1733000000001",
        "text": "what do I owe",
        "textFormat": "plain",
        "channelId": "msteams",
        "serviceUrl": service_url or "http://127.0.0.1:9/",
        "from": {"id": "29:ann", "name": "Ann Lee", "aadObjectId": ANN_ID},
        "recipient": {"id": f"28:{APP_ID}", "name": "Keystone"},
        "conversation": {"id": "a:ann", "conversationType": "personal", "tenantId": TENANT},
        "channelData": {"tenant": {"id": TENANT}},
        "deliveryMode": "expectReplies",
    }
    whole.update(changes)
    return {name: value for name, value in whole.items() if value is not None}


def group(kind: str = "groupChat") -> dict[str, Any]:
    return {"id": "19:group@thread.v2", "conversationType": kind, "tenantId": TENANT, "isGroup": True}


def execute(data: dict[str, Any], verb: str = "", **changes: Any) -> dict[str, Any]:
    """A pressed Action.Execute."""
    action = {"type": "Action.Execute", "verb": verb, "data": data}
    return activity(type="invoke", name="adaptiveCard/action", text=None, value={"action": action}, **changes)


@dataclass
class Microsoft:
    """Where signing keys are published. `fetches` counts how often they were asked for."""

    keys: dict[str, rsa.RSAPrivateKey] = field(default_factory=dict)
    endorsements: list[str] = field(default_factory=lambda: ["msteams"])
    fetches: int = 0
    url: str = ""
    is_down: bool = False

    def new_key(self, key_id: str = "key-1") -> None:
        self.keys[key_id] = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    def token(self, service_url: str, *, key_id: str = "key-1", **changes: Any) -> str:
        """A token as the connector service issues it, with `changes` made to its claims."""
        now = int(time.time())
        claims: dict[str, Any] = {
            "iss": "https://api.botframework.com",
            "aud": APP_ID,
            "nbf": now - 60,
            "exp": now + 3600,
            "serviceurl": service_url,
        }
        claims.update(changes)
        claims = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode(claims, self.keys[key_id], algorithm="RS256", headers={"kid": key_id})

    def routes(self) -> list[web.RouteDef]:
        async def metadata(_: web.Request) -> web.Response:
            self.fetches += 1
            if self.is_down:
                raise web.HTTPServiceUnavailable
            return web.json_response({"jwks_uri": f"{self.url}/keys"})

        async def keys(_: web.Request) -> web.Response:
            listed = []
            for key_id, key in self.keys.items():
                public = jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
                listed.append({**public, "kid": key_id, "endorsements": self.endorsements})
            return web.json_response({"keys": listed})

        return [web.get("/.well-known/openidconfiguration", metadata), web.get("/keys", keys)]


@dataclass
class Sent:
    """One call that the bot made."""

    path: str
    body: dict[str, Any]
    authorization: str | None


@dataclass
class ConnectorService:
    """The service that takes the bot's own messages, and knows the members of conversations.

    `statuses` are answers to give to the next calls in place of 201, with headers; `code` is its own word for
    what is wrong. It answers nothing before `together` calls have come. Messages put in the place of earlier
    ones are `updated`, unless it refuses that (`keeps_old`).
    """

    url: str = ""
    code: str = "X"
    together: int = 1
    have_come: asyncio.Event = field(default_factory=asyncio.Event)
    sent: list[Sent] = field(default_factory=list)
    updated: list[Sent] = field(default_factory=list)
    keeps_old: bool = False
    statuses: deque[tuple[int, dict[str, str]]] = field(default_factory=deque)
    members: dict[str, Any] = field(default_factory=dict)
    asked_for: list[str] = field(default_factory=list)

    @property
    def texts(self) -> list[str]:
        return [call.body["text"] for call in self.sent if "text" in call.body]

    def routes(self) -> list[web.RouteDef]:
        async def take(request: web.Request) -> web.Response:
            body = await request.json()
            self.sent.append(Sent(request.path, body, request.headers.get("Authorization")))
            if len(self.sent) >= self.together:
                self.have_come.set()
            await self.have_come.wait()
            if self.statuses:
                status, headers = self.statuses.popleft()
                if "Content-Type" in headers:
                    return web.Response(body=b"<h1>Bad Gateway</h1>", status=status, headers=headers)
                return web.json_response({"error": {"code": self.code}}, status=status, headers=headers)
            opened = request.path == "/v3/conversations"
            return web.json_response({"id": "a:opened" if opened else "sent-1"}, status=201)

        async def update(request: web.Request) -> web.Response:
            body = await request.json()
            if self.keeps_old:
                code = "ActivityNotFoundInConversation"
                return web.json_response({"error": {"code": code}}, status=404)
            self.updated.append(Sent(request.path, body, request.headers.get("Authorization")))
            return web.json_response({"id": request.match_info["activity"]})

        async def member(request: web.Request) -> web.Response:
            self.asked_for.append(request.match_info["member"])
            if request.match_info["member"] not in self.members:
                return web.json_response({"error": {"code": "MemberNotFound"}}, status=404)
            return web.json_response(self.members[request.match_info["member"]])

        return [
            web.post("/v3/conversations", take),
            web.post("/v3/conversations/{conversation}/activities", take),
            web.post("/v3/conversations/{conversation}/activities/{activity}", take),
            web.put("/v3/conversations/{conversation}/activities/{activity}", update),
            web.get("/v3/conversations/{conversation}/members/{member}", member),
        ]


@dataclass
class OneDrive:
    """Where files are put. `status` is what it answers; it takes as long as `waits_for`."""

    url: str = ""
    status: int = 201
    waits_for: asyncio.Event | None = None
    headers: dict[str, str] = field(default_factory=dict)
    put: list[tuple[str, str, bytes]] = field(default_factory=list)

    def place(self, name: str = "up", **changes: Any) -> dict[str, Any]:
        """The place for a file that Teams has made, as it says so."""
        shown = "https://trust-my.sharepoint.com/personal/ann/Documents/Applications/Report.docx"
        return {
            "contentUrl": shown,
            "name": "Report.docx",
            "uploadUrl": f"{self.url}/{name}",
            "uniqueId": "1150d938-8870-4044-9f2c-5bbdeba70c8c",
            "fileType": "docx",
            **changes,
        }

    def routes(self) -> list[web.RouteDef]:
        async def take(request: web.Request) -> web.Response:
            content = await request.read()
            self.put.append((request.path, request.headers.get("Content-Range", ""), content))
            if self.waits_for is not None:
                await self.waits_for.wait()
            return web.Response(status=self.status, headers=self.headers)

        return [web.put("/{place:.*}", take)]


def consents(
    file: str, place: dict[str, Any] | None, *, accepts: bool = True, **changes: Any
) -> dict[str, Any]:
    """What Teams sends when somebody answers whether they want a file that was offered."""
    action = "accept" if accepts else "decline"
    value = {"type": "fileUpload", "action": action, "context": {"file": file}}
    if place is not None:
        value["uploadInfo"] = place
    whole = {"type": "invoke", "name": "fileConsent/invoke", "text": None, "value": value}
    return activity(**{**whole, "replyToId": "offer-1", "deliveryMode": None, **changes})


@asynccontextmanager
async def served(side: Microsoft | ConnectorService | OneDrive) -> AsyncIterator[None]:
    app = web.Application()
    app.add_routes(side.routes())
    async with TestServer(app) as server:
        side.url = str(server.make_url("")).rstrip("/")
        yield


@dataclass
class Bot:
    """The bot under test, as it is reached over HTTP, and what stands behind it."""

    client: TestClient[web.Request, web.Application]
    channel: Channel
    door: EchoDoor
    directory: KnownPeople
    references: KeptReferences
    clock: StoppedClock
    pauses: list[float]

    async def post(self, body: Any, token: str | None = None, **more: Any) -> tuple[int, Any]:
        """Post an activity; the status, and the JSON of the answer's body if it has one."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        async with self.client.post("/api/messages", json=body, headers=headers, **more) as response:
            is_json = response.content_type == "application/json" and response.content_length
            return response.status, await response.json() if is_json else None

    async def ask(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        """Post an activity that expects its replies in the answer; the replies."""
        status, answer = await self.post(body)
        assert status == 200, answer
        replies: list[dict[str, Any]] = answer["activities"]
        return replies


def demo_settings(**changes: Any) -> Settings:
    return load_settings(None, demo=True, **changes)


def trust_settings(microsoft: Microsoft) -> Settings:
    """Settings as a trust would have them."""
    return load_settings(
        None,
        app_id=APP_ID,
        app_password="not-a-real-secret",
        tenant_id=TENANT,
        openid_metadata_url=f"{microsoft.url}/.well-known/openidconfiguration",
    )


@asynccontextmanager
async def running(
    settings: Settings | None = None,
    *,
    door: EchoDoor | None = None,
    directory: KnownPeople | None = None,
    make: MakeClient | None = None,
    uploader: Uploader | None = None,
    faults: list[str] | None = None,
    acquire_token: Callable[[], str] = lambda: "bot-token",
    wait: Wait | None = None,
) -> AsyncIterator[Bot]:
    """The bot on a free port of this machine."""
    settings = settings or demo_settings()
    door, directory = door or EchoDoor(), directory or KnownPeople(ANN)
    references, clock, pauses = KeptReferences(), StoppedClock(), list[float]()

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    async def for_ever(_: float) -> None:
        await asyncio.Event().wait()

    async def ready() -> Readiness:
        return Readiness(tuple(faults or ()))

    channel = build_channel(
        settings,
        door=door,
        directory=directory,
        references=references,
        clock=clock,
        patience=Patience(pause=pause, draw=lambda: 0.5),
        acquire_token=acquire_token if settings.app_id else None,
        make=make,
        uploader=uploader,
        wait=wait or for_ever,
    )
    async with TestClient(TestServer(create_app(settings, channel, ready))) as client:
        yield Bot(client, channel, door, directory, references, clock, pauses)

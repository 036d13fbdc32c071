"""Microsoft Graph and Entra ID on this machine, as far as Keystone uses them, for Microsoft's SDK to talk to.

Requests and answers are held to the published contract. Whatever is not as described stands in `breaches`,
which the fixture wants empty.
"""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from scheduling.outlook.registration import Registration
from tests.graph.contract import Contract, Operation
from tests.graph.exchange import Answered, Asked, Dropped, GraphFault, Trouble
from tests.graph.mail_routes import MailRoutes
from tests.graph.mailbox import Mailbox

TENANT = "0b2f8c11-0000-4000-8000-000000007e4a"
CLIENT_ID = "5e5b1c7d-0000-4000-8000-00000000c11e"
SECRET = "the-apps-secret"
FROM = "keystone@trust.example"
LARGEST_REQUEST = 4 * 1024 * 1024
AT_ONCE = 4
COVERS = {
    "Mail.ReadWrite": {"Mail.Read", "Mail.ReadBasic"},
    "Calendars.ReadWrite": {"Calendars.Read", "Calendars.ReadBasic"},
    "TeamsAppInstallation.ReadWriteSelfForUser.All": {"TeamsAppInstallation.ReadForUser.All"},
}
"""What a permission includes."""


class GraphSimulator:
    """One tenant. `latency` seconds are added to every answer."""

    def __init__(self) -> None:
        self.url = ""
        self.secret = SECRET
        self.entra_error = "AADSTS7000215"
        self.grants = {"Mail.Send", "Mail.ReadWrite", "Calendars.ReadWrite"}
        self.within: set[str] | None = None
        self.latency = 0.0
        self.breaches: list[str] = []
        self.asked: list[str] = []
        self.tokens_given = 0
        self._numbers = itertools.count(1)
        self._tokens: set[str] = set()
        self._troubles: list[Trouble] = []
        self._contract = Contract()
        self.mailboxes: dict[str, Mailbox] = {}
        self.mailbox(FROM)
        self._mail: MailRoutes | None = None

    @property
    def base_url(self) -> str:
        return f"{self.url}/v1.0"

    @property
    def registration(self) -> Registration:
        """The app that is registered in the tenant."""
        return Registration(TENANT, CLIENT_ID, SECRET, self.base_url)

    def mailbox(self, address: str) -> Mailbox:
        """A mailbox of the tenant, made if it is not there."""
        return self.mailboxes.setdefault(address.lower(), Mailbox(address, self._numbers))

    def next(self, operation: str, **what: Any) -> None:
        """Have something go wrong with the next requests of an operation; one trouble after the other."""
        self._troubles.append(Trouble(operation, **what))

    def revoke_tokens(self) -> None:
        """No token that was given is good any more."""
        self._tokens.clear()

    def app(self) -> web.Application:
        """The application; requests may be larger than what Graph takes, to be refused by it."""
        app = web.Application(client_max_size=64 * LARGEST_REQUEST)
        app.router.add_post("/{tenant}/oauth2/v2.0/token", self._token)
        app.router.add_put("/upload/{id}", self._put)
        app.router.add_route("*", "/v1.0/{path:.*}", self._graph)
        return app

    async def _token(self, request: web.Request) -> web.Response:
        form = await request.post()
        self.asked.append("POST token")
        trouble = self._trouble("POST token")
        if trouble is not None and trouble.drops:
            return _cut_off(request)
        if trouble is not None and trouble.status:
            return web.json_response({"error": "temporarily_unavailable"}, status=trouble.status)
        if request.match_info["tenant"] != TENANT:
            return _entra_error(400, "AADSTS90002")
        if form["client_id"] != CLIENT_ID:
            return _entra_error(400, "AADSTS700016")
        if form["client_secret"] != self.secret:
            return _entra_error(401, self.entra_error)
        assert form["grant_type"] == "client_credentials"
        assert form["scope"] == "https://graph.microsoft.com/.default"
        self.tokens_given += 1
        token = f"token-{self.tokens_given}"
        self._tokens.add(token)
        return web.json_response({"token_type": "Bearer", "expires_in": 3599, "access_token": token})

    async def _put(self, request: web.Request) -> web.Response:
        self.asked.append("PUT upload")
        if "Authorization" in request.headers:
            self.breaches.append("PUT upload: a token was sent to where none is needed")
        assert self._mail is not None
        id_, range_ = request.match_info["id"], request.headers.get("Content-Range", "")
        piece = await request.read()
        return await self._sent("PUT upload", request, lambda: self._routes.put(id_, range_, piece))

    async def _graph(self, request: web.Request) -> web.Response:
        text = await request.text()
        asked = Asked(
            request.method,
            request.rel_url.raw_path.removeprefix("/v1.0"),
            dict(request.query),
            {name.lower(): value for name, value in request.headers.items()},
            json.loads(text) if text else None,
        )
        operation = self._contract.find(asked.method, asked.path)
        name = operation.name if operation else f"{asked.method} {asked.path}"
        self.asked.append(name)
        if len(text) > LARGEST_REQUEST:
            return _response(GraphFault(413, "RequestEntityTooLarge").answered)
        if asked.headers.get("authorization", "").removeprefix("Bearer ") not in self._tokens:
            return _response(GraphFault(401, "InvalidAuthenticationToken").answered)
        box = self._box(operation)
        if box is None:
            return await self._sent(name, request, lambda: self.answer(operation, asked))
        return await self._one_of_four(name, request, box, lambda: self.answer(operation, asked))

    async def _one_of_four(
        self, name: str, request: web.Request, box: Mailbox, effect: Callable[[], Answered]
    ) -> web.Response:
        """A mailbox takes four requests at a time."""
        if box.under_way >= AT_ONCE:
            return _response(
                GraphFault(429, "ApplicationThrottled", "MailboxConcurrency", Retry_After="1").answered
            )
        box.under_way += 1
        box.most_at_once = max(box.most_at_once, box.under_way)
        try:
            return await self._sent(name, request, effect)
        finally:
            box.under_way -= 1

    def answer(self, operation: Operation | None, asked: Asked) -> Answered:
        """The answer to a request, held to the contract as the request is."""
        if operation is None:
            self.breaches.append(f"{asked.method} {asked.path}: not in the contract")
            return GraphFault(404, "ResourceNotFound").answered
        asked = Asked(asked.method, asked.path, asked.query, asked.headers, operation.normal(asked.body))
        faults = operation.faults_of_request(asked.query, asked.body)
        if faults:
            self.breaches += [f"{operation.name}: {fault}" for fault in faults]
            return GraphFault(400, "RequestBodyRead", faults[0]).answered
        try:
            answered = self._done(operation, asked)
        except GraphFault as fault:
            answered = fault.answered
        self.breaches += [
            f"{operation.name}, answer: {fault}"
            for fault in operation.faults_of_answer(answered.status, answered.body)
        ]
        return answered

    def _done(self, operation: Operation, asked: Asked) -> Answered:
        address = operation.given[0] if operation.given else ""
        granted = self.grants.union(*(COVERS.get(grant, set()) for grant in self.grants))
        if operation.permission not in granted or (self.within is not None and address not in self.within):
            raise GraphFault(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.")
        box = self._box(operation)
        if box is None:
            raise GraphFault(404, "ErrorInvalidUser", "The requested user is invalid.")
        return self._routes.answer(operation.name, asked, box, operation.given)

    @property
    def _routes(self) -> MailRoutes:
        if self._mail is None:
            self._mail = MailRoutes(self.url)
        return self._mail

    def _box(self, operation: Operation | None) -> Mailbox | None:
        address = operation.given[0] if operation is not None and operation.given else ""
        return self.mailboxes.get(address.lower())

    def _trouble(self, name: str) -> Trouble | None:
        for trouble in self._troubles:
            if trouble.operation == name and trouble.times:
                trouble.times -= 1
                return trouble
        return None

    async def _sent(self, name: str, request: web.Request, effect: Callable[[], Answered]) -> web.Response:
        """Answer, or let go wrong what is to go wrong."""
        trouble = self._trouble(name) or Trouble(name)
        await asyncio.sleep(self.latency + trouble.seconds)
        try:
            if trouble.drops == "before":
                raise Dropped
            answered = _troubled(trouble) if trouble.status else _effected(effect)
            if trouble.meanwhile is not None:
                trouble.meanwhile()
            if trouble.drops == "after":
                raise Dropped
        except Dropped:
            return _cut_off(request)
        if trouble.is_html:
            return web.Response(
                status=answered.status, text="<html>Bad gateway</html>", content_type="text/html"
            )
        return _response(answered)


def _cut_off(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)


def _effected(effect: Callable[[], Answered]) -> Answered:
    try:
        return effect()
    except GraphFault as fault:
        return fault.answered


def _troubled(trouble: Trouble) -> Answered:
    more = {"Retry_After": trouble.retry_after} if trouble.retry_after else {}
    return GraphFault(trouble.status, trouble.code or "ServiceNotAvailable", "", **more).answered


def _response(answered: Answered) -> web.Response:
    return web.Response(
        status=answered.status,
        headers=answered.headers,
        text=answered.text or None,
        content_type="application/json" if answered.body is not None else None,
    )


def _entra_error(status: int, code: str) -> web.Response:
    return web.json_response(
        {"error": "invalid_client", "error_description": f"{code}: Refused. Trace ID: x", "error_codes": [1]},
        status=status,
    )


@asynccontextmanager
async def simulated() -> AsyncIterator[GraphSimulator]:
    """A running simulator; at the end nothing may have been other than described."""
    simulator = GraphSimulator()
    async with TestServer(simulator.app()) as server:
        simulator.url = str(server.make_url("")).rstrip("/")
        yield simulator
    assert simulator.breaches == []

"""Microsoft Graph and Entra ID on this machine, as far as Keystone uses them, for Microsoft's SDK to talk to.

Requests and answers are held to the published contract. Whatever is not as described stands in `breaches`,
which the fixture wants empty.
"""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from scheduling.outlook.registration import Registration
from tests.graph.batch import answered_batch
from tests.graph.calendar_routes import CalendarRoutes
from tests.graph.contract import Contract, Operation
from tests.graph.exchange import Answered, Asked, Dropped, GraphFault, Trouble
from tests.graph.installing import installed
from tests.graph.mail_routes import MailRoutes
from tests.graph.mailbox import Mailbox
from tests.graph.subscriptions import SubscriptionRoutes

TENANT = "0b2f8c11-0000-4000-8000-000000007e4a"
CLIENT_ID = "5e5b1c7d-0000-4000-8000-00000000c11e"
SECRET = "the-apps-secret"
FROM = "keystone@trust.example"
CATALOGUE_ID = "c0ffee00-0000-4000-8000-0000000a9901"
"""The app's id in the tenant's catalogue, which is not the manifest's."""
LARGEST_REQUEST = 4 * 1024 * 1024
AT_ONCE = 4
INSTALL = "TeamsAppInstallation.ReadWriteSelfForUser.All"
COVERS = {
    "Mail.ReadWrite": {"Mail.Read", "Mail.ReadBasic"},
    "Calendars.ReadWrite": {"Calendars.Read", "Calendars.ReadBasic"},
    INSTALL: {"TeamsAppInstallation.ReadForUser.All"},
}
"""What a permission includes."""


class GraphSimulator:
    """One tenant. `latency` seconds are added to every answer; `requests` counts round trips, `asked` names
    what was asked in them, and `throttled` counts what was more than a mailbox takes at once.
    """

    def __init__(self) -> None:
        self.url = ""
        self.secret = SECRET
        self.entra_error = "AADSTS7000215"
        self.grants = {"Mail.Send", "Mail.ReadWrite", "Calendars.ReadWrite", INSTALL}
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
        self.requests = 0
        self.throttled = 0
        self.catalogue = {CATALOGUE_ID: CLIENT_ID}
        self.mail = MailRoutes(self)
        self.calendars = CalendarRoutes(self, self.mailboxes)
        self.subscriptions = SubscriptionRoutes(self, self.mailboxes, self.breaches, TENANT)

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
        id_, range_ = request.match_info["id"], request.headers.get("Content-Range", "")
        piece = await request.read()
        return await _over_http(
            request, self._gone_wrong("PUT upload", lambda: self.mail.put(id_, range_, piece))
        )

    async def _graph(self, request: web.Request) -> web.Response:
        text = await request.text()
        if len(text) > LARGEST_REQUEST:
            return _response(GraphFault(413, "RequestEntityTooLarge").answered)
        asked = Asked(
            request.method,
            request.rel_url.raw_path.removeprefix("/v1.0"),
            dict(request.query),
            {name.lower(): value for name, value in request.headers.items()},
            json.loads(text) if text else None,
        )
        self.requests += 1
        return await _over_http(request, self.conducted(asked, asked.headers.get("authorization", "")))

    async def conducted(self, asked: Asked, authorization: str) -> Answered:
        """The answer to a request that came by itself or in a batch. Raises Dropped."""
        operation = self._contract.find(asked.method, asked.path)
        if operation is None:
            self.breaches.append(f"{asked.method} {asked.path}: not in the contract")
            return GraphFault(404, "ResourceNotFound").answered
        self.asked.append(operation.name)
        if authorization.removeprefix("Bearer ") not in self._tokens:
            return GraphFault(401, "InvalidAuthenticationToken").answered
        asked = replace(asked, body=operation.normal(asked.body))
        faults = operation.faults_of_request(asked.query, asked.body)
        if faults:
            self.breaches += [f"{operation.name}: {fault}" for fault in faults]
            return GraphFault(400, "RequestBodyRead", faults[0]).answered
        if operation.name == "POST $batch":
            batch = await answered_batch(asked.body, lambda one: self._in_batch(one, authorization))
            answered = await self._gone_wrong(operation.name, lambda: batch)
        elif operation.template.startswith("/subscriptions"):
            answered = await self._about_subscriptions(operation, asked)
        else:
            answered = await self._one_of_four(operation, asked)
        if not answered.is_html:
            faults = operation.faults_of_answer(answered.status, answered.body)
            self.breaches += [f"{operation.name}, answer: {fault}" for fault in faults]
        return answered

    async def _in_batch(self, asked: Asked, authorization: str) -> Answered:
        try:
            return await self.conducted(asked, authorization)
        except Dropped:
            return GraphFault(504, "GatewayTimeout").answered

    async def _one_of_four(self, operation: Operation, asked: Asked) -> Answered:
        """A mailbox takes four requests at a time, by themselves and in batches together."""
        box = self.mailboxes.get(operation.mailbox.lower())
        if box is None:
            return await self._gone_wrong(operation.name, lambda: self._done(operation, asked))
        if box.under_way >= AT_ONCE:
            self.throttled += 1
            return GraphFault(429, "ApplicationThrottled", "MailboxConcurrency", Retry_After="1").answered
        box.under_way += 1
        box.most_at_once = max(box.most_at_once, box.under_way)
        try:
            return await self._gone_wrong(operation.name, lambda: self._done(operation, asked))
        finally:
            box.under_way -= 1

    async def _about_subscriptions(self, operation: Operation, asked: Asked) -> Answered:
        """Who is to be told is called first, if the app may have it at all."""
        try:
            if "Calendars.ReadWrite" not in self.grants or not self.subscriptions.is_within(
                asked, operation.given, self.within
            ):
                raise GraphFault(
                    403, "ErrorAccessDenied", "Access is denied. Check credentials and try again."
                )
            await self.subscriptions.checked(asked)
        except GraphFault as fault:
            return fault.answered
        return await self._gone_wrong(
            operation.name, lambda: self.subscriptions.answer(operation.name, asked, operation.given)
        )

    def _done(self, operation: Operation, asked: Asked) -> Answered:
        address = operation.mailbox.lower()
        granted = self.grants.union(*(COVERS.get(grant, set()) for grant in self.grants))
        if "teamwork" in operation.name:
            return self._in_teams(operation, asked, granted)
        if operation.permission not in granted or (self.within is not None and address not in self.within):
            raise GraphFault(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.")
        box = self.mailboxes.get(address)
        if box is None:
            raise GraphFault(404, "ErrorInvalidUser", "The requested user is invalid.")
        if "essages" in operation.name or "sendMail" in operation.name:
            return self.mail.answer(operation.name, asked, box, operation.given)
        return self.calendars.answer(operation.name, asked, box, operation.given)

    def _in_teams(self, operation: Operation, asked: Asked, granted: set[str]) -> Answered:
        """Teams is one service for the tenant: no permission of it is for some mailboxes alone."""
        box = self.mailboxes.get(operation.mailbox.lower())
        if operation.permission not in granted or (box is not None and box.is_kept_from_apps):
            raise GraphFault(403, "Forbidden", "Missing role permissions on the request.")
        if box is None:
            raise GraphFault(404, "NotFound", "The user is not found.")
        return installed(operation.name, asked, box, operation.given, self.catalogue)

    def _trouble(self, name: str) -> Trouble | None:
        for trouble in self._troubles:
            if trouble.operation == name and trouble.times:
                trouble.times -= 1
                return trouble
        return None

    async def _gone_wrong(self, name: str, effect: Callable[[], Answered]) -> Answered:
        """Answer, or let go wrong what is to go wrong. Raises Dropped."""
        trouble = self._trouble(name) or Trouble(name)
        await asyncio.sleep(self.latency + trouble.seconds)
        if trouble.drops == "before":
            raise Dropped
        answered = _troubled(trouble) if trouble.status else _effected(effect)
        if trouble.meanwhile is not None:
            trouble.meanwhile()
        if trouble.drops == "after":
            raise Dropped
        return answered


def _effected(effect: Callable[[], Answered]) -> Answered:
    try:
        return effect()
    except GraphFault as fault:
        return fault.answered


def _troubled(trouble: Trouble) -> Answered:
    more = {"Retry_After": trouble.retry_after} if trouble.retry_after else {}
    answered = GraphFault(trouble.status, trouble.code or "ServiceNotAvailable", "", **more).answered
    return replace(answered, is_html=trouble.is_html)


async def _over_http(request: web.Request, answer: Awaitable[Answered]) -> web.Response:
    try:
        return _response(await answer)
    except Dropped:
        return _cut_off(request)


def _cut_off(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)


def _response(answered: Answered) -> web.Response:
    kind = "text/html" if answered.is_html else "application/json"
    return web.Response(
        status=answered.status,
        headers=answered.headers,
        text=answered.text or None,
        content_type=kind if answered.text else None,
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

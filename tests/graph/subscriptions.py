"""What the simulator does about subscriptions: it calls whoever is to be told, as Graph does."""

from __future__ import annotations

import asyncio
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import unquote, urlsplit

from aiohttp import ClientError, ClientSession

from tests.graph.calendar import Event
from tests.graph.contract import faults_of_notices
from tests.graph.exchange import AT, Answered, Asked, GraphFault, HasUrl
from tests.graph.mailbox import Mailbox

LASTS_LONGEST = timedelta(minutes=10_080)
HANDSHAKE_WITHIN, ANSWER_WITHIN = 10.0, 3.0
LONGEST_STATE = 128
PAGE = 10
LOOPBACK = ("127.0.0.1", "localhost")
RESOURCE = re.compile(r"/?users/([^/]+)/events", re.IGNORECASE)
KINDS = {"created", "updated", "deleted"}
TOKEN = "Validation: Testing client application reachability <b>&amp; é</b> Request-Id: 5f8a+/="


@dataclass
class Kept:
    """A subscription. `read_to` is up to where the calendar's changes have been told."""

    number: str
    asked: dict[str, Any]
    box: Mailbox
    ends_at: datetime
    read_to: int
    statuses: list[int] = field(default_factory=list)

    @property
    def kinds(self) -> set[str]:
        return {kind.strip().lower() for kind in self.asked["changeType"].split(",")}

    @property
    def shown(self) -> dict[str, Any]:
        """As an answer has it: the secret is not shown again."""
        return {
            **self.asked,
            "id": self.number,
            "clientState": None,
            "expirationDateTime": _stated(self.ends_at),
        }


class SubscriptionRoutes:
    """Answers what is asked about subscriptions, and tells what happens. `now` is the other side's clock."""

    def __init__(
        self, at: HasUrl, mailboxes: Mapping[str, Mailbox], breaches: list[str], tenant: str
    ) -> None:
        self.now = _instant(AT)
        self.handshakes = 0
        self._at = at
        self._mailboxes = mailboxes
        self._breaches = breaches
        self._tenant = tenant
        self._kept: dict[str, Kept] = {}

    @property
    def standing(self) -> dict[str, Kept]:
        """Those that have not ended, by the address of the calendar."""
        return {kept.box.address.lower(): kept for kept in self._kept.values() if kept.ends_at > self.now}

    def is_within(self, asked: Asked, given: tuple[str, ...], within: set[str] | None) -> bool:
        """Whether the app may see the mailbox that something is asked about."""
        if within is None or (not given and asked.method == "GET"):
            return True
        address = _address(asked.body) if asked.method == "POST" else self._find(given[0]).box.address.lower()
        return address in within

    async def checked(self, asked: Asked) -> None:
        """Look at what is asked for, and whether who is to be told wants it. Raises GraphFault."""
        if asked.method != "POST":
            return
        self._check(asked.body)
        for name in ("notificationUrl", "lifecycleNotificationUrl"):
            if asked.body.get(name) and not await self._shakes_hands(asked.body[name]):
                raise GraphFault(400, "ValidationError", "Subscription validation request failed.")

    def answer(self, name: str, asked: Asked, given: tuple[str, ...]) -> Answered:
        """The answer to one of the operations of subscriptions. Raises GraphFault."""
        match name:
            case "POST subscriptions":
                box = self._mailboxes[_address(asked.body)]
                if any(each.asked["changeType"] == asked.body["changeType"] for each in [*self._of(box)]):
                    raise GraphFault(409, "ExtensionError", "Such a subscription already exists.")
                new = Kept(
                    str(uuid.uuid4()),
                    {name: value for name, value in asked.body.items() if not name.startswith("@")},
                    box,
                    _instant(asked.body["expirationDateTime"]),
                    len(box.calendar.log),
                )
                self._kept[new.number] = new
                return Answered(201, new.shown)
            case "GET subscriptions":
                return self._listed(int(asked.query.get("$skiptoken", 0)))
            case "GET subscriptions/{}":
                return Answered(200, self._find(given[0]).shown)
            case "PATCH subscriptions/{}":
                found = self._find(given[0])
                found.ends_at = self._lasting(asked.body)
                return Answered(200, found.shown)
            case "DELETE subscriptions/{}":
                del self._kept[self._find(given[0]).number]
                return Answered(204)
        raise GraphFault(501, "NotImplemented", name)

    async def tell(self, *, times: int = 1, **instead: Any) -> list[int]:
        """Tell of all changes since the last time, each so many times; what was answered. `instead` are parts
        of the notices that are other than they should be.
        """
        answered = []
        for kept in self.standing.values():
            log = kept.box.calendar.log
            news = [(event, _kind(event, kept)) for event in log[kept.read_to :]]
            kept.read_to = len(log)
            notices = [
                self._notice(kept, event, kind) | instead for event, kind in news if kind in kept.kinds
            ]
            if notices:
                answered += [await self._post(kept.asked["notificationUrl"], notices) for _ in range(times)]
        return answered

    async def tell_lifecycle(self, address: str, event: str) -> int:
        """Tell what becomes of a subscription: "missed", say; one that is removed is gone first."""
        kept = self.standing[address.lower()]
        if event == "subscriptionRemoved":
            self.remove(address)
        notice = {**self._of_subscription(kept), "lifecycleEvent": event}
        return await self._post(kept.asked["lifecycleNotificationUrl"], [notice])

    def remove(self, address: str) -> None:
        """Have a subscription be gone."""
        del self._kept[self.standing[address.lower()].number]

    def add(self, address: str, tells: str) -> str:
        """Have one be there that nobody asked for; its id."""
        box = self._mailboxes[address.lower()]
        asked = {
            "changeType": "updated",
            "notificationUrl": tells,
            "resource": f"users/{address}/events",
            "clientState": "x",
        }
        new = Kept(str(uuid.uuid4()), asked, box, self.now + timedelta(days=1), len(box.calendar.log))
        self._kept[new.number] = new
        return new.number

    def numbers(self) -> set[str]:
        """The ids of all that have not ended."""
        return {kept.number for kept in self._kept.values() if kept.ends_at > self.now}

    def _of(self, box: Mailbox) -> list[Kept]:
        return [kept for kept in self._kept.values() if kept.box is box and kept.ends_at > self.now]

    def _find(self, number: str) -> Kept:
        if number not in self.numbers():
            raise GraphFault(404, "ResourceNotFound", "The object was not found.")
        return self._kept[number]

    def _listed(self, skip: int) -> Answered:
        whole = [kept.shown for kept in self._kept.values() if kept.ends_at > self.now]
        body: dict[str, Any] = {"value": whole[skip : skip + PAGE]}
        if len(whole) > skip + PAGE:
            body["@odata.nextLink"] = f"{self._at.url}/v1.0/subscriptions?$skiptoken={skip + PAGE}"
        return Answered(200, body)

    def _check(self, asked: dict[str, Any]) -> None:
        kinds = {kind.strip().lower() for kind in asked.get("changeType", "").split(",")}
        secret = asked.get("clientState") or ""
        if not kinds <= KINDS or len(secret) > LONGEST_STATE or not asked.get("notificationUrl"):
            raise GraphFault(400, "InvalidRequest", "The subscription is not as it must be.")
        if _address(asked) not in self._mailboxes:
            raise GraphFault(404, "ErrorInvalidUser", "The requested user is invalid.")
        for name in ("notificationUrl", "lifecycleNotificationUrl"):
            parts = urlsplit(asked.get(name) or asked["notificationUrl"])
            if parts.scheme != "https" and parts.hostname not in LOOPBACK:
                raise GraphFault(400, "InvalidRequest", "The notification URL must be https.")
        self._lasting(asked)

    def _lasting(self, asked: dict[str, Any]) -> datetime:
        until = _instant(asked["expirationDateTime"])
        if not self.now < until <= self.now + LASTS_LONGEST:
            raise GraphFault(
                400, "InvalidRequest", "Subscription expiration can only be 10080 minutes ahead."
            )
        return until

    async def _shakes_hands(self, url: str) -> bool:
        self.handshakes += 1
        try:
            async with (
                asyncio.timeout(HANDSHAKE_WITHIN),
                ClientSession() as session,
                session.post(url, params={"validationToken": TOKEN}) as response,
            ):
                plain = response.content_type == "text/plain"
                return response.status == 200 and plain and await response.text() == TOKEN
        except (ClientError, TimeoutError):
            return False

    async def _post(self, url: str, notices: list[dict[str, Any]]) -> int:
        body = {"value": notices}
        self._breaches += [f"notices: {fault}" for fault in faults_of_notices(body)]
        async with (
            asyncio.timeout(ANSWER_WITHIN),
            ClientSession() as session,
            session.post(url, json=body) as response,
        ):
            assert await response.text() == ""
            return response.status

    def _of_subscription(self, kept: Kept) -> dict[str, Any]:
        return {
            "subscriptionId": kept.number,
            "subscriptionExpirationDateTime": _stated(kept.ends_at),
            "clientState": kept.asked.get("clientState"),
            "tenantId": self._tenant,
            "resource": f"Users/{uuid.uuid5(uuid.NAMESPACE_OID, kept.box.address)}/Events",
        }

    def _notice(self, kept: Kept, event: Event, kind: str) -> dict[str, Any]:
        of = self._of_subscription(kept)
        path = f"{of['resource']}/{event.id(immutable=False)}"
        data = {"@odata.type": "#Microsoft.Graph.Event", "@odata.id": path, "id": event.id(immutable=False)}
        return {**of, "changeType": kind, "resource": path, "resourceData": data}


def _kind(event: Event, kept: Kept) -> str:
    if event not in kept.box.calendar.events:
        return "deleted"
    return "created" if event.changes == 1 else "updated"


def _address(asked: Mapping[str, Any]) -> str:
    found = RESOURCE.fullmatch(str(asked.get("resource") or ""))
    return unquote(found[1]).lower() if found else ""


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _stated(at: datetime) -> str:
    """With seven decimals, as Graph has it."""
    return f"{at:%Y-%m-%dT%H:%M:%S.%f}0Z"

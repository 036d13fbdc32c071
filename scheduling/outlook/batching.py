"""Many requests in one round trip. The SDK's own batch loses their bodies, so it is built here by hand."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from scheduling.outlook.client import PREFER, Outlook
from scheduling.outlook.refusals import LONGEST_CODE, GraphError, Refused, retry_after

if TYPE_CHECKING:
    from msgraph.graph_service_client import GraphServiceClient

MOST: Final = 20
"""Requests that Graph takes in a batch."""

BATCHES_AT_ONCE: Final = 4
"""Batches that are under way together; those of the same mailboxes wait for each other besides."""


@dataclass(frozen=True, slots=True)
class Request:
    """Something asked of a mailbox. `path` is below it, with its query; both quoted already."""

    mailbox: str
    method: str
    path: str
    body: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What one request of a batch was answered."""

    status: int
    body: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def error(self) -> Mapping[str, Any]:
        """What is said of a refusal; empty where it says nothing."""
        error = self.body.get("error")
        return error if isinstance(error, dict) else {}

    @property
    def refusal(self) -> Refused | None:
        """The refusal that this is; None where it was done."""
        if self.status < 400:
            return None
        code = self.error.get("code")
        named = code[:LONGEST_CODE] if isinstance(code, str) else ""
        return Refused(self.status, named, retry_after(self.headers))


async def asked(outlook: Outlook, requests: Sequence[Request]) -> list[Answer | GraphError]:
    """The answers to requests in their order; a GraphError for those whose batch as a whole came to nothing.

    None is asked a second time. Of no mailbox more is asked at once than it takes.
    """
    answers: dict[int, Answer | GraphError] = {}
    at_once = asyncio.Semaphore(BATCHES_AT_ONCE)

    async def ask(places: Sequence[int]) -> None:
        some = [requests[place] for place in places]
        async with at_once:
            try:
                answers.update(zip(places, await _batch(outlook, some), strict=True))
            except GraphError as error:
                answers.update(dict.fromkeys(places, error))

    async with asyncio.TaskGroup() as group:
        for places in packed([request.mailbox for request in requests]):
            group.create_task(ask(places))
    return [answers[place] for place in range(len(requests))]


def packed(mailboxes: Sequence[str]) -> list[list[int]]:
    """The places of requests, by their mailboxes, in as few batches as can be.

    What is for one mailbox is kept together where it can be, so that batches do not wait for each other.
    """
    by_mailbox: dict[str, list[int]] = {}
    for place, mailbox in enumerate(mailboxes):
        by_mailbox.setdefault(mailbox.casefold(), []).append(place)
    batches: list[list[int]] = [[] for _ in range(-(-len(mailboxes) // MOST))]
    for places in sorted(by_mailbox.values(), key=len, reverse=True):
        rest = places
        while rest:
            emptiest = min(batches, key=len)
            room = MOST - len(emptiest)
            emptiest += rest[:room]
            rest = rest[room:]
    return batches


async def _batch(outlook: Outlook, requests: Sequence[Request]) -> list[Answer]:
    whole = {"requests": [_item(str(place), request) for place, request in enumerate(requests)]}
    content = json.dumps(whole).encode()
    mailboxes = Counter(request.mailbox for request in requests)
    told = await outlook.call_over(mailboxes, lambda graph: _posted(graph, content))
    by_id = {str(one.get("id")): one for one in told.get("responses") or ()}
    return [_answer(by_id.get(str(place))) for place in range(len(requests))]


def _item(id_: str, request: Request) -> dict[str, Any]:
    url = f"/users/{quote(request.mailbox, safe='@')}/{request.path}"
    # What is preferred goes with each: the batch's own headers are not handed on.
    item: dict[str, Any] = {"id": id_, "method": request.method, "url": url, "headers": dict(PREFER)}
    if request.body is not None:
        item["headers"]["Content-Type"] = "application/json"
        item["body"] = request.body
    return item


def _answer(told: Mapping[str, Any] | None) -> Answer:
    """An answer; as of a server that gave up where there is none, since it is not known what was done."""
    if told is None:
        return Answer(504)
    body = told.get("body")
    return Answer(int(told["status"]), body if isinstance(body, dict) else {}, told.get("headers") or {})


async def _posted(graph: GraphServiceClient, content: bytes) -> Mapping[str, Any]:
    from kiota_abstractions.method import Method
    from kiota_abstractions.request_information import RequestInformation
    from msgraph.generated.models.o_data_errors.o_data_error import ODataError

    posting = RequestInformation(Method.POST, "{+baseurl}/$batch", {})
    posting.headers.try_add("Accept", "application/json")
    posting.set_stream_content(content, "application/json")
    adapter: Any = graph.request_adapter  # its own types say that bytes never come back
    told: bytes | None = await adapter.send_primitive_async(posting, "bytes", {"XXX": ODataError})
    read: Any = json.loads(told) if told else None
    return read if isinstance(read, dict) else {}

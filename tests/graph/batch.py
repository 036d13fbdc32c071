"""Requests in a batch: in any order, at most four at a time of a mailbox, and after those they depend on."""

from __future__ import annotations

import asyncio
import json
import random
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.graph.exchange import Answered, Asked, GraphFault

AT_ONCE = 4
Answers = Callable[[Asked], Awaitable[Answered]]


async def answered_batch(body: Mapping[str, Any], answers: Answers) -> Answered:
    """The answer to a batch whose requests are each answered by `answers`."""
    requests = {item["id"]: item for item in body["requests"]}
    done: dict[str, asyncio.Task[Answered]] = {}
    lanes: dict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(AT_ONCE))

    async def one(item: Mapping[str, Any]) -> Answered:
        for parent in item.get("dependsOn", ()):
            if parent not in done or (await done[parent]).status >= 400:
                return GraphFault(424, "FailedDependency").answered
        asked = asked_of(item)
        async with lanes["/".join(asked.path.split("/")[:3]).lower()]:
            return await answers(asked)

    async with asyncio.TaskGroup() as group:
        for id_, item in requests.items():
            done[id_] = group.create_task(one(item))
    responses = [_item(id_, task.result()) for id_, task in done.items()]
    random.Random(len(responses)).shuffle(responses)  # noqa: S311 - so that nobody counts on their order
    return Answered(200, {"responses": responses})


def asked_of(item: Mapping[str, Any]) -> Asked:
    """A request of a batch, as if it had come by itself."""
    parts = urlsplit(item["url"])
    path = parts.path if parts.path.startswith("/") else f"/{parts.path}"
    headers = {name.lower(): value for name, value in item.get("headers", {}).items()}
    body = json.loads(json.dumps(item["body"])) if "body" in item else None
    return Asked(item["method"], path, dict(parse_qsl(parts.query)), headers, body)


def _item(id_: str, answered: Answered) -> dict[str, Any]:
    whole: dict[str, Any] = {"id": id_, "status": answered.status, "headers": dict(answered.headers)}
    if answered.body is not None:
        whole["headers"]["Content-Type"] = "application/json"
        whole["body"] = answered.body
    return whole

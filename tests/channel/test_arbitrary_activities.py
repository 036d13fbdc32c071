"""Whatever is thrown at the door, the caller gets an answer below 500 and the bot stays up."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.messages import Incoming, Reply
from tests.channel.desk import EchoDoor, said
from tests.channel.teams import ANN_ID, Bot, ConnectorService, group, running, served

Post = Callable[[bytes], tuple[int, Any]]

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
TYPED = st.one_of(
    ANY_TEXT,
    st.sampled_from(
        [
            "<at>Keystone</at> help",
            "שלום עולם \u202e",
            "👩‍🏫🏫" * 500,
            "<script>alert(1)</script>",
            "**bold** [a](http://b)",
            "x" * 100_000,
            "\x00",
            "{0} %s {{}}",
        ]
    ),
)


def json_with(numbers: st.SearchStrategy[float]) -> st.SearchStrategy[Any]:
    return st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), numbers, ANY_TEXT),
        lambda inside: st.one_of(st.lists(inside, max_size=4), st.dictionaries(ANY_TEXT, inside, max_size=4)),
        max_leaves=12,
    )


ANY_JSON = json_with(st.floats())
PROPER_JSON = json_with(st.floats(allow_nan=False, allow_infinity=False))


def account(name: str) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries(
        {},
        optional={
            "id": st.just(name) | ANY_JSON,
            "name": ANY_JSON,
            "aadObjectId": st.just(ANN_ID) | ANY_JSON,
        },
    )


PERSONAL = {"id": "a:ann", "conversationType": "personal"}
PRESSED = st.fixed_dictionaries(
    {},
    optional={"do": PROPER_JSON, "action": st.fixed_dictionaries({"data": PROPER_JSON, "verb": PROPER_JSON})},
)
TEAMS_ENTITIES = st.lists(
    st.fixed_dictionaries({"type": st.just("mention"), "text": TYPED, "mentioned": account("28:bot")}),
    max_size=3,
)
SERVICE_URLS = [
    "SERVICE",
    "SERVICE/{0}",
    "http://127.0.0.1:9/{x}",
    "http://127.0.0.1:99999/",
    "http://[x",
    "",
    "x:",
]
KINDS = [
    "message",
    "message",
    "invoke",
    "installationUpdate",
    "conversationUpdate",
    "typing",
    "delay",
    "trace",
    "",
]
SHAPED = st.fixed_dictionaries(
    {"type": st.sampled_from(KINDS) | ANY_JSON, "serviceUrl": st.sampled_from(SERVICE_URLS)},
    optional={
        "id": st.just("1") | ANY_JSON,
        "text": TYPED | ANY_JSON,
        "value": PRESSED | ANY_JSON,
        "name": st.just("adaptiveCard/action") | ANY_JSON,
        "action": st.sampled_from(["add", "remove"]) | ANY_JSON,
        "from": account("29:ann") | ANY_JSON,
        "recipient": account("28:bot") | ANY_JSON,
        "conversation": st.sampled_from([PERSONAL, PERSONAL, group(), group("channel")]) | ANY_JSON,
        "channelData": st.just({"tenant": {"id": "t"}}) | ANY_JSON,
        "channelId": st.just("msteams") | ANY_JSON,
        "deliveryMode": st.just("expectReplies") | ANY_JSON,
        "entities": TEAMS_ENTITIES | ANY_JSON,
        "attachments": ANY_JSON,
        "membersAdded": st.lists(account("28:bot"), max_size=2) | ANY_JSON,
        "membersRemoved": ANY_JSON,
        "locale": ANY_JSON,
        "timestamp": ANY_JSON,
        "textFormat": ANY_JSON,
    },
)
WHOLE = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["message", "invoke"]),
        "serviceUrl": st.sampled_from(
            ["SERVICE", "SERVICE/uk/", "http://127.0.0.1:9/", "http://127.0.0.1:99999/"]
        ),
        "id": ANY_TEXT,
        "name": st.just("adaptiveCard/action"),
        "text": TYPED,
        "value": st.none() | PRESSED,
        "from": st.just({"id": "29:ann", "aadObjectId": ANN_ID}),
        "recipient": st.just({"id": "28:bot", "name": "Keystone"}),
        "conversation": st.sampled_from([PERSONAL, group()]),
        "deliveryMode": st.sampled_from(["expectReplies", "normal"]),
    }
)


def repeat_in_every_way(incoming: Incoming) -> Reply:
    """A door that puts what came in into everything that goes out."""
    assert not re.search("[\x00\ud800-\udfff]", incoming.text)
    inputs = dict(incoming.press.data) if incoming.press else {}
    card = {"type": "AdaptiveCard", "body": [{"type": "TextBlock", "text": incoming.text}], "data": inputs}
    messages = said(incoming.text, card=card, suggestions=(incoming.text, "help")).messages
    return Reply(messages, replacement=card, privately=messages)


@pytest.fixture(scope="module")
def post() -> Iterator[Post]:
    """Posts a body to a bot that stays up throughout."""
    with asyncio.Runner() as runner:
        stack, service = AsyncExitStack(), ConnectorService()
        runner.run(stack.enter_async_context(served(service)))
        bot: Bot = runner.run(stack.enter_async_context(running(door=EchoDoor(repeat_in_every_way))))

        async def send(content: bytes) -> tuple[int, Any]:
            headers = {"Content-Type": "application/json"}
            content = content.replace(b"SERVICE", service.url.encode())
            async with bot.client.post("/api/messages", data=content, headers=headers) as response:
                return response.status, await response.text()

        yield lambda content: runner.run(send(content))
        runner.run(stack.aclose())


@settings(deadline=None)
@given(ANY_JSON)
def test_any_json_is_answered_below_500(post: Post, body: Any) -> None:
    assert post(json.dumps(body).encode())[0] < 500


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_a_bad_request(post: Post, content: bytes) -> None:
    assert post(content)[0] == 400


@settings(max_examples=400, deadline=None)
@given(SHAPED)
def test_anything_shaped_like_an_activity_is_answered_below_500(post: Post, body: dict[str, Any]) -> None:
    assert post(json.dumps(body).encode())[0] < 500


@settings(max_examples=200, deadline=None)
@given(WHOLE)
def test_whatever_somebody_types_or_sends_is_answered(post: Post, body: dict[str, Any]) -> None:
    status, answer = post(json.dumps(body).encode())
    assert (status, "went wrong" in answer) == (200, False)

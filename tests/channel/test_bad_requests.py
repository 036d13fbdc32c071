"""Requests that are not activities, or not whole ones: a 4xx for the caller, never a 500."""

from __future__ import annotations

import io
from typing import Any

import pytest

from bot.web import LARGEST_BODY
from dialogs.messages import Incoming, Reply
from tests.channel.desk import EchoDoor
from tests.channel.teams import Bot, activity, running

JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b"7",
        b"\xff\xfe\x00",
        b'{"type": NaN}',
        b"[" * 100_000,
        b'{"type":' + b"[" * 500 + b"]" * 500 + b"}",
        b'{"type": ' + b"9" * 5000 + b"}",
    ],
)
async def test_a_body_that_is_not_a_json_object_is_a_bad_request(bot: Bot, content: bytes) -> None:
    async with bot.client.post("/api/messages", data=content, headers=JSON) as response:
        assert response.status == 400
        assert "error" in await response.json()


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"type": None}, "type"),
        ({"type": 7}, "type"),
        ({"from": None}, "sender"),
        ({"from": "Ann"}, "sender"),
        ({"from": {"name": "Ann"}}, "sender"),
        ({"conversation": None}, "conversation"),
        ({"conversation": {"id": ""}}, "conversation"),
        ({"conversation": {"id": "a" * 501}}, "too long"),
        ({"id": "a" * 501}, "too long"),
        ({"serviceUrl": None, "deliveryMode": None}, "service URL"),
        ({"serviceUrl": "ftp://somewhere"}, "service URL"),
        ({"serviceUrl": "http://[::1"}, "service URL"),
        ({"serviceUrl": "http://somewhere/{0}"}, "service URL"),
        ({"value": {"n": 1e999}}, "number"),
    ],
)
async def test_an_activity_that_cannot_be_answered_is_a_bad_request(
    bot: Bot, changes: dict[str, Any], what: str
) -> None:
    body = {**activity(), **changes}
    status, answer = await bot.post({name: value for name, value in body.items() if value is not None})
    assert status == 400
    assert what in answer["error"] or answer["error"] == "The body is not JSON."
    assert bot.door.received == []


@pytest.mark.parametrize(
    "changes",
    [
        {"text": None},
        {"text": 7},
        {"text": ["a"]},
        {"recipient": None},
        {"entities": "none"},
        {"entities": [7, {"type": "mention"}]},
        {"channelData": "odd"},
        {"id": None},
        {"id": 7},
        {"attachments": [{"contentType": "text/html", "content": "<p>hello</p>"}]},
        {"timestamp": "yesterday", "locale": 7, "membersAdded": 9},
    ],
)
async def test_an_activity_with_odd_or_missing_parts_is_still_answered(
    bot: Bot, changes: dict[str, Any]
) -> None:
    assert len(await bot.ask(activity(**changes))) == 1


async def test_a_body_of_another_type_is_refused(bot: Bot) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        async with bot.client.post("/api/messages", data=b"{}", headers={"Content-Type": kind}) as response:
            assert response.status == 415


async def test_another_method_is_refused(bot: Bot) -> None:
    for method in ("GET", "PUT", "DELETE"):
        async with bot.client.request(method, "/api/messages") as response:
            assert response.status == 405


async def test_a_body_that_is_too_large_is_refused(bot: Bot) -> None:
    async with bot.client.post(
        "/api/messages", data=io.BytesIO(b" " * (LARGEST_BODY + 1)), headers=JSON
    ) as response:
        assert response.status == 413


async def test_a_message_just_below_the_limit_is_read_in_full(bot: Bot) -> None:
    await bot.ask(activity(text="é" * 150_000))
    assert len(bot.door.received[0].text) == 150_000


async def test_an_unknown_kind_of_activity_is_taken_and_not_answered(bot: Bot) -> None:
    for kind in ("typing", "messageReaction", "event", "endOfConversation", "something new"):
        assert await bot.post(activity(type=kind)) == (200, {"activities": []})
        assert await bot.post(activity(type=kind, deliveryMode=None)) == (200, None)
    assert await bot.post(activity(type="invoke", name="composeExtension/query")) == (200, {"activities": []})
    assert bot.door.received == []


async def test_what_no_database_can_hold_is_taken_out_of_what_people_type(bot: Bot) -> None:
    await bot.ask(activity(text="a\x00b\ud83dc \U0001f600"))
    await bot.ask(activity(text="", value={"do": "x", "na\x00me": ["\udc00y"]}))
    assert bot.door.received[0].text == "abc \U0001f600"
    press = bot.door.received[1].press
    assert press is not None
    assert dict(press.data) == {"name": ["y"]}


async def test_right_to_left_text_emoji_markdown_and_html_pass_as_typed(bot: Bot) -> None:
    for text in (
        "שלום <b>עולם</b>",
        "**bold** _x_ [a](b)",
        "👩‍🏫 &amp; <script>alert(1)</script>",
        "\u202eabc",
    ):
        reply = (await bot.ask(activity(text=text)))[0]
        assert (reply["text"], reply["textFormat"]) == (text, "plain")


async def test_an_unexpected_failure_is_told_kindly_and_logged_without_a_word_of_what_was_typed(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(incoming: Incoming) -> Reply:
        raise RuntimeError(f"could not store {incoming.text}")

    async with running(door=EchoDoor(fail)) as bot:
        replies = await bot.ask(activity(text="Reading is weak in Year 4"))
        pressed = await bot.post(
            activity(type="invoke", name="adaptiveCard/action", value={}, deliveryMode=None)
        )
    assert "nothing you typed is lost" in replies[0]["text"]
    assert "nothing you typed is lost" in pressed[1]["value"]
    assert "RuntimeError" in caplog.text
    assert "in fail" in caplog.text
    assert "Year 4" not in caplog.text

"""Files that come with a message: fetched from where Teams keeps them, and from nowhere else."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from bot.channel.delivery import FILE, MOST_FILES, Attachment, read
from bot.channel.files import ELSEWHERE, GONE, NOT_NOW, REFUSED, FileFetcher
from bot.channel.microsoft_files import HOSTS, MicrosoftFiles
from dialogs.messages import Attached
from strategy.files import LARGEST_FILE, too_large
from tests.channel.teams import Bot, activity, group

SECRET = "tempauth-of-somebody"


@pytest.fixture
async def shelf() -> AsyncIterator[str]:
    """The address of a server that keeps files, well and badly."""
    app = web.Application()

    async def good(_: web.Request) -> web.Response:
        return web.Response(body=b"%PDF-1.7")

    async def status(request: web.Request) -> web.Response:
        return web.Response(status=int(request.match_info["code"]), text="an error page")

    async def away(request: web.Request) -> web.Response:
        raise web.HTTPFound(request.query["to"])

    async def slow(_: web.Request) -> web.Response:
        await asyncio.Event().wait()
        return web.Response()

    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(LARGEST_FILE // 2**20 + 2):
            await response.write(bytes(2**20))
        return response

    app.add_routes(
        [
            web.get("/good", good),
            web.get("/status/{code}", status),
            web.get("/away", away),
            web.get("/slow", slow),
            web.get("/endless", endless),
        ]
    )
    running = web.AppRunner(app, shutdown_timeout=0.1)
    await running.setup()
    site = web.TCPSite(running, "127.0.0.1", 0)
    await site.start()
    assert site._server is not None
    port = site._server.sockets[0].getsockname()[1]  # type: ignore[attr-defined]
    yield f"http://127.0.0.1:{port}"
    await running.cleanup()


async def fetched(url: str, *, local: bool = True, patience: float = 5) -> Attached:
    fetcher = FileFetcher(local=local, patience=patience)
    try:
        [found] = await fetcher.fetch([Attachment("Plan.pdf", url)])
    finally:
        await fetcher.close()
    return found


async def test_a_file_is_fetched_with_its_bytes(shelf: str) -> None:
    assert await fetched(f"{shelf}/good") == Attached("Plan.pdf", b"%PDF-1.7")


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/status/404", GONE),
        ("/status/410", GONE),
        ("/status/403", REFUSED),
        ("/status/401", REFUSED),
        ("/status/500", NOT_NOW),
        ("/endless", too_large()),
        ("/away?to=https://elsewhere.example/plan", ELSEWHERE),
        ("/away?to=/away?to=/away", NOT_NOW),
    ],
)
async def test_what_goes_wrong_is_a_sentence_and_nothing_is_half_there(
    shelf: str, path: str, why: str
) -> None:
    assert await fetched(shelf + path) == Attached("Plan.pdf", fault=why)


async def test_a_host_that_keeps_one_waiting_is_left(shelf: str) -> None:
    assert (await fetched(f"{shelf}/slow", patience=0.2)).fault == NOT_NOW


async def test_a_redirect_that_stays_in_place_is_followed(shelf: str) -> None:
    assert (await fetched(f"{shelf}/away?to=/good")).content == b"%PDF-1.7"


async def test_nobody_at_home_is_a_sentence_and_the_address_is_not_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    assert (await fetched(f"http://127.0.0.1:9/{SECRET}")).fault == NOT_NOW
    assert SECRET not in caplog.text


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://trust.sharepoint.com/plan",
        "https://trust.sharepoint.com.evil.example/plan",
        "https://evilsharepoint.com/plan",
        "https://trust.sharepoint.com@evil.example/plan",
        "https://trust.sharepoint.com:8443/plan",
        "https://169.254.169.254/latest",
        "https://localhost/plan",
        "http://127.0.0.1:80/plan",
        "file:///etc/passwd",
        "https://[::1",
        "data:text/plain;base64,eA==",
    ],
)
async def test_elsewhere_is_never_asked(url: str) -> None:
    assert (await fetched(url, local=False)).fault == ELSEWHERE


def test_where_teams_keeps_files_is_asked() -> None:
    for url in ("https://trust-my.sharepoint.com/personal/x?tempauth=1", "https://public.onedrive.com/x"):
        assert MicrosoftFiles().may_ask(url)
    assert all(not host.startswith(".") for host in HOSTS)


def a_file(url: str = "https://trust.sharepoint.com/x", name: str = "Plan.pdf") -> dict[str, Any]:
    return {
        "contentType": FILE,
        "contentUrl": "https://trust.sharepoint.com/shown",
        "name": name,
        "content": {"downloadUrl": url, "uniqueId": "1", "fileType": "pdf"},
    }


def test_files_are_told_from_the_other_attachments_of_a_message() -> None:
    html = {"contentType": "text/html", "content": "<p>hello</p>"}
    card = {"contentType": "application/vnd.microsoft.card.adaptive", "content": {}}
    picture = {"contentType": "image/png", "contentUrl": "https://smba.example/1", "name": "a.png"}
    found = read(activity("https://smba.example", attachments=[html, a_file(), card, picture])).attachments
    assert [(each.name, each.url) for each in found] == [
        ("Plan.pdf", "https://trust.sharepoint.com/x"),
        ("a.png", "https://smba.example/1"),
    ]
    assert "sharepoint" not in repr(found)


@pytest.mark.parametrize(
    "attachments",
    [
        None,
        "a file",
        [None, 3, "x"],
        [{}],
        [{"contentType": 3}],
        [{"contentType": FILE, "content": "x", "name": ["a"]}],
        [{"contentType": FILE, "content": {"downloadUrl": "https://x" + "y" * 5_000}}],
        [a_file()] * 50,
    ],
)
def test_any_shape_of_attachments_is_read_with_care(attachments: Any) -> None:
    found = read(activity("https://smba.example", attachments=attachments)).attachments
    assert len(found) <= MOST_FILES


async def test_a_message_with_a_file_reaches_the_door_with_its_bytes(bot: Bot, shelf: str) -> None:
    await bot.ask(activity(text="our SDP", attachments=[a_file(f"{shelf}/good")]))
    [received] = bot.door.received
    assert received.files == (Attached("Plan.pdf", b"%PDF-1.7"),)
    assert "%PDF" not in repr(received)


async def test_nothing_is_fetched_in_front_of_others_or_for_whom_no_files_are_taken(
    bot: Bot, shelf: str
) -> None:
    await bot.ask(activity(text="SDP", conversation=group(), attachments=[a_file(f"{shelf}/good")]))
    bot.door.takes_files = False
    await bot.ask(activity(id="2", text="SDP", attachments=[a_file(f"{shelf}/good")]))
    assert [each.files for each in bot.door.received] == [(Attached("Plan.pdf"),), (Attached("Plan.pdf"),)]

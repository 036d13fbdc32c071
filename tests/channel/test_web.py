"""The HTTP face, apart from activities."""

from __future__ import annotations

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.web import Readiness, create_app
from tests.channel.teams import Bot, demo_settings, running


async def test_it_is_alive_and_ready(bot: Bot) -> None:
    async with bot.client.get("/healthz") as response:
        assert (response.status, await response.json()) == (200, {"status": "alive"})
    async with bot.client.get("/readyz") as response:
        assert (response.status, await response.json()) == (
            200,
            {"ready": True, "faults": [], "catching_up": [], "jobs": []},
        )


async def test_it_says_why_it_is_not_ready() -> None:
    async with (
        running(faults=["The database cannot be reached."]) as bot,
        bot.client.get("/readyz") as response,
    ):
        assert response.status == 503
        assert (await response.json())["faults"] == ["The database cannot be reached."]


async def test_no_answer_tells_what_it_runs_on(bot: Bot) -> None:
    for path in ("/healthz", "/nowhere", "/api/messages"):
        async with bot.client.get(path) as response:
            assert "Server" not in response.headers
            assert "aiohttp" not in (await response.text()).lower()


async def test_the_demonstration_answers_to_this_machines_own_names_alone(bot: Bot) -> None:
    """A page elsewhere whose name is made to lead here cannot speak for the person at this machine."""
    async with bot.client.get("/healthz", headers={"Host": "evil.example"}) as response:
        assert response.status == 403
    async with bot.client.get("/healthz", headers={"Host": "localhost:3978"}) as response:
        assert response.status == 200


async def test_a_page_that_fails_says_so_without_saying_what(bot: Bot) -> None:
    async def page(_: web.Request) -> web.Response:
        raise RuntimeError("the secret is swordfish")

    async def ready() -> Readiness:
        return Readiness()

    app = create_app(demo_settings(), bot.channel, ready, [web.get("/page", page)])
    async with TestClient(TestServer(app)) as client, client.get("/page") as response:
        assert response.status == 500
        assert "swordfish" not in await response.text()

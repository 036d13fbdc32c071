"""The HTTP face of the bot: where Teams posts activities, and where the machine asks whether all is well."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.channel.authentication import Unauthenticated
from bot.channel.channel import Channel
from bot.channel.faults import note
from bot.settings import LOOPBACK, Settings
from scheduling.punctuality import Punctuality

log = logging.getLogger(__name__)

LARGEST_BODY: Final = 1024 * 1024
"""Bytes of a request; Teams' own limit for a message is a tenth of that."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """What keeps the bot from working, in sentences, and how its jobs keep to the timetable.

    `catching_up` are the jobs that it has still to run once since it started. It answers meanwhile, but what
    is owed after an import or a change of policy may not all be there yet.
    """

    faults: tuple[str, ...] = ()
    jobs: tuple[Punctuality, ...] = ()
    catching_up: tuple[str, ...] = ()


Ready = Callable[[], Awaitable[Readiness]]


def create_app(
    settings: Settings, channel: Channel, ready: Ready, extra_routes: Iterable[web.AbstractRouteDef] = ()
) -> web.Application:
    """The application. `ready` says how the bot stands; it is ready where nothing keeps it from working."""
    middlewares = [_faults_are_ours, *([_from_this_machine] if settings.demo else [])]
    app = web.Application(client_max_size=LARGEST_BODY, middlewares=middlewares)

    async def messages(request: web.Request) -> web.Response:
        try:
            caller = await channel.admit(request.headers.get("Authorization"))
            if request.content_type != "application/json":
                raise web.HTTPUnsupportedMediaType(text="Send application/json.")
            answer = await channel.receive(caller, await request.read())
        except Unauthenticated as refusal:
            log.warning("Refused a request: %s", refusal)
            headers = {"WWW-Authenticate": "Bearer"}
            raise web.HTTPUnauthorized(text="Not authenticated.", headers=headers) from None
        if answer.body is None:
            return web.Response(status=answer.status)
        return web.json_response(answer.body, status=answer.status)

    async def healthz(_: web.Request) -> web.Response:
        return web.json_response({"status": "alive"})

    async def readyz(_: web.Request) -> web.Response:
        now = await ready()
        status = HTTPStatus.SERVICE_UNAVAILABLE if now.faults else HTTPStatus.OK
        body = {
            "ready": not now.faults,
            "faults": now.faults,
            "catching_up": now.catching_up,
            "jobs": [_standing(job) for job in now.jobs],
        }
        return web.json_response(body, status=status)

    async def run(_: web.Application) -> None:
        await channel.start()

    async def stop(_: web.Application) -> None:
        await channel.stop()

    app.router.add_post("/api/messages", messages)
    app.router.add_get("/healthz", healthz)
    app.router.add_get("/readyz", readyz)
    app.add_routes(extra_routes)
    app.on_startup.append(run)
    app.on_cleanup.append(stop)
    app.on_response_prepare.append(_without_versions)
    return app


def runner(app: web.Application) -> web.AppRunner:
    """How the application is run: without an access log, which would hold what people ask for."""
    return web.AppRunner(app, access_log=None)


def _standing(job: Punctuality) -> dict[str, Any]:
    succeeded = None if job.succeeded_at is None else job.succeeded_at.isoformat()
    return {"job": job.job, "last_succeeded": succeeded, "late": job.is_late}


async def _without_versions(_: web.Request, response: web.StreamResponse) -> None:
    response.headers.pop("Server", None)


@web.middleware
async def _faults_are_ours(request: web.Request, handler: Handler) -> web.StreamResponse:
    """An exception that nobody expected: logged under an id, without a word of what was sent."""
    try:
        return await handler(request)
    except web.HTTPException:
        raise
    except Exception as error:
        error_id = note(log, error, f"{request.method} {request.rel_url.path}")
        text = f"Something went wrong on our side (error {error_id})."
        return web.Response(status=HTTPStatus.INTERNAL_SERVER_ERROR, text=text)


@web.middleware
async def _from_this_machine(request: web.Request, handler: Handler) -> web.StreamResponse:
    """The demonstration has no passwords, so a page elsewhere must not reach it by a name of its own."""
    if request.url.host not in LOOPBACK:
        raise web.HTTPForbidden(text="The demonstration answers on this machine alone.")
    return await handler(request)

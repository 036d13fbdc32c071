"""Where Microsoft Graph tells that a calendar was changed: the address that subscriptions have it call.

Anybody may call it, so it says nothing: whatever is well formed is answered alike and at once, before
anything is looked up, and what becomes of it is seen to behind the answer.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from aiohttp import web

from bot.settings import NOTICES_PATH
from scheduling.change_notices import ChangeNotice, ChangeNotices

LARGEST_BODY: Final = 256 * 1024
"""Bytes of a call; a notice takes less than one thousand, and Graph sends some hundred together at most."""

LONGEST_TOKEN: Final = 2048
LONGEST_WORD: Final = 128
"""Characters of an id or a secret: more than Graph allows is none of ours."""


def notice_routes(notices: ChangeNotices) -> list[web.AbstractRouteDef]:
    """The routes by which notices come."""

    async def changes(request: web.Request) -> web.Response:
        token = request.query.get("validationToken")
        if token is not None:
            return _shaken_hands(token)
        if request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType(text="Send application/json.")
        if (request.content_length or 0) > LARGEST_BODY:
            raise web.HTTPRequestEntityTooLarge(LARGEST_BODY, request.content_length or 0)
        body = await request.read()
        if len(body) > LARGEST_BODY:
            raise web.HTTPRequestEntityTooLarge(LARGEST_BODY, len(body))
        try:
            found = read_notices(body)
        except ValueError:
            raise web.HTTPBadRequest(text="Not a collection of change notifications.") from None
        notices.take(found)
        return web.Response(status=HTTPStatus.ACCEPTED)

    return [web.post(NOTICES_PATH, changes)]


def read_notices(body: bytes) -> list[ChangeNotice]:
    """The notices of a call. Raises ValueError where it is none."""
    try:
        told = json.loads(body)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    listed = told.get("value") if isinstance(told, dict) else None
    if not isinstance(listed, list) or not all(isinstance(each, dict | None) for each in listed):
        raise ValueError("no list of notices")
    return [_notice(each) for each in listed if each is not None]


def _notice(told: Mapping[str, Any]) -> ChangeNotice:
    return ChangeNotice(
        subscription=_word(told, "subscriptionId"),
        secret=_word(told, "clientState"),
        tenant=_word(told, "tenantId"),
        lifecycle=_word(told, "lifecycleEvent"),
    )


def _word(told: Mapping[str, Any], name: str) -> str:
    """A short text; "" for none. Raises ValueError where it is neither."""
    value = told.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > LONGEST_WORD:
        raise ValueError(f"{name} is no short text")
    return value


def _shaken_hands(token: str) -> web.Response:
    """Graph asks before it subscribes whether it may call here: it is answered with its own words."""
    if len(token) > LONGEST_TOKEN:
        raise web.HTTPBadRequest(text="The token is too long.")
    return web.Response(text=token, content_type="text/plain", headers={"X-Content-Type-Options": "nosniff"})

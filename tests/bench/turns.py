"""The turns that are measured, each checked to be what it is meant to be before it counts."""

from __future__ import annotations

import itertools
import json
from collections.abc import Awaitable, Callable
from typing import Any

from tests.bench.bots import BotFailed, RunningBot
from tests.bench.people import DEPUTY_CEO_ID, FIRST_SIP_ID
from tests.bench.trusts import FIRST_URN

OVERDUE = "Which high-risk reports are overdue?"
HELP = "Help"
ENTITLEMENT = "How many SIP days are left at Alderbank Primary School?"
_SCHOOL, _DAY = str(FIRST_URN), "2026-11-12"
_BEGIN = "File a report for Alderbank Primary School, the visit on 12 November"

Turn = Callable[[], Awaitable[dict[str, Any]]]
"""Runs one turn and gives its answer's body."""


def echo_turn(bot: RunningBot) -> Turn:
    """A text that comes back."""

    async def turn() -> dict[str, Any]:
        return await bot.ask(DEPUTY_CEO_ID, {"text": OVERDUE})

    return turn


def overdue_turn(bot: RunningBot) -> Turn:
    """The Deputy CEO asks what is overdue at high risk."""

    async def turn() -> dict[str, Any]:
        return await bot.ask(DEPUTY_CEO_ID, {"text": OVERDUE})

    return turn


def entitlement_turn(bot: RunningBot) -> Turn:
    """The Deputy CEO asks what is left of one school's days."""

    async def turn() -> dict[str, Any]:
        return await bot.ask(DEPUTY_CEO_ID, {"text": ENTITLEMENT})

    return turn


def help_turn(bot: RunningBot) -> Turn:
    """The Deputy CEO asks for help."""

    async def turn() -> dict[str, Any]:
        return await bot.ask(DEPUTY_CEO_ID, {"text": HELP})

    return turn


async def form_turn(bot: RunningBot) -> Turn:
    """A partner presses Next on the first section of an open report form, having typed something new."""
    opened = await bot.ask(FIRST_SIP_ID, {"text": _BEGIN})
    draft = _named_draft(opened)
    typed = itertools.count(1)

    async def turn() -> dict[str, Any]:
        data = {
            "do": "form.next", "draft": draft, "section": 0, "school": _SCHOOL, "role": "sip", "date": _DAY,
            "purpose": f"Reading across Years 3 to 6, as agreed in meeting {next(typed)}",
        }  # fmt: skip
        action = {"type": "Action.Execute", "verb": "form.next", "data": data}
        pressed = {"type": "invoke", "name": "adaptiveCard/action", "value": {"action": action}}
        return await bot.ask(FIRST_SIP_ID, pressed)

    return turn


def check_overdue(body: dict[str, Any], expected: int) -> None:
    """The answer names as many reports as are overdue."""
    said = body["activities"][0]["text"]
    if not said.replace(",", "").startswith(f"{expected} high-risk report"):
        raise BotFailed(f"{expected} reports are overdue, but the answer was: {said[:200]}")


def check_entitlement(body: dict[str, Any]) -> None:
    """The answer counts the days of that school's partner."""
    said = body["activities"][0]["text"]
    if "SIP days used this year" not in said:
        raise BotFailed(f"The answer did not count the days: {said[:200]}")


def check_help(body: dict[str, Any]) -> None:
    """The answer is a card of things to ask."""
    if OVERDUE not in json.dumps(body):
        raise BotFailed("Help did not offer the Deputy CEO's question")


def check_form(body: dict[str, Any]) -> None:
    """The form has gone on to its second section."""
    if "(2 of 3)" not in json.dumps(body.get("value", {})):
        raise BotFailed(f"Next did not show the second section: {json.dumps(body)[:600]}")


def _named_draft(opened: dict[str, Any]) -> str:
    found: list[str] = []

    def look(part: Any) -> None:
        if isinstance(part, dict):
            if isinstance(part.get("draft"), str):
                found.append(part["draft"])
            for value in part.values():
                look(value)
        elif isinstance(part, list):
            for value in part:
                look(value)

    look(opened)
    if not found:
        raise BotFailed(f"Asking for a form did not give one: {json.dumps(opened)[:600]}")
    return found[0]

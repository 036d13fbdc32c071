"""Somebody's chat with the bot over HTTP: what Teams sends for them, and what they are shown."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from tests.channel.teams import activity, execute

LARGEST_CARD = 25 * 1024
_NUMBERS = itertools.count(1)


class Post(Protocol):
    """Posts an activity; the status, and the JSON of the answer's body."""

    async def __call__(self, body: Any) -> tuple[int, Any]: ...


class Shown:
    """One answer as a client has it: activities, and the card that takes the pressed one's place."""

    def __init__(self, body: Any) -> None:
        body = body or {}
        self.activities: list[dict[str, Any]] = body.get("activities", [])
        self.in_place: dict[str, Any] | None = None
        self.beneath = ""
        if body.get("type") == "application/vnd.microsoft.card.adaptive":
            self.in_place = body["value"]
        elif body.get("type") == "application/vnd.microsoft.activity.message":
            self.beneath = body["value"]
        attached = [part["content"] for each in self.activities for part in each.get("attachments") or ()]
        self.cards: list[dict[str, Any]] = [*([self.in_place] if self.in_place else []), *attached]
        for each in self.activities:
            assert each["summary"].strip()
            assert each["text"].strip()
        for card in self.cards:
            assert len(json.dumps(card, ensure_ascii=False).encode()) < LARGEST_CARD
            assert card["fallbackText"].strip()

    @property
    def words(self) -> str:
        """What is said in text."""
        return "\n".join([*(each["text"] for each in self.activities), self.beneath]).strip()

    @property
    def on_cards(self) -> str:
        """What is read on the cards."""
        kinds = ("TextBlock", "TextRun")
        return "\n".join(str(e.get("text", "")) for e in self._elements() if e.get("type") in kinds)

    @property
    def inputs(self) -> dict[str, str]:
        """What the inputs hold; a client leaves out those that are empty."""
        return {
            e["id"]: e["value"]
            for e in self._elements()
            if str(e.get("type", "")).startswith("Input.") and e.get("value")
        }

    @property
    def choices(self) -> int:
        """How many choices the longest list of them offers."""
        return max((len(e["choices"]) for e in self._elements() if "choices" in e), default=0)

    def button(self, title: str) -> dict[str, Any]:
        """What is sent for a button or link."""
        found = {
            str(e["title"]): dict(e["data"])
            for e in self._elements()
            if e.get("type") == "Action.Execute" and e.get("title")
        }
        assert title in found, f"no {title!r} among {sorted(found)} in {self.words!r}"
        return found[title]

    def _elements(self) -> Iterator[dict[str, Any]]:
        for card in self.cards:
            yield from _inside(card)


def _inside(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for part in value.values():
            yield from _inside(part)
    elif isinstance(value, list):
        for part in value:
            yield from _inside(part)


class Chat:
    """One person in one conversation. `invokes` is how their client sends a pressed button."""

    def __init__(self, post: Post, entra_id: str, *, where: dict[str, Any] | None = None) -> None:
        self._post = post
        self._sender = {"id": f"29:{entra_id}", "aadObjectId": entra_id}
        self._where = where or {"id": f"a:{entra_id}", "conversationType": "personal"}
        self.invokes = True
        self.last = Shown(None)

    async def says(self, text: str, **changes: Any) -> Shown:
        """Type something."""
        return await self.sends(activity(text=text, **self._around(changes)))

    async def presses(self, title: str, **entered: str) -> Shown:
        """Press a button of the last card; the inputs hold what they held, but for what is `entered`."""
        return await self.sends(self.pressed({**self.last.button(title), **self.last.inputs, **entered}))

    async def happens(self, **event: Any) -> Shown:
        """Have Teams tell of something by itself, such as that the app has come into the chat."""
        return await self.sends(activity(text=None, **self._around(event)))

    def pressed(self, data: Mapping[str, Any], **changes: Any) -> dict[str, Any]:
        """The activity that a pressed button makes: an invoke, or a message with a value in older clients."""
        around = self._around(changes)
        if self.invokes:
            return execute(dict(data), verb="", **around)
        return activity(text=None, value=dict(data), **around)

    async def sends(self, body: dict[str, Any]) -> Shown:
        """Send an activity, which is answered."""
        status, answer = await self._post(body)
        assert status == 200, (status, answer)
        shown = Shown(answer)
        if shown.cards:
            self.last = shown
        return shown

    def _around(self, changes: Mapping[str, Any]) -> dict[str, Any]:
        number = f"17330000{next(_NUMBERS):06d}"
        return {"from": self._sender, "conversation": self._where, "id": number, **changes}

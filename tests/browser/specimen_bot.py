"""A tiny bot that shows one specimen of everything Keystone's cards are made of.

It says what the Playground can and cannot show, whatever the state of Keystone itself.
Run it as `python tests/browser/specimen_bot.py PORT`, or in the place of `python -m bot`.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, web

CARD = "application/vnd.microsoft.card.adaptive"
ODD = (
    "**bold** <b>tag</b> [link](https://example.org) _u_ `code` # head & <script>alert(1)</script> "
    "\u202e\u05e9\u05dc\u05d5\u05dd \U0001f600"
)
TWO_LINES = "First line\nSecond line\n\n- a dash\n1. a number"
ESCAPES = (
    "Backslash: \\*\\*bold\\*\\* \\<b>tag\\</b> \\[link](https://example.org) \\_u\\_ \\`code\\` a \\& b",
    "Entities: &#42;&#42;bold&#42;&#42; &lt;b&gt;tag&lt;/b&gt; &#91;link&#93; &#95;u&#95;",
    "Two newlines:\n\nsecond\n\nthird",
    "Two spaces:  \nsecond  \nthird",
    "Break:<br>second<br/>third",
    "# Heading line",
    "- a dash at the start",
    "1\\. escaped number\n\n\\- escaped dash\n\n\\# escaped head\n\n12\\. twelve\n\n\\> quote",
    "Bare https://example.org/x and Tue 3 March 2026, 14:05. St Aidan's 5 * 3 * 2 snake_case_word ~x~",
)
Json = dict[str, Any]


def adaptive(*body: Json, actions: tuple[Json, ...] = ()) -> Json:
    card: Json = {"type": "AdaptiveCard", "version": "1.5", "body": list(body)}
    card["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json"
    if actions:
        card["actions"] = list(actions)
    return card


def execute(title: str, do: str, **more: Any) -> Json:
    data = {"do": do}
    return {
        "type": "Action.Execute",
        "title": title,
        "verb": do,
        "data": data,
        "fallback": {"type": "Action.Submit", "title": title, "data": data, **more},
        **more,
    }


def words(text: str, **more: Any) -> Json:
    return {"type": "TextBlock", "text": text, "wrap": True, **more}


def runs(text: str) -> Json:
    return {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": text}]}


def cell(*items: Json, **more: Any) -> Json:
    return {"type": "TableCell", "items": list(items), **more}


def form() -> Json:
    return adaptive(
        words("Visit report", size="Large", weight="Bolder", style="heading"),
        {
            "type": "Input.Text",
            "id": "purpose",
            "label": "Purpose of visit",
            "isRequired": True,
            "errorMessage": "Please say what the visit was for.",
        },
        {
            "type": "Input.Text",
            "id": "activities",
            "label": "Activities",
            "isMultiline": True,
            "maxLength": 4000,
            "value": "Line one\nLine two",
        },
        {
            "type": "Input.Date",
            "id": "date",
            "label": "Date of visit",
            "isRequired": True,
            "max": "2026-11-23",
            "errorMessage": "Please give a day that has been.",
        },
        {
            "type": "Input.ChoiceSet",
            "id": "mode",
            "label": "How",
            "style": "compact",
            "value": "on_site",
            "choices": [{"title": "On site", "value": "on_site"}, {"title": "On Teams", "value": "teams"}],
        },
        {
            "type": "Input.ChoiceSet",
            "id": "school",
            "label": "School",
            "style": "filtered",
            "placeholder": "Type",
            "choices": [{"title": name, "value": name} for name in ("Oak Bank", "Marlow", "King's Meadow")],
        },
        {
            "type": "Input.ChoiceSet",
            "id": "kind",
            "label": "Kind",
            "style": "expanded",
            "value": "a",
            "choices": [{"title": "First", "value": "a"}, {"title": "Second", "value": "b"}],
        },
        {"type": "Input.Toggle", "id": "sure", "title": "I am sure", "value": "false"},
        actions=(
            execute("Next", "next", style="positive"),
            execute("Save and close", "save", associatedInputs="auto"),
            execute("Discard", "discard", style="destructive", associatedInputs="none"),
        ),
    )


def table() -> Json:
    def row(school: str, late: str) -> Json:
        return {
            "type": "TableRow",
            "cells": [
                cell(words(school), selectAction=execute(f"Open {school}", "open-cell")),
                cell(runs(late)),
                cell({"type": "ActionSet", "actions": [execute(f"File for {school}", "file-in-cell")]}),
            ],
        }

    head = {
        "type": "TableRow",
        "style": "accent",
        "cells": [cell(words(t)) for t in ("School", "Late", "Do")],
    }
    return adaptive(
        {
            "type": "Table",
            "firstRowAsHeader": True,
            "showGridLines": True,
            "columns": [{"width": 2}, {"width": 1}, {"width": 2}],
            "rows": [head, row("Oak Bank", "3 days"), row("Marlow", "1 day")],
        },
        {"type": "FactSet", "facts": [{"title": "Filed", "value": "today"}, {"title": ODD, "value": ODD}]},
        {
            "type": "Container",
            "style": "warning",
            "selectAction": execute("Container", "container"),
            "items": [words("A container with a selectAction")],
        },
        {
            "type": "ColumnSet",
            "columns": [
                {"type": "Column", "width": "auto", "items": [words("Left", color="Attention")]},
                {"type": "Column", "width": "stretch", "items": [words("Right", isSubtle=True)]},
            ],
        },
        *(
            {"type": "Container", "style": style, "items": [words(f"container style {style}")]}
            for style in ("default", "emphasis", "good", "attention", "warning", "accent")
        ),
        actions=(
            {"type": "Action.ShowCard", "title": "More", "card": adaptive(words("Shown below"))},
            {"type": "Action.OpenUrl", "title": "Web", "url": "https://example.org/"},
            {
                "type": "Action.ToggleVisibility",
                "title": "Toggle",
                "targetElements": ["hidden"],
            },
        ),
    )


def letters() -> Json:
    strange = {
        "type": "RichTextBlock",
        "inlines": [
            {"type": "TextRun", "text": "Bold run ", "weight": "Bolder"},
            {"type": "TextRun", "text": "highlighted ", "highlight": True},
            {"type": "TextRun", "text": "link run", "selectAction": execute("run", "run")},
        ],
    }
    return adaptive(
        words("TextRun with signs:", weight="Bolder"),
        runs(ODD),
        words("TextRun with newlines:", weight="Bolder"),
        runs(TWO_LINES),
        words("Runs, one of them a link:", weight="Bolder"),
        strange,
        words("TextBlock with signs:", weight="Bolder"),
        words(ODD),
        words("TextBlock with newlines:", weight="Bolder"),
        words(TWO_LINES),
    )


def badges() -> Json:
    def falls_back(kind: str, **more: Any) -> Json:
        return {"type": kind, "fallback": words(f"({kind} is not shown)"), **more}

    return adaptive(
        falls_back("Badge", text="High risk", style="Attention"),
        falls_back("ProgressBar", value=40),
        falls_back("Icon", name="Calendar"),
        falls_back("CompoundButton", title="Press"),
        {
            "type": "Container",
            "items": [words("roundedCorners, showBorder")],
            "roundedCorners": True,
            "showBorder": True,
        },
        {
            "type": "ActionSet",
            "actions": [
                execute("One", "one"),
                execute("Two", "two", mode="secondary"),
                {**execute("Off", "off"), "isEnabled": False},
            ],
        },
        actions=tuple(execute(f"Action {n}", f"action-{n}") for n in range(1, 9)),
    )


CARDS = {"form": form, "table": table, "letters": letters, "badges": badges}


def message(text: str = "", card: Json | None = None, suggestions: tuple[str, ...] = ()) -> Json:
    activity: Json = {"type": "message", "text": text, "summary": "a summary"}
    if card is not None:
        activity["attachments"] = [{"contentType": CARD, "content": card}]
    if suggestions:
        actions = [{"type": "imBack", "title": s, "value": s} for s in suggestions]
        activity["suggestedActions"] = {"to": [], "actions": actions}
    return activity


def answers(text: str) -> list[Json]:
    if text in CARDS:
        return [message(f"Text above the {text} card, with **bold** and <b>tag</b>.", CARDS[text]())]
    specimens = {
        "plain": [message(ODD), {**message(ODD), "textFormat": "plain"}],
        "lines": [message(TWO_LINES), {**message(TWO_LINES), "textFormat": "plain"}],
        "suggest": [message("Try one of these.", suggestions=("table", "form", "What do I owe?"))],
        "escapes": [message(said) for said in ESCAPES],
    }
    return specimens.get(text, [message(f"You said: {text}", suggestions=("table", "letters"))])


async def post(session: ClientSession, incoming: Json, activity: Json) -> None:
    activity = {
        **activity,
        "from": incoming["recipient"],
        "recipient": incoming["from"],
        "conversation": incoming["conversation"],
        "replyToId": incoming["id"],
    }
    url = f"{incoming['serviceUrl'].rstrip('/')}/v3/conversations/{incoming['conversation']['id']}/activities"
    async with session.post(url, json=activity) as response:
        response.raise_for_status()


async def receive(request: web.Request) -> web.Response:
    incoming: Json = await request.json()
    sys.stderr.write(json.dumps(incoming) + "\n")
    if incoming["type"] == "invoke":
        action = incoming["value"]["action"]
        came = {k: v for k, v in action.get("data", {}).items() if k != "do"}
        card = adaptive(
            words(f"Done: {action['verb']}", weight="Bolder"),
            runs("Came with " + json.dumps(came, sort_keys=True)),
        )
        return web.json_response({"statusCode": 200, "type": CARD, "value": card})
    if incoming["type"] == "message":
        async with ClientSession() as session:
            if incoming.get("value"):
                await post(session, incoming, message(f"Submitted {json.dumps(incoming['value'])}"))
            else:
                await post(session, incoming, {"type": "typing"})
                for answer in answers((incoming.get("text") or "").strip()):
                    await post(session, incoming, answer)
    return web.Response(status=202)


async def healthy(request: web.Request) -> web.Response:
    return web.Response(text="ok")


def main() -> None:
    command = sys.argv[1]
    if command == "seed-demo":
        with Path("seedings").open("a") as seedings:
            seedings.write("seeded\n")
        Path("keystone.sqlite3").touch()
        return
    port = int(os.environ["KEYSTONE_PORT"] if command == "serve" else command)
    app = web.Application()
    app.add_routes([web.post("/api/messages", receive), web.get("/readyz", healthy)])
    web.run_app(app, host="127.0.0.1", port=port, print=None)


if __name__ == "__main__":
    main()

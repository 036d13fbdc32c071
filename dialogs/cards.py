"""The pieces cards are made of: functions from values to Adaptive Card 1.5 elements.

Words that come from people are only ever shown through `words`, whose text runs are not read as Markdown or
HTML, so that a report appears exactly as it was typed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Element = dict[str, Any]

BESIDE = "beside"
"""In a button's data: what it opens does not take the pressed card's place."""
LARGEST_CARD = 20_000
"""Bytes of JSON that a card of ours may take; old clients refuse a message over 25 KB."""


def card(
    body: Iterable[Element | None], actions: Iterable[Element | None] = (), *, says: str
) -> dict[str, Any]:
    """A whole card. `says` is its answer in words, for screen readers and clients that cannot show it."""
    made: dict[str, Any] = {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": "1.5",
        "speak": says,
        "fallbackText": says,
        "body": [element for element in body if element is not None],
    }
    shown = [action for action in actions if action is not None]
    if shown:
        made["actions"] = shown
    return made


def words(
    text: str,
    *,
    bold: bool = False,
    size: str = "default",
    colour: str = "default",
    subtle: bool = False,
    spacing: str = "default",
) -> Element:
    """Words shown exactly as they are, one block a paragraph so that line breaks are kept."""
    run: Element = {"type": "TextRun", "text": ""}
    if bold:
        run["weight"] = "bolder"
    if size != "default":
        run["size"] = size
    if colour != "default":
        run["color"] = colour
    if subtle:
        run["isSubtle"] = True
    lines = text.replace("\r\n", "\n").split("\n")
    blocks: list[Element] = []
    for index, line in enumerate(lines):
        block: Element = {"type": "RichTextBlock", "inlines": [{**run, "text": line or "\u00a0"}]}
        gap = spacing if index == 0 else "none"
        if gap != "default":
            block["spacing"] = gap
        blocks.append(block)
    if len(blocks) == 1:
        return blocks[0]
    return {"type": "Container", "spacing": spacing, "items": blocks}


def link(text: str, do: str, data: Mapping[str, Any]) -> Element:
    """Words that open something when pressed: beside the card, so that the list stays to open the next."""
    action = press(text, do, {**data, BESIDE: True})
    return {
        "type": "RichTextBlock",
        "inlines": [{"type": "TextRun", "text": text, "weight": "bolder", "selectAction": action}],
    }


def heading(text: str) -> Element:
    """The title of a card, marked as a heading for screen readers."""
    return {
        "type": "TextBlock",
        "text": text,
        "size": "medium",
        "weight": "bolder",
        "wrap": True,
        "style": "heading",
    }


def note(text: str) -> Element:
    """A quiet line."""
    return words(text, subtle=True, size="small", spacing="small")


def beneath(text: str) -> Element:
    """A quiet line that belongs to the words right above it, as in the cell of a table."""
    return words(text, subtle=True, size="small", spacing="none")


def fault(text: str) -> Element:
    """What is wrong with the field above."""
    return words(text, colour="attention", size="small", spacing="none")


def labelled(label: str, text: str) -> list[Element]:
    """A label with what belongs to it underneath."""
    return [words(label, bold=True, size="small", spacing="medium"), words(text, spacing="none")]


def facts(pairs: Iterable[tuple[str, str]]) -> Element:
    """Short labels beside their values. Columns, not a table: some clients take its first row for titles."""
    return {
        "type": "Container",
        "items": [
            {
                "type": "ColumnSet",
                "spacing": "small",
                "columns": [
                    {"type": "Column", "width": 2, "items": [words(label, subtle=True)]},
                    {"type": "Column", "width": 5, "items": [words(value)]},
                ],
            }
            for label, value in pairs
        ],
    }


def unfolding(few: Sequence[Element], title: str, everything: Sequence[Element]) -> list[Element]:
    """What is shown first, with a button that puts everything in its place without asking the bot.

    At most once in a card.
    """
    button = {"type": "Action.ToggleVisibility", "title": title, "targetElements": ["few", "everything"]}
    unfold = {"type": "ActionSet", "spacing": "medium", "actions": [button]}
    return [
        {"type": "Container", "id": "few", "items": [*few, unfold]},
        {"type": "Container", "id": "everything", "isVisible": False, "items": list(everything)},
    ]


def with_button(shown: Sequence[Element], button: Element) -> Element:
    """Something with a button of its own beside it, as a row among others like it."""
    return {
        "type": "ColumnSet",
        "columns": [
            {"type": "Column", "width": "stretch", "items": list(shown)},
            {
                "type": "Column",
                "width": "auto",
                "verticalContentAlignment": "center",
                "items": [{"type": "ActionSet", "actions": [button]}],
            },
        ],
    }


def table(columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[Sequence[Element]]]) -> Element:
    """A table: titles with relative widths, and for each row the elements of each cell."""
    head = {
        "type": "TableRow",
        "style": "default",
        "cells": [
            {"type": "TableCell", "items": [words(title, bold=True, size="small")]} for title, _ in columns
        ],
    }
    body = [
        {"type": "TableRow", "cells": [{"type": "TableCell", "items": list(cell)} for cell in row]}
        for row in rows
    ]
    return {
        "type": "Table",
        "columns": [{"width": width} for _, width in columns],
        "firstRowAsHeader": True,
        "showGridLines": False,
        "rows": [head, *body],
    }


def press(
    title: str,
    do: str,
    data: Mapping[str, Any] | None = None,
    *,
    primary: bool = False,
    destructive: bool = False,
    secondary: bool = False,
) -> Element:
    """A button. Clients without Action.Execute fall back to Action.Submit with the same data."""
    payload = {"do": do, **(data or {})}
    action: Element = {
        "type": "Action.Execute",
        "title": title,
        "verb": do,
        "data": payload,
        "fallback": {"type": "Action.Submit", "title": title, "data": payload},
    }
    if primary:
        action["style"] = "positive"
    if destructive:
        action["style"] = "destructive"
    if secondary:
        action["mode"] = "secondary"
    return action


def date_input(name: str, label: str, value: str = "") -> Element:
    """A day to enter; `value` in ISO form."""
    made: Element = {"type": "Input.Date", "id": name, "label": label}
    return {**made, "value": value} if value else made


def text_input(name: str, label: str, value: str = "", *, at_most: int = 200) -> Element:
    """A line to type."""
    return {"type": "Input.Text", "id": name, "label": label, "maxLength": at_most, "value": value[:at_most]}


def choices(buttons: Sequence[Element]) -> list[Element]:
    """Buttons to choose between, however many: a row of a client's holds six, the rest would be hidden."""
    return [{"type": "ActionSet", "actions": list(buttons[n : n + 6])} for n in range(0, len(buttons), 6)]


def size_of(value: object) -> int:
    """How many bytes a value takes as JSON on the wire."""
    return len(json.dumps(value).encode())

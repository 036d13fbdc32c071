"""What was answered, as a person sees it, and what every answer owes a person."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from dialogs.buttons import PRESSES
from dialogs.cards import LARGEST_CARD
from dialogs.messages import Card, Message, Reply

MARKED = "\u2063"
"""An invisible sign that tests put into report text, to find it again wherever it must not be."""


class Answer:
    """One reply, with ways to look at it."""

    def __init__(self, reply: Reply) -> None:
        self.reply = reply
        self.messages: tuple[Message, ...] = (*reply.messages, *reply.privately)
        self.cards: list[Card] = [m.card for m in self.messages if m.card is not None]
        if reply.replacement is not None:
            self.cards.insert(0, reply.replacement)

    @property
    def words(self) -> str:
        """Everything said in text."""
        return "\n".join(message.text for message in self.messages)

    @property
    def card(self) -> Card:
        """The card, the replacement first."""
        assert self.cards, f"no card came with: {self.words}"
        return self.cards[0]

    @property
    def texts(self) -> str:
        """Everything a person reads on the cards, one line a text, and what the inputs hold."""
        return "\n".join(text for card in self.cards for text in _read(card))

    @property
    def all(self) -> str:
        """Everything a person reads."""
        return f"{self.words}\n{self.texts}"

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """The rows of the table in words."""
        return [row for message in self.messages if message.table for row in message.table.rows]

    @property
    def buttons(self) -> dict[str, dict[str, Any]]:
        """Every button and link by title, with its data."""
        return {title: data for card in self.cards for title, data in _pressable(card)}

    def button(self, title: str) -> dict[str, Any]:
        assert title in self.buttons, f"no {title!r} among {sorted(self.buttons)}"
        return dict(self.buttons[title])

    @property
    def pressable(self) -> list[tuple[str, dict[str, Any]]]:
        """Every button and link in their order, also those that are called the same."""
        return [each for card in self.cards for each in _pressable(card)]

    @property
    def inputs(self) -> dict[str, dict[str, Any]]:
        """Every input by its id."""
        return {str(e["id"]): e for card in self.cards for e in _elements(card) if _is_input(e)}

    def filled_in(self) -> dict[str, str]:
        """What the inputs hold; a client leaves out those that are empty."""
        return {name: e["value"] for name, e in self.inputs.items() if e.get("value")}


def held_to_account(answer: Answer) -> None:
    """What every answer owes: a summary fit for a lock screen, words for every card, small cards."""
    for message in answer.messages:
        assert message.text.strip(), "an answer without words"
        assert message.summary.strip(), f"no summary for {message.text!r}"
        assert len(message.summary) <= 120, message.summary
        assert MARKED not in message.summary, "a summary holds report text"
        if message.card is not None:
            assert MARKED not in message.text, "a client reads an answer's text as Markdown"
    for card in answer.cards:
        size = len(json.dumps(card).encode())
        assert size <= LARGEST_CARD, f"a card of {size} bytes"
        assert str(card["speak"]).strip()
        assert str(card["fallbackText"]).strip()
        assert MARKED not in card["speak"], "a card's spoken words hold report text"
        for element in _elements(card):
            if element.get("type") in ("TextBlock", "FactSet", "Fact"):
                assert MARKED not in json.dumps(element, ensure_ascii=False), "report text read as Markdown"
        for title, data in _pressable(card):
            assert title.strip()
            assert data["do"] in PRESSES or data["do"] in {"say", "pick"}, data


def _elements(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for part in value.values():
            yield from _elements(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _elements(part)


def _is_input(element: dict[str, Any]) -> bool:
    return str(element.get("type", "")).startswith("Input.")


def _pressable(card: Card) -> Iterator[tuple[str, dict[str, Any]]]:
    """Buttons by their title, and links by their words; a fallback is the same button again."""
    for element in _elements(card):
        if element.get("type") == "Action.Execute" and element.get("title"):
            assert element["fallback"]["data"] == element["data"]
            yield element["title"], element["data"]


def _read(card: Card) -> Iterator[str]:
    for element in _elements(card):
        kind = str(element.get("type", ""))
        if kind in ("TextBlock", "TextRun"):
            yield str(element["text"])
        elif _is_input(element):
            yield f"{element.get('label', '')}: {element.get('value', '')}"

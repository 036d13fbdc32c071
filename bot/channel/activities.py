"""Our messages as Bot Framework activities, and what a pressed card is answered with."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, Final

from botbuilder.schema import Activity, ActivityTypes, Attachment, CardAction, SuggestedActions
from msrest.serialization import Model

from bot.channel.consent import consent_card
from dialogs.messages import Card, Message, Reply

log = logging.getLogger(__name__)

CARD_TYPE: Final = "application/vnd.microsoft.card.adaptive"
WORDS_TYPE: Final = "application/vnd.microsoft.activity.message"

LARGEST_CARD: Final = 25 * 1024
"""Bytes of a card that every Teams client shows; above it the text goes alone."""

LONGEST_TEXT: Final = 20_000
"""Characters of text in one message; a message may have about 28 KB in all."""

MOST_SUGGESTIONS: Final = 6
"""Teams shows six suggested actions at most."""


def activities_for(messages: Sequence[Message], *, personal: bool, to: str = "") -> list[Activity]:
    """The activities that show the messages. Only a personal chat can show suggestions."""
    return [_activity(message, personal=personal, to=to) for message in messages]


def sendable(card: Card | None) -> dict[str, Any] | None:
    """The card as plain JSON values; None where there is none, or it is too big, which the log notes.

    Written and read back, so that a tuple or an enumeration becomes what JSON has for it: the SDK would turn
    it into the text of a Python value.
    """
    if card is None:
        return None
    written = json.dumps(card, ensure_ascii=False, separators=(",", ":"))
    size = len(written.encode("utf-8", "replace"))
    if size > LARGEST_CARD:
        log.warning("A card of %d bytes was too big to send; its text was sent alone", size)
        return None
    plain: dict[str, Any] = json.loads(written)
    return plain


def press_answered(reply: Reply, *, spoken: bool = False) -> tuple[dict[str, Any], tuple[Message, ...]]:
    """The body that the client that pressed the button gets, and the messages that remain to be sent.

    The body is the one of "Universal Action Model" on learn.microsoft.com: a card takes the pressed one's
    place; words are shown beneath it, so that a short answer is not sent as a message as well. A button that
    says something for the person (`spoken`) is answered in the chat, where the answer stays.
    """
    replacement = sendable(reply.replacement)
    if replacement is not None:
        return _answer(CARD_TYPE, replacement), reply.messages
    if not reply.messages:
        return _answer(WORDS_TYPE, ""), ()
    first, *rest = reply.messages
    if spoken or first.card is not None or first.suggestions or first.offered is not None:
        return _answer(WORDS_TYPE, first.summary), reply.messages
    return _answer(WORDS_TYPE, _shortened(first.text)), tuple(rest)


class _WholeCard(Model):
    """A card that the SDK takes as it is.

    It would copy and serialise a plain dictionary value by value, which for a table of ten rows takes five
    times as long as the rest of the turn.
    """

    _attribute_map = {"additional_properties": {"key": "", "type": "{object}"}}  # noqa: RUF012 - the SDK's own way

    def __init__(self, card: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.additional_properties = card

    def __deepcopy__(self, _: object) -> _WholeCard:
        return self


def _answer(kind: str, value: Any) -> dict[str, Any]:
    return {"statusCode": int(HTTPStatus.OK), "type": kind, "value": value}


def _activity(message: Message, *, personal: bool, to: str) -> Activity:
    activity = Activity(
        type=ActivityTypes.message,
        text=_lines_kept(_shortened(message.text)),
        text_format="plain",
        summary=message.summary,
    )
    card = sendable(message.card)
    if card is not None:
        activity.attachments = [Attachment(content_type=CARD_TYPE, content=_WholeCard(card))]
    if message.offered is not None:
        activity.attachments = [*(activity.attachments or ()), consent_card(message.offered)]
    if personal and message.suggestions:
        actions = [
            CardAction(type="imBack", title=suggestion, value=suggestion)
            for suggestion in message.suggestions[:MOST_SUGGESTIONS]
        ]
        activity.suggested_actions = SuggestedActions(to=[to] if to else [], actions=actions)
    return activity


def _lines_kept(text: str) -> str:
    """The text with its lines apart in every client: some read a single line break as a space."""
    return text.replace("\n", "\n\n") if "\n\n" not in text else text


def _shortened(text: str) -> str:
    mark = " … (shortened)"
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - len(mark)] + mark

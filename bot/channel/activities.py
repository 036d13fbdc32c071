"""Our messages as Bot Framework activities, and what a pressed card is answered with."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, Final

from botbuilder.core.invoke_response import InvokeResponse
from botbuilder.schema import Activity, ActivityTypes, Attachment, CardAction, SuggestedActions

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


def fits(card: Card) -> bool:
    """Whether every client can show the card; one that is too big is noted in the log."""
    size = len(json.dumps(card, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"))
    if size > LARGEST_CARD:
        log.warning("A card of %d bytes was too big to send; its text was sent alone", size)
    return size <= LARGEST_CARD


def press_answered(reply: Reply) -> tuple[InvokeResponse, tuple[Message, ...]]:
    """What the client that pressed the button is told, and the messages that remain to be sent.

    The body is the one of "Universal Action Model" on learn.microsoft.com: a card takes the pressed one's
    place; words are shown beneath it, so that a short answer is not sent as a message as well.
    """
    if reply.replacement is not None and fits(reply.replacement):
        return _answer(CARD_TYPE, dict(reply.replacement)), reply.messages
    if not reply.messages:
        return _answer(WORDS_TYPE, ""), ()
    first, *rest = reply.messages
    if first.card is not None or first.suggestions:
        return _answer(WORDS_TYPE, first.summary), reply.messages
    return _answer(WORDS_TYPE, _shortened(first.text)), tuple(rest)


def invoke_response(response: InvokeResponse) -> Activity:
    """The activity by which the SDK is told an invoke's answer."""
    return Activity(type=ActivityTypes.invoke_response, value=response)


def _answer(kind: str, value: Any) -> InvokeResponse:
    body = {"statusCode": int(HTTPStatus.OK), "type": kind, "value": value}
    return InvokeResponse(status=int(HTTPStatus.OK), body=body)


def _activity(message: Message, *, personal: bool, to: str) -> Activity:
    activity = Activity(
        type=ActivityTypes.message,
        text=_shortened(message.text),
        text_format="plain",
        summary=message.summary,
    )
    if message.card is not None and fits(message.card):
        activity.attachments = [Attachment(content_type=CARD_TYPE, content=dict(message.card))]
    if personal and message.suggestions:
        actions = [
            CardAction(type="imBack", title=suggestion, value=suggestion)
            for suggestion in message.suggestions[:MOST_SUGGESTIONS]
        ]
        activity.suggested_actions = SuggestedActions(to=[to] if to else [], actions=actions)
    return activity


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 12] + " … (shortened)"

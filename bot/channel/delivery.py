"""An activity as it came over the wire, read with care into what the bot needs of it.

Nothing here trusts a shape: a field of the wrong type counts as absent, and an activity that cannot be
answered at all is `Malformed`. What Teams sends is described in "Bot activity handlers" and "Format your bot
messages" on learn.microsoft.com.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from dialogs.messages import Place, Press

LONGEST_NAME: Final = 500
"""Characters an id may have; Teams' longest are about 200."""

DEEPEST: Final = 40
"""Levels of nesting taken from a caller; a card's data has two or three."""

CARD_ACTION: Final = "adaptiveCard/action"
FILE: Final = "application/vnd.microsoft.teams.file.download.info"
_NO_FILES = ("text/html", "application/vnd.microsoft.card.", "application/vnd.microsoft.teams.card.")
"""Types of attachment that are no file: the message's own text as HTML, and cards."""
MOST_FILES: Final = 10
_LONGEST_URL = 4_000

_PLACES = {"personal": Place.PERSONAL, "groupchat": Place.GROUP, "channel": Place.TEAM}
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
# The SDK formats a service URL like a template, so braces have no place in one.
_WEB_ADDRESS = re.compile(r"https?://[^\s{}<>\"\\^`|]+")
_MENTION = re.compile(r"<at(?: [^<>]{0,100})?>([^<>]{0,200})</at>", re.IGNORECASE)


class Malformed(Exception):
    """Not an activity that can be answered; the message says why in one sentence."""


@dataclass(frozen=True, slots=True)
class Account:
    """One end of a conversation: the chat service's id, and for people the Entra object id."""

    id: str
    name: str = ""
    entra_id: str | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message: its name, and where it lies ("" where that is not said).

    The address opens it for whoever holds it.
    """

    name: str
    url: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One activity. `kind` is its type; `name` an invoke's; `action` an installation's.

    `text` has lost the mention of the bot; `value` is what a card sent, and `reply_to` the message that it
    stands in. `joined` and `left` are the account ids that an update of the conversation names.
    """

    kind: str
    conversation: str
    place: Place
    sender: Account
    bot: Account
    channel: str
    service_url: str
    id: str | None = None
    tenant: str | None = None
    text: str = ""
    value: Any = None
    name: str = ""
    action: str = ""
    joined: frozenset[str] = frozenset()
    left: frozenset[str] = frozenset()
    expects_replies: bool = False
    conversation_type: str = ""
    attachments: tuple[Attachment, ...] = ()
    reply_to: str = ""

    @property
    def key(self) -> str | None:
        """What names this delivery, so that one delivered twice does its work once."""
        return f"{self.conversation}|{self.id}" if self.id else None

    @property
    def press(self) -> Press | None:
        """The button that was pressed, if it was one.

        A card's button carries `{"do": ..., ...}` as its data, and the same word as its verb.
        """
        if self.kind == "invoke":
            action = _mapping(_mapping(self.value).get("action"))
            return _press(_mapping(action.get("data")), _string(action.get("verb")), replaces_card=True)
        if isinstance(self.value, dict) and (_string(self.value.get("do")) or not self.text):
            return _press(self.value, "", replaces_card=False)
        return None

    @property
    def arrives(self) -> bool:
        """Whether the bot has just come into this conversation."""
        return (self.kind == "installationUpdate" and self.action == "add") or self.bot.id in self.joined

    @property
    def leaves(self) -> bool:
        """Whether the bot has just been taken out of this conversation."""
        return (self.kind == "installationUpdate" and self.action == "remove") or self.bot.id in self.left


def parse(content: bytes) -> Delivery:
    """Read one activity from a request's body. Raises Malformed."""
    try:
        body = json.loads(content, parse_constant=_refuse_constant)
        return read(body)
    except RecursionError:
        raise Malformed("The body is nested too deeply.") from None
    except ValueError:
        raise Malformed("The body is not JSON.") from None


def read(body: object) -> Delivery:
    """Read one activity from a JSON value. Raises Malformed."""
    if not isinstance(body, dict):
        raise Malformed("An activity is a JSON object.")
    activity = _clean(body)
    kind = _string(activity.get("type"))
    if not kind:
        raise Malformed("The activity has no type.")
    conversation = _mapping(activity.get("conversation"))
    sender, bot = _account(activity.get("from")), _account(activity.get("recipient"))
    place = _PLACES.get(_string(conversation.get("conversationType")).lower(), Place.GROUP)
    return Delivery(
        kind=kind,
        id=_name(activity.get("id"), "id") or None,
        conversation=_needed(_name(conversation.get("id"), "conversation.id"), "conversation"),
        conversation_type=_string(conversation.get("conversationType")),
        place=place,
        sender=Account(_needed(sender.id, "sender"), sender.name, sender.entra_id),
        bot=bot,
        channel=_name(activity.get("channelId"), "channelId"),
        service_url=_service_url(activity),
        tenant=_tenant(activity, conversation),
        text=_spoken(_string(activity.get("text")), activity.get("entities"), bot, place),
        value=activity.get("value"),
        name=_string(activity.get("name")),
        action=_string(activity.get("action")),
        joined=_ids(activity.get("membersAdded")),
        left=_ids(activity.get("membersRemoved")),
        expects_replies=activity.get("deliveryMode") == "expectReplies",
        attachments=_files(activity.get("attachments")),
        reply_to=_name(activity.get("replyToId"), "replyToId"),
    )


def _files(value: object) -> tuple[Attachment, ...]:
    """The files among a message's attachments. Those sent to a bot in Teams are of a type of their own."""
    listed = [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []
    found = []
    for entry in listed:
        kind = _string(entry.get("contentType")).lower()
        if not kind or kind.startswith(_NO_FILES):
            continue
        where = _mapping(entry.get("content")).get("downloadUrl") if kind == FILE else entry.get("contentUrl")
        url = _string(where)
        name = _string(entry.get("name"))[:LONGEST_NAME]
        found.append(Attachment(name, url if len(url) <= _LONGEST_URL else ""))
    return tuple(found[:MOST_FILES])


def _press(data: Mapping[str, Any], verb: str, *, replaces_card: bool) -> Press:
    do = _string(data.get("do")) or verb
    inputs = {name: value for name, value in data.items() if name not in ("do", "msteams")}
    return Press(do=do, data=inputs, replaces_card=replaces_card)


def _service_url(activity: Mapping[str, Any]) -> str:
    """Where to answer; without one only an answer in the response's body is possible."""
    url = _string(activity.get("serviceUrl"))
    if not url and activity.get("deliveryMode") == "expectReplies":
        return ""
    try:
        usable = bool(_WEB_ADDRESS.fullmatch(url)) and bool(urlsplit(url).hostname)
    except ValueError:
        usable = False
    if not usable or len(url) > LONGEST_NAME:
        raise Malformed("The activity has no service URL to answer at.")
    return url


def _tenant(activity: Mapping[str, Any], conversation: Mapping[str, Any]) -> str | None:
    named = _mapping(_mapping(activity.get("channelData")).get("tenant")).get("id")
    return _string(named) or _string(conversation.get("tenantId")) or None


def _account(value: object) -> Account:
    given = _mapping(value)
    entra_id = _string(given.get("aadObjectId")).strip().lower()
    return Account(
        id=_name(given.get("id"), "account id"),
        name=_string(given.get("name"))[:LONGEST_NAME],
        entra_id=entra_id if 0 < len(entra_id) <= LONGEST_NAME else None,
    )


def _spoken(text: str, entities: object, bot: Account, place: Place) -> str:
    """The text without the mention of the bot; other people's mentions become their names.

    In a personal chat nobody needs to mention the bot, so tags are left as typed unless Teams names one.
    """
    listed = [entity for entity in entities if isinstance(entity, dict)] if isinstance(entities, list) else []
    ours = {
        _string(entity.get("text"))
        for entity in listed
        if entity.get("type") == "mention" and _mapping(entity.get("mentioned")).get("id") == bot.id
    }
    if place is Place.PERSONAL and not ours:
        return text.strip()
    called = bot.name.casefold()

    def without_tag(tag: re.Match[str]) -> str:
        is_ours = tag[0] in ours or (called != "" and tag[1].strip().casefold() == called)
        return "" if is_ours else tag[1]

    return _MENTION.sub(without_tag, text).replace("&nbsp;", " ").strip()


def _clean(value: Any, depth: int = 0) -> Any:
    """The value without what no database or UTF-8 can hold: NUL, and halves of surrogate pairs."""
    if isinstance(value, str):
        return _UNSTORABLE.sub("", value)
    if depth > DEEPEST:
        raise Malformed("The body is nested too deeply.")
    if isinstance(value, dict):
        return {_UNSTORABLE.sub("", name): _clean(part, depth + 1) for name, part in value.items()}
    if isinstance(value, list):
        return [_clean(part, depth + 1) for part in value]
    if isinstance(value, float) and not math.isfinite(value):
        raise Malformed("The body holds a number that is not one.")
    return value


def _refuse_constant(name: str) -> Any:
    raise ValueError(name)


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _ids(value: object) -> frozenset[str]:
    listed = value if isinstance(value, list) else []
    return frozenset(named for entry in listed if (named := _string(_mapping(entry).get("id"))))


def _name(value: object, what: str) -> str:
    named = _string(value)
    if len(named) > LONGEST_NAME:
        raise Malformed(f"The activity's {what} is too long.")
    return named


def _needed(value: str, what: str) -> str:
    if not value:
        raise Malformed(f"The activity names no {what}.")
    return value

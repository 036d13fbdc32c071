"""What comes in from a chat client and what goes back, free of any framework.

The channel (`bot/channel`) and the terminal (`bot/terminal.py`) make an `Incoming` of what they receive and
show the `Reply` in their own way; everything between is the desk's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from strategy.people import Person
from strategy.ports import Document

Card = Mapping[str, Any]
"""An Adaptive Card 1.5 as a JSON-able mapping."""


class Place(StrEnum):
    """Where the conversation takes place. Outside PERSONAL and TERMINAL other people read along."""

    PERSONAL = "personal"
    GROUP = "group"
    TEAM = "team"
    TERMINAL = "terminal"

    @property
    def is_private(self) -> bool:
        """Whether the asker alone reads the answer."""
        return self in (Place.PERSONAL, Place.TERMINAL)


@dataclass(frozen=True, slots=True)
class Press:
    """A button pressed on a card: what it wants done and what came with it. Nothing in it is trusted.

    `replaces_card` is True where the client can put another card in the place of the one pressed
    (Action.Execute); then `Reply.replacement` does.
    """

    do: str
    data: Mapping[str, Any] = field(default_factory=dict)
    replaces_card: bool = False


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that came with a message: its name as the client says it, and its bytes.

    `fault` says in a sentence why it could not be had; there are no bytes then. Nothing in it is trusted.
    """

    name: str
    content: bytes = field(default=b"", repr=False)
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing somebody said or pressed.

    `speaker` is the person the channel has identified, None for somebody not in the directory. `activity`
    names the delivery, so that one delivered twice does its work once; None where the client has no such
    name. `text` is "" for a press. `arrived` marks an installation or a joining: a greeting is due, once.
    `takes_files` says that a file can be offered to the person right here.
    """

    conversation: str
    place: Place
    speaker: Person | None
    at: datetime
    text: str = ""
    press: Press | None = None
    activity: str | None = None
    arrived: bool = False
    read_only: bool = False
    files: tuple[Attached, ...] = ()
    takes_files: bool = False

    @property
    def shows_cards(self) -> bool:
        """Whether the client can show a card; in a terminal everything is said in words."""
        return self.place is not Place.TERMINAL


@dataclass(frozen=True, slots=True)
class Table:
    """A table for people: column titles and rows of words."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Offered:
    """A file for the person to take: how it is called, how large it is (bytes), and what it is.

    `reference` finds it again and is no secret: whoever takes it is asked anew whether they may have it.
    """

    name: str
    size: int
    about: str
    reference: str


@dataclass(frozen=True, slots=True)
class Message:
    """One message to show.

    `text` is the answer in words, complete without the card, plain (never markup). `summary` is what a lock
    screen may show: the deed and the school, never a judgement or a report's text; `text` is not used for it.
    `table` is for clients without cards. `suggestions` are things to say next, offered as buttons. `offered`
    is a file to take, where `Incoming.takes_files`.
    """

    text: str
    summary: str
    card: Card | None = None
    table: Table | None = None
    suggestions: tuple[str, ...] = ()
    offered: Offered | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What the bot answers: messages in order, and the card that takes the place of the pressed one.

    `privately` are messages for the asker's own chat with the bot, where the question was asked in front of
    others. An empty reply is an answer too: a delivery seen before gets nothing new. `document` is the file
    that somebody takes: the messages are true once the channel has put it where they keep their files. Where
    that fails it presses `file.mail` for them.
    """

    messages: tuple[Message, ...] = ()
    replacement: Card | None = None
    privately: tuple[Message, ...] = ()
    document: Document | None = None

"""What is asked of those who carry words to people, and of whoever makes the words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from strategy.outgoing import Means
from strategy.ports.documents import Document
from strategy.ports.records import Outgoing

if TYPE_CHECKING:
    from strategy.ports.store import UnitOfWork


@dataclass(frozen=True, slots=True)
class Notice:
    """A message for somebody's own chat: whole in words, the toast (`summary`), and a card."""

    text: str
    summary: str
    card: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail. The subject says deed and school, never a judgement; so do the names of the documents."""

    address: str
    subject: str
    text: str
    documents: tuple[Document, ...] = ()


@dataclass(frozen=True, slots=True)
class Untrue:
    """It is not true or not allowed any more, so it is not sent. `why` in a few words, without names."""

    why: str


@dataclass(frozen=True, slots=True)
class NotNow:
    """It is not for this hour: it is tried again from an instant on."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Installation:
    """The app, for somebody's Teams. `user` is who that is in Entra: the object id, or the sign-in name."""

    user: str


Rendering = Notice | Letter | Installation | Untrue | NotNow


class Renderer(Protocol):
    """Makes the words of what is to be delivered."""

    async def render(self, uow: UnitOfWork, outgoing: Outgoing, means: Means, now: datetime) -> Rendering:
        """A Notice for Teams, a Letter for mail or an Installation of the app, if it is still true and still
        allowed.
        """
        ...


class Outcome(StrEnum):
    """What became of a message.

    UNREACHABLE is for good, FAILED may be tried again later. NOT_SET_UP says nothing of the message: there is
    nothing to send it with yet, so it waits until there is.
    """

    SENT = "sent"
    UNREACHABLE = "unreachable"
    FAILED = "failed"
    NOT_SET_UP = "not set up"


@dataclass(frozen=True, slots=True)
class Sending:
    """The outcome, and why where it is not SENT: a few words without names or content.

    `retry_after` is for how many seconds the other side asked to be left alone.
    """

    outcome: Outcome
    why: str = ""
    retry_after: float | None = None

    @property
    def is_sent(self) -> bool:
        """Whether the other side took it. It may still not have been read."""
        return self.outcome is Outcome.SENT


class Messenger(Protocol):
    """Sends to somebody's own chat with the bot. It does not try again by itself."""

    async def deliver(self, person: int, notice: Notice) -> Sending:
        """Send one message, now."""
        ...


class Mailer(Protocol):
    """Sends mail. It does not try again by itself."""

    async def deliver(self, key: str, letter: Letter) -> Sending:
        """Send one mail, now. `key` names it: one that was taken before is not sent twice, where that can be
        found out.
        """
        ...


class Installer(Protocol):
    """Puts the app into people's Teams. It does not try again by itself."""

    async def install(self, installation: Installation) -> Sending:
        """Install it for one person, now; SENT where it is there afterwards, by whomever."""
        ...


class FoundChats(Protocol):
    """Takes note of chats that were found at the other side, where the bot has not been told of them."""

    async def found(self, user: str, chat: str) -> None:
        """Somebody's own chat with the bot has that id. `user` is who that is in Entra."""
        ...

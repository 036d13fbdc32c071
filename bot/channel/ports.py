"""What the channel asks of the rest of the bot; `bot/wiring.py` supplies it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from dialogs.messages import Incoming, Reply
from strategy.people import Person


class Door(Protocol):
    """The one way into the conversation."""

    async def receive(self, incoming: Incoming) -> Reply:
        """Answer one thing that somebody said or pressed."""
        ...

    async def takes_files_of(self, person: Person) -> bool:
        """Whether there is anything that this person may send a file for."""
        ...


class Directory(Protocol):
    """Who is who."""

    async def person_by_entra_id(self, entra_id: str) -> Person | None:
        """The person with that Entra object id (a GUID in lower case), as far as one is known."""
        ...

    async def bind_entra_id(self, entra_id: str, sign_in_name: str) -> Person | None:
        """Give the id to the one person without an id who signs in so; None if there is not exactly one.

        May be called again with the same pair: somebody imported since then is known at once.
        """
        ...


class References(Protocol):
    """How to reach people's own chats again. A reference is plain JSON."""

    async def personal(self, person_id: int) -> Mapping[str, Any] | None:
        """How to reach somebody's own chat with the bot; None where there is none."""
        ...

    async def keep(self, person_id: int, conversation_id: str, reference: Mapping[str, Any]) -> None:
        """Keep it, in place of an older one."""
        ...

    async def forget(self, conversation_id: str) -> None:
        """The app was removed there."""
        ...

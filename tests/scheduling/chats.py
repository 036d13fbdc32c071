"""Chats that were found, in memory."""

from __future__ import annotations


class RememberedChats:
    """The port `FoundChats` in memory: the chat of each user."""

    def __init__(self) -> None:
        self.of: dict[str, str] = {}

    async def found(self, user: str, chat: str) -> None:
        self.of[user] = chat

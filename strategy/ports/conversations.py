"""What is asked of the store of conversations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class TurnStart:
    """What a turn begins with: whether its activity is new, and what the conversation remembers."""

    is_new: bool
    memory: dict[str, Any]


class Conversations(Protocol):
    """Conversations: their memory, their lock, what they have seen, and how to reach them again."""

    async def begin_turn(
        self, conversation: str, activity: str | None, person: int | None, at: datetime
    ) -> TurnStart:
        """Lock the conversation until the transaction ends, claim the activity, and read the memory."""
        ...

    async def end_turn(self, conversation: str, memory: Mapping[str, Any]) -> None:
        """Store the memory: plain JSON, small."""
        ...

    async def keep_reference(
        self, person: int, conversation: str, reference: Mapping[str, Any], at: datetime
    ) -> None:
        """Keep how to reach somebody's own chat, in place of an older one."""
        ...

    async def forget_reference(self, conversation: str) -> None:
        """Forget it: the app was removed. Whose own chat it was stays known."""
        ...

    async def personal_reference(self, person: int) -> Mapping[str, Any] | None:
        """How to reach somebody's own chat; None where the bot is not installed."""
        ...

    async def latest_reference(self) -> Mapping[str, Any] | None:
        """How to reach whoever's own chat was last kept; None where nobody's is."""
        ...

    async def owing_without_chat(self, day: date) -> int:
        """How many people of today owe something that has arisen by a day, and have no chat with the bot."""
        ...

    async def known_chats(self, people: Sequence[int]) -> Mapping[int, bool]:
        """Who of some people has, or had, a chat of their own with the bot; False where they removed it."""
        ...

    async def forget_activities(self, before: datetime) -> int:
        """Forget activities seen before an instant; how many."""
        ...

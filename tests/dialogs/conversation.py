"""A person at the desk, as a chat client would have them: they say things and press what they see.

Whatever is answered is held to what every answer owes a person: see `tests/dialogs/answers.py`.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from dialogs.desk import Desk
from dialogs.messages import Incoming, Place, Press
from strategy.people import Person
from strategy.ports import Store
from tests.dialogs.answers import Answer, held_to_account

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
_NUMBERS = itertools.count(1)


class Conversation:
    """One person in one chat with the bot. `at` is the instant of what they do next."""

    def __init__(self, desk: Desk, store: Store, person: Person | None, place: Place) -> None:
        self.desk = desk
        self.store = store
        self.person = person
        self.place = place
        self.name = f"{place}:{person.email if person else 'somebody'}"
        self.at = NOW
        self.read_only = False
        self.takes_files = False
        self.last: Answer | None = None

    def elsewhere(self, place: Place) -> Conversation:
        """The same person in another chat, with its own memory."""
        other = Conversation(self.desk, self.store, self.person, place)
        other.name = f"{other.name}:{next(_NUMBERS)}"
        other.at = self.at
        return other

    def after_a_restart(self) -> Conversation:
        """The same chat with a bot that has started again on the same database."""
        desk = Desk(self.store, self.desk._policy, type(self.desk._reader)())
        again = Conversation(desk, self.store, self.person, self.place)
        again.name, again.at, again.last = self.name, self.at, self.last
        return again

    def later(self, **by: float) -> None:
        """Time passes."""
        self.at += timedelta(**by)

    async def says(self, text: str, *, activity: str | None = None) -> Answer:
        return await self._sends(self._incoming(text=text, activity=activity))

    async def arrives(self) -> Answer:
        return await self._sends(self._incoming(arrived=True))

    async def presses(self, title: str, *, on: Answer | None = None, **entered: object) -> Answer:
        """Press a button or a link by its title, with what is entered into the card's inputs.

        Like a client, it sends what the card's inputs hold, leaves out those that are empty, and `entered` is
        what the person changed; None stands for an input they emptied.
        """
        card = on or self.last
        assert card is not None, "there is nothing to press yet"
        data = {**card.button(title), **card.filled_in()}
        data.update(entered)
        return await self.sends_data({name: value for name, value in data.items() if value is not None})

    async def sends_data(self, data: Mapping[str, Any], *, activity: str | None = None) -> Answer:
        """What a client sends for a button, whatever it holds."""
        rest = {name: value for name, value in data.items() if name != "do"}
        press = Press(str(data.get("do", "")), rest, replaces_card=self.place is not Place.TERMINAL)
        return await self._sends(self._incoming(press=press, activity=activity))

    def _incoming(self, **more: Any) -> Incoming:
        return Incoming(
            conversation=self.name,
            place=self.place,
            speaker=self.person,
            at=self.at,
            read_only=self.read_only,
            takes_files=self.takes_files,
            **more,
        )

    async def _sends(self, incoming: Incoming) -> Answer:
        answer = Answer(await self.desk.receive(incoming))
        held_to_account(answer)
        if answer.cards:
            self.last = answer
        return answer

"""One turn: who speaks, when, in which transaction, and what the conversation remembers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from dialogs.messages import Incoming, Message, Press, Reply, Table
from dialogs.understanding.interpret import Interpreter
from dialogs.understanding.interpretation import Interpretation
from strategy.people import Person
from strategy.policy import Policy
from strategy.ports import Busy, Renderer, UnitOfWork
from strategy.school_year import london_day
from strategy.trust import Trust


@dataclass(slots=True)
class Turn:
    """What every handler works with. `memory` is stored when the turn ends: plain JSON, no report text.

    `for_another_chat` is True where somebody asked in front of others and is answered in their own chat: what
    is remembered then belongs to neither chat, so a talk cannot begin there. `calendars` is what was asked of
    people's calendars for this turn (see `dialogs.free_times`), None where there are none to be asked.
    `renderer` makes the documents that are offered, None where none can be; `by_mail` says that a file is
    wanted by mail.
    """

    incoming: Incoming
    speaker: Person
    uow: UnitOfWork
    policy: Policy
    reader: Interpreter
    memory: dict[str, Any] = field(default_factory=dict)
    for_another_chat: bool = False
    calendars: Mapping[Any, Mapping[str, Sequence[Busy]]] | None = None
    renderer: Renderer | None = None
    by_mail: bool = False

    @property
    def now(self) -> datetime:
        """The instant of the turn."""
        return self.incoming.at

    @property
    def today(self) -> date:
        """The day of the turn in London."""
        return london_day(self.incoming.at)

    @property
    def trust(self) -> Trust:
        """The trust as this turn sees it."""
        return self.uow.trust

    def read(self, text: str) -> Interpretation:
        """What a text of the speaker's means."""
        return self.reader.read(text, self.speaker, self.trust, self.now)

    def say(
        self,
        text: str,
        *,
        summary: str = "",
        in_full: str = "",
        card: dict[str, Any] | None = None,
        table: Table | None = None,
        suggestions: tuple[str, ...] = (),
    ) -> Reply:
        """A reply of one message; where a card was pressed, its card takes the pressed one's place.

        `in_full` is said in place of `text` where no card can be shown.
        """
        press = self.incoming.press
        if card is not None and press is not None and press.replaces_card:
            return Reply(replacement=card)
        message = Message(
            text=in_full or text if not self.incoming.shows_cards else text,
            summary=summary or text[:120],
            card=card if self.incoming.shows_cards else None,
            table=table,
            suggestions=suggestions,
        )
        return Reply(messages=(message,))


PressHandler = Callable[[Turn, Press], Awaitable[Reply]]
"""What is done about a button."""
